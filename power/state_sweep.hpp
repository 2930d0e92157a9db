#pragma once
// Voltages of many states of one network, most of them near a normal one: outages one by one, steps of a
// load.

#include "power/load_flow.hpp"

#include <functional>
#include <memory>
#include <span>

namespace shellfit::power {

struct SweptState {
  bool has_answer = false;  ///< all that is live is solved
  bool is_near = false;     ///< solved with the factors of the normal state
  int worst_bus = -1;       ///< where there is no answer: as IslandResult has it
  std::span<const std::complex<double>>
      voltage;  ///< by bus, in per unit; NaN where dead or without an answer
};

/// Solves states with the factors of the normal state where that gives the answer, and by Newton's method of
/// their own elsewhere. Both stop at the same mismatch.
///
/// Near are states that differ from the normal one in loads of constant power and branches out of service, of
/// a network that is one island without running converters, controlled taps or limits of reactive power that
/// could bind.
///
/// A state that seems to have no solution costs as much as many others when it is told why: without
/// LoadFlowOptions::follows_curve it has no answer, and LoadFlowSolver tells why when it is asked for that
/// state.
class StateSweep {
 public:
  /// Solves the normal state. `problem` outlives this.
  StateSweep(const NetworkProblem& problem, NetworkState normal, LoadFlowOptions options = {});
  ~StateSweep();
  StateSweep(StateSweep&&) noexcept;
  StateSweep& operator=(StateSweep&&) noexcept;

  /// `describe` makes of the normal state the state of that number; `take` gets its answer. Each is called
  /// once a state, not in order; an answer does not depend on the other states.
  void solve(int count, const std::function<void(int, NetworkState&)>& describe,
             const std::function<void(int, const SweptState&)>& take);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace shellfit::power
