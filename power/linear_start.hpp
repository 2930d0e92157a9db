#pragma once
// Voltages to start from where those of the description lead nowhere.

#include "power/island_problem.hpp"

#include <complex>
#include <vector>

namespace shellfit::power {

/// The voltages at which each node draws `share` of its power as the admittance that would draw it at 1 pu,
/// and gives it as a negative one: one linear solution. Held nodes take their magnitude afterwards. Where
/// that system is singular, the island's own start.
[[nodiscard]] std::vector<std::complex<double>> linear_start(const IslandProblem& island, double share = 1.0);

}  // namespace shellfit::power
