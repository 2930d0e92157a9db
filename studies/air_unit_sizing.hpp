#pragma once
// How many air units each white space gets.

#include "studies/cooling_templates.hpp"
#include "studies/fit_out.hpp"

namespace shellfit::studies {

/// Completes the air units of the planned air loop, space by space. Precondition: plan.cooling.air_loop is
/// set.
void plan_air_units(const site::Study& study, bool is_adding, const Growth& growth, UnitNames& names,
                    Plan& plan);

}  // namespace shellfit::studies
