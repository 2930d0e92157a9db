#pragma once
// One state, solved: power and thermal in turn through an explicit boundary, until it repeats.

#include "base/run_context.hpp"
#include "studies/solved_state.hpp"
#include "studies/states.hpp"

#include <cstddef>
#include <vector>

namespace shellfit::studies {

/// How much was solved behind the answers.
struct SolveCounts {
  std::size_t states = 0, thermal_solves = 0, load_flows = 0;
};

/// Solves all states. States that share a boundary share the solve; answers do not depend on the threads.
[[nodiscard]] std::vector<StateAnswer> solve_states(const RunContext& context, const StateProblem& problem,
                                                    const std::vector<State>& states, SolveCounts& counts);

/// Flows and temperatures at a boundary that is no state's own: after a loss, pumps and fans stand that power
/// has not come back to. Precondition: the problem has a thermal network.
[[nodiscard]] ThermalAnswer solve_cooling(const StateProblem& problem, const State& state,
                                          const Boundary& boundary);

}  // namespace shellfit::studies
