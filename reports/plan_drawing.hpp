#pragma once
// The plan of a storey, drawn to scale as SVG: one path a kind of equipment, so that thousands stay quick.

#include "site/study.hpp"
#include "studies/evaluation.hpp"

#include <string>
#include <vector>

namespace shellfit::reports {

/// An item that a reader may point at: its box in metres, x to the right, y down, and what to tell.
struct PlanItem {
  std::string id, kind, text;
  double left = 0, top = 0, right = 0, bottom = 0;
};

struct PlanDrawing {
  int level = 0;
  std::string title;
  std::string svg;
  std::vector<PlanItem> items;
};

/// One drawing a storey, the lowest first. A unit of the drawing is a metre.
[[nodiscard]] std::vector<PlanDrawing> draw_plans(const site::Study& study,
                                                  const studies::Evaluation& evaluation);

}  // namespace shellfit::reports
