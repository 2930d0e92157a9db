#pragma once
// What a state asks of the electrical network, and the load flow that answers.

#include "studies/solved_state.hpp"

#include <cstddef>
#include <string>

namespace shellfit::studies {

/// Power supplies of one of the plan's racks.
[[nodiscard]] int supply_count(const StateProblem& problem, std::size_t rack);
/// What racks and devices draw at the boundary of an answer, as loads of the network. Precondition:
/// problem.power is set, here and below.
void set_loads(const StateProblem& problem, const StateAnswer& answer, power::NetworkState& input);
/// A load flow; where UPS have curves, solved again with each one's efficiency at what it then gives.
[[nodiscard]] power::LoadFlowResult solve_load_flow(const StateProblem& problem,
                                                    const power::NetworkState& input);
/// The same for inputs that are the same, and so have the same answer.
[[nodiscard]] std::string bytes_of(const power::NetworkState& state);

}  // namespace shellfit::studies
