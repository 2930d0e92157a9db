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
  const double rated = branch.rated_kg_s;
  a.kg_s[k] = std::min(1e-3 * rated, bounds_[k].most_kg_s);
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
      const double tolerance = hair * std::fabs(drop) + 1e-12 * largest_pressure();
      const double beyond = now == BranchStatus::at_most ? drop - pull(k) : pull(k) - drop;
      return beyond > tolerance ? BranchStatus::follows_law : now;
    }
    default:
      return now;
  }
}

/// As EPANET 2.3 turns its pressure valves (src/hydstatus.c).
BranchStatus CircuitSolver::next_of_regulator(std::size_t k) const {
  using enum BranchStatus;
  const auto& branch = problem_.branches[k];
  const auto now = answer_->status[k];
  if (now == given) return now;
  const double flow = answer_->kg_s[k];
  const double before = pressure(branch.from) + branch.source_pa;
  const double after = pressure(branch.to);
  const double set = branch.set_pa;
  const double hair = 1e-4 + 1e-10 * largest_pressure();
  const double loss = branch.law.drop(std::max(flow, 0.0)).drop_pa;
  if (branch.kind == Kind::breaker) {
    if (now == regulates) return flow > 0.0 && loss > set + hair ? follows_law : now;
    return loss < set - hair || flow <= 0.0 ? regulates : now;
  }
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
    if (is_starved_[ix(n)] != 0) continue;
    throughput += std::fabs(leaves_[ix(n)]);
    excess[ix(n)] -= leaves_[ix(n)];
    excess[ix(problem_.outside())] += leaves_[ix(n)];
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
    if (is_starved_[ix(n)] != 0) excess[ix(n)] = 0;
  }
  auto found = flow_shortage(std::move(excess), std::move(passages), throughput);
  std::erase(found.flooded, problem_.outside());
  std::erase(found.starved, problem_.outside());
  return found;
}

/// What cannot be fed is not solved for; the branches into it carry what they can.
void CircuitSolver::leave_out_starved() {
  for (const int n : answer_->shortage.starved) {
    is_starved_[ix(n)] = 1;
    leaves_[ix(n)] = 0;
  }
  const auto is_starved = [&](int node) { return node != problem_.outside() && is_starved_[ix(node)] != 0; };
  for (std::size_t k = 0; k < bounds_.size(); ++k) {
    const auto& branch = problem_.branches[k];
    const bool from = is_starved(branch.from);
    const bool to = is_starved(branch.to);
    if (!from && !to) continue;
    const bool is_kept = branch.regulator >= 0 && !passes_pressure(k);
    const double flow = from == to ? 0.0
                        : is_kept  ? answer_->kg_s[k]
                        : to       ? bounds_[k].most_kg_s
                                   : bounds_[k].least_kg_s;
    bounds_[k] = {flow, flow};
    answer_->status[k] = BranchStatus::given;
    answer_->kg_s[k] = flow;
  }
  pressure_.assign(ix(problem_.nodes), 0.0);
  for (int n = 0; n < problem_.nodes; ++n) {
    if (problem_.is_fixed[ix(n)] != 0) pressure_[ix(n)] = problem_.fixed_pa[ix(n)];
  }
  spent_ = opened_ = 0;
}

}  // namespace shellfit::thermal
