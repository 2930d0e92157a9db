#include "thermal/hydraulic_solver.hpp"

#include "thermal/circuit_solver.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace shellfit::thermal {

namespace {

using Kind = NetworkProblem::LinkKind;
std::size_t ix(int i) { return static_cast<std::size_t>(i); }
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// A circuit between its description and its solver.
class CircuitModel {
 public:
  CircuitModel(const NetworkProblem& problem, int circuit, const std::vector<int>& local)
      : problem_(problem), circuit_(circuit), local_(local) {
    for (int n = 0; n < problem.node_count(); ++n) {
      if (problem.circuit_of_node[ix(n)] == circuit) nodes_.push_back(n);
    }
    flow_.nodes = static_cast<int>(nodes_.size());
    flow_.is_fixed.assign(nodes_.size(), 0);
    flow_.gives = flow_.is_fixed;
    flow_.fixed_pa.assign(nodes_.size(), 0.0);
    flow_.leaves_kg_s.assign(nodes_.size(), 0.0);
    int regulators = 0;
    for (std::size_t i = 0; i < problem.links.size(); ++i) {
      const auto& link = problem.links[i];
      if (link.circuit != circuit) continue;
      Branch branch;
      branch.link = static_cast<int>(i);
      branch.from = local[ix(link.from)];
      branch.to = local[ix(link.to)];
      branch.law = &link;
      branch.friction = data().friction;
      const bool regulates =
          link.kind == Kind::reducer || link.kind == Kind::sustainer || link.kind == Kind::breaker;
      if (regulates) branch.regulator = regulators++;
      flow_.branches.push_back(branch);
    }
    add_ways_out();
    solver_ = std::make_unique<CircuitSolver>(flow_);
  }
  CircuitModel(const CircuitModel&) = delete;
  CircuitModel& operator=(const CircuitModel&) = delete;

  void solve(const NetworkState& state, std::span<const LinkFluid> fluids, const HydraulicSolution* start,
             HydraulicSolution& solution) {
    set_state(state, fluids);
    answer_.kg_s.assign(flow_.branches.size(), nan);
    for (std::size_t k = 0; start != nullptr && k < flow_.branches.size(); ++k) {
      if (flow_.branches[k].link >= 0) answer_.kg_s[k] = start->kg_s[ix(flow_.branches[k].link)];
    }
    solver_->solve(answer_);
    solution.iterations += answer_.iterations;
    if (answer_.end != CircuitAnswer::End::found) {
      solution.unsolved.push_back(why_not_found());
      return;
    }
    write(state, solution);
    if (!answer_.shortage.starved.empty()) solution.unsolved.push_back(why_unfed(state));
  }

 private:
  [[nodiscard]] const NetworkProblem::CircuitData& data() const { return problem_.circuits[ix(circuit_)]; }
  [[nodiscard]] bool is_here(int node) const { return problem_.circuit_of_node[ix(node)] == circuit_; }
  [[nodiscard]] const std::string& name(int local_node) const {
    return problem_.node_name(nodes_[ix(local_node)]);
  }

