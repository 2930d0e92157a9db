#pragma once
// A network in one state with what the load flow said of it, whoever described it: a study or a foreign file.

#include "power/load_flow.hpp"
#include "power/network.hpp"
#include "power/network_check.hpp"
#include "power/network_problem.hpp"
#include "power/short_circuit.hpp"
#include "power/sound_part.hpp"
#include "power/switching.hpp"

#include <string>
#include <vector>

namespace shellfit::studies {

/// What was found, in the order of gravity.
enum class NetworkOutcome {
  solved,       ///< every load that is there has its voltage
  infeasible,   ///< shown: beyond the nose, or loads without a source
  no_solution,  ///< an island has neither an answer nor a reason
  unsound       ///< the description of an island cannot be; the others were solved
};

struct NetworkAnswer {
  std::string name;  ///< of the case or study
  std::string state = "normal";
  power::Network network;         ///< all of it, as described
  power::Network sound;           ///< what of it is sound
  power::NetworkProblem problem;  ///< of what is sound
  power::NetworkState input;      ///< of the problem
  power::LoadFlowResult flow;
  std::vector<power::UnsoundIsland> unsound;
  power::FaultOptions fault_options;  ///< that its basis asks for, or those of IEC 60909
  bool has_faults = false;
  std::vector<power::FaultResult> faults;  ///< by bus of the problem
  std::vector<std::string> notes;
  /// Ids of branches begin so in the network and not in the file that they come from.
  std::string branch_prefix;

  [[nodiscard]] NetworkOutcome outcome() const;
  /// The bus's answer; null when it is in no sound island.
  [[nodiscard]] const power::BusResult* bus(const power::BusId& id) const;
  /// Of a line, transformer or two-port, and of one of the three branches of a three-winding transformer;
  /// null when it is in no sound island.
  [[nodiscard]] const power::BranchResult* branch(const power::ElementId& id, int winding = 0) const;
};

/// Ids of the problem's buses, in its order; empty for star points.
[[nodiscard]] std::vector<std::string> bus_names(const NetworkAnswer& answer);

/// Ids of the transformers whose taps the problem's controls move, in its order.
[[nodiscard]] std::vector<std::string> control_names(const NetworkAnswer& answer);

/// How a network is solved that has no study around it.
struct NetworkRequest {
  std::vector<power::NetworkFault> faults;  ///< of its description
  std::vector<power::Complex> start;        ///< by bus; empty: the load flow's own
  bool has_reactive_limits = true;
  bool may_hold_again = true;         ///< generators that let their bus go, when they can
  double mismatch_pu = 0;             ///< of 1 MVA, that counts as balanced; 0: as fine as the load flow goes
  std::vector<power::ElementId> out;  ///< elements that are out of service, and nothing else with them
};
/// Fills problem, input and flow of an answer that has its network.
void solve_network(NetworkAnswer& answer, const NetworkRequest& request);

/// Fills the faults at every bus, of the kind that the options ask for.
void solve_network_faults(NetworkAnswer& answer, const power::FaultOptions& options);

}  // namespace shellfit::studies
