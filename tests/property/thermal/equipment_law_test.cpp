#include "tests/property/law.hpp"
#include "thermal/chiller.hpp"
#include "thermal/cold_plate.hpp"
#include "thermal/moist_air.hpp"
#include "thermal/tower.hpp"

#include <algorithm>
#include <cmath>

using namespace shellfit;
using namespace shellfit::thermal;
using shellfit::testing::between;
using shellfit::testing::law;

namespace {

/// Not below, but for rounding of what was searched.
bool no_less(double a, double b) { return a >= b - 1e-8 * std::fabs(b) - 1e-6; }

ExchangerStream stream(double kg_s) {
  return {kg_s, between(3500, 4200), between(3e-4, 3e-3), between(0.4, 0.65)};
}
ExchangerConstants random_exchanger() {
  const auto arrangement = *rc::gen::element(Arrangement::counterflow, Arrangement::crossflow_unmixed);
  const auto hot = stream(between(5, 40));
  const auto cold = stream(between(5, 40));
  const double hot_exponent = between(0.4, 0.85);
  const double cold_exponent = between(0.4, 0.85);
  return {between(20e3, 900e3),
          hot.kg_s,
          cold.kg_s,
          between(0.1, 0.9),
          hot_exponent,
          cold_exponent,
          film_group(hot, hot_exponent),
          film_group(cold, cold_exponent),
          arrangement};
}

OutdoorAir random_air(double coldest_k = 243) {
  const double dry_k = between(coldest_k, 318);
  // No drier than 5 % of humidity.
  const double pressure_pa = between(70e3, 103e3);
  const auto pressure = AbsolutePressure::from_si(pressure_pa);
  const auto dry = Temperature::from_si(dry_k);
  const double moisture = humidity_ratio_at(dry, ratio(between(0.05, 1.0)), pressure);
  return {dry_k, std::min(dry_k, wet_bulb(dry, moisture, pressure).in_si()), pressure_pa};
}

CoolerConstants random_cooler() {
  CoolerRating rating;
  rating.duty = between(100, 2000) * units::kW_heat;
  rating.air_in = between(15, 35) * units::degC;
  rating.water_out = rating.air_in + TemperatureDifference::from_si(between(2, 12));
  rating.water_in = rating.water_out + TemperatureDifference::from_si(between(4, 15));
  rating.fan_power = between(5, 60) * units::kW;
  rating.pad_effectiveness = ratio(between(0, 0.9));
  return cooler_constants(rating);
}

TowerConstants random_tower() {
  TowerRating rating;
  rating.duty = between(100, 5000) * units::kW_heat;
  rating.wet_bulb = between(18, 28) * units::degC;
  rating.approach = TemperatureDifference::from_si(between(2, 8));
  rating.range = TemperatureDifference::from_si(between(4, 12));
  rating.fan_power = between(5, 60) * units::kW;
  rating.drift = ratio(between(0, 5e-5));
  rating.water_to_air = between(0.7, 1.5);
  const auto tower = tower_constants(rating);
  RC_PRE(tower.has_value());
  return *tower;
}

ChillerConstants random_chiller(bool has_economizer) {
  ChillerRating rating;
  rating.duty = between(300, 3000) * units::kW_heat;
  rating.hot_duty = rating.duty * between(0.7, 1.0);
  rating.ambient = between(30, 36) * units::degC;
  rating.hot_ambient = rating.ambient + TemperatureDifference::from_si(between(6, 14));
  rating.supply = between(6, 25) * units::degC;
  rating.cop = between(2.6, 3.6);
  rating.hot_cop = *rating.cop * between(0.6, 0.85);
  if (has_economizer) rating.economizer = random_cooler();
  const auto chiller = chiller_constants(rating, between(0, 2000) * units::m);
  RC_PRE(chiller.has_value());
  auto answer = *chiller;
  answer.compressor.standing_share = between(-0.2, 0.4);
  return answer;
}

}  // namespace

TEST_CASE("more flow on either side never passes less, thicker coolant never more, and no outlet crosses") {
  law([] {
    const auto exchanger = random_exchanger();
    const auto hot = stream(between(0.01, 60));
    const auto cold = stream(between(0.01, 60));
    const double w_k = exchange_w_k(exchanger, hot, cold);
    RC_ASSERT(w_k > 0);
    RC_ASSERT(w_k <= std::min(hot.capacity_w_k(), cold.capacity_w_k()) * (1 + 1e-12));
    auto more = hot;
    more.kg_s *= between(1, 2);
    RC_ASSERT(no_less(exchange_w_k(exchanger, more, cold), w_k));
    more = cold;
    more.kg_s *= between(1, 2);
    RC_ASSERT(no_less(exchange_w_k(exchanger, hot, more), w_k));
    auto thicker = cold;
    thicker.viscosity_pa_s *= between(1, 3);
    RC_ASSERT(no_less(w_k, exchange_w_k(exchanger, hot, thicker)));
    // Outlets stay between the inlets.
    const double hot_k = 320, cold_k = 300;
    const double heat_w = w_k * (hot_k - cold_k);
    RC_ASSERT(hot_k - heat_w / hot.capacity_w_k() >= cold_k - 1e-9);
    RC_ASSERT(cold_k + heat_w / cold.capacity_w_k() <= hot_k + 1e-9);
  });
}

