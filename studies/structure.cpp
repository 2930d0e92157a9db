#include "studies/structure.hpp"

#include <algorithm>

namespace shellfit::studies {

Length tributary_depth(const site::Basis& basis, Length rack_depth) {
  return rack_depth + 0.5 * (basis.space.cold_aisle + basis.space.hot_aisle);
}

FloorDemand floor_demand(const site::Basis& basis, const catalogs::RackType& rack) {
  FloorDemand demand;
  const bool is_liquid = rack.liquid_share.is_known() && rack.liquid_share.value() > ratio(0.0);
  demand.clear_height =
      rack.body.height.value() + (is_liquid ? basis.space.overhead_liquid : basis.space.overhead_air);
  if (!rack.body.mass.is_known()) return demand;
  const auto weight = weight_of(rack.body.mass.value());
  const auto floor = rack.body.width.value().si() * tributary_depth(basis, rack.body.depth.value()).si();
  demand.area = AreaLoad{weight.si() / floor};
  demand.point = weight / basis.structure.feet_on_floor;
  return demand;
}

bool qualifies(const site::Basis& basis, const catalogs::RackType& rack, const site::Space& space) {
  const auto demand = floor_demand(basis, rack);
  const auto exceeds = [](const auto& asked, const auto& has) {
    return asked && !has.is_unknown() && *asked > *has.at(Corner::middle);
  };
  if (space.clear_height && exceeds(std::optional(demand.clear_height), *space.clear_height)) return false;
  return !exceeds(demand.area, space.slab.area_load) && !exceeds(demand.point, space.slab.point_load);
}

std::vector<site::SpaceId> candidate_spaces(const site::Study& study, const site::Line& line,
                                            const catalogs::RackType& rack) {
  std::vector<site::SpaceId> fitting;
  std::vector<site::SpaceId> others;
  for (const auto& space : study.shell.spaces) {
    const bool is_allowed = line.spaces.empty() ||
                            std::find(line.spaces.begin(), line.spaces.end(), space.id) != line.spaces.end();
    if (space.use != site::Space::Use::white || !is_allowed) continue;
    (qualifies(study.basis, rack, space) ? fitting : others).push_back(space.id);
  }
  fitting.insert(fitting.end(), others.begin(), others.end());
  return fitting;
}

}  // namespace shellfit::studies
