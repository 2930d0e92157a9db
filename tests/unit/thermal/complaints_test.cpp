// What users of other solvers complained of, each with its place. It works here.

#include "tests/unit/thermal/open_networks.hpp"

#include <catch2/catch.hpp>

using namespace shellfit;
using namespace shellfit::thermal;

namespace {

Pump falling_pump(double kpa, double most_l_s) {
  return pump({{0, kpa}, {0.5 * most_l_s, 0.85 * kpa}, {most_l_s, 0.4 * kpa}});
}
Network pumped_by(const std::vector<Pump>& pumps) {
  auto network = open_net({"suction", "discharge", "tap"});
  hold(network, "suction", 50);
  for (std::size_t i = 0; i < pumps.size(); ++i)
    join(network, "pump" + std::to_string(i), "suction", "discharge", pumps[i]);
  join(network, "main", "discharge", "tap", resistance(40.0, 10.0));
  network.emitters = {{NodeId("tap"), 10.0 * units::L_per_s, 100.0 * units::kPa, 0.5, true}};
  return network;
}
/// Racks with a chiller, driven by an ordinary pump.
Network closed_loop(double start_c) {
  auto network = circuit_of({"in", "out", "warm"});
  network.circuits[0].start = start_c * units::degC;
  join(network, "pump", "in", "out", falling_pump(300, 20));
  join(network, "racks", "out", "warm", resistance(120.0, 10.0), 400.0 * units::kW_heat);
  join(network, "chiller", "warm", "in", resistance(60.0, 10.0));
  network.rejectors = {{LinkId("chiller"), Rejector::Kind::refrigerated, 25.0 * units::degC}};
  return network;
}
NetworkState with_chiller(const NetworkProblem& problem) {
  auto state = normal_state(problem);
  state.capacity_w[0] = 1e6;
  return state;
}

}  // namespace

// pandapipes issue 693.
TEST_CASE("two pumps in parallel share the flow, a weaker one gives what its curve has left") {
  auto s = solved(pumped_by({falling_pump(300, 12), falling_pump(300, 12)}));
  REQUIRE(s.has_converged);
  CHECK(litres_per_s(s, 0) == Approx(litres_per_s(s, 1)).epsilon(1e-9));
  CHECK(litres_per_s(s, 2) == Approx(2 * litres_per_s(s, 0)).epsilon(1e-9));

  s = solved(pumped_by({falling_pump(300, 12), falling_pump(250, 12)}));
  REQUIRE(s.has_converged);
  CHECK(litres_per_s(s, 1) > 0.1);
  CHECK(litres_per_s(s, 0) > litres_per_s(s, 1));

  s = solved(pumped_by({falling_pump(300, 12), falling_pump(60, 12)}));
  REQUIRE(s.has_converged);
  CHECK(litres_per_s(s, 1) == 0.0);
  CHECK(s.links[1].status == LinkStatus::below_head);
}

// pandapipes issues 280 and 679, pull request 652.
TEST_CASE("a closed loop with an ordinary pump, with heat, without, and with it again") {
  const auto network = closed_loop(20.0);
  const auto problem = to_problem(network);
  ThermalModel model(problem);
  auto state = with_chiller(problem);
  const auto first = model.solve(state);
  REQUIRE(first.has_converged);
  state.gain_w[1] = 0.0;
  const auto cold = model.solve(state, &first);
  REQUIRE(cold.has_converged);
  CHECK(cold.rejectors[0].heat.in_si() == Approx(0.0).margin(1e-3));
  state.gain_w[1] = 400e3;
  const auto again = model.solve(state, &cold);
  REQUIRE(again.has_converged);
  for (std::size_t i = 0; i < 3; ++i)
    CHECK(litres_per_s(again, i) == Approx(litres_per_s(first, i)).epsilon(1e-6));
  CHECK(again.nodes[2].temperature.in_si() == Approx(first.nodes[2].temperature.in_si()).epsilon(1e-6));
}

