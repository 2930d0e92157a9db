#pragma once
// Small studies in a climate, and weather years.

#include "site/epw.hpp"
#include "tests/unit/site/small_study.hpp"
#include "tests/unit/site/weather_file.hpp"

#include <string>
#include <utility>

namespace shellfit::studies {

/// A small study; `climate`: the attributes of its climate.
inline site::Study in(const std::string& climate) {
  site::SmallStudy small;
  small.climate = "<climate " + climate + "/>";
  return small.good();
}
/// A weather file's text as a year.
inline site::WeatherYear year_of(const std::string& text) {
  auto year = site::parse_epw("year.epw", text);
  REQUIRE(year.has_value());
  return std::move(*year);
}

}  // namespace shellfit::studies
