#include "base/disjoint_sets.hpp"
#include "thermal/circuit_solver.hpp"

#include <algorithm>
#include <cmath>

// What rounding leaves at the nodes of a circuit that has settled, and the answer. In a wide pipe the
// rounding of two pressures alone makes a flow; what nodes have too much by that is carried along the
// branches whose drop it changes least, which are a smallest spanning tree, to where pressures are held.

namespace shellfit::thermal {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

/// Fills what enters each node less what leaves it; the largest at a node whose pressure is not held.
double CircuitSolver::largest_residue() {
  const auto& a = *answer_;
  residue_.assign(ix(problem_.nodes + 1), 0.0);
  for (int n = 0; n < problem_.nodes; ++n) residue_[ix(n)] = -leaves_[ix(n)];
  for (std::size_t k = 0; k < a.kg_s.size(); ++k) {
    residue_[ix(problem_.branches[k].from)] -= a.kg_s[k];
    residue_[ix(problem_.branches[k].to)] += a.kg_s[k];
  }
  double most = 0;
  for (int n = 0; n < problem_.nodes; ++n) {
    const double one = std::fabs(residue_[ix(n)]);
    if (is_held_[ix(n)] == 0 && !(one <= most)) most = one;
  }
  return most;
}

/// Of the branches whose flow is free, those whose drop changes least with it.
std::vector<std::size_t> CircuitSolver::softest_tree() const {
  const auto& a = *answer_;
  double sum = 0;
  for (int n = 0; n < problem_.nodes; ++n) {
    if (is_held_[ix(n)] == 0) sum += std::fabs(residue_[ix(n)]);
  }
  std::vector<std::pair<double, std::size_t>> free;
  for (std::size_t k = 0; k < a.kg_s.size(); ++k) {
    const auto& branch = problem_.branches[k];
    const bool regulates = a.status[k] == BranchStatus::regulates;
    const bool has_room = a.kg_s[k] - sum > bounds_[k].least_kg_s && a.kg_s[k] + sum < bounds_[k].most_kg_s;
    const bool moves = a.status[k] == BranchStatus::follows_law && part_[k] >= 0;
    if (!has_room || (!regulates && !moves)) continue;
    free.emplace_back(regulates ? 0.0 : branch.law.drop(a.kg_s[k]).slope_pa_s_kg, k);
  }
  std::sort(free.begin(), free.end());
  DisjointSets sets(problem_.nodes + 1);
  for (int n = 0; n < problem_.nodes; ++n) {
    if (is_held_[ix(n)] != 0) sets.join(n, problem_.outside());
  }
  std::vector<std::size_t> tree;
  for (const auto& [slope, k] : free) {
    if (sets.join(problem_.branches[k].from, problem_.branches[k].to)) tree.push_back(k);
  }
  return tree;
}

/// The largest flow so carried whose drop rounding does not explain.
double CircuitSolver::spread_residues(double rounding_pa) {
  struct Way {
    int node, parent;
    std::size_t branch;
  };
  const auto tree = softest_tree();
  std::vector<std::vector<std::size_t>> at_node(ix(problem_.nodes + 1));
  for (const auto k : tree) {
    at_node[ix(problem_.branches[k].from)].push_back(k);
    at_node[ix(problem_.branches[k].to)].push_back(k);
  }
  std::vector<char> is_reached(ix(problem_.nodes + 1), 1);
  std::vector<int> queue{problem_.outside()};
  for (int n = 0; n < problem_.nodes; ++n) {
    is_reached[ix(n)] = is_held_[ix(n)];
    if (is_held_[ix(n)] != 0) queue.push_back(n);
  }
  std::vector<Way> ways;
  for (std::size_t i = 0; i < queue.size(); ++i) {
    for (const auto k : at_node[ix(queue[i])]) {
      const auto& branch = problem_.branches[k];
      const int other = branch.from == queue[i] ? branch.to : branch.from;
      if (is_reached[ix(other)] != 0) continue;
      is_reached[ix(other)] = 1;
      ways.push_back({other, queue[i], k});
      queue.push_back(other);
    }
  }
  double unexplained = 0;
  for (auto way = ways.rbegin(); way != ways.rend(); ++way) {
    const double carried = residue_[ix(way->node)];
    auto& flow = answer_->kg_s[way->branch];
    const auto& branch = problem_.branches[way->branch];
    const double before_pa = branch.law.drop(flow).drop_pa;
    flow += branch.from == way->node ? carried : -carried;
    residue_[ix(way->parent)] += carried;
    const bool is_law = answer_->status[way->branch] == BranchStatus::follows_law;
    if (is_law && std::fabs(branch.law.drop(flow).drop_pa - before_pa) > rounding_pa)
      unexplained = std::max(unexplained, std::fabs(carried));
  }
  return unexplained;
}

/// A part whose flows are all rounding residue stands: equal pumps that hold each other's check valves.
void CircuitSolver::still_residues() {
  auto& a = *answer_;
  std::vector<double> most(ix(parts_), 0.0);
  std::vector<double> rated(ix(parts_), 0.0);
  for (std::size_t k = 0; k < part_.size(); ++k) {
    if (part_[k] < 0) continue;
    const auto& branch = problem_.branches[k];
    auto& of_part = most[ix(part_[k])];
    of_part = std::max(of_part, std::fabs(a.kg_s[k]));
    rated[ix(part_[k])] = std::max(rated[ix(part_[k])], branch.rated_kg_s);
  }
  for (std::size_t k = 0; k < part_.size(); ++k) {
    if (part_[k] < 0 || is_driven_by_given_[ix(part_[k])] != 0) continue;
    if (most[ix(part_[k])] <= 1e-9 * rated[ix(part_[k])]) a.kg_s[k] = 0;
  }
}

/// Writes the answer; false when flows do not balance at every node.
bool CircuitSolver::finish() {
  auto& a = *answer_;
  still_residues();
  double throughput = 1e-9;
  for (std::size_t k = 0; k < a.kg_s.size(); ++k) {
    a.kg_s[k] = std::max(a.kg_s[k], bounds_[k].least_kg_s);
    throughput += std::fabs(a.kg_s[k]);
  }
  if (largest_residue() > 1e-9 * throughput) {
    spread_residues(0.0);
    a.worst_share = largest_residue() / throughput;
  }
  for (int n = 0; n < problem_.nodes; ++n) {
    const bool must_balance = problem_.gives[ix(n)] == 0 && is_left_out_[ix(n)] == 0;
    if (must_balance && std::fabs(residue_[ix(n)]) > 1e-8 * throughput) return false;
  }
  // Pressures are known where branches that pass them on lead to one that is fixed.
  a.pressure_pa.assign(ix(problem_.nodes), nan);
  a.is_left_out = is_left_out_;
  const auto is_known = [&](int node) {
    return node == problem_.nodes || (piece_[ix(node)] < 0 && is_left_out_[ix(node)] == 0);
  };
  for (int n = 0; n < problem_.nodes; ++n) {
    if (is_known(n)) a.pressure_pa[ix(n)] = pressure_[ix(n)];
  }
  a.drop_pa.assign(a.kg_s.size(), nan);
  for (std::size_t k = 0; k < a.kg_s.size(); ++k) {
    const auto& branch = problem_.branches[k];
    const int piece = piece_[ix(branch.from)];
    const bool is_joined = piece >= 0 && piece == piece_[ix(branch.to)];
    if (is_joined || (is_known(branch.from) && is_known(branch.to))) a.drop_pa[k] = pull(k);
  }
  return true;
}

}  // namespace shellfit::thermal
