// The form of the file: EnergyPlus, Auxiliary Programs, "EnergyPlus Weather File (EPW) Data Dictionary".
// Eight header lines, then rows of 35 columns; a figure that is missing is written as a code, such as 99.9.
#include "site/epw.hpp"

#include "base/stage.hpp"
#include "documents/file_bytes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iterator>

namespace shellfit::site {

namespace {

constexpr int row_columns = 35;
constexpr std::array<int, 12> days_of_month{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

struct Cell {
  std::string_view text;
  std::size_t offset = 0;
};

class EpwReader {
 public:
  EpwReader(std::string name, std::string text)
      : source_(std::make_shared<const SourceText>(std::move(name), std::move(text))) {}

  Outcome<WeatherYear> read() {
    split_lines();
    if (read_header() && read_rows()) check_calendar();
    if (faults_.empty()) return std::move(year_);
    sort_diagnostics(faults_);
    return tl::unexpected(std::move(faults_));
  }

 private:
  struct Line {
    std::string_view text;
    std::size_t offset = 0;
  };

  void fault(const char* code, std::string message, std::size_t offset, std::string_view found,
             std::string expected, std::string hint = {}) {
    constexpr std::size_t most = 20;
    if (faults_.size() >= most) return;
    faults_.push_back({code,
                       std::move(message),
                       {source_, offset, std::max<std::size_t>(1, found.size())},
                       shortened(found),
                       std::move(expected),
                       std::move(hint),
                       {},
                       ""});
  }

  void split_lines() {
    const std::string_view text = source_->text();
    std::size_t start = 0;
    while (start < text.size()) {
      const auto end = std::min(text.find('\n', start), text.size());
      auto line = text.substr(start, end - start);
      if (line.ends_with('\r')) line.remove_suffix(1);
      lines_.push_back({line, start});
      start = end + 1;
    }
    while (!lines_.empty() && lines_.back().text.find_first_not_of(" \t") == std::string_view::npos)
      lines_.pop_back();
  }

  /// Cells between commas; quotes around a cell are taken off, and commas in them are its own.
  static std::vector<Cell> cells_of(const Line& line) {
    std::vector<Cell> cells;
    std::size_t start = 0;
    bool is_quoted = false;
    for (std::size_t i = 0; i <= line.text.size(); ++i) {
      if (i < line.text.size() && line.text[i] == '"') is_quoted = !is_quoted;
      if (i < line.text.size() && (line.text[i] != ',' || is_quoted)) continue;
      auto text = line.text.substr(start, i - start);
      std::size_t offset = line.offset + start;
      while (!text.empty() && (text.front() == ' ' || text.front() == '"')) {
        text.remove_prefix(1);
        ++offset;
      }
      while (!text.empty() && (text.back() == ' ' || text.back() == '"')) text.remove_suffix(1);
      cells.push_back({text, offset});
      start = i + 1;
    }
    return cells;
  }

  static std::optional<double> number_of(std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(1);
    double value = 0;
    const auto [rest, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc{} || rest != text.data() + text.size() || !std::isfinite(value))
      return std::nullopt;
    return value;
  }

  /// A number that must be there and within limits.
  std::optional<double> figure(const Cell& cell, const char* code, const std::string& what, double lowest,
                               double highest) {
    const auto value = number_of(cell.text);
    if (!value) {
      fault(code, fmt::format("{} is not a number", what), cell.offset, cell.text, "a finite number");
    } else if (*value < lowest || *value > highest) {
      fault("E-EPW-004", fmt::format("{} cannot be {}", what, cell.text), cell.offset, cell.text,
            fmt::format("from {} to {}", lowest, highest));
      return std::nullopt;
    }
    return value;
  }

  bool read_header() {
    constexpr std::array<std::string_view, 8> keys{"LOCATION",
                                                   "DESIGN CONDITIONS",
                                                   "TYPICAL/EXTREME PERIODS",
                                                   "GROUND TEMPERATURES",
                                                   "HOLIDAYS/DAYLIGHT SAVINGS",
                                                   "COMMENTS 1",
                                                   "COMMENTS 2",
                                                   "DATA PERIODS"};
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const auto cells = i < lines_.size() ? cells_of(lines_[i]) : std::vector<Cell>{};
      if (!cells.empty() && cells.front().text == keys[i]) continue;
      const auto offset = i < lines_.size() ? lines_[i].offset : source_->text().size() - 1;
      fault("E-EPW-001", fmt::format("line {} of the header is not {}", i + 1, keys[i]), offset,
            cells.empty() ? "" : cells.front().text, fmt::format("{},...", keys[i]),
            i < lines_.size() ? "" : "the file may have been cut off");
      return false;
    }
    read_location(cells_of(lines_[0]));
    read_design(cells_of(lines_[1]));
    const auto periods = cells_of(lines_[7]);
    if (periods.size() < 3 || periods[1].text != "1" || periods[2].text != "1")
      fault("E-EPW-001", "the file does not hold one period of hourly rows", lines_[7].offset, lines_[7].text,
            "DATA PERIODS,1,1,...", "other intervals are not read");
    return faults_.empty();
  }

  void read_location(const std::vector<Cell>& cells) {
    if (cells.size() < 10) {
      fault("E-EPW-001", fmt::format("LOCATION has {} fields", cells.size()), lines_[0].offset,
            lines_[0].text,
            "city, state, country, source, station, latitude, longitude, time zone, elevation");
      return;
    }
    year_.city = cells[1].text;
    year_.country = cells[3].text;
    year_.source = cells[4].text;
    year_.station = cells[5].text;
    const auto elevation_m = figure(cells[9], "E-EPW-001", "elevation", -430, 5500);
    if (elevation_m) year_.elevation = Length::from_si(*elevation_m);
  }

  /// Design conditions as the handbooks of 2009 (four of the last figures other) and of 2017 and 2021 give
  /// them: title, empty, Heating and 15 figures, Cooling and 32, Extremes and the rest. Other forms are left.
  void read_design(const std::vector<Cell>& cells) {
    constexpr std::size_t heating = 4;
    constexpr std::size_t cooling = heating + 16;
    constexpr std::size_t extremes = cooling + 33;
    if (cells.size() < extremes + 16 || cells[1].text != "1") return;
    if (cells[heating].text != "Heating" || cells[cooling].text != "Cooling" ||
        cells[extremes].text != "Extremes")
      return;
    const auto value = [&](std::size_t i) { return number_of(cells[i].text); };
    const auto names = [&](std::string_view edition) {
      return cells[2].text.find(edition) != std::string_view::npos;
    };
    const bool is_2009 = names("2009");
    if (!is_2009 && !names("2017") && !names("2021")) return;
    // Of 2009 the highest wet bulb stands after the wind speeds; later it ends the figures of cooling.
    const std::size_t first = is_2009 ? extremes + 13 : extremes + 12;
    const auto low = value(first);
    const auto high = value(first + 1);
    if (low && high) year_.twenty_years = {*high * units::degC, *low * units::degC};
  }

  bool read_rows() {
    for (std::size_t i = 8; i < lines_.size(); ++i) read_row(lines_[i]);
    return faults_.empty();
  }

  /// A figure of a row; a code for missing ones is a fault of its own.
  std::optional<double> row_figure(const Cell& cell, const std::string& what, double missing, double lowest,
                                   double highest) {
    const auto value = number_of(cell.text);
    if (value && *value >= missing) {
      fault("E-EPW-005", fmt::format("{} is missing", what), cell.offset, cell.text,
            "a figure for every hour", "fill the gap, or take another year");
      return std::nullopt;
    }
    return figure(cell, "E-EPW-002", what, lowest, highest);
  }

  /// A missing one is no fault: the site's elevation gives another.
  bool read_pressure(const Cell& cell, WeatherHour& hour) {
    constexpr double missing_pa = 999999.0;
    constexpr double lowest_pa = 31000.0, highest_pa = 120000.0;
    const auto value = number_of(cell.text);
    if (value && *value >= missing_pa) return true;
    const auto pressure_pa = figure(cell, "E-EPW-002", "station pressure", lowest_pa, highest_pa);
    if (pressure_pa) hour.pressure = AbsolutePressure::from_si(*pressure_pa);
    return pressure_pa.has_value();
  }

  void read_row(const Line& line) {
    const auto cells = cells_of(line);
    if (static_cast<int>(cells.size()) != row_columns) {
      fault("E-EPW-002", fmt::format("a row has {} columns", cells.size()), line.offset,
            line.text.substr(0, 40), fmt::format("{} columns", row_columns),
            line.offset == lines_.back().offset ? "the file may have been cut off" : "");
      return;
    }
    WeatherHour hour;
    const auto month = figure(cells[1], "E-EPW-002", "month", 1, 12);
    const auto day = figure(cells[2], "E-EPW-002", "day", 1, 31);
    const auto at = figure(cells[3], "E-EPW-002", "hour", 1, 24);
    const auto dry = row_figure(cells[6], "dry bulb", 99.9, -70, 70);
    const auto dew = row_figure(cells[7], "dew point", 99.9, -70, 70);
    if (!month || !day || !at || !dry || !dew) return;
    // Rounding of either may put the dew point a little above.
    constexpr double rounding_k = 1.0;
    if (*dew > *dry + rounding_k) {
      fault("E-EPW-004", "the dew point is above the dry bulb", cells[7].offset, cells[7].text,
            fmt::format("at most {}", *dry));
      return;
    }
    if (!read_pressure(cells[9], hour)) return;
    hour.month = static_cast<int>(*month);
    hour.day = static_cast<int>(*day);
    hour.hour = static_cast<int>(*at);
    hour.dry_bulb = *dry * units::degC;
    hour.dew_point = std::min(*dew, *dry) * units::degC;
    year_.hours.push_back(hour);
    offsets_.push_back(cells[1].offset);
  }

  void check_calendar() {
    constexpr std::size_t common = 8760;
    constexpr std::size_t leap = 8784;
    const bool has_leap_day = year_.hours.size() == leap;
    std::size_t i = 0;
    for (int month = 1; month <= 12; ++month) {
      const int days =
          days_of_month[static_cast<std::size_t>(month - 1)] + (month == 2 && has_leap_day ? 1 : 0);
      for (int day = 1; day <= days; ++day) {
        for (int at = 1; at <= 24; ++at, ++i) {
          if (i == year_.hours.size()) {
            fault("E-EPW-003", fmt::format("the year has {} hours", i), source_->text().size() - 1, "",
                  fmt::format("{} hours, or {} in a leap year", common, leap),
                  "the file may have been cut off");
            return;
          }
          const auto& hour = year_.hours[i];
          if (hour.month == month && hour.day == day && hour.hour == at) continue;
          fault("E-EPW-003", "an hour does not follow the one before", offsets_[i],
                fmt::format("{},{},{}", hour.month, hour.day, hour.hour),
                fmt::format("month, day and hour {},{},{}", month, day, at));
          return;
        }
      }
    }
    if (i < year_.hours.size())
      fault("E-EPW-003", fmt::format("the year has {} hours", year_.hours.size()), offsets_[i], "",
            fmt::format("{} hours, or {} in a leap year", common, leap));
  }

  std::shared_ptr<const SourceText> source_;
  std::vector<Line> lines_;
  std::vector<std::size_t> offsets_;
  WeatherYear year_;
  Diagnostics faults_;
};

}  // namespace

Outcome<WeatherYear> parse_epw(std::string name, std::string text) {
  const auto hash = hash_bytes(text).hex();
  constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
  if (std::string_view(text).starts_with(byte_order_mark)) text.erase(0, byte_order_mark.size());
  // Names of places come in any encoding, and nothing but names: what is not ASCII is shown as a question
  // mark.
  for (char& c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x7f || (byte < 0x20 && c != '\n' && c != '\r' && c != '\t')) c = '?';
  }
  if (text.empty()) text = "\n";
  auto year = EpwReader(std::move(name), std::move(text)).read();
  if (year) year->hash = hash;
  return year;
}

Outcome<WeatherYear> read_epw(const std::filesystem::path& file, const Location& named_at) {
  auto text = documents::read_bytes(file, named_at, "a weather file (EPW)");
  if (!text) return tl::unexpected(std::move(text.error()));
  return parse_epw(file.string(), std::move(*text));
}

Outcome<WeatherYear> weather_year_of(const Climate& climate) {
  const auto folder = std::filesystem::path(climate.where.file()).parent_path();
  return read_epw(folder / climate.weather_file, climate.where);
}

std::vector<OutdoorAir> extreme_hours(const WeatherYear& year) {
  std::vector<OutdoorAir> all;
  for (const auto& hour : year.hours) all.push_back({hour.dry_bulb, hour.dew_point});
  std::sort(all.begin(), all.end(), [](const OutdoorAir& a, const OutdoorAir& b) {
    return std::pair(b.dry_bulb, b.dew_point) < std::pair(a.dry_bulb, a.dew_point);
  });
  std::vector<OutdoorAir> front;
  for (const auto& hour : all) {
    if (front.empty() || hour.dew_point > front.back().dew_point) front.push_back(hour);
  }
  return front;
}

}  // namespace shellfit::site
