#pragma once
// A weather year as EnergyPlus files hold it (EPW): what of its header and of each hour is used here.

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
  std::optional<AbsolutePressure> pressure;  ///< of the station; empty where the file has none for the hour
};

/// The dry bulbs that return once in twenty years, of which the header quotes a handbook.
struct TwentyYearDryBulbs {
  Temperature highest, lowest;
};

struct WeatherYear {
  std::string city, country, source, station;
  std::string hash;  ///< of the file's bytes
  Length elevation;
  std::optional<TwentyYearDryBulbs> twenty_years;  ///< empty where the header's form is none that is known
  std::vector<WeatherHour> hours;                  ///< 8760, or 8784 in a leap year, in order
};

/// Reads a file; all its faults at once, up to a few of a kind.
[[nodiscard]] Outcome<WeatherYear> read_epw(const std::filesystem::path& file, const Location& named_at = {});
/// The file that a climate names, by the place of the file that names it. Precondition: it names one.
[[nodiscard]] Outcome<WeatherYear> weather_year_of(const Climate& climate);
/// The same of text; `name` is how messages call the file.
[[nodiscard]] Outcome<WeatherYear> parse_epw(std::string name, std::string text);

/// The hours that no other hour of the year matches in dry bulb and in dew point at once: among them are the
/// hottest and, as the wet bulb rises with both, that of the highest wet bulb.
[[nodiscard]] std::vector<OutdoorAir> extreme_hours(const WeatherYear& year);

}  // namespace shellfit::site
