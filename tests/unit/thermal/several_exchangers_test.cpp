#include "tests/unit/thermal/loops.hpp"

#include <catch2/catch.hpp>

using namespace shellfit;
using namespace shellfit::thermal;

namespace {

struct Unit {
  double hot_lps, cold_lps, setpoint_c, duty_kw;
};
/// A dry cooler by one point, water 45 to 35 degC.
struct Cooler {
  double setpoint_c, duty_kw, rated_air_c, air_c;
};

/// Racks on PG25, a dry cooler on water, exchangers side by side between them, each rated at 15 L/s on both
/// sides with inlets of 50 and 32 degC.
Solution solved_with(const std::vector<Unit>& units_side_by_side, double load_kw, const Cooler& cooler) {
  auto network = circuit_of({"h1", "h2"}, Fluid::pg25);
  const CircuitId cold("cold");
  network.circuits.push_back(
      {cold, Fluid::water, NodeId("c1"), 100.0 * units::kPa_gauge, 20.0 * units::degC});
  for (const char* node : {"c1", "c2"}) network.nodes.push_back({NodeId(node), cold, 0.0 * units::m});
  double hot = 0;
  double water = 0;
  for (const auto& one : units_side_by_side) {
    const auto n = std::to_string(network.exchangers.size());
    join(network, "hot" + n, "h1", "h2", given(one.hot_lps));
    join(network, "cold" + n, "c1", "c2", given(one.cold_lps));
    network.exchangers.push_back(
        {LinkId("hot" + n), LinkId("cold" + n), one.setpoint_c * units::degC,
         ExchangerRating{Fluid::pg25, Fluid::water, 15.0 * units::L_per_s, 15.0 * units::L_per_s,
                         one.duty_kw * units::kW_heat, 50.0 * units::degC, 32.0 * units::degC}});
    hot += one.hot_lps;
    water += one.cold_lps;
  }
  join(network, "racks", "h2", "h1", given(hot), load_kw * units::kW_heat);
  join(network, "cooler", "c2", "c1", given(water));
  network.rejectors = {{LinkId("cooler"), Rejector::Kind::air_cooled, cooler.setpoint_c * units::degC,
                        CoolerRating{cooler.duty_kw * units::kW_heat, 45.0 * units::degC, 35.0 * units::degC,
                                     cooler.rated_air_c * units::degC}}};
  const auto problem = to_problem(network);
  auto state = normal_state(problem);
  state.sink_k[0] = 273.15 + cooler.air_c;
  return solve(problem, state);
}

}  // namespace

TEST_CASE("two equal exchangers share a load") {
  const auto s = solved_with({{12, 15, 32, 400}, {12, 15, 32, 400}}, 300.0, {25.0, 900.0, 25.0, 10.0});
  CAPTURE(s.reason);
  REQUIRE(s.has_converged);
  CHECK(s.exchangers[0].heat.in(units::kW_heat) == Approx(150.0).epsilon(1e-8));
  CHECK(s.exchangers[1].heat.in(units::kW_heat) == Approx(150.0).epsilon(1e-8));
}

// These run in circles when all devices change in one turn: the first exchanger, held at a setpoint above
// what reaches it, heats its stream and cools the water, so the cooler goes off in the same turn as that
// exchanger does, and nothing is left that takes the heat.
TEST_CASE("an exchanger with a higher setpoint is off while its neighbour holds its own") {
  const auto s = solved_with({{23.73, 17.27, 38.56, 636.0}, {11.40, 28.02, 31.90, 332.5}}, 104.3,
                             {25.32, 968.4, 25.36, 13.90});
  // 104.3 kW warm 35.13 L/s by 0.75 K, so 11.40 L/s cooled to 31.90 leave about 34.2 degC to return:
  // below 38.56.
  CAPTURE(s.reason);
  REQUIRE(s.has_converged);
  CHECK(s.exchangers[0].mode == Mode::off);
  CHECK(s.exchangers[1].mode == Mode::hold);
  CHECK(s.exchangers[1].heat.in(units::kW_heat) == Approx(104.3).epsilon(1e-6));
}

TEST_CASE("exchangers with several setpoints come to rest") {
  const auto s = solved_with({{22.85, 11.32, 32.44, 351.5}, {27.12, 24.55, 36.10, 317.5}}, 123.0,
                             {32.86, 1328.4, 27.86, 25.52});
  CAPTURE(s.reason);
  REQUIRE(s.has_converged);
}

// On the way its equations are nearly singular.
TEST_CASE("exchangers with several setpoints break no promise") {
  CHECK_NOTHROW(solved_with({{16.40, 17.30, 32.40, 507.0}, {18.95, 9.97, 29.90, 266.0}}, 57.2,
                            {24.25, 1146.0, 29.04, 9.77}));
}

// A trim chiller: the dry cooler's setpoint lies above all that reaches it. Taken all at once, both hold at
// first, the chiller goes to full for the 33.48 degC that the cooler is held at, then with the cooler off
// gives more than the load, finds its stream too cold and goes off as well.
TEST_CASE("a chiller behind a dry cooler that has nothing to do carries the load alone") {
  auto network = circuit_of({"a", "b", "c"});
  join(network, "racks", "a", "b", given(31.12), 779.0 * units::kW_heat);
  join(network, "cooler", "b", "c", given(31.12));
  join(network, "chiller", "c", "a", given(31.12));
  network.rejectors = {
      {LinkId("cooler"), Rejector::Kind::air_cooled, 33.48 * units::degC,
       CoolerRating{298.9 * units::kW_heat, 45.0 * units::degC, 35.0 * units::degC, 21.32 * units::degC}},
      {LinkId("chiller"), Rejector::Kind::refrigerated, 17.0 * units::degC}};
  const auto problem = to_problem(network);
  auto state = normal_state(problem);
  state.sink_k[0] = 273.15 + 17.91;
  state.capacity_w[1] = 1078e3;
  const auto s = solve(problem, state);
  // 779 kW warm 31.12 L/s by 6 K: 23 degC reach the cooler, whose setpoint is 33.48.
  CAPTURE(s.reason);
  REQUIRE(s.has_converged);
  CHECK(s.rejectors[0].mode == Mode::off);
  CHECK(s.rejectors[1].heat.in(units::kW_heat) == Approx(779.0).epsilon(1e-8));
  CHECK(s.nodes[0].temperature.in(units::degC) == Approx(17.0));
}
