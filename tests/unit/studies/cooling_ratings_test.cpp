#include "studies/cooling_ratings.hpp"

#include "base/stage.hpp"
#include "studies/cooling_checks.hpp"
#include "studies/state_solve.hpp"
#include "tests/unit/studies/plans.hpp"
#include "thermal/cooler.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

using namespace shellfit;
using namespace shellfit::studies;

namespace {

/// A figure that a test lays over a type.
template <class Q>
void set(catalogs::Figure<Q>& figure, Q value) {
  figure = {};
  figure.claims.push_back({value, {}, {}});
}
template <class T>
T& type_in(site::Study& study, const std::string& id) {
  return study.catalog.all<T>().at(Id<T>(id));
}
const MissingFigure* missing_in(const Loops& loops, const std::string& type) {
  const auto& missing = loops.plan.missing;
  const auto found = std::find_if(missing.begin(), missing.end(),
                                  [&](const MissingFigure& one) { return one.type == type; });
  return found == missing.end() ? nullptr : &*found;
}
Plan planned(const site::Study& study) {
  auto racks = hosting_order(study);
  std::vector<site::SpaceId> spaces(racks.size(), site::SpaceId("hall"));
  return make_plan(study, std::move(racks), std::move(spaces), Mode::with_fit_out, {});
}

}  // namespace

TEST_CASE("an air unit whose airflow cannot carry its duty has no rating, by the air there is") {
  // 41.67 m3/s of air of 36 degC (1.142 kg/m3, 1.007 kJ/kg/K) carry 47.9 kW/K, 767 kW over the 16 K to the
  // water.
  auto study = example("hall-12mw");
  auto& unit = type_in<catalogs::AirUnitType>(study, "liebert-ca80");
  set(unit.duty, 760.0 * units::kW_heat);
  CHECK(contradiction_in(rating_of(unit)).empty());
  set(unit.duty, 780.0 * units::kW_heat);
  CHECK(contradiction_in(rating_of(unit)).starts_with("its duty is 1.0"));
  const auto plan = planned(study);
  REQUIRE(plan.missing.size() == 1);
  CHECK(plan.missing[0].type == "liebert-ca80");
  CHECK(plan.missing[0].figure == "rating");
  CHECK_FALSE(plan.missing[0].is_electrical);
  CHECK_FALSE(plan.missing[0].contradiction.empty());
}

TEST_CASE("a CDU whose water cannot carry its duty within the approach has no rating") {
  auto study = example("hall-12mw");
  auto& cdu = type_in<catalogs::CduType>(study, "coolit-chx2000");
  set(cdu.approach, 0.5 * units::K);
  set(cdu.primary_flow, 1950.0 * units::L_per_min);
  CHECK(contradiction_in(rating_of(cdu)).starts_with("its duty is 1.0"));
  const auto plan = planned(study);
  REQUIRE(plan.missing.size() == 1);
  CHECK(plan.missing[0].type == "coolit-chx2000");
}

TEST_CASE("a sound rating on water is one, whatever coolant would make of it") {
  // 2 MW in 1,200 L/min of water fall by 24 K, of PG25 by more; 4,000 L/min of facility water rise by 7.2 K.
  auto study = example("hall-12mw");
  auto& cdu = type_in<catalogs::CduType>(study, "coolit-chx2000");
  cdu.rated_coolant = "water";
  set(cdu.approach, 0.5 * units::K);
  set(cdu.secondary_flow, 1200.0 * units::L_per_min);
  set(cdu.primary_flow, 4000.0 * units::L_per_min);
  CHECK(contradiction_in(rating_of(cdu)).empty());
  const Loops loops(study);
  CHECK(missing_in(loops, "coolit-chx2000") == nullptr);
  CHECK_FALSE(loops.thermal.problem.exchangers.empty());
}

TEST_CASE("a rated CDU leaves its coolant at the rated supply") {
  const auto study = example("hall-12mw");
  const auto& cdu = study.catalog.get(Id<catalogs::CduType>("coolit-chx2000"));
  const auto rating = rating_of(cdu);
  // By hand from ASHRAE's tables (those of glycol_test) halfway between 20 and 30 percent by volume, straight
  // lines and parabolas between their points: 1,006.5 kg/m3 at 54.1 degC, where 2,125 L/min enter, and 3.977
  // kJ/kg/K at 47 degC. 2,000 kW / (35.65 kg/s x 3.977) are 14.11 K above the 40 degC that leave.
  const double by_hand_k = 14.11;
  CHECK((rating.hot_in - cdu.rated_supply.value()).in_si() == Approx(by_hand_k).epsilon(2e-3));
  const auto in = thermal::properties_of(thermal::Fluid::pg25, rating.hot_in, thermal::rating_pressure);
  const auto mean = thermal::properties_of(thermal::Fluid::pg25,
                                           rating.hot_in + 0.5 * (cdu.rated_supply.value() - rating.hot_in),
                                           thermal::rating_pressure);
  const double drop_k = 2e6 / (in.density.in_si() * cdu.secondary_flow.value().in_si() * mean.heat.in_si());
  CHECK((rating.hot_in - cdu.rated_supply.value()).in_si() == Approx(drop_k).epsilon(1e-9));
}

