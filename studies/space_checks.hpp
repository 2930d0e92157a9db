#pragma once
// Checks of what stands where: floor, height, slab, structure.

#include "layout/checker/layout_check.hpp"
#include "studies/check.hpp"
#include "studies/placement.hpp"
#include "studies/power_assembly.hpp"
#include "studies/thermal_assembly.hpp"

#include <vector>

namespace shellfit::studies {

struct SpaceFacts {
  const site::Study& study;
  const Plan& plan;
  const Placement& placement;
  const layout::Layout& layout;
  const std::vector<BuswayRun>& runs;
  const std::vector<PipeRun>& pipes;
};

/// Floor and aisles. Precondition: the layout has no breach of its own rules; a breach is a bug of the
/// search.
[[nodiscard]] std::vector<Check> space_checks(const SpaceFacts& facts);
/// Heights, doors, and what slabs carry: over a row's floor, under a foot, in the worst bay.
[[nodiscard]] std::vector<Check> structure_checks(const SpaceFacts& facts);
/// What rows hang from the structure above them.
[[nodiscard]] std::vector<Check> hanging_checks(const SpaceFacts& facts);

}  // namespace shellfit::studies
