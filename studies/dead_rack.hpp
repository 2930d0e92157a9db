#pragma once
// What keeps power from a rack that is dead in a state.

#include "studies/solved_state.hpp"

#include <string>

namespace shellfit::studies {

/// "gb300.1 hangs on it.1.board, which is dead: between it and mv.utility, which is live, lies
/// it.1.transformer". Precondition: the state has power, and no bus of the rack is live in it.
[[nodiscard]] std::string why_dead(const StateProblem& problem, const StateAnswer& answer, std::size_t rack);

}  // namespace shellfit::studies
