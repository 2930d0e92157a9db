#include "thermal/chiller.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cmath>

using namespace shellfit;
using namespace shellfit::thermal;

namespace {

constexpr double ahri_supply_k = 273.15 + 20.0 / 3.0;  // 44 degF

/// ASHRAE 90.1-2019, table 6.8.1-3, air-cooled, path B: COP 2.84 at 35 degC, IPLV 4.72; 1,500 kW, and 1,150
/// kW at 43 degC.
ChillerRating rating() {
  ChillerRating one;
  one.duty = 1500.0 * units::kW_heat;
  one.hot_duty = 1150.0 * units::kW_heat;
  one.ambient = 35.0 * units::degC;
  one.hot_ambient = 43.0 * units::degC;
  one.cop = 2.84;
  one.supply = Temperature::from_si(ahri_supply_k);
  one.part_load_cop = 4.72;
  return one;
}
OutdoorAir air(double celsius) { return {273.15 + celsius, 273.15 + celsius - 5, 101325}; }
double input_w(const ChillerConstants& chiller, double duty_w, double celsius) {
  return chiller_at(chiller, duty_w, 0.0, ahri_supply_k, ahri_supply_k, air(celsius)).input_w;
}
/// AHRI 550/590 (I-P): weights, loads, 95, 80, 65 and 55 degF of air, 85, 75, 65 and 65 degF of condenser
/// water.
struct Point {
  double weight, load, air_f, water_f;
};
constexpr std::array<Point, 4> ahri{
    {{0.01, 1, 95, 85}, {0.42, 0.75, 80, 75}, {0.45, 0.5, 65, 65}, {0.12, 0.25, 55, 65}}};
double celsius(double fahrenheit) { return (fahrenheit - 32) / 1.8; }

}  // namespace

TEST_CASE("published part-load values come back to 1e-6") {
  for (const auto& [cop, published] : {std::pair{2.84, 4.72}, {2.96, 4.10}, {3.10, 4.50}}) {
    auto one = rating();
    one.cop = cop;
    one.part_load_cop = published;
    const auto chiller = chiller_constants(one, 0.0 * units::m);
    REQUIRE(chiller);
    double value = 0;
    for (const auto& point : ahri) {
      const double duty_w = point.load * 1500e3;
      value += point.weight * duty_w / input_w(*chiller, duty_w, celsius(point.air_f));
    }
    CHECK(value == Approx(published).epsilon(1e-6));
    CHECK(part_load_value(*chiller) == Approx(published).epsilon(1e-6));
    CHECK(1500e3 / input_w(*chiller, 1500e3, 35.0) == Approx(cop).epsilon(1e-9));
  }
}

TEST_CASE("the same of water-cooled chillers: 90.1, centrifugal from 600 tons, paths A and B") {
  for (const auto& [cop, published] :
       {std::pair{3.51685 / 0.560, 3.51685 / 0.500}, {3.51685 / 0.585, 3.51685 / 0.380}}) {
    const auto chiller =
        water_chiller_constants({2500.0 * units::kW_heat, cop, Temperature::from_si(ahri_supply_k),
                                 celsius(85) * units::degC, published});
    REQUIRE(chiller);
    double value = 0;
    for (const auto& point : ahri) {
      const double duty_w = point.load * 2500e3;
      const auto at =
          water_chiller_at(*chiller, duty_w, ahri_supply_k, 273.15 + celsius(point.water_f), 0.225 * 2500e3);
      value += point.weight * duty_w / at.input_w;
      // Condenser water takes both, and condensing stands 2 K over where it leaves.
      const double leaving_k = 273.15 + celsius(point.water_f) + (duty_w + at.input_w) / (0.225 * 2500e3);
      const double carnot = (ahri_supply_k - 3) / (leaving_k + 2 - (ahri_supply_k - 3));
      const double b = chiller->compressor.standing_share;
      CHECK(at.input_w ==
            Approx(2500e3 * (b + (1 - b) * point.load) / (chiller->compressor.mild_share * carnot)));
    }
    CHECK(value == Approx(published).epsilon(1e-6));
    CHECK(
        2500e3 /
            water_chiller_at(*chiller, 2500e3, ahri_supply_k, 273.15 + celsius(85), 0.225 * 2500e3).input_w ==
        Approx(cop).epsilon(1e-9));
  }
}

TEST_CASE("capacity is a line through two points, no more than at the mild one, less with elevation") {
  const auto chiller = chiller_constants(rating(), 0.0 * units::m).value();
  CHECK(chiller_capacity_w(chiller, 273.15 + 35) == Approx(1500e3));
  CHECK(chiller_capacity_w(chiller, 273.15 + 43) == Approx(1150e3));
  CHECK(chiller_capacity_w(chiller, 273.15 + 39) == Approx(1325e3));
  CHECK(chiller_capacity_w(chiller, 273.15 + 10) == Approx(1500e3));
  CHECK(chiller_capacity_w(chiller, 273.15 + 47) == Approx(975e3));
  CHECK(chiller_capacity_w(chiller, 273.15 + 90) == 0.0);
  auto high = rating();
  high.loss_per_300_m = ratio(0.01);
  CHECK(chiller_capacity_w(chiller_constants(high, 1500.0 * units::m).value(), 273.15 + 35) ==
        Approx(1500e3 * 0.95));
}

