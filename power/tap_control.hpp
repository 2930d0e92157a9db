#pragma once
// Tap changers that move under load until the voltage they watch is within its band.

#include "power/islands.hpp"
#include "power/load_flow.hpp"
#include "power/network_problem.hpp"

#include <optional>
#include <set>
#include <vector>

namespace shellfit::power {

/// Moves the taps of one island between solves.
///
/// Of those that are out of their band, only the nearest to a source move, by as many steps as the voltage is
/// off; what stands behind them answers to the next solve. A tap that would come back to where it was stays
/// at the better of its two positions: its steps are wider than its band.
class TapControl {
 public:
  TapControl(const NetworkProblem& network, const Islands& islands, int island);

  [[nodiscard]] bool is_needed() const { return !controls_.empty(); }
  /// Changes `positions` (by tap) after a solve with these voltages (by bus). False: all is as it should be,
  /// or as near as it gets.
  [[nodiscard]] bool move(const std::vector<Complex>& voltage, std::vector<int>& positions);
  /// Writes how the controls of the island ended, by control of the network: those out of their band as
  /// `cut_short` says, or where nothing cut the moves short, at their last tap or without a better one.
  void report(const std::vector<Complex>& voltage, const std::vector<int>& positions,
              std::optional<TapControlResult::End> cut_short, std::vector<TapControlResult>& results) const;

 private:
  struct Control {
    int control;  ///< of the problem
    int depth;    ///< branches between its transformer and a source
    std::set<int> visited;
    bool is_settled = false;
    int best = 0;
    double best_off_pu = 0;
  };
  /// The voltage that it compares with its target.
  [[nodiscard]] double seen_pu(const NetworkProblem::ControlData& data, const std::vector<Complex>& voltage,
                               const std::vector<int>& positions) const;
  /// How far a voltage is above the target; within the band, 0.
  [[nodiscard]] static double off_pu(const NetworkProblem::ControlData& data, double seen_pu);
  /// +1 or -1: where the tap goes when the voltage is off.
  [[nodiscard]] int direction(const NetworkProblem::ControlData& data, double off_pu) const;

  const NetworkProblem& network_;
  std::vector<Control> controls_;
};

}  // namespace shellfit::power
