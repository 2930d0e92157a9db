#include "thermal/solution.hpp"

#include "thermal/network_check.hpp"

#include <catch2/catch.hpp>

using namespace shellfit;
using namespace shellfit::thermal;

namespace {

NodeId node(const char* id) { return NodeId(id); }
LinkId link(const char* id) { return LinkId(id); }

const HeatFlow no_heat = 0.0 * units::kW_heat;

/// A pump, a heat source and a cooler in one ring.
Network ring() {
  Network network;
  network.atmosphere = 101.325 * units::kPa_absolute;
  const CircuitId loop("loop");
  network.circuits = {{loop, Fluid::water, node("suction"), 100.0 * units::kPa_gauge, 30.0 * units::degC}};
  network.nodes = {{node("suction"), loop, 0.0 * units::m},
                   {node("supply"), loop, 0.0 * units::m},
                   {node("return"), loop, 0.0 * units::m}};
  const Pump pump{Pump::Smooth{{{0.0 * units::L_per_s, 300.0 * units::kPa},
                                {10.0 * units::L_per_s, 250.0 * units::kPa},
                                {20.0 * units::L_per_s, 100.0 * units::kPa}}}};
  network.links = {{link("pump"), node("suction"), node("supply"), pump, no_heat},
                   {link("load"), node("supply"), node("return"),
                    Resistance{10.0 * units::L_per_s, 150.0 * units::kPa}, 200.0 * units::kW_heat},
                   {link("cooler"), node("return"), node("suction"),
                    Resistance{10.0 * units::L_per_s, 50.0 * units::kPa}, no_heat}};
  network.rejectors = {
      {link("cooler"), Rejector::Kind::air_cooled, 30.0 * units::degC,
       CoolerRating{400.0 * units::kW_heat, 40.0 * units::degC, 30.0 * units::degC, 25.0 * units::degC}}};
  return network;
}

}  // namespace

TEST_CASE("a pump settles where its curve meets the system") {
  const auto network = ring();
  REQUIRE(check_network(network).empty());
  const auto problem = to_problem(network);
  auto state = normal_state(problem);
  state.sink_k[0] = 293.15;
  const auto s = solve(problem, state);
  REQUIRE(s.has_converged);
  // 150 (q/10)^2 + 50 (q/10)^2 kPa = head(q), each q that of the link: warm water takes more room.
  const double q = s.links[0].flow.in(units::L_per_s);
  const double warm = s.links[1].flow.in(units::L_per_s);
  const double cooled = s.links[2].flow.in(units::L_per_s);
  CHECK(warm > q);
  CHECK(1.5 * warm * warm + 0.5 * cooled * cooled ==
        Approx(problem.links[0].curve.at(q * 1e-3).head_pa / 1e3).epsilon(1e-9));
  CHECK(s.nodes[0].pressure.in(units::kPa_gauge) == Approx(100.0));
  CHECK(s.nodes[1].pressure.in(units::kPa_gauge) ==
        Approx(100.0 + 1.5 * warm * warm + 0.5 * cooled * cooled).epsilon(1e-9));
}

TEST_CASE("a cooler holds its setpoint while it can, and no longer") {
  const auto problem = to_problem(ring());
  auto state = normal_state(problem);
  state.sink_k[0] = 293.15;
  auto s = solve(problem, state);
  CHECK(s.rejectors[0].mode == Mode::hold);
  CHECK(s.nodes[0].temperature.in(units::degC) == Approx(30.0));
  CHECK(s.rejectors[0].heat.in(units::kW_heat) == Approx(200.0).epsilon(1e-9));
  state.sink_k[0] = 273.15 + 35.0;
  s = solve(problem, state);
  CHECK(s.rejectors[0].mode == Mode::full);
  CHECK(s.nodes[0].temperature.in(units::degC) > 35.0);
  CHECK(s.rejectors[0].heat.in(units::kW_heat) == Approx(200.0).epsilon(1e-9));
}

TEST_CASE("parallel pumps share the flow, and one less gives less") {
  auto network = ring();
  auto second = network.links[0];
  second.id = link("pump-2");
  network.links.push_back(second);
  const auto problem = to_problem(network);
  auto state = normal_state(problem);
  state.sink_k[0] = 293.15;
  const auto both = solve(problem, state);
  REQUIRE(both.has_converged);
  CHECK(both.links[0].flow.in(units::L_per_s) == Approx(both.links[3].flow.in(units::L_per_s)).epsilon(1e-9));
  state.link_closed[3] = 1;
  const auto one = solve(problem, state);
  REQUIRE(one.has_converged);
  CHECK(one.links[3].flow.in_si() == 0.0);
  CHECK(one.links[1].flow < both.links[1].flow);
  CHECK(one.links[0].flow > both.links[0].flow);
}

TEST_CASE("a closed valve carries no flow and leaves its racks without temperature") {
  const auto problem = to_problem(ring());
  auto state = normal_state(problem);
  state.sink_k[0] = 293.15;
  state.link_closed[1] = 1;
  const auto s = solve(problem, state);
  REQUIRE(s.has_converged);
  CHECK(s.links[0].flow.in(units::L_per_s) == Approx(0.0).margin(1e-9));
  CHECK_FALSE(s.nodes[2].has_temperature);
}

TEST_CASE("a loop without heat keeps its setpoint") {
  const auto problem = to_problem(ring());
  auto state = normal_state(problem);
  state.sink_k[0] = 293.15;
  state.gain_w[1] = 0.0;
  const auto s = solve(problem, state);
  REQUIRE(s.has_converged);
  CHECK(s.nodes[1].temperature.in(units::degC) == Approx(30.0));
}

