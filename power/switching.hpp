#pragma once
// What is connected in a state: outages take out zones, then the transfers act.

#include "power/network_problem.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace shellfit::power {

/// The state of a network: what is out, which switches are closed, what the loads draw.
struct NetworkState {
  std::vector<char> bus_out, branch_out, source_out, generator_out, converter_out;
  std::vector<char> switch_closed;
  std::vector<double> load_real_pu, load_reactive_pu;
  std::vector<double> source_voltage_pu;
  std::vector<double> converter_efficiency;
  std::vector<int> tap_positions;  ///< by tap changer of the problem
  bool is_recharging = false;
};

[[nodiscard]] NetworkState normal_state(const NetworkProblem& problem);

/// What an outage took out that was in service before.
struct Zone {
  std::vector<int> buses;   ///< in ascending order; none for a converter, which parts itself from both sides
  std::vector<int> opened;  ///< switches that part the zone from the rest, of those that were closed
};

/// Takes out the zone that a fault on the element reaches before a breaker opens; of a breaker itself, the
/// zones on both of its sides, open or closed. The breakers around the zone are open from then on.
Zone apply_fault(const NetworkProblem& problem, NetworkState& state, ElementRef element);
/// Takes out the zone between the isolation points (breakers and isolators) around the element; of a breaker
/// or isolator itself, the zones on both of its sides. The isolation points are open from then on: a fault
/// that comes later does not reach through them.
Zone apply_maintenance(const NetworkProblem& problem, NetworkState& state, ElementRef element);

/// What keeps a transfer from acting although what it watches is dead.
enum class Hindrance {
  watched_is_out,  ///< it would take what is lost back into service
  closes_on_fault,
  has_no_supply,
  joins_live_systems,  ///< which nothing has synchronized
};
[[nodiscard]] std::string_view hindrance_words(Hindrance hindrance);

/// One transfer of those that were called for.
struct TransferStep {
  int transfer = -1;
  std::optional<Hindrance> hindrance;  ///< empty: it acted
  std::vector<int> opened;             ///< switches that it opened, of those that were closed
};

/// Lets the transfers act, stage by stage, until none has anything to do. Where a later stage brought back
/// a supply, the earlier ones look again. Returns those that acted, in their order, then those that could
/// not.
std::vector<TransferStep> run_transfers(const NetworkProblem& problem, NetworkState& state);

/// Numbers buses so that those joined by lines, transformers and closed switches in service share a number.
[[nodiscard]] std::vector<int> connected_buses(const NetworkProblem& problem, const NetworkState& state);

/// For each bus, whether a source or a running converter reaches it.
[[nodiscard]] std::vector<char> energized_buses(const NetworkProblem& problem, const NetworkState& state);

/// Numbers buses so that buses joined by closed switches share a number; -1 for buses that are out.
[[nodiscard]] std::vector<int> merge_buses(const NetworkProblem& problem, const NetworkState& state,
                                           int& node_count);

}  // namespace shellfit::power