TEST_CASE("a CDU is judged by the fluid of its rating and no other") {
  // 2,125 L/min of water that leave at 40 degC: 986.3 kg/m3 at 53.7 degC, 4.180 kJ/kg/K at 46.8 (IAPWS):
  // 13.70 K.
  auto study = example("hall-12mw");
  auto& cdu = type_in<catalogs::CduType>(study, "coolit-chx2000");
  cdu.rated_coolant = "water";
  CHECK((rating_of(cdu).hot_in - cdu.rated_supply.value()).in_si() == Approx(13.70).epsilon(1e-3));
  // In 1,200 L/min 2 MW are 24.4 K of water and 25.0 K of PG25. 1,149 L/min of facility water from 39.5 degC
  // carry 79.4 kW/K: 1.98 MW over 24.9 K, 2.02 MW over 25.5 K.
  set(cdu.approach, 0.5 * units::K);
  set(cdu.secondary_flow, 1200.0 * units::L_per_min);
  set(cdu.primary_flow, 1149.0 * units::L_per_min);
  CHECK_FALSE(contradiction_in(rating_of(cdu)).empty());
  cdu.rated_coolant = "pg25";
  CHECK(contradiction_in(rating_of(cdu)).empty());
}

TEST_CASE("no cooler cools below its air, and no exchanger cools what is colder than its water") {
  const thermal::CoolerRating cooler{2000.0 * units::kW_heat, 46.0 * units::degC, 36.0 * units::degC,
                                     31.0 * units::degC};
  CHECK(contradiction_in(cooler).empty());
  auto warms = cooler;
  warms.water_out = 46.0 * units::degC;
  CHECK_FALSE(contradiction_in(warms).empty());
  auto below = cooler;
  below.air_in = 36.0 * units::degC;
  CHECK_FALSE(contradiction_in(below).empty());

  const auto study = example("hall-12mw");
  auto unit = rating_of(study.catalog.get(Id<catalogs::AirUnitType>("liebert-ca80")));
  CHECK(contradiction_in(unit).empty());
  unit.cold_in = unit.hot_in;
  CHECK(contradiction_in(unit) == "what it cools enters no warmer than what cools it");
  unit.cold_in = unit.hot_in + 1.0 * units::K;
  CHECK(contradiction_in(unit) == "what it cools enters no warmer than what cools it");
}

TEST_CASE("a chiller that has lost all of its capacity to the elevation gains none in the heat") {
  auto study = example("hall-12mw");
  auto& chiller = type_in<catalogs::ChillerType>(study, "liebert-afc-1500");
  set(chiller.derating_altitude, ratio(0.10));
  set(chiller.ambient, 20.0 * units::degC);
  set(chiller.hot_ambient, 21.0 * units::degC);
  set(chiller.hot_duty, 1.0 * units::kW_heat);
  const auto at = [&](double celsius, double metres) {
    return chiller_capacity(chiller, celsius * units::degC, metres * units::m).in(units::kW_heat);
  };
  // The line is below 0 from 21.0007 degC on; ten percent for each of 13.3 times 300 m leave less than none.
  for (const double celsius : {-18.0, 20.0, 37.0}) CHECK(at(celsius, 4000.0) == 0.0);
  CHECK(at(37.0, 0.0) == 0.0);
  CHECK(at(20.0, 0.0) == Approx(1500.0));
  CHECK(at(20.0, 600.0) == Approx(1200.0));
}

TEST_CASE("an air unit draws the water that its sheet names, else what carries its duty") {
  auto study = example("hall-12mw");
  auto& unit = type_in<catalogs::AirUnitType>(study, "liebert-ca80");
  // 500 kW over 12 K: 9.97 L/s of water at 20 degC (998.2 kg/m3, 4.184 kJ/kg/K).
  CHECK(rated_water_flow(unit).in(units::L_per_s) == Approx(500e3 / (998.2 * 4184 * 12) * 1e3).epsilon(1e-3));
  set(unit.water_flow, 11.0 * units::L_per_s);
  CHECK(rated_water_flow(unit).in(units::L_per_s) == Approx(11.0));
  CHECK(rating_of(unit).cold_flow.in(units::L_per_s) == Approx(11.0));
}

TEST_CASE("above the last point of its sheet a rack asks for no more coolant than there") {
  const auto study = example("hall-12mw");
  const auto& rack = study.catalog.get(Id<catalogs::RackType>("gb300-nvl72"));
  const auto& last = rack.coolant.front().points.back();
  CHECK(coolant_need(rack, last.supply).flow == last.flow);
  CHECK(coolant_need(rack, 60.0 * units::degC).flow == last.flow);
  CHECK(coolant_need(rack, 60.0 * units::degC).drop == last.drop);
}

