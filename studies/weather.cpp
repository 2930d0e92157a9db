#include "studies/weather.hpp"

#include "thermal/moist_air.hpp"
#include "thermal/plant_hour.hpp"

#include <algorithm>
#include <cmath>

namespace shellfit::studies {

namespace {

std::optional<Temperature> known(const Uncertain<Temperature>& figure) { return figure.at(Corner::middle); }

Temperature wet_bulb_of(const site::OutdoorAir& air, AbsolutePressure pressure) {
  return thermal::wet_bulb(air.dry_bulb, thermal::humidity_ratio_at_dew_point(air.dew_point, pressure),
                           pressure);
}

/// The extremes that the climate states, and those that the hours of its weather file tell beside them.
struct Figures {
  std::optional<Temperature> dry, wet, dew, cold, wet_at_dry, dry_at_wet;
};

Figures figures_of(const site::Climate& climate, AbsolutePressure pressure) {
  Figures f{known(climate.dry_bulb),
            known(climate.wet_bulb),
            known(climate.dew_point),
            known(climate.cold),
            {},
            {}};
  if (climate.coincident_wet_bulb) f.wet_at_dry = known(*climate.coincident_wet_bulb);
  if (climate.coincident_dry_bulb) f.dry_at_wet = known(*climate.coincident_dry_bulb);
  if (!climate.hours.empty()) {
    const auto& hottest = *std::max_element(
        climate.hours.begin(), climate.hours.end(),
        [](const site::OutdoorAir& a, const site::OutdoorAir& b) { return a.dry_bulb < b.dry_bulb; });
    if (!climate.coincident_wet_bulb && climate.is_dry_bulb_of_hours)
      f.wet_at_dry = wet_bulb_of(hottest, pressure);
    if (climate.is_wet_bulb_of_hours) {
      for (const auto& hour : climate.hours) {
        const auto wet_bulb = wet_bulb_of(hour, pressure);
        if (f.wet && wet_bulb <= *f.wet) continue;
        f.wet = wet_bulb;
        if (!climate.coincident_dry_bulb) f.dry_at_wet = hour.dry_bulb;
      }
    }
  }
  if (!climate.coincident_wet_bulb && !f.wet_at_dry) f.wet_at_dry = f.wet;
  if (!climate.coincident_dry_bulb && !f.dry_at_wet) f.dry_at_wet = f.dry;
  return f;
}

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
  const auto [dry, wet, dew, cold, wet_at_dry, dry_at_wet] = figures_of(climate, pressure);
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

thermal::OutdoorAir air_around(const WeatherPoint& weather, TemperatureDifference recirculation,
                               AbsolutePressure pressure) {
  return thermal::warmed({weather.dry_bulb.in_si(), weather.wet_bulb.in_si(), pressure.in_si()},
                         recirculation.in_si());
}

Temperature coil_air(const WeatherPoint& weather, TemperatureDifference recirculation,
                     Ratio pad_effectiveness, AbsolutePressure pressure) {
  return Temperature::from_si(
      thermal::behind_pads_k(pad_effectiveness.in_si(), air_around(weather, recirculation, pressure)));
}

}  // namespace shellfit::studies
