#include "thermal/network_check.hpp"

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
    for (const auto& node : network_.nodes) {
      if (!circuit_of_.try_emplace(node.id, node.circuit).second)
        complain(node.id.text(), "is the id of two nodes");
    }
    std::unordered_set<CircuitId> circuits;
    for (const auto& circuit : network_.circuits) {
      if (!circuits.insert(circuit.id).second) complain(circuit.id.text(), "is the id of two circuits");
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

  void check_link(const Link& link) {
    const auto& id = link.id.text();
    if (!links_.insert(link.id).second) complain(id, "is the id of two links");
    const auto from = circuit_of_.find(link.from);
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
    if (!(pipe.roughness.in_si() >= 0.0)) complain(id, "has a roughness that is negative");
    if (!(pipe.minor_loss >= 0.0)) complain(id, "has a minor loss that is negative");
  }
  void check_part(const std::string& id, const Resistance& resistance) {
    expect_positive(id, "rated flow", resistance.flow.in_si());
    expect_positive(id, "pressure drop", resistance.drop.in_si());
  }
  void check_part(const std::string& id, const LimitedResistance& limited) {
    check_part(id, limited.open);
    if (!(limited.most.in_si() >= 0.0)) complain(id, "has a flow limit that is negative");
  }
  void check_part(const std::string& id, const GivenFlow& given) {
    expect_finite(id, "flow", given.flow.in_si());
  }
  void check_part(const std::string& id, const Pump& pump) {
    if (pump.curve.size() < 2) return complain(id, "has a pump curve of fewer than two points");
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
  void check_exchanger(const Exchanger& exchanger) {
    expect_link("an exchanger", exchanger.hot);
    expect_link("an exchanger", exchanger.cold);
    const auto& id = exchanger.hot.text();
    expect_positive(id, "rated hot flow", exchanger.hot_flow.in_si());
    expect_positive(id, "rated cold flow", exchanger.cold_flow.in_si());
    expect_positive(id, "rated duty", exchanger.duty.in_si());
    if (!(exchanger.hot_in > exchanger.cold_in))
      complain(id, "has a rating whose hot side enters no warmer than its cold side");
  }
  void check_rejector(const Rejector& rejector) {
    expect_link("a rejector", rejector.link);
    if (rejector.kind != Rejector::Kind::air_cooled) return;
    const auto& id = rejector.link.text();
    expect_positive(id, "rated duty", rejector.duty.in_si());
    const bool is_possible = rejector.water_in > rejector.water_out && rejector.water_out > rejector.air_in;
    if (!is_possible) complain(id, "has a rating that cools water below its air");
  }

  const Network& network_;
  std::unordered_map<NodeId, CircuitId> circuit_of_;
  std::unordered_set<LinkId> links_;
  std::unordered_set<LinkId> used_;
  std::vector<NetworkFault> faults_;
};

}  // namespace

std::vector<NetworkFault> check_network(const Network& network) { return NetworkChecker(network).check(); }

}  // namespace shellfit::thermal