TEST_CASE("heat without a way out is reported, not solved") {
  auto network = ring();
  network.rejectors.clear();
  const auto problem = to_problem(network);
  const auto s = solve(problem, normal_state(problem));
  REQUIRE(s.has_converged);
  CHECK(s.circuit_is_bounded[0] == 0);
  CHECK_FALSE(s.nodes[1].has_temperature);
}

TEST_CASE("valves that limit flow give each rack its share and no more") {
  Network network;
  network.atmosphere = 101.325 * units::kPa_absolute;
  const CircuitId loop("loop");
  network.circuits = {{loop, Fluid::pg25, node("r0"), 100.0 * units::kPa_gauge, 40.0 * units::degC}};
  network.nodes = {{node("r0"), loop, 0.0 * units::m}, {node("s0"), loop, 0.0 * units::m}};
  const Pump pump{Pump::Smooth{{{0.0 * units::L_per_min, 400.0 * units::kPa},
                                {600.0 * units::L_per_min, 300.0 * units::kPa},
                                {1000.0 * units::L_per_min, 100.0 * units::kPa}}}};
  network.links = {{link("pump"), node("r0"), node("s0"), pump, no_heat}};
  network.rejectors = {};
  for (int i = 1; i <= 5; ++i) {
    const auto s = NodeId("s" + std::to_string(i));
    const auto r = NodeId("r" + std::to_string(i));
    network.nodes.push_back({s, loop, 0.0 * units::m});
    network.nodes.push_back({r, loop, 0.0 * units::m});
    const Pipe pipe{5.0 * units::m, 80.0 * units::mm, 0.045 * units::mm, 1.0};
    network.links.push_back(
        {LinkId("ps" + std::to_string(i)), NodeId("s" + std::to_string(i - 1)), s, pipe, no_heat});
    network.links.push_back(
        {LinkId("pr" + std::to_string(i)), r, NodeId("r" + std::to_string(i - 1)), pipe, no_heat});
    network.links.push_back(
        {LinkId("rack" + std::to_string(i)), s, r,
         LimitedResistance{Resistance{119.0 * units::L_per_min, 58.6 * units::kPa}, 119.0 * units::L_per_min},
         121.5 * units::kW_heat});
  }
  const auto problem = to_problem(network);
  auto state = normal_state(problem);
  auto s = solve(problem, state);
  REQUIRE(s.has_converged);
  CHECK(s.links[0].flow.in(units::L_per_min) == Approx(5 * 119.0));
  CHECK(s.links[3].status == LinkStatus::limiting);
  // Ask for more than the pump has: the valves open, the farthest rack gets least.
  for (int i = 1; i <= 5; ++i) state.limit_m3_s[static_cast<std::size_t>(3 * i)] = 400.0 / 60e3;
  s = solve(problem, state);
  REQUIRE(s.has_converged);
  CHECK(s.links[15].status == LinkStatus::open);
  CHECK(s.links[15].flow < s.links[3].flow);
}

TEST_CASE("an exchanger rated at its own point gives its rating") {
  // CHx2000: 2 MW with 5 K between the supplies at 2,125 L/min of PG25; water side taken equal.
  Network network;
  network.atmosphere = 101.325 * units::kPa_absolute;
  const CircuitId hot("hot");
  const CircuitId cold("cold");
  network.circuits = {{hot, Fluid::pg25, node("h1"), 100.0 * units::kPa_gauge, 47.0 * units::degC},
                      {cold, Fluid::water, node("c1"), 100.0 * units::kPa_gauge, 40.0 * units::degC}};
  network.nodes = {{node("h1"), hot, 0.0 * units::m},
                   {node("h2"), hot, 0.0 * units::m},
                   {node("c1"), cold, 0.0 * units::m},
                   {node("c2"), cold, 0.0 * units::m}};
  const auto flow = 2125.0 * units::L_per_min;
  network.links = {{link("x-hot"), node("h1"), node("h2"), GivenFlow{flow}, no_heat},
                   {link("racks"), node("h2"), node("h1"), GivenFlow{flow}, 2000.0 * units::kW_heat},
                   {link("x-cold"), node("c1"), node("c2"), GivenFlow{flow}, no_heat},
                   {link("plant"), node("c2"), node("c1"), GivenFlow{flow}, no_heat}};
  // Setpoint far below: the exchanger is at full. Rating inlet: supply 40 + Q/C.
  const auto coolant = properties_of(Fluid::pg25, 40.0 * units::degC, network.atmosphere);
  const double rise = 2000e3 / (coolant.density.in_si() * coolant.heat.in_si() * flow.in_si());
  network.exchangers = {{link("x-hot"), link("x-cold"), 10.0 * units::degC,
                         ExchangerRating{Fluid::pg25, Fluid::water, flow, flow, 2000.0 * units::kW_heat,
                                         (40.0 + rise) * units::degC, 35.0 * units::degC}}};
  network.rejectors = {{link("plant"), Rejector::Kind::refrigerated, 35.0 * units::degC}};
  const auto problem = to_problem(network);
  auto state = normal_state(problem);
  state.capacity_w[0] = 5e6;
  const auto s = solve(problem, state);
  REQUIRE(s.has_converged);
  CHECK(s.exchangers[0].heat.in(units::kW_heat) == Approx(2000.0).epsilon(1e-9));
  CHECK(s.nodes[1].temperature.in(units::degC) == Approx(40.0).margin(0.05));
}
