#include "thermal/circuit_in_state.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace shellfit::thermal {

namespace {

using Kind = NetworkProblem::LinkKind;
std::size_t ix(int i) { return static_cast<std::size_t>(i); }

void describe(Branch& branch, const NetworkProblem::LinkData& link) {
  branch.kind = link.kind;
  branch.has_constant_power = link.kind == Kind::pump && link.curve.is_constant_power();
  branch.is_linear =
      (link.kind == Kind::resistance || link.kind == Kind::limited) && link.loss.quadratic_pa_s2_m6 == 0.0;
  branch.described = &link;
}

/// A way out that drops so much at a flow, and more with its power.
NetworkProblem::LinkData outlet(double drop_pa, double exponent, double flow_m3_s) {
  NetworkProblem::LinkData law{};
  law.kind = Kind::power_law;
  law.coefficient = drop_pa * std::pow(flow_m3_s, -exponent);
  law.exponent = exponent;
  law.rated_flow_m3_s = flow_m3_s;
  // Down to where its slope is a millionth of that at the flow.
  constexpr double slopeless = 1e-6;
  law.loss.linear_below_m3_s = flow_m3_s * std::pow(slopeless, 1.0 / std::max(exponent - 1.0, 1.0));
  return law;
}

}  // namespace

CircuitInState::CircuitInState(const NetworkProblem& problem, int circuit, const std::vector<int>& local)
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
    describe(branch, link);
    const bool regulates =
        link.kind == Kind::reducer || link.kind == Kind::sustainer || link.kind == Kind::breaker;
    if (regulates) branch.regulator = regulators++;
    flow_.branches.push_back(branch);
  }
  add_ways_out();
  basis_.resize(flow_.branches.size());
}
const NetworkProblem::CircuitData& CircuitInState::data() const { return problem_.circuits[ix(circuit_)]; }

void CircuitInState::add_ways_out() {
  const auto count = problem_.demands.size() + problem_.emitters.size();
  outlets_.reserve(count);  // branches point at them
  const auto add = [&](int node, const NetworkProblem::LinkData& law) {
    outlets_.push_back(law);
    Branch branch;
    branch.from = local_[ix(node)];
    branch.to = flow_.outside();
    describe(branch, outlets_.back());
    flow_.branches.push_back(branch);
  };
  for (std::size_t d = 0; d < problem_.demands.size(); ++d) {
    const auto& demand = problem_.demands[d];
    if (!has(demand.node) || std::isnan(demand.full_pa)) continue;
    demands_.push_back({static_cast<int>(d), static_cast<int>(flow_.branches.size())});
    add(demand.node, outlet(demand.full_pa - demand.least_pa, 1.0 / demand.exponent, 1.0));
  }
  for (std::size_t e = 0; e < problem_.emitters.size(); ++e) {
    const auto& emitter = problem_.emitters[e];
    if (!has(emitter.node)) continue;
    constexpr double bar = 1e5;
    emitters_.push_back({static_cast<int>(e), static_cast<int>(flow_.branches.size())});
    add(emitter.node,
        outlet(bar, 1.0 / emitter.exponent, emitter.coefficient_m3_s * std::pow(bar, emitter.exponent)));
  }
}

void CircuitInState::set(const NetworkState& state, std::span<const LinkFluid> fluids) {
  find_mean_fluid(fluids);
  weight_ = mean_.density_kg_m3 * data().gravity_m_s2;
  set_nodes(state);
  for (std::size_t k = 0; k < flow_.branches.size(); ++k) {
    auto& branch = flow_.branches[k];
    if (branch.link < 0) continue;
    const auto i = ix(branch.link);
    const auto& link = problem_.links[i];
    const double from_m = problem_.elevation_m[ix(link.from)];
    const double to_m = problem_.elevation_m[ix(link.to)];
    set_law(k, {fluids[i], state.speed[i], link.kind == Kind::pump ? 1.0 : state.drop_factor[i]});
    branch.bounds = flow_bounds(problem_, state, branch.link, fluids[i], mean_.density_kg_m3);
    branch.source_pa =
        (fluids[i].density_kg_m3 - mean_.density_kg_m3) * data().gravity_m_s2 * (from_m - to_m);
    branch.set_pa = link.set_pa;
    if (link.kind == Kind::reducer) branch.set_pa += weight_ * to_m;
    if (link.kind == Kind::sustainer) branch.set_pa += weight_ * from_m;
  }
  for (const auto& reservoir : problem_.reservoirs) {
    if (has(reservoir.node)) bound_at(reservoir);
  }
  for (const auto [d, k] : demands_) {
    const auto& demand = problem_.demands[ix(d)];
    const double flow_kg_s = std::max(demand_kg_s(state, ix(d)), 0.0);
    flow_.branches[ix(k)].bounds = {0.0, flow_kg_s};
    if (flow_kg_s > 0.0) describe_demand(ix(k), demand, flow_kg_s / mean_.density_kg_m3);
    set_way_out(ix(k), demand.node, demand.least_pa);
  }
  for (const auto [e, k] : emitters_) {
    auto& branch = flow_.branches[ix(k)];
    const auto& emitter = problem_.emitters[ix(e)];
    set_way_out(ix(k), emitter.node, 0.0);
    constexpr double unlimited = std::numeric_limits<double>::infinity();
    branch.bounds = {emitter.flows_back ? -unlimited : 0.0, unlimited};
  }
}
void CircuitInState::describe_demand(std::size_t k, const NetworkProblem::DemandData& demand,
                                     double flow_m3_s) {
  auto& law = outlets_[k - (flow_.branches.size() - outlets_.size())];
  if (law.rated_flow_m3_s == flow_m3_s) return;
  law = outlet(demand.full_pa - demand.least_pa, 1.0 / demand.exponent, flow_m3_s);
  basis_[k] = {};
}
void CircuitInState::set_law(std::size_t k, const Basis& basis) {
  if (basis_[k] == basis) return;
  basis_[k] = basis;
  auto& branch = flow_.branches[k];
  branch.law = LinkLaw(*branch.described, data().friction, basis.fluid, basis.speed, basis.factor);
  branch.rated_kg_s = branch.described->rated_flow_m3_s * basis.fluid.density_kg_m3;
}
void CircuitInState::set_way_out(std::size_t k, int node, double against_pa) {
  set_law(k, {mean_, 1.0, 1.0});
  flow_.branches[k].source_pa = -weight_ * problem_.elevation_m[ix(node)] - against_pa;
}

void CircuitInState::find_mean_fluid(std::span<const LinkFluid> fluids) {
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

void CircuitInState::set_nodes(const NetworkState& state) {
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
    if (has(reservoir.node) && !std::isnan(state.reservoir_pa[r]))
      fix(reservoir.node, state.reservoir_pa[r], true);
  }
  for (std::size_t d = 0; d < problem_.demands.size(); ++d) {
    const auto& demand = problem_.demands[d];
    if (!has(demand.node)) continue;
    const double flow = demand_kg_s(state, d);
    const bool depends = !std::isnan(demand.full_pa) && flow > 0.0;
    if (!depends) flow_.leaves_kg_s[ix(local_[ix(demand.node)])] += flow;
  }
}
double CircuitInState::demand_kg_s(const NetworkState& state, std::size_t demand) const {
  return state.demand_m3_s[demand] * (problem_.demands[demand].is_mass ? 1.0 : mean_.density_kg_m3);
}

/// A full tank lets nothing in and an empty one nothing out, by any of its links.
void CircuitInState::bound_at(const NetworkProblem::ReservoirData& reservoir) {
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

}  // namespace shellfit::thermal
