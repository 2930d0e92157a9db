#pragma once
// Checks of pressure in the circuits that the study fills itself: what no single state shows.

#include "studies/check.hpp"
#include "studies/states.hpp"
#include "studies/water_circuits.hpp"

#include <vector>

namespace shellfit::studies {

/// The highest point of each circuit as it is filled; racks, CDUs and air units while every valve is shut and
/// the pumps run; the suction of the pumps, in the worst of the states. Precondition: problem.thermal is set;
/// answers by state.
[[nodiscard]] std::vector<Check> pressure_checks(const StateProblem& problem,
                                                 const std::vector<State>& states,
                                                 const std::vector<StateAnswer>& answers);
/// Whether the vessels of each circuit take what it swells by from its filling to the hottest of the states.
/// Precondition: as of pressure_checks.
[[nodiscard]] std::vector<Check> expansion_checks(const StateProblem& problem,
                                                  const std::vector<State>& states,
                                                  const std::vector<StateAnswer>& answers);

}  // namespace shellfit::studies