TEST_CASE("both rated coefficients come back, and one alone follows Carnot") {
  auto one = rating();
  one.part_load_cop.reset();
  one.hot_cop = 2.2;
  const auto both = chiller_constants(one, 0.0 * units::m).value();
  CHECK(1500e3 / input_w(both, 1500e3, 35.0) == Approx(2.84));
  CHECK(1150e3 / input_w(both, 1150e3, 43.0) == Approx(2.2));
  one.cop.reset();
  const auto hot = chiller_constants(one, 0.0 * units::m).value();
  // Evaporating 276.82 K; condensing 323.15 and 331.15 K.
  CHECK(1500e3 / input_w(hot, 1500e3, 35.0) ==
        Approx(2.2 * (331.15 - 276.8167) / (323.15 - 276.8167)).epsilon(1e-5));
  one.hot_cop.reset();
  CHECK_FALSE(chiller_constants(one, 0.0 * units::m));
}

TEST_CASE("warmer supply water costs less, and under a quarter of load the machine cycles") {
  const auto chiller = chiller_constants(rating(), 0.0 * units::m).value();
  const auto at = [&](double supply_c) {
    return chiller_at(chiller, 1e6, 0.0, 300.0, 273.15 + supply_c, air(35)).input_w;
  };
  CHECK(at(20.0) < 0.75 * at(6.7));
  CHECK(at(20.0) == Approx(at(6.7) * (273.15 + 3.7) / (273.15 + 17.0) * 33.0 / 46.3).epsilon(1e-9));
  CHECK(input_w(chiller, 150e3, 35) == Approx(0.4 * input_w(chiller, 375e3, 35)));
  CHECK(input_w(chiller, 0.0, 35) == 0.0);
  CHECK(input_w(chiller, 9e9, 35) == Approx(input_w(chiller, 1500e3, 35)));
}

TEST_CASE("an economizer takes what its coil reaches: none, a part, or all") {
  auto one = rating();
  CoolerRating coil{800.0 * units::kW_heat, 30.0 * units::degC, 20.0 * units::degC, 10.0 * units::degC};
  coil.fan_power = 30.0 * units::kW;
  one.economizer = cooler_constants(coil);
  const auto chiller = chiller_constants(one, 0.0 * units::m).value();
  const auto at = [&](double celsius) {
    return chiller_at(chiller, 800e3, 80e3, 273.15 + 30, 273.15 + 20, air(celsius));
  };
  const auto plain = chiller_constants(rating(), 0.0 * units::m).value();
  const auto hot = at(35);
  CHECK(hot.free_w == 0.0);
  CHECK(hot.capacity_w == Approx(1500e3));
  CHECK(hot.input_w == Approx(chiller_at(plain, 800e3, 80e3, 303.15, 293.15, air(35)).input_w));
  const auto partly = at(20);
  CHECK(partly.free_w > 300e3);
  CHECK(partly.free_w < 500e3);
  CHECK(partly.input_w ==
        Approx(chiller_at(plain, 800e3 - partly.free_w, 80e3, 303.15, 293.15, air(20)).input_w +
               cooler_fan_w(*one.economizer, 1.0, air(20), false)));
  const auto cold = at(0);
  CHECK(cold.free_w == Approx(800e3));
  CHECK(cold.input_w < 30e3);
  CHECK(cold.capacity_w > 1500e3 + 800e3);
  const auto most = chiller_most(chiller, 80e3, 303.15, air(0));
  CHECK(most.most_w == Approx(cold.capacity_w));
  CHECK(most.most_w + 2 * most.slope_w_k == Approx(chiller_most(chiller, 80e3, 305.15, air(0)).most_w));
}

TEST_CASE("figures beyond Carnot, or a part-load value out of reach, make no chiller") {
  auto one = rating();
  one.cop = 6.5;  // Carnot: 5.98
  CHECK_FALSE(chiller_constants(one, 0.0 * units::m));
  one = rating();
  one.part_load_cop = 9.0;
  CHECK_FALSE(chiller_constants(one, 0.0 * units::m));
  one.part_load_cop = 1.0;
  CHECK_FALSE(chiller_constants(one, 0.0 * units::m));
}

