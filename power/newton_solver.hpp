#pragma once
// Newton's method on the power balance of one island.

#include "power/power_balance.hpp"

namespace shellfit::power {

/// When a solution is good enough, and how long to look for it.
struct NewtonLimits {
  int most_iterations = 20;
  /// Greatest mismatch of a node; 0: 1e-9 of the largest injection, and 1e-8 of the throughput over all.
  double mismatch_pu = 0;
};

struct IslandSolution {
  bool has_converged = false;
  int iterations = 0;
  double worst_mismatch_pu = 0;
  int worst_node = -1;
  double rounding_pu = 0;  ///< to which a node's balance can be told apart from rounding
  std::vector<std::complex<double>> voltage;
};

/// Full Newton in polar coordinates with the exact Jacobian, from the given voltages, with `share` of the
/// injections. Where the limit is below the rounding of the powers in the branches, until it gets no better.
[[nodiscard]] IslandSolution solve_newton(PowerBalance& balance, const IslandProblem& island,
                                          std::vector<std::complex<double>> start,
                                          const NewtonLimits& limits = {}, double share = 1.0);

}  // namespace shellfit::power
