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
    for (const auto& generator : network_.generators) check_generator(generator);
    for (const auto& line : network_.lines) check_line(line);
    for (const auto& transformer : network_.transformers) check_transformer(transformer);
    for (const auto& transformer : network_.three_windings) check_three_winding(transformer);
    for (const auto& one : network_.two_ports) check_two_port(one);
    for (const auto& one : network_.switches) check_switch(one);
    for (const auto& converter : network_.converters) check_converter(converter);
    for (const auto& load : network_.loads) check_load(load);
    for (const auto& shunt : network_.shunts) {
      expect_place(shunt.id, shunt.bus);
      expect_finite(shunt.id.text(), "power", shunt.real.in_si());
      expect_finite(shunt.id.text(), "reactive power", shunt.reactive.in_si());
    }
    for (const auto& motor : network_.motors) check_motor(motor);
    for (const auto& one : network_.limited_sources) {
      expect_place(one.id, one.bus);
      expect_positive(one.id.text(), "fault current", one.fault_current.in_si());
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
  void expect_place(const ElementId& id, const BusId& bus) {
    expect_name(id);
    expect_bus(id, bus);
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
  void expect_share(const std::string& element, std::string_view what, double value) {
    expect_positive(element, what, value);
    if (value > 1.0 && std::isfinite(value)) complain(element, fmt::format("has a {} above one", what));
  }
  /// Of buses whose voltages are none there is nothing to compare.
  void expect_same_voltage(const ElementId& id, const BusId& from, const BusId& to) {
    const auto a = voltages_.find(from);
    const auto b = voltages_.find(to);
    const auto is_one = [&](const auto& known) { return known != voltages_.end() && known->second > 0.0; };
    if (is_one(a) && is_one(b) && a->second != b->second)
      complain(id.text(), "joins buses of different nominal voltage");
  }

  void check_source(const Source& source) {
    expect_place(source.id, source.bus);
    expect_positive(source.id.text(), "voltage", source.voltage_pu);
    expect_finite(source.id.text(), "angle", source.angle_rad);
    expect_range(source.id, source.least_reactive, source.most_reactive);
    if (source.fault_level) expect_positive(source.id.text(), "fault level", source.fault_level->in_si());
    if (source.fault_level) expect_x_over_r(source.id, source.x_over_r);
    expect_positive(source.id.text(), "weight", source.weight);
  }
  void check_generator(const Generator& generator) {
    const auto& id = generator.id;
    expect_place(id, generator.bus);
    expect_finite(id.text(), "power", generator.real.in_si());
    expect_finite(id.text(), "reactive power", generator.reactive.in_si());
    if (generator.voltage_pu) expect_positive(id.text(), "voltage", *generator.voltage_pu);
    expect_range(id, generator.least_reactive, generator.most_reactive);
  }
  void expect_range(const ElementId& id, ReactivePower least, ReactivePower most) {
    if (least.is_missing() || most.is_missing())
      complain(id.text(), "has a reactive limit that is not a number");
    if (least > most) complain(id.text(), "has a least reactive power above its most");
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
    expect_finite(line.id.text(), "charging susceptance", line.charging.in_si());
    expect_finite(line.id.text(), "leakage conductance", line.leakage.in_si());
    if (!line.ampacity.is_missing()) expect_positive(line.id.text(), "ampacity", line.ampacity.in_si());
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
    expect_finite(id.text(), "no-load current", transformer.no_load_current.in_si());
    expect_finite(id.text(), "phase shift", transformer.shift_rad);
    if (transformer.from_tap) check_tap(id, *transformer.from_tap);
    if (transformer.to_tap) check_tap(id, *transformer.to_tap);
    if (transformer.control)
      check_control(id, *transformer.control,
                    transformer.from_tap ? transformer.from_tap : transformer.to_tap);
  }
  /// Infinite: no resistance.
  void expect_x_over_r(const ElementId& id, Ratio x_over_r) {
    if (!(x_over_r.in_si() >= 0.0)) complain(id.text(), "has a X/R that is no positive number");
  }
  void check_tap(const ElementId& id, const TapChanger& tap) {
    for (const double figure : {tap.step, tap.direction_rad, tap.turn_rad})
      expect_finite(id.text(), "tap step", figure);
    if (!(std::abs(tap_factor(tap, tap.position)) > 0.0))
      complain(id.text(), "has a tap position that leaves no turns");
  }
  void check_control(const ElementId& id, const VoltageControl& control,
                     const std::optional<TapChanger>& tap) {
    expect_bus(id, control.bus);
    expect_positive(id.text(), "target voltage", control.target_pu);
    if (!(control.band_pu >= 0.0)) complain(id.text(), "has a voltage band that is negative");
    if (!tap || tap->step == 0.0) complain(id.text(), "controls a voltage without a tap that moves it");
  }
  void check_three_winding(const ThreeWindingTransformer& transformer) {
    const auto& id = transformer.id;
    expect_name(id);
    for (const auto& side : transformer.sides) {
      expect_bus(id, side.bus);
      expect_positive(id.text(), "winding rating", side.rating.in_si());
      expect_positive(id.text(), "winding voltage", side.voltage.in_si());
      expect_finite(id.text(), "phase shift", side.shift_rad);
      if (side.tap) check_tap(id, *side.tap);
    }
    for (const auto& pair : transformer.pairs) {
      expect_positive(id.text(), "impedance between windings", pair.impedance.in_si());
      expect_x_over_r(id, pair.x_over_r);
    }
    expect_finite(id.text(), "no-load loss", transformer.no_load_loss.in_si());
    expect_finite(id.text(), "no-load current", transformer.no_load_current.in_si());
    if (transformer.magnetizing_at < 0 || transformer.magnetizing_at > 3)
      complain(id.text(), "has its magnetizing current at none of its windings");
    if (!transformer.control) return;
    std::optional<TapChanger> moved;
    for (const auto& side : transformer.sides) {
      if (!moved) moved = side.tap;
    }
    check_control(id, *transformer.control, moved);
  }
  void check_two_port(const TwoPort& one) {
    const auto& id = one.id;
    expect_name(id);
    expect_bus(id, one.from);
    expect_bus(id, one.to);
    expect_positive(id.text(), "base power", one.base.in_si());
    for (const auto& y : {one.from_from, one.from_to, one.to_from, one.to_to}) {
      if (!std::isfinite(y.real()) || !std::isfinite(y.imag()))
        return complain(id.text(),
                        "has an admittance that is not finite: its impedance is zero or no number");
    }
  }
  void check_load(const Load& load) {
    expect_place(load.id, load.bus);
    expect_finite(load.id.text(), "power", load.real.in_si());
    expect_finite(load.id.text(), "reactive power", load.reactive.in_si());
    for (const auto& dependence : {load.real_dependence, load.reactive_dependence}) {
      expect_finite(load.id.text(), "share that goes with the voltage", dependence.current);
      expect_finite(load.id.text(), "share that goes with the voltage", dependence.impedance);
    }
  }
  void check_motor(const Motor& motor) {
    const auto& id = motor.id;
    expect_place(id, motor.bus);
    expect_positive(id.text(), "rating", motor.rating.in_si());
    expect_positive(id.text(), "rated voltage", motor.voltage.in_si());
    expect_share(id.text(), "efficiency", motor.efficiency.in_si());
    expect_share(id.text(), "power factor", motor.power_factor.in_si());
    expect_positive(id.text(), "locked-rotor current", motor.locked_rotor.in_si());
    if (motor.pole_pairs < 1) complain(id.text(), "has no pair of poles");
  }
  void check_switch(const Switch& one) {
    expect_ends(one.id, one.from, one.to);
    expect_same_voltage(one.id, one.from, one.to);
    switches_.insert(one.id);
  }
  void check_converter(const Converter& converter) {
    const auto& id = converter.id;
    expect_ends(id, converter.from, converter.to);
    expect_same_voltage(id, converter.from, converter.to);  // its bypass joins them
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
    std::unordered_set<int> sourced;  // groups
    for (const auto& source : problem.sources) sourced.insert(group[static_cast<std::size_t>(source.bus)]);
    std::unordered_multimap<int, int> fed_by;  // group of buses to the converters that take from it
    for (std::size_t i = 0; i < problem.converters.size(); ++i) {
      const auto& one = problem.converters[i];
      const int from = group[static_cast<std::size_t>(one.from)];
      const int to = group[static_cast<std::size_t>(one.to)];
      // One that is reached past it, over its closed bypass or by a source, carries nothing.
      if (from != to && !sourced.contains(to)) fed_by.emplace(from, static_cast<int>(i));
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
