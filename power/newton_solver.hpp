#pragma once
// Newton's method on the power balance of one island.

#include "power/power_balance.hpp"

#include <algorithm>
#include <limits>

namespace shellfit::power {

/// When a solution is good enough, and how long to look for it.
struct NewtonLimits {
  int most_iterations = 20;
  /// Greatest mismatch of a node; 0: 1e-9 of the largest injection, and 1e-8 of the throughput over all.
  double mismatch_pu = 0;
};

struct IslandSolution {
  bool has_converged = false;
  int iterations = 0;  ///< steps taken, each with a Jacobian of its own or not
  double worst_mismatch_pu = 0;
  int worst_node = -1;
  double rounding_pu = 0;  ///< to which a node's balance can be told apart from rounding
  std::vector<std::complex<double>> voltage;
};

/// Tells when steps lead nowhere.
class Progress {
 public:
  /// False when five steps in turn left more over than one before them.
  [[nodiscard]] bool is_made(double worst_pu) {
    constexpr int most_in_vain = 5;
    in_vain_ = worst_pu < least_pu_ ? 0 : in_vain_ + 1;
    least_pu_ = std::min(least_pu_, worst_pu);
    return in_vain_ < most_in_vain;
  }

 private:
  double least_pu_ = std::numeric_limits<double>::infinity();
  int in_vain_ = 0;
};

/// What the mismatch of an island with these injections must come to.
struct NewtonTolerance {
  double mismatch_pu;
  double put_up_with_pu;  ///< where it gets no better: small powers over small impedances drown in rounding

  NewtonTolerance(const NewtonLimits& limits, const IslandProblem& island,
                  std::span<const std::complex<double>> injected, double rounding_pu);
  /// `before_pu`: the mismatch of the step before.
  [[nodiscard]] bool is_met(double worst_pu, double before_pu) const {
    return worst_pu <= mismatch_pu || (worst_pu <= put_up_with_pu && worst_pu > 0.5 * before_pu);
  }
};

/// Newton's method in polar coordinates with the exact Jacobian, from the given voltages, with `share` of the
/// injections. While a step leaves little of the mismatch the next takes the same factors, by Broyden's
/// method; where no limit was given, one more follows when the limit is met. Where the limit is below the
/// rounding of the powers in the branches, until it gets no better.
[[nodiscard]] IslandSolution solve_newton(PowerBalance& balance, const IslandProblem& island,
                                          std::vector<std::complex<double>> start,
                                          const NewtonLimits& limits = {}, double share = 1.0);

}  // namespace shellfit::power
