#pragma once
// Generators that hold their bus only while their reactive power lasts.

#include "power/continuation.hpp"
#include "power/island_model.hpp"

#include <optional>

namespace shellfit::power {

/// What became of an island's held nodes: by place in IslandModel::held, 0 held, -1 at its least, +1 at its
/// most reactive power.
struct LimitedSolution {
  IslandSolution solution;
  std::vector<int> limit;
  std::vector<Complex> power_pu;  ///< that the holders of each held node give; NaN without a solution
  /// A node whose reference would have to give more than it can while no other node is held; -1: none.
  int exhausted_node = -1;
};

/// Solves `model` from its start. A node whose generators would have to give more than they can gets what
/// they can and is free; where `may_hold_again`, it is held again when its voltage would pass the one it
/// holds. `kept` is reused while the kinds of nodes stay as they were made, and made anew where they change.
/// The problem's kinds and injections are those of the answer afterwards. `start`, by node, stands for the
/// model's own where references leave it open.
[[nodiscard]] LimitedSolution solve_with_limits(IslandModel& model, std::optional<PowerBalance>& kept,
                                                const NewtonLimits& limits, bool has_reactive_limits,
                                                bool may_hold_again = true,
                                                const std::vector<Complex>& start = {});

}  // namespace shellfit::power
