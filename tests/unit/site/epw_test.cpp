#include "site/epw.hpp"

#include "tests/unit/site/weather_file.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace shellfit;
using namespace shellfit::site;

namespace {

std::string fault_of(const std::string& text) {
  const auto year = parse_epw("year.epw", text);
  REQUIRE_FALSE(year.has_value());
  const auto& fault = year.error().front();
  return fault.code + " " + std::to_string(fault.where.line()) + ": " + fault.message;
}
std::string edited(std::string text, const std::string& old, const std::string& now) {
  const auto at = text.find(old);
  REQUIRE(at != std::string::npos);
  return text.replace(at, old.size(), now);
}

}  // namespace

TEST_CASE("a weather year gives its place and its hours") {
  const auto year = parse_epw("year.epw", weather_file());
  REQUIRE(year.has_value());
  CHECK(year->city == "Nowhere");
  CHECK(year->country == "USA");
  CHECK(year->elevation.in(units::m) == Approx(300.0));
  CHECK(year->hours.size() == 8760);
  CHECK_FALSE(year->twenty_years.has_value());
}

TEST_CASE("a leap year has its day, and Windows line ends mean the same") {
  const auto leap = parse_epw("year.epw", weather_file({.is_leap = true}));
  REQUIRE(leap.has_value());
  CHECK(leap->hours.size() == 8784);
  const auto crlf = parse_epw("year.epw", weather_file({.line_end = "\r\n"}));
  REQUIRE(crlf.has_value());
  CHECK(crlf->hours.size() == 8760);
  CHECK(crlf->hours[100].dry_bulb.in_si() == parse_epw("y", weather_file())->hours[100].dry_bulb.in_si());
}

TEST_CASE("dry bulbs of twenty years are read from the header by the form of its edition") {
  // Header of chicago.epw (TMY3 725300), ladybug-tools/ladybug, tests/assets/epw.
  const std::string of_2009 =
      "DESIGN CONDITIONS,1,Climate Design Data 2009 ASHRAE "
      "Handbook,,Heating,1,-20,-16.6,-25.7,0.4,-19.2,-22.1,0.5,-15.7,12.4,-3.5,11.4,-3.2,4.9,270,Cooling,7,"
      "10.5,"
      "33.3,23.7,31.6,23,30.1,22.1,25.5,31.2,24.5,29.6,23.5,28.1,5.2,230,23.8,19.2,28.9,22.9,18,27.7,21.9,17,"
      "26.5,"
      "79.2,31.4,75.1,29.6,70.9,28.2,617,Extremes,11.1,9.4,8.6,28.5,-23.7,35.9,4.5,1.9,-27,37.3,-29.6,38.4,-"
      "32.2,"
      "39.5,-35.5,40.9";
  const auto chicago = parse_epw("y", weather_file({.design = of_2009}));
  REQUIRE(chicago.has_value());
  REQUIRE(chicago->twenty_years.has_value());
  CHECK(chicago->twenty_years->highest.in(units::degC) == Approx(39.5));
  CHECK(chicago->twenty_years->lowest.in(units::degC) == Approx(-32.2));
  // Header of mannheim.epw (BBSR 107290), the same folder.
  const std::string of_2017 =
      "DESIGN CONDITIONS,1,2017 ASHRAE Handbook -- Fundamentals - Chapter 14 Climatic Design "
      "Information,,Heating,1,-8.8,-6.5,-13,1.2,-6.1,-10.5,1.6,-4.6,12.8,10.3,11.4,9.1,2.3,40,Cooling,7,10.5,"
      "31.4,"
      "19.1,29.3,18.7,27.6,18.1,20.8,27.8,20,26.3,19.2,25.2,3.6,210,18.9,13.9,22.3,17.9,13,22,17,12.3,21.3,"
      "60.5,"
      "27.8,57.7,26.2,54.8,25.1,23.5,Extremes,10.1,8.8,7.6,-12,34.3,3,1.8,-14.2,35.6,-15.9,36.7,-17.6,37.7,-"
      "19.8,"
      "39.1,-12.4";
  const auto mannheim = parse_epw("y", weather_file({.design = of_2017}));
  REQUIRE(mannheim.has_value());
  REQUIRE(mannheim->twenty_years.has_value());
  CHECK(mannheim->twenty_years->highest.in(units::degC) == Approx(37.7));
  CHECK(mannheim->twenty_years->lowest.in(units::degC) == Approx(-17.6));
}

