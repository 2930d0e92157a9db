#include "power/switching.hpp"

#include "tests/unit/power/networks.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <complex>

using namespace shellfit;
using namespace shellfit::power;

namespace {

using Flags = std::vector<char>;

/// grid - main =cb1= board =iso= half =cb2= rack
Network feeder() {
  Network network;
  network.buses = boards({"main", "board", "half", "rack"}, 400.0 * units::V);
  network.sources = {stiff("grid", "main")};
  network.switches = {breaker("cb1", "main", "board"), isolator("iso", "board", "half"),
                      breaker("cb2", "half", "rack")};
  network.loads = {draw("load", "rack", 50.0)};
  return network;
}

}  // namespace

TEST_CASE("closed switches make one node of their buses without impedance between them") {
  const auto network = feeder();
  const auto problem = to_problem(network);
  int nodes = 0;
  const auto merged = merge_buses(problem, normal_state(problem), nodes);
  CHECK(nodes == 1);
  CHECK(merged == std::vector<int>{0, 0, 0, 0});
  const auto result = solved(network);
  REQUIRE(result.has_converged());
  CHECK(result.buses[3].voltage_pu == 1.0);
  CHECK(result.losses.in_si() == 0.0);
  CHECK(result.sources[0].real.in(units::kW) == Approx(50.0));
}

TEST_CASE("an open switch parts what it joined") {
  auto network = feeder();
  network.switches[1].is_closed = false;
  const auto problem = to_problem(network);
  const auto state = normal_state(problem);
  int nodes = 0;
  CHECK(merge_buses(problem, state, nodes) == std::vector<int>{0, 0, 1, 1});
  CHECK(energized_buses(problem, state) == Flags{1, 1, 0, 0});
}

TEST_CASE("closed switches in a ring do no harm") {
  auto network = feeder();
  network.switches.push_back(breaker("bypass", "main", "rack"));
  const auto result = solved(network);
  REQUIRE(result.has_converged());
  CHECK(result.sources[0].real.in(units::kW) == Approx(50.0));
}

TEST_CASE("a fault takes out all between the nearest breakers, maintenance all between isolation points") {
  const auto problem = to_problem(feeder());
  auto state = normal_state(problem);
  apply_fault(problem, state, problem.element(element("iso")));
  CHECK(state.bus_out == Flags{0, 1, 1, 0});
  CHECK(energized_buses(problem, state) == Flags{1, 0, 0, 0});
  state = normal_state(problem);
  apply_maintenance(problem, state, {ElementRef::Kind::bus, problem.bus(bus("half"))});
  CHECK(state.bus_out == Flags{0, 0, 1, 0});
  CHECK(energized_buses(problem, state) == Flags{1, 1, 0, 0});
}

TEST_CASE("a fault on a source without a breaker takes its board with it") {
  const auto problem = to_problem(feeder());
  auto state = normal_state(problem);
  apply_fault(problem, state, problem.element(element("grid")));
  CHECK(state.source_out == Flags{1});
  CHECK(state.bus_out == Flags{1, 0, 0, 0});
}

TEST_CASE("a transformer faulted between breakers takes no board of the healthy side") {
  Network network;
  network.buses = {{bus("mv"), 20.0 * units::kV},
                   {bus("t-mv"), 20.0 * units::kV},
                   {bus("t-lv"), 400.0 * units::V},
                   {bus("lv"), 400.0 * units::V}};
  network.sources = {stiff("grid", "mv")};
  network.transformers = {{element("t"), bus("t-mv"), bus("t-lv"), 1.0 * units::MVA, 20.0 * units::kV,
                           400.0 * units::V, ratio(0.06), ratio(6), 1.0 * units::kW}};
  network.switches = {breaker("qm", "mv", "t-mv"), breaker("ql", "t-lv", "lv")};
  const auto problem = to_problem(network);
  auto state = normal_state(problem);
  apply_fault(problem, state, problem.element(element("t")));
  CHECK(state.bus_out == Flags{0, 1, 1, 0});
  CHECK(state.branch_out == Flags{1});
}

TEST_CASE("a faulted UPS clears itself and leaves its boards in service") {
  Network network;
  network.buses = boards({"in", "out"}, 400.0 * units::V);
  network.sources = {stiff("grid", "in")};
  network.converters = {ups("u", "in", "out", 0.96)};
  const auto problem = to_problem(network);
  auto state = normal_state(problem);
  CHECK(energized_buses(problem, state) == Flags{1, 1});
  apply_fault(problem, state, problem.element(element("u")));
  CHECK(energized_buses(problem, state) == Flags{1, 0});
}

