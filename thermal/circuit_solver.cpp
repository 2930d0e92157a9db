#include "thermal/circuit_solver.hpp"

#include <algorithm>
#include <cmath>

// Newton's method on the flows and pressures together, the global gradient method (Todini and Pilati, 1988).
// With the drop f(m) of a branch, its slope g^-1 = f'(m) and what its law misses, e = f(m) - (p_from - p_to +
// source):
//   m' = m - e g + g (d_from - d_to),
// and the balances of m' at the nodes give the changes d of the pressures (circuit_system.hpp). Solved for
// changes, their rounding shrinks with them.
//
// A branch between bounds follows its law or stands at a bound, where its drop is what the rest makes of it:
// a check valve is shut, a valve limits. Which ones do is found on the way, all at once as the last step says
// (a primal-dual active set: Hintermüller, Ito and Kunisch, SIAM J. Optim. 13:3, 2003), and where that goes
// round in circles, one at a time once the flows have settled. A branch at its bound conducts nothing; what
// only such branches join to the rest has its pressure by circuit_pieces.cpp.
//
// A branch that lies on no cycle with a drive has m = 0 exactly and only passes the pressure on: near rest f
// is so flat in wide pipes that rounding alone would make flows.

namespace shellfit::thermal {

namespace {

using Kind = NetworkProblem::LinkKind;
std::size_t ix(int i) { return static_cast<std::size_t>(i); }
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

constexpr int hasty_iterations = 60;  ///< in which any number of branches may change
constexpr int most_iterations = 3000;
constexpr double settled_share = 1e-10;
constexpr double quadratic_share = 1e-4;  ///< below which steps shrink as Newton's do
constexpr double without_end = 1e60;      ///< times the flows that are rated and asked for

double largest(const std::vector<double>& values) {
  double most = 0;
  for (const double one : values) most = std::max(most, std::fabs(one));
  return most;
}

}  // namespace

CircuitSolver::CircuitSolver(const CircuitProblem& problem) : problem_(problem), system_(problem) {}

double CircuitSolver::pressure(int node) const { return node == problem_.nodes ? 0.0 : pressure_[ix(node)]; }

double CircuitSolver::pull(std::size_t k) const {
  const auto& branch = problem_.branches[k];
  return pressure(branch.from) - pressure(branch.to) + branch.source_pa;
}

void CircuitSolver::solve(CircuitAnswer& answer) {
  answer_ = &answer;
  start();
  if (has_given_flows()) leave_out(false);
  for (;;) {
    answer.end = iterate();
    if (answer.end == CircuitAnswer::End::found) return;
    // Valves that hold a pressure count as passable at first, then as they have turned.
    if (leave_out(false)) continue;
    const bool valves_decide = !can_balance_ || answer.end == CircuitAnswer::End::singular;
    if (!valves_decide || !leave_out(true)) return;
  }
}

void CircuitSolver::start() {
  auto& a = *answer_;
  const auto count = problem_.branches.size();
  a.iterations = 0;
  a.shortages.clear();
  a.worst_branch = -1;
  a.kg_s.resize(count, nan);
  a.status.assign(count, BranchStatus::follows_law);
  bounds_.clear();
  leaves_ = problem_.leaves_kg_s;
  scale_kg_s_ = largest(leaves_);
  for (std::size_t k = 0; k < count; ++k) {
    const auto& branch = problem_.branches[k];
    auto bounds = branch.bounds;
    bounds_.push_back(bounds);
    auto& flow = a.kg_s[k];
    if (std::isnan(flow)) flow = branch.regulator >= 0 ? 0.0 : branch.rated_kg_s;
    flow = std::clamp(flow, bounds.least_kg_s, bounds.most_kg_s);
    if (branch.has_constant_power && flow <= 0.0 && !bounds.is_given()) flow = branch.rated_kg_s;
    scale_kg_s_ = std::max(scale_kg_s_, std::fabs(flow));
    if (bounds.is_given())
      a.status[k] = BranchStatus::given;
    else if (branch.regulator >= 0)
      a.status[k] = BranchStatus::regulates;
    else if (branch.kind == Kind::limited && flow == bounds.most_kg_s)
      a.status[k] = BranchStatus::at_most;  // where the pumps suffice, that is it
  }
  scale_kg_s_ = std::max(scale_kg_s_, 1e-9);
  reset_pressures();
  is_left_out_.assign(ix(problem_.nodes), 0);
  step_.assign(count, {});
  change_.assign(count, 0.0);
  spent_ = opened_ = 0;
  stop_blocked_powers();
}

/// Where none is fixed, that of the first that is: pressures then change by drops only.
void CircuitSolver::reset_pressures() {
  const auto first = std::find(problem_.is_fixed.begin(), problem_.is_fixed.end(), char{1});
  const double level = first == problem_.is_fixed.end()
                           ? 0.0
                           : problem_.fixed_pa[static_cast<std::size_t>(first - problem_.is_fixed.begin())];
  pressure_.assign(ix(problem_.nodes), level);
  for (int n = 0; n < problem_.nodes; ++n) {
    if (problem_.is_fixed[ix(n)] != 0) pressure_[ix(n)] = problem_.fixed_pa[ix(n)];
  }
  largest_pa_ = largest(pressure_);
}

CircuitAnswer::End CircuitSolver::iterate() {
  using enum CircuitAnswer::End;
  const auto look_again = [&] {
    find_moving();
    find_pieces();
    last_change_.assign(change_.size(), 0.0);
  };
  look_again();
  can_balance_ = true;
  for (; spent_ < most_iterations; ++spent_) {
    ++answer_->iterations;
    assemble();
    if (!system_.solve()) {
      if (!open_one_valve()) return singular;
      continue;
    }
    move_flows();
    can_balance_ = level_pieces();
    const bool is_settled = look_at_step();
    if (!(answer_->worst_share < without_end)) return grows;
    const bool is_hasty = spent_ < hasty_iterations;
    if ((is_hasty || is_settled) && change_statuses(!is_hasty)) {
      look_again();
    } else if (!can_balance_) {
      return unsettled;
    } else if (is_settled) {
      return finish() ? found : unsettled;
    }
  }
  return unsettled;
}

void CircuitSolver::assemble() {
  const auto& a = *answer_;
  system_.clear(is_held_);
  for (int n = 0; n < problem_.nodes; ++n) {
    if (leaves_[ix(n)] != 0.0) system_.add_outflow(n, leaves_[ix(n)]);
  }
  for (std::size_t k = 0; k < a.kg_s.size(); ++k) {
    const auto& branch = problem_.branches[k];
    const bool follows = a.status[k] == BranchStatus::follows_law;
    if (branch.regulator >= 0) {
      step_[k] = {};
      system_.add_branch(k, a.kg_s[k], 0.0);
      assemble_regulator(k);
    } else if (!follows || is_without_head(k)) {
      step_[k] = {};
      system_.add_branch(k, a.kg_s[k], 0.0);
    } else {
      const auto law = branch.law.drop(a.kg_s[k]);
      auto& step = step_[k];
      step.slope = law.slope_pa_s_kg;
      step.missed = law.drop_pa - pull(k);
      step.predicted = a.kg_s[k] - step.missed / step.slope;
      system_.add_branch(k, step.predicted, 1.0 / step.slope);
    }
  }
}

void CircuitSolver::assemble_regulator(std::size_t k) {
  const auto& branch = problem_.branches[k];
  const double flow = answer_->kg_s[k];
  switch (answer_->status[k]) {
    case BranchStatus::regulates:
      if (branch.kind == Kind::reducer)
        system_.add_regulator(k, 0, 0, 1, branch.set_pa - pressure(branch.to));
      else if (branch.kind == Kind::sustainer)
        system_.add_regulator(k, 0, 1, 0, branch.set_pa - pressure(branch.from));
      else
        system_.add_regulator(k, 0, 1, -1, branch.set_pa - pull(k));
      return;
    case BranchStatus::follows_law: {
      const auto law = branch.law.drop(flow);
      system_.add_regulator(k, law.slope_pa_s_kg, -1, 1, pull(k) - law.drop_pa);
      return;
    }
    default:
      system_.add_regulator(k, 1, 0, 0, 0.0);  // it stands
  }
}

void CircuitSolver::move_flows() {
  auto& a = *answer_;
  const auto pull_change = [&](const Branch& branch) {
    const double to = branch.to == problem_.nodes ? 0.0 : system_.node_change(branch.to);
    return system_.node_change(branch.from) - to;
  };
  last_change_.swap(change_);
  for (std::size_t k = 0; k < a.kg_s.size(); ++k) {
    const auto& branch = problem_.branches[k];
    auto& flow = a.kg_s[k];
    change_[k] = 0;
    if (branch.regulator >= 0) {
      const bool is_free = a.status[k] == BranchStatus::regulates || a.status[k] == BranchStatus::follows_law;
      if (is_free) change_[k] = system_.regulator_change(branch.regulator);
    } else if (a.status[k] == BranchStatus::follows_law) {
      if (part_[k] < 0 || is_without_head(k)) {
        flow = 0;
        continue;
      }
      auto& step = step_[k];
      const double wanted = step.predicted + pull_change(branch) / step.slope;
      double next = wanted;
      // A law that is flat near rest would throw the flow far beyond all others; from there it comes back by
      // halves.
      const double reach = std::max(10.0 * std::fabs(flow), 3.0 * branch.rated_kg_s);
      if (!branch.is_linear) next = std::clamp(next, -reach, reach);
      // Its head grows without end towards no flow.
      if (branch.has_constant_power) next = std::max(next, 0.5 * flow);
      change_[k] = next - flow;
      step.wanted = wanted - flow;
      step.is_cut = next != wanted;
    }
    flow += change_[k];
  }
  for (int n = 0; n < problem_.nodes; ++n) pressure_[ix(n)] += system_.node_change(n);
  largest_pa_ = largest(pressure_);
}

/// True when the next step would change nothing. Changes that rounding of the pressures explains are none; of
/// Newton's steps s, C s^2, C^3 s^4 in a branch what the next would move is known before it is made.
bool CircuitSolver::look_at_step() {
  auto& a = *answer_;
  const double rounding_pa = 16.0 * std::numeric_limits<double>::epsilon() * largest_pa_;
  const double flow = std::max(largest(a.kg_s), 1e-9);
  double most = 0;
  double next = 0;
  double standing_pa = 0;  // what branches that stand did not pass on
  a.worst_branch = -1;
  for (std::size_t k = 0; k < change_.size(); ++k) {
    const double change = std::fabs(change_[k]);
    const auto& step = step_[k];
    const bool is_law = a.status[k] == BranchStatus::follows_law && problem_.branches[k].regulator < 0;
    if (is_law && part_[k] < 0) {
      standing_pa = std::max(standing_pa, std::fabs(step.missed));
      continue;
    }
    if (is_law && std::fabs(step.wanted) * step.slope <= rounding_pa) continue;
    if (change > most || !std::isfinite(change)) {
      most = change;
      a.worst_branch = static_cast<int>(k);
    }
    const double last = std::fabs(last_change_[k]);
    const bool is_quadratic =
        !step.is_cut && change <= quadratic_share * std::fabs(a.kg_s[k]) && change < last;
    const double shrunk = is_quadratic ? change / last : 1.0;
    next = std::max(next, is_law && step.is_cut ? flow : shrunk * shrunk * change);
  }
  const double close = settled_share * flow;
  double residue = largest_residue();
  if (next <= close && residue > close && std::isfinite(residue)) {
    next = std::max(next, spread_residues(rounding_pa));
    residue = largest_residue();
  }
  const double left = std::max(largest(surplus_), residue);
  const double standing_share = standing_pa / std::max(largest_pa_, 1.0);
  a.worst_share = std::max(std::max(most, left) / flow, standing_share);
  if (flow > without_end * scale_kg_s_ || !std::isfinite(most)) a.worst_share = without_end;
  return next <= close && left <= close && standing_share <= settled_share;
}

}  // namespace shellfit::thermal
