#include "thermal/plant_hour.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace shellfit;
using namespace shellfit::thermal;

namespace {

OutdoorAir air(double dry_c, double wet_c) { return {273.15 + dry_c, 273.15 + wet_c, 101325.0}; }
double celsius(double c) { return 273.15 + c; }

/// 5.56 K of range, 3.89 K of approach at a wet bulb of 25.55 degC.
TowerConstants tower(double duty_kw) {
  TowerRating rating;
  rating.duty = duty_kw * units::kW_heat;
  rating.wet_bulb = 25.55 * units::degC;
  rating.approach = 3.89 * units::K;
  rating.range = 5.56 * units::K;
  rating.fan_power = 0.02 * duty_kw * units::kW;
  rating.drift = ratio(5e-5);
  return tower_constants(rating).value();
}
WaterChillerConstants water_chiller(double duty_kw) {
  return water_chiller_constants(
             {duty_kw * units::kW_heat, 7.76, 5.56 * units::degC, 23.89 * units::degC, std::nullopt,
              WaterChillerRating::Hot{0.97 * duty_kw * units::kW_heat, 6.33, 29.44 * units::degC}})
      .value();
}

constexpr double duty_w = 2e6, water_w_k = 250e3, plates_w_k = 200e3, pumps_w = 30e3;

/// A loop with 2 MW whose heat goes to a loop of two towers, which may be cooled to 15 degC.
PlantLoop users(double setpoint_c, double tower_kw = 1200.0) {
  PlantLoop loop;
  loop.duty_w = duty_w;
  loop.water_w_k = water_w_k;
  loop.setpoint_k = celsius(setpoint_c);
  Condensing by;
  by.pumps_w = pumps_w;
  by.plant.water_w_k = 400e3;
  by.plant.setpoint_k = celsius(15.0);
  by.plant.banks = {{tower(tower_kw), 2}};
  loop.condensing = {by};
  return loop;
}
PlantLoop with_plates(PlantLoop loop) {
  loop.condensing.front().plates_w_k = plates_w_k;
  return loop;
}
PlantLoop with_chillers(PlantLoop loop, double each_kw, int count) {
  loop.condensing.front().chillers = {{water_chiller(each_kw), count, 200e3}};
  return loop;
}
/// The other loop by itself, with the heat that comes to it.
LoopHour plant_alone(const PlantLoop& loop, double heat_w, double setpoint_k, const OutdoorAir& outdoor) {
  auto plant = loop.condensing.front().plant;
  plant.duty_w = heat_w + pumps_w;
  plant.setpoint_k = setpoint_k;
  return loop_hour(plant, outdoor);
}
/// Heat that goes through plates from water returning at T_s + Q / C.
double through_plates_w(double supply_k, double cold_k) {
  return plates_w_k * (supply_k + duty_w / water_w_k - cold_k);
}

}  // namespace

TEST_CASE("plates alone keep the other loop no colder than they need") {
  const auto loop = with_plates(users(32.0));
  const auto outdoor = air(18.0, 12.0);
  const auto hour = loop_hour(loop, outdoor);
  CHECK(hour.holds);
  CHECK(hour.supply_k == Approx(celsius(32.0)));
  CHECK(hour.compressor_w == 0.0);
  CHECK(hour.compressed_w == 0.0);
  // 2 MW through 200 kW/K are 10 K below 32 + 8 degC.
  const auto alone = plant_alone(loop, duty_w, celsius(30.0), outdoor);
  REQUIRE(alone.holds);
  CHECK(hour.fan_w == Approx(alone.fan_w).epsilon(1e-9));
  CHECK(hour.fan_w > 0.0);
  CHECK(hour.evaporated_kg_s == Approx(alone.evaporated_kg_s).epsilon(1e-9));
  CHECK(hour.drift_kg_s == Approx(alone.drift_kg_s).epsilon(1e-9));
  CHECK(hour.is_wet);
  // Evaporation carries most of the heat that the towers get: 2.43 MJ/kg.
  CHECK(hour.evaporated_kg_s * 2.43e6 == Approx(duty_w + pumps_w).epsilon(0.25));
}

TEST_CASE("the other loop is never kept colder than it may be") {
  // Where 9 degC would do: it is cooled to 15, and the plates do not reach.
  const auto loop = with_plates(users(16.0));
  const auto outdoor = air(-2.0, -4.0);
  const auto hour = loop_hour(loop, outdoor);
  CHECK_FALSE(hour.holds);
  CHECK(hour.supply_k == Approx(celsius(15.0 + 10.0 - 8.0)).margin(1e-4));
}

TEST_CASE("plates that do not hold the setpoint leave the supply as warm as the towers' water makes it") {
  const auto loop = with_plates(users(32.0));
  const auto outdoor = air(35.0, 28.5);
  const auto hour = loop_hour(loop, outdoor);
  CHECK_FALSE(hour.holds);
  const auto alone = plant_alone(loop, duty_w, celsius(15.0), outdoor);
  CHECK_FALSE(alone.holds);
  CHECK(hour.supply_k == Approx(alone.supply_k + duty_w / plates_w_k - duty_w / water_w_k).margin(1e-3));
  CHECK(through_plates_w(hour.supply_k, alone.supply_k) == Approx(duty_w).epsilon(1e-4));
}

TEST_CASE("plates as large as their towers are small settle all the same") {
  // The towers' water warms by more for each kW than the plates need to pass it.
  for (const double tower_kw : {200.0, 300.0, 500.0, 800.0}) {
    CAPTURE(tower_kw);
    const auto loop = with_plates(users(30.0, tower_kw));
    const auto outdoor = air(32.0, 24.0);
    const auto hour = loop_hour(loop, outdoor);
    const auto alone = plant_alone(loop, duty_w, celsius(15.0), outdoor);
    REQUIRE(alone.supply_k > celsius(30.0 + 8.0 - 10.0));
    CHECK_FALSE(hour.holds);
    CHECK(hour.supply_k == Approx(alone.supply_k + duty_w / plates_w_k - duty_w / water_w_k).margin(1e-3));
  }
}

