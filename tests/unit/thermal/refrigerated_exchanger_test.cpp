#include "tests/unit/thermal/loops.hpp"

#include <catch2/catch.hpp>

using namespace shellfit;
using namespace shellfit::thermal;

namespace {

/// Chilled water with a load, condenser water with a rejector of any capacity, a chiller of 25 kW between
/// them.
Network chilled(double load_kw) {
  auto network = circuit_of({"h1", "h2"});
  const CircuitId cold("condenser");
  network.circuits.push_back(
      {cold, Fluid::water, NodeId("c1"), 100.0 * units::kPa_gauge, 20.0 * units::degC});
  for (const char* node : {"c1", "c2"}) network.nodes.push_back({NodeId(node), cold, 0.0 * units::m});
  join(network, "evaporator", "h1", "h2", given(15.0));
  join(network, "load", "h2", "h1", given(15.0), load_kw * units::kW_heat);
  join(network, "condenser", "c1", "c2", resistance(40.0, 25.0), 25.0 * units::kW_heat);
  join(network, "rejection", "c2", "c1", given(25.0));
  network.exchangers = {{LinkId("evaporator"), LinkId("condenser"), 12.0 * units::degC, {}}};
  network.rejectors = {{LinkId("rejection"), Rejector::Kind::refrigerated, 27.0 * units::degC}};
  return network;
}
NetworkState with_capacity(const NetworkProblem& problem, double capacity_kw) {
  auto state = normal_state(problem);
  state.capacity_w[0] = 1e7;
  state.moved_most_w[0] = capacity_kw * 1e3;
  return state;
}
Solution solved_with(double load_kw, double capacity_kw) {
  const auto problem = to_problem(chilled(load_kw));
  return solve(problem, with_capacity(problem, capacity_kw));
}
/// What a stream takes up between two temperatures.
double taken_w(const Network& network, const Solution& s, std::size_t link, Temperature cold,
               Temperature warm) {
  const Enthalpy enthalpy(Fluid::water, network.atmosphere);
  return std::fabs(s.links[link].mass_flow.in_si()) *
         (enthalpy.j_kg(warm.in_si()) - enthalpy.j_kg(cold.in_si()));
}

}  // namespace

TEST_CASE("a network with a refrigerated exchanger has no faults") {
  CHECK(check_network(chilled(300.0)).empty());
}

TEST_CASE("a refrigerated exchanger holds its setpoint against water that is warmer") {
  const auto s = solved_with(300.0, 500.0);
  REQUIRE(s.has_converged);
  CHECK(s.exchangers[0].mode == Mode::hold);
  CHECK(s.nodes[1].temperature.in(units::degC) == Approx(12.0).epsilon(1e-12));
  CHECK(s.nodes[2].temperature.in(units::degC) == Approx(27.0).epsilon(1e-12));
  CHECK(s.exchangers[0].heat.in(units::kW_heat) == Approx(300.0).epsilon(1e-8));
  CHECK(s.exchangers[0].most.in(units::kW_heat) == Approx(500.0));
}

TEST_CASE("the condenser's water takes the heat of the chilled water and what the chiller draws") {
  const auto network = chilled(300.0);
  const auto s = solved_with(300.0, 500.0);
  REQUIRE(s.has_converged);
  CHECK(s.rejectors[0].heat.in(units::kW_heat) == Approx(325.0).epsilon(1e-8));
  CHECK(taken_w(network, s, 2, s.nodes[2].temperature, s.nodes[3].temperature) ==
        Approx(325e3).epsilon(1e-8));
  CHECK(taken_w(network, s, 0, s.nodes[1].temperature, s.nodes[0].temperature) ==
        Approx(300e3).epsilon(1e-8));
}

TEST_CASE("a refrigerated exchanger at capacity lets its water warm, gives a little more, and balances") {
  const auto s = solved_with(400.0, 300.0);
  REQUIRE(s.has_converged);
  CHECK(s.exchangers[0].mode == Mode::full);
  CHECK(s.exchangers[0].most.in(units::kW_heat) == Approx(300.0));
  CHECK(s.exchangers[0].heat.in(units::kW_heat) == Approx(400.0).epsilon(1e-8));
  // A third more than its capacity, 2 % for each kelvin over the setpoint.
  CHECK(s.nodes[1].temperature.in(units::degC) == Approx(12.0 + 100.0 / 300.0 / 0.02).epsilon(2e-3));
  CHECK(s.rejectors[0].heat.in(units::kW_heat) == Approx(425.0).epsilon(1e-8));
}

TEST_CASE("without condenser water a chiller is no way out for heat") {
  const auto problem = to_problem(chilled(300.0));
  auto state = with_capacity(problem, 500.0);
  state.link_closed[2] = 1;
  state.limit_m3_s[3] = 0.0;
  const auto s = solve(problem, state);
  CAPTURE(s.reason);
  REQUIRE(s.has_converged);
  CHECK(s.exchangers[0].mode == Mode::off);
  CHECK(s.exchangers[0].heat.in_si() == 0.0);
  CHECK(s.circuit_is_bounded[0] == 0);
  CHECK_FALSE(s.nodes[0].has_temperature);
}

TEST_CASE("a condenser whose own water has no way out for heat is none for its chiller") {
  auto network = chilled(300.0);
  network.rejectors.clear();
  const auto problem = to_problem(network);
  auto state = normal_state(problem);
  state.moved_most_w[0] = 500e3;
  const auto s = solve(problem, state);
  REQUIRE(s.has_converged);
  CHECK(s.circuit_is_bounded == std::vector<char>{0, 0});
}

TEST_CASE("a chiller without capacity moves nothing, and a capacity that nobody gave is asked for") {
  const auto none = solved_with(300.0, 0.0);
  REQUIRE(none.has_converged);
  CHECK(none.exchangers[0].mode == Mode::off);
  CHECK(none.circuit_is_bounded[0] == 0);
  const auto problem = to_problem(chilled(300.0));
  auto state = normal_state(problem);
  state.capacity_w[0] = 1e7;
  const auto s = solve(problem, state);
  CHECK_FALSE(s.has_converged);
  CHECK(s.failure == Failure::missing_input);
  CHECK(s.reason == "the capacity of evaporator is not given");
}

TEST_CASE("a refrigerated exchanger whose water is below its setpoint is off") {
  auto network = chilled(0.0);
  const auto problem = to_problem(network);
  const auto s = solve(problem, with_capacity(problem, 500.0));
  REQUIRE(s.has_converged);
  CHECK(s.exchangers[0].heat.in_si() == Approx(0.0).margin(1e-3));
  CHECK(s.rejectors[0].heat.in(units::kW_heat) == Approx(25.0).epsilon(1e-8));
}
