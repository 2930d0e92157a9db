#include "power/newton_solver.hpp"

#include "base/broyden_steps.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace shellfit::power {

NewtonTolerance::NewtonTolerance(const NewtonLimits& limits, const IslandProblem& island,
                                 std::span<const std::complex<double>> injected, double rounding_pu) {
  double largest_pu = 0;
  double throughput_pu = 0;
  const auto size = [](const std::complex<double>& s) {
    return std::sqrt(s.real() * s.real() + s.imag() * s.imag());
  };
  for (std::size_t i = 0; i < injected.size(); ++i) {
    const double one = size(injected[i]) + size(island.injected_current[i]) + size(island.injected_square[i]);
    largest_pu = std::max(largest_pu, one);
    throughput_pu += one;
  }
  mismatch_pu = limits.mismatch_pu > 0 ? limits.mismatch_pu
                                       : std::min(1e-9 * largest_pu, 1e-8 * throughput_pu / island.size);
  constexpr double milliwatt_pu = 1e-9;
  put_up_with_pu = std::min(rounding_pu, milliwatt_pu * std::max(1.0, largest_pu));
}

IslandSolution solve_newton(PowerBalance& balance, const IslandProblem& island,
                            std::vector<std::complex<double>> start, const NewtonLimits& limits,
                            double share) {
  IslandSolution solution;
  solution.voltage = std::move(start);
  solution.rounding_pu = balance.rounding_pu();
  const NewtonTolerance tolerance(limits, island, island.injected, solution.rounding_pu);
  Progress progress;
  BroydenSteps steps;
  std::vector<double> step;
  std::optional<IslandSolution> met;  // good enough, before one more step
  double before_pu = std::numeric_limits<double>::infinity();
  for (;; ++solution.iterations) {
    balance.evaluate(solution.voltage, share);
    const double worst_pu = solution.worst_mismatch_pu = balance.worst(solution.worst_node);
    // A step with a Jacobian of its own mostly ends far below the limit; after others one more does.
    const bool is_met = tolerance.is_met(worst_pu, before_pu);
    const bool is_enough =
        limits.mismatch_pu > 0 || steps.taken() <= 1 || solution.iterations >= limits.most_iterations;
    if (met && !(worst_pu <= met->worst_mismatch_pu)) {
      met->iterations = solution.iterations;
      met->has_converged = true;
      balance.evaluate(met->voltage, share);
      return *std::move(met);
    }
    solution.has_converged = met || (is_met && is_enough);
    if (is_met && !solution.has_converged) met = solution;
    if (solution.has_converged || !std::isfinite(worst_pu) || !progress.is_made(worst_pu) ||
        solution.iterations >= limits.most_iterations)
      return solution;
    constexpr double little = 0.01;
    if (worst_pu > little * before_pu || solution.iterations == 0) {
      if (!balance.factor()) return solution;
      steps.restart();
    }
    before_pu = worst_pu;
    step = balance.mismatch();
    balance.solve(step);
    steps.accelerate(step);
    balance.advance(solution.voltage, step);
  }
}

}  // namespace shellfit::power
