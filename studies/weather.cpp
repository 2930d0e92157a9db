#include "studies/weather.hpp"

#include "thermal/moist_air.hpp"

#include <algorithm>

namespace shellfit::studies {

namespace {

std::optional<Temperature> known(const Uncertain<Temperature>& figure) { return figure.at(Corner::middle); }

WeatherPoint point(std::string name, Temperature dry_bulb, Temperature wet_bulb, AbsolutePressure pressure) {
  wet_bulb = std::min(wet_bulb, dry_bulb);
  const double moisture = thermal::humidity_ratio(dry_bulb, wet_bulb, pressure);
  return {std::move(name), dry_bulb, wet_bulb, thermal::dew_point(moisture, pressure)};
}

/// The hottest air with this moisture that is no warmer, by dry and by wet bulb, than the site's extremes.
WeatherPoint dew_point_extreme(Temperature dew, Temperature hottest, std::optional<Temperature> wet_bulb,
                               AbsolutePressure pressure) {
  const double moisture = thermal::humidity_ratio_at_dew_point(dew, pressure);
  auto dry_bulb = std::max(dew, hottest);
  if (wet_bulb && *wet_bulb >= dew && thermal::wet_bulb(dry_bulb, moisture, pressure) > *wet_bulb) {
    double low_k = dew.in_si();
    double high_k = dry_bulb.in_si();
    for (int i = 0; i < 60; ++i) {
      const double middle_k = 0.5 * (low_k + high_k);
      const bool is_too_warm =
          thermal::wet_bulb(Temperature::from_si(middle_k), moisture, pressure) > *wet_bulb;
      (is_too_warm ? high_k : low_k) = middle_k;
    }
    dry_bulb = Temperature::from_si(low_k);
  }
  return {"dew-point", dry_bulb, thermal::wet_bulb(dry_bulb, moisture, pressure), dew};
}

}  // namespace

AbsolutePressure site_pressure(const site::Study& study) {
  // An unknown elevation is taken as sea level here; the checks that depend on it then say so.
  return thermal::atmospheric_pressure(
      study.shell.site.elevation.at(Corner::middle).value_or(0.0 * units::m));
}

std::vector<WeatherPoint> weather_points(const site::Study& study) {
  const auto& climate = study.shell.site.climate;
  const auto pressure = site_pressure(study);
  const auto dry = known(climate.dry_bulb);
  const auto wet = known(climate.wet_bulb);
  const auto dew = known(climate.dew_point);
  const auto cold = known(climate.cold);
  const auto wet_at_dry = climate.coincident_wet_bulb ? known(*climate.coincident_wet_bulb) : wet;
  const auto dry_at_wet = climate.coincident_dry_bulb ? known(*climate.coincident_dry_bulb) : dry;
  std::vector<WeatherPoint> points;
  if (dry && wet_at_dry) points.push_back(point("dry-bulb", *dry, *wet_at_dry, pressure));
  if (wet && dry_at_wet) points.push_back(point("wet-bulb", *dry_at_wet, *wet, pressure));
  if (dew && dry_at_wet) {
    points.push_back(dew_point_extreme(*dew, *dry_at_wet, wet, pressure));
  }
  if (cold) points.push_back(point("cold", *cold, *cold, pressure));
  return points;
}

std::vector<std::string> unknown_weather_points(const site::Study& study) {
  std::vector<std::string> missing;
  const auto points = weather_points(study);
  for (const char* name : {"dry-bulb", "wet-bulb", "dew-point", "cold"}) {
    const bool is_there =
        std::any_of(points.begin(), points.end(), [&](const WeatherPoint& one) { return one.name == name; });
    if (!is_there) missing.emplace_back(name);
  }
  return missing;
}

Temperature coil_air(const WeatherPoint& weather, TemperatureDifference recirculation,
                     double pad_effectiveness, AbsolutePressure pressure) {
  const auto entering = weather.dry_bulb + recirculation;
  if (pad_effectiveness <= 0.0) return entering;
  // Recirculated air brings heat but no moisture: its wet bulb follows from the outdoor humidity ratio.
  const double moisture = thermal::humidity_ratio(weather.dry_bulb, weather.wet_bulb, pressure);
  const auto wet_bulb = thermal::wet_bulb(entering, moisture, pressure);
  return entering - (entering - wet_bulb) * pad_effectiveness;
}

}  // namespace shellfit::studies
