#pragma once
// Checks of the loops and of the air.

#include "studies/check.hpp"
#include "studies/state_solve.hpp"

#include <vector>

namespace shellfit::studies {

/// Checks that one solved state answers. Precondition: problem.thermal is set.
[[nodiscard]] std::vector<Check> cooling_checks(const StateProblem& problem, const State& state,
                                                const StateAnswer& answer);

}  // namespace shellfit::studies
