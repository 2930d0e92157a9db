#include "thermal/network_problem.hpp"

#include <cmath>
#include <numbers>
#include <utility>

namespace shellfit::thermal {

namespace {

using Kind = NetworkProblem::LinkKind;
using LinkData = NetworkProblem::LinkData;
constexpr double none = NetworkProblem::none;

double in_si_or_none(const auto& quantity) { return quantity ? quantity->in_si() : none; }

double in_si(const GivenRate& rate) {
  return std::visit([](const auto& flow) { return flow.in_si(); }, rate);
}

/// A coefficient of q^exponent that gives the drop at the flow.
double coefficient(PressureDifference drop, VolumeFlow flow, double exponent) {
  return drop.in_si() / std::pow(flow.in_si(), exponent);
}

/// Shares of its flow below which a law is made linear: a device is laminar near rest, a water file's
/// formula only has no slope there.
constexpr double laminar_share = 1e-3;
constexpr double slopeless_share = 1e-7;

class HydraulicsWriter {
 public:
  explicit HydraulicsWriter(LinkData& data) : data_(data) {}

  void operator()(const Pipe& pipe) {
    data_.kind = Kind::pipe;
    data_.length_m = pipe.length.in_si();
    data_.bore_m = pipe.bore.in_si();
    data_.roughness_m = pipe.roughness.in_si();
    data_.minor_loss = pipe.minor_loss;
    if (pipe.loss) {
      data_.loss_w_m2k = pipe.loss->coefficient.in_si();
      data_.around_k = pipe.loss->around.in_si();
    }
    data_.rated_flow_m3_s = flow_at_a_metre_a_second(pipe.bore);
  }
  void operator()(const Resistance& resistance) {
    data_.kind = Kind::resistance;
    set_loss(resistance);
  }
  void operator()(const LinearLoss& loss) {
    data_.kind = Kind::resistance;
    set_loss(loss);
  }
  void operator()(const PowerLaw& law) {
    data_.kind = Kind::power_law;
    data_.exponent = law.exponent;
    data_.coefficient = coefficient(law.drop, law.flow, law.exponent);
    data_.loss.quadratic_pa_s2_m6 = coefficient(law.minor_drop, law.flow, 2);
    data_.loss.linear_below_m3_s = slopeless_share * law.flow.in_si();
    data_.bore_m = law.bore.in_si();
    data_.rated_flow_m3_s = data_.bore_m > 0 ? flow_at_a_metre_a_second(law.bore) : law.flow.in_si();
  }
  void operator()(const TableLoss& table) {
    data_.kind = Kind::table;
    auto [flow, drop] = columns(table.points);
    data_.rated_flow_m3_s = 0.5 * flow.back();
    data_.table = StraightLines(std::move(flow), std::move(drop));
  }
  void operator()(const Pump& pump) {
    data_.kind = Kind::pump;
    data_.is_one_way = true;
    data_.speed = pump.speed;
    data_.curve = std::visit([](const auto& curve) { return to_curve(curve); }, pump.curve);
    data_.rated_flow_m3_s = pump.speed * data_.curve.middle_flow_m3_s();
  }
  void operator()(const LimitedResistance& limited) {
    data_.kind = Kind::limited;
    std::visit([&](const auto& loss) { set_loss(loss); }, limited.open);
    data_.limit_m3_s = limited.most.in_si();
    data_.rated_flow_m3_s = data_.limit_m3_s;
  }
  void operator()(const GivenFlow& given) {
    data_.kind = Kind::given;
    data_.limit_m3_s = in_si(given.flow);
    data_.is_mass = std::holds_alternative<MassFlow>(given.flow);
    data_.rated_flow_m3_s = data_.limit_m3_s;
  }
  void operator()(const PressureReducer& valve) { set_regulator(Kind::reducer, valve); }
  void operator()(const PressureSustainer& valve) { set_regulator(Kind::sustainer, valve); }
  void operator()(const PressureBreaker& valve) { set_regulator(Kind::breaker, valve); }

 private:
  static double flow_at_a_metre_a_second(Length bore) {
    return std::numbers::pi / 4.0 * bore.in_si() * bore.in_si();
  }
  void set_loss(const Resistance& resistance) {
    data_.rated_flow_m3_s = resistance.flow.in_si();
    data_.loss.quadratic_pa_s2_m6 = coefficient(resistance.drop, resistance.flow, 2);
    data_.loss.linear_below_m3_s = laminar_share * data_.rated_flow_m3_s;
  }
  void set_loss(const LinearLoss& loss) {
    data_.rated_flow_m3_s = loss.flow.in_si();
    data_.loss.linear_pa_s_m3 = coefficient(loss.drop, loss.flow, 1);
  }
  template <class Valve>
  void set_regulator(Kind kind, const Valve& valve) {
    data_.kind = kind;
    data_.is_one_way = kind != Kind::breaker;
    data_.set_pa = valve.set.in_si();
    std::visit([&](const auto& loss) { set_loss(loss); }, valve.open);
  }
  static std::pair<std::vector<double>, std::vector<double>> columns(const std::vector<CurvePoint>& points) {
    std::pair<std::vector<double>, std::vector<double>> columns;
    for (const auto& point : points) {
      columns.first.push_back(point.flow.in_si());
      columns.second.push_back(point.head.in_si());
    }
    return columns;
  }
  static PumpCurve to_curve(const Pump::Smooth& curve) {
    auto [flow, head] = columns(curve.points);
    return PumpCurve::smooth(std::move(flow), std::move(head));
  }
  static PumpCurve to_curve(const Pump::Segments& curve) {
    auto [flow, head] = columns(curve.points);
    return PumpCurve::segments(std::move(flow), std::move(head));
  }
  static PumpCurve to_curve(const Pump::Power& curve) {
    return PumpCurve::power(curve.shut_off.in_si(), coefficient(curve.drop, curve.flow, curve.exponent),
                            curve.exponent);
  }
  static PumpCurve to_curve(const Pump::ConstantPower& curve) {
    return PumpCurve::constant_power(curve.hydraulic.in_si());
  }

