#pragma once
// What is asked of generating sets in a state in which they run.

#include "studies/check.hpp"
#include "studies/solved_state.hpp"
#include "studies/states.hpp"

#include <vector>

namespace shellfit::studies {

/// Load, reactive power, and, where the basis states what it asks for, mean load, hours, fuel and blocks.
/// Precondition: the problem has a one-line and the state was solved.
[[nodiscard]] std::vector<Check> generator_checks(const StateProblem& problem, const State& state,
                                                  const StateAnswer& answer);

/// Fuel of a set for so long at an output: between the published points on a line, below the least of them at
/// its rate, and where only the full load is published, at that rate whatever the output. Nothing when none
/// is.
[[nodiscard]] std::optional<VolumeFlow> fuel_rate(const catalogs::GeneratorType& type, RealPower output);

}  // namespace shellfit::studies
