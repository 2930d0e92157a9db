#pragma once
// The balance of power at the nodes of one island, and its derivatives.

#include "base/sparse.hpp"
#include "power/island_problem.hpp"

#include <optional>
#include <span>

namespace shellfit::power {

/// The equations of an island, analysed once; evaluated, factored and solved at any voltages.
///
/// The island's branches, shunts and kinds must stay as they are while this lives; its injections may change.
/// Unknowns stand node by node: the angle of each that is no reference, then the magnitude where it is free;
/// equations likewise: real power, then reactive power.
class PowerBalance {
 public:
  explicit PowerBalance(const IslandProblem& island);

  [[nodiscard]] int unknowns() const { return unknowns_; }
  /// Mismatch (given less taken) at these voltages, with `share` of the injections.
  void evaluate(std::span<const std::complex<double>> voltage, double share);
  [[nodiscard]] const std::vector<double>& mismatch() const { return mismatch_; }
  /// The injections of the whole share at the voltages last evaluated, as a right-hand side.
  [[nodiscard]] std::vector<double> injections() const;
  /// Largest absolute mismatch; NaN when one is. `node`: where.
  [[nodiscard]] double worst(int& node) const;
  /// To which a node's balance can be told from rounding, about nominal voltage.
  [[nodiscard]] double rounding_pu() const { return rounding_pu_; }

  /// Factors the Jacobian of the power taken, less that of the share given, where it was last evaluated.
  /// False when it is singular to working precision.
  [[nodiscard]] bool factor();
  /// Solves with the last factors, in place.
  void solve(std::span<double> right_hand_side) const;
  /// The last factors. Empty where nothing is unknown.
  [[nodiscard]] FourfoldFactors fourfold() const {
    return unknowns_ > 0 ? solver_->fourfold() : FourfoldFactors{};
  }
  /// Adds a step of the unknowns to the voltages.
  void advance(std::span<std::complex<double>> voltage, std::span<const double> step) const;

 private:
  struct Node {
    int first = -1;  ///< its first unknown; -1 of a reference
    bool is_free = false;
    int place = 0;   ///< of ∂P/∂θ in the Jacobian's own block
    int stride = 0;  ///< from the column of its angle to that of its magnitude
  };
  struct Entry {
    std::complex<double> y;
    int column;
    int place;  ///< of ∂P_row/∂θ_column; -1 where a reference takes part
  };

  void gather();
  [[nodiscard]] double largest_row() const;
  void lay_out_jacobian();
  void differentiate();
  /// Power given to a node at a magnitude of its voltage.
  std::complex<double> given(std::size_t node, double v) const {
    return island_.injected[node] + v * (island_.injected_current[node] + v * island_.injected_square[node]);
  }

  const IslandProblem& island_;
  std::vector<Node> nodes_;
  int unknowns_ = 0;
  double rounding_pu_ = 0;
  std::vector<int> row_start_;  ///< by node, into entries_
  std::vector<Entry> entries_;  ///< off the diagonal of the admittance matrix, by rows
  std::vector<std::complex<double>> diagonal_;
  std::optional<SparseSolver> solver_;
  std::vector<double> jacobian_;
  std::vector<double> mismatch_;
  double share_ = 0;
  std::vector<std::complex<double>> voltage_, taken_;
  std::vector<double> magnitude_;
};

}  // namespace shellfit::power
