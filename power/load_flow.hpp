#pragma once
// Load flow of a network in a state: every island by itself, UPS outputs before the boards that feed them.

#include "base/units.hpp"
#include "power/network_problem.hpp"
#include "power/switching.hpp"

#include <string>
#include <vector>

namespace shellfit::power {

struct BusResult {
  bool is_solved = false;  ///< false: dead, or in an island without a solution; then the rest is NaN
  double voltage_pu = std::numeric_limits<double>::quiet_NaN();
  double angle_rad = std::numeric_limits<double>::quiet_NaN();
};
struct BranchResult {
  RealPower real_from, real_to;
  ReactivePower reactive_from, reactive_to;
  Current current_from, current_to;
};
/// Output of a source or converter; for a converter also what it takes at its input.
struct SupplyResult {
  RealPower real;
  ReactivePower reactive;
  RealPower input_real;
};
struct IslandResult {
  bool has_converged = false;
  int iterations = 0;
  int buses = 0;
  std::string reason;  ///< empty when converged
  int worst_bus = -1;
  /// Share of the loads that has a solution, where there is none for all of them.
  double loadability = std::numeric_limits<double>::quiet_NaN();
};

/// Answers in the order of the network's description. Elements that are out or dead have NaN.
struct LoadFlowResult {
  std::vector<BusResult> buses;
  std::vector<BranchResult> branches;  ///< lines, then transformers
  std::vector<SupplyResult> sources;
  std::vector<SupplyResult> converters;
  std::vector<IslandResult> islands;  ///< live ones
  RealPower losses;
  RealPower served;    ///< loads on solved buses
  RealPower unserved;  ///< loads on dead buses
  [[nodiscard]] bool has_converged() const;
};

/// Solves all live islands. Real and reactive power balance to 1e-8 of the throughput in each. An island
/// whose loads are no numbers, or that feeds converters without an answer, has no answer and says which.
[[nodiscard]] LoadFlowResult solve_load_flow(const NetworkProblem& problem, const NetworkState& state);

}  // namespace shellfit::power
