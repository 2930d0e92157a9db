#include "thermal/solution.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace shellfit::thermal {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

/// What fluids are at in a round.
struct Temperatures {
  std::vector<double> circuit_k, link_k;
};

/// By circuit, around its mean temperature.
std::vector<HeatScale> scales_at(const std::vector<const Enthalpy*>& enthalpies, const Temperatures& at) {
  std::vector<HeatScale> scales;
  for (std::size_t c = 0; c < enthalpies.size(); ++c)
    scales.push_back({enthalpies[c], at.circuit_k[c], enthalpies[c]->heat_j_kgk(at.circuit_k[c])});
  return scales;
}

std::vector<LinkFluid> fluids_at(const NetworkProblem& problem, const Temperatures& at,
                                 const std::vector<HeatScale>& scales) {
  const auto pressure = problem.atmosphere_pa * units::Pa_absolute;
  std::vector<LinkFluid> fluids;
  fluids.reserve(problem.links.size());
  for (std::size_t i = 0; i < problem.links.size(); ++i) {
    const auto circuit = ix(problem.links[i].circuit);
    const auto p =
        properties_of(problem.circuits[circuit].fluid, Temperature::from_si(at.link_k[i]), pressure);
    fluids.push_back({p.density.in_si(), p.viscosity.in_si(), scales[circuit].heat_j_kgk});
  }
  return fluids;
}

std::vector<ExchangerFluids> films_at(const NetworkProblem& problem, const Temperatures& at) {
  const auto properties = [&](int link) {
    const auto& circuit = problem.circuits[ix(problem.links[ix(link)].circuit)];
    return properties_of(circuit.fluid, Temperature::from_si(at.link_k[ix(link)]),
                         problem.atmosphere_pa * units::Pa_absolute);
  };
  std::vector<ExchangerFluids> films;
  for (const auto& one : problem.exchangers) films.push_back({properties(one.hot), properties(one.cold)});
  return films;
}

/// The mean of each circuit's nodes, and of what enters and leaves each link; where nothing flows the last
/// ones.
Temperatures mean_temperatures(const NetworkProblem& problem, const HydraulicSolution& flow,
                               const HeatSolution& heat, const Temperatures& last) {
  std::vector<double> sum(problem.circuits.size(), 0.0);
  std::vector<int> count(problem.circuits.size(), 0);
  for (int n = 0; n < problem.node_count(); ++n) {
    if (std::isnan(heat.temperature_k[ix(n)])) continue;
    sum[ix(problem.circuit_of_node[ix(n)])] += heat.temperature_k[ix(n)];
    ++count[ix(problem.circuit_of_node[ix(n)])];
  }
  auto next = last;
  for (std::size_t c = 0; c < sum.size(); ++c) {
    if (count[c] > 0) next.circuit_k[c] = sum[c] / count[c];
  }
  for (std::size_t i = 0; i < problem.links.size(); ++i) {
    const auto& link = problem.links[i];
    const double inlet = heat.temperature_k[ix(flow.kg_s[i] >= 0.0 ? link.from : link.to)];
    const bool flows = !std::isnan(heat.outlet_k[i]) && !std::isnan(inlet);
    next.link_k[i] = flows ? 0.5 * (inlet + heat.outlet_k[i]) : next.circuit_k[ix(link.circuit)];
  }
  return next;
}

/// The reason why a state cannot be solved, or nothing.
std::string missing_input(const NetworkProblem& problem, const NetworkState& state) {
  for (std::size_t i = 0; i < problem.links.size(); ++i) {
    const auto kind = problem.links[i].kind;
    const bool has_limit =
        kind == NetworkProblem::LinkKind::given || kind == NetworkProblem::LinkKind::limited;
    const bool is_sound =
        std::isfinite(state.gain_w[i]) && (!has_limit || std::isfinite(state.limit_m3_s[i]));
    if (!is_sound)
      return fmt::format("the heat or the flow of {} is not given", problem.link_name(static_cast<int>(i)));
  }
  return {};
}

/// The reason why an answer is none: the properties it rests on end before its temperatures. Empty otherwise.
std::string range_left(const NetworkProblem& problem, const HeatSolution& heat) {
  const auto is_left = [&](int circuit, double temperature_k) {
    return !std::isnan(temperature_k) &&
           !in_range(problem.circuits[ix(circuit)].fluid, Temperature::from_si(temperature_k));
  };
  const auto text = [&](int circuit, double temperature_k, const std::string& where) {
    const auto fluid = problem.circuits[ix(circuit)].fluid;
    const auto range = range_of(fluid);
    return fmt::format(
        "{} {} would have {:.1f} degC, outside the {:g} to {:g} degC that its properties hold for",
        fluid_name(fluid), where, Temperature::from_si(temperature_k).in(units::degC), range.low_c,
        range.high_c);
  };
  for (int n = 0; n < static_cast<int>(heat.temperature_k.size()); ++n) {
    const int circuit = problem.circuit_of_node[ix(n)];
    if (is_left(circuit, heat.temperature_k[ix(n)]))
      return text(circuit, heat.temperature_k[ix(n)], "at " + problem.node_name(n));
  }
  for (std::size_t i = 0; i < heat.outlet_k.size(); ++i) {
    const int circuit = problem.links[i].circuit;
    if (is_left(circuit, heat.outlet_k[i]))
      return text(circuit, heat.outlet_k[i], "leaving " + problem.link_name(static_cast<int>(i)));
  }
  return {};
}

