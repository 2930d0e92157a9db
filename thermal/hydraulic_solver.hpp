#pragma once
// Flows and pressures of the circuits: the global gradient method with valves that limit flow.

#include "thermal/network_problem.hpp"

#include <string>
#include <vector>

namespace shellfit::thermal {

/// What differs from state to state.
struct NetworkState {
  std::vector<char> link_closed;
  std::vector<double> gain_w;      ///< by link
  std::vector<double> limit_m3_s;  ///< by link: the given or highest flow
  std::vector<double> sink_k;      ///< by rejector: air entering it
  std::vector<double> capacity_w;  ///< by refrigerated rejector
};
[[nodiscard]] NetworkState normal_state(const NetworkProblem& problem);

struct HydraulicSolution {
  bool has_converged = false;
  int iterations = 0;
  std::vector<double> flow_m3_s;    ///< by link
  std::vector<double> pressure_pa;  ///< by node, gauge; NaN where no reference reaches
  std::vector<double> drop_pa;      ///< by link, from `from` to `to`, elevation apart; NaN for given flows
  std::vector<char> is_limiting;    ///< by link: the valve holds the flow at its limit
  std::string reason;               ///< what did not converge
  int worst_link = -1;
  bool is_contradictory = false;  ///< no flows exist: those given cannot go round
};

/// Density and viscosity by circuit, uniform in each.
struct CircuitFluid {
  double density_kg_m3, heat_j_kgk, viscosity_pa_s;
};

/// Solves all circuits. Flows balance at every node to 1e-9 of the throughput.
[[nodiscard]] HydraulicSolution solve_hydraulics(const NetworkProblem& problem, const NetworkState& state,
                                                 const std::vector<CircuitFluid>& fluids);

}  // namespace shellfit::thermal
