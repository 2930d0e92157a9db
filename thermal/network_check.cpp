#include "thermal/network_check.hpp"

#include <fmt/format.h>

#include <cmath>
#include <unordered_map>
#include <unordered_set>

namespace shellfit::thermal {

namespace {

std::string_view article(std::string_view noun) {
  return std::string_view("aeiou").find(noun.front()) == std::string_view::npos ? "a" : "an";
}

class NetworkChecker {
 public:
  explicit NetworkChecker(const Network& network) : network_(network) {}

  std::vector<NetworkFault> check() {
    circuit_of_.reserve(network_.nodes.size());
    expect_positive("the site", "atmosphere", network_.atmosphere.in_si());
    for (const auto& node : network_.nodes) {
      if (!circuit_of_.try_emplace(node.id, node.circuit).second)
        complain(node.id.text(), "is the id of two nodes");
      expect_finite(node.id.text(), "elevation", node.elevation.in_si());
    }
    std::unordered_set<CircuitId> circuits;
    for (const auto& circuit : network_.circuits) {
      if (!circuits.insert(circuit.id).second) complain(circuit.id.text(), "is the id of two circuits");
      expect_finite(circuit.id.text(), "reference pressure", circuit.reference_pressure.in_si());
      expect_finite(circuit.id.text(), "temperature to start from", circuit.start.in_si());
      expect_positive(circuit.id.text(), "gravity", circuit.gravity_m_s2);
      check_reference(circuit);
    }
    for (const auto& node : network_.nodes) {
      if (!circuits.contains(node.circuit)) complain(node.id.text(), "belongs to no circuit");
    }
    for (const auto& link : network_.links) check_link(link);
    for (const auto& exchanger : network_.exchangers) check_exchanger(exchanger);
    for (const auto& rejector : network_.rejectors) check_rejector(rejector);
    for (const auto& reservoir : network_.reservoirs) check_reservoir(reservoir);
    for (const auto& demand : network_.demands) check_demand(demand);
    for (const auto& emitter : network_.emitters) check_emitter(emitter);
    check_regulator_ends();
    return std::move(faults_);
  }

 private:
  void complain(const std::string& element, const std::string& message) {
    faults_.push_back({element, message});
  }
  void expect_positive(const std::string& element, std::string_view what, double value) {
    if (!(value > 0.0) || !std::isfinite(value))
      complain(element, fmt::format("has {} {} that is not positive", article(what), what));
  }
  void expect_finite(const std::string& element, std::string_view what, double value) {
    if (!std::isfinite(value))
      complain(element, fmt::format("has {} {} that is not a number", article(what), what));
  }

  void expect_not_negative(const std::string& element, std::string_view what, double value) {
    if (!(value >= 0.0) || !std::isfinite(value))
      complain(element, fmt::format("has {} {} that is negative or not a number", article(what), what));
  }

