#include "thermal/moist_air.hpp"

#include <algorithm>
#include <cmath>

namespace shellfit::thermal {

namespace {

constexpr double molar_ratio = 0.621945;
constexpr double triple_point_c = 0.01;

/// Bisection on a rising function between two temperatures in degC.
template <class Function>
double find_zero(double low, double high, Function function) {
  constexpr int halvings = 60;
  for (int i = 0; i < halvings; ++i) {
    const double middle = 0.5 * (low + high);
    (function(middle) < 0.0 ? low : high) = middle;
  }
  return 0.5 * (low + high);
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
  const double vapour = saturation_pressure(dew_point).in_si();
  return molar_ratio * vapour / (pressure.in_si() - vapour);
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
  const double vapour = pressure.in_si() * humidity_ratio / (molar_ratio + humidity_ratio);
  return find_zero(
             -100.0, 100.0,
             [&](double celsius) { return saturation_pressure(celsius * units::degC).in_si() - vapour; }) *
         units::degC;
}

Temperature wet_bulb(Temperature dry_bulb, double ratio, AbsolutePressure pressure) {
  const double low = dew_point(ratio, pressure).in(units::degC);
  return find_zero(low, dry_bulb.in(units::degC),
                   [&](double celsius) {
                     return humidity_ratio(dry_bulb, celsius * units::degC, pressure) - ratio;
                   }) *
         units::degC;
}

}  // namespace shellfit::thermal
