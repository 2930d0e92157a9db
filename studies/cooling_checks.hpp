#pragma once
// Checks of the loops and of the air that one solved state answers.

#include "studies/solved_cooling.hpp"

#include <vector>

namespace shellfit::studies {

/// Precondition: problem.thermal is set.
[[nodiscard]] std::vector<Check> cooling_checks(const StateProblem& problem, const State& state,
                                                const StateAnswer& answer);

/// Whether a solve without an answer has shown that there is none.
[[nodiscard]] bool is_shown(thermal::Failure failure);

/// Setpoints of the basis against what CDUs and chillers hold. In no state: they are the same in all.
[[nodiscard]] std::vector<Check> setpoint_checks(const site::Study& study, const CoolingPlan& cooling);
/// Heat that coolers, chillers and flanges must take while they hold the supply temperature.
[[nodiscard]] std::vector<Check> rejection_checks(const SolvedCooling& solved);
/// Loops that take the heat of plates and water chillers, and make-up water. Precondition: solved.answer is
/// set.
[[nodiscard]] std::vector<Check> plant_checks(const SolvedCooling& solved);
/// CDUs, coolant of the racks, pumps and dew point. Precondition: solved.answer is set.
[[nodiscard]] std::vector<Check> liquid_checks(const SolvedCooling& solved);
/// Airflow, heat and inlet temperature of each white space. Precondition: solved.answer is set.
[[nodiscard]] std::vector<Check> air_checks(const SolvedCooling& solved);

}  // namespace shellfit::studies
