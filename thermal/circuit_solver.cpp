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
constexpr double away_pa = 1e10;

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
  if (needs_look_at_flows()) {
    answer.shortage = shortage();
    if (!answer.shortage.flooded.empty()) {
      answer.end = CircuitAnswer::End::contradictory_flows;
      return;
    }
    leave_out_starved();
  }
  for (;;) {
    const auto turn = iterate();
    if (turn == Turn::runs_away) {
      auto found = shortage();
      if (found.flooded.empty() && !found.starved.empty()) {
        answer.shortage = std::move(found);
        leave_out_starved();
        continue;
      }
    }
    if (turn == Turn::converged) {
      finish();
      answer.end = CircuitAnswer::End::found;
    } else {
      answer.end = turn == Turn::singular ? CircuitAnswer::End::singular
                   : turn == Turn::grows  ? CircuitAnswer::End::grows
                                          : CircuitAnswer::End::unsettled;
    }
    return;
  }
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
    if (std::isnan(flow)) flow = branch.rated_kg_s;
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
  // Far below what any branch conducts, and far above the rounding of the flows by the pressures it makes.
  leak_ = 1e-15 * std::max(scale_kg_s_, 1e-9);
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
  away_ = 0;
  hold_pieces();
}

/// Holds the pressure of one node in every piece that nothing fixes, whatever the branches between bounds do.
void CircuitSolver::hold_pieces() {
  DisjointSets pieces(problem_.nodes + 1);
  for (std::size_t k = 0; k < bounds_.size(); ++k) {
    const auto& branch = problem_.branches[k];
    if (!bounds_[k].is_given()) pieces.join(branch.from, branch.to);
  }
  is_held_.assign(ix(problem_.nodes), 0);
  std::vector<char> has_held(ix(problem_.nodes + 1), 0);
  has_held[ix(pieces.root(problem_.outside()))] = 1;
  for (int n = 0; n < problem_.nodes; ++n) {
    if (problem_.is_fixed[ix(n)] == 0 && is_starved_[ix(n)] == 0) continue;
    is_held_[ix(n)] = 1;
    has_held[ix(pieces.root(n))] = 1;
  }
  floats_.assign(ix(problem_.nodes), 0);
  for (int n = 0; n < problem_.nodes; ++n) {
    auto& has = has_held[ix(pieces.root(n))];
    if (has == 1) continue;
    floats_[ix(n)] = 1;
    if (has == 0) is_held_[ix(n)] = 1;
    has = 2;
  }
}

CircuitSolver::Turn CircuitSolver::iterate() {
  find_moving();
  double last_share = 0;
  for (int iteration = 0; iteration < most_iterations; ++iteration) {
    ++answer_->iterations;
    if (!take_step()) return Turn::singular;
    const double share = step_share();
    if (!std::isfinite(share)) return Turn::grows;
    // Steps of s, C s^2, C^3 s^4: what the next one would move is known before it is made.
    const double shrunk = share / last_share;
    const bool is_settled = share <= settled_share || (share <= quadratic_share && last_share > 0.0 &&
                                                       shrunk * shrunk * share <= settled_share);
    last_share = share;
    const bool is_hasty = iteration < hasty_iterations;
    if ((is_hasty || is_settled) && change_statuses(!is_hasty)) {
      find_moving();
      last_share = 0;
    } else if (is_settled) {
      return Turn::converged;
    }
    if (runs_away()) return Turn::runs_away;
  }
  return Turn::unsettled;
}

bool CircuitSolver::runs_away() const { return away_ == 6 || away_ == 60; }

bool CircuitSolver::take_step() {
  assemble();
  if (!system_.solve()) return false;
  move_flows();
  away_ = largest_pressure() > away_pa ? away_ + 1 : 0;
  return true;
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
      system_.add_branch(k, a.kg_s[k], a.status[k] == BranchStatus::at_least ? leak_ : 0.0);
      assemble_regulator(k);
    } else if (!follows) {
      system_.add_branch(k, a.kg_s[k], a.status[k] == BranchStatus::given ? 0.0 : leak_);
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
      if (part_[k] < 0) {
        flow = 0;
        continue;
      }
      double next = step_[k].predicted + pull_change(branch) / step_[k].slope;
      // Its head grows without end towards no flow.
      if (branch.has_constant_power) next = std::max(next, 0.5 * flow);
      change_[k] = next - flow;
    } else if (a.status[k] != BranchStatus::given) {
      // What it would have to pass for the nodes to balance, but does not.
      change_[k] = leak_ * pull_change(branch);
      continue;
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
  a.worst_branch = -1;
  for (std::size_t k = 0; k < change_.size(); ++k) {
    const double change = std::fabs(change_[k]);
    const bool is_law = a.status[k] == BranchStatus::follows_law && problem_.branches[k].regulator < 0;
    if (is_law && change * step_[k].slope <= rounding_pa) continue;
    if (change > most || !std::isfinite(change)) {
      most = change;
      a.worst_branch = static_cast<int>(k);
    }
  }
  a.worst_share = most / std::max(largest(a.kg_s), 1e-9);
  return a.worst_share;
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
    const bool passes = problem_.gives[ix(n)] != 0 || leaves_[ix(n)] != 0.0 || is_starved_[ix(n)] != 0;
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
    if (part_[k] < 0 && a.status[k] == BranchStatus::follows_law && problem_.branches[k].regulator < 0)
      answer_->kg_s[k] = 0;
  }
}

void CircuitSolver::finish() {
  auto& a = *answer_;
  still_residues();
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
  DisjointSets pieces(problem_.nodes + 1);
  std::vector<char> is_fixed(ix(problem_.nodes + 1), 0);
  is_fixed[ix(problem_.outside())] = 1;
  for (int n = 0; n < problem_.nodes; ++n) is_fixed[ix(n)] = problem_.is_fixed[ix(n)];
  for (std::size_t k = 0; k < a.kg_s.size(); ++k) {
    const auto& branch = problem_.branches[k];
    const bool regulates = a.status[k] == BranchStatus::regulates;
    if (regulates && branch.kind == Kind::reducer) is_fixed[ix(branch.to)] = 1;
    if (regulates && branch.kind == Kind::sustainer) is_fixed[ix(branch.from)] = 1;
    const bool passes_on =
        regulates ? branch.kind == Kind::breaker : a.status[k] == BranchStatus::follows_law;
    if (passes_on) pieces.join(branch.from, branch.to);
  }
  std::vector<char> has_fixed(is_fixed.size(), 0);
  for (int n = 0; n <= problem_.nodes; ++n) {
    if (is_fixed[ix(n)] != 0) has_fixed[ix(pieces.root(n))] = 1;
  }
  a.pressure_pa.assign(ix(problem_.nodes), nan);
  a.is_starved = is_starved_;
  for (int n = 0; n < problem_.nodes; ++n) {
    if (has_fixed[ix(pieces.root(n))] != 0 && is_starved_[ix(n)] == 0)
      a.pressure_pa[ix(n)] = pressure_[ix(n)];
  }
  a.drop_pa.assign(a.kg_s.size(), nan);
  for (std::size_t k = 0; k < a.kg_s.size(); ++k) {
    const auto& branch = problem_.branches[k];
    const auto is_known = [&](int node) {
      return has_fixed[ix(pieces.root(node))] != 0 && (node == problem_.nodes || is_starved_[ix(node)] == 0);
    };
    const bool is_joined = pieces.root(branch.from) == pieces.root(branch.to);
    if (is_joined || (is_known(branch.from) && is_known(branch.to))) a.drop_pa[k] = pull(k);
  }
}

}  // namespace shellfit::thermal
