#include "thermal/solution.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace shellfit::thermal {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

CircuitFluid fluid_at(const NetworkProblem& problem, std::size_t circuit, double temperature_k) {
  const auto p = properties_of(problem.circuits[circuit].fluid, Temperature::from_si(temperature_k),
                               problem.atmosphere_pa * units::Pa_absolute);
  return {p.density.in_si(), p.heat.in_si(), p.viscosity.in_si()};
}

/// Mean of the node temperatures of each circuit; the last one where nothing flows.
std::vector<double> mean_temperatures(const NetworkProblem& problem, const HeatSolution& heat,
                                      std::vector<double> last) {
  std::vector<double> sum(problem.circuits.size(), 0.0);
  std::vector<int> count(problem.circuits.size(), 0);
  for (int n = 0; n < problem.node_count(); ++n) {
    if (std::isnan(heat.temperature_k[ix(n)])) continue;
    sum[ix(problem.circuit_of_node[ix(n)])] += heat.temperature_k[ix(n)];
    ++count[ix(problem.circuit_of_node[ix(n)])];
  }
  for (std::size_t c = 0; c < sum.size(); ++c) {
    if (count[c] > 0) last[c] = sum[c] / count[c];
  }
  return last;
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

/// Alternates flow and heat, which are left at the last round's.
void settle(const NetworkProblem& problem, const NetworkState& state, std::vector<double> mean,
            Solution& solution, HydraulicSolution& flow, HeatSolution& heat) {
  constexpr int most_rounds = 20;
  constexpr double settled_k = 0.05;
  for (int round = 0; round < most_rounds; ++round) {
    std::vector<CircuitFluid> fluids;
    for (std::size_t c = 0; c < problem.circuits.size(); ++c) fluids.push_back(fluid_at(problem, c, mean[c]));
    solution.mean_temperature_k = mean;
    flow = solve_hydraulics(problem, state, fluids);
    solution.iterations += flow.iterations;
    if (!flow.has_converged)
      return fail(solution, flow.is_contradictory ? Failure::contradictory_flows : Failure::not_found,
                  flow.reason);
    heat = solve_heat(problem, state, fluids, flow.flow_m3_s);
    if (!heat.has_converged) {
      if (auto reason = range_left(problem, heat); !reason.empty())
        return fail(solution, Failure::outside_fluid_range, std::move(reason));
      return fail(solution, heat.failure, heat.reason);
    }
    const auto next = mean_temperatures(problem, heat, mean);
    double change = 0;
    for (std::size_t c = 0; c < mean.size(); ++c) change = std::max(change, std::fabs(next[c] - mean[c]));
    // Flow that falls as its fluid warms can swing: then by halves.
    constexpr int patient_rounds = 6;
    for (std::size_t c = 0; c < mean.size(); ++c)
      mean[c] = round < patient_rounds ? next[c] : 0.5 * (mean[c] + next[c]);
    solution.has_converged = change <= settled_k;
    if (solution.has_converged) break;
  }
  if (auto reason = range_left(problem, heat); !reason.empty())
    return fail(solution, Failure::outside_fluid_range, std::move(reason));
  if (!solution.has_converged) fail(solution, Failure::not_found, "the fluids' temperatures do not settle");
}

void write(const NetworkProblem& problem, const HydraulicSolution& flow, const HeatSolution& heat,
           Solution& solution) {
  for (std::size_t n = 0; n < solution.nodes.size(); ++n) {
    auto& node = solution.nodes[n];
    node.has_pressure = !std::isnan(flow.pressure_pa[n]);
    node.pressure = GaugePressure::from_si(flow.pressure_pa[n]);
    node.has_temperature = !std::isnan(heat.temperature_k[n]);
    node.temperature = Temperature::from_si(heat.temperature_k[n]);
  }
  for (std::size_t i = 0; i < solution.links.size(); ++i) {
    auto& link = solution.links[i];
    link.flow = VolumeFlow::from_si(flow.flow_m3_s[i]);
    link.drop = PressureDifference::from_si(flow.drop_pa[i]);
    const double bore = problem.links[i].bore_m;
    if (bore > 0) link.velocity = Velocity::from_si(flow.flow_m3_s[i] / (0.785398163397448 * bore * bore));
    link.is_limiting = flow.is_limiting[i] != 0;
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

Solution solve_from(const NetworkProblem& problem, const NetworkState& state, std::vector<double> mean) {
  Solution solution;
  solution.nodes.resize(problem.circuit_of_node.size());
  solution.links.resize(problem.links.size());
  solution.exchangers.resize(problem.exchangers.size());
  solution.rejectors.resize(problem.rejectors.size());
  if (auto reason = missing_input(problem, state); !reason.empty()) {
    fail(solution, Failure::missing_input, std::move(reason));
    solution.mean_temperature_k = std::move(mean);
    return solution;
  }
  HydraulicSolution flow;
  HeatSolution heat;
  settle(problem, state, std::move(mean), solution, flow, heat);
  solution.circuit_is_bounded = heat.circuit_is_bounded;
  if (solution.has_converged) write(problem, flow, heat, solution);
  return solution;
}

}  // namespace

Solution solve(const NetworkProblem& problem, const NetworkState& state) {
  std::vector<double> start;
  for (const auto& circuit : problem.circuits) start.push_back(circuit.start_k);
  return solve_from(problem, state, std::move(start));
}

Solution solve(const NetworkProblem& problem, const NetworkState& state, const Solution& start) {
  return solve_from(problem, state, start.mean_temperature_k);
}

}  // namespace shellfit::thermal
