#include "thermal/circuit_solver.hpp"

#include "base/assertion.hpp"
#include "base/circulation.hpp"
#include "base/disjoint_sets.hpp"

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
// round in circles, one at a time once the flows have settled. A branch at its bound gets a conductance far
// below rounding: nodes that only such branches join to the rest then say by their pressures which of them
// must open.
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

double largest(const std::vector<double>& values) {
  double most = 0;
  for (const double one : values) most = std::max(most, std::fabs(one));
  return most;
}

}  // namespace

CircuitSolver::CircuitSolver(const CircuitProblem& problem) : problem_(problem), system_(problem) {}

double CircuitSolver::pressure(int node) const { return node == problem_.nodes ? 0.0 : pressure_[ix(node)]; }

double CircuitSolver::largest_pressure() const { return largest(pressure_); }

double CircuitSolver::pull(std::size_t k) const {
  const auto& branch = problem_.branches[k];
  return pressure(branch.from) - pressure(branch.to) + branch.source_pa;
}

void CircuitSolver::solve(CircuitAnswer& answer) {
  answer_ = &answer;
  start();
  if (has_given_flows()) {
    answer.shortage = shortage(false);
    if (!answer.shortage.flooded.empty()) {
      answer.end = CircuitAnswer::End::contradictory_flows;
      return;
    }
    if (!answer.shortage.starved.empty()) leave_out_starved();
  }
  for (;;) {
    const auto turn = iterate();
    if ((turn == Turn::unbalanced || turn == Turn::singular) && leave_out(answer)) continue;
    if (turn == Turn::converged) finish();
    answer.end = turn == Turn::converged           ? CircuitAnswer::End::found
                 : turn == Turn::singular          ? CircuitAnswer::End::singular
                 : turn == Turn::grows             ? CircuitAnswer::End::grows
                 : answer.shortage.flooded.empty() ? CircuitAnswer::End::unsettled
                                                   : CircuitAnswer::End::contradictory_flows;
    return;
  }
}

/// True when what cannot be fed was left out, so that the rest can be solved. Valves that hold a pressure
/// count as passable at first, then as they have turned.
bool CircuitSolver::leave_out(CircuitAnswer& answer) {
  for (const bool keeps_valves : {false, true}) {
    answer.shortage = shortage(keeps_valves);
    if (!answer.shortage.flooded.empty()) return false;
    if (answer.shortage.starved.empty()) continue;
    leave_out_starved();
    return true;
  }
  return false;
}

void CircuitSolver::start() {
  auto& a = *answer_;
  const auto count = problem_.branches.size();
  a.iterations = 0;
  a.shortage = {};
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
  const double level = [&] {
    for (int n = 0; n < problem_.nodes; ++n) {
      if (problem_.is_fixed[ix(n)] != 0) return problem_.fixed_pa[ix(n)];
    }
    return 0.0;
  }();
  pressure_.assign(ix(problem_.nodes), level);
  for (int n = 0; n < problem_.nodes; ++n) {
    if (problem_.is_fixed[ix(n)] != 0) pressure_[ix(n)] = problem_.fixed_pa[ix(n)];
  }
  is_starved_.assign(ix(problem_.nodes), 0);
  step_.assign(count, {});
  change_.assign(count, 0.0);
  spent_ = opened_ = 0;
}

CircuitSolver::Turn CircuitSolver::iterate() {
  find_moving();
  find_pieces();
  double last_share = 0;
  for (; spent_ < most_iterations; ++spent_) {
    ++answer_->iterations;
    assemble();
    if (!system_.solve()) {
      if (!open_one_valve()) return Turn::singular;
      continue;
    }
    move_flows();
    const bool can_balance = level_pieces();
    const double share = step_share();
    if (!std::isfinite(share)) return Turn::grows;
    // Steps of s, C s^2, C^3 s^4: what the next one would move is known before it is made.
    const double shrunk = share / last_share;
    const bool is_settled = share <= settled_share || (share <= quadratic_share && last_share > 0.0 &&
                                                       shrunk * shrunk * share <= settled_share);
    last_share = share;
    const bool is_hasty = spent_ < hasty_iterations;
    if ((is_hasty || is_settled) && change_statuses(!is_hasty)) {
      find_moving();
      find_pieces();
      last_share = 0;
    } else if (!can_balance) {
      return Turn::unbalanced;
    } else if (is_settled) {
      return Turn::converged;
    }
  }
  return Turn::unsettled;
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
      system_.add_regulator(k, 1, 0, 0, bounds_[k].least_kg_s - flow);
  }
}

