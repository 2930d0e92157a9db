#pragma once
// Checks of the one-line.

#include "studies/check.hpp"
#include "studies/state_solve.hpp"

#include <vector>

namespace shellfit::studies {

/// Checks that one solved state answers. Precondition: problem.power is set.
[[nodiscard]] std::vector<Check> power_checks(const StateProblem& problem, const State& state,
                                              const StateAnswer& answer);

/// Checks that no state governs: fault levels of boards and busways, supplies that survive a feed.
[[nodiscard]] std::vector<Check> standing_power_checks(const StateProblem& problem);

}  // namespace shellfit::studies
