#include "thermal/moist_air.hpp"

#include <catch2/catch.hpp>

#include <cmath>

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

TEST_CASE("wet bulbs are found on both sides of freezing and at the ends") {
  // Over ice and over water the equations leave a gap at 0 degC: a wet bulb is found in it, too.
  for (double dry = -20.0; dry <= 45.0; dry += 1.3) {
    for (double share = 0.05; share <= 1.0; share += 0.05) {
      const double held = humidity_ratio_at(dry * units::degC, ratio(share), sea_level);
      const auto wet = wet_bulb(dry * units::degC, held, sea_level);
      CAPTURE(dry, share, wet.in(units::degC));
      CHECK(wet <= (dry + 1e-9) * units::degC);
      CHECK(wet >= dew_point(held, sea_level) - 1e-9 * units::K);
      if (std::abs(wet.in(units::degC)) > 1e-6)
        CHECK(humidity_ratio(dry * units::degC, wet, sea_level) == Approx(held).epsilon(1e-6).margin(1e-8));
    }
  }
  CHECK(dew_point(0.0, sea_level).in(units::degC) == -100.0);
}

TEST_CASE("saturated air has the enthalpy of ASHRAE table 2") {
  // ASHRAE 2017, chapter 1, table 2, J/kg at 101.325 kPa; ideal mixing strays 1 %, more when hot.
  const auto [celsius, joule] = GENERATE(table<double, double>(
      {{-50, -50222}, {-20, -18542}, {5, 18639}, {25, 76504}, {50, 275353}, {85, 2307539}}));
  CHECK(saturated_enthalpy_j_kg(celsius * units::degC, sea_level) == Approx(joule).epsilon(0.01));
}

TEST_CASE("moist air agrees with the test values of PsychroLib") {
  // PsychroLib 2.5.0 (MIT), test_psychrolib_si.py: test_MoistAir, test_VapPres_RelHum,
  // test_AllPsychrometrics, test_SeaLevel_Station_Pressure.
  const auto warm = 30.0 * units::degC;
  const auto high = 95461.0 * units::Pa_absolute;
  CHECK(enthalpy_j_kg(warm, 0.02) == Approx(81316).epsilon(3e-4));
  CHECK(moist_volume_m3_kg(warm, 0.02, high) == Approx(0.940855374352943).epsilon(3e-4));
  CHECK(moist_density(warm, 0.02, high).in_si() == Approx(1.08411986348219).epsilon(3e-4));
  const double held = humidity_ratio(40.0 * units::degC, 20.0 * units::degC, sea_level);
  CHECK(relative_humidity(40.0 * units::degC, held, sea_level).in_si() == Approx(0.14).margin(0.01));
  CHECK(enthalpy_j_kg(40.0 * units::degC, held) == Approx(56700).margin(100));
  CHECK(moist_volume_m3_kg(40.0 * units::degC, held, sea_level) == Approx(0.896).epsilon(0.01));
  CHECK(humidity_ratio_at(25.0 * units::degC, ratio(0.8), sea_level) ==
        Approx(0.621945 * 0.8 * 3169.7 / (101325 - 0.8 * 3169.7)).epsilon(3e-4));
  CHECK(sea_level_pressure(101226.5 * units::Pa_absolute, 105.0 * units::m, 17.19 * units::degC).in_si() ==
        Approx(102484.0).margin(1.0));
}
