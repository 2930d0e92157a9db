#include "power/sequence_network.hpp"

#include "base/disjoint_sets.hpp"

#include <algorithm>

namespace shellfit::power {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

/// Numbers nodes so that those which branches and gaps join share one; held nodes part what they stand
/// between.
std::vector<int> number_parts(int nodes, const std::vector<FaultProblem::Branch>& branches,
                              const std::vector<FaultProblem::Gap>& gaps, const std::vector<char>& is_held) {
  DisjointSets joined(nodes);
  const auto join = [&](int a, int b) {
    if (is_held[ix(a)] == 0 && is_held[ix(b)] == 0) joined.join(a, b);
  };
  for (const auto& branch : branches) join(branch.from, branch.to);
  for (const auto& gap : gaps) join(gap.from, gap.to);
  std::vector<int> number(ix(nodes), -1);
  std::vector<int> part(ix(nodes));
  int count = 0;
  for (int node = 0; node < nodes; ++node) {
    const int root = joined.root(node);
    if (number[ix(root)] < 0) number[ix(root)] = count++;
    part[ix(node)] = number[ix(root)];
  }
  return part;
}

}  // namespace

SequenceNetwork::SequenceNetwork(int nodes, std::vector<FaultProblem::Branch> branches,
                                 const std::vector<Shunt>& shunts, const std::vector<FaultProblem::Gap>& gaps)
    : branches_(std::move(branches)), shunts_(shunts), is_held_(ix(nodes), 0), row_(ix(nodes), -1) {
  for (const auto& shunt : shunts) {
    if (shunt.z_pu == Complex{}) is_held_[ix(shunt.node)] = 1;
  }
  part_ = number_parts(nodes, branches_, gaps, is_held_);
  int count = 0;
  for (const int part : part_) count = std::max(count, part + 1);
  parts_.resize(ix(count));
  for (int node = 0; node < nodes; ++node) {
    auto& part = parts_[ix(part_[ix(node)])];
    row_[ix(node)] = static_cast<int>(part.nodes.size());
    part.nodes.push_back(node);
    if (is_held_[ix(node)] != 0) part.seen = Seen::stiffness;
  }
  for (std::size_t i = 0; i < branches_.size(); ++i) {
    for (const int end : {branches_[i].from, branches_[i].to}) {
      const int other = end == branches_[i].from ? branches_[i].to : branches_[i].from;
      auto& part = parts_[ix(part_[ix(end)])];
      if (is_held_[ix(end)] != 0) continue;
      if (part.branches.empty() || part.branches.back() != i) part.branches.push_back(i);
      if (is_held_[ix(other)] != 0) part.has_path = true;
    }
  }
  for (std::size_t i = 0; i < shunts_.size(); ++i) {
    auto& part = parts_[ix(part_[ix(shunts_[i].node)])];
    part.shunts.push_back(i);
    part.has_path = true;
  }
  for (const auto& gap : gaps) {
    for (const int end : {gap.from, gap.to}) {
      auto& part = parts_[ix(part_[ix(end)])];
      if (part.gap.empty() && part.seen != Seen::stiffness) part.gap = gap.sentence;
    }
  }
  for (auto& part : parts_) factor(part);
  column_.resize(ix(nodes));
}

void SequenceNetwork::factor(Part& part) {
  if (part.seen == Seen::stiffness) return;
  if (!part.gap.empty()) {
    part.seen = Seen::gap;
    return;
  }
  if (!part.has_path) return;
  struct Term {
    int row, column;
    Complex value;
  };
  std::vector<Term> terms;
  for (const auto i : part.branches) {
    const auto& branch = branches_[i];
    const Complex y = 1.0 / branch.z_pu;
    const bool has_from = is_held_[ix(branch.from)] == 0;
    const bool has_to = is_held_[ix(branch.to)] == 0;
    const int from = row_[ix(branch.from)];
    const int to = row_[ix(branch.to)];
    if (has_from) terms.push_back({from, from, branch.ff * y});
    if (has_to) terms.push_back({to, to, branch.tt * y});
    if (!has_from || !has_to) continue;
    terms.push_back({from, to, branch.ft * y});
    terms.push_back({to, from, branch.tf * y});
  }
  for (const auto i : part.shunts) {
    const int row = row_[ix(shunts_[i].node)];
    terms.push_back({row, row, 1.0 / shunts_[i].z_pu});
  }
  std::vector<std::pair<int, int>> places;
  places.reserve(terms.size());
  for (const auto& term : terms) places.emplace_back(term.row, term.column);
  const auto pattern = SparsePattern::of(static_cast<int>(part.nodes.size()), std::move(places));
  std::vector<Complex> values(pattern.rows.size());
  for (const auto& term : terms) values[ix(pattern.index(term.row, term.column))] += term.value;
  part.solver = std::make_unique<ComplexSparseSolver>(pattern, values);
  part.seen = part.solver->is_regular() ? Seen::impedance : Seen::singular;
}

SequenceNetwork::Seen SequenceNetwork::seen(int node) const { return parts_[ix(part_[ix(node)])].seen; }
const std::string& SequenceNetwork::gap(int node) const { return parts_[ix(part_[ix(node)])].gap; }
const std::vector<int>& SequenceNetwork::part_of(int node) const { return parts_[ix(part_[ix(node)])].nodes; }

const std::vector<Complex>& SequenceNetwork::column(int node) {
  const auto& part = parts_[ix(part_[ix(node)])];
  right_.assign(part.nodes.size(), Complex{});
  right_[ix(row_[ix(node)])] = 1.0;
  part.solver->solve(right_);
  std::fill(column_.begin(), column_.end(), Complex{});
  for (std::size_t i = 0; i < part.nodes.size(); ++i) column_[ix(part.nodes[i])] = right_[i];
  return column_;
}

Complex SequenceNetwork::current_from_held(int node, const std::vector<Complex>& voltages) const {
  Complex sum;
  for (const auto& branch : branches_) {
    if (branch.from == node) sum += branch.ft * voltages[ix(branch.to)] / branch.z_pu;
    if (branch.to == node) sum += branch.tf * voltages[ix(branch.from)] / branch.z_pu;
  }
  return sum;
}

}  // namespace shellfit::power
