#pragma once
// The electrical network of a study alone, in one of its states.

#include "base/run_context.hpp"
#include "site/study.hpp"
#include "studies/network_answer.hpp"

#include <tl/expected.hpp>

#include <string>
#include <vector>

namespace shellfit::studies {

/// Why a study has no such state to solve.
struct NoPowerState {
  std::string reason;               ///< empty: only the name is wrong
  std::vector<std::string> states;  ///< all names, where there are any
};

/// Solves the whole deployment with its fit-out. `state` is a name as checks give it,
/// "out:it.3.transformer@dry-bulb/full"; what stands before @ alone means the first of its weather points and
/// loads. Power and heat are solved in turn, as in the checks.
[[nodiscard]] tl::expected<NetworkAnswer, NoPowerState> solve_power_state(const RunContext& context,
                                                                          const site::Study& study,
                                                                          const std::string& state);

}  // namespace shellfit::studies
