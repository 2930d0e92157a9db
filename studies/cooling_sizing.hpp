#pragma once
// Closed-form sizing of the cooling plant.

#include "studies/cooling_ratings.hpp"
#include "studies/fit_out.hpp"

namespace shellfit::studies {

/// Fills plan.cooling for the plan's racks.
void plan_cooling(const site::Study& study, Mode mode, const Growth& growth, Plan& plan);

/// What a plant circuit behind a decoupler is set to, over what the users draw at most: the decoupler then
/// flows from supply to return, and the users get the plant's supply temperature (assumed).
inline constexpr double plant_surplus = 1.05;

}  // namespace shellfit::studies
