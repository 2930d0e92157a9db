#pragma once
// Chillers: capacity against air, input against lift and part load, and a coil that takes heat before the
// compressors do.

#include "thermal/cooler.hpp"

#include <optional>
#include <string>

namespace shellfit::thermal {

/// What compressors draw, by their share eta of Carnot's coefficient of performance and a part-load line:
///   COP = eta T_e / (T_c - T_e) at full load;  input = full-load input x (b + (1 - b) x), x the share of
///   load.
/// Evaporating stands 3 K under the supply, condensing 15 K over air or 2 K over leaving condenser water, at
/// the least 15 K over evaporating (all assumed; eta takes up most of an error). Under a quarter of load the
/// machine cycles: input in proportion.
struct CompressorConstants {
  double mild_k, mild_share;  ///< eta at a condenser inlet temperature
  double hot_k, hot_share;    ///< eta at a warmer one; straight between them, held outside
  double standing_share;      ///< b: input at no load by that at full load
};

/// An air-cooled chiller at two outdoor temperatures. At least one COP is known; the other's share of Carnot
/// is then taken as the same. Without an IPLV b is 0.
struct ChillerRating {
  HeatFlow duty, hot_duty;
  Temperature ambient, hot_ambient;
  std::optional<double> cop, hot_cop;
  Temperature supply;                         ///< of both COP
  std::optional<double> part_load_cop;        ///< IPLV by AHRI 550/590
  Ratio loss_per_300_m = ratio(0.0);          ///< of capacity with elevation
  std::optional<CoolerConstants> economizer;  ///< a coil in the same unit, upstream of the evaporator
};
struct ChillerConstants {
  double duty_w, hot_duty_w;
  double ambient_k, hot_ambient_k;
  CompressorConstants compressor;
  std::optional<CoolerConstants> economizer;
};
/// Nothing: the figures contradict each other; a COP beyond Carnot's, or an IPLV that no b from -0.2 to 0.6
/// gives.
[[nodiscard]] std::optional<ChillerConstants> chiller_constants(const ChillerRating& rating,
                                                                Length elevation);

/// Share of its capacity that a chiller keeps at an elevation; nothing where it loses all.
[[nodiscard]] double kept_at(Ratio loss_per_300_m, Length elevation);

/// Cooling that the compressors give at an outdoor temperature: straight between the two rated points and on
/// beyond the hot one, no more than at the mild one, not below 0. The supply temperature does not count.
[[nodiscard]] double chiller_capacity_w(const ChillerConstants& chiller, double air_k);

/// What coil and compressors can take out of water that enters at a temperature; fans are the coil's.
[[nodiscard]] Rejected chiller_most(const ChillerConstants& chiller, double water_w_k, double water_in_k,
                                    const OutdoorAir& air);

struct ChillerPoint {
  double capacity_w;  ///< that it could give: the coil and the compressors
  double free_w;      ///< of the duty: what the coil takes
  double input_w;     ///< of compressors and their fans, and of the coil's fans
};
/// A chiller at a duty. What is over its capacity is not given: the input is that at capacity. The coil sees
/// the water first; its fans run as fast as it needs, beside the condenser's, which the COP holds.
[[nodiscard]] ChillerPoint chiller_at(const ChillerConstants& chiller, double duty_w, double water_w_k,
                                      double water_in_k, double supply_k, const OutdoorAir& air);

/// Integrated part-load value of AHRI 550/590 (I-P), air-cooled: 1, 42, 45 and 12 % of the COP at 100, 75, 50
/// and 25 % of the capacity at 35 degC, at 35, 26.7, 18.3 and 12.8 degC, supply 6.7 degC.
[[nodiscard]] double part_load_value(const ChillerConstants& chiller);

/// A chiller that gives its heat to condenser water, by its COP at full load and one condenser temperature,
/// or at two.
struct WaterChillerRating {
  HeatFlow duty;
  double cop;
  Temperature supply, condenser_in;
  std::optional<double> part_load_cop;
  struct Hot {
    HeatFlow duty;
    double cop;
    Temperature condenser_in;
  };
  std::optional<Hot> hot{};
};
struct WaterChillerConstants {
  double duty_w, hot_duty_w;
  CompressorConstants compressor;
};
/// Why no chiller has a rating, in words; empty for one that can be.
[[nodiscard]] std::string contradiction_in(const WaterChillerRating& rating);
/// The rating's condenser flow is AHRI's 3 gpm a ton: 225 W/K for each kW of cooling. Nothing: as above.
[[nodiscard]] std::optional<WaterChillerConstants> water_chiller_constants(const WaterChillerRating& rating);
/// Cooling that it can give: straight between its two points and on beyond the hot one, no more than at the
/// mild one, not below 0; with one point as rated, whatever the temperatures. The supply does not count.
[[nodiscard]] double water_chiller_capacity_w(const WaterChillerConstants& chiller, double condenser_in_k);
/// Condenser water takes duty and input. No capacity where it is too little to carry the heat away.
[[nodiscard]] ChillerPoint water_chiller_at(const WaterChillerConstants& chiller, double duty_w,
                                            double supply_k, double condenser_in_k, double condenser_w_k);
/// The same value with condenser water of 29.4, 23.9, 18.3 and 18.3 degC.
[[nodiscard]] double part_load_value(const WaterChillerConstants& chiller);

}  // namespace shellfit::thermal
