#pragma once
// Cooling loops that a hall might have, made up: pumps, mains, racks on branches, some with limiting valves.

#include "tests/property/law.hpp"
#include "tests/unit/thermal/loops.hpp"

namespace shellfit::thermal {

/// One to three pumps, a chain of 1 .. 6 branches between a supply and a return main, a chiller in the
/// return.
inline Network random_loop() {
  using testing::between;
  const int branches = *rc::gen::inRange(1, 7);
  std::vector<std::string> nodes{"in", "s0", "r0"};
  for (int i = 1; i <= branches; ++i) {
    nodes.push_back("s" + std::to_string(i));
    nodes.push_back("r" + std::to_string(i));
  }
  auto network = circuit_of(nodes, *rc::gen::arbitrary<bool>() ? Fluid::water : Fluid::pg25);
  for (auto& node : network.nodes) node.elevation = between(0, 12) * units::m;
  const int pumps = *rc::gen::inRange(1, 4);
  for (int i = 0; i < pumps; ++i) {
    const double head = between(150, 400);
    const double flow = between(5, 30);
    join(network, "pump" + std::to_string(i), "in", "s0",
         pump({{0, head}, {0.5 * flow, between(0.75, 0.95) * head}, {flow, between(0.2, 0.6) * head}}));
  }
  const auto main = [](double length, double bore) {
    return Pipe{length * units::m, bore * units::mm, 0.045 * units::mm, 1.5};
  };
  for (int i = 1; i <= branches; ++i) {
    const auto n = std::to_string(i);
    const auto before = std::to_string(i - 1);
    join(network, "ms" + n, "s" + before, "s" + n, main(between(1, 20), between(50, 150)));
    join(network, "mr" + n, "r" + n, "r" + before, main(between(1, 20), between(50, 150)));
    const auto open = resistance(between(20, 120), between(0.5, 6));
    const auto heat = between(0, 150) * units::kW_heat;
    if (*rc::gen::arbitrary<bool>())
      join(network, "rack" + n, "s" + n, "r" + n, LimitedResistance{open, between(0.3, 5) * units::L_per_s},
           heat);
    else
      join(network, "rack" + n, "s" + n, "r" + n, open, heat);
  }
  join(network, "chiller", "r0", "in", resistance(between(10, 80), between(5, 40)));
  network.rejectors = {{LinkId("chiller"), Rejector::Kind::refrigerated, 22.0 * units::degC}};
  return network;
}

/// Its answer with a chiller that is large enough.
inline Solution answer(const Network& network) {
  RC_ASSERT(check_network(network).empty());
  const auto problem = to_problem(network);
  auto state = normal_state(problem);
  for (auto& one : state.capacity_w) one = 5e6;
  auto solution = solve(problem, state);
  RC_ASSERT(solution.has_converged);
  return solution;
}

}  // namespace shellfit::thermal
