#pragma once
// A solved network of pipes in a screen: how it ended, what flows most, and where the pressure is least.

#include "studies/loop_answer.hpp"

#include <string>

namespace shellfit::reports {

[[nodiscard]] std::string thermal_text(const studies::LoopAnswer& answer);

}  // namespace shellfit::reports
