#pragma once
// Which voltages a network is expected to have.

#include "power/island_problem.hpp"

#include <span>

namespace shellfit::power {

/// Bounds on the magnitudes of an island's voltages. Beyond them a solution may be the lower of two: the one
/// that follows from no load is the one that a network takes.
class UsualVoltages {
 public:
  explicit UsualVoltages(const IslandProblem& island);
  /// By node; one without a number is not looked at.
  [[nodiscard]] bool has(std::span<const std::complex<double>> voltage) const;

 private:
  struct Squares {
    double least_pu, most_pu;
  };
  std::vector<Squares> squares_;
};

}  // namespace shellfit::power
