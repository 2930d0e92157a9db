#pragma once
// Words for small cooling loops, so that a test reads like the scheme it means.

#include "thermal/network.hpp"
#include "thermal/network_check.hpp"
#include "thermal/solution.hpp"

#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace shellfit::thermal {

inline const HeatFlow no_heat = 0.0 * units::kW_heat;

/// A circuit of water whose reference is its first node, all at elevation zero.
inline Network circuit_of(const std::vector<std::string>& nodes, Fluid fluid = Fluid::water) {
  Network network;
  network.atmosphere = 101.325 * units::kPa_absolute;
  const CircuitId id("loop");
  network.circuits = {{id, fluid, NodeId(nodes.front()), 100.0 * units::kPa_gauge, 20.0 * units::degC}};
  for (const auto& node : nodes) network.nodes.push_back({NodeId(node), id, 0.0 * units::m});
  return network;
}
inline void join(Network& network, const std::string& id, const std::string& from, const std::string& to,
                 Hydraulics hydraulics, HeatFlow gain = no_heat) {
  network.links.push_back({LinkId(id), NodeId(from), NodeId(to), std::move(hydraulics), gain});
}
/// The drop at a flow, growing with its square.
inline Resistance resistance(double kpa, double litres_per_s) {
  return {litres_per_s * units::L_per_s, kpa * units::kPa};
}
inline Pump pump(const std::vector<std::pair<double, double>>& litres_per_s_and_kpa) {
  Pump::Smooth curve;
  for (const auto& [flow, head] : litres_per_s_and_kpa)
    curve.points.push_back({flow * units::L_per_s, head * units::kPa});
  return {curve};
}
inline GivenFlow given(double litres_per_s) { return {litres_per_s * units::L_per_s}; }

inline Solution solved(const Network& network) {
  const auto problem = to_problem(network);
  return solve(problem, normal_state(problem));
}
inline Resistance& open_loss(LimitedResistance& valve) { return std::get<Resistance>(valve.open); }
inline const Resistance& open_loss(const LimitedResistance& valve) {
  return std::get<Resistance>(valve.open);
}
inline std::vector<Pump::Point>& points_of(Pump& pump) { return std::get<Pump::Smooth>(pump.curve).points; }
/// What a link's fluid was taken to be.
inline FluidProperties fluid_in(const Network& network, const NetworkProblem& problem,
                                const Solution& solution, std::size_t link) {
  const auto circuit = static_cast<std::size_t>(problem.links[link].circuit);
  return properties_of(network.circuits[circuit].fluid,
                       Temperature::from_si(solution.link_temperature_k[link]), network.atmosphere);
}
/// The valve is at its limit.
inline bool is_limiting(const LinkResult& link) { return link.status == LinkStatus::limiting; }
inline double litres_per_s(const Solution& solution, std::size_t link) {
  return solution.links[link].flow.in(units::L_per_s);
}

}  // namespace shellfit::thermal
