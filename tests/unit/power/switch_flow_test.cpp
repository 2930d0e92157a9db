#include "power/switch_flow.hpp"

#include "tests/unit/power/networks.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace shellfit;
using namespace shellfit::power;

namespace {

std::vector<SwitchFlow> flows_of(const Network& network) {
  const auto problem = to_problem(network);
  const auto state = normal_state(problem);
  return switch_flows(problem, state, solve_load_flow(problem, state));
}

}  // namespace

TEST_CASE("a closed switch passes what hangs behind it, losses of lines included") {
  Network network;
  network.buses = boards({"main", "a", "b", "far"}, 480.0 * units::V);
  network.sources = {stiff("utility", "main")};
  network.switches = {breaker("q.a", "main", "a"), breaker("q.b", "b", "main")};
  network.lines = {cable("run", "a", "far", 0.01, 0.0)};
  network.loads = {draw("on far", "far", 100.0), draw("on b", "b", 40.0, 30.0)};
  const auto flows = flows_of(network);
  const auto lost_w = flows[0].real_w - 100e3;
  CHECK(lost_w > 0.0);
  // I2 R of one phase, three times.
  const double amperes = flows[0].real_w / (std::sqrt(3.0) * 480.0);
  CHECK(lost_w == Approx(3.0 * amperes * amperes * 0.01).epsilon(1e-9));
  // Its direction is from `from` to `to`: b is fed against it.
  CHECK(flows[1].real_w == Approx(-40e3));
  CHECK(flows[1].reactive_var == Approx(-30e3));
}

TEST_CASE("a ring of closed switches does not tell how it shares its current") {
  Network network;
  network.buses = boards({"main", "a", "b", "leaf"}, 480.0 * units::V);
  network.sources = {stiff("utility", "main")};
  network.switches = {breaker("1", "main", "a"), breaker("2", "a", "b"), breaker("3", "b", "main"),
                      breaker("4", "b", "leaf"), breaker("open", "a", "leaf", false)};
  network.loads = {draw("l", "leaf", 10.0)};
  const auto flows = flows_of(network);
  for (const std::size_t in_ring : {0U, 1U, 2U}) CHECK(std::isnan(flows[in_ring].real_w));
  CHECK(flows[3].real_w == Approx(10e3));
  CHECK(flows[4].real_w == 0.0);
}

TEST_CASE("a switch before a UPS passes its input, losses and all") {
  Network network;
  network.buses = boards({"board", "in", "out", "load"}, 480.0 * units::V);
  network.sources = {stiff("utility", "board")};
  network.switches = {breaker("q.in", "board", "in"), breaker("q.out", "out", "load")};
  network.converters = {ups("u", "in", "out", 0.95)};
  network.loads = {draw("l", "load", 190.0)};
  const auto flows = flows_of(network);
  CHECK(flows[0].real_w == Approx(200e3));
  CHECK(flows[1].real_w == Approx(190e3));
}

TEST_CASE("a switch passes what generators give and what shunts and loads take at their voltage") {
  Network network;
  network.buses = boards({"main", "end", "tail"}, 20.0 * units::kV);
  network.sources = {stiff("utility", "main")};
  network.lines = {cable("run", "main", "end", 4.0, 9.0)};
  network.switches = {breaker("q", "end", "tail")};
  network.loads = {draw("l", "tail", 4000.0, 1000.0)};
  network.loads[0].real_dependence = {0.0, 1.0};
  network.loads[0].reactive_dependence = {1.0, 0.0};
  network.shunts = {{element("bank"), bus("tail"), 0.0 * units::MW, -2.0 * units::Mvar}};
  network.generators = {generator("set", "tail", 500.0)};
  network.generators[0].reactive = 100.0 * units::kvar;
  const auto result = solved(network);
  const double v = result.buses[2].voltage_pu;
  CHECK(v < 0.99);
  const auto flows = flows_of(network);
  CHECK(flows[0].real_w == Approx(4e6 * v * v - 500e3).epsilon(1e-9));
  CHECK(flows[0].reactive_var == Approx(1e6 * v - 2e6 * v * v - 100e3).epsilon(1e-9));
  // All that the line brings passes it.
  CHECK(flows[0].real_w == Approx(-result.branches[0].real_to.in_si()).epsilon(1e-8));
}