  void add_ways_out() {
    const auto count = problem_.demands.size() + problem_.emitters.size();
    outlets_.reserve(count);  // branches point at them
    const auto add = [&](int node, double coefficient, double exponent, double flow) {
      NetworkProblem::LinkData law{};
      law.kind = Kind::power_law;
      law.coefficient = coefficient;
      law.exponent = exponent;
      law.rated_flow_m3_s = flow;
      law.loss.linear_below_m3_s = 1e-6 * flow;
      outlets_.push_back(law);
      Branch branch;
      branch.from = local_[ix(node)];
      branch.to = flow_.outside();
      branch.law = &outlets_.back();
      flow_.branches.push_back(branch);
    };
    for (std::size_t d = 0; d < problem_.demands.size(); ++d) {
      const auto& demand = problem_.demands[d];
      if (!is_here(demand.node) || std::isnan(demand.full_pa) || !(demand.flow_m3_s > 0.0)) continue;
      demand_of_.push_back({static_cast<int>(d), static_cast<int>(flow_.branches.size())});
      add(demand.node,
          (demand.full_pa - demand.least_pa) * std::pow(demand.flow_m3_s, -1.0 / demand.exponent),
          1.0 / demand.exponent, demand.flow_m3_s);
    }
    for (std::size_t e = 0; e < problem_.emitters.size(); ++e) {
      const auto& emitter = problem_.emitters[e];
      if (!is_here(emitter.node)) continue;
      emitter_of_.push_back({static_cast<int>(e), static_cast<int>(flow_.branches.size())});
      add(emitter.node, std::pow(emitter.coefficient_m3_s, -1.0 / emitter.exponent), 1.0 / emitter.exponent,
          emitter.coefficient_m3_s * std::pow(1e5, emitter.exponent));
    }
  }

  void set_state(const NetworkState& state, std::span<const LinkFluid> fluids) {
    find_mean_fluid(fluids);
    weight_ = mean_.density_kg_m3 * data().gravity_m_s2;
    set_nodes(state);
    for (auto& branch : flow_.branches) {
      if (branch.link < 0) continue;
      const auto i = ix(branch.link);
      const auto& link = problem_.links[i];
      const double from_m = problem_.elevation_m[ix(link.from)];
      const double to_m = problem_.elevation_m[ix(link.to)];
      branch.fluid = fluids[i];
      branch.speed = state.speed[i];
      branch.bounds = flow_bounds(problem_, state, branch.link, fluids[i], mean_.density_kg_m3);
      branch.source_pa =
          (fluids[i].density_kg_m3 - mean_.density_kg_m3) * data().gravity_m_s2 * (from_m - to_m);
      branch.set_pa = link.set_pa;
      if (link.kind == Kind::reducer) branch.set_pa += weight_ * to_m;
      if (link.kind == Kind::sustainer) branch.set_pa += weight_ * from_m;
    }
    for (const auto& reservoir : problem_.reservoirs) {
      if (is_here(reservoir.node)) bound_at(reservoir);
    }
    for (const auto [d, k] : demand_of_) {
      auto& branch = flow_.branches[ix(k)];
      set_way_out(branch, problem_.demands[ix(d)].node, problem_.demands[ix(d)].least_pa);
      branch.bounds = {0.0, state.demand_m3_s[ix(d)] * mean_.density_kg_m3};
    }
    for (const auto [e, k] : emitter_of_) {
      auto& branch = flow_.branches[ix(k)];
      const auto& emitter = problem_.emitters[ix(e)];
      set_way_out(branch, emitter.node, 0.0);
      constexpr double unlimited = std::numeric_limits<double>::infinity();
      branch.bounds = {emitter.flows_back ? -unlimited : 0.0, unlimited};
    }
  }
  void set_way_out(Branch& branch, int node, double against_pa) const {
    branch.fluid = mean_;
    branch.source_pa = -weight_ * problem_.elevation_m[ix(node)] - against_pa;
  }

  void find_mean_fluid(std::span<const LinkFluid> fluids) {
    mean_ = {};
    int count = 0;
    for (const auto& branch : flow_.branches) {
      if (branch.link < 0) continue;
      const auto& fluid = fluids[ix(branch.link)];
      mean_.density_kg_m3 += fluid.density_kg_m3;
      mean_.viscosity_pa_s += fluid.viscosity_pa_s;
      mean_.heat_j_kgk += fluid.heat_j_kgk;
      ++count;
    }
    if (count == 0) return;
    mean_.density_kg_m3 /= count;
    mean_.viscosity_pa_s /= count;
    mean_.heat_j_kgk /= count;
  }

