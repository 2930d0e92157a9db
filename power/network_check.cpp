#include "power/network_check.hpp"

#include "power/network_problem.hpp"
#include "power/switching.hpp"

#include <fmt/format.h>

#include <cmath>
#include <unordered_map>
#include <unordered_set>

namespace shellfit::power {

namespace {

class NetworkChecker {
 public:
  explicit NetworkChecker(const Network& network) : network_(network) {}

  std::vector<NetworkFault> check() {
    for (const auto& bus : network_.buses) {
      if (!voltages_.try_emplace(bus.id, bus.nominal.in_si()).second)
        complain(bus.id.text(), "is the id of two buses");
      expect_positive(bus.id.text(), "nominal voltage", bus.nominal.in_si());
    }
    for (const auto& source : network_.sources) check_source(source);
    for (const auto& line : network_.lines) check_line(line);
    for (const auto& transformer : network_.transformers) check_transformer(transformer);
    for (const auto& one : network_.switches) check_switch(one);
    for (const auto& converter : network_.converters) check_converter(converter);
    for (const auto& load : network_.loads) {
      expect_name(load.id);
      expect_bus(load.id, load.bus);
      expect_finite(load.id.text(), "power", load.real.in_si());
      expect_finite(load.id.text(), "reactive power", load.reactive.in_si());
    }
    for (const auto& transfer : network_.transfers) check_transfer(transfer);
    if (faults_.empty()) check_rings();
    return std::move(faults_);
  }

 private:
  void complain(const std::string& element, const std::string& message) {
    faults_.push_back({element, message});
  }
  void expect_name(const ElementId& id) {
    if (!names_.insert(id).second) complain(id.text(), "is the id of two elements");
  }
  void expect_bus(const ElementId& id, const BusId& bus) {
    if (!voltages_.contains(bus))
      complain(id.text(), fmt::format("is connected to bus {}, which does not exist", bus.text()));
  }
  void expect_ends(const ElementId& id, const BusId& from, const BusId& to) {
    expect_name(id);
    expect_bus(id, from);
    expect_bus(id, to);
    if (from == to) complain(id.text(), fmt::format("has both ends at bus {}", from.text()));
  }
  void expect_finite(const std::string& element, std::string_view what, double value) {
    if (!std::isfinite(value)) complain(element, fmt::format("has a {} that is not a number", what));
  }
  void expect_positive(const std::string& element, std::string_view what, double value) {
    if (!(value > 0.0) || !std::isfinite(value))
      complain(element, fmt::format("has a {} that is not positive", what));
  }
  /// Zero is all resistance, infinite none.
  void expect_x_over_r(const ElementId& id, Ratio value) {
    if (!(value.in_si() >= 0.0)) complain(id.text(), "has an X/R that is no number of at least 0");
  }
  void expect_share(const std::string& element, std::string_view what, double value) {
    expect_positive(element, what, value);
    if (value > 1.0 && std::isfinite(value)) complain(element, fmt::format("has a {} above one", what));
  }
  void expect_same_voltage(const ElementId& id, const BusId& from, const BusId& to) {
    const auto a = voltages_.find(from);
    const auto b = voltages_.find(to);
    if (a != voltages_.end() && b != voltages_.end() && a->second != b->second)
      complain(id.text(), "joins buses of different nominal voltage");
  }

  void check_source(const Source& source) {
    expect_name(source.id);
    expect_bus(source.id, source.bus);
    expect_positive(source.id.text(), "voltage", source.voltage_pu);
    if (source.fault_level) expect_positive(source.id.text(), "fault level", source.fault_level->in_si());
    if (source.fault_level) expect_x_over_r(source.id, source.x_over_r);
    expect_positive(source.id.text(), "weight", source.weight);
  }
  void check_line(const Line& line) {
    expect_ends(line.id, line.from, line.to);
    expect_same_voltage(line.id, line.from, line.to);
    const double r = line.resistance.in_si();
    const double x = line.reactance.in_si();
    expect_finite(line.id.text(), "resistance", r);
    expect_finite(line.id.text(), "reactance", x);
    if (r < 0.0) complain(line.id.text(), "has a negative resistance");
    if (r == 0.0 && x == 0.0) complain(line.id.text(), "has no impedance; model it as a closed switch");
  }
  void check_transformer(const Transformer& transformer) {
    const auto& id = transformer.id;
    expect_ends(id, transformer.from, transformer.to);
    expect_positive(id.text(), "rating", transformer.rating.in_si());
    expect_positive(id.text(), "primary voltage", transformer.primary.in_si());
    expect_positive(id.text(), "secondary voltage", transformer.secondary.in_si());
    expect_positive(id.text(), "impedance", transformer.impedance.in_si());
    expect_x_over_r(id, transformer.x_over_r);
    expect_finite(id.text(), "no-load loss", transformer.no_load_loss.in_si());
  }
  void check_switch(const Switch& one) {
    expect_ends(one.id, one.from, one.to);
    expect_same_voltage(one.id, one.from, one.to);
    switches_.insert(one.id);
  }
  void check_converter(const Converter& converter) {
    const auto& id = converter.id;
    expect_ends(id, converter.from, converter.to);
    expect_positive(id.text(), "rating", converter.rating.in_si());
    expect_share(id.text(), "efficiency", converter.efficiency.in_si());
    expect_share(id.text(), "input power factor", converter.input_power_factor.in_si());
    expect_finite(id.text(), "recharge", converter.recharge.in_si());
  }
  void check_transfer(const Transfer& transfer) {
    if (!voltages_.contains(transfer.watched))
      complain(transfer.id.text(), "watches a bus that does not exist");
    for (const auto& one : transfer.opens) {
      if (!switches_.contains(one))
        complain(transfer.id.text(), fmt::format("opens {}, which is no switch", one.text()));
    }
    if (!switches_.contains(transfer.closes))
      complain(transfer.id.text(), fmt::format("closes {}, which is no switch", transfer.closes.text()));
  }

  /// Converters that feed each other in a ring, with the switches as described, have no first to be solved.
  void check_rings() {
    const auto problem = to_problem(network_);
    const auto group = connected_buses(problem, normal_state(problem));
    std::unordered_multimap<int, int> fed_by;  // group of buses to the converters that take from it
    for (std::size_t i = 0; i < problem.converters.size(); ++i) {
      const auto& one = problem.converters[i];
      const int from = group[static_cast<std::size_t>(one.from)];
      // A closed bypass is no ring.
      if (from != group[static_cast<std::size_t>(one.to)]) fed_by.emplace(from, static_cast<int>(i));
    }
    for (std::size_t start = 0; start < problem.converters.size(); ++start) {
      std::unordered_set<int> reached;
      std::vector<int> front{static_cast<int>(start)};
      while (!front.empty()) {
        const auto& one = problem.converters[static_cast<std::size_t>(front.back())];
        front.pop_back();
        const auto [first, last] = fed_by.equal_range(group[static_cast<std::size_t>(one.to)]);
        for (auto next = first; next != last; ++next) {
          if (reached.insert(next->second).second) front.push_back(next->second);
        }
      }
      if (reached.contains(static_cast<int>(start)))
        complain(network_.converters[start].id.text(), "is in a ring of converters that feed each other");
    }
  }

  const Network& network_;
  std::unordered_map<BusId, double> voltages_;
  std::unordered_set<ElementId> names_;
  std::unordered_set<ElementId> switches_;
  std::vector<NetworkFault> faults_;
};

}  // namespace

std::vector<NetworkFault> check_network(const Network& network) { return NetworkChecker(network).check(); }

}  // namespace shellfit::power