TEST_CASE("what is wrong with a weather file is told with its line") {
  const auto good = weather_file();
  CHECK(fault_of("") == "E-EPW-001 1: line 1 of the header is not LOCATION");
  CHECK(fault_of("LOCATION,Nowhere\nDESIGN") == "E-EPW-001 2: line 2 of the header is not DESIGN CONDITIONS");
  CHECK(fault_of(edited(good, "PERIODS,1,1", "PERIODS,1,4")) ==
        "E-EPW-001 8: the file does not hold one period of hourly rows");
  CHECK(fault_of(edited(good, "300.0\n", "high\n")) == "E-EPW-001 1: elevation is not a number");
  CHECK(fault_of(good.substr(0, good.size() / 2)).substr(0, 9) == "E-EPW-002");
  CHECK(fault_of(good.substr(0, good.rfind("2001,12,31,24"))).substr(0, 9) == "E-EPW-003");
  CHECK(fault_of(edited(good, "2001,1,1,2,", "2001,1,1,3,")) ==
        "E-EPW-003 10: an hour does not follow the one before");
  CHECK(fault_of(edited(good, "2001,1,1,2,", "2001,1,1,25,")) == "E-EPW-004 10: hour cannot be 25");
  CHECK(fault_of(edited(good, "2001,1,1,2,60,?9,", "2001,1,1,2,60,?9,nan,")).substr(0, 12) == "E-EPW-002 10");
}

TEST_CASE("missing figures are refused where they are used, and left out where they are not") {
  const auto good = weather_file({.first_dry = "99.9"});
  CHECK(fault_of(good) == "E-EPW-005 9: dry bulb is missing");
  CHECK(fault_of(weather_file({.first_dew = "99.9"})) == "E-EPW-005 9: dew point is missing");
  CHECK(fault_of(weather_file({.first_dry = "nan"})) == "E-EPW-002 9: dry bulb is not a number");
  CHECK(fault_of(weather_file({.first_dew = "60.0"})) == "E-EPW-004 9: the dew point is above the dry bulb");
  CHECK(fault_of(weather_file({.first_pressure = "9"})) == "E-EPW-004 9: station pressure cannot be 9");
  CHECK(fault_of(weather_file({.first_pressure = "high"})) ==
        "E-EPW-002 9: station pressure is not a number");
  CHECK(parse_epw("y", weather_file({.first_humidity = "999"})).has_value());
}

TEST_CASE("hours have their station's pressure, but where the file has none") {
  const auto year = parse_epw("y", weather_file({.first_pressure = "999999"}));
  REQUIRE(year.has_value());
  CHECK_FALSE(year->hours[0].pressure.has_value());
  REQUIRE(year->hours[1].pressure.has_value());
  CHECK(year->hours[1].pressure->in_si() == Approx(97000.0));
}

TEST_CASE("a weather year goes by the hash of its file") {
  const auto hash = [](const std::string& text) { return parse_epw("y", text)->hash; };
  CHECK(hash(weather_file()) == hash(weather_file()));
  CHECK(hash(weather_file()) != hash(weather_file({.first_dry = "1.0", .first_dew = "0.0"})));
}

TEST_CASE("extreme hours leave out none that is hotter or moister than all others") {
  const auto year = parse_epw("y", weather_file());
  REQUIRE(year.has_value());
  const auto front = extreme_hours(*year);
  REQUIRE_FALSE(front.empty());
  CHECK(front.size() < 200);
  const auto is_matched = [&](const WeatherHour& hour) {
    return std::any_of(front.begin(), front.end(), [&](const OutdoorAir& extreme) {
      return extreme.dry_bulb >= hour.dry_bulb && extreme.dew_point >= hour.dew_point;
    });
  };
  CHECK(std::all_of(year->hours.begin(), year->hours.end(), is_matched));
}