TEST_CASE("condenser water that is too little leaves a water chiller nothing, and nothing is not a number") {
  const auto chiller = water_chiller_constants({1000.0 * units::kW_heat, 6.0, 7.0 * units::degC,
                                                29.4 * units::degC, std::nullopt})
                           .value();
  CHECK(water_chiller_at(chiller, 1e6, 280.15, 302.55, 0.0).capacity_w == 0.0);
  CHECK(water_chiller_at(chiller, 1e6, 280.15, 302.55, 500.0).capacity_w == 0.0);
  for (const double rate : {0.0, 1e3, 1e4, 1e6}) {
    for (const double inlet_k : {260.0, 280.0, 330.0}) {
      const auto at = water_chiller_at(chiller, 5e5, 290.0, inlet_k, rate);
      CHECK(std::isfinite(at.input_w));
      CHECK(at.input_w >= 0.0);
    }
  }
}

namespace {

/// Trane CVHF 2317 as the EnergyPlus data set has it: 2,384 kW at 23.89 degC of condenser water and COP 7.76,
/// 2,317.4 kW at 29.44 degC and COP 6.33; supply 5.56 degC.
WaterChillerRating two_points() {
  return {2384.0 * units::kW_heat,
          7.76,
          5.56 * units::degC,
          23.89 * units::degC,
          std::nullopt,
          WaterChillerRating::Hot{2317.4 * units::kW_heat, 6.33, 29.44 * units::degC}};
}
double celsius_capacity_w(const WaterChillerConstants& chiller, double condenser_c) {
  return water_chiller_capacity_w(chiller, 273.15 + condenser_c);
}

}  // namespace

TEST_CASE("a water chiller's capacity is straight between its two points and beyond, and held below") {
  const auto chiller = water_chiller_constants(two_points()).value();
  CHECK(celsius_capacity_w(chiller, 23.89) == Approx(2384e3).epsilon(1e-9));
  CHECK(celsius_capacity_w(chiller, 29.44) == Approx(2317.4e3).epsilon(1e-9));
  CHECK(celsius_capacity_w(chiller, 26.665) == Approx(0.5 * (2384e3 + 2317.4e3)).epsilon(1e-9));
  // 12 kW less for each kelvin: 66.6 kW over 5.55 K.
  CHECK(celsius_capacity_w(chiller, 34.44) == Approx(2317.4e3 - 60e3).epsilon(1e-9));
  CHECK(celsius_capacity_w(chiller, 15.0) == Approx(2384e3).epsilon(1e-12));
  CHECK(celsius_capacity_w(chiller, 280.0) == 0.0);
}

TEST_CASE("a water chiller of one point gives that whatever its condenser water") {
  auto rating = two_points();
  rating.hot.reset();
  const auto chiller = water_chiller_constants(rating).value();
  for (const double condenser_c : {10.0, 23.89, 29.44, 40.0})
    CHECK(celsius_capacity_w(chiller, condenser_c) == Approx(2384e3).epsilon(1e-12));
}

TEST_CASE("both coefficients of performance of a water chiller come back at their points") {
  // 3 gpm a ton, and at the hot point the same for each kW of what it gives there.
  const auto chiller = water_chiller_constants(two_points()).value();
  const auto cop = [&](double duty_w, double condenser_c) {
    const auto at = water_chiller_at(chiller, duty_w, 273.15 + 5.56, 273.15 + condenser_c, 0.225 * duty_w);
    CHECK(at.capacity_w == Approx(duty_w).epsilon(1e-9));
    return duty_w / at.input_w;
  };
  CHECK(cop(2384e3, 23.89) == Approx(7.76).epsilon(1e-9));
  CHECK(cop(2317.4e3, 29.44) == Approx(6.33).epsilon(1e-9));
  const double between = cop(2350.7e3, 26.665);
  CHECK(between < 7.76);
  CHECK(between > 6.33);
}

TEST_CASE("a water chiller beyond its capacity draws what it draws at capacity, and loads by what is left") {
  const auto chiller = water_chiller_constants(two_points()).value();
  const auto at = [&](double duty_w) {
    return water_chiller_at(chiller, duty_w, 273.15 + 20.0, 273.15 + 34.44, 500e3);
  };
  CHECK(at(9e6).capacity_w == Approx(2257.4e3).epsilon(1e-9));
  CHECK(at(9e6).input_w == Approx(at(2257.4e3).input_w).epsilon(1e-9));
  CHECK(at(9e6).input_w > at(2e6).input_w);
}

TEST_CASE("two points that are one, or whose coefficients no machine has, make no water chiller") {
  auto rating = two_points();
  CHECK(contradiction_in(rating).empty());
  rating.hot->condenser_in = 23.89 * units::degC;
  CHECK_FALSE(water_chiller_constants(rating));
  rating = two_points();
  rating.hot->condenser_in = 20.0 * units::degC;
  CHECK_FALSE(water_chiller_constants(rating));
  rating = two_points();
  rating.hot->cop = 9.0;  // Carnot: 275.71 K over 35.18 K of lift, 7.84
  CHECK_FALSE(water_chiller_constants(rating));
  CHECK_FALSE(contradiction_in(rating).empty());
}
