#pragma once
// What racks and equipment ask of a building: height, floor load, load under a foot.

#include "base/units.hpp"
#include "site/study.hpp"

#include <optional>

namespace shellfit::studies {

/// Depth of floor that a row of these racks claims: the rack and half of each aisle beside it.
[[nodiscard]] Length tributary_depth(const site::Basis& basis, Length rack_depth);

struct FloorDemand {
  Length clear_height;           ///< under the lowest obstruction
  std::optional<AreaLoad> area;  ///< over the tributary floor; empty when the mass is unknown
  std::optional<Force> point;    ///< under one foot while it is rolled in
};
/// Precondition: the rack's width, depth and height are known.
[[nodiscard]] FloorDemand floor_demand(const site::Basis& basis, const catalogs::RackType& rack);

/// True when nothing known of the space is exceeded. What is unknown does not refuse.
[[nodiscard]] bool qualifies(const site::Basis& basis, const catalogs::RackType& rack,
                             const site::Space& space);

/// Where racks of a type may stand, spaces that qualify first, then the others, each in the shell's order.
[[nodiscard]] std::vector<site::SpaceId> candidate_spaces(const site::Study& study, const site::Line& line,
                                                          const catalogs::RackType& rack);

}  // namespace shellfit::studies
