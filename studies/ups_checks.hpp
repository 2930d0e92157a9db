#pragma once
// What is asked of UPS and their batteries in a state.

#include "studies/check.hpp"
#include "studies/solved_state.hpp"
#include "studies/states.hpp"

#include <vector>

namespace shellfit::studies {

/// Load, overload at the racks' peak, and for how long the batteries last. Precondition: the problem has a
/// one-line and the state was solved.
[[nodiscard]] std::vector<Check> ups_checks(const StateProblem& problem, const State& state,
                                            const StateAnswer& answer);

}  // namespace shellfit::studies