  void set_nodes(const NetworkState& state) {
    std::fill(flow_.is_fixed.begin(), flow_.is_fixed.end(), 0);
    std::fill(flow_.gives.begin(), flow_.gives.end(), 0);
    std::fill(flow_.leaves_kg_s.begin(), flow_.leaves_kg_s.end(), 0.0);
    const auto fix = [&](int node, double pressure_pa, bool gives) {
      const auto n = ix(local_[ix(node)]);
      flow_.is_fixed[n] = 1;
      flow_.gives[n] = gives ? 1 : 0;
      flow_.fixed_pa[n] = pressure_pa + weight_ * problem_.elevation_m[ix(node)];
    };
    if (data().reference >= 0) fix(data().reference, data().reference_pressure_pa, false);
    for (std::size_t r = 0; r < problem_.reservoirs.size(); ++r) {
      const auto& reservoir = problem_.reservoirs[r];
      if (is_here(reservoir.node) && !std::isnan(state.reservoir_pa[r]))
        fix(reservoir.node, state.reservoir_pa[r], true);
    }
    for (std::size_t d = 0; d < problem_.demands.size(); ++d) {
      const auto& demand = problem_.demands[d];
      const bool depends = !std::isnan(demand.full_pa) && demand.flow_m3_s > 0.0;
      if (is_here(demand.node) && !depends)
        flow_.leaves_kg_s[ix(local_[ix(demand.node)])] += demand_kg_s(state, d);
    }
  }
  [[nodiscard]] double demand_kg_s(const NetworkState& state, std::size_t d) const {
    return state.demand_m3_s[d] * (problem_.demands[d].is_mass ? 1.0 : mean_.density_kg_m3);
  }

  /// A full tank lets nothing in and an empty one nothing out, by any of its links.
  void bound_at(const NetworkProblem::ReservoirData& reservoir) {
    const int node = local_[ix(reservoir.node)];
    for (auto& branch : flow_.branches) {
      auto& [least, most] = branch.bounds;
      const bool leaves = branch.from == node;
      if (branch.link < 0 || (!leaves && branch.to != node)) continue;
      if (!reservoir.may_give) (leaves ? most : least) = leaves ? std::min(most, 0.0) : std::max(least, 0.0);
      if (!reservoir.may_take) (leaves ? least : most) = leaves ? std::max(least, 0.0) : std::min(most, 0.0);
      if (least > most) least = most = 0.0;
    }
  }

  [[nodiscard]] Unsolved why_not_found() const {
    Unsolved found;
    found.circuit = circuit_;
    using End = CircuitAnswer::End;
    const auto& branch_name = [&] {
      const int k = answer_.worst_branch;
      return k >= 0 && flow_.branches[ix(k)].link >= 0 ? problem_.link_name(flow_.branches[ix(k)].link)
                                                       : std::string("a way out");
    };
    switch (answer_.end) {
      case End::contradictory_flows: {
        const auto& shortage = answer_.shortage;
        found.why = NoFlow::contradictory_flows;
        found.reason =
            fmt::format("the given flows contradict each other: {:.4g} L/s reach {} and have no way on",
                        1e3 * shortage.surplus / mean_.density_kg_m3, name(shortage.flooded.front()));
        break;
      }
      case End::singular: {
        const bool has_regulators = std::any_of(flow_.branches.begin(), flow_.branches.end(),
                                                [](const Branch& one) { return one.regulator >= 0; });
        found.why = has_regulators ? NoFlow::contradictory_regulators : NoFlow::not_found;
        found.reason =
            has_regulators ? contradictory_regulators() : "the equations of the circuit are singular";
        break;
      }
      case End::grows:
        found.why = NoFlow::not_found;
        found.reason = fmt::format("flows grow without bound, first at {}", branch_name());
        break;
      default:
        found.why = NoFlow::not_found;
        found.reason = fmt::format("flows still change by {:.1e} of the largest, most at {}",
                                   answer_.worst_share, branch_name());
    }
    return found;
  }
  [[nodiscard]] std::string contradictory_regulators() const {
    std::string names;
    for (std::size_t k = 0; k < flow_.branches.size(); ++k) {
      if (answer_.status[k] != BranchStatus::regulates) continue;
      if (!names.empty()) names += ", ";
      names += problem_.link_name(flow_.branches[k].link);
    }
    return "the pressures that these valves hold leave flows undetermined: " + names;
  }