TEST_CASE("a control valve's flow passes the duty, or is all there is") {
  law([] {
    const auto exchanger = random_exchanger();
    const auto hot = stream(between(1, 60));
    const auto cold = stream(between(1, 60));
    const double lift_k = between(1, 25);
    const double most_w = exchange_w_k(exchanger, hot, cold) * lift_k;
    const double duty_w = between(0.001, 1.3) * most_w;
    auto some = cold;
    some.kg_s = cold_flow_for(exchanger, duty_w, hot, 300 + lift_k, cold, 300);
    RC_ASSERT(some.kg_s > 0.0);
    RC_ASSERT(some.kg_s <= cold.kg_s);
    RC_ASSERT(std::fabs(exchange_w_k(exchanger, hot, some) * lift_k - std::min(duty_w, most_w)) <=
              1e-7 * most_w);
  });
}

TEST_CASE("a cooler takes more with faster fans, warmer and more water, and colder, drier or denser air") {
  law([] {
    const auto cooler = random_cooler();
    const auto air = random_air();
    const bool has_water = *rc::gen::arbitrary<bool>();
    const double water_w_k = cooler.air_capacity_rate_w_k * between(0.05, 2);
    const double speed = between(0.05, 1);
    const double coil_k = coil_air_k(cooler, air, has_water);
    const double in_k = coil_k + between(-5, 40);
    const double heat_w = cooler_heat_w(cooler, speed, water_w_k, in_k, air, has_water);
    RC_ASSERT(std::isfinite(heat_w));
    RC_ASSERT(heat_w >= 0.0);
    if (heat_w > 0) RC_ASSERT(in_k - heat_w / water_w_k >= coil_k - 1e-9);
    RC_ASSERT(coil_k >= air.wet_bulb_k - 1e-9);
    const auto now_w = [&](const OutdoorAir& outdoor, double s, double water, double in) {
      return cooler_heat_w(cooler, s, water, in, outdoor, has_water);
    };
    RC_ASSERT(no_less(now_w(air, std::min(1.0, speed * between(1, 1.5)), water_w_k, in_k), heat_w));
    RC_ASSERT(no_less(now_w(air, speed, water_w_k * between(1, 2), in_k), heat_w));
    RC_ASSERT(no_less(now_w(air, speed, water_w_k, in_k + between(0, 10)), heat_w));
    auto other = air;
    other.dry_bulb_k += between(0, 8);
    RC_ASSERT(no_less(heat_w, now_w(other, speed, water_w_k, in_k)));
    other = air;
    other.wet_bulb_k -= between(0, 3);
    RC_ASSERT(no_less(now_w(other, speed, water_w_k, in_k), heat_w));
    other = air;
    other.pressure_pa *= between(0.8, 1);
    RC_ASSERT(no_less(heat_w, now_w(other, speed, water_w_k, in_k)));
    const double found = cooler_speed(cooler, heat_w, water_w_k, in_k, air, has_water);
    RC_ASSERT(std::fabs(now_w(air, found, water_w_k, in_k) - heat_w) <= 1e-8 * heat_w);
  });
}

TEST_CASE("pads add to the air what they evaporate, and leave its wet bulb where it was") {
  law([] {
    const auto cooler = random_cooler();
    // Pads freeze.
    const auto air = random_air(290);
    const double speed = between(0.1, 1);
    const double evaporated = cooler_evaporation_kg_s(cooler, speed, air);
    RC_ASSERT(evaporated >= 0.0);
    const auto pressure = AbsolutePressure::from_si(air.pressure_pa);
    const double coil_k = coil_air_k(cooler, air, true);
    const double before =
        humidity_ratio(Temperature::from_si(air.dry_bulb_k), Temperature::from_si(air.wet_bulb_k), pressure);
    // c_p of moist air holds 1860 J/kgK of vapour: within 2 % of that of what is behind the pads.
    const double dry_air_kg_s = cooler.air_capacity_rate_w_k * speed * air.pressure_pa / 101325 *
                                cooler.air_in_k / coil_k / (1006 + 1860 * before);
    const auto behind = wet_bulb(Temperature::from_si(coil_k), before + evaporated / dry_air_kg_s, pressure);
    RC_ASSERT(std::fabs(behind.in_si() - air.wet_bulb_k) <= 0.2);
  });
}

