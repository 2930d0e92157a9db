#pragma once
// The closed circuits of coolant and water that the study fills itself, as the checks of their pressure see
// them.

#include "studies/solved_state.hpp"
#include "studies/states.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace shellfit::studies {

struct WaterCircuit {
  std::string id;                  ///< of the CDU group or facility loop
  int circuit = -1;                ///< of the thermal problem
  int group = -1;                  ///< of CDUs; -1: a facility loop
  const LoopPlan* loop = nullptr;  ///< the facility loop, or the one that the group's CDUs hang on
  bool is_open = false;            ///< in towers, whose basins have the air's pressure
  std::vector<std::size_t> pumps;  ///< devices that move it
  std::vector<std::size_t> users;  ///< of a facility loop: CDUs and air units
  std::vector<std::size_t> plant;  ///< of a facility loop: coolers and chillers
  Length top, lowest_user;         ///< above the floor of its pumps
  [[nodiscard]] bool is_coolant() const { return group >= 0; }
};

/// Groups with racks and CDUs, then facility loops, those that serve plant last. One that a landlord's water
/// fills has the landlord's pressure, and is none of them. Precondition: problem.thermal is set.
[[nodiscard]] std::vector<WaterCircuit> water_circuits(const StateProblem& problem);
/// What flows in it, at a temperature.
[[nodiscard]] double density_kg_m3(const StateProblem& problem, const WaterCircuit& circuit,
                                   Temperature temperature);

/// The states of a plan and their answers, as the checks of its circuits ask them.
struct CircuitStates {
  /// Precondition: problem.thermal is set.
  CircuitStates(const StateProblem& problem_, const std::vector<State>& states_,
                const std::vector<StateAnswer>& answers_);

  const StateProblem& problem;
  const site::Study& study;
  const ThermalAssembly& thermal;
  const std::vector<State>& states;
  const std::vector<StateAnswer>& answers;
  [[nodiscard]] const catalogs::CduType& cdu(std::size_t device) const;
};

/// Calls f(type, device) with the catalog's type of a CDU, air unit, cooler, chiller or pump.
template <class F>
void with_type(const StateProblem& problem, std::size_t d, F f) {
  const auto& device = problem.devices[d];
  const auto& catalog = problem.study.catalog;
  using enum DeviceKind;
  switch (device.kind) {
    case cdu:
      return f(catalog.get(Id<catalogs::CduType>(device.type)), device);
    case air_unit:
      return f(catalog.get(Id<catalogs::AirUnitType>(device.type)), device);
    case cooler:
      return f(catalog.get(Id<catalogs::CoolerType>(device.type)), device);
    case liquid_chiller:
    case chiller:
      return f(catalog.get(Id<catalogs::ChillerType>(device.type)), device);
    case liquid_pump:
    case air_pump:
    case plant_pump:
      return f(catalog.get(Id<catalogs::PumpType>(device.type)), device);
    case tower:
      return f(catalog.get(Id<catalogs::TowerType>(device.type)), device);
    case water_chiller:
      return f(catalog.get(Id<catalogs::WaterChillerType>(device.type)), device);
    case plate_exchanger:
      return f(catalog.get(Id<catalogs::PlateExchangerType>(device.type)), device);
    case evaporative_wall:
      return;
  }
}

}  // namespace shellfit::studies
