#include "studies/cooling_checks.hpp"

#include <utility>

namespace shellfit::studies {

std::vector<Check> cooling_checks(const StateProblem& problem, const State& state,
                                  const StateAnswer& answer) {
  const SolvedCooling solved(problem, state, answer);
  if (solved.answer != nullptr && (!solved.answer->solution.has_converged || !solved.answer->has_settled)) {
    auto check = unknown_check(CheckKind::thermal_solution, "loops",
                               solved.answer->solution.has_converged
                                   ? "power and temperatures of the machines do not settle"
                                   : solved.answer->solution.reason);
    check.state = state.id;
    return {std::move(check)};
  }
  auto checks = rejection_checks(solved);
  if (solved.answer == nullptr) return checks;
  for (auto more : {liquid_checks(solved), air_checks(solved)}) {
    for (auto& check : more) checks.push_back(std::move(check));
  }
  return checks;
}

}  // namespace shellfit::studies