  [[nodiscard]] Unsolved why_unfed(const NetworkState& state) const {
    Unsolved found;
    found.circuit = circuit_;
    found.why = NoFlow::unfed_demand;
    const auto& shortage = answer_.shortage;
    for (const int n : shortage.starved) found.nodes.push_back(nodes_[ix(n)]);
    std::string gates;
    int count = 0;
    for (std::size_t k = 0; k < flow_.branches.size(); ++k) {
      const auto& branch = flow_.branches[k];
      if (branch.link < 0) continue;
      const bool leads_in = answer_.is_starved[ix(branch.from)] != answer_.is_starved[ix(branch.to)];
      if (!leads_in || ++count > 5) continue;
      if (!gates.empty()) gates += ", ";
      gates += problem_.link_name(branch.link);
      const double flow = std::fabs(answer_.kg_s[k]);
      gates += state.link_closed[ix(branch.link)] != 0 ? " (closed)"
               : flow > 0.0 ? fmt::format(" (at most {:.4g} L/s)", 1e3 * flow / mean_.density_kg_m3)
                            : " (not that way)";
    }
    if (count > 5) gates += fmt::format(" and {} more", count - 5);
    found.reason =
        fmt::format("{:.4g} L/s asked for at {} cannot get there: {}",
                    1e3 * shortage.lack / mean_.density_kg_m3, name(shortage.lacking),
                    gates.empty() ? "no link leads there from a node that gives" : "the way is by " + gates);
    return found;
  }

  void write(const NetworkState& state, HydraulicSolution& solution) const {
    for (std::size_t n = 0; n < nodes_.size(); ++n)
      solution.pressure_pa[ix(nodes_[n])] =
          answer_.pressure_pa[n] - weight_ * problem_.elevation_m[ix(nodes_[n])];
    std::vector<double> gives(nodes_.size(), 0.0);
    for (std::size_t k = 0; k < flow_.branches.size(); ++k) {
      const auto& branch = flow_.branches[k];
      gives[ix(branch.from)] += answer_.kg_s[k];
      if (branch.link < 0) continue;
      gives[ix(branch.to)] -= answer_.kg_s[k];
      const auto i = ix(branch.link);
      solution.kg_s[i] = answer_.kg_s[k];
      solution.drop_pa[i] = answer_.drop_pa[k];
      solution.status[i] = status(state, k);
    }
    for (std::size_t n = 0; n < nodes_.size(); ++n) gives[n] += flow_.leaves_kg_s[n];
    for (std::size_t r = 0; r < problem_.reservoirs.size(); ++r) {
      const int node = problem_.reservoirs[r].node;
      if (is_here(node) && flow_.gives[ix(local_[ix(node)])] != 0)
        solution.reservoir_kg_s[r] = gives[ix(local_[ix(node)])];
    }
    for (std::size_t d = 0; d < problem_.demands.size(); ++d) {
      const auto& demand = problem_.demands[d];
      if (!is_here(demand.node) || answer_.is_starved[ix(local_[ix(demand.node)])] != 0) continue;
      solution.demand_kg_s[d] = demand_kg_s(state, d);
    }
    for (const auto [d, k] : demand_of_) solution.demand_kg_s[ix(d)] = answer_.kg_s[ix(k)];
    for (const auto [e, k] : emitter_of_) solution.emitter_kg_s[ix(e)] = answer_.kg_s[ix(k)];
  }
  [[nodiscard]] LinkStatus status(const NetworkState& state, std::size_t k) const {
    const auto& branch = flow_.branches[k];
    const auto kind = branch.law->kind;
    switch (answer_.status[k]) {
      case BranchStatus::follows_law:
        return LinkStatus::open;
      case BranchStatus::at_most:
        return kind == Kind::limited ? LinkStatus::limiting : LinkStatus::stopped;
      case BranchStatus::at_least:
        return kind == Kind::pump ? LinkStatus::below_head : LinkStatus::stopped;
      case BranchStatus::regulates:
        return LinkStatus::regulating;
      case BranchStatus::given:
        break;
    }
    if (kind == Kind::given) return LinkStatus::given;
    if (answer_.kg_s[k] != 0.0) return LinkStatus::limiting;
    return state.link_closed[ix(branch.link)] != 0 ? LinkStatus::closed : LinkStatus::stopped;
  }

