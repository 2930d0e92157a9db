#include "thermal/network_problem.hpp"

#include "thermal/rating.hpp"

#include <algorithm>
#include <cmath>

namespace shellfit::thermal {

PumpCurve::PumpCurve(std::vector<double> flow_m3_s, std::vector<double> head_pa)
    : flow_m3_s_(std::move(flow_m3_s)), head_pa_(std::move(head_pa)), slope_(flow_m3_s_.size()) {
  const auto n = flow_m3_s_.size();
  std::vector<double> secant(n - 1);
  for (std::size_t i = 0; i + 1 < n; ++i)
    secant[i] = (head_pa_[i + 1] - head_pa_[i]) / (flow_m3_s_[i + 1] - flow_m3_s_[i]);
  slope_.front() = secant.front();
  slope_.back() = secant.back();
  for (std::size_t i = 1; i + 1 < n; ++i) {
    // The harmonic mean keeps the cubic within its points; a flat neighbour makes it flat.
    const double product = secant[i - 1] * secant[i];
    slope_[i] = product > 0.0 ? 2.0 * product / (secant[i - 1] + secant[i]) : 0.0;
  }
  // At the ends the secant alone could leave the monotone region.
  const auto limit = [](double& slope, double neighbour) {
    if (neighbour == 0.0) slope = 0.0;
    if (std::fabs(slope) > 3.0 * std::fabs(neighbour)) slope = 3.0 * neighbour;
  };
  limit(slope_.front(), secant.front());
  limit(slope_.back(), secant.back());
}

PumpCurve::Value PumpCurve::at(double flow_m3_s) const {
  if (flow_m3_s <= flow_m3_s_.front())
    return {head_pa_.front() + slope_.front() * (flow_m3_s - flow_m3_s_.front()), slope_.front()};
  if (flow_m3_s >= flow_m3_s_.back())
    return {head_pa_.back() + slope_.back() * (flow_m3_s - flow_m3_s_.back()), slope_.back()};
  const auto after = std::upper_bound(flow_m3_s_.begin(), flow_m3_s_.end(), flow_m3_s);
  const auto i = static_cast<std::size_t>(after - flow_m3_s_.begin()) - 1;
  const double h = flow_m3_s_[i + 1] - flow_m3_s_[i];
  const double t = (flow_m3_s - flow_m3_s_[i]) / h;
  const double t2 = t * t;
  const double t3 = t2 * t;
  const double head = head_pa_[i] * (2 * t3 - 3 * t2 + 1) + h * slope_[i] * (t3 - 2 * t2 + t) +
                      head_pa_[i + 1] * (-2 * t3 + 3 * t2) + h * slope_[i + 1] * (t3 - t2);
  const double slope = (head_pa_[i] * (6 * t2 - 6 * t) + head_pa_[i + 1] * (-6 * t2 + 6 * t)) / h +
                       slope_[i] * (3 * t2 - 4 * t + 1) + slope_[i + 1] * (3 * t2 - 2 * t);
  return {head, slope};
}

namespace {

void set_hydraulics(NetworkProblem::LinkData& data, const Hydraulics& hydraulics) {
  using Kind = NetworkProblem::LinkKind;
  const auto set_resistance = [&](const Resistance& resistance) {
    data.rated_flow_m3_s = resistance.flow.in_si();
    data.coefficient_pa_s2_m6 = resistance.drop.in_si() / (data.rated_flow_m3_s * data.rated_flow_m3_s);
  };
  if (const auto* pipe = std::get_if<Pipe>(&hydraulics)) {
    data.kind = Kind::pipe;
    data.length_m = pipe->length.in_si();
    data.bore_m = pipe->bore.in_si();
    data.roughness_m = pipe->roughness.in_si();
    data.minor_loss = pipe->minor_loss;
    const double area = 0.785398163397448 * data.bore_m * data.bore_m;
    data.rated_flow_m3_s = area * 1.0;  // a metre a second: where the iteration starts
  } else if (const auto* resistance = std::get_if<Resistance>(&hydraulics)) {
    data.kind = Kind::resistance;
    set_resistance(*resistance);
  } else if (const auto* limited = std::get_if<LimitedResistance>(&hydraulics)) {
    data.kind = Kind::limited;
    set_resistance(limited->open);
    data.limit_m3_s = limited->most.in_si();
  } else if (const auto* given = std::get_if<GivenFlow>(&hydraulics)) {
    data.kind = Kind::given;
    data.limit_m3_s = given->flow.in_si();
  } else if (const auto* pump = std::get_if<Pump>(&hydraulics)) {
    data.kind = Kind::pump;
    std::vector<double> flow;
    std::vector<double> head;
    for (const auto& point : pump->curve) {
      flow.push_back(point.flow.in_si());
      head.push_back(point.head.in_si());
    }
    data.rated_flow_m3_s = 0.5 * (flow.front() + flow.back());
    data.curve = PumpCurve(std::move(flow), std::move(head));
  }
}

}  // namespace

std::string NetworkProblem::node_name(int node) const {
  for (const auto& [id, i] : node_index) {
    if (i == node) return id.text();
  }
  return {};
}

std::string NetworkProblem::link_name(int link) const {
  for (const auto& [id, i] : link_index) {
    if (i == link) return id.text();
  }
  return {};
}

NetworkProblem to_problem(const Network& network) {
  NetworkProblem problem;
  problem.atmosphere_pa = network.atmosphere.in_si();
  std::unordered_map<CircuitId, int> circuit_index;
  for (const auto& circuit : network.circuits) {
    circuit_index.emplace(circuit.id, static_cast<int>(problem.circuits.size()));
    problem.circuits.push_back(
        {circuit.fluid, -1, circuit.reference_pressure.in_si(), circuit.start.in_si()});
  }
  for (const auto& node : network.nodes) {
    problem.node_index.emplace(node.id, problem.node_count());
    problem.circuit_of_node.push_back(circuit_index.at(node.circuit));
    problem.elevation_m.push_back(node.elevation.in_si());
  }
  for (std::size_t i = 0; i < network.circuits.size(); ++i)
    problem.circuits[i].reference = problem.node_index.at(network.circuits[i].reference);
  for (const auto& link : network.links) {
    problem.link_index.emplace(link.id, static_cast<int>(problem.links.size()));
    NetworkProblem::LinkData data{};
    data.from = problem.node_index.at(link.from);
    data.to = problem.node_index.at(link.to);
    data.circuit = problem.circuit_of_node[static_cast<std::size_t>(data.from)];
    data.gain_w = link.gain.in_si();
    set_hydraulics(data, link.hydraulics);
    problem.links.push_back(std::move(data));
  }
  const auto fluid_of = [&](int link) {
    return problem.circuits[static_cast<std::size_t>(problem.links[static_cast<std::size_t>(link)].circuit)]
        .fluid;
  };
  for (const auto& x : network.exchangers) {
    const int hot = problem.link_index.at(x.hot);
    const int cold = problem.link_index.at(x.cold);
    const ExchangerRating rating{fluid_of(hot), fluid_of(cold), x.hot_flow,  x.cold_flow,    x.duty,
                                 x.hot_in,      x.cold_in,      x.hot_share, x.hot_exponent, x.cold_exponent};
    problem.exchangers.push_back({hot, cold, x.setpoint.in_si(), x.hot_flow.in_si(), x.cold_flow.in_si(),
                                  rated_conductance_w_k(rating), x.hot_share, x.hot_exponent,
                                  x.cold_exponent});
  }
  for (const auto& r : network.rejectors) {
    NetworkProblem::RejectorData data{problem.link_index.at(r.link), r.kind, r.setpoint.in_si(), 0, 0};
    if (r.kind == Rejector::Kind::air_cooled) {
      const auto constants =
          at_pressure(cooler_constants({r.duty, r.water_in, r.water_out, r.air_in}), network.atmosphere);
      data.conductance_w_k = constants.conductance_w_k;
      data.air_capacity_rate_w_k = constants.air_capacity_rate_w_k;
    }
    problem.rejectors.push_back(data);
  }
  return problem;
}

}  // namespace shellfit::thermal
