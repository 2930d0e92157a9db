#pragma once
// Newton's method on the power balance of one island.

#include <complex>
#include <vector>

namespace shellfit::power {

/// One island in per unit. Nodes 0 .. size-1; at least one is a reference.
struct IslandProblem {
  struct Branch {
    int from, to;  ///< may be one node
    std::complex<double> y_from_from, y_from_to, y_to_from, y_to_to;
  };
  int size = 0;
  std::vector<Branch> branches;
  std::vector<std::complex<double>> shunt;     ///< admittance to ground at each node
  std::vector<char> is_reference;              ///< voltage given
  std::vector<std::complex<double>> injected;  ///< power into each node that is no reference
  std::vector<std::complex<double>> start;     ///< start voltages; those of references stand
};

struct IslandSolution {
  bool has_converged = false;
  int iterations = 0;
  double worst_mismatch_pu = 0;
  int worst_node = -1;
  double rounding_pu = 0;  ///< to which a node's balance can be told apart from rounding
  std::vector<std::complex<double>> voltage;
};

/// Full Newton in polar coordinates with the exact Jacobian. Every node balances to 1e-9 of the largest
/// injection, and all together to 1e-8 of the throughput; or, where that is below the rounding of the powers
/// in the branches, until it gets no better.
[[nodiscard]] IslandSolution solve_island(const IslandProblem& island, int most_iterations = 20);

/// The largest share of the injections (0 to 1) that has a solution, found by continuation from no load.
/// 1 when the full injections are solved on the way.
[[nodiscard]] double loadability(const IslandProblem& island, IslandSolution& last);

}  // namespace shellfit::power
