#pragma once
// Which nodes a fault reaches by one path alone.

#include "power/fault_problem.hpp"

#include <vector>

namespace shellfit::power {

/// By node, whether but one path leads from it to the sources, or R/X is below 0.3 in every branch of its
/// part: there the factor 1.15 of method b is not needed (IEC 60909-0:2016, 8.1.2).
[[nodiscard]] std::vector<char> nodes_on_one_path(const FaultProblem& problem);

/// By node, whether no ring of branches stands in its part, sources and earth apart.
[[nodiscard]] std::vector<char> nodes_of_trees(const FaultProblem& problem);

}  // namespace shellfit::power
