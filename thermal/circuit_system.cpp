#include "thermal/circuit_system.hpp"

#include <algorithm>
#include <utility>

namespace shellfit::thermal {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

}  // namespace

CircuitSystem::CircuitSystem(const CircuitProblem& problem) : problem_(problem), nodes_(problem.nodes) {
  for (const auto& branch : problem.branches) regulators_ = std::max(regulators_, branch.regulator + 1);
  std::vector<std::pair<int, int>> places;
  const int size = nodes_ + regulators_;
  for (int i = 0; i < size; ++i) places.emplace_back(i, i);
  for (const auto& branch : problem.branches) {
    if (branch.to == problem.outside()) continue;
    places.emplace_back(branch.from, branch.to);
    places.emplace_back(branch.to, branch.from);
    if (branch.regulator < 0) continue;
    const int row = nodes_ + branch.regulator;
    for (const int node : {branch.from, branch.to}) {
      places.emplace_back(row, node);
      places.emplace_back(node, row);
    }
  }
  auto pattern = SparsePattern::of(size, std::move(places));
  for (int n = 0; n < nodes_; ++n) diagonal_.push_back(pattern.index(n, n));
  regulator_places_.resize(ix(regulators_));
  for (const auto& branch : problem.branches) {
    const bool is_way_out = branch.to == problem.outside();
    off_diagonal_.push_back(is_way_out ? std::array{-1, -1}
                                       : std::array{pattern.index(branch.from, branch.to),
                                                    pattern.index(branch.to, branch.from)});
    if (branch.regulator < 0) continue;
    const int row = nodes_ + branch.regulator;
    regulator_places_[ix(branch.regulator)] = {pattern.index(row, branch.from), pattern.index(row, branch.to),
                                               pattern.index(row, row), pattern.index(branch.from, row),
                                               pattern.index(branch.to, row)};
  }
  values_.resize(pattern.rows.size());
  right_.resize(ix(size));
  // Without regulators the matrix is symmetric with a heavy diagonal: any order of elimination is stable.
  SparseTraits traits;
  if (regulators_ == 0) traits = {true, minimum_degree_order(pattern)};
  solver_.emplace(std::move(pattern), std::move(traits));
}

void CircuitSystem::clear(std::span<const char> is_held) {
  std::fill(values_.begin(), values_.end(), 0.0);
  std::fill(right_.begin(), right_.end(), 0.0);
  is_held_.assign(is_held.begin(), is_held.end());
  for (int n = 0; n < nodes_; ++n) {
    if (is_held_[ix(n)] != 0) values_[ix(diagonal_[ix(n)])] = 1.0;
  }
}

void CircuitSystem::add_to_row(int node, double flow) {
  if (node != nodes_ && is_held_[ix(node)] == 0) right_[ix(node)] += flow;
}

void CircuitSystem::add_branch(std::size_t branch, double predicted_kg_s, double conductance) {
  const auto& one = problem_.branches[branch];
  add_to_row(one.from, -predicted_kg_s);
  const bool is_way_out = one.to == nodes_;
  if (!is_way_out) add_to_row(one.to, predicted_kg_s);
  if (conductance == 0.0) return;
  if (is_held_[ix(one.from)] == 0) {
    values_[ix(diagonal_[ix(one.from)])] += conductance;
    if (!is_way_out) values_[ix(off_diagonal_[branch][0])] -= conductance;
  }
  if (!is_way_out && is_held_[ix(one.to)] == 0) {
    values_[ix(diagonal_[ix(one.to)])] += conductance;
    values_[ix(off_diagonal_[branch][1])] -= conductance;
  }
}

void CircuitSystem::add_outflow(int node, double kg_s) { add_to_row(node, -kg_s); }

void CircuitSystem::add_regulator(std::size_t branch, double of_flow, double of_from, double of_to,
                                  double right) {
  const auto& one = problem_.branches[branch];
  const auto& places = regulator_places_[ix(one.regulator)];
  values_[ix(places.row_flow)] += of_flow;
  values_[ix(places.row_from)] += of_from;
  values_[ix(places.row_to)] += of_to;
  right_[ix(nodes_ + one.regulator)] += right;
  if (is_held_[ix(one.from)] == 0) values_[ix(places.column_from)] += 1.0;
  if (is_held_[ix(one.to)] == 0) values_[ix(places.column_to)] -= 1.0;
}

bool CircuitSystem::solve() {
  if (right_.empty()) return true;
  if (!solver_->factor(values_)) return false;
  solver_->solve(right_);
  return std::all_of(right_.begin(), right_.end(), [](double one) { return one - one == 0.0; });
}

}  // namespace shellfit::thermal
