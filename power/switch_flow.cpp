#include "power/switch_flow.hpp"

#include "power/injections.hpp"

namespace shellfit::power {

namespace {
std::size_t ix(int i) { return static_cast<std::size_t>(i); }
}  // namespace

std::vector<SwitchFlow> switch_flows(const NetworkProblem& problem, const NetworkState& state,
                                     const LoadFlowResult& result) {
  // Unknowns: flows of closed switches. Per bus: what the other elements bring in leaves through switches.
  const auto count = ix(problem.bus_count());
  const auto is_solved = [&](int bus) { return result.buses[ix(bus)].is_solved; };
  auto brought = injections(problem, state, result);
  for (auto& power : brought) power *= base_power_va;
  for (const auto& shunt : problem.shunts) {
    const double v = result.buses[ix(shunt.bus)].voltage_pu;
    brought[ix(shunt.bus)] -= base_power_va * v * v * std::conj(shunt.admittance_pu);
  }
  for (std::size_t i = 0; i < problem.branches.size(); ++i) {
    const auto& flow = result.branches[i];
    if (flow.real_from.is_missing()) continue;
    brought[ix(problem.branches[i].from)] -= Complex{flow.real_from.in_si(), flow.reactive_from.in_si()};
    brought[ix(problem.branches[i].to)] -= Complex{flow.real_to.in_si(), flow.reactive_to.in_si()};
  }

  // Leaves first: a bus with one switch left sends all it has through it.
  std::vector<SwitchFlow> flows(problem.switches.size());
  std::vector<std::vector<int>> switches_at(count);
  std::vector<int> degree(count, 0);
  std::vector<char> is_open_question(problem.switches.size(), 0);
  for (std::size_t i = 0; i < problem.switches.size(); ++i) {
    const auto& one = problem.switches[i];
    if (state.switch_closed[i] == 0 || !is_solved(one.from) || !is_solved(one.to)) continue;
    is_open_question[i] = 1;
    for (const int bus : {one.from, one.to}) {
      switches_at[ix(bus)].push_back(static_cast<int>(i));
      ++degree[ix(bus)];
    }
  }
  std::vector<int> leaves;
  for (int bus = 0; bus < problem.bus_count(); ++bus) {
    if (degree[ix(bus)] == 1) leaves.push_back(bus);
  }
  while (!leaves.empty()) {
    const int leaf = leaves.back();
    leaves.pop_back();
    for (const int i : switches_at[ix(leaf)]) {
      if (is_open_question[ix(i)] == 0) continue;
      const auto& one = problem.switches[ix(i)];
      const int other = one.from == leaf ? one.to : one.from;
      const auto sent = brought[ix(leaf)];
      const double sign = one.from == leaf ? 1.0 : -1.0;
      flows[ix(i)] = {sign * sent.real(), sign * sent.imag()};
      is_open_question[ix(i)] = 0;
      brought[ix(other)] += sent;
      if (--degree[ix(other)] == 1) leaves.push_back(other);
    }
  }
  constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  for (std::size_t i = 0; i < flows.size(); ++i) {
    if (is_open_question[i] != 0) flows[i] = {unknown, unknown};
  }
  return flows;
}

}  // namespace shellfit::power
