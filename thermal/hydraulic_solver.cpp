#include "thermal/hydraulic_solver.hpp"

#include "base/assertion.hpp"
#include "base/circulation.hpp"
#include "base/sparse.hpp"
#include "thermal/link_law.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

// Global gradient method (Todini and Pilati, 1988). Unknown: flow q of each link and piezometric pressure p
// of each node (static pressure plus ρ g z; the density is uniform in a circuit). Link law with its drop f
// rising:
//   p_from - p_to = f(q),   Σ_in q - Σ_out q = 0 at each node.
// Newton with g = f'(q) and what a law misses, m = f(q) - (p_from - p_to): the pressures change by d and
//   q' = q - (m - (d_from - d_to)) / g,
// and the node balances of q' give for d
//   Σ_links (d_n - d_m) / g = -Σ_links out ± (q - m/g),
// a symmetric system; solved for changes, its rounding shrinks with them. A pump's f is minus its head. A
// valve that limits flow is either open, with its own loss, or holds its limit, and then is a given flow;
// which one holds is found by turns. A link that lies on no cycle with a drive has q = 0 exactly and only
// passes the pressure on, p_from - p_to = f(0): near rest f is so flat in wide pipes that rounding alone
// would make flows.

namespace shellfit::thermal {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }
using Kind = NetworkProblem::LinkKind;

class CircuitSolver {
 public:
  CircuitSolver(const NetworkProblem& problem, const NetworkState& state, const CircuitFluid& fluid,
                int circuit, HydraulicSolution& solution)
      : problem_(problem), state_(state), fluid_(fluid), circuit_(circuit), solution_(solution) {
    local_.assign(ix(problem.node_count()), -1);
    for (int node = 0; node < problem.node_count(); ++node) {
      if (problem.circuit_of_node[ix(node)] == circuit) local_[ix(node)] = nodes_++;
    }
    for (std::size_t i = 0; i < problem.links.size(); ++i) {
      if (problem.links[i].circuit == circuit) links_.push_back(static_cast<int>(i));
    }
  }

  void solve() {
    if (!can_given_flows_pass()) return;
    for (const int i : links_) start_link(i);
    // Which valves limit and which check valves shut changes few times; a turn repeats the Newton solve. From
    // some turn on only one may change at a time, which takes as many turns as there are.
    const int most_turns = 40 + 2 * static_cast<int>(links_.size());
    for (int turn = 0; turn < most_turns; ++turn) {
      if (!newton()) return;
      if (!change_statuses(turn)) {
        finish();
        return;
      }
    }
    fail("valves keep opening and closing", -1);
  }

 private:
  bool is_open(int i) const { return thermal::is_open(problem_, state_, i); }
  Drop law(int i, double q) const { return link_drop(problem_.links[ix(i)], fluid_, q); }

  /// Fails with the reason when given flows contradict each other or what is open.
  bool can_given_flows_pass() {
    const auto found = contradiction_of_given_flows(problem_, state_, links_, local_, nodes_);
    if (found.node < 0) return true;
    const auto node = std::find(local_.begin(), local_.end(), found.node) - local_.begin();
    solution_.is_contradictory = true;
    fail(fmt::format("the given flows contradict each other: {:.4g} L/s reach {} and have no way on",
                     found.flow_m3_s * 1e3, problem_.node_name(static_cast<int>(node))),
         -1);
    return false;
  }

  void start_link(int i) {
    const auto& link = problem_.links[ix(i)];
    auto status = LinkStatus::flowing;
    double flow = link.rated_flow_m3_s;
    if (!is_open(i)) {
      status = LinkStatus::shut;
      flow = 0;
    } else if (link.kind == Kind::given || link.kind == Kind::limited) {
      // Valves start at their limit: where the pumps suffice, one turn is enough.
      status = LinkStatus::given;
      flow = state_.limit_m3_s[ix(i)];
    }
    solution_.flow_m3_s[ix(i)] = flow;
    status_.push_back(status);
  }