  bool has_reservoir(const CircuitId& circuit) const {
    for (const auto& one : network_.reservoirs) {
      const auto at = circuit_of_.find(one.node);
      if (one.pressure && at != circuit_of_.end() && at->second == circuit) return true;
    }
    return false;
  }
  void check_reference(const Circuit& circuit) {
    const bool is_open = has_reservoir(circuit.id);
    if (!circuit.reference) {
      if (!is_open)
        complain(circuit.id.text(), "has neither a pressure reference nor a reservoir with a pressure");
      return;
    }
    if (is_open) complain(circuit.id.text(), "has both a pressure reference and a reservoir with a pressure");
    const auto reference = circuit_of_.find(*circuit.reference);
    if (reference == circuit_of_.end() || reference->second != circuit.id)
      complain(circuit.id.text(), "has no pressure reference among its nodes");
  }
  /// False, with the fault, when a part stands at a node that is none.
  bool expect_node(const std::string& part, const NodeId& node) {
    if (circuit_of_.contains(node)) return true;
    complain(node.text(), fmt::format("is named by {} but does not exist", part));
    return false;
  }
  void check_reservoir(const Reservoir& reservoir) {
    const auto& id = reservoir.node.text();
    if (!expect_node("a reservoir", reservoir.node)) return;
    if (!reservoirs_.insert(reservoir.node).second) complain(id, "has two reservoirs");
    if (reservoir.pressure) expect_finite(id, "pressure", reservoir.pressure->in_si());
    if (reservoir.temperature) expect_positive(id, "temperature", reservoir.temperature->in_si());
  }
  void check_demand(const Demand& demand) {
    if (!expect_node("a demand", demand.node)) return;
    const auto& id = demand.node.text();
    std::visit([&](const auto& flow) { expect_finite(id, "demand", flow.in_si()); }, demand.flow);
    if (demand.inflow) expect_positive(id, "temperature of what flows in", demand.inflow->in_si());
    if (const auto& with = demand.with_pressure) {
      expect_positive(id, "exponent of its demand", with->exponent);
      if (!(with->full > with->least)) complain(id, "has a demand whose pressures do not rise");
      if (std::holds_alternative<MassFlow>(demand.flow))
        complain(id, "has a demand with pressure that is given in mass");
    }
  }
  void check_emitter(const Emitter& emitter) {
    if (!expect_node("an emitter", emitter.node)) return;
    const auto& id = emitter.node.text();
    expect_positive(id, "flow of its emitter", emitter.flow.in_si());
    expect_positive(id, "pressure of its emitter", emitter.at.in_si());
    expect_positive(id, "exponent of its emitter", emitter.exponent);
  }
  /// A node can have one pressure only: a reservoir's, the reference's, or one valve's.
  void check_regulator_ends() {
    std::unordered_map<NodeId, std::string> held;
    for (const auto& circuit : network_.circuits) {
      if (circuit.reference) held.try_emplace(*circuit.reference, circuit.id.text());
    }
    for (const auto& one : network_.reservoirs) {
      if (one.pressure) held.try_emplace(one.node, one.node.text());
    }
    for (const auto& link : network_.links) {
      const bool reduces = std::holds_alternative<PressureReducer>(link.hydraulics);
      if (!reduces && !std::holds_alternative<PressureSustainer>(link.hydraulics)) continue;
      const auto [at, is_new] = held.try_emplace(reduces ? link.to : link.from, link.id.text());
      if (!is_new)
        complain(link.id.text(),
                 fmt::format("holds the pressure of a node that {} holds already", at->second));
    }
  }