TEST_CASE("a setpoint that a CDU or chiller does not hold fails") {
  auto study = example("hall-12mw");
  auto& cdu = type_in<catalogs::CduType>(study, "coolit-chx2000");
  set(cdu.supply_highest, 39.0 * units::degC);
  set(cdu.supply_lowest, 20.0 * units::degC);
  set(type_in<catalogs::ChillerType>(study, "liebert-afc-1500").supply_highest, 5.0 * units::degC);
  const auto checks = setpoint_checks(study, planned(study).cooling);
  const auto status_of = [&](CheckKind kind, const std::string& element) {
    const auto found = std::find_if(checks.begin(), checks.end(), [&](const Check& check) {
      return check.kind == kind && check.element == element;
    });
    REQUIRE(found != checks.end());
    return found->status;
  };
  CHECK(status_of(CheckKind::setpoint_high, "tcs.1") == Status::fail);  // 40 degC
  CHECK(status_of(CheckKind::setpoint_low, "tcs.1") == Status::pass);
  CHECK(status_of(CheckKind::setpoint_high, "chw") == Status::fail);  // 20 degC
  const auto plain = example("hall-12mw");
  CHECK(setpoint_checks(plain, planned(plain).cooling).empty());
}

TEST_CASE("every type of chiller in either loop is held against its loop's setpoint") {
  auto study = example("hall-12mw");
  set(type_in<catalogs::ChillerType>(study, "liebert-afc-1500").supply_highest, 21.0 * units::degC);
  set(type_in<catalogs::ChillerType>(study, "carrier-30xa").supply_highest, 18.0 * units::degC);
  auto cooling = planned(study).cooling;
  auto& chillers = cooling.air_loop->piping.chillers;
  auto other = chillers.front();
  other.type = Id<catalogs::ChillerType>("carrier-30xa");
  chillers.push_back(other);
  cooling.liquid_loop->piping.chillers = {chillers.front()};
  std::multiset<std::pair<std::string, Status>> found;
  for (const auto& check : setpoint_checks(study, cooling)) {
    if (check.kind == CheckKind::setpoint_high) found.emplace(check.element, check.status);
  }
  // 20 degC in the chilled water, 36 in the facility water.
  CHECK(found == std::multiset<std::pair<std::string, Status>>{
                     {"chw", Status::pass}, {"chw", Status::fail}, {"fws", Status::fail}});
}

TEST_CASE("a cooler's fans run as fast as its heat needs") {
  const auto study = example("hall-12mw");
  const Loops loops(study);
  const auto weather = weather_points(study);
  const StateProblem problem{study, loops.plan, loops.devices, weather, nullptr, &loops.thermal};
  State state;
  state.id = "normal@wet-bulb/full";
  const auto wet = std::find_if(weather.begin(), weather.end(),
                                [](const WeatherPoint& one) { return one.name == "wet-bulb"; });
  REQUIRE(wet != weather.end());
  state.weather = static_cast<int>(wet - weather.begin());
  StageStore store;
  SolveCounts counts;
  const auto answer = solve_states(RunContext{store}, problem, {state}, counts).front();
  REQUIRE(answer.thermal->solution.has_converged);
  const auto pressure = site_pressure(study);
  int coolers = 0;
  for (std::size_t d = 0; d < loops.devices.size(); ++d) {
    if (loops.devices[d].kind != DeviceKind::cooler) continue;
    ++coolers;
    const auto at = [](int i) { return static_cast<std::size_t>(i); };
    const auto rejector = at(loops.thermal.device_rejectors[d]);
    const auto link = at(loops.thermal.problem.rejectors[rejector].link);
    const auto& solution = answer.thermal->solution;
    const double heat_w = solution.rejectors[rejector].heat.in_si();
    const auto in = solution.nodes[at(loops.thermal.problem.links[link].from)].temperature;
    const double rate_w_k = heat_w / (in - solution.links[link].outlet).in_si();
    const auto& type = study.catalog.get(Id<catalogs::CoolerType>(loops.devices[d].type));
    const auto cooler = thermal::cooler_constants(rating_of(type));
    const double air_k = answer.thermal->input.sink_k[rejector];
    const thermal::OutdoorAir air{air_k, air_k, pressure.in_si()};
    // By the cube of the speed, and by the air's density at the coil.
    const double full_w = thermal::cooler_fan_w(cooler, 1.0, air, false);
    const double speed = std::cbrt(answer.thermal->device_w[d] / full_w);
    CHECK(speed < 1.0);
    CHECK(thermal::cooler_heat_w(cooler, speed, rate_w_k, in.in_si(), air, false) ==
          Approx(heat_w).epsilon(2e-3));
  }
  CHECK(coolers > 0);
}