void fail(Solution& solution, Failure failure, std::string reason) {
  solution.has_converged = false;
  solution.failure = failure;
  solution.reason = std::move(reason);
}

double largest_change(const Temperatures& a, const Temperatures& b) {
  double change = 0;
  for (std::size_t i = 0; i < a.link_k.size(); ++i)
    change = std::max(change, std::fabs(a.link_k[i] - b.link_k[i]));
  for (std::size_t c = 0; c < a.circuit_k.size(); ++c)
    change = std::max(change, std::fabs(a.circuit_k[c] - b.circuit_k[c]));
  return change;
}

Failure failure_of(NoFlow why) {
  switch (why) {
    case NoFlow::unfed_demand:
      return Failure::unfed_demand;
    case NoFlow::contradictory_flows:
      return Failure::contradictory_flows;
    case NoFlow::contradictory_regulators:
      return Failure::contradictory_regulators;
    default:
      return Failure::not_found;
  }
}

/// Alternates flow and heat until what fluids are at settles.
class Alternation {
 public:
  Alternation(HydraulicModel& hydraulics, const NetworkProblem& problem,
              const std::vector<const Enthalpy*>& enthalpies, const NetworkState& state, Solution& solution)
      : hydraulics_(hydraulics),
        problem_(problem),
        enthalpies_(enthalpies),
        state_(state),
        solution_(solution) {}

  /// `at` and `flow` are where it starts. True when there is an answer, at least to a part.
  bool run(Temperatures at, HydraulicSolution start) {
    flow = std::move(start);
    constexpr int most_rounds = 40;
    constexpr double settled_k = 1e-3;
    for (int round = 0; round < most_rounds; ++round) {
      if (!take_round(at, round)) return false;
      const auto next = mean_temperatures(problem_, flow, heat, at);
      if (largest_change(next, at) <= settled_k) return end();
      // Flow that falls as its fluid warms can swing: then by halves.
      constexpr int patient_rounds = 6;
      const double share = round < patient_rounds ? 1.0 : 0.5;
      for (std::size_t c = 0; c < at.circuit_k.size(); ++c)
        at.circuit_k[c] += share * (next.circuit_k[c] - at.circuit_k[c]);
      for (std::size_t i = 0; i < at.link_k.size(); ++i)
        at.link_k[i] += share * (next.link_k[i] - at.link_k[i]);
    }
    if (!is_in_range()) return false;
    fail(solution_, Failure::not_found, "the fluids' temperatures do not settle");
    return false;
  }

  // Of the last round.
  std::vector<LinkFluid> fluids;
  HydraulicSolution flow;
  HeatSolution heat;

 private:
  bool take_round(const Temperatures& at, int round) {
    const auto scales = scales_at(enthalpies_, at);
    fluids = fluids_at(problem_, at, scales);
    solution_.mean_temperature_k = at.circuit_k;
    solution_.link_temperature_k = at.link_k;
    flow = hydraulics_.solve(state_, fluids, flow.kg_s.empty() ? nullptr : &flow);
    solution_.iterations += flow.iterations;
    const auto fatal = std::find_if(flow.unsolved.begin(), flow.unsolved.end(),
                                    [](const Unsolved& one) { return one.nodes.empty(); });
    if (fatal != flow.unsolved.end()) {
      solution_.unsolved = flow.unsolved;
      fail(solution_, failure_of(fatal->why), fatal->reason);
      return false;
    }
    heat = solve_heat(problem_, state_, fluids, films_at(problem_, at), flow, scales,
                      round > 0 ? &heat : nullptr);
    if (heat.has_converged) return true;
    if (!is_in_range()) return false;
    if (!flow.unsolved.empty())
      fail(solution_, failure_of(flow.unsolved.front().why), flow.unsolved.front().reason);
    else
      fail(solution_, heat.failure, heat.reason);
    return false;
  }
  bool is_in_range() {
    auto reason = range_left(problem_, heat);
    if (reason.empty()) return true;
    fail(solution_, Failure::outside_fluid_range, std::move(reason));
    return false;
  }
  bool end() {
    if (!is_in_range()) return false;
    solution_.unsolved = flow.unsolved;
    solution_.has_converged = flow.unsolved.empty();
    if (!solution_.has_converged)
      fail(solution_, failure_of(flow.unsolved.front().why), flow.unsolved.front().reason);
    return true;
  }

  HydraulicModel& hydraulics_;
  const NetworkProblem& problem_;
  const std::vector<const Enthalpy*>& enthalpies_;
  const NetworkState& state_;
  Solution& solution_;
};

