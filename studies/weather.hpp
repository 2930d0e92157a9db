#pragma once
// The weather points in which everything must hold.

#include "base/units.hpp"
#include "site/study.hpp"
#include "thermal/heat_rejection.hpp"

#include <string>
#include <tuple>
#include <vector>

namespace shellfit::studies {

/// Outdoor air at one extreme.
struct WeatherPoint {
  std::string name;  ///< "dry-bulb", "wet-bulb", "dew-point", "cold"
  Temperature dry_bulb, wet_bulb, dew_point;
  static constexpr auto members() {
    return std::tuple{&WeatherPoint::name, &WeatherPoint::dry_bulb, &WeatherPoint::wet_bulb,
                      &WeatherPoint::dew_point};
  }
};

/// The points whose figures are known. Where the file gives no coincident temperature, the extreme one stands
/// in for it, which is never milder, as far as one air can be at all three extremes.
[[nodiscard]] std::vector<WeatherPoint> weather_points(const site::Study& study);
/// Names of the points that cannot be set up because a figure is unknown.
[[nodiscard]] std::vector<std::string> unknown_weather_points(const site::Study& study);

[[nodiscard]] AbsolutePressure site_pressure(const site::Study& study);
/// Air entering a cooler's coil: outdoor air warmed by recirculation, then cooled by its pads.
[[nodiscard]] Temperature coil_air(const WeatherPoint& weather, TemperatureDifference recirculation,
                                   Ratio pad_effectiveness, AbsolutePressure pressure);
/// Outdoor air warmed by recirculation, which brings heat but no moisture.
[[nodiscard]] thermal::OutdoorAir air_around(const WeatherPoint& weather, TemperatureDifference recirculation,
                                             AbsolutePressure pressure);

}  // namespace shellfit::studies
