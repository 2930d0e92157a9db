#pragma once
// One circuit in one state as its solver sees it: branches between local nodes, in SI, no names.

#include "thermal/link_law.hpp"

#include <vector>

namespace shellfit::thermal {

/// A link, or a way out of the network: an emitter, a demand that depends on pressure.
struct Branch {
  int link = -1;           ///< of the problem; -1: a way out
  int from = -1, to = -1;  ///< local nodes; `to` of a way out is the outside
  int regulator = -1;      ///< number among the pressure valves of the circuit; -1: none
  NetworkProblem::LinkKind kind = NetworkProblem::LinkKind::resistance;
  bool has_constant_power = false;  ///< a pump whose head grows without end towards no flow
  bool is_linear = false;           ///< its drop is in proportion to the flow
  const NetworkProblem::LinkData* described = nullptr;
  // In the state:
  LinkLaw law;
  FlowBounds bounds{0, 0};
  double source_pa = 0;   ///< what drives it beside the difference of piezometric pressures
  double set_pa = 0;      ///< regulators: piezometric pressure held at an end; a breaker's drop
  double rated_kg_s = 0;  ///< where iterations start
};

/// Unknown: mass flow m of each branch and piezometric pressure p = P + ρ g z of each node, ρ being the
/// circuit's mean density. Law of a branch: p_from - p_to + source = f(m); of a node: Σ_in m - Σ_out m =
/// leaves. The outside is one node more, p = 0.
struct CircuitProblem {
  int nodes = 0;  ///< without the outside
  std::vector<Branch> branches;
  std::vector<double> leaves_kg_s;  ///< by node: demands that are given
  std::vector<char> is_fixed;       ///< by node: its pressure is
  std::vector<char> gives;          ///< by node: fixed, and passes flow: no vessel
  std::vector<double> fixed_pa;     ///< by node: piezometric, where fixed
  [[nodiscard]] int outside() const { return nodes; }
};

}  // namespace shellfit::thermal
