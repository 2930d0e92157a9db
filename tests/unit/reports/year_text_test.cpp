#include "reports/year_text.hpp"

#include <catch2/catch.hpp>

using namespace shellfit;

TEST_CASE("without racks neither PUE nor WUE is known") {
  studies::YearProblem nothing_runs;
  nothing_runs.losses_w = 0.0;
  studies::WeatherHours weather;
  weather.hours.push_back({7, 19, 15, {308.15, 296.15, 101325.0}});
  const auto text = reports::year_text(studies::run_year(nothing_runs, weather));
  const auto line_of = [&](const std::string& what) {
    const auto begin = text.find("  " + what);
    REQUIRE(begin != std::string::npos);
    return text.substr(begin, text.find('\n', begin) - begin);
  };
  CHECK(line_of("PUE").ends_with(" unknown"));
  CHECK(line_of("WUE").ends_with(" unknown"));
}
