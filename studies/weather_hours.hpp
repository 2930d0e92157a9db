#pragma once
// All hours of a year of weather: those of a weather file, or made up of a site's extremes.

#include "base/diagnostics.hpp"
#include "site/epw.hpp"
#include "site/study.hpp"
#include "thermal/heat_rejection.hpp"

#include <optional>
#include <string>
#include <vector>

namespace shellfit::studies {

struct HourOfYear {
  int month = 0, day = 0, hour = 0;  ///< hour 1 ends at one o'clock
  thermal::OutdoorAir air{};
};

struct WeatherHours {
  std::string source;
  std::string hash;               ///< of the weather file; empty: made up
  std::vector<HourOfYear> hours;  ///< 8760, or 8784 in a leap year, in order
  std::vector<std::string> notes;
};

/// Hours of a file at the site: wet bulb by dry bulb, dew point and pressure. The station's pressure is
/// brought to the site's elevation by the standard atmosphere; an hour without one has the site's.
[[nodiscard]] WeatherHours hours_of(const site::WeatherYear& year, const site::Study& study);

/// A year of 8760 hours made up of the extremes, with t days from the hottest hour (19 July, 15:00):
///   T = middle + half the span x (0.45 cos(w t) + 0.35 cos(45 w t) + 0.20 cos(365 w t)),  w = 2 pi / 365,
/// the swings of year, weather and day. All are odd, so that the coldest hour is half a year from the hottest
/// and both extremes are met exactly. Dew point: the lowest dry bulb of that day (Kimball, Running and
/// Nemani, Agricultural and Forest Meteorology 85, 1997), not above the extreme dew point, and no moister
/// than the extreme wet bulb, where these are known. Shares and dates are assumed. Empty: an extreme dry bulb
/// is unknown.
[[nodiscard]] std::optional<WeatherHours> synthetic_hours(const site::Study& study);

}  // namespace shellfit::studies
