#pragma once
// The electrical network of a study alone, in one of its states.

#include "studies/network_answer.hpp"
#include "studies/study_states.hpp"

namespace shellfit::studies {

/// Solves the whole deployment with its fit-out in the state that StudyStates::find gives for the name. Power
/// and heat are solved in turn, as in the checks.
[[nodiscard]] tl::expected<NetworkAnswer, NoState> solve_power_state(const RunContext& context,
                                                                     const site::Study& study,
                                                                     const std::string& state);

}  // namespace shellfit::studies
