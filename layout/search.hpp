#pragma once
// Finds a layout: plant along the walls first, then racks in rows, the better of the two directions.

#include "base/run_context.hpp"
#include "base/stage.hpp"
#include "layout/floor_plan.hpp"

namespace shellfit::layout {

inline constexpr StageId layout_stage{"layout", 3};

/// The same problem gives the same layout. Items that find no place are listed, never squeezed in.
[[nodiscard]] Layout find_layout(const LayoutProblem& problem);

/// A number of racks that no layout on these floors exceeds: each rack claims its box and a quarter of the
/// clear floor that it needs in front and behind (half where all racks must stand along one direction), and
/// the claims find room within the outlines, off the blockers. The proof is at the definition.
[[nodiscard]] int rack_upper_bound(const std::vector<Floor>& floors, const std::vector<Item>& racks);

}  // namespace shellfit::layout
