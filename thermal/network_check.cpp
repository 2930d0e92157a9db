#include "thermal/network_check.hpp"

#include "thermal/rating.hpp"

#include <fmt/format.h>

#include <cmath>
#include <unordered_map>
#include <unordered_set>

namespace shellfit::thermal {

namespace {

class NetworkChecker {
 public:
  explicit NetworkChecker(const Network& network) : network_(network) {}

  std::vector<NetworkFault> check() {
    expect_positive("the site", "atmosphere", network_.atmosphere.in_si());
    for (const auto& node : network_.nodes) {
      if (!circuit_of_.try_emplace(node.id, node.circuit).second)
        complain(node.id.text(), "is the id of two nodes");
      expect_finite(node.id.text(), "elevation", node.elevation.in_si());
    }
    std::unordered_set<CircuitId> circuits;
    for (const auto& circuit : network_.circuits) {
      if (!circuits.insert(circuit.id).second) complain(circuit.id.text(), "is the id of two circuits");
      fluid_of_.emplace(circuit.id, circuit.fluid);
      expect_finite(circuit.id.text(), "reference pressure", circuit.reference_pressure.in_si());
      expect_finite(circuit.id.text(), "temperature to start from", circuit.start.in_si());
      const auto reference = circuit_of_.find(circuit.reference);
      if (reference == circuit_of_.end() || reference->second != circuit.id)
        complain(circuit.id.text(), "has no pressure reference among its nodes");
    }
    for (const auto& node : network_.nodes) {
      if (!circuits.contains(node.circuit)) complain(node.id.text(), "belongs to no circuit");
    }
    for (const auto& link : network_.links) check_link(link);
    for (const auto& exchanger : network_.exchangers) check_exchanger(exchanger);
    for (const auto& rejector : network_.rejectors) check_rejector(rejector);
    return std::move(faults_);
  }

 private:
  void complain(const std::string& element, const std::string& message) {
    faults_.push_back({element, message});
  }
  void expect_positive(const std::string& element, std::string_view what, double value) {
    if (!(value > 0.0) || !std::isfinite(value))
      complain(element, fmt::format("has a {} that is not positive", what));
  }
  void expect_finite(const std::string& element, std::string_view what, double value) {
    if (!std::isfinite(value)) complain(element, fmt::format("has a {} that is not a number", what));
  }

  void expect_not_negative(const std::string& element, std::string_view what, double value) {
    if (!(value >= 0.0) || !std::isfinite(value))
      complain(element, fmt::format("has a {} that is negative or not a number", what));
  }

  void check_link(const Link& link) {
    const auto& id = link.id.text();
    const auto from = circuit_of_.find(link.from);
    if (!links_.try_emplace(link.id, from != circuit_of_.end() ? from->second : CircuitId{}).second)
      complain(id, "is the id of two links");
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
    expect_finite(id, "flow", given.flow.in_si());
  }
  void check_part(const std::string& id, const Pump& pump) {
    if (pump.curve.size() < 2) return complain(id, "has a pump curve of fewer than two points");
    // A curve may begin above no flow: its first slope goes on to its shut-off head.
    expect_not_negative(id, "first flow of its pump curve", pump.curve.front().flow.in_si());
    expect_finite(id, "first head of its pump curve", pump.curve.front().head.in_si());
    expect_finite(id, "last flow of its pump curve", pump.curve.back().flow.in_si());
    expect_finite(id, "last head of its pump curve", pump.curve.back().head.in_si());
    for (std::size_t i = 1; i < pump.curve.size(); ++i) {
      const bool is_falling =
          pump.curve[i].flow > pump.curve[i - 1].flow && pump.curve[i].head <= pump.curve[i - 1].head;
      if (!is_falling) return complain(id, "has a pump curve that does not fall with flow");
    }
  }
  void expect_link(const std::string& what, const LinkId& link) {
    if (!links_.contains(link)) complain(link.text(), fmt::format("is named by {} but does not exist", what));
    if (!used_.insert(link).second) complain(link.text(), "takes part in two exchangers");
  }
  Fluid fluid_at(const LinkId& link) const {
    const auto circuit = links_.find(link);
    if (circuit == links_.end()) return Fluid::water;
    const auto fluid = fluid_of_.find(circuit->second);
    return fluid != fluid_of_.end() ? fluid->second : Fluid::water;
  }
  void check_exchanger(const Exchanger& exchanger) {
    expect_link("an exchanger", exchanger.hot);
    expect_link("an exchanger", exchanger.cold);
    const auto& id = exchanger.hot.text();
    expect_finite(id, "setpoint", exchanger.setpoint.in_si());
    expect_positive(id, "rated hot flow", exchanger.hot_flow.in_si());
    expect_positive(id, "rated cold flow", exchanger.cold_flow.in_si());
    expect_positive(id, "rated duty", exchanger.duty.in_si());
    expect_not_negative(id, "exponent of its hot film", exchanger.hot_exponent);
    expect_not_negative(id, "exponent of its cold film", exchanger.cold_exponent);
    const bool is_share = exchanger.hot_share >= 0.0 && exchanger.hot_share <= 1.0;  // no NaN is one
    if (!is_share) complain(id, "has a hot share of the resistance to heat that is not between 0 and 1");
    if (!(exchanger.hot_in > exchanger.cold_in))
      return complain(id, "has a rating whose hot side enters no warmer than its cold side");
    const double effectiveness =
        rated_effectiveness({fluid_at(exchanger.hot), fluid_at(exchanger.cold), exchanger.hot_flow,
                             exchanger.cold_flow, exchanger.duty, exchanger.hot_in, exchanger.cold_in});
    if (effectiveness >= 1.0)
      complain(id,
               fmt::format("has a rating that contradicts itself: its duty is {:.4g} times the most that its "
                           "flows and inlet temperatures allow",
                           effectiveness));
  }
  void check_rejector(const Rejector& rejector) {
    expect_link("a rejector", rejector.link);
    const auto& id = rejector.link.text();
    if (rejector.kind != Rejector::Kind::open_air) expect_finite(id, "setpoint", rejector.setpoint.in_si());
    if (rejector.kind != Rejector::Kind::air_cooled) return;
    expect_positive(id, "rated duty", rejector.duty.in_si());
    const bool is_possible = rejector.water_in > rejector.water_out && rejector.water_out > rejector.air_in;
    if (!is_possible) complain(id, "has a rating that cools water below its air");
  }

  const Network& network_;
  std::unordered_map<NodeId, CircuitId> circuit_of_;
  std::unordered_map<CircuitId, Fluid> fluid_of_;
  std::unordered_map<LinkId, CircuitId> links_;  ///< and the circuit of each
  std::unordered_set<LinkId> used_;
  std::vector<NetworkFault> faults_;
};

}  // namespace

std::vector<NetworkFault> check_network(const Network& network) { return NetworkChecker(network).check(); }

}  // namespace shellfit::thermal
