#include "thermal/plant_hour.hpp"

#include "thermal/moist_air.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace shellfit;
using namespace shellfit::thermal;

namespace {

OutdoorAir air(double dry_c, double wet_c) { return {273.15 + dry_c, 273.15 + wet_c, 101325.0}; }
double celsius(double c) { return 273.15 + c; }

/// 400 kW from 40 to 30 degC with air at 25: C = 40 kW/K on both sides.
CoolerConstants cooler(double pads = 0.0) {
  CoolerRating rating{400.0 * units::kW_heat, 40.0 * units::degC, 30.0 * units::degC, 25.0 * units::degC};
  rating.fan_power = 12.0 * units::kW;
  rating.pad_effectiveness = ratio(pads);
  return cooler_constants(rating);
}
ChillerConstants chiller() {
  ChillerRating rating;
  rating.duty = rating.hot_duty = 300.0 * units::kW_heat;
  rating.ambient = 35.0 * units::degC;
  rating.hot_ambient = 45.0 * units::degC;
  rating.hot_cop = 3.0;
  rating.supply = 20.0 * units::degC;
  const auto constants = chiller_constants(rating, 0.0 * units::m);
  REQUIRE(constants.has_value());
  return *constants;
}
/// 800 kW that two coolers take at their rating.
PlantLoop loop_of(const CoolerConstants& unit) {
  PlantLoop loop;
  loop.duty_w = 800e3;
  loop.water_w_k = 80e3;
  loop.setpoint_k = celsius(30);
  loop.banks = {{unit, 2}};
  return loop;
}

}  // namespace

TEST_CASE("coolers at their rating run at full speed and hold the setpoint") {
  const auto hour = loop_hour(loop_of(cooler()), air(25, 15));
  CHECK(hour.holds);
  CHECK(hour.fan_w == Approx(2 * 12e3).epsilon(1e-6));
  CHECK(hour.supply_k == Approx(celsius(30)));
  CHECK(hour.compressor_w == 0.0);
  CHECK(hour.evaporated_kg_s == 0.0);
}

TEST_CASE("fans slow down in colder air, and every hour's heat is the duty") {
  const auto loop = loop_of(cooler());
  const auto hour = loop_hour(loop, air(5, 2));
  const double speed = cooler_speed(cooler(), 400e3, 40e3, celsius(40), air(5, 2), false);
  CHECK(hour.fan_w == Approx(2 * cooler_fan_w(cooler(), speed, air(5, 2), false)));
  CHECK(hour.fan_w < 0.2 * 24e3);
}

TEST_CASE("where coolers cannot hold the setpoint the supply rises by as much as the air is too warm") {
  // Heat goes with water in less air in, 15 K at the rating, at that air's density. 5 K warmer in air that
  // were as dense would be 5 K warmer water.
  const auto hour = loop_hour(loop_of(cooler()), air(30, 15));
  CHECK_FALSE(hour.holds);
  const double thinner = cooler_most(cooler(), 40e3, celsius(45), air(30, 15), false).most_w / 400e3;
  CHECK(hour.supply_k == Approx(celsius(30 + 15.0 / thinner - 10.0 + 0.0)).margin(1e-4));
}

TEST_CASE("pads stay dry while the coil does without, and evaporate when it does not") {
  const auto loop = loop_of(cooler(0.8));
  const auto mild = loop_hour(loop, air(20, 12));
  CHECK_FALSE(mild.is_wet);
  CHECK(mild.evaporated_kg_s == 0.0);
  const auto hot = loop_hour(loop, air(32, 18));
  CHECK(hot.is_wet);
  CHECK(hot.holds);
  const double speed = cooler_speed(cooler(0.8), 400e3, 40e3, celsius(40), air(32, 18), true);
  CHECK(hot.evaporated_kg_s == Approx(2 * cooler_evaporation_kg_s(cooler(0.8), speed, air(32, 18))));
}

TEST_CASE("chillers run as few as take the duty and the reserve") {
  PlantLoop loop;
  loop.duty_w = 290e3;  // with 5 % more than one gives
  loop.water_w_k = 50e3;
  loop.setpoint_k = celsius(20);
  loop.banks = {{chiller(), 3}};
  const auto at_35 = air(35, 20);
  const auto two = chiller_at(chiller(), 145e3, 25e3, celsius(25.8), celsius(20), at_35);
  CHECK(loop_hour(loop, at_35).compressor_w == Approx(2 * two.input_w));
  loop.reserve = 0.0;
  const auto one = chiller_at(chiller(), 290e3, 50e3, celsius(25.8), celsius(20), at_35);
  CHECK(loop_hour(loop, at_35).compressor_w == Approx(one.input_w));
  CHECK(loop_hour(loop, at_35).compressed_w == Approx(290e3));
}

