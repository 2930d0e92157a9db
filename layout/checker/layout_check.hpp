#pragma once
// Checks a layout against the floors and the items' own needs. Knows nothing of how it was found.

#include "layout/floor_plan.hpp"

#include <string>
#include <vector>

namespace shellfit::layout::checker {

/// A rule that a layout breaks.
struct Breach {
  std::string rule;  ///< "inside", "overlap", "blocked", "front clearance", "rear clearance"
  std::string item;
  std::string other;  ///< what it meets; empty for a wall
};

/// The narrowest free space in front of and behind the racks of a floor.
struct Aisles {
  site::SpaceId space;
  Length narrowest_cold, narrowest_hot;
  std::string cold_item, hot_item;
};

struct Findings {
  std::vector<Breach> breaches;
  std::vector<Aisles> aisles;
};

[[nodiscard]] Findings check_layout(const LayoutProblem& problem, const Layout& layout);

}  // namespace shellfit::layout::checker