std::vector<MassFlow> mass_flows(const std::vector<double>& kg_s) {
  std::vector<MassFlow> flows;
  for (const double one : kg_s) flows.push_back(MassFlow::from_si(one));
  return flows;
}

void write(const NetworkProblem& problem, const std::vector<LinkFluid>& fluids, const HydraulicSolution& flow,
           const HeatSolution& heat, Solution& solution) {
  solution.demands = mass_flows(flow.demand_kg_s);
  solution.emitters = mass_flows(flow.emitter_kg_s);
  solution.reservoirs = mass_flows(flow.reservoir_kg_s);
  for (std::size_t n = 0; n < solution.nodes.size(); ++n) {
    auto& node = solution.nodes[n];
    node.has_pressure = !std::isnan(flow.pressure_pa[n]);
    node.pressure = GaugePressure::from_si(flow.pressure_pa[n]);
    node.has_temperature = !std::isnan(heat.temperature_k[n]);
    node.temperature = Temperature::from_si(heat.temperature_k[n]);
  }
  for (std::size_t i = 0; i < solution.links.size(); ++i) {
    auto& link = solution.links[i];
    link.mass_flow = MassFlow::from_si(flow.kg_s[i]);
    const double flow_m3_s = flow.kg_s[i] / fluids[i].density_kg_m3;
    link.flow = VolumeFlow::from_si(flow_m3_s);
    link.drop = PressureDifference::from_si(flow.drop_pa[i]);
    const double bore = problem.links[i].bore_m;
    if (bore > 0) link.velocity = Velocity::from_si(flow_m3_s / (std::numbers::pi / 4.0 * bore * bore));
    link.status = flow.status[i];
    link.lost = HeatFlow::from_si(heat.lost_w[i]);
    link.has_outlet = !std::isnan(heat.outlet_k[i]);
    link.outlet = Temperature::from_si(heat.outlet_k[i]);
  }
  for (std::size_t e = 0; e < solution.exchangers.size(); ++e) {
    solution.exchangers[e] = {heat.exchanger_mode[e], HeatFlow::from_si(heat.exchanger_heat_w[e]),
                              HeatFlow::from_si(heat.exchanger_most_w[e])};
  }
  for (std::size_t r = 0; r < solution.rejectors.size(); ++r) {
    solution.rejectors[r] = {heat.rejector_mode[r], HeatFlow::from_si(heat.rejector_heat_w[r]),
                             HeatFlow::from_si(heat.rejector_most_w[r])};
  }
}

}  // namespace

ThermalModel::ThermalModel(const NetworkProblem& problem) : problem_(problem), hydraulics_(problem) {
  const auto pressure = problem.atmosphere_pa * units::Pa_absolute;
  for (std::size_t c = 0; c < problem.circuits.size(); ++c) {
    const auto& fluid = problem.circuits[c].fluid;
    const auto has_same = [&](const NetworkProblem::CircuitData& one) { return one.fluid == fluid; };
    const auto before = problem.circuits.begin() + static_cast<std::ptrdiff_t>(c);
    const auto same = std::find_if(problem.circuits.begin(), before, has_same);
    enthalpy_of_circuit_.push_back(
        same != before ? enthalpy_of_circuit_[static_cast<std::size_t>(same - problem.circuits.begin())]
                       : &enthalpies_.emplace_back(fluid, pressure));
  }
}

Solution ThermalModel::solve(const NetworkState& state, const Solution* start) {
  Solution solution;
  solution.nodes.resize(problem_.circuit_of_node.size());
  solution.links.resize(problem_.links.size());
  solution.exchangers.resize(problem_.exchangers.size());
  solution.rejectors.resize(problem_.rejectors.size());
  HydraulicSolution flow;
  Temperatures at;
  for (const auto& circuit : problem_.circuits) at.circuit_k.push_back(circuit.start_k);
  for (const auto& link : problem_.links) at.link_k.push_back(at.circuit_k[ix(link.circuit)]);
  if (start != nullptr && start->link_temperature_k.size() == at.link_k.size()) {
    at = {start->mean_temperature_k, start->link_temperature_k};
    for (const auto& link : start->links) flow.kg_s.push_back(link.mass_flow.in_si());
  }
  solution.mean_temperature_k = at.circuit_k;
  solution.link_temperature_k = at.link_k;
  if (auto reason = missing_input(problem_, state); !reason.empty()) {
    fail(solution, Failure::missing_input, std::move(reason));
    return solution;
  }
  Alternation rounds(hydraulics_, problem_, enthalpy_of_circuit_, state, solution);
  const bool has_answer = rounds.run(std::move(at), std::move(flow));
  solution.circuit_is_bounded = rounds.heat.circuit_is_bounded;
  if (has_answer) write(problem_, rounds.fluids, rounds.flow, rounds.heat, solution);
  return solution;
}

Solution solve(const NetworkProblem& problem, const NetworkState& state) {
  return ThermalModel(problem).solve(state);
}

}  // namespace shellfit::thermal
