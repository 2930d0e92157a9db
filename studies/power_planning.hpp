#pragma once
// The power side of a plan: what is installed, what is added, and which outlet each rack hangs on.

#include "studies/fit_out.hpp"

namespace shellfit::studies {

/// Fills plan.power, and notes in plan.missing the figures that it lacks. Precondition: plan.racks.
void plan_power(const site::Study& study, Mode mode, const Growth& growth, Plan& plan);

}  // namespace shellfit::studies
