#pragma once
// Many states of one island, each a variation of its normal state: other injections, branches out of service.
//
// The Jacobian is factored once, at the normal voltages. Four states go side by side through the same
// factors.

#include "power/newton_solver.hpp"
#include "power/side_by_side.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace shellfit::power {

struct VariedSolution {
  bool has_converged = false;
  std::span<const std::complex<double>> voltage;  ///< by node; NaN where dead, and of all when not converged
};

/// States of an island whose normal state is solved.
class Variations {
 public:
  /// `island` outlives this; `normal` are the voltages that Newton's method found. The balance is evaluated
  /// and factored there once, and not needed afterwards.
  Variations(PowerBalance& balance, const IslandProblem& island, std::vector<std::complex<double>> normal);
  ~Variations();

  /// False when the Jacobian of the normal state is singular: then nothing can be solved.
  [[nodiscard]] bool is_ready() const;

  /// Solves those of `count` states that are described. `take` is called once for each of them, in no fixed
  /// order; an answer does not depend on the others. A state that does not converge has most likely moved
  /// far: Newton's method with its own Jacobians tells.
  void solve(int count, const std::function<std::optional<Variation>(int)>& describe,
             const std::function<void(int, const VariedSolution&)>& take, const NewtonLimits& limits = {});

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace shellfit::power
