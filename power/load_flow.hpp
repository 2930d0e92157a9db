#pragma once
// Load flow of a network in a state: every island by itself, UPS outputs before the boards that feed them.

#include "base/units.hpp"
#include "power/network_problem.hpp"
#include "power/switching.hpp"

#include <limits>
#include <memory>
#include <string>
#include <string_view>
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
  /// Of the rating, at the end that has more of it; NaN where no rating is known.
  double loading = std::numeric_limits<double>::quiet_NaN();
};
/// Output of a source, generator or converter; for a converter also what it takes at its input. A converter
/// whose output is reached past it carries nothing and has NaN.
struct SupplyResult {
  RealPower real;
  ReactivePower reactive;
  RealPower input_real;
  bool is_at_limit = false;  ///< of its reactive power: it no longer holds its bus
};
struct IslandResult {
  bool has_converged = false;
  int iterations = 0;
  int buses = 0;
  std::string reason;  ///< empty when converged
  int worst_bus = -1;
  bool is_infeasible = false;  ///< shown to have no solution, not only not found
  /// Share of the loads that has a solution, where there is none for all of them.
  double loadability = std::numeric_limits<double>::quiet_NaN();
};

/// How a control of taps ended.
struct TapControlResult {
  enum class End {
    idle,  ///< it moved nothing: the voltage it watches has no answer, or taps are not moved
    in_band,
    at_last_tap,
    no_tap_in_band,  ///< of those that it tried, in the order of all controls
    not_settled,     ///< the rounds of all controls ran out
    no_solution,     ///< none was found with the taps that came next; the last with one stand
  };
  End end = End::idle;
  /// At its bus, or behind its line drop.
  double seen_pu = std::numeric_limits<double>::quiet_NaN();
};
/// What to say of a control that did not reach its band; empty of the others.
[[nodiscard]] std::string_view tap_control_words(TapControlResult::End end);

/// Answers in the order of the network's description. Elements that are out or dead have NaN.
struct LoadFlowResult {
  std::vector<BusResult> buses;        ///< star points of three-winding transformers come last
  std::vector<BranchResult> branches;  ///< as in the problem
  std::vector<SupplyResult> sources, generators, converters;
  std::vector<IslandResult> islands;       ///< with a source
  std::vector<IslandResult> dead_islands;  ///< without one; buses out of service are in none
  std::vector<int> tap_positions;          ///< where control left them, by tap changer
  std::vector<TapControlResult> controls;  ///< as in the problem
  RealPower losses;
  RealPower served;        ///< what loads on solved buses take at their voltage
  RealPower unserved;      ///< what loads on dead buses would take at nominal voltage, added with its sign
  int unserved_loads = 0;  ///< loads on dead buses that would take or give something
  /// All live islands have an answer.
  [[nodiscard]] bool has_converged() const;
};

struct LoadFlowOptions {
  bool has_reactive_limits = true;  ///< generators keep to them, and then no longer hold their bus
  /// A generator that had to let its bus go holds it again when it can. MATPOWER's do not.
  bool may_hold_again = true;
  bool moves_taps = true;
  /// Where Newton's method finds no solution, or one of unusual voltages, the curve of solutions from no load
  /// is followed: to one that there is all the same, or to its nose, which tells why there is none.
  bool follows_curve = true;
  int most_iterations = 20;    ///< of Newton's method, each time
  double mismatch_pu = 0;      ///< of 1 MVA; 0: as fine as NewtonLimits says
  std::vector<Complex> start;  ///< by bus; empty: 1 pu at the angle that transformers make
};

/// Solves states of one network. What stays between two states (islands, patterns, orderings) is kept.
class LoadFlowSolver {
 public:
  explicit LoadFlowSolver(const NetworkProblem& problem);
  ~LoadFlowSolver();
  LoadFlowSolver(LoadFlowSolver&&) noexcept;
  LoadFlowSolver& operator=(LoadFlowSolver&&) noexcept;

  /// Solves all live islands. Real and reactive power balance to 1e-8 of the throughput in each, or to what
  /// `mismatch_pu` lets pass at its nodes where that is more. An island
  /// whose loads are no numbers, or that feeds converters without an answer, has no answer and says which.
  /// The answer does not depend on what was solved before.
  [[nodiscard]] LoadFlowResult solve(const NetworkState& state, const LoadFlowOptions& options = {});

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// Solves once.
[[nodiscard]] LoadFlowResult solve_load_flow(const NetworkProblem& problem, const NetworkState& state,
                                             const LoadFlowOptions& options = {});

}  // namespace shellfit::power
