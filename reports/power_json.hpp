#pragma once
// A solved network as JSON: other tools may rely on its names.

#include "studies/network_answer.hpp"

#include <string>

namespace shellfit::reports {

/// Powers of buses are what sources and generators put in less what loads draw, shunts not counted; powers of
/// branches flow into them at both ends. null stands for what has no answer.
[[nodiscard]] std::string power_json(const studies::NetworkAnswer& answer,
                                     const std::string& study_hash = {});

}  // namespace shellfit::reports
