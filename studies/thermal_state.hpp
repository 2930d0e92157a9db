#pragma once
// The loops and the air of a study alone, in one of its states.

#include "studies/loop_answer.hpp"
#include "studies/study_states.hpp"

namespace shellfit::studies {

/// Solves the whole deployment with its fit-out in the state that StudyStates::find gives for the name, the
/// power of its machines and their heat in turn, as in the checks.
[[nodiscard]] tl::expected<LoopAnswer, NoState> solve_thermal_state(const RunContext& context,
                                                                    const site::Study& study,
                                                                    const std::string& state);

}  // namespace shellfit::studies