  /// Numbers the nodes that pressures are solved for; each connected piece without the reference gets one of
  /// its own.
  void prepare() {
    find_circulation();
    std::vector<int> parent(ix(nodes_));
    std::iota(parent.begin(), parent.end(), 0);
    const auto find = [&](int n) {
      while (parent[ix(n)] != n) n = parent[ix(n)] = parent[ix(parent[ix(n)])];
      return n;
    };
    for (std::size_t k = 0; k < links_.size(); ++k) {
      if (status_[k] != LinkStatus::flowing) continue;
      const auto& link = problem_.links[ix(links_[k])];
      parent[ix(find(local_[ix(link.from)]))] = find(local_[ix(link.to)]);
    }
    reference_of_.assign(ix(nodes_), -1);
    const int reference = local_[ix(problem_.circuits[ix(circuit_)].reference)];
    reference_of_[ix(find(reference))] = reference;
    piece_.resize(ix(nodes_));
    unknown_.assign(ix(nodes_), -1);
    int count = 0;
    for (int n = 0; n < nodes_; ++n) {
      piece_[ix(n)] = find(n);
      if (reference_of_[ix(find(n))] < 0) reference_of_[ix(find(n))] = n;
      if (reference_of_[ix(find(n))] != n) unknown_[ix(n)] = count++;
    }
    has_reference_piece_ = find(reference);
    std::vector<std::pair<int, int>> places;
    for (int u = 0; u < count; ++u) places.emplace_back(u, u);
    for (std::size_t k = 0; k < links_.size(); ++k) {
      const auto [a, b] = ends(k);
      if (status_[k] != LinkStatus::flowing || a < 0 || b < 0) continue;
      places.emplace_back(a, b);
      places.emplace_back(b, a);
    }
    unknowns_ = count;
    if (count == 0) return;
    auto pattern = SparsePattern::of(count, std::move(places));
    diagonal_.resize(ix(count));
    for (int u = 0; u < count; ++u) diagonal_[ix(u)] = pattern.index(u, u);
    off_diagonal_.assign(links_.size(), {-1, -1});
    for (std::size_t k = 0; k < links_.size(); ++k) {
      const auto [a, b] = ends(k);
      if (status_[k] == LinkStatus::flowing && a >= 0 && b >= 0)
        off_diagonal_[k] = {pattern.index(a, b), pattern.index(b, a)};
    }
    values_.resize(pattern.rows.size());
    right_.resize(ix(count));
    solver_.emplace(std::move(pattern));
  }

  void find_circulation() {
    std::vector<OpenLink> open;
    std::vector<std::size_t> places;
    for (std::size_t k = 0; k < links_.size(); ++k) {
      const auto& link = problem_.links[ix(links_[k])];
      const double q = solution_.flow_m3_s[ix(links_[k])];
      if (status_[k] == LinkStatus::shut || (status_[k] == LinkStatus::given && q == 0.0)) continue;
      const bool drives = link.kind == Kind::pump || status_[k] == LinkStatus::given;
      open.push_back({local_[ix(link.from)], local_[ix(link.to)], drives});
      places.push_back(k);
    }
    const Circulation circulation(nodes_, open);
    const auto circulates = circulation.circulates();
    part_.assign(links_.size(), -1);
    parts_ = circulation.part_count();
    for (std::size_t j = 0; j < places.size(); ++j) {
      const auto k = places[j];
      if (circulates[j] != 0)
        part_[k] = circulation.part_of()[j];
      else if (status_[k] == LinkStatus::flowing)
        solution_.flow_m3_s[ix(links_[k])] = 0;
    }
  }
  bool moves(std::size_t k) const { return status_[k] == LinkStatus::flowing && part_[k] >= 0; }

  std::pair<int, int> ends(std::size_t k) const {
    const auto& link = problem_.links[ix(links_[k])];
    return {unknown_[ix(local_[ix(link.from)])], unknown_[ix(local_[ix(link.to)])]};
  }