TEST_CASE("what plates leave warm chillers take, and the towers get both and what these draw") {
  for (const double setpoint_c : {18.0, 22.0, 26.0}) {
    CAPTURE(setpoint_c);
    const auto loop = with_chillers(with_plates(users(setpoint_c, 2000.0)), 1500.0, 2);
    const auto outdoor = air(30.0, 22.0);
    const auto hour = loop_hour(loop, outdoor);
    REQUIRE(hour.holds);
    CHECK(hour.compressed_w > 0.0);
    CHECK(hour.compressed_w < duty_w);
    // From the answer to the towers' water and back to the answer.
    const auto plant = plant_alone(loop, duty_w + hour.compressor_w, celsius(15.0), outdoor);
    const double plates = through_plates_w(celsius(setpoint_c), plant.supply_k);
    CHECK(plates > 0.0);
    CHECK(hour.compressed_w == Approx(duty_w - plates).epsilon(1e-5));
    const double capacity_w = water_chiller_capacity_w(water_chiller(1500.0), plant.supply_k);
    const int units = hour.compressed_w * 1.05 > capacity_w ? 2 : 1;
    const auto each = water_chiller_at(water_chiller(1500.0), hour.compressed_w / units, celsius(setpoint_c),
                                       plant.supply_k, 200e3);
    CHECK(hour.compressor_w == Approx(units * each.input_w).epsilon(1e-5));
    CHECK(hour.fan_w == Approx(plant.fan_w).epsilon(1e-5));
    CHECK(hour.evaporated_kg_s == Approx(plant.evaporated_kg_s).epsilon(1e-5));
  }
}

TEST_CASE("chillers alone take it all, as few as do") {
  const auto loop = with_chillers(users(12.0, 2000.0), 1500.0, 3);
  const auto outdoor = air(25.0, 18.0);
  const auto hour = loop_hour(loop, outdoor);
  REQUIRE(hour.holds);
  CHECK(hour.supply_k == Approx(celsius(12.0)));
  CHECK(hour.compressed_w == Approx(duty_w).epsilon(1e-9));
  const auto plant = plant_alone(loop, duty_w + hour.compressor_w, celsius(15.0), outdoor);
  const auto each =
      water_chiller_at(water_chiller(1500.0), 0.5 * duty_w, celsius(12.0), plant.supply_k, 200e3);
  CHECK(hour.compressor_w == Approx(2 * each.input_w).epsilon(1e-5));
  CHECK(hour.fan_w == Approx(plant.fan_w).epsilon(1e-5));
}

TEST_CASE("chillers beyond their capacity hold nothing, whatever the supply") {
  const auto loop = with_chillers(users(12.0, 2000.0), 900.0, 2);
  const auto hour = loop_hour(loop, air(25.0, 18.0));
  CHECK_FALSE(hour.holds);
  CHECK(std::isnan(hour.supply_k));
}

TEST_CASE("plates and chillers that do not hold together let the supply rise until they do") {
  const auto loop = with_chillers(with_plates(users(16.0, 2000.0)), 700.0, 2);
  const auto outdoor = air(33.0, 26.0);
  const auto hour = loop_hour(loop, outdoor);
  CHECK_FALSE(hour.holds);
  CHECK(hour.supply_k > celsius(16.0));
  // At the supply that is reached, by hand: two chillers at their most and the plates the rest.
  double cold_k = celsius(26.0);
  double chillers_w = 0.0;
  for (int round = 0; round < 60; ++round) {
    const auto unit = water_chiller(700.0);
    const double most_w = water_chiller_capacity_w(unit, cold_k);
    const double plates = through_plates_w(hour.supply_k, cold_k);
    chillers_w = duty_w - plates;
    const double input_w =
        2 * water_chiller_at(unit, std::min(0.5 * chillers_w, most_w), hour.supply_k, cold_k, 200e3).input_w;
    cold_k = plant_alone(loop, duty_w + input_w, celsius(15.0), outdoor).supply_k;
  }
  CHECK(chillers_w == Approx(2 * water_chiller_capacity_w(water_chiller(700.0), cold_k)).epsilon(1e-4));
}

TEST_CASE("a loop without heat asks nothing of the other one") {
  auto loop = with_plates(users(32.0));
  loop.duty_w = 0.0;
  const auto hour = loop_hour(loop, air(18.0, 12.0));
  CHECK(hour.holds);
  CHECK(hour.fan_w == 0.0);
  CHECK(hour.evaporated_kg_s == 0.0);
}

TEST_CASE("a year of hours on plates and towers: hotter hours never cost less or evaporate less") {
  const auto loop = with_plates(users(32.0, 2000.0));
  double fan_w = 0.0;
  double evaporated_kg_s = 0.0;
  for (double wet_c = 0.0; wet_c <= 25.0; wet_c += 2.5) {
    // By dry bulb beside wet bulb: 6 K, as on most days.
    const auto hour = loop_hour(loop, air(wet_c + 6.0, wet_c));
    CAPTURE(wet_c);
    CHECK(hour.holds);
    CHECK(hour.compressor_w == 0.0);
    CHECK(hour.fan_w >= fan_w);
    CHECK(hour.evaporated_kg_s >= evaporated_kg_s);
    fan_w = hour.fan_w;
    evaporated_kg_s = hour.evaporated_kg_s;
  }
}
