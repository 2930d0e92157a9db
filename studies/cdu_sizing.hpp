#pragma once
// Which racks share CDUs, and how many CDUs each group gets.

#include "studies/cooling_templates.hpp"
#include "studies/fit_out.hpp"

#include <optional>
#include <vector>

namespace shellfit::studies {

/// Deals the liquid-cooled racks to the groups of the planned liquid loop and completes its CDUs; `units` is
/// the loop's template, if it has one. Precondition: plan.cooling.liquid_loop is set.
void plan_cdus(const site::Study& study, bool is_adding, const Growth& growth,
               const std::optional<site::CduUnits>& units, const std::vector<int>& racks, UnitNames& names,
               Plan& plan);

/// Heat of all liquid-cooled racks of a group, and the coolant they need at the basis's supply temperature.
struct GroupDemand {
  HeatFlow heat;
  VolumeFlow flow;
  PressureDifference drop;  ///< of the rack that drops most, hoses included
};
[[nodiscard]] GroupDemand group_demand(const site::Study& study, const Plan& plan, const CduGroup& group);

}  // namespace shellfit::studies
