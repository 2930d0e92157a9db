#pragma once
// Closed-form sizing of the cooling plant.

#include "studies/cooling_ratings.hpp"
#include "studies/fit_out.hpp"

namespace shellfit::studies {

/// Fills plan.cooling for the plan's racks.
void plan_cooling(const site::Study& study, Mode mode, const Growth& growth, Plan& plan);

/// Heat of all liquid-cooled racks of a group, and the coolant they need at the basis's supply temperature.
struct GroupDemand {
  HeatFlow heat;
  VolumeFlow flow;
  PressureDifference drop;  ///< of the rack that drops most, hoses included
};
[[nodiscard]] GroupDemand group_demand(const site::Study& study, const Plan& plan, const CduGroup& group);

/// Pressure that mains and branches are taken to drop before their lengths are known.
inline constexpr PressureDifference estimated_pipe_drop = 40.0 * units::kPa;

}  // namespace shellfit::studies
