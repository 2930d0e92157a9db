#pragma once
// The flow diagrams of a plan's facility loops: headers as bars, the plant between them from left to right,
// users and what they cool on the right, and the return below.

#include "reports/drawing.hpp"
#include "studies/evaluation.hpp"

#include <vector>

namespace shellfit::reports {

/// With what the fit-out adds: the liquid loop, then the air loop.
[[nodiscard]] std::vector<Drawing> draw_loops(const studies::Evaluation& evaluation);

}  // namespace shellfit::reports
