#include "thermal/cooler.hpp"

#include "thermal/moist_air.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace shellfit;
using namespace shellfit::thermal;

namespace {

/// 400 kW from 40 to 30 degC with air at 25: C = 40 kW/K on both sides.
CoolerConstants cooler(double pads = 0.0) {
  CoolerRating rating{400.0 * units::kW_heat, 40.0 * units::degC, 30.0 * units::degC, 25.0 * units::degC};
  rating.fan_power = 12.0 * units::kW;
  rating.pad_effectiveness = ratio(pads);
  return cooler_constants(rating);
}
OutdoorAir air(double dry_c, double wet_c, double pascal = 101325.0) {
  return {273.15 + dry_c, 273.15 + wet_c, pascal};
}
constexpr double in_k = 313.15, water_w_k = 40e3;

}  // namespace

TEST_CASE("a cooler gives its rating at its rating, with its fans at full speed") {
  const auto most = cooler_most(cooler(), water_w_k, in_k, air(25, 15), false);
  CHECK(most.most_w == Approx(400e3).epsilon(1e-12));
  CHECK(most.slope_w_k == Approx(400e3 / 15.0));
  CHECK(most.fan_w == Approx(12e3));
  CHECK(cooler_speed(cooler(), 400e3, water_w_k, in_k, air(25, 15), false) == Approx(1.0));
}

TEST_CASE("at half speed air halves and its film falls to 0.5^0.6") {
  // UA 80 kW/K x 0.5^0.6 = 52.78, C_min 20, C_max 40: NTU 2.639, Cr 0.5, e = exp(-1.3195) = 0.26728,
  // eps = 0.73272 / 0.86636 = 0.84575.
  const double heat_w = cooler_heat_w(cooler(), 0.5, water_w_k, in_k, air(25, 15), false);
  CHECK(heat_w == Approx(0.84575 * 20e3 * 15).epsilon(1e-4));
  CHECK(cooler_speed(cooler(), heat_w, water_w_k, in_k, air(25, 15), false) == Approx(0.5).epsilon(1e-9));
  CHECK(cooler_fan_w(cooler(), 0.5, air(25, 15), false) == Approx(12e3 / 8));
}

TEST_CASE("thin and hot air weighs less on the coil and on the fans") {
  const auto thin = air(25, 15, 83000.0);
  const auto same = at_air_share(cooler(), 83000.0 / 101325.0);
  CHECK(cooler_most(cooler(), water_w_k, in_k, thin, false).most_w ==
        Approx(cooler_heat_w_k(same, water_w_k) * 15));
  CHECK(cooler_fan_w(cooler(), 1.0, thin, false) == Approx(12e3 * 83000.0 / 101325.0));
  const auto hot = at_air_share(cooler(), 298.15 / 308.15);
  CHECK(cooler_most(cooler(), water_w_k, in_k, air(35, 15), false).most_w ==
        Approx(cooler_heat_w_k(hot, water_w_k) * 5));
}

TEST_CASE("pads bring air towards its wet bulb while there is water") {
  CHECK(coil_air_k(cooler(0.8), air(40, 20), true) == Approx(273.15 + 24));
  CHECK(coil_air_k(cooler(0.8), air(40, 20), false) == Approx(273.15 + 40));
  CHECK(coil_air_k(cooler(0.0), air(40, 20), true) == Approx(273.15 + 40));
  // Dry mode loses all of it: water at 40 degC against air at 40.
  CHECK(cooler_most(cooler(0.8), water_w_k, in_k, air(40, 20), false).most_w == 0.0);
  CHECK(cooler_most(cooler(0.8), water_w_k, in_k, air(40, 20), true).most_w > 400e3);
}

TEST_CASE("what pads evaporate cools the air by as much as it takes to evaporate") {
  // 40 degC and 20 degC wet bulb to 24 degC: by enthalpy, c_p x 16 K = 2,446 kJ/kg (h_fg at 23 degC, steam
  // tables) x dW, so dW = 16.2 / 2446 = 6.6 g/kg.
  const auto wet = cooler(0.8);
  const auto outdoor = air(40, 20);
  const double coil_k = coil_air_k(wet, outdoor, true);
  const double dry_air_kg_s = wet.air_capacity_rate_w_k * 298.15 / coil_k / 1027.0;
  CHECK(cooler_evaporation_kg_s(wet, 1.0, outdoor) == Approx(dry_air_kg_s * 6.6e-3).epsilon(0.02));
  CHECK(cooler_evaporation_kg_s(wet, 0.5, outdoor) ==
        Approx(0.5 * cooler_evaporation_kg_s(wet, 1.0, outdoor)));
  CHECK(cooler_evaporation_kg_s(wet, 1.0, air(20, 20)) == Approx(0.0).margin(1e-9));
  CHECK(cooler_evaporation_kg_s(cooler(), 1.0, outdoor) == Approx(0.0).margin(1e-9));
}

TEST_CASE("no duty needs no fan, one beyond reach all of it, and nothing is not a number") {
  CHECK(cooler_speed(cooler(), 0.0, water_w_k, in_k, air(25, 15), false) == 0.0);
  CHECK(cooler_speed(cooler(), 1e9, water_w_k, in_k, air(25, 15), false) == 1.0);
  CHECK(cooler_speed(cooler(), 1e3, water_w_k, in_k, air(45, 15), false) == 1.0);
  for (const double water : {0.0, 1e-9, 40e3}) {
    for (const double dry : {-30.0, 39.999, 40.0, 50.0}) {
      for (const double speed : {0.0, 1e-12, 1.0}) {
        const double heat_w = cooler_heat_w(cooler(0.8), speed, water, in_k, air(dry, dry - 5), true);
        CHECK(std::isfinite(heat_w));
        CHECK(heat_w >= 0.0);
      }
      CHECK(std::isfinite(cooler_speed(cooler(0.8), 1e3, water, in_k, air(dry, dry - 5), true)));
    }
  }
}
