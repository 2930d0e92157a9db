#pragma once
// The plan of a storey, drawn to scale as SVG: one path a kind of equipment, so that thousands stay quick.

#include "reports/drawing.hpp"
#include "site/study.hpp"
#include "studies/evaluation.hpp"

#include <vector>

namespace shellfit::reports {

/// One drawing a storey, the lowest first. A unit of the drawing is a metre.
[[nodiscard]] std::vector<Drawing> draw_plans(const site::Study& study,
                                              const studies::Evaluation& evaluation);

}  // namespace shellfit::reports