TEST_CASE("a tower takes more with faster fans, warmer and more water, and a lower wet bulb") {
  law([] {
    const auto tower = random_tower();
    const auto air = random_air();
    const double water_w_k = tower.water_w_k * between(0.05, 1.5);
    const double speed = between(0, 1);
    const double in_k = air.wet_bulb_k + between(-5, 35);
    const double heat_w = tower_heat_w(tower, speed, water_w_k, in_k, air);
    RC_ASSERT(std::isfinite(heat_w));
    RC_ASSERT(heat_w >= 0.0);
    if (heat_w > 0) RC_ASSERT(in_k - heat_w / water_w_k >= air.wet_bulb_k - 1e-6);
    RC_ASSERT(
        no_less(tower_heat_w(tower, std::min(1.0, speed * between(1, 1.5)), water_w_k, in_k, air), heat_w));
    // But for the integral's error at a pinch.
    RC_ASSERT(tower_heat_w(tower, speed, water_w_k * between(1, 2), in_k, air) >= 0.999 * heat_w);
    const double warmer_k = in_k + between(0, 10);
    const double warmer_w = tower_heat_w(tower, speed, water_w_k, warmer_k, air);
    RC_ASSERT(no_less(warmer_w, heat_w));
    // The outlet rises with the inlet: what the search for a loop's temperatures rests on. At a pinch the
    // integral's error may hide it, by less than 2 % of the inlet's rise.
    if (heat_w > 0) RC_ASSERT(warmer_w - heat_w <= 1.02 * water_w_k * (warmer_k - in_k) + 1e-6 * heat_w);
    auto drier = air;
    drier.wet_bulb_k -= between(0, 5);
    RC_ASSERT(no_less(tower_heat_w(tower, speed, water_w_k, in_k, drier), heat_w));
  });
}

TEST_CASE("a tower's fan speed rejects its duty") {
  law([] {
    const auto tower = random_tower();
    const auto air = random_air();
    const double water_w_k = tower.water_w_k * between(0.2, 1.2);
    const double in_k = air.wet_bulb_k + between(1, 30);
    const double most_w = tower_heat_w(tower, 1.0, water_w_k, in_k, air);
    const double still_w = tower_heat_w(tower, 0.0, water_w_k, in_k, air);
    const double duty_w = between(0.01, 1.2) * most_w;
    const double speed = tower_speed(tower, duty_w, water_w_k, in_k, air);
    const double got_w = tower_heat_w(tower, speed, water_w_k, in_k, air);
    if (duty_w < still_w * (1 - 1e-9)) RC_ASSERT(speed == 0.0);
    if (duty_w > most_w * (1 + 1e-9)) RC_ASSERT(speed == 1.0);
    if (duty_w > still_w && duty_w < most_w) RC_ASSERT(std::fabs(got_w - duty_w) <= 1e-6 * duty_w);
  });
}

TEST_CASE("a tower's air takes up its heat and its water, and salts balance") {
  law([] {
    const auto tower = random_tower();
    auto air = random_air();
    const double speed = between(0.2, 1);
    const double in_k = air.wet_bulb_k + between(3, 25);
    const double heat_w = tower_heat_w(tower, speed, tower.water_w_k, in_k, air);
    const double circulation_kg_s = tower.water_w_k / 4186;
    const double cycles = between(2, 8);
    const auto water = tower_water(tower, heat_w, speed, circulation_kg_s, air, cycles);
    RC_ASSERT(water.evaporated_kg_s >= 0.0);
    // Moist air that leaves saturated, by the balance of water; its enthalpy, by that of heat.
    const auto pressure = AbsolutePressure::from_si(air.pressure_pa);
    const auto dry = Temperature::from_si(air.dry_bulb_k);
    const double dry_air_kg_s = tower.air_kg_s * speed * air.pressure_pa / tower.pressure_pa;
    const double before = humidity_ratio(dry, Temperature::from_si(air.wet_bulb_k), pressure);
    const double behind = before + water.evaporated_kg_s / dry_air_kg_s;
    const auto leaving = dew_point(behind, pressure);
    const double gained_w = dry_air_kg_s * (enthalpy_j_kg(leaving, behind) - enthalpy_j_kg(dry, before));
    const double brought_w = water.evaporated_kg_s * 4186 * (air.wet_bulb_k - 273.15);
    RC_ASSERT(std::fabs(gained_w - heat_w - brought_w) <= 1e-6 * heat_w + 1.0);
    if (water.blowdown_kg_s > 0)
      RC_ASSERT(std::fabs(cycles * (water.drift_kg_s + water.blowdown_kg_s) - water.make_up_kg_s()) <=
                1e-9 * water.make_up_kg_s());
  });
}

