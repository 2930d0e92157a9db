#pragma once
// The linear system of a Newton step of a circuit. Unknown: changes d of the nodes' pressures and of the
// regulators' flows. Node n, with the flow l that the law of each branch predicts before pressures change and
// its conductance g:
//   Σ g (d_n - d_other) + Σ_from change_r - Σ_to change_r = Σ_in l - Σ_out l - leaves,
// and a row of its own for each regulator. The pattern is that of all branches, whatever is closed: it is
// analysed once.

#include "base/sparse.hpp"
#include "thermal/circuit_problem.hpp"

#include <array>
#include <optional>
#include <span>
#include <vector>

namespace shellfit::thermal {

class CircuitSystem {
 public:
  explicit CircuitSystem(const CircuitProblem& problem);

  /// All zero; rows of held nodes say that their pressure does not change.
  void clear(std::span<const char> is_held);
  /// A branch that carries `predicted_kg_s`, and more by its conductance.
  void add_branch(std::size_t branch, double predicted_kg_s, double conductance);
  void add_outflow(int node, double kg_s);
  /// The row of a regulator: of_flow * change_r + of_from * d_from + of_to * d_to = right.
  void add_regulator(std::size_t branch, double of_flow, double of_from, double of_to, double right);
  /// False when the system is singular.
  [[nodiscard]] bool solve();
  [[nodiscard]] double node_change(int node) const { return at(node); }
  [[nodiscard]] double regulator_change(int regulator) const { return at(nodes_ + regulator); }

 private:
  [[nodiscard]] double at(int row) const {
    return row == nodes_ + regulators_ ? 0.0 : right_[static_cast<std::size_t>(row)];
  }
  void add_to_row(int node, double flow);

  const CircuitProblem& problem_;
  int nodes_ = 0, regulators_ = 0;
  std::vector<char> is_held_;
  std::vector<int> diagonal_;                     ///< by node
  std::vector<std::array<int, 2>> off_diagonal_;  ///< by branch: (from, to), (to, from); -1: none
  struct RegulatorPlaces {
    int row_from, row_to, row_flow, column_from, column_to;
  };
  std::vector<RegulatorPlaces> regulator_places_;
  std::vector<double> values_, right_;
  std::optional<SparseSolver> solver_;
};

}  // namespace shellfit::thermal
