#include "thermal/moist_air.hpp"

#include "base/find_zero.hpp"

#include <algorithm>
#include <cmath>

namespace shellfit::thermal {

namespace {

constexpr double molar_ratio = 0.621945;
constexpr double triple_point_c = 0.01;

constexpr double tolerance_k = 1e-9;

double vapour_part_pa(double humidity_ratio, AbsolutePressure pressure) {
  return pressure.in_si() * humidity_ratio / (molar_ratio + humidity_ratio);
}
double ratio_of_vapour(double vapour_pa, AbsolutePressure pressure) {
  return molar_ratio * vapour_pa / (pressure.in_si() - vapour_pa);
}

}  // namespace

AbsolutePressure atmospheric_pressure(Length elevation) {
  return 101.325 * std::pow(1.0 - 2.25577e-5 * elevation.in_si(), 5.2559) * units::kPa_absolute;
}

AbsolutePressure saturation_pressure(Temperature temperature) {
  const double t = temperature.in_si();
  const bool is_ice = temperature.in(units::degC) <= triple_point_c;
  const double logarithm = is_ice ? -5.6745359e3 / t + 6.3925247 - 9.677843e-3 * t + 6.2215701e-7 * t * t +
                                        2.0747825e-9 * t * t * t - 9.484024e-13 * t * t * t * t +
                                        4.1635019 * std::log(t)
                                  : -5.8002206e3 / t + 1.3914993 - 4.8640239e-2 * t + 4.1764768e-5 * t * t -
                                        1.4452093e-8 * t * t * t + 6.5459673 * std::log(t);
  return std::exp(logarithm) * units::Pa_absolute;
}

double humidity_ratio_at_dew_point(Temperature dew_point, AbsolutePressure pressure) {
  return ratio_of_vapour(saturation_pressure(dew_point).in_si(), pressure);
}

double humidity_ratio(Temperature dry_bulb, Temperature wet_bulb, AbsolutePressure pressure) {
  const double t = dry_bulb.in(units::degC);
  const double tw = wet_bulb.in(units::degC);
  const double saturated = humidity_ratio_at_dew_point(wet_bulb, pressure);
  const double ratio =
      tw >= 0.0 ? ((2501.0 - 2.326 * tw) * saturated - 1.006 * (t - tw)) / (2501.0 + 1.86 * t - 4.186 * tw)
                : ((2830.0 - 0.24 * tw) * saturated - 1.006 * (t - tw)) / (2830.0 + 1.86 * t - 2.1 * tw);
  constexpr double driest = 1e-7;
  return std::max(ratio, driest);
}

Temperature dew_point(double humidity_ratio, AbsolutePressure pressure) {
  const double vapour = vapour_part_pa(humidity_ratio, pressure);
  // By the logarithm, which is almost straight.
  return find_zero(-100.0, 100.0, tolerance_k,
                   [&](double celsius) {
                     return std::log(saturation_pressure(celsius * units::degC).in_si() / vapour);
                   }) *
         units::degC;
}

Temperature wet_bulb(Temperature dry_bulb, double ratio, AbsolutePressure pressure) {
  const double low = dew_point(ratio, pressure).in(units::degC);
  return find_zero(low, dry_bulb.in(units::degC), tolerance_k,
                   [&](double celsius) {
                     return humidity_ratio(dry_bulb, celsius * units::degC, pressure) - ratio;
                   }) *
         units::degC;
}

Ratio relative_humidity(Temperature dry_bulb, double humidity_ratio, AbsolutePressure pressure) {
  return ratio(vapour_part_pa(humidity_ratio, pressure) / saturation_pressure(dry_bulb).in_si());
}

double humidity_ratio_at(Temperature dry_bulb, Ratio relative_humidity, AbsolutePressure pressure) {
  return ratio_of_vapour(relative_humidity.in_si() * saturation_pressure(dry_bulb).in_si(), pressure);
}

double enthalpy_j_kg(Temperature dry_bulb, double humidity_ratio) {
  const double t = dry_bulb.in(units::degC);
  return 1006.0 * t + humidity_ratio * (2501e3 + 1860.0 * t);
}

double saturated_enthalpy_j_kg(Temperature temperature, AbsolutePressure pressure) {
  return enthalpy_j_kg(temperature, humidity_ratio_at_dew_point(temperature, pressure));
}

double moist_volume_m3_kg(Temperature dry_bulb, double humidity_ratio, AbsolutePressure pressure) {
  constexpr double gas_constant = 287.042;
  return gas_constant * dry_bulb.in_si() * (1.0 + humidity_ratio / molar_ratio) / pressure.in_si();
}

Density moist_density(Temperature dry_bulb, double humidity_ratio, AbsolutePressure pressure) {
  return (1.0 + humidity_ratio) / moist_volume_m3_kg(dry_bulb, humidity_ratio, pressure) * units::kg_per_m3;
}

AbsolutePressure sea_level_pressure(AbsolutePressure station, Length elevation, Temperature dry_bulb) {
  constexpr double gas_constant = 287.055, lapse_k_m = 0.0065;
  const double column_k = dry_bulb.in_si() + 0.5 * lapse_k_m * elevation.in_si();
  return station.in_si() * std::exp(gravity_m_s2 * elevation.in_si() / (gas_constant * column_k)) *
         units::Pa_absolute;
}

}  // namespace shellfit::thermal
