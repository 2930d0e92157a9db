#pragma once
// One solved state of loops and air, as the cooling checks read it.

#include "studies/check.hpp"
#include "studies/solved_state.hpp"
#include "studies/states.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace shellfit::studies {

class SolvedCooling {
 public:
  /// Precondition: problem.thermal is set, and so is answer.thermal or nothing is asked of links and nodes.
  SolvedCooling(const StateProblem& problem, const State& state, const StateAnswer& answer);

  const StateProblem& problem;
  const State& state;
  const Boundary& boundary;
  const ThermalAnswer* answer;  ///< null when the plan has no loop and no air to solve
  const ThermalAssembly& thermal;
  const CoolingPlan& cooling;
  const AbsolutePressure pressure;

  [[nodiscard]] bool runs(std::size_t device) const { return boundary.device_on[device] != 0; }
  [[nodiscard]] const thermal::LinkResult& link(int i) const;
  [[nodiscard]] bool has_temperature(int node) const;
  [[nodiscard]] Temperature temperature(int node) const;
  /// Header that a CDU or air unit takes its facility water from; -1 when it has none.
  [[nodiscard]] int inlet_node(std::size_t device) const;

  /// Of a CDU or air unit that has facility water.
  [[nodiscard]] const thermal::ExchangerConstants& exchanger(std::size_t device) const;

  /// Heat that a rack gives to its coolant, W.
  [[nodiscard]] double liquid_heat_w(std::size_t rack) const;
  /// Head of a running pump or CDU, Pa; 0 when it is off.
  [[nodiscard]] double head_pa(std::size_t device) const;
  /// Pressure that the worst of some throttled links still lacks (positive) or can spare (negative).
  [[nodiscard]] double lack_pa(const std::vector<int>& throttled) const;
  /// The evaporative walls of a space, which bring it outdoor air; nullptr without any.
  [[nodiscard]] const site::EvaporativeWalls* walls_of(const site::SpaceId& space) const;
  /// Dew point of the air of a space: what the basis holds it to; where outdoor air comes in through wet
  /// pads, what they make of it. Nothing without weather.
  [[nodiscard]] std::optional<Temperature> dew_point(const site::SpaceId& space) const;
};

/// A surface that coolant keeps at a temperature must not sweat.
void add_dew_point_check(const SolvedCooling& solved, const std::string& element, Temperature surface,
                         const site::SpaceId& space, std::vector<Check>& checks);

}  // namespace shellfit::studies
