#include "thermal/moist_air.hpp"

#include <catch2/catch.hpp>

using namespace shellfit;
using namespace shellfit::thermal;

namespace {
const AbsolutePressure sea_level = 101325.0 * units::Pa_absolute;
}

TEST_CASE("saturation pressure agrees with ASHRAE table 3") {
  // ASHRAE Handbook Fundamentals 2017, chapter 1, table 3, Pa; the table rounds, ASHRAE says 300 ppm.
  const auto [celsius, pascal] = GENERATE(table<double, double>({{-20, 103.24},
                                                                 {-5, 401.74},
                                                                 {5, 872.6},
                                                                 {25, 3169.7},
                                                                 {50, 12351.3},
                                                                 {100, 101418.0},
                                                                 {150, 476101.4}}));
  CHECK(saturation_pressure(celsius * units::degC).in_si() == Approx(pascal).epsilon(3e-4));
  CHECK(saturation_pressure(-60.0 * units::degC).in_si() == Approx(1.08).margin(0.01));
}

TEST_CASE("saturated air holds what ASHRAE table 2 says") {
  // ASHRAE 2017, chapter 1, table 2, kg/kg at 101.325 kPa; ideal mixing strays 0.5 to 2 %, more when hot.
  const auto [celsius, ratio, tolerance] = GENERATE(table<double, double, double>({{-20, 0.0006373, 0.01},
                                                                                   {-5, 0.0024863, 0.005},
                                                                                   {5, 0.005425, 0.005},
                                                                                   {25, 0.020173, 0.005},
                                                                                   {50, 0.086863, 0.01},
                                                                                   {85, 0.838105, 0.02}}));
  CHECK(humidity_ratio_at_dew_point(celsius * units::degC, sea_level) == Approx(ratio).epsilon(tolerance));
}

TEST_CASE("the standard atmosphere agrees with ASHRAE table 1") {
  const auto [metres, pascal] = GENERATE(table<double, double>(
      {{-500, 107478}, {0, 101325}, {500, 95461}, {1000, 89875}, {4000, 61640}, {10000, 26436}}));
  CHECK(atmospheric_pressure(metres * units::m).in_si() == Approx(pascal).margin(1.0));
}

TEST_CASE("humidity follows from the wet bulb, above and below freezing") {
  // PsychroLib 2.5.0 (MIT), test_HumRatio_TWetBulb: 30 degC dry, 25 wet at 95461 Pa; -1 dry, -5 wet.
  CHECK(humidity_ratio(30.0 * units::degC, 25.0 * units::degC, 95461.0 * units::Pa_absolute) ==
        Approx(0.0192281274241096).epsilon(3e-4));
  CHECK(humidity_ratio(-1.0 * units::degC, -5.0 * units::degC, 95461.0 * units::Pa_absolute) ==
        Approx(0.00120399819933844).epsilon(3e-4));
}

TEST_CASE("the wet bulb undoes humidity, and the dew point its saturation") {
  const auto [dry, wet] =
      GENERATE(table<double, double>({{30, 25}, {35, 21}, {5, -2}, {-1, -5}, {40, 40}, {45, 18}}));
  CAPTURE(dry, wet);
  const double ratio = humidity_ratio(dry * units::degC, wet * units::degC, sea_level);
  CHECK(wet_bulb(dry * units::degC, ratio, sea_level).in(units::degC) == Approx(wet).margin(1e-3));
  const double saturated = humidity_ratio_at_dew_point(wet * units::degC, sea_level);
  CHECK(dew_point(saturated, sea_level).in(units::degC) == Approx(wet).margin(1e-6));
}

TEST_CASE("the ASHRAE example of 40 degC dry and 20 wet comes out") {
  // ASHRAE Fundamentals 2017, chapter 1, example 1 (chart): W 6.5 g/kg, dew point 7 degC, as read from the
  // chart.
  const double ratio = humidity_ratio(40.0 * units::degC, 20.0 * units::degC, sea_level);
  CHECK(ratio == Approx(0.0065).margin(1e-4));
  CHECK(dew_point(ratio, sea_level).in(units::degC) == Approx(7.0).margin(0.5));
}
