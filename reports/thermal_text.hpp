#pragma once
// A solved network of pipes in a screen: how it ended, what flows most, and where the pressure is least.

#include "studies/loop_answer.hpp"

#include <string>
#include <vector>

namespace shellfit::reports {

[[nodiscard]] std::string thermal_text(const studies::LoopAnswer& answer);
/// What a study can be asked for, a state a line.
[[nodiscard]] std::string thermal_states_text(const std::vector<std::string>& states,
                                              const std::vector<std::string>& loops);

}  // namespace shellfit::reports
