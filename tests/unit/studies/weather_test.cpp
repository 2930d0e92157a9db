#include "studies/weather.hpp"

#include "tests/unit/studies/climates.hpp"
#include "tests/unit/temporary_folder.hpp"
#include "thermal/moist_air.hpp"

#include <algorithm>

using namespace shellfit;
using namespace shellfit::studies;

namespace {

/// With a weather file; `more`: what the climate states beside it.
site::Study with_year(const std::string& more = "", const std::string& year = site::weather_file()) {
  const TemporaryFolder folder;
  folder.write("year.epw", year);
  site::SmallStudy small;
  small.climate = "<climate epw=\"year.epw\" " + more + "/>";
  auto study = site::load_study(folder.write("study.xml", small.text()));
  REQUIRE(study.has_value());
  return std::move(*study);
}
const WeatherPoint& point_of(const std::vector<WeatherPoint>& points, const std::string& name) {
  const auto found =
      std::find_if(points.begin(), points.end(), [&](const WeatherPoint& one) { return one.name == name; });
  REQUIRE(found != points.end());
  return *found;
}

}  // namespace

TEST_CASE("the weather points of a weather file are hours of it") {
  const auto study = with_year();
  CHECK(unknown_weather_points(study).empty());
  const auto points = weather_points(study);
  const auto pressure = site_pressure(study);
  const auto& hot = point_of(points, "dry-bulb");
  CHECK(hot.dry_bulb.in(units::degC) == Approx(41.5));
  CHECK(hot.dew_point.in(units::degC) == Approx(5.0).margin(0.01));
  // The moistest hour has the highest wet bulb: 27.0 degC at 30 degC with a dew point of 26 degC.
  const auto& wet = point_of(points, "wet-bulb");
  CHECK(wet.dry_bulb.in(units::degC) == Approx(30.0));
  const double moisture = thermal::humidity_ratio_at_dew_point(26.0 * units::degC, pressure);
  CHECK(wet.wet_bulb.in_si() == Approx(thermal::wet_bulb(30.0 * units::degC, moisture, pressure).in_si()));
  CHECK(point_of(points, "cold").dry_bulb.in(units::degC) == Approx(-15.0));
}

TEST_CASE("what a climate states wins over its weather file, unknown included") {
  CHECK(unknown_weather_points(with_year("wet-bulb=\"unknown\"")) == std::vector<std::string>{"wet-bulb"});
}

TEST_CASE("the hottest hour keeps its wet bulb however many digits the file gives") {
  auto year = site::weather_file();
  const std::string hottest = "2001,7,4,16,60,?9,41.5,";
  year.replace(year.find(hottest), hottest.size(), "2001,7,4,16,60,?9,41.5123456,");
  const auto points = weather_points(with_year("", year));
  CHECK(point_of(points, "dry-bulb").dew_point.in(units::degC) == Approx(5.0).margin(0.01));
}

TEST_CASE("twenty-year values that nobody gives leave the point unknown") {
  const auto study =
      in("dry-bulb=\"unknown\" wet-bulb=\"27 degC\" dew-point=\"25 degC\" cold=\"unknown\" source=\"x\"");
  const auto missing = unknown_weather_points(study);
  CHECK(std::find(missing.begin(), missing.end(), "dry-bulb") != missing.end());
  CHECK(std::find(missing.begin(), missing.end(), "cold") != missing.end());
}

TEST_CASE("recirculation warms what enters a cooler and adds no moisture") {
  const auto study =
      in("dry-bulb=\"37 degC\" wet-bulb=\"27 degC\" dew-point=\"25 degC\" cold=\"-18 degC\" source=\"x\"");
  CHECK(study.basis.weather.recirculation.in_si() == Approx(2.0));
  const auto weather = weather_points(study).front();
  const auto pressure = site_pressure(study);
  CHECK(coil_air(weather, 2.0 * units::K, ratio(0.0), pressure).in(units::degC) == Approx(39.0));
  // Through perfect pads it leaves at the wet bulb of the warmer air, which is above the outdoor one.
  const auto padded = coil_air(weather, 2.0 * units::K, ratio(1.0), pressure);
  CHECK(padded > weather.wet_bulb);
  CHECK(padded < weather.wet_bulb + 1.0 * units::K);
  const double moisture = thermal::humidity_ratio(weather.dry_bulb, weather.wet_bulb, pressure);
  CHECK(padded.in_si() == Approx(thermal::wet_bulb(39.0 * units::degC, moisture, pressure).in_si()));
}
