#pragma once
// Flows as streams of heat, each with what its circuit's scale means in kelvin.

#include "thermal/heat_equations.hpp"
#include "thermal/heat_solver.hpp"

#include <span>
#include <vector>

namespace shellfit::thermal {

/// By link; without capacity where nothing flows. Arguments as of solve_heat.
[[nodiscard]] std::vector<Stream> heat_streams(const NetworkProblem& problem, const NetworkState& state,
                                               std::span<const LinkFluid> fluids,
                                               std::span<const double> kg_s,
                                               std::span<const HeatScale> scales, const HeatSolution* last);

}  // namespace shellfit::thermal
