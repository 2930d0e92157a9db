#include "site/stations.hpp"
#include "tests/unit/site/small_study.hpp"
#include "tests/unit/site/weather_file.hpp"
#include "tests/unit/temporary_folder.hpp"

#include <algorithm>

using namespace shellfit;
using namespace shellfit::site;

namespace {

SmallStudy in(const std::string& climate) {
  SmallStudy small;
  small.climate = "<climate " + climate + "/>";
  return small;
}
double at(const Uncertain<Temperature>& figure, shellfit::Corner corner = shellfit::Corner::middle) {
  return figure.at(corner)->in(units::degC);
}
bool has_note(const Climate& climate, const std::string& part) {
  return std::any_of(climate.notes.begin(), climate.notes.end(),
                     [&](const std::string& note) { return note.find(part) != std::string::npos; });
}

}  // namespace

TEST_CASE("each station has figures in order, a place and a source") {
  CHECK(stations().size() >= 10);
  for (const auto& [id, station] : stations()) {
    INFO(id);
    CHECK_FALSE(station.source.empty());
    CHECK(station.annual.wet_bulb < station.annual.dry_bulb);
    CHECK(station.annual.dew_point <= station.annual.wet_bulb);
    CHECK(station.annual.cold < station.annual.dew_point);
    REQUIRE(station.twenty_year);
    CHECK(station.twenty_year->dry_bulb > station.annual.dry_bulb);
    CHECK(station.twenty_year->cold < station.annual.cold);
    REQUIRE(station.record);
    CHECK(station.record->wet_bulb > station.annual.wet_bulb);
  }
}

TEST_CASE("a station gives twenty-year values, and a range where none is published") {
  const auto climate = in("station=\"phoenix-sky-harbor\"").good().shell.site.climate;
  CHECK(at(climate.dry_bulb) == Approx(48.7));
  CHECK(at(climate.cold) == Approx(-1.4));
  CHECK(at(climate.wet_bulb) == Approx(27.7));
  CHECK(at(climate.dew_point, shellfit::Corner::low) == Approx(21.8));
  CHECK(at(climate.dew_point, shellfit::Corner::high) == Approx(27.7));
  CHECK_FALSE(climate.coincident_wet_bulb);
  CHECK(has_note(climate, "no dew point of twenty years"));
  CHECK(climate.source.find("ASHRAE Handbook 2009") != std::string::npos);
}

TEST_CASE("annual values count only where the study accepts them, and it is told") {
  const auto climate = in("station=\"phoenix-sky-harbor\" extremes=\"annual\"").good().shell.site.climate;
  CHECK(at(climate.dry_bulb) == Approx(43.4));
  CHECK(at(climate.wet_bulb) == Approx(24.5));
  CHECK(at(climate.dew_point) == Approx(21.8));
  CHECK(at(climate.cold) == Approx(3.7));
  REQUIRE(climate.coincident_wet_bulb);
  CHECK(at(*climate.coincident_wet_bulb) == Approx(21.1));
  CHECK(has_note(climate, "a Tier design needs"));
}

TEST_CASE("attributes win over the station's figures") {
  const auto study = in("station=\"phoenix-sky-harbor\" dry-bulb=\"50 degC\" dew-point=\"23 degC\"").good();
  const auto& climate = study.shell.site.climate;
  CHECK(at(climate.dry_bulb) == Approx(50.0));
  CHECK(climate.dew_point.is_known());
  CHECK(at(climate.cold) == Approx(-1.4));
  CHECK_FALSE(has_note(climate, "no dew point of twenty years"));
  const auto used = std::count_if(study.defaults.begin(), study.defaults.end(),
                                  [](const auto& one) { return one.element == "study/shell/site/climate"; });
  CHECK(used == 2);  // wet bulb and cold
}

TEST_CASE("a station far above or below the site is told") {
  CHECK(
      has_note(in("station=\"phoenix-sky-harbor\"").good().shell.site.climate, "lies at 337 m, the site at"));
  CHECK_FALSE(has_note(in("station=\"washington-dulles\"").good().shell.site.climate, "lies at"));
}

TEST_CASE("a station that is not there is named with the nearest; sources do not mix") {
  const auto unknown = in("station=\"phoenix-sky-harbour\"").read();
  REQUIRE_FALSE(unknown.has_value());
  REQUIRE(unknown.error().size() == 1);
  CHECK(unknown.error().front().hint == "did you mean phoenix-sky-harbor?");
  CHECK(in("station=\"phoenix-sky-harbor\" epw=\"a.epw\"").fault().substr(0, 10) == "E-SITE-017");
  const auto without = in("wet-bulb=\"27 degC\" dew-point=\"25 degC\" cold=\"1 degC\" source=\"x\"").fault();
  CHECK(without == "E-XML-005: climate has no dry-bulb");
}

TEST_CASE("a weather file gives the extremes of its year, and says that one year is not twenty") {
  const TemporaryFolder folder;
  folder.write("weather/year.epw", weather_file({.elevation = "300.0"}));
  const auto study = load_study(folder.write("study.xml", in("epw=\"weather/year.epw\"").text()));
  if (!study) FAIL(render(study.error().front(), false));
  const auto& climate = study->shell.site.climate;
  CHECK(at(climate.dry_bulb) == Approx(41.5));
  CHECK(at(climate.dew_point) == Approx(26.0));
  CHECK(at(climate.cold) == Approx(-15.0));
  CHECK_FALSE(climate.hours.empty());
  CHECK(has_note(climate, "one typical year is not twenty"));
  CHECK(has_note(climate, "weather file weather/year.epw lies at 300 m, the site at 100 m"));
  CHECK(climate.source.find("Nowhere, USA: synthetic 000000") == 0);
}

TEST_CASE("faults of a weather file stand in the weather file") {
  const TemporaryFolder folder;
  folder.write("year.epw", weather_file({.first_dry = "99.9"}));
  const auto study = load_study(folder.write("study.xml", in("epw=\"year.epw\"").text()));
  REQUIRE_FALSE(study.has_value());
  REQUIRE(study.error().size() == 1);
  CHECK(study.error().front().code == "E-EPW-005");
  CHECK(study.error().front().where.line() == 9);
  CHECK(study.error().front().where.file().ends_with("year.epw"));
  const auto absent = load_study(folder.write("other.xml", in("epw=\"nowhere.epw\"").text()));
  REQUIRE_FALSE(absent.has_value());
  CHECK(absent.error().front().code == "E-FILE-001");
  CHECK(absent.error().front().where.file().ends_with("other.xml"));
}
