#pragma once
// A weather year as EnergyPlus files hold it (EPW): location, design conditions, one row for each hour.

#include "base/diagnostics.hpp"
#include "base/units.hpp"
#include "site/shell.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace shellfit::site {

struct WeatherHour {
  int month = 0, day = 0, hour = 0;  ///< hour 1 ends at one o'clock
  Temperature dry_bulb, dew_point;
  std::optional<Ratio> relative_humidity;  ///< of some files unknown
  AbsolutePressure pressure;
};

/// What the header quotes of a handbook; empty where its form is none that is known.
struct HeaderDesign {
  std::string title;
  Temperature dry_bulb, wet_bulb, dew_point, cold;  ///< 0.4 % and 99.6 %
  std::optional<Temperature> twenty_year_dry_bulb, twenty_year_cold, record_wet_bulb;
};

struct WeatherYear {
  std::string city, state, country, source, station;
  Ratio latitude, longitude;  ///< in degrees, north and east positive
  Duration time_zone;         ///< ahead of universal time
  Length elevation;
  bool is_leap_year = false;
  std::optional<HeaderDesign> design;
  std::vector<WeatherHour> hours;  ///< 8760, or 8784 in a leap year, in order
};

/// Reads a file; all its faults at once, up to a few of a kind.
[[nodiscard]] Outcome<WeatherYear> read_epw(const std::filesystem::path& file, const Location& named_at = {});
/// The same of text; `name` is how messages call the file.
[[nodiscard]] Outcome<WeatherYear> parse_epw(std::string name, std::string text);

/// The hours that no other hour of the year matches in dry bulb and in dew point at once: among them are the
/// hottest and, as the wet bulb rises with both, that of the highest wet bulb.
[[nodiscard]] std::vector<OutdoorAir> extreme_hours(const WeatherYear& year);

}  // namespace shellfit::site