  struct Outlet {
    int of, branch;
  };
  const NetworkProblem& problem_;
  int circuit_;
  const std::vector<int>& local_;
  std::vector<int> nodes_;
  std::vector<NetworkProblem::LinkData> outlets_;
  std::vector<Outlet> demand_of_, emitter_of_;
  CircuitProblem flow_;
  std::unique_ptr<CircuitSolver> solver_;
  CircuitAnswer answer_;
  LinkFluid mean_{};
  double weight_ = 0;
};

}  // namespace

class HydraulicModel::Impl {
 public:
  explicit Impl(const NetworkProblem& problem) : problem_(problem), local_(ix(problem.node_count())) {
    std::vector<int> count(problem.circuits.size(), 0);
    for (int n = 0; n < problem.node_count(); ++n)
      local_[ix(n)] = count[ix(problem.circuit_of_node[ix(n)])]++;
    for (std::size_t c = 0; c < problem.circuits.size(); ++c)
      circuits_.push_back(std::make_unique<CircuitModel>(problem, static_cast<int>(c), local_));
  }

  HydraulicSolution solve(const NetworkState& state, std::span<const LinkFluid> fluids,
                          const HydraulicSolution* start) {
    HydraulicSolution solution;
    solution.kg_s.assign(problem_.links.size(), 0.0);
    solution.drop_pa.assign(problem_.links.size(), nan);
    solution.status.assign(problem_.links.size(), LinkStatus::open);
    solution.pressure_pa.assign(ix(problem_.node_count()), nan);
    solution.demand_kg_s.assign(problem_.demands.size(), 0.0);
    solution.emitter_kg_s.assign(problem_.emitters.size(), 0.0);
    solution.reservoir_kg_s.assign(problem_.reservoirs.size(), 0.0);
    for (const auto& circuit : circuits_) circuit->solve(state, fluids, start, solution);
    solution.has_converged = solution.unsolved.empty();
    return solution;
  }

 private:
  const NetworkProblem& problem_;
  std::vector<int> local_;
  std::vector<std::unique_ptr<CircuitModel>> circuits_;
};

HydraulicModel::HydraulicModel(const NetworkProblem& problem) : impl_(std::make_unique<Impl>(problem)) {}
HydraulicModel::~HydraulicModel() = default;
HydraulicModel::HydraulicModel(HydraulicModel&&) noexcept = default;
HydraulicModel& HydraulicModel::operator=(HydraulicModel&&) noexcept = default;

HydraulicSolution HydraulicModel::solve(const NetworkState& state, std::span<const LinkFluid> fluids,
                                        const HydraulicSolution* start) {
  return impl_->solve(state, fluids, start);
}

std::vector<LinkFluid> uniform_fluids(const NetworkProblem& problem, std::span<const LinkFluid> by_circuit) {
  std::vector<LinkFluid> fluids;
  for (const auto& link : problem.links) fluids.push_back(by_circuit[ix(link.circuit)]);
  return fluids;
}

}  // namespace shellfit::thermal