TEST_CASE("UPS on one board share its load, and the rest take over when one is out") {
  Network network;
  network.buses = boards({"in", "out"}, 400.0 * units::V);
  network.sources = {stiff("grid", "in")};
  network.converters = {ups("u1", "in", "out", 0.96), ups("u2", "in", "out", 0.96),
                        ups("u3", "in", "out", 0.96)};
  network.loads = {draw("it", "out", 900.0, 90.0)};
  const auto problem = to_problem(network);
  auto state = normal_state(problem);
  auto result = solve_load_flow(problem, state);
  REQUIRE(result.has_converged());
  for (const auto& one : result.converters) CHECK(one.real.in(units::kW) == Approx(300.0));
  CHECK(result.sources[0].real.in(units::kW) == Approx(900.0 / 0.96));
  apply_fault(problem, state, problem.element(element("u2")));
  result = solve_load_flow(problem, state);
  CHECK(result.converters[0].real.in(units::kW) == Approx(450.0));
  CHECK(std::isnan(result.converters[1].real.in_si()));
}

TEST_CASE("transfers act in their order, and only onto a live side") {
  // "first" closes from a dead spare: it waits until "second" has made the spare live.
  Network network;
  network.buses = boards({"a", "b", "spare", "load"}, 400.0 * units::V);
  network.sources = {stiff("ga", "a"), stiff("gb", "b")};
  network.switches = {breaker("qa", "a", "load"), breaker("qb", "b", "spare", false),
                      breaker("qs", "spare", "load", false)};
  network.transfers = {{TransferId("first"), bus("load"), {element("qa")}, element("qs")},
                       {TransferId("second"), bus("spare"), {}, element("qb")}};
  const auto problem = to_problem(network);
  auto state = normal_state(problem);
  apply_fault(problem, state, problem.element(element("ga")));
  CHECK(act_transfers(problem, state) == std::vector<int>{1, 0});
  CHECK(state.switch_closed == Flags{0, 1, 1});
  CHECK(energized_buses(problem, state) == Flags{0, 1, 1, 1});
}

TEST_CASE("a transfer whose own board is faulted does not act") {
  Network network;
  network.buses = boards({"a", "b", "load"}, 400.0 * units::V);
  network.sources = {stiff("ga", "a"), stiff("gb", "b")};
  network.switches = {breaker("qa", "a", "load"), breaker("qb", "b", "load", false)};
  network.transfers = {{TransferId("ats"), bus("load"), {element("qa")}, element("qb")}};
  const auto problem = to_problem(network);
  auto state = normal_state(problem);
  apply_fault(problem, state, {ElementRef::Kind::bus, problem.bus(bus("load"))});
  CHECK(act_transfers(problem, state).empty());
  CHECK(energized_buses(problem, state) == Flags{1, 1, 0});
}

TEST_CASE("a line bridged by a closed switch carries no current") {
  Network network;
  network.buses = boards({"a", "b"}, 400.0 * units::V);
  network.sources = {stiff("grid", "a")};
  network.lines = {cable("ab", "a", "b", 0.1, 0.1)};
  network.switches = {breaker("bridge", "a", "b")};
  network.loads = {draw("load", "b", 10.0)};
  const auto result = solved(network);
  REQUIRE(result.has_converged());
  const auto& bridged = result.branches[0];
  for (const auto& current : {bridged.current_from, bridged.current_to}) CHECK(current.in_si() == 0.0);
  for (const auto& power : {bridged.real_from, bridged.real_to}) CHECK(power.in_si() == 0.0);
  CHECK(result.losses.in_si() == 0.0);
}

TEST_CASE(
    "a bridged isolating transformer takes its no-load loss, and a current of its own if its ratio is off") {
  Network network;
  network.buses = boards({"s", "a", "b"}, 400.0 * units::V);
  network.sources = {stiff("grid", "s")};
  network.lines = {cable("sa", "s", "a", 0.001, 0.001)};
  network.transformers = {{element("t"), bus("a"), bus("b"), 1.0 * units::MVA, 400.0 * units::V,
                           400.0 * units::V, ratio(0.06), ratio(6), 1.0 * units::kW}};
  network.switches = {breaker("bridge", "a", "b")};
  auto result = solved(network);
  REQUIRE(result.has_converged());
  // Half of it at each end.
  for (const auto real : {result.branches[1].real_from, result.branches[1].real_to})
    CHECK(real.in(units::kW) == Approx(0.5).epsilon(1e-4));
  network.transformers[0].primary = 390.0 * units::V;
  result = solved(network);
  REQUIRE(result.has_converged());
  // V (400/390 - 1) over 0.06 of 400²/1 MVA, per phase.
  const double v = result.buses[1].voltage_pu * 400.0 / std::sqrt(3.0);
  const auto z = 0.06 * std::complex<double>(1, 6) / std::hypot(1, 6) * (400.0 * 400.0 / 1e6);
  const auto expected_a = v * (400.0 / 390.0 - 1.0) / z - 0.5 * 1e3 / 400.0 / 400.0 * v;
  CHECK(result.branches[1].current_to.in(units::A) == Approx(std::abs(expected_a)).epsilon(1e-9));
}

