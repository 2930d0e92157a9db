#pragma once
// A weather year that is made up: sines over the day and the year, with one hot dry hour and one moist one.

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <string>

namespace shellfit::site {

struct WeatherFileEdits {
  bool is_leap = false;
  std::string line_end = "\n";
  std::string design = "DESIGN CONDITIONS,0";
  std::string elevation = "300.0";
  std::string first_dry = {}, first_dew = {}, first_humidity = "50", first_pressure = "97000";
};

/// The hottest hour is 41.5 degC with a dew point of 5 degC, the moistest 30 degC with 26 degC, the coldest
/// -15.
inline std::string weather_file(const WeatherFileEdits& edits = {}) {
  const auto& end = edits.line_end;
  std::string text = "LOCATION,Nowhere,-,USA,synthetic,000000,40.0,-100.0,-6.0," + edits.elevation + end +
                     edits.design + end + "TYPICAL/EXTREME PERIODS,0" + end + "GROUND TEMPERATURES,0" + end +
                     "HOLIDAYS/DAYLIGHT SAVINGS," + (edits.is_leap ? "Yes" : "No") + ",0,0,0" + end +
                     "COMMENTS 1,made up" + end + "COMMENTS 2," + end +
                     "DATA PERIODS,1,1,Data,Sunday, 1/ 1,12/31" + end;
  constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const double turn = 2.0 * std::acos(-1.0);
  int i = 0;
  for (int month = 1; month <= 12; ++month) {
    const int last = days[static_cast<std::size_t>(month - 1)] + (month == 2 && edits.is_leap ? 1 : 0);
    for (int day = 1; day <= last; ++day) {
      for (int hour = 1; hour <= 24; ++hour, ++i) {
        double dry = 12.0 - 18.0 * std::cos(turn * i / 8760.0) - 6.0 * std::cos(turn * (hour - 3) / 24.0);
        double dew = std::min(dry - 2.0, 4.0 - 12.0 * std::cos(turn * i / 8760.0));
        if (month == 7 && day == 4 && hour == 16) {
          dry = 41.5;
          dew = 5.0;
        }
        if (month == 8 && day == 1 && hour == 12) {
          dry = 30.0;
          dew = 26.0;
        }
        if (month == 1 && day == 20 && hour == 6) {
          dry = -15.0;
          dew = -18.0;
        }
        const bool is_first = i == 0;
        text += fmt::format(
            "2001,{},{},{},60,?9,{},{},{},{},0,0,300,0,0,0,0,0,0,0,180,2.0,5,5,20.0,77777,9,999999999,10,0.1,"
            "0,88,"
            "0.2,0.0,1.0{}",
            month, day, hour,
            is_first && !edits.first_dry.empty() ? edits.first_dry : fmt::format("{:.1f}", dry),
            is_first && !edits.first_dew.empty() ? edits.first_dew : fmt::format("{:.1f}", dew),
            is_first ? edits.first_humidity : "50", is_first ? edits.first_pressure : "97000", end);
      }
    }
  }
  return text;
}

}  // namespace shellfit::site