TEST_CASE("where an iteration starts changes nothing") {
  const auto from = [](double start_c) {
    const auto problem = to_problem(closed_loop(start_c));
    const auto s = solve(problem, with_chiller(problem));
    REQUIRE(s.has_converged);
    return s;
  };
  const auto a = from(20.0);
  for (const double start_c : {5.0, 50.0, 80.0}) {
    const auto b = from(start_c);
    CHECK(litres_per_s(b, 0) == Approx(litres_per_s(a, 0)).epsilon(1e-6));
    CHECK(b.nodes[2].temperature.in_si() == Approx(a.nodes[2].temperature.in_si()).epsilon(1e-7));
  }
}

// pandapipes issue 253.
TEST_CASE("the only slack stands downstream of everything") {
  auto network = open_net({"a", "b", "end"});
  hold(network, "end", 100);
  network.demands = {{NodeId("a"), -3.0 * units::kg_per_s, {}, 40.0 * units::degC}};
  join(network, "one", "a", "b", resistance(10.0, 3.0));
  join(network, "two", "b", "end", resistance(10.0, 3.0));
  const auto s = solved(network);
  REQUIRE(s.has_converged);
  CHECK(s.links[1].mass_flow.in(units::kg_per_s) == Approx(3.0).epsilon(1e-12));
  CHECK(s.nodes[2].temperature.in(units::degC) == Approx(40.0).epsilon(1e-9));
}

// pandapipes issue 417.
TEST_CASE("water below freezing is no answer") {
  auto network = open_net({"a", "b"});
  hold(network, "a", 200);
  network.reservoirs[0].temperature = 5.0 * units::degC;
  draw(network, "b", 1.0);
  join(network, "cold", "a", "b", resistance(10.0, 3.0), -30.0 * units::kW_heat);
  const auto s = solved(network);
  CHECK_FALSE(s.has_converged);
  CHECK(s.failure == Failure::outside_fluid_range);
}

// EPANET issue 528.
TEST_CASE("a pump of constant power has the head that its power gives at its flow") {
  for (const double kw : {0.1, 1.0, 30.0}) {
    auto network = open_net({"low", "up", "high"});
    hold(network, "low", 0);
    hold(network, "high", 200);
    Pump pump;
    pump.curve = Pump::ConstantPower{kw * units::kW};
    join(network, "pump", "low", "up", pump);
    join(network, "main", "up", "high", rough_pipe(30.0, 5.0));
    const auto s = solved(network);
    CAPTURE(kw);
    REQUIRE(s.has_converged);
    CHECK(-s.links[0].drop.in(units::kPa)*litres_per_s(s, 0) == Approx(1e3 * kw).epsilon(1e-8));
    CHECK(-s.links[0].drop.in(units::kPa) ==
          Approx(200.0 + 30.0 * std::pow(litres_per_s(s, 0) / 5.0, 1.852)).epsilon(1e-8));
  }
}

// EPANET issue 898: a ring, pumps at two places and valves that limit.
TEST_CASE("a ring with two pump stations and flow controls comes to rest") {
  auto network = open_net({"well1", "well2", "n1", "n2", "n3", "n4", "zone"});
  hold(network, "well1", 0);
  hold(network, "well2", 0);
  join(network, "pump1", "well1", "n1", falling_pump(400, 20));
  join(network, "pump2", "well2", "n3", falling_pump(350, 20));
  for (const auto& [id, from, to] : {std::tuple("r1", "n1", "n2"), std::tuple("r2", "n2", "n3"),
                                     std::tuple("r3", "n3", "n4"), std::tuple("r4", "n4", "n1")})
    join(network, id, from, to, rough_pipe(20.0, 10.0));
  join(network, "fcv1", "n2", "zone", LimitedResistance{wide_open(), 4.0 * units::L_per_s});
  join(network, "fcv2", "n4", "zone", LimitedResistance{wide_open(), 6.0 * units::L_per_s});
  draw(network, "n2", 3);
  network.emitters = {{NodeId("zone"), 10.0 * units::L_per_s, 50.0 * units::kPa, 0.5, false}};
  const auto s = solved(network);
  REQUIRE(s.has_converged);
  CHECK(is_limiting(s.links[6]));
  CHECK(is_limiting(s.links[7]));
  CHECK(s.emitters[0].in_si() ==
        Approx(s.links[6].mass_flow.in_si() + s.links[7].mass_flow.in_si()).epsilon(1e-9));
}
