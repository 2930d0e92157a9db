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

/// What a water chiller can give at the condenser water of a solution, W; without one, or where none flows,
/// at its rating.
[[nodiscard]] double water_chiller_most_w(const StateProblem& problem, std::size_t device,
                                          const thermal::Solution* solution);

/// Water that towers, wet pads and evaporative walls give to the air, kg/s.
struct WaterToAir {
  double evaporated_kg_s = 0, drift_kg_s = 0;
};
[[nodiscard]] WaterToAir water_to_air(const StateProblem& problem, const Boundary& boundary,
                                      const ThermalAnswer& answer, const WeatherPoint& weather);

/// The most air that an air unit or an evaporative wall moves.
[[nodiscard]] double most_air_m3_s(const StateProblem& problem, std::size_t device);

}  // namespace shellfit::studies