  bool newton() {
    prepare();
    pressure_.assign(ix(nodes_), 0.0);
    change_pa_.assign(ix(nodes_), 0.0);
    slope_pa_s_m3_.assign(links_.size(), 0.0);
    missed_pa_.assign(links_.size(), 0.0);
    constexpr int most_iterations = 100;
    constexpr double flow_tolerance = 1e-11;
    // At first the pressures are solved for anew each time, from nothing. Where their rounding then keeps
    // flows from settling, in wide pipes and near rest, for their changes.
    constexpr int fresh_iterations = 20;
    double last_change = std::numeric_limits<double>::infinity();
    for (int iteration = 0; iteration < most_iterations; ++iteration) {
      ++solution_.iterations;
      const bool is_fresh = iteration < fresh_iterations;
      if (is_fresh) std::fill(pressure_.begin(), pressure_.end(), 0.0);
      if (!solve_pressures()) {
        fail("the equations of the circuit are singular", -1);
        return false;
      }
      double change = 0;
      double total = 0;
      int worst = -1;
      double worst_change = 0;
      double change_beyond_rounding = 0;
      const double rounding_pa = pressure_rounding();
      for (std::size_t k = 0; k < links_.size(); ++k) {
        if (!moves(k)) continue;
        auto& q = solution_.flow_m3_s[ix(links_[k])];
        const double slope = slope_pa_s_m3_[k];
        const double step = (missed_pa_[k] - across(change_pa_, links_[k])) / slope;
        q -= step;
        change += std::fabs(step);
        total += std::fabs(q);
        if (std::fabs(step) * slope > rounding_pa) change_beyond_rounding += std::fabs(step);
        if (std::fabs(step) > worst_change) {
          worst_change = std::fabs(step);
          worst = links_[k];
        }
      }
      if (!std::isfinite(change)) {
        fail("flows grow without bound", worst);
        return false;
      }
      // Converged when steps are at the rounding floor: small, or small enough and no longer shrinking, or no
      // larger than the rounding of the pressures makes them.
      const double floor = flow_tolerance * std::max(total, 1e-9);
      const bool is_small = change <= floor || (change <= 100.0 * floor && change >= 0.5 * last_change);
      if (is_small && (!is_fresh || do_flows_balance(problem_, links_, local_, nodes_, solution_.flow_m3_s)))
        return true;
      if (!is_fresh && change_beyond_rounding <= floor) return true;
      last_change = change;
      if (iteration + 1 == most_iterations)
        fail(fmt::format("flows still change by {:.1e} of their sum", change / std::max(total, 1e-9)), worst);
    }
    return false;
  }

  double pressure_rounding() const {
    double most = 0;
    for (const double p : pressure_) most = std::max(most, std::fabs(p));
    return 16.0 * std::numeric_limits<double>::epsilon() * most;
  }

  bool solve_pressures() {
    if (unknowns_ == 0) return true;
    std::fill(values_.begin(), values_.end(), 0.0);
    std::fill(right_.begin(), right_.end(), 0.0);
    for (std::size_t k = 0; k < links_.size(); ++k) {
      const auto [a, b] = ends(k);
      const double q = solution_.flow_m3_s[ix(links_[k])];
      if (status_[k] == LinkStatus::shut) continue;
      double leaves = q;
      if (status_[k] == LinkStatus::flowing) {
        const auto f = law(links_[k], q);
        slope_pa_s_m3_[k] = f.slope_pa_s_m3;
        missed_pa_[k] = f.drop_pa - across(pressure_, links_[k]);
        const double conductance = 1.0 / f.slope_pa_s_m3;
        leaves = q - missed_pa_[k] * conductance;
        if (a >= 0) values_[ix(diagonal_[ix(a)])] += conductance;
        if (b >= 0) values_[ix(diagonal_[ix(b)])] += conductance;
        if (off_diagonal_[k].first >= 0) {
          values_[ix(off_diagonal_[k].first)] -= conductance;
          values_[ix(off_diagonal_[k].second)] -= conductance;
        }
      }
      if (a >= 0) right_[ix(a)] -= leaves;
      if (b >= 0) right_[ix(b)] += leaves;
    }
    if (!solver_->factor(values_)) return false;
    solver_->solve(right_);
    for (int n = 0; n < nodes_; ++n) {
      change_pa_[ix(n)] = unknown_[ix(n)] >= 0 ? right_[ix(unknown_[ix(n)])] : 0.0;
      pressure_[ix(n)] += change_pa_[ix(n)];
    }
    return true;
  }
  /// The difference of a quantity of the nodes from a link's beginning to its end.
  double across(const std::vector<double>& of_nodes, int i) const {
    const auto& link = problem_.links[ix(i)];
    return of_nodes[ix(local_[ix(link.from)])] - of_nodes[ix(local_[ix(link.to)])];
  }

  /// Returns true when a valve or check valve changed, so that the flows must be solved again.
  bool change_statuses(int turn) {
    bool has_changed = false;
    // From some turn on only one valve may change at a time, which ends any flutter between several.
    constexpr int patient_turns = 15;
    for (std::size_t k = 0; k < links_.size(); ++k) {
      const int i = links_[k];
      const auto& link = problem_.links[ix(i)];
      if (state_.link_closed[ix(i)] != 0) continue;
      const bool is_known = piece_[ix(local_[ix(link.from)])] == piece_[ix(local_[ix(link.to)])];
      const auto difference = is_known ? std::optional(across(pressure_, i)) : std::nullopt;
      auto& q = solution_.flow_m3_s[ix(i)];
      const double limit = link.kind == Kind::limited ? state_.limit_m3_s[ix(i)] : 0.0;
      const auto next = next_status(link, fluid_, status_[k], q, limit, difference);
      if (next == status_[k]) continue;
      status_[k] = next;
      has_changed = true;
      if (next == LinkStatus::given) q = limit;
      if (next == LinkStatus::shut) q = 0;
      if (next == LinkStatus::flowing && link.kind == Kind::pump) q = 1e-3 * link.rated_flow_m3_s;
      if (turn > patient_turns) return true;
    }
    return has_changed;
  }

