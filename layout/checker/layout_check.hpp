#pragma once
// Checks a layout against the floors and the items' own needs. Knows nothing of how it was found.

#include "layout/floor_plan.hpp"

#include <string>
#include <vector>

namespace shellfit::layout::checker {

/// A rule that a layout breaks. Of the lists: "unknown item", "unknown space", "missing", "placed twice",
/// "unplaced twice", "placed and unplaced". Of one item: "size", "candidate space", "level", "inside",
/// "blocked", "overlap", "front clearance", "rear clearance", "side clearance". Of rows of racks: "wall
/// aisle" (beyond a row's end, as deep as its last rack), "cross aisle" (a gap in a row that is neither
/// nothing, nor an aisle, nor taken up by something), "longest row".
struct Breach {
  std::string rule;
  std::string item;
  std::string other;  ///< what it meets, "wall" for a wall; may be empty
};

/// The narrowest free space in front of and behind the racks of a floor.
struct Aisles {
  site::SpaceId space;
  Length narrowest_cold, narrowest_hot;
  std::string cold_item, hot_item;
};

/// A pod whose racks stand in several spaces. No breach of the search's: no space may take it whole.
struct SplitPod {
  std::string pod;
  std::vector<site::SpaceId> spaces;
};

struct Findings {
  std::vector<Breach> breaches;
  std::vector<SplitPod> split_pods;
  std::vector<Aisles> aisles;
};

/// Whatever the layout holds is judged, never thrown at. Precondition: the problem's own figures are numbers.
[[nodiscard]] Findings check_layout(const LayoutProblem& problem, const Layout& layout);

}  // namespace shellfit::layout::checker