TEST_CASE("a chiller draws more for more duty, colder supply, and air in which it draws more at full load") {
  law([] {
    const auto chiller = random_chiller(false);
    const double air_k = between(273, 320);
    const double supply_k = between(278, 300);
    const double capacity_w = chiller_capacity_w(chiller, air_k);
    const double duty_w = between(0.02, 0.9) * chiller_capacity_w(chiller, air_k + 5);
    const auto input_w = [&](double duty, double air, double supply) {
      return chiller_at(chiller, duty, 0.0, supply, supply, {air, air - 5, 101325}).input_w;
    };
    const double input = input_w(duty_w, air_k, supply_k);
    RC_ASSERT(std::isfinite(input));
    RC_ASSERT(input > 0.0);
    RC_ASSERT(no_less(input_w(duty_w * between(1, 1.1), air_k, supply_k), input));
    RC_ASSERT(no_less(input_w(duty_w, air_k, supply_k - between(0, 5)), input));
    const double warmer_k = air_k + between(0, 5);
    const auto full_w = [&](double air) { return input_w(chiller_capacity_w(chiller, air), air, supply_k); };
    if (full_w(warmer_k) >= full_w(air_k)) RC_ASSERT(no_less(input_w(duty_w, warmer_k, supply_k), input));
    RC_ASSERT(no_less(capacity_w, chiller_capacity_w(chiller, air_k + between(0, 10))));
    RC_ASSERT(capacity_w >= 0.0);
  });
}

TEST_CASE(
    "an economizer never makes a chiller draw more, but for its own fans, and takes no more than the duty") {
  law([] {
    auto with = random_chiller(true);
    auto without = with;
    without.economizer.reset();
    const auto air = random_air();
    const double in_k = between(285, 310);
    const double supply_k = in_k - between(3, 12);
    const double duty_w = between(0.0, 1.2) * with.duty_w;
    const auto a = chiller_at(with, duty_w, duty_w / (in_k - supply_k), in_k, supply_k, air);
    const auto b = chiller_at(without, duty_w, 0.0, in_k, supply_k, air);
    RC_ASSERT(a.free_w >= 0.0);
    RC_ASSERT(a.free_w <= duty_w);
    RC_ASSERT(a.capacity_w >= b.capacity_w);
    RC_ASSERT(a.input_w <= b.input_w + cooler_fan_w(*with.economizer, 1.0, air, false) + 1e-6);
  });
}

TEST_CASE("a water chiller draws more for more duty and warmer condenser water, less with more of it") {
  law([] {
    const auto chiller =
        water_chiller_constants({between(500, 5000) * units::kW_heat, between(4.5, 6.5),
                                 between(6, 20) * units::degC, between(26, 32) * units::degC, std::nullopt});
    RC_PRE(chiller.has_value());
    const double duty_w = between(0.05, 0.9) * chiller->duty_w;
    const double rate = between(0.1, 0.4) * chiller->duty_w;
    const double in_k = between(285, 308);
    const auto input_w = [&](double duty, double inlet, double condenser_w_k) {
      return water_chiller_at(*chiller, duty, 285.0, inlet, condenser_w_k).input_w;
    };
    const double input = input_w(duty_w, in_k, rate);
    RC_ASSERT(std::isfinite(input));
    RC_ASSERT(no_less(input_w(duty_w * between(1, 1.1), in_k, rate), input));
    RC_ASSERT(no_less(input_w(duty_w, in_k + between(0, 5), rate), input));
    RC_ASSERT(no_less(input, input_w(duty_w, in_k, rate * between(1, 2))));
  });
}

TEST_CASE("a table of flows falls everywhere between falling points, and is its own inverse") {
  law([] {
    std::vector<FlowTable::Point> points;
    double flow = between(1e-6, 1e-5);
    double value = between(0.02, 0.1);
    const int count = *rc::gen::inRange(2, 10);
    for (int i = 0; i < count; ++i) {
      points.push_back({flow, value});
      flow *= between(1.05, 2);
      value *= between(0.5, 0.98);
    }
    const FlowTable table(points);
    for (const auto& point : points)
      RC_ASSERT(std::fabs(*table.at(point.flow_m3_s) / point.value - 1) <= 1e-9);
    const double low = points.front().flow_m3_s;
    const double high = points.back().flow_m3_s;
    double last = points.front().value;
    for (int i = 1; i < 50; ++i) {
      const double here = low + (high - low) * i / 50.0;
      const double now = *table.at(here);
      RC_ASSERT(now <= last * (1 + 1e-12));
      RC_ASSERT(std::fabs(*table.flow_for(now) / here - 1) <= 1e-6);
      last = now;
    }
  });
}
