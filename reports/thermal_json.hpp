#pragma once
// A solved network of pipes as JSON: other tools may rely on its names.

#include "studies/loop_answer.hpp"

#include <string>

namespace shellfit::reports {

/// Pressures are gauge, flows are from the first node of a link to its second, demands leave the network.
/// null stands for what has no answer.
[[nodiscard]] std::string thermal_json(const studies::LoopAnswer& answer, const std::string& study_hash = {});

}  // namespace shellfit::reports
