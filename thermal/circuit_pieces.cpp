#include "base/circulation.hpp"
#include "base/disjoint_sets.hpp"
#include "thermal/circuit_solver.hpp"

#include <algorithm>
#include <cmath>

// Which nodes hang together by branches that pass pressure on. A piece whose pressure nothing fixes, because
// all that joins it to the rest stands at a bound, has one node held. What enters it less what leaves it, the
// surplus, is then known: with a surplus its pressure rises, all nodes alike, until the first branch leaves
// its bound; with a lack it falls. In balance it goes where every branch stays as it stands.

namespace shellfit::thermal {

namespace {

using Kind = NetworkProblem::LinkKind;
std::size_t ix(int i) { return static_cast<std::size_t>(i); }
constexpr double unlimited = std::numeric_limits<double>::infinity();

}  // namespace

/// A pump of constant power into a dead end: its head would be without end, so it says no pressure there.
bool CircuitSolver::is_without_head(std::size_t k) const {
  return answer_->kg_s[k] == 0.0 && problem_.branches[k].has_constant_power;
}

bool CircuitSolver::passes_pressure(std::size_t k) const {
  const auto status = answer_->status[k];
  if (status == BranchStatus::follows_law) return !is_without_head(k);
  return status == BranchStatus::regulates && problem_.branches[k].kind == Kind::breaker;
}

void CircuitSolver::find_pieces() {
  DisjointSets sets(problem_.nodes + 1);
  for (std::size_t k = 0; k < answer_->status.size(); ++k) {
    if (passes_pressure(k)) sets.join(problem_.branches[k].from, problem_.branches[k].to);
  }
  // Reservoirs, the reference and what is left out do not move; a valve's end does by the valve's own row.
  is_held_.assign(ix(problem_.nodes), 0);
  for (int n = 0; n < problem_.nodes; ++n)
    is_held_[ix(n)] = problem_.is_fixed[ix(n)] != 0 || is_left_out_[ix(n)] != 0 ? 1 : 0;
  auto is_fixed = is_held_;
  is_fixed.push_back(1);  // the outside
  for (std::size_t k = 0; k < answer_->status.size(); ++k) {
    const auto& branch = problem_.branches[k];
    // A valve within a piece can hold a pressure there, but not let out what the piece has too much.
    const bool can_fix =
        answer_->status[k] == BranchStatus::regulates && sets.root(branch.from) != sets.root(branch.to);
    if (can_fix && branch.kind == Kind::reducer) is_fixed[ix(branch.to)] = 1;
    if (can_fix && branch.kind == Kind::sustainer) is_fixed[ix(branch.from)] = 1;
  }
  constexpr int fixed = -2;
  constexpr int unseen = -1;
  std::vector<int> piece_of_root(ix(problem_.nodes + 1), unseen);
  for (int n = 0; n <= problem_.nodes; ++n) {
    if (is_fixed[ix(n)] != 0) piece_of_root[ix(sets.root(n))] = fixed;
  }
  piece_.assign(ix(problem_.nodes + 1), -1);
  pieces_ = 0;
  for (int n = 0; n < problem_.nodes; ++n) {
    auto& piece = piece_of_root[ix(sets.root(n))];
    if (piece == fixed) continue;
    if (piece == unseen) {
      piece = pieces_++;
      is_held_[ix(n)] = 1;
    }
    piece_[ix(n)] = piece;
  }
}

/// How far the pressure of a piece may change, all else as it is, before a branch at one of its ends leaves
/// its bound.
CircuitSolver::Room CircuitSolver::room(std::size_t k, bool is_beginning) const {
  const auto& branch = problem_.branches[k];
  const auto status = answer_->status[k];
  const double flow = answer_->kg_s[k];
  if (branch.regulator < 0) {
    // It stays while pull >= drop at its most, pull <= drop at its least; the beginning's pressure adds to
    // the pull.
    const double spare = pull(k) - branch.law.drop(flow).drop_pa;
    const bool stays_above = status == BranchStatus::at_most;
    if (is_beginning) return stays_above ? Room{-spare, unlimited} : Room{-unlimited, -spare};
    return stays_above ? Room{-unlimited, spare} : Room{spare, unlimited};
  }
  if (branch.kind == Kind::breaker) {  // it stands at its least while pull <= set, at its most while not less
    const double spare = branch.set_pa - pull(k);
    if (status == BranchStatus::at_least)
      return is_beginning ? Room{-unlimited, spare} : Room{-spare, unlimited};
    return is_beginning ? Room{spare, unlimited} : Room{-unlimited, -spare};
  }
  const double before = pressure(branch.from) + branch.source_pa;
  const double after = pressure(branch.to);
  const double loss = branch.law.drop(std::max(flow, 0.0)).drop_pa;
  const double set = branch.set_pa;
  const double kept = set + branch.source_pa;  // as `before` counts
  if (branch.kind == Kind::reducer) {
    if (status == BranchStatus::regulates) return {set + loss - before, unlimited};
    if (!is_beginning) return {std::min(set, before) - after, unlimited};
    return {-unlimited, after < set ? after - before : unlimited};
  }
  if (status == BranchStatus::regulates) return {-unlimited, kept - loss - after};
  if (is_beginning) return {-unlimited, std::max(kept, after) - before};
  return {before > kept ? before - after : -unlimited, unlimited};
}

bool CircuitSolver::level_pieces() {
  const auto& a = *answer_;
  surplus_.assign(ix(pieces_), 0.0);
  if (pieces_ == 0) return true;
  std::vector<Room> room_of(ix(pieces_), {-unlimited, unlimited});
  auto by_valve = room_of;  // until a shut valve opens, or a pump against closed ways
  for (int n = 0; n < problem_.nodes; ++n) {
    if (piece_[ix(n)] >= 0) surplus_[ix(piece_[ix(n)])] -= leaves_[ix(n)];
  }
  for (std::size_t k = 0; k < a.status.size(); ++k) {
    const auto& branch = problem_.branches[k];
    const int from = piece_[ix(branch.from)];
    const int to = piece_[ix(branch.to)];
    if (from == to) continue;
    if (from >= 0) surplus_[ix(from)] -= a.kg_s[k];
    if (to >= 0) surplus_[ix(to)] += a.kg_s[k];
    if (a.status[k] == BranchStatus::given || a.status[k] == BranchStatus::follows_law || passes_pressure(k))
      continue;
    for (const bool is_beginning : {true, false}) {
      const int piece = is_beginning ? from : to;
      if (piece < 0) continue;
      const auto one = room(k, is_beginning);
      auto& all = room_of[ix(piece)];
      all = {std::max(all.down_pa, one.down_pa), std::min(all.up_pa, one.up_pa)};
      const bool can_hold = branch.regulator >= 0 || (branch.kind == Kind::pump && !is_beginning);
      if (!can_hold || a.status[k] != BranchStatus::at_least) continue;
      auto& holds = by_valve[ix(piece)];
      holds = {std::max(holds.down_pa, one.down_pa), std::min(holds.up_pa, one.up_pa)};
    }
  }
  std::vector<double> shift_pa(ix(pieces_), 0.0);
  double hair_kg_s = 1e-12;
  for (const double flow : a.kg_s) hair_kg_s = std::max(hair_kg_s, 1e-9 * std::fabs(flow));
  // Past the point by more than statuses take for rounding.
  const double hair_pa = 1e-3 + 1e-8 * largest_pa_;
  bool can_all = true;
  for (std::size_t p = 0; p < room_of.size(); ++p) {
    const auto [down, up] = room_of[p];
    if (std::fabs(surplus_[p]) <= hair_kg_s) {
      surplus_[p] = 0;
      // A valve that holds a pressure and has nothing to hold passes the pressure on; a pump puts its head
      // without flow on what it cannot move.
      const auto [valve_down, valve_up] = by_valve[p];
      if (down > up || (std::isfinite(valve_up) && valve_up <= up))
        shift_pa[p] = up + (down > up ? -hair_pa : hair_pa);
      else if (std::isfinite(valve_down) && valve_down >= down)
        shift_pa[p] = down - hair_pa;
      else
        shift_pa[p] = std::clamp(0.0, down, up);
    } else {
      const double to = surplus_[p] > 0.0 ? up : down;
      if (!std::isfinite(to))
        can_all = false;
      else
        shift_pa[p] = surplus_[p] > 0.0 ? to + hair_pa : to - hair_pa;
    }
  }
  for (int n = 0; n < problem_.nodes; ++n) {
    if (piece_[ix(n)] >= 0) pressure_[ix(n)] += shift_pa[ix(piece_[ix(n)])];
    largest_pa_ = std::max(largest_pa_, std::fabs(pressure_[ix(n)]));
  }
  return can_all;
}

void CircuitSolver::find_moving() {
  const auto& a = *answer_;
  std::vector<OpenLink> open;
  std::vector<std::size_t> of_branch;
  constexpr auto no_branch = static_cast<std::size_t>(-1);
  for (std::size_t k = 0; k < a.kg_s.size(); ++k) {
    const auto& branch = problem_.branches[k];
    const bool stands = a.status[k] != BranchStatus::follows_law && a.status[k] != BranchStatus::regulates;
    if (stands && a.kg_s[k] == 0.0) continue;
    const bool drives =
        stands || branch.kind == Kind::pump || branch.to == problem_.outside() || branch.regulator >= 0;
    open.push_back({branch.from, branch.to, drives});
    of_branch.push_back(k);
  }
  for (int n = 0; n < problem_.nodes; ++n) {
    const bool passes = problem_.gives[ix(n)] != 0 || leaves_[ix(n)] != 0.0 || is_left_out_[ix(n)] != 0;
    if (!passes) continue;
    open.push_back({problem_.outside(), n, true});
    of_branch.push_back(no_branch);
  }
  const Circulation circulation(problem_.nodes + 1, open);
  const auto circulates = circulation.circulates();
  parts_ = circulation.part_count();
  part_.assign(a.kg_s.size(), -1);
  is_driven_by_given_.assign(ix(parts_), 0);
  for (std::size_t j = 0; j < open.size(); ++j) {
    const int part = circulation.part_of()[j];
    const auto k = of_branch[j];
    if (k == no_branch) {
      if (problem_.gives[ix(open[j].to)] == 0) is_driven_by_given_[ix(part)] = 1;
    } else if (circulates[j] != 0) {
      part_[k] = part;
      if (a.status[k] == BranchStatus::given || a.status[k] == BranchStatus::at_most)
        is_driven_by_given_[ix(part)] = 1;
    }
  }
  for (std::size_t k = 0; k < part_.size(); ++k) {
    const auto& branch = problem_.branches[k];
    if (a.status[k] != BranchStatus::follows_law || branch.regulator >= 0) continue;
    auto& flow = answer_->kg_s[k];
    if (part_[k] >= 0 && is_without_head(k)) flow = branch.rated_kg_s;
    if (part_[k] < 0) flow = 0;
  }
}

}  // namespace shellfit::thermal
