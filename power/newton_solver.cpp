#include "power/newton_solver.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace shellfit::power {

namespace {

/// What every node must balance to.
double wanted_mismatch_pu(const IslandProblem& island, double& largest_pu) {
  double throughput_pu = 0;
  for (std::size_t i = 0; i < island.injected.size(); ++i) {
    const double one = std::abs(island.injected[i]) + std::abs(island.injected_current[i]) +
                       std::abs(island.injected_square[i]);
    largest_pu = std::max(largest_pu, one);
    throughput_pu += one;
  }
  return std::min(1e-9 * largest_pu, 1e-8 * throughput_pu / island.size);
}

}  // namespace

IslandSolution solve_newton(PowerBalance& balance, const IslandProblem& island,
                            std::vector<std::complex<double>> start, const NewtonLimits& limits,
                            double share) {
  IslandSolution solution;
  solution.voltage = std::move(start);
  double largest_pu = 0;
  const double wanted_pu = wanted_mismatch_pu(island, largest_pu);
  const double tolerance_pu = limits.mismatch_pu > 0 ? limits.mismatch_pu : wanted_pu;
  // Small powers over small impedances drown in rounding: 1e-9 pu, a milliwatt, is the most put up with.
  solution.rounding_pu = balance.rounding_pu();
  const double put_up_with_pu = std::min(solution.rounding_pu, 1e-9 * std::max(1.0, largest_pu));
  std::vector<double> step;
  double before_pu = std::numeric_limits<double>::infinity();
  for (;; ++solution.iterations) {
    balance.evaluate(solution.voltage, share);
    solution.worst_mismatch_pu = balance.worst(solution.worst_node);
    const double worst_pu = solution.worst_mismatch_pu;
    if (!std::isfinite(worst_pu)) return solution;
    if (worst_pu <= tolerance_pu || (worst_pu <= put_up_with_pu && worst_pu > 0.5 * before_pu)) {
      solution.has_converged = true;
      return solution;
    }
    before_pu = worst_pu;
    if (solution.iterations >= limits.most_iterations || !balance.factor()) return solution;
    step = balance.mismatch();
    balance.solve(step);
    balance.advance(solution.voltage, step);
  }
}

}  // namespace shellfit::power
