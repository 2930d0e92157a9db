#pragma once
// What passes closed switches. Their buses are one node of the load flow, so it follows from Kirchhoff's
// current law alone wherever the closed switches of a node form a tree.

#include "power/load_flow.hpp"

#include <limits>
#include <vector>

namespace shellfit::power {

struct SwitchFlow {
  /// From `from` to `to`, W and var; zero when open or dead; NaN within a ring of closed switches.
  double real_w = 0;
  double reactive_var = 0;
};

/// In the order of the network's switches. Precondition: `result` solves `problem` in `state`.
[[nodiscard]] std::vector<SwitchFlow> switch_flows(const NetworkProblem& problem, const NetworkState& state,
                                                   const LoadFlowResult& result);

}  // namespace shellfit::power
