#pragma once
// The balance of power of one island in four states at once, which costs less than twice what one state
// costs.

#include "base/four.hpp"
#include "power/island_problem.hpp"

#include <array>
#include <complex>
#include <span>
#include <vector>

namespace shellfit::power {

/// What a state has that the normal one has not.
struct Variation {
  std::vector<std::complex<double>> injected;  ///< by node; empty: as in the normal state
  std::vector<int> branches_out;               ///< of the island, each once
  std::vector<int> dead_nodes;                 ///< all that no reference reaches without those branches
};

/// Voltages and mismatches of four states, each in a lane of its own that no other touches.
///
/// Unknowns and equations stand as in PowerBalance. Equations of dead nodes read 0 = 0.
class SideBySide {
 public:
  static constexpr int lanes = static_cast<int>(Four::size);
  struct Node {
    int first = -1;  ///< its first unknown; -1 of a reference
    bool is_free = false;
    double per_magnitude = 0;  ///< one over that of the normal voltage
  };

  /// `island` outlives this; `normal` are the voltages of its normal state, where every lane starts.
  SideBySide(const IslandProblem& island, std::vector<std::complex<double>> normal);

  [[nodiscard]] const std::vector<std::complex<double>>& normal() const { return normal_; }
  [[nodiscard]] const Node& node(int i) const { return nodes_[static_cast<std::size_t>(i)]; }
  [[nodiscard]] int unknowns() const { return unknowns_; }

  /// Puts a state into a lane, at the normal voltages, and its mismatch there.
  void start(int lane, const Variation& variation);
  /// Leaves a lane without a state: its mismatch is zero.
  void rest(int lane);
  /// Finds the mismatches of all lanes.
  void evaluate();
  /// Adds to all voltages the steps that stand where the mismatches were.
  void advance();

  /// Given less taken, by equation.
  [[nodiscard]] std::span<Four> mismatches() { return mismatch_; }
  /// Largest absolute mismatch; no finite number when one is none.
  [[nodiscard]] double worst_pu(int lane) const { return worst_pu_[static_cast<std::size_t>(lane)]; }
  [[nodiscard]] std::complex<double> voltage(int i, int lane) const {
    const auto node = static_cast<std::size_t>(i);
    const auto l = static_cast<std::size_t>(lane);
    return {real_[node][l], imaginary_[node][l]};
  }
  [[nodiscard]] bool is_live(int i, int lane) const {
    return counts_[static_cast<std::size_t>(i)][static_cast<std::size_t>(lane)] != 0.0;
  }

 private:
  struct Entry {
    int column;
    double g, b;
  };
  struct Out {
    const IslandProblem::Branch* branch;
    int lane;
  };

  void gather();
  void find_currents();
  void find_mismatches();
  void add_voltage_dependent(std::size_t node, Four& real, Four& reactive) const;
  std::complex<double> given(std::size_t node, std::complex<double> injected, double v) const {
    return injected + v * (island_.injected_current[node] + v * island_.injected_square[node]);
  }

  const IslandProblem& island_;
  std::vector<std::complex<double>> normal_;
  std::vector<Node> nodes_;
  int unknowns_ = 0;
  std::vector<std::size_t> row_start_;       ///< by node, into entries_
  std::vector<Entry> entries_;               ///< of the admittance matrix, by rows
  std::vector<std::complex<double>> taken_;  ///< at the normal voltages
  bool is_voltage_dependent_ = false;        ///< some of the injections are

  std::vector<Out> out_;
  std::vector<Four> real_, imaginary_;             ///< voltage
  std::vector<Four> given_real_, given_reactive_;  ///< injected
  std::vector<Four> counts_;                       ///< 0 of a dead node, else 1
  std::vector<Four> current_real_, current_imaginary_;
  std::vector<Four> mismatch_;
  std::array<double, lanes> worst_pu_{};
};

}  // namespace shellfit::power
