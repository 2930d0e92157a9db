#pragma once
// What is joined in a state: nodes of buses that closed switches make one, and islands of nodes.

#include "power/island_problem.hpp"
#include "power/network_problem.hpp"
#include "power/switching.hpp"

#include <vector>

namespace shellfit::power {

/// One island: its elements by their indices, and its nodes by the first of their buses.
struct Island {
  bool has_source = false;  ///< a source or a converter's output holds its frequency and voltage
  std::vector<int> buses;
  std::vector<int> nodes;     ///< global numbers
  std::vector<int> branches;  ///< live at one end at least
  std::vector<int> sources, generators, loads, shunts;
  /// Converters that feed it, and that it feeds. One whose output is reached past it, by a source or over
  /// its own closed bypass, carries nothing and is in neither.
  std::vector<int> outputs, inputs;
};

struct Islands {
  std::vector<int> node;   ///< by bus; -1: out of service
  std::vector<int> local;  ///< by node: its place in its island
  std::vector<int> island_of_node;
  std::vector<Island> list;  ///< in the order of their first buses

  [[nodiscard]] int of_bus(int bus) const {
    const int n = node[static_cast<std::size_t>(bus)];
    return n < 0 ? -1 : island_of_node[static_cast<std::size_t>(n)];
  }
  [[nodiscard]] int local_of_bus(int bus) const {
    return local[static_cast<std::size_t>(node[static_cast<std::size_t>(bus)])];
  }
};

[[nodiscard]] Islands find_islands(const NetworkProblem& problem, const NetworkState& state);

/// Islands with a source in an order in which every converter's output comes before its input; a ring of
/// converters comes last, with what feeds it.
[[nodiscard]] std::vector<int> solving_order(const NetworkProblem& problem, const Islands& islands);

}  // namespace shellfit::power
