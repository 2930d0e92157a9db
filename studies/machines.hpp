#pragma once
// What pumps, fans and chillers draw at the point where a solved state runs them.

#include "studies/solved_state.hpp"

#include <cstddef>
#include <vector>

namespace shellfit::studies {

/// Electric input by device, W: pumps by their hydraulic power at the speed that just serves the farthest
/// terminal, fans by the cube of their airflow, chillers by their coefficient of performance; 0 when off.
[[nodiscard]] std::vector<double> machine_power_w(const StateProblem& problem, const Boundary& boundary,
                                                  const ThermalAnswer& answer);

/// The most air that an air unit or an evaporative wall moves.
[[nodiscard]] double most_air_m3_s(const StateProblem& problem, std::size_t device);

}  // namespace shellfit::studies
