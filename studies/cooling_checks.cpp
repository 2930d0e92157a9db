#include "studies/cooling_checks.hpp"

#include <utility>

namespace shellfit::studies {

namespace {

/// Physics shown to have no answer is a failure; an iteration without one, or a figure not given, is not.
Check why_unsolved(const thermal::Solution& solution, const State& state) {
  if (is_shown(solution.failure)) {
    return failed_check(CheckKind::thermal_solution, "loops", state.id, std::nullopt, std::nullopt,
                        solution.reason);
  }
  auto check = unknown_check(CheckKind::thermal_solution, "loops", solution.reason);
  check.state = state.id;
  return check;
}

}  // namespace

bool is_shown(thermal::Failure failure) {
  switch (failure) {
    case thermal::Failure::contradictory_flows:
    case thermal::Failure::unfed_demand:
    case thermal::Failure::contradictory_regulators:
    case thermal::Failure::unsteady:
    case thermal::Failure::outside_fluid_range:
      return true;
    case thermal::Failure::not_found:
    case thermal::Failure::missing_input:
      break;
  }
  return false;
}

std::vector<Check> cooling_checks(const StateProblem& problem, const State& state,
                                  const StateAnswer& answer) {
  const SolvedCooling solved(problem, state, answer);
  if (solved.answer != nullptr && !solved.answer->solution.has_converged)
    return {why_unsolved(solved.answer->solution, state)};
  if (solved.answer != nullptr && !solved.answer->has_settled) {
    auto check = unknown_check(CheckKind::thermal_solution, "loops",
                               "power and temperatures of the machines do not settle");
    check.state = state.id;
    return {std::move(check)};
  }
  auto checks = rejection_checks(solved);
  if (solved.answer == nullptr) return checks;
  for (auto more : {plant_checks(solved), liquid_checks(solved), air_checks(solved)}) {
    for (auto& check : more) checks.push_back(std::move(check));
  }
  return checks;
}

}  // namespace shellfit::studies
