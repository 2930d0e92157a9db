#include "power/fault_impedances.hpp"

#include <cmath>

namespace shellfit::power {

namespace {

constexpr double low_voltage_limit_v = 1000.0;

double sine_of(double power_factor) { return std::sqrt(std::fmax(0.0, 1.0 - power_factor * power_factor)); }

}  // namespace

Complex split_by_r_over_x(double magnitude, double r_over_x) {
  const double x = magnitude / std::hypot(1.0, r_over_x);
  return {x * r_over_x, x};
}

double greatest_voltage_factor(double nominal_v, bool is_tolerance_10_percent) {
  return nominal_v <= low_voltage_limit_v && !is_tolerance_10_percent ? 1.05 : 1.10;
}
double least_voltage_factor(double nominal_v, bool is_tolerance_10_percent) {
  if (nominal_v > low_voltage_limit_v) return 1.00;
  return is_tolerance_10_percent ? 0.90 : 0.95;
}

double transformer_correction(double c_max, double relative_reactance) {
  return 0.95 * c_max / (1.0 + 0.6 * relative_reactance);
}

double generator_correction(double nominal_v, double rated_v, double regulation_range, double c_max,
                            double subtransient_reactance, double power_factor) {
  return nominal_v / (rated_v * (1.0 + regulation_range)) * c_max /
         (1.0 + subtransient_reactance * sine_of(power_factor));
}

double unit_correction_on_load(const PowerStationUnit& unit, double c_max) {
  const double grid = unit.grid_nominal_v / unit.generator_rated_v;
  const double ratio = unit.transformer_low_v / unit.transformer_high_v;
  const double x = std::abs(unit.subtransient_reactance - unit.transformer_reactance);
  return grid * grid * ratio * ratio * c_max / (1.0 + x * sine_of(unit.power_factor));
}

double unit_correction_fixed(const PowerStationUnit& unit, double c_max) {
  return unit.grid_nominal_v / (unit.generator_rated_v * (1.0 + unit.regulation_range)) *
         unit.transformer_low_v / unit.transformer_high_v * (1.0 + unit.tap_range) * c_max /
         (1.0 + unit.subtransient_reactance * sine_of(unit.power_factor));
}

double fictitious_ratio(double rated_v, double rating_va) {
  if (rated_v <= low_voltage_limit_v) return 0.15;
  return rating_va >= 100e6 ? 0.05 : 0.07;
}

double motor_ratio(double rated_v, double power_per_pole_pair_w) {
  if (rated_v <= low_voltage_limit_v) return 0.42;  // groups, with their cables
  return power_per_pole_pair_w >= 1e6 ? 0.10 : 0.15;
}

double hot_resistance_ratio(double end_temperature_c) { return 1.0 + 0.004 * (end_temperature_c - 20.0); }

}  // namespace shellfit::power
