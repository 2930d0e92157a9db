#include "thermal/circuit_solver.hpp"

#include <algorithm>
#include <cmath>

// Which branches stand at a bound and what pressure valves do, from step to step; and which nodes cannot be
// fed, whatever they do.

namespace shellfit::thermal {

namespace {

using Kind = NetworkProblem::LinkKind;
std::size_t ix(int i) { return static_cast<std::size_t>(i); }

}  // namespace

bool CircuitSolver::change_statuses(bool only_one) {
  bool has_changed = false;
  for (std::size_t k = 0; k < bounds_.size(); ++k) {
    const auto next = problem_.branches[k].regulator >= 0 ? next_of_regulator(k) : next_status(k);
    if (next == answer_->status[k]) continue;
    set_status(k, next);
    has_changed = true;
    if (only_one) return true;
  }
  return has_changed;
}

void CircuitSolver::set_status(std::size_t k, BranchStatus next) {
  auto& a = *answer_;
  const auto& branch = problem_.branches[k];
  a.status[k] = next;
  if (next == BranchStatus::at_most) a.kg_s[k] = bounds_[k].most_kg_s;
  if (next == BranchStatus::at_least) a.kg_s[k] = bounds_[k].least_kg_s;
  // A law may have no slope at no flow: from there a step would be without end.
  const bool opens = next == BranchStatus::follows_law || next == BranchStatus::regulates;
  if (!opens || a.kg_s[k] != 0.0) return;
  a.kg_s[k] = std::min(1e-3 * branch.rated_kg_s, bounds_[k].most_kg_s);
}

/// Where the pressures that valves hold cannot be together, the first of them opens; false when none is left
/// that may.
bool CircuitSolver::open_one_valve() {
  for (std::size_t k = 0; k < bounds_.size() && opened_ < most_opened; ++k) {
    if (problem_.branches[k].regulator < 0 || answer_->status[k] != BranchStatus::regulates) continue;
    ++opened_;
    set_status(k, BranchStatus::follows_law);
    find_moving();
    find_pieces();
    return true;
  }
  return false;
}

BranchStatus CircuitSolver::next_status(std::size_t k) const {
  const auto now = answer_->status[k];
  const auto& bounds = bounds_[k];
  const double flow = answer_->kg_s[k];
  constexpr double hair = 1e-9;
  const double hair_kg_s = 1e-12 * scale_kg_s_;
  switch (now) {
    case BranchStatus::follows_law:
      if (flow > bounds.most_kg_s + hair * std::fabs(bounds.most_kg_s)) return BranchStatus::at_most;
      if (flow < bounds.least_kg_s - hair_kg_s) return BranchStatus::at_least;
      return now;
    case BranchStatus::at_most:
    case BranchStatus::at_least: {
      const double drop = problem_.branches[k].law.drop(flow).drop_pa;
      const double tolerance = hair * std::fabs(drop) + 1e-12 * largest_pa_;
      const double beyond = now == BranchStatus::at_most ? drop - pull(k) : pull(k) - drop;
      return beyond > tolerance ? BranchStatus::follows_law : now;
    }
    default:
      return now;
  }
}

/// As EPANET 2.3 takes them: what it is set to, whichever way water flows, or its open loss where that is
/// more. At a bound it stands while the pressures around it ask for more than it may carry.
BranchStatus CircuitSolver::next_of_breaker(std::size_t k) const {
  using enum BranchStatus;
  const auto& branch = problem_.branches[k];
  const auto& bounds = bounds_[k];
  const auto now = answer_->status[k];
  const double flow = answer_->kg_s[k];
  const double hair_pa = 1e-4 + 1e-10 * largest_pa_;
  const double hair_kg_s = 1e-12 * scale_kg_s_;
  if (now == at_least) return pull(k) > branch.set_pa + hair_pa ? regulates : now;
  if (now == at_most) return pull(k) < branch.set_pa - hair_pa ? regulates : now;
  if (flow > bounds.most_kg_s + hair_kg_s) return at_most;
  if (flow < bounds.least_kg_s - hair_kg_s) return at_least;
  const double loss = branch.law.drop(std::fabs(flow)).drop_pa;
  if (now == follows_law) return loss < branch.set_pa - hair_pa ? regulates : now;
  return loss > branch.set_pa + hair_pa ? follows_law : now;
}

/// Reducers and sustainers as EPANET 2.3 turns them (src/hydstatus.c).
BranchStatus CircuitSolver::next_of_regulator(std::size_t k) const {
  using enum BranchStatus;
  const auto& branch = problem_.branches[k];
  const auto now = answer_->status[k];
  if (now == given) return now;
  if (branch.kind == Kind::breaker) return next_of_breaker(k);
  const double flow = answer_->kg_s[k];
  const double before = pressure(branch.from) + branch.source_pa;
  const double after = pressure(branch.to);
  const double set = branch.set_pa;
  const double hair = 1e-4 + 1e-10 * largest_pa_;
  const double loss = branch.law.drop(std::max(flow, 0.0)).drop_pa;
  if (now != at_least && flow < -1e-12 * scale_kg_s_) return at_least;
  if (branch.kind == Kind::reducer) {
    if (now == regulates) return before - loss < set - hair ? follows_law : now;
    if (now == follows_law) return after > set + hair ? regulates : now;
    if (before > set + hair && after < set - hair) return regulates;
    return before < set - hair && before > after + hair ? follows_law : now;
  }
  const double kept = before - branch.source_pa;  // at the beginning of a sustainer
  if (now == regulates) return after - branch.source_pa + loss > set + hair ? follows_law : now;
  if (now == follows_law) return kept < set - hair ? regulates : now;
  if (after - branch.source_pa > set + hair && before > after + hair) return follows_law;
  return kept > set + hair && before > after + hair ? regulates : now;
}

bool CircuitSolver::has_given_flows() const {
  return std::any_of(bounds_.begin(), bounds_.end(),
                     [](const FlowBounds& one) { return one.is_given() && one.most_kg_s != 0.0; });
}

FlowShortage CircuitSolver::shortage(bool keeps_valves) const {
  constexpr double unlimited = std::numeric_limits<double>::infinity();
  std::vector<double> excess(ix(problem_.nodes + 1), 0.0);
  std::vector<Passage> passages;
  double throughput = 0;
  for (int n = 0; n < problem_.nodes; ++n) {
    if (is_left_out_[ix(n)] != 0) continue;
    throughput += std::fabs(leaves_[ix(n)]);
    excess[ix(n)] -= leaves_[ix(n)];
    if (problem_.gives[ix(n)] != 0) passages.push_back({problem_.outside(), n, unlimited, unlimited});
  }
  for (std::size_t k = 0; k < bounds_.size(); ++k) {
    const auto& branch = problem_.branches[k];
    const bool is_kept = keeps_valves && branch.regulator >= 0 && !passes_pressure(k);
    if (bounds_[k].is_given() || is_kept) {
      const double flow = answer_->kg_s[k];
      excess[ix(branch.from)] -= flow;
      excess[ix(branch.to)] += flow;
      throughput += std::fabs(flow);
    } else {
      passages.push_back({branch.from, branch.to, bounds_[k].most_kg_s, -bounds_[k].least_kg_s});
    }
  }
  for (int n = 0; n < problem_.nodes; ++n) {
    if (is_left_out_[ix(n)] != 0) excess[ix(n)] = 0;
  }
  return flow_shortage(std::move(excess), std::move(passages), throughput, problem_.outside());
}

bool CircuitSolver::leave_out(bool keeps_valves) {
  auto found = shortage(keeps_valves);
  if (found.flooded.empty() && found.starved.empty()) return false;
  leave_out(found);
  answer_->shortages.push_back(std::move(found));
  return true;
}

/// What is left out is not solved for; the branches into what starves carry what they can, as do those out of
/// what is flooded.
void CircuitSolver::leave_out(const FlowShortage& found) {
  enum class Side : char { solved, starved, flooded };
  std::vector<Side> side(ix(problem_.nodes + 1), Side::solved);
  for (const int n : found.starved) side[ix(n)] = Side::starved;
  for (const int n : found.flooded) side[ix(n)] = Side::flooded;
  for (int n = 0; n < problem_.nodes; ++n) {
    if (side[ix(n)] == Side::solved) continue;
    is_left_out_[ix(n)] = 1;
    leaves_[ix(n)] = 0;
  }
  for (std::size_t k = 0; k < bounds_.size(); ++k) {
    const auto& branch = problem_.branches[k];
    const auto from = side[ix(branch.from)];
    const auto to = side[ix(branch.to)];
    if (from == Side::solved && to == Side::solved) continue;
    const bool is_between = from != Side::solved && to != Side::solved;
    const bool is_kept = bounds_[k].is_given() || (branch.regulator >= 0 && !passes_pressure(k));
    const bool is_full = to == Side::starved || from == Side::flooded;
    const double flow = is_between ? 0.0
                        : is_kept  ? answer_->kg_s[k]
                        : is_full  ? bounds_[k].most_kg_s
                                   : bounds_[k].least_kg_s;
    bounds_[k] = {flow, flow};
    answer_->status[k] = BranchStatus::given;
    answer_->kg_s[k] = flow;
  }
  reset_pressures();
  spent_ = opened_ = 0;
  stop_blocked_powers();
}

/// A pump of constant power has a head without end towards no flow: it moves something only where that can
/// come back to its beginning, the outside included, and stands otherwise.
void CircuitSolver::stop_blocked_powers() {
  for (bool has_changed = true; has_changed;) {
    has_changed = false;
    for (std::size_t k = 0; k < bounds_.size(); ++k) {
      const auto& branch = problem_.branches[k];
      if (!branch.has_constant_power || bounds_[k].is_given() || leads_back(branch)) continue;
      bounds_[k] = {0, 0};
      answer_->status[k] = BranchStatus::given;
      answer_->kg_s[k] = 0;
      has_changed = true;
    }
  }
}

/// Some way within the bounds of the branches leads from the pump's end to its beginning.
bool CircuitSolver::leads_back(const Branch& pump) const {
  const int outside = problem_.outside();
  std::vector<std::vector<int>> next(ix(problem_.nodes + 1));
  const auto lead = [&](int from, int to, const FlowBounds& bounds) {
    if (bounds.most_kg_s > 0.0) next[ix(from)].push_back(to);
    if (bounds.least_kg_s < 0.0) next[ix(to)].push_back(from);
  };
  for (std::size_t k = 0; k < bounds_.size(); ++k)
    lead(problem_.branches[k].from, problem_.branches[k].to, bounds_[k]);
  for (int n = 0; n < problem_.nodes; ++n) {
    const bool passes = problem_.gives[ix(n)] != 0 || is_left_out_[ix(n)] != 0;
    lead(n, outside, passes ? FlowBounds{-1.0, 1.0} : FlowBounds{leaves_[ix(n)], leaves_[ix(n)]});
  }
  std::vector<char> is_reached(next.size(), 0);
  std::vector<int> queue{pump.to};
  is_reached[ix(pump.to)] = 1;
  for (std::size_t i = 0; i < queue.size(); ++i) {
    for (const int other : next[ix(queue[i])]) {
      if (is_reached[ix(other)] != 0) continue;
      is_reached[ix(other)] = 1;
      queue.push_back(other);
    }
  }
  return is_reached[ix(pump.from)] != 0;
}

}  // namespace shellfit::thermal