  /// A part whose flows are all rounding residue stands: equal pumps that hold each other's check valves.
  void still_residues() {
    std::vector<double> most(ix(parts_), 0.0);
    std::vector<double> rated(ix(parts_), 0.0);
    for (std::size_t k = 0; k < links_.size(); ++k) {
      if (part_[k] < 0) continue;
      const auto i = ix(links_[k]);
      most[ix(part_[k])] = std::max(most[ix(part_[k])], std::fabs(solution_.flow_m3_s[i]));
      const bool is_given = status_[k] == LinkStatus::given;
      const double rated_flow = is_given ? 0.0 : problem_.links[i].rated_flow_m3_s;
      rated[ix(part_[k])] = std::max(rated[ix(part_[k])], rated_flow);
      if (is_given) most[ix(part_[k])] = std::numeric_limits<double>::infinity();
    }
    for (std::size_t k = 0; k < links_.size(); ++k) {
      if (part_[k] >= 0 && most[ix(part_[k])] <= 1e-9 * rated[ix(part_[k])])
        solution_.flow_m3_s[ix(links_[k])] = 0;
    }
  }

  void finish() {
    still_residues();
    ensure(do_flows_balance(problem_, links_, local_, nodes_, solution_.flow_m3_s),
           "flows balance at every node");
    const double reference_pa = problem_.circuits[ix(circuit_)].reference_pressure_pa;
    const int reference = problem_.circuits[ix(circuit_)].reference;
    const double weight = fluid_.density_kg_m3 * gravity_m_s2;
    for (std::size_t k = 0; k < links_.size(); ++k) {
      const int i = links_[k];
      const auto& link = problem_.links[ix(i)];
      solution_.is_limiting[ix(i)] = link.kind == Kind::limited && status_[k] == LinkStatus::given ? 1 : 0;
      const bool is_same_piece = piece_[ix(local_[ix(link.from)])] == piece_[ix(local_[ix(link.to)])];
      if (is_same_piece) solution_.drop_pa[ix(i)] = across(pressure_, i);
    }
    for (int node = 0; node < problem_.node_count(); ++node) {
      const int n = local_[ix(node)];
      if (n < 0) continue;
      if (piece_[ix(n)] != has_reference_piece_) continue;
      const double lifted = weight * (problem_.elevation_m[ix(reference)] - problem_.elevation_m[ix(node)]);
      solution_.pressure_pa[ix(node)] =
          reference_pa + pressure_[ix(n)] - pressure_[ix(local_[ix(reference)])] + lifted;
    }
  }

  void fail(std::string reason, int link) {
    solution_.has_converged = false;
    solution_.reason = std::move(reason);
    solution_.worst_link = link;
  }

  const NetworkProblem& problem_;
  const NetworkState& state_;
  const CircuitFluid& fluid_;
  int circuit_;
  HydraulicSolution& solution_;
  int nodes_ = 0;
  std::vector<int> local_;
  std::vector<int> links_;
  std::vector<LinkStatus> status_;
  std::vector<int> part_;  ///< by link: the part of the graph it circulates in, or -1
  int parts_ = 0;
  std::vector<int> reference_of_, piece_, unknown_;
  int has_reference_piece_ = -1;
  int unknowns_ = 0;
  std::vector<int> diagonal_;
  std::vector<std::pair<int, int>> off_diagonal_;
  std::optional<SparseSolver> solver_;
  std::vector<double> values_, right_, pressure_;
  std::vector<double> change_pa_, slope_pa_s_m3_, missed_pa_;  ///< of the last Newton step
};

}  // namespace

HydraulicSolution solve_hydraulics(const NetworkProblem& problem, const NetworkState& state,
                                   const std::vector<CircuitFluid>& fluids) {
  HydraulicSolution solution;
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  solution.has_converged = true;
  solution.flow_m3_s.assign(problem.links.size(), 0.0);
  solution.pressure_pa.assign(ix(problem.node_count()), nan);
  solution.drop_pa.assign(problem.links.size(), nan);
  solution.is_limiting.assign(problem.links.size(), 0);
  for (std::size_t circuit = 0; circuit < problem.circuits.size(); ++circuit) {
    CircuitSolver(problem, state, fluids[circuit], static_cast<int>(circuit), solution).solve();
  }
  return solution;
}

}  // namespace shellfit::thermal