// A fault inside a breaker is cleared by its neighbours on both sides (the reason for breaker-and-a-half
// schemes), so both boards are lost.
TEST_CASE("a faulted breaker takes out the boards on both of its sides, closed or open") {
  const bool is_closed = GENERATE(true, false);
  Network network;
  network.buses = boards({"a", "b", "c", "d"}, 400.0 * units::V);
  network.sources = {stiff("ga", "a"), stiff("gd", "d")};
  network.switches = {breaker("q1", "a", "b"), breaker("tie", "b", "c", is_closed), breaker("q2", "c", "d")};
  const auto problem = to_problem(network);
  auto state = normal_state(problem);
  apply_fault(problem, state, problem.element(element("tie")));
  CHECK(energized_buses(problem, state) == Flags{1, 0, 0, 1});
  CHECK(state.source_out == Flags{0, 0});
}

TEST_CASE("maintenance on a breaker takes out what lies up to the isolators on both of its sides") {
  Network network;
  network.buses = boards({"a", "n1", "n2", "b"}, 400.0 * units::V);
  network.sources = {stiff("ga", "a"), stiff("gb", "b")};
  network.switches = {isolator("i1", "a", "n1"), breaker("q", "n1", "n2"), isolator("i2", "n2", "b")};
  const auto problem = to_problem(network);
  auto state = normal_state(problem);
  apply_maintenance(problem, state, problem.element(element("q")));
  CHECK(state.bus_out == Flags{0, 1, 1, 0});
  CHECK(energized_buses(problem, state) == Flags{1, 0, 0, 1});
  // A fault in it goes through the isolators.
  state = normal_state(problem);
  apply_fault(problem, state, problem.element(element("q")));
  CHECK(energized_buses(problem, state) == Flags{0, 0, 0, 0});
}

TEST_CASE("buses are connected through lines and closed switches, not through converters or what is out") {
  auto network = feeder();
  network.buses.push_back({bus("out"), 400.0 * units::V});
  network.converters = {ups("u", "rack", "out", 0.96)};
  const auto problem = to_problem(network);
  auto state = normal_state(problem);
  auto group = connected_buses(problem, state);
  CHECK(group[0] == group[3]);
  CHECK(group[4] != group[3]);
  state.bus_out[1] = 1;
  group = connected_buses(problem, state);
  CHECK(group[0] != group[2]);
  CHECK(group[2] == group[3]);
}

namespace {

/// Two boards on one grid, coupled over a common bus; a generating set stands by on each.
Network coupled_boards(int group) {
  Network network;
  network.buses = boards({"mv", "b1", "b2", "common", "g1", "g2"}, 400.0 * units::V);
  network.sources = {stiff("grid", "mv"), stiff("set1", "g1"), stiff("set2", "g2")};
  network.switches = {breaker("q1", "mv", "b1"),        breaker("q2", "mv", "b2"),
                      breaker("c1", "b1", "common"),    breaker("c2", "b2", "common"),
                      breaker("s1", "g1", "b1", false), breaker("s2", "g2", "b2", false)};
  network.transfers = {{TransferId("start1"), bus("b1"), {element("q1")}, element("s1"), group},
                       {TransferId("start2"), bus("b2"), {element("q2")}, element("s2"), group}};
  network.loads = {draw("it", "common", 300.0)};
  return network;
}

}  // namespace

TEST_CASE("transfers of one group all act on what was dead before the first of them") {
  const auto problem = to_problem(coupled_boards(0));
  auto state = normal_state(problem);
  apply_fault(problem, state, problem.element(element("grid")));
  CHECK(act_transfers(problem, state) == std::vector<int>{0, 1});
  CHECK(state.switch_closed == Flags{0, 0, 1, 1, 1, 1});
  // Alone, the second finds its board live over the common bus.
  const auto alone = to_problem(coupled_boards(-1));
  state = normal_state(alone);
  apply_fault(alone, state, alone.element(element("grid")));
  CHECK(act_transfers(alone, state) == std::vector<int>{0});
}

TEST_CASE("sources that hold one bus share it by their weights") {
  auto network = coupled_boards(0);
  network.sources[1].weight = 2.0;
  const auto problem = to_problem(network);
  auto state = normal_state(problem);
  apply_fault(problem, state, problem.element(element("grid")));
  act_transfers(problem, state);
  const auto result = solve_load_flow(problem, state);
  REQUIRE(result.has_converged());
  CHECK(result.sources[1].real.in(units::kW) == Approx(200.0));
  CHECK(result.sources[2].real.in(units::kW) == Approx(100.0));
}
