#include "thermal/solution.hpp"

#include <cmath>

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

Solution solve_from(const NetworkProblem& problem, const NetworkState& state, std::vector<double> mean) {
  Solution solution;
  HydraulicSolution flow;
  HeatSolution heat;
  constexpr int most_rounds = 12;
  constexpr double settled_k = 0.05;
  for (int round = 0;; ++round) {
    std::vector<CircuitFluid> fluids;
    for (std::size_t c = 0; c < problem.circuits.size(); ++c) fluids.push_back(fluid_at(problem, c, mean[c]));
    solution.mean_temperature_k = mean;
    flow = solve_hydraulics(problem, state, fluids);
    solution.iterations += flow.iterations;
    if (!flow.has_converged) {
      solution.reason = flow.reason;
      break;
    }
    heat = solve_heat(problem, state, fluids, flow.flow_m3_s);
    if (!heat.has_converged) {
      solution.reason = heat.reason;
      break;
    }
    const auto next = mean_temperatures(problem, heat, mean);
    double change = 0;
    for (std::size_t c = 0; c < mean.size(); ++c) change = std::max(change, std::fabs(next[c] - mean[c]));
    mean = next;
    if (change <= settled_k || round + 1 == most_rounds) {
      solution.has_converged = change <= settled_k;
      if (!solution.has_converged) solution.reason = "the fluids' temperatures do not settle";
      break;
    }
  }
  solution.nodes.resize(problem.circuit_of_node.size());
  solution.links.resize(problem.links.size());
  solution.exchangers.resize(problem.exchangers.size());
  solution.rejectors.resize(problem.rejectors.size());
  solution.circuit_is_bounded = heat.circuit_is_bounded;
  if (!solution.has_converged) return solution;

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
