#pragma once
// Flow and heat of a cooling network in a state, and the answers in quantities.

#include "base/units.hpp"
#include "thermal/heat_solver.hpp"
#include "thermal/hydraulic_solver.hpp"

#include <string>
#include <vector>

namespace shellfit::thermal {

struct NodeResult {
  bool has_pressure = false;
  GaugePressure pressure;
  bool has_temperature = false;  ///< false where nothing flows
  Temperature temperature;
};
struct LinkResult {
  VolumeFlow flow;
  Velocity velocity;        ///< pipes only
  PressureDifference drop;  ///< NaN for given flows
  bool is_limiting = false;
  bool has_outlet = false;
  Temperature outlet;
};
struct DeviceResult {
  Mode mode = Mode::off;
  HeatFlow heat;
  HeatFlow most;  ///< at the inlet temperatures that occur
};

/// Answers in the order of the network's description. Without convergence only why there are none.
struct Solution {
  bool has_converged = false;
  Failure failure = Failure::not_found;  ///< why it has not
  std::string reason;
  int iterations = 0;
  std::vector<NodeResult> nodes;
  std::vector<LinkResult> links;
  std::vector<DeviceResult> exchangers, rejectors;
  std::vector<char> circuit_is_bounded;
  std::vector<double> mean_temperature_k;  ///< by circuit: what its fluid's properties were taken at
};

/// Alternates flow and heat until the fluids' properties settle (0.05 K in each circuit's mean temperature).
[[nodiscard]] Solution solve(const NetworkProblem& problem, const NetworkState& state);
/// The same, starting from the fluids of an earlier solution of the same state.
[[nodiscard]] Solution solve(const NetworkProblem& problem, const NetworkState& state, const Solution& start);

}  // namespace shellfit::thermal