void CircuitSolver::move_flows() {
  auto& a = *answer_;
  const auto pull_change = [&](const Branch& branch) {
    const double to = branch.to == problem_.nodes ? 0.0 : system_.node_change(branch.to);
    return system_.node_change(branch.from) - to;
  };
  for (std::size_t k = 0; k < a.kg_s.size(); ++k) {
    const auto& branch = problem_.branches[k];
    auto& flow = a.kg_s[k];
    change_[k] = 0;
    if (branch.regulator >= 0) {
      const bool is_shut = a.status[k] == BranchStatus::at_least || a.status[k] == BranchStatus::given;
      change_[k] = is_shut ? bounds_[k].least_kg_s - flow : system_.regulator_change(branch.regulator);
    } else if (a.status[k] == BranchStatus::follows_law) {
      if (part_[k] < 0 || is_without_head(k)) {
        flow = 0;
        continue;
      }
      double next = step_[k].predicted + pull_change(branch) / step_[k].slope;
      // A law that is flat near rest would throw the flow far beyond all others; from there it comes back by
      // halves.
      const double reach = std::max(10.0 * std::fabs(flow), 3.0 * branch.rated_kg_s);
      if (!branch.is_linear) next = std::clamp(next, -reach, reach);
      // Its head grows without end towards no flow.
      if (branch.has_constant_power) next = std::max(next, 0.5 * flow);
      change_[k] = next - flow;
    }
    flow += change_[k];
  }
  for (int n = 0; n < problem_.nodes; ++n) pressure_[ix(n)] += system_.node_change(n);
}

/// The largest change of a flow that rounding does not explain, as a share of the largest flow.
double CircuitSolver::step_share() {
  auto& a = *answer_;
  const double rounding_pa = 16.0 * std::numeric_limits<double>::epsilon() * largest_pressure();
  double most = 0;
  double standing_pa = 0;  // what branches that stand did not pass on
  a.worst_branch = -1;
  for (std::size_t k = 0; k < change_.size(); ++k) {
    const double change = std::fabs(change_[k]);
    const bool is_law = a.status[k] == BranchStatus::follows_law && problem_.branches[k].regulator < 0;
    if (is_law && part_[k] < 0) standing_pa = std::max(standing_pa, std::fabs(step_[k].missed));
    if (is_law && change * step_[k].slope <= rounding_pa) continue;
    if (change > most || !std::isfinite(change)) {
      most = change;
      a.worst_branch = static_cast<int>(k);
    }
  }
  a.worst_share = std::max(std::max(most, largest(surplus_)) / std::max(largest(a.kg_s), 1e-9),
                           standing_pa / std::max(largest_pressure(), 1.0));
  return a.worst_share;
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

void CircuitSolver::finish() {
  auto& a = *answer_;
  still_residues();
  for (std::size_t k = 0; k < a.kg_s.size(); ++k) a.kg_s[k] = std::max(a.kg_s[k], bounds_[k].least_kg_s);
  std::vector<double> balance(ix(problem_.nodes + 1), 0.0);
  double throughput = 0;
  for (std::size_t k = 0; k < a.kg_s.size(); ++k) {
    balance[ix(problem_.branches[k].from)] -= a.kg_s[k];
    balance[ix(problem_.branches[k].to)] += a.kg_s[k];
    throughput += std::fabs(a.kg_s[k]);
  }
  for (int n = 0; n < problem_.nodes; ++n) {
    const double residue = std::fabs(balance[ix(n)] - leaves_[ix(n)]);
    ensure(
        problem_.gives[ix(n)] != 0 || is_starved_[ix(n)] != 0 || residue <= 1e-8 * std::max(throughput, 1e-9),
        "flows balance at every node");
  }
  // Pressures are known where branches that pass them on lead to one that is fixed.
  a.pressure_pa.assign(ix(problem_.nodes), nan);
  a.is_starved = is_starved_;
  const auto is_known = [&](int node) {
    return node == problem_.nodes || (piece_[ix(node)] < 0 && is_starved_[ix(node)] == 0);
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
}

}  // namespace shellfit::thermal
