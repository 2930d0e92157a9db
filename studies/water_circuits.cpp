#include "studies/water_circuits.hpp"

#include "studies/plant_loops.hpp"
#include "studies/weather.hpp"

namespace shellfit::studies {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

std::vector<std::size_t> indices(const std::vector<int>& devices) { return {devices.begin(), devices.end()}; }

void add_groups(const StateProblem& problem, std::vector<WaterCircuit>& found) {
  const auto& thermal = *problem.thermal;
  const auto& cooling = problem.plan.cooling;
  for (std::size_t g = 0; g < cooling.cdu_groups.size(); ++g) {
    const int supply = thermal.group_supply_nodes[g];
    if (supply < 0 || cooling.cdu_groups[g].racks.empty()) continue;
    WaterCircuit one;
    one.id = cooling.cdu_groups[g].id;
    one.circuit = thermal.problem.circuit_of_node[ix(supply)];
    one.group = static_cast<int>(g);
    one.loop = cooling.liquid_loop ? &*cooling.liquid_loop : nullptr;
    for (std::size_t d = 0; d < problem.devices.size(); ++d) {
      if (problem.devices[d].kind == DeviceKind::cdu && problem.devices[d].group == one.group)
        one.pumps.push_back(d);
    }
    one.top = thermal.group_tops[g];
    one.lowest_user = 0.0 * units::m;
    found.push_back(std::move(one));
  }
}

void add_loop(const StateProblem& problem, const LoopPlan& loop, const ThermalAssembly::LoopPlaces& places,
              std::vector<WaterCircuit>& found) {
  if (places.users.empty() || places.offered_link >= 0) return;
  WaterCircuit one;
  one.id = loop.id;
  one.is_open = open_tower(problem.study.catalog, loop) != nullptr;
  const auto& thermal = *problem.thermal;
  one.circuit = thermal.problem.links[ix(thermal.device_cold_links[ix(places.users.front())])].circuit;
  one.loop = &loop;
  one.pumps = indices(places.user_pumps);
  for (const int d : places.plant_pumps) one.pumps.push_back(ix(d));
  one.users = indices(places.users);
  one.plant = indices(places.rejection);
  one.top = places.top;
  one.lowest_user = places.lowest_user;
  found.push_back(std::move(one));
}

}  // namespace

std::vector<WaterCircuit> water_circuits(const StateProblem& problem) {
  std::vector<WaterCircuit> found;
  add_groups(problem, found);
  for_each_loop(problem.plan.cooling, *problem.thermal,
                [&](const LoopPlan& loop, const ThermalAssembly::LoopPlaces& places) {
                  add_loop(problem, loop, places, found);
                });
  return found;
}

CircuitStates::CircuitStates(const StateProblem& problem_, const std::vector<State>& states_,
                             const std::vector<StateAnswer>& answers_)
    : problem(problem_),
      study(problem_.study),
      thermal(*problem_.thermal),
      states(states_),
      answers(answers_) {}

const catalogs::CduType& CircuitStates::cdu(std::size_t device) const {
  return study.catalog.get(Id<catalogs::CduType>(problem.devices[device].type));
}

double density_kg_m3(const StateProblem& problem, const WaterCircuit& circuit, Temperature temperature) {
  return thermal::properties_of(problem.thermal->problem.circuits[ix(circuit.circuit)].fluid, temperature,
                                site_pressure(problem.study))
      .density.in_si();
}

}  // namespace shellfit::studies
