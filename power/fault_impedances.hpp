#pragma once
// Impedances of single elements in short circuits, and the factors that correct them. Clauses are those of
// IEC 60909-0:2016. Plain numbers; per unit of an element's own rating where the name says relative.

#include "power/branch_admittance.hpp"

namespace shellfit::power {

/// |z| split by R/X.
[[nodiscard]] Complex split_by_r_over_x(double magnitude, double r_over_x);

/// Table 1: c of a level, to 1 kV and above.
[[nodiscard]] double greatest_voltage_factor(double nominal_v, bool is_tolerance_10_percent);
[[nodiscard]] double least_voltage_factor(double nominal_v, bool is_tolerance_10_percent);

/// 6.3.3 (12): K_T = 0.95 c_max / (1 + 0.6 x_T).
[[nodiscard]] double transformer_correction(double c_max, double relative_reactance);

/// 6.6.1 (18): K_G = U_n / (U_rG (1 + p_G)) c_max / (1 + xd" sin φ_rG).
[[nodiscard]] double generator_correction(double nominal_v, double rated_v, double regulation_range,
                                          double c_max, double subtransient_reactance, double power_factor);

/// A generator with its transformer.
struct PowerStationUnit {
  double grid_nominal_v, generator_rated_v;
  double transformer_high_v, transformer_low_v;
  double regulation_range;                               ///< p_G
  double tap_range;                                      ///< p_T, with the sign that it counts with
  double subtransient_reactance, transformer_reactance;  ///< relative
  double power_factor;
};
/// 6.7.1 (22): K_S, with on-load taps.
[[nodiscard]] double unit_correction_on_load(const PowerStationUnit& unit, double c_max);
/// 6.7.2 (24): K_SO, without.
[[nodiscard]] double unit_correction_fixed(const PowerStationUnit& unit, double c_max);

/// 6.6.1: R_Gf over Xd", by rated voltage and power; for the peak current, whose decay it makes right.
[[nodiscard]] double fictitious_ratio(double rated_v, double rating_va);

/// 6.10: R_M / X_M of a motor or group by voltage and rated power per pair of poles.
[[nodiscard]] double motor_ratio(double rated_v, double power_per_pole_pair_w);

/// 6.4 (32): R at the end of a fault over R at 20 degC; 0.004 / K for copper, aluminium and its alloys.
[[nodiscard]] double hot_resistance_ratio(double end_temperature_c);

}  // namespace shellfit::power
