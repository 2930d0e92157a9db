#include "studies/weather_hours.hpp"

#include "base/unit_text.hpp"
#include "studies/weather.hpp"
#include "thermal/moist_air.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace shellfit::studies {

namespace {

constexpr std::array<int, 12> days_of_month{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
constexpr double year_share = 0.45, weather_share = 0.35, day_share = 0.20;
constexpr double days_a_year = 365.0, weather_swings_a_year = 45.0;
constexpr double hottest_day = 199.0;  ///< 19 July, from 0
constexpr int hottest_hour = 15;
constexpr int hours_a_day = 24;

/// Outdoor extremes of a site, in kelvin; none where unknown.
struct Extremes {
  double hottest_k, coldest_k;
  std::optional<Temperature> wet_bulb, dew_point;
};

class SyntheticYear {
 public:
  SyntheticYear(Extremes extremes, AbsolutePressure pressure) : e_(extremes), pressure_(pressure) {}

  [[nodiscard]] thermal::OutdoorAir at(int day, int hour) const {
    const double t = day - hottest_day + (hour - hottest_hour) / static_cast<double>(hours_a_day);
    const double turn = 2.0 * std::numbers::pi / days_a_year;
    const double middle_k = 0.5 * (e_.hottest_k + e_.coldest_k);
    const double half_k = 0.5 * (e_.hottest_k - e_.coldest_k);
    const double slow =
        year_share * std::cos(turn * t) + weather_share * std::cos(weather_swings_a_year * turn * t);
    const double dry_k = middle_k + half_k * (slow + day_share * std::cos(days_a_year * turn * t));
    const auto dry_bulb = Temperature::from_si(dry_k);
    auto dew = Temperature::from_si(std::min(dry_k, middle_k + half_k * (slow - day_share)));
    if (e_.dew_point) dew = std::min(dew, *e_.dew_point);
    auto wet = thermal::wet_bulb(dry_bulb, thermal::humidity_ratio_at_dew_point(dew, pressure_), pressure_);
    if (e_.wet_bulb) wet = std::min(wet, *e_.wet_bulb);
    return {dry_k, std::min(wet.in_si(), dry_k), pressure_.in_si()};
  }

 private:
  Extremes e_;
  AbsolutePressure pressure_;
};

}  // namespace

WeatherHours hours_of(const site::WeatherYear& year, const site::Study& study) {
  WeatherHours taken;
  taken.source = fmt::format("{}, {}: {} {}", year.city, year.country, year.source, year.station);
  taken.hash = year.hash;
  const auto here = site_pressure(study);
  const bool is_known = study.shell.site.elevation.at(Corner::middle).has_value();
  const double to_site =
      is_known ? here.in_si() / thermal::atmospheric_pressure(year.elevation).in_si() : 1.0;
  std::size_t without_pressure = 0;
  for (const auto& hour : year.hours) {
    without_pressure += hour.pressure ? 0 : 1;
    const auto pressure = hour.pressure ? AbsolutePressure::from_si(hour.pressure->in_si() * to_site) : here;
    const double moisture = thermal::humidity_ratio_at_dew_point(hour.dew_point, pressure);
    const auto wet = thermal::wet_bulb(hour.dry_bulb, moisture, pressure);
    taken.hours.push_back({hour.month,
                           hour.day,
                           hour.hour,
                           {hour.dry_bulb.in_si(), std::min(wet, hour.dry_bulb).in_si(), pressure.in_si()}});
  }
  if (without_pressure > 0)
    taken.notes.push_back(
        fmt::format("{} hours of the weather file have no pressure and take {}, by the elevation of "
                    "the site",
                    without_pressure, to_text(here, units::kPa_absolute)));
  return taken;
}

std::optional<WeatherHours> synthetic_hours(const site::Study& study) {
  const auto& climate = study.shell.site.climate;
  const auto hottest = climate.dry_bulb.at(Corner::middle);
  const auto coldest = climate.cold.at(Corner::middle);
  if (!hottest || !coldest || *hottest < *coldest) return std::nullopt;
  const SyntheticYear year({hottest->in_si(), coldest->in_si(), climate.wet_bulb.at(Corner::middle),
                            climate.dew_point.at(Corner::middle)},
                           site_pressure(study));
  WeatherHours made;
  made.source = fmt::format("made up between {} and {}", to_text(*coldest), to_text(*hottest));
  made.notes.emplace_back(
      "the year of weather is made up of the site's extremes (assumed; docs/models/year.md): a weather "
      "file would tell more");
  int day_of_year = 0;
  for (int month = 1; month <= 12; ++month) {
    for (int day = 1; day <= days_of_month[static_cast<std::size_t>(month - 1)]; ++day, ++day_of_year) {
      for (int hour = 1; hour <= hours_a_day; ++hour)
        made.hours.push_back({month, day, hour, year.at(day_of_year, hour)});
    }
  }
  return made;
}

}  // namespace shellfit::studies
