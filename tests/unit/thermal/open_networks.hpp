#pragma once
// Words for small open networks: reservoirs, demands, pipes by a power of the flow.

#include "tests/unit/thermal/loops.hpp"

namespace shellfit::thermal {

/// Water at 20 degC, all nodes at elevation zero, no pressure told yet.
inline Network open_net(const std::vector<std::string>& nodes) {
  auto network = circuit_of(nodes);
  network.circuits[0].reference.reset();
  return network;
}
inline void hold(Network& network, const std::string& node, double kpa) {
  network.reservoirs.push_back({NodeId(node), kpa * units::kPa_gauge, {}});
}
inline void draw(Network& network, const std::string& node, double litres_per_s) {
  network.demands.push_back({NodeId(node), litres_per_s * units::L_per_s, {}, {}});
}
/// As Hazen and Williams: the drop at a flow, growing with the power 1.852.
inline PowerLaw rough_pipe(double kpa, double litres_per_s) {
  return {litres_per_s * units::L_per_s, kpa * units::kPa, 1.852, 0.0 * units::kPa, 100.0 * units::mm};
}
/// An open valve of no loss to speak of.
inline LinearLoss wide_open() { return {1000.0 * units::L_per_s, 1e-3 * units::kPa}; }
inline double kpa_at(const Solution& solution, std::size_t node) {
  return solution.nodes[node].pressure.in(units::kPa_gauge);
}

}  // namespace shellfit::thermal
