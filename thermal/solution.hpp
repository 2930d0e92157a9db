#pragma once
// Flow and heat of a cooling network in a state, and the answers in quantities.

#include "base/units.hpp"
#include "thermal/heat_solver.hpp"
#include "thermal/hydraulic_solver.hpp"

#include <list>
#include <string>
#include <vector>

namespace shellfit::thermal {

struct NodeResult {
  bool has_pressure = false;  ///< false where nothing fixes it
  GaugePressure pressure;
  bool has_temperature = false;  ///< false where nothing flows
  Temperature temperature;
};
struct LinkResult {
  VolumeFlow flow;  ///< at its own density
  MassFlow mass_flow;
  Velocity velocity;        ///< pipes only
  PressureDifference drop;  ///< NaN where an end has no pressure
  LinkStatus status = LinkStatus::open;
  HeatFlow lost;  ///< through a pipe's wall
  bool has_outlet = false;
  Temperature outlet;
};
struct DeviceResult {
  Mode mode = Mode::off;
  HeatFlow heat;
  HeatFlow most;  ///< at the inlet temperatures that occur
};

/// Answers in the order of the network's description. Without convergence why there are none; where only
/// pieces are `unsolved`, none of which is a whole circuit, the rest is answered.
struct Solution {
  bool has_converged = false;
  Failure failure = Failure::not_found;  ///< why it has not
  std::string reason;
  int iterations = 0;
  std::vector<NodeResult> nodes;
  std::vector<LinkResult> links;
  std::vector<DeviceResult> exchangers, rejectors;
  std::vector<char> circuit_is_bounded;
  std::vector<Unsolved> unsolved;                       ///< pieces without flows; the rest is answered
  std::vector<MassFlow> demands, emitters, reservoirs;  ///< what each gets, lets out, gives
  std::vector<double> mean_temperature_k;               ///< by circuit: the middle of its scale of heat
  std::vector<double> link_temperature_k;  ///< what the other properties of its fluid were taken at
};

/// A network made ready for any number of states. The problem must outlive it.
class ThermalModel {
 public:
  explicit ThermalModel(const NetworkProblem& problem);
  ThermalModel(const ThermalModel&) = delete;
  ThermalModel& operator=(const ThermalModel&) = delete;
  /// Alternates flow and heat until the fluids' properties settle, to 1e-3 K in each link. Starts from the
  /// fluids and flows of `start`, an answer to a like state.
  [[nodiscard]] Solution solve(const NetworkState& state, const Solution* start = nullptr);

 private:
  const NetworkProblem& problem_;
  HydraulicModel hydraulics_;
  std::list<Enthalpy> enthalpies_;  ///< of each fluid; circuits point to them
  std::vector<const Enthalpy*> enthalpy_of_circuit_;
};

/// One state of a network.
[[nodiscard]] Solution solve(const NetworkProblem& problem, const NetworkState& state);

}  // namespace shellfit::thermal