TEST_CASE("chillers beyond their capacity leave heat that no supply temperature takes away") {
  PlantLoop loop;
  loop.duty_w = 1000e3;
  loop.water_w_k = 100e3;
  loop.setpoint_k = celsius(20);
  loop.banks = {{chiller(), 3}};
  const auto hour = loop_hour(loop, air(35, 20));
  CHECK_FALSE(hour.holds);
  CHECK(std::isnan(hour.supply_k));
  loop.offered_w = 100e3;
  CHECK(loop_hour(loop, air(35, 20)).holds);
}

TEST_CASE("coolers come before chillers, which take what is left warm") {
  auto loop = loop_of(cooler());
  loop.banks = {{chiller(), 2}, {cooler(), 2}};
  CHECK(loop_hour(loop, air(20, 12)).compressor_w == 0.0);
  const auto warm = loop_hour(loop, air(28, 15));
  CHECK(warm.holds);
  const double left_w = 800e3 - 2 * cooler_most(cooler(), 40e3, celsius(40), air(28, 15), false).most_w;
  CHECK(warm.compressed_w == Approx(left_w).epsilon(1e-9));
}

TEST_CASE("air that machines draw in again is warmer and no moister") {
  const auto given = air(30, 20);
  const auto again = warmed(given, 2.0);
  CHECK(again.dry_bulb_k == Approx(given.dry_bulb_k + 2.0));
  const auto moisture = [](const OutdoorAir& one) {
    return humidity_ratio(Temperature::from_si(one.dry_bulb_k), Temperature::from_si(one.wet_bulb_k),
                          AbsolutePressure::from_si(one.pressure_pa));
  };
  CHECK(moisture(again) == Approx(moisture(given)).epsilon(1e-6));
}

TEST_CASE("evaporative walls evaporate as much as brings the air to what is wanted") {
  const WallZone zone{10.0, 0.8, celsius(25), celsius(27), 1.0, 0.0};
  const auto cold = zone_hour(zone, air(10, 8));
  CHECK(cold.evaporated_kg_s == 0.0);
  CHECK(cold.supply_k == Approx(celsius(25)));
  const auto warm = zone_hour(zone, air(30, 18));
  CHECK(warm.supply_k == Approx(celsius(25)));
  // Along the wet bulb of 18 degC from 30 to 25 degC the air takes up about 5 K x 1.03 / 2465 = 2.1 g/kg.
  CHECK(warm.evaporated_kg_s == Approx(0.021).epsilon(0.03));
  const auto hot = zone_hour(zone, air(38, 28));
  CHECK_FALSE(hot.holds);
  CHECK(hot.supply_k == Approx(celsius(30)));
}

TEST_CASE("a warm-water plant with towers alone needs no compressor and little fan power") {
  // ESIF's kind of plant (NREL, annual PUE of 1.03 to 1.06, Golden, Colorado): water of 24 degC, whatever the
  // weather up to its highest wet bulb of about 20 degC.
  TowerRating rating;
  rating.duty = 2000.0 * units::kW_heat;
  rating.wet_bulb = 20.5 * units::degC;
  rating.approach = 3.0 * units::K;
  rating.range = 6.0 * units::K;
  rating.fan_power = 30.0 * units::kW;
  rating.pressure = 83.4 * units::kPa_absolute;
  const auto tower = tower_constants(rating);
  REQUIRE(tower.has_value());
  PlantLoop loop;
  loop.duty_w = 2000e3;
  loop.water_w_k = 2000e3 / 6.0;
  loop.setpoint_k = celsius(24);
  loop.banks = {{*tower, 1}};
  for (const double wet_c : {-10.0, 0.0, 10.0, 20.0}) {
    const auto hour = loop_hour(loop, {celsius(wet_c + 8.0), celsius(wet_c), 83400.0});
    CHECK(hour.holds);
    CHECK(hour.compressor_w == 0.0);
    CHECK(hour.fan_w <= 0.02 * loop.duty_w);
    CHECK(hour.evaporated_kg_s > 0.0);
  }
}
