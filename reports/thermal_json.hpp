#pragma once
// A solved network of pipes as JSON: other tools may rely on its names.

#include "studies/loop_answer.hpp"

#include <string>
#include <vector>

namespace shellfit::reports {

/// Pressures are gauge, flows are from the first node of a link to its second, demands leave the network.
/// null stands for what has no answer.
[[nodiscard]] std::string thermal_json(const studies::LoopAnswer& answer, const std::string& study_hash = {});
/// Names that a study can be asked by.
[[nodiscard]] std::string thermal_states_json(const std::vector<std::string>& states,
                                              const std::vector<std::string>& loops);

}  // namespace shellfit::reports
