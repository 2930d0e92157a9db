#pragma once
// What is connected in a state: outages take out zones, then the transfers act.

#include "power/network_problem.hpp"

#include <vector>

namespace shellfit::power {

/// The state of a network: what is out, which switches are closed, what the loads draw.
struct NetworkState {
  std::vector<char> bus_out, branch_out, source_out, generator_out, converter_out;
  std::vector<char> switch_closed;
  std::vector<double> load_real_pu, load_reactive_pu;
  std::vector<double> source_voltage_pu;
  std::vector<int> tap_positions;  ///< by tap changer of the problem
  bool is_recharging = false;
};

[[nodiscard]] NetworkState normal_state(const NetworkProblem& problem);

/// Takes out the zone that a fault on the element reaches before a breaker opens; of a breaker itself, the
/// zones on both of its sides, open or closed.
void apply_fault(const NetworkProblem& problem, NetworkState& state, ElementRef element);
/// Takes out the zone between the isolation points (breakers and isolators) around the element; of a breaker
/// or isolator itself, the zones on both of its sides.
void apply_maintenance(const NetworkProblem& problem, NetworkState& state, ElementRef element);
/// Lets the transfers act in their order until none has anything to do. Returns those that acted.
std::vector<int> act_transfers(const NetworkProblem& problem, NetworkState& state);

/// Numbers buses so that those joined by lines, transformers and closed switches in service share a number.
[[nodiscard]] std::vector<int> connected_buses(const NetworkProblem& problem, const NetworkState& state);

/// For each bus, whether a source or a running converter reaches it.
[[nodiscard]] std::vector<char> energized_buses(const NetworkProblem& problem, const NetworkState& state);

/// Numbers buses so that buses joined by closed switches share a number; -1 for buses that are out.
[[nodiscard]] std::vector<int> merge_buses(const NetworkProblem& problem, const NetworkState& state,
                                           int& node_count);

}  // namespace shellfit::power