  void check_link(const Link& link) {
    const auto& id = link.id.text();
    const auto from = circuit_of_.find(link.from);
    if (!links_.insert(link.id).second) complain(id, "is the id of two links");
    const auto to = circuit_of_.find(link.to);
    if (from == circuit_of_.end() || to == circuit_of_.end())
      return complain(id, "has an end at a node that does not exist");
    if (from->second != to->second) complain(id, "joins two circuits");
    if (link.from == link.to) complain(id, "has both ends at one node");
    expect_finite(id, "heat", link.gain.in_si());
    std::visit([&](const auto& part) { check_part(id, part); }, link.hydraulics);
  }
  void check_part(const std::string& id, const Pipe& pipe) {
    expect_positive(id, "length", pipe.length.in_si());
    expect_positive(id, "bore", pipe.bore.in_si());
    expect_not_negative(id, "roughness", pipe.roughness.in_si());
    expect_not_negative(id, "minor loss", pipe.minor_loss);
    if (!pipe.loss) return;
    expect_not_negative(id, "heat transfer coefficient", pipe.loss->coefficient.in_si());
    expect_positive(id, "temperature around it", pipe.loss->around.in_si());
  }
  void check_part(const std::string& id, const Resistance& resistance) {
    expect_positive(id, "rated flow", resistance.flow.in_si());
    expect_positive(id, "pressure drop", resistance.drop.in_si());
  }
  void check_part(const std::string& id, const LimitedResistance& limited) {
    check_part(id, limited.open);
    expect_not_negative(id, "flow limit", limited.most.in_si());
  }
  void check_part(const std::string& id, const GivenFlow& given) {
    std::visit([&](const auto& flow) { expect_finite(id, "flow", flow.in_si()); }, given.flow);
  }
  void check_part(const std::string& id, const LinearLoss& loss) {
    expect_positive(id, "rated flow", loss.flow.in_si());
    expect_positive(id, "pressure drop", loss.drop.in_si());
  }
  void check_part(const std::string& id, const OpenLoss& loss) {
    std::visit([&](const auto& one) { check_part(id, one); }, loss);
  }
  void check_part(const std::string& id, const PowerLaw& law) {
    expect_positive(id, "rated flow", law.flow.in_si());
    expect_positive(id, "pressure drop", law.drop.in_si());
    expect_positive(id, "exponent", law.exponent);
    expect_not_negative(id, "minor loss", law.minor_drop.in_si());
    expect_not_negative(id, "bore", law.bore.in_si());
  }
  void check_part(const std::string& id, const TableLoss& table) {
    if (table.points.size() < 2) return complain(id, "has a table of losses of fewer than two points");
    // It is odd in the flow: from a drop at none it would jump.
    const auto& first = table.points.front();
    const bool begins_at_rest = first.flow.in_si() == 0.0 && first.head.in_si() == 0.0;
    if (!begins_at_rest) complain(id, "has a table of losses that does not begin with no drop at no flow");
    expect_finite(id, "last flow of its table of losses", table.points.back().flow.in_si());
    expect_finite(id, "last drop of its table of losses", table.points.back().head.in_si());
    for (std::size_t i = 1; i < table.points.size(); ++i) {
      const auto& before = table.points[i - 1];
      if (!(table.points[i].flow > before.flow && table.points[i].head > before.head))
        return complain(id, "has a table of losses that does not rise with flow");
    }
  }
  void check_part(const std::string& id, const PressureReducer& valve) {
    check_part(id, valve.open);
    expect_finite(id, "pressure that it holds", valve.set.in_si());
  }
  void check_part(const std::string& id, const PressureSustainer& valve) {
    check_part(id, valve.open);
    expect_finite(id, "pressure that it holds", valve.set.in_si());
  }
  void check_part(const std::string& id, const PressureBreaker& valve) {
    check_part(id, valve.open);
    expect_not_negative(id, "pressure that it drops", valve.set.in_si());
  }
  void check_part(const std::string& id, const Pump& pump) {
    expect_not_negative(id, "speed", pump.speed);
    std::visit([&](const auto& curve) { check_curve(id, curve); }, pump.curve);
  }
  void check_curve(const std::string& id, const Pump::Smooth& curve) { check_points(id, curve.points); }
  void check_curve(const std::string& id, const Pump::Segments& curve) { check_points(id, curve.points); }
  void check_curve(const std::string& id, const Pump::Power& curve) {
    expect_positive(id, "head at no flow", curve.shut_off.in_si());
    expect_positive(id, "rated flow", curve.flow.in_si());
    expect_positive(id, "loss of head with flow", curve.drop.in_si());
    expect_positive(id, "exponent of its pump curve", curve.exponent);
  }
  void check_curve(const std::string& id, const Pump::ConstantPower& curve) {
    expect_positive(id, "power", curve.hydraulic.in_si());
  }
  void check_points(const std::string& id, const std::vector<CurvePoint>& points) {
    if (points.size() < 2) return complain(id, "has a pump curve of fewer than two points");
    // A curve may begin above no flow: its first slope goes on to its shut-off head.
    expect_not_negative(id, "first flow of its pump curve", points.front().flow.in_si());
    expect_finite(id, "first head of its pump curve", points.front().head.in_si());
    expect_finite(id, "last flow of its pump curve", points.back().flow.in_si());
    expect_finite(id, "last head of its pump curve", points.back().head.in_si());
    for (std::size_t i = 1; i < points.size(); ++i) {
      const bool is_falling = points[i].flow > points[i - 1].flow && points[i].head <= points[i - 1].head;
      if (!is_falling) return complain(id, "has a pump curve that does not fall with flow");
    }
  }
  void expect_link(const std::string& what, const LinkId& link) {
    if (!links_.contains(link)) complain(link.text(), fmt::format("is named by {} but does not exist", what));
    if (!used_.insert(link).second) complain(link.text(), "takes part in two exchangers");
  }
  template <class Rating>
  void expect_possible(const std::string& element, const Rating& rating) {
    if (const auto why = contradiction_in(rating); !why.empty())
      complain(element, "has a rating that contradicts itself: " + why);
  }
  void check_exchanger(const Exchanger& exchanger) {
    expect_link("an exchanger", exchanger.hot);
    expect_link("an exchanger", exchanger.cold);
    const auto& id = exchanger.hot.text();
    expect_finite(id, "setpoint", exchanger.setpoint.in_si());
    if (!exchanger.rating) return;
    const auto& rating = *exchanger.rating;
    const auto faults = faults_.size();
    expect_positive(id, "rated hot flow", rating.hot_flow.in_si());
    expect_positive(id, "rated cold flow", rating.cold_flow.in_si());
    expect_positive(id, "rated duty", rating.duty.in_si());
    const bool has_figures = faults_.size() == faults;
    expect_not_negative(id, "exponent of its hot film", rating.hot_exponent);
    expect_not_negative(id, "exponent of its cold film", rating.cold_exponent);
    const bool is_share = rating.hot_share >= 0.0 && rating.hot_share <= 1.0;  // no NaN is one
    if (!is_share) complain(id, "has a hot share of the resistance to heat that is not between 0 and 1");
    if (has_figures) expect_possible(id, rating);
  }
  void check_rejector(const Rejector& rejector) {
    expect_link("a rejector", rejector.link);
    const auto& id = rejector.link.text();
    if (rejector.kind != Rejector::Kind::open_air) expect_finite(id, "setpoint", rejector.setpoint.in_si());
    check_tower(rejector);
    const bool is_air_cooled = rejector.kind == Rejector::Kind::air_cooled;
    const auto& rating = rejector.cooler;
    if (is_air_cooled != rating.has_value())
      return complain(id, is_air_cooled ? "is cooled by air and has no rating"
                                        : "has the rating of a cooler but is none");
    if (!rating) return;
    expect_positive(id, "rated duty", rating->duty.in_si());
    expect_not_negative(id, "rated fan power", rating->fan_power.in_si());
    const double pads = rating->pad_effectiveness.in_si();
    const bool is_share = pads >= 0.0 && pads <= 1.0;  // no NaN is one
    if (!is_share) complain(id, "has pads of an effectiveness that is not between 0 and 1");
    expect_possible(id, *rating);
  }
  void check_tower(const Rejector& rejector) {
    const auto& id = rejector.link.text();
    const bool is_tower = rejector.kind == Rejector::Kind::evaporative;
    if (is_tower != rejector.tower.has_value())
      return complain(id,
                      is_tower ? "is a tower and has no rating" : "has the rating of a tower but is none");
    if (!rejector.tower) return;
    const auto& rating = *rejector.tower;
    expect_not_negative(id, "rated fan power", rating.fan_power.in_si());
    expect_not_negative(id, "drift", rating.drift.in_si());
    const double still = rating.still_air.in_si();
    const bool is_share = still >= 0.0 && still <= 1.0;  // no NaN is one
    if (!is_share) complain(id, "has an airflow at rest that is not between 0 and 1");
    expect_possible(id, rating);
  }

  const Network& network_;
  std::unordered_map<NodeId, CircuitId> circuit_of_;
  std::unordered_set<LinkId> links_;
  std::unordered_set<LinkId> used_;
  std::unordered_set<NodeId> reservoirs_;
  std::vector<NetworkFault> faults_;
};

}  // namespace

std::vector<NetworkFault> check_network(const Network& network) { return NetworkChecker(network).check(); }

}  // namespace shellfit::thermal
