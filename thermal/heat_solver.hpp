#pragma once
// Temperatures of the circuits at given flows, and the heat that exchangers and rejectors move.

#include "thermal/enthalpy.hpp"
#include "thermal/hydraulic_solver.hpp"

#include <string>
#include <vector>

namespace shellfit::thermal {

/// What an exchanger or rejector does to the stream it cools.
enum class Mode {
  off,   ///< the stream is cold enough, or there is no flow
  hold,  ///< the outlet is at the setpoint
  full   ///< all it can do is not enough; it may be nothing, when the other side is no colder
};

/// Why there is no answer. Some are answers of their own: physics that cannot be.
enum class Failure {
  not_found,                 ///< an iteration ended without an answer and without a cause
  missing_input,             ///< the state lacks a figure
  contradictory_flows,       ///< those given cannot go round: a fan against a closed damper
  unfed_demand,              ///< what is asked for cannot get there
  contradictory_regulators,  ///< pressures that valves hold cannot be together
  unsteady,                  ///< no steady temperature exists
  outside_fluid_range        ///< temperatures are beyond those that the fluid's properties hold for
};

struct HeatSolution {
  bool has_converged = false;
  std::string reason;
  Failure failure = Failure::not_found;
  std::vector<double> temperature_k;  ///< by node; NaN without throughflow
  std::vector<double> outlet_k;       ///< by link: leaving it; NaN without flow
  std::vector<Mode> exchanger_mode, rejector_mode;
  std::vector<double> exchanger_heat_w;  ///< from hot to cold
  std::vector<double> exchanger_most_w;  ///< at the inlet temperatures that occur
  std::vector<double> rejector_heat_w, rejector_most_w;
  std::vector<double> lost_w;            ///< by link: what a pipe loses to its surroundings
  std::vector<char> circuit_is_bounded;  ///< false: heat has no way out, no steady temperature exists
};

/// Solves all circuits together. Energy balances to 1e-8 of the throughput in each that is bounded. `fluids`
/// by link, with one specific heat in a circuit. `scales` by circuit, or none where that specific heat holds
/// for all temperatures; with them what depends on a temperature itself, as pipes' losses and exchangers do,
/// is taken along a straight line through that of `last`, the solution before.
[[nodiscard]] HeatSolution solve_heat(const NetworkProblem& problem, const NetworkState& state,
                                      std::span<const LinkFluid> fluids, const HydraulicSolution& flow,
                                      std::span<const HeatScale> scales = {},
                                      const HeatSolution* last = nullptr);

}  // namespace shellfit::thermal