  LinkData& data_;
};

class ProblemBuilder {
 public:
  explicit ProblemBuilder(const Network& network) : network_(network) {}

  NetworkProblem build() {
    problem_.atmosphere_pa = network_.atmosphere.in_si();
    reserve();
    for (const auto& circuit : network_.circuits) add(circuit);
    for (const auto& node : network_.nodes) add(node);
    for (std::size_t i = 0; i < network_.circuits.size(); ++i) {
      const auto& reference = network_.circuits[i].reference;
      if (reference) problem_.circuits[i].reference = node(*reference);
    }
    for (const auto& link : network_.links) add(link);
    for (const auto& exchanger : network_.exchangers) add(exchanger);
    for (const auto& rejector : network_.rejectors) add(rejector);
    for (const auto& one : network_.reservoirs)
      problem_.reservoirs.push_back({node(one.node), in_si_or_none(one.pressure),
                                     in_si_or_none(one.temperature), one.may_give, one.may_take});
    for (const auto& demand : network_.demands) add(demand);
    for (const auto& one : network_.emitters)
      problem_.emitters.push_back({node(one.node), one.flow.in_si() * std::pow(one.at.in_si(), -one.exponent),
                                   one.exponent, one.flows_back});
    return std::move(problem_);
  }

 private:
  void reserve() {
    problem_.node_index.reserve(network_.nodes.size());
    problem_.node_names.reserve(network_.nodes.size());
    problem_.circuit_of_node.reserve(network_.nodes.size());
    problem_.elevation_m.reserve(network_.nodes.size());
    problem_.link_index.reserve(network_.links.size());
    problem_.link_names.reserve(network_.links.size());
    problem_.links.reserve(network_.links.size());
    problem_.demands.reserve(network_.demands.size());
  }
  [[nodiscard]] int node(const NodeId& id) const { return problem_.node_index.at(id); }

  void add(const Circuit& circuit) {
    circuit_index_.emplace(circuit.id, static_cast<int>(problem_.circuits.size()));
    problem_.circuits.push_back({circuit.fluid, circuit.friction, circuit.gravity_m_s2, -1,
                                 circuit.reference_pressure.in_si(), circuit.start.in_si(),
                                 circuit.id.text()});
  }
  void add(const Node& node) {
    problem_.node_index.emplace(node.id, problem_.node_count());
    problem_.node_names.push_back(node.id.text());
    problem_.circuit_of_node.push_back(circuit_index_.at(node.circuit));
    problem_.elevation_m.push_back(node.elevation.in_si());
  }
  void add(const Link& link) {
    problem_.link_index.emplace(link.id, static_cast<int>(problem_.links.size()));
    problem_.link_names.push_back(link.id.text());
    LinkData data{};
    data.from = node(link.from);
    data.to = node(link.to);
    data.circuit = problem_.circuit_of_node[static_cast<std::size_t>(data.from)];
    data.gain_w = link.gain.in_si();
    std::visit(HydraulicsWriter(data), link.hydraulics);
    data.is_one_way = data.is_one_way || link.is_one_way;
    data.is_open = link.is_open;
    problem_.links.push_back(std::move(data));
  }
  void add(const Exchanger& x) {
    problem_.exchangers.push_back({problem_.link_index.at(x.hot), problem_.link_index.at(x.cold),
                                   x.setpoint.in_si(),
                                   x.rating ? std::optional(exchanger_constants(*x.rating)) : std::nullopt});
  }
  void add(const Rejector& r) {
    NetworkProblem::RejectorData data{problem_.link_index.at(r.link), r.kind, r.setpoint.in_si(), {}, {}};
    if (r.cooler) data.cooler = cooler_constants(*r.cooler);
    if (r.tower) data.tower = tower_constants(*r.tower);
    problem_.rejectors.push_back(data);
  }
  void add(const Demand& demand) {
    NetworkProblem::DemandData data{node(demand.node),
                                    in_si(demand.flow),
                                    std::holds_alternative<MassFlow>(demand.flow),
                                    none,
                                    none,
                                    none,
                                    in_si_or_none(demand.inflow)};
    if (const auto& with = demand.with_pressure) {
      data.least_pa = with->least.in_si();
      data.full_pa = with->full.in_si();
      data.exponent = with->exponent;
    }
    problem_.demands.push_back(data);
  }

  const Network& network_;
  NetworkProblem problem_;
  std::unordered_map<CircuitId, int> circuit_index_;
};

}  // namespace

NetworkProblem to_problem(const Network& network) { return ProblemBuilder(network).build(); }

}  // namespace shellfit::thermal
