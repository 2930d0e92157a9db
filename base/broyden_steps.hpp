#pragma once
// Steps towards a root with one factorization for all of them.

#include <span>
#include <vector>

namespace shellfit {

/// Broyden's method from a Jacobian that stays factored: the first step is Newton's, each next has the
/// rank-one updates of those before (Kelley, Iterative Methods for Linear and Nonlinear Equations, SIAM
/// 1995, 7.3):
///   z = J^-1 F(x_k+1);  for j < k: z += s_j+1 (s_j . z) / |s_j|²;  s_k+1 = z / (1 - s_k . z / |s_k|²)
class BroydenSteps {
 public:
  /// Another Jacobian: there are no steps before.
  void restart() { taken_ = 0; }
  [[nodiscard]] int taken() const { return taken_; }
  /// Makes of J^-1 F, F the negative residual, the step to take.
  void accelerate(std::span<double> step);

 private:
  int taken_ = 0;
  std::vector<std::vector<double>> steps_;  ///< the first `taken_` count
  std::vector<double> squares_;             ///< |s|²
};

}  // namespace shellfit
