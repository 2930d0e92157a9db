#include "tests/validation/requested_network.hpp"

#include "power/network_check.hpp"

#include <algorithm>
#include <complex>
#include <map>
#include <numbers>
#include <stdexcept>

namespace shellfit::validation {

namespace {

using namespace shellfit::power;

constexpr double degrees = 180.0 / std::numbers::pi;

Ratio share(const json& one, const char* name) { return ratio(maybe(one, name)); }
BusId bus(const json& one, const char* name = "bus") { return BusId(text(one, name)); }
ElementId id(const json& one) { return ElementId(text(one, "id")); }

Winding winding(const std::string& letters) {
  const std::map<std::string, Winding> known{{"d", Winding::delta},
                                             {"y", Winding::wye},
                                             {"yn", Winding::earthed_wye},
                                             {"z", Winding::zigzag},
                                             {"zn", Winding::earthed_zigzag}};
  return known.at(letters);
}
Magnetizing magnetizing(const json& one) {
  return one.value("is_t", false) ? Magnetizing::star : Magnetizing::pi;
}
TapChanger tap_of(const json& one) {
  TapChanger tap;
  tap.step = number(one, "step", 0.0);
  tap.direction_rad = number(one, "direction_deg", 0.0) / degrees;
  tap.turn_rad = number(one, "turn_deg", 0.0) / degrees;
  tap.position = static_cast<int>(number(one, "steps"));
  tap.least = std::min(0, tap.position);
  tap.most = std::max(0, tap.position);
  return tap;
}
/// Ends of a line, transformer or two-port.
template <class Branch>
Branch branch_of(const json& one) {
  Branch branch;
  branch.id = id(one);
  branch.from = bus(one, "from");
  branch.to = bus(one, "to");
  branch.is_from_closed = one.value("from_closed", true);
  branch.is_to_closed = one.value("to_closed", true);
  return branch;
}

Source source_of(const json& one) {
  Source source;
  source.id = id(one);
  source.bus = bus(one);
  source.voltage_pu = number(one, "voltage_pu", 1.0);
  source.angle_rad = number(one, "angle_deg", 0.0) / degrees;
  if (one.contains("fault_mva")) source.fault_level = number(one, "fault_mva") * units::MVA;
  if (one.contains("least_fault_mva")) source.least_fault_level = number(one, "least_fault_mva") * units::MVA;
  source.x_over_r = ratio(number(one, "x_over_r", 1.0));
  source.least_x_over_r = share(one, "least_x_over_r");
  source.zero_reactance = share(one, "x0_over_x1");
  source.zero_r_over_x = share(one, "r0_over_x0");
  return source;
}

SynchronousMachine machine_of(const json& one) {
  SynchronousMachine machine;
  machine.rating = number(one, "mva") * units::MVA;
  machine.voltage = number(one, "kv") * units::kV;
  machine.power_factor = share(one, "power_factor");
  machine.subtransient_reactance = share(one, "xd2");
  machine.resistance = maybe(one, "r_ohm") * units::ohm;
  machine.regulation_range = share(one, "regulation");
  machine.zero_reactance = share(one, "x0");
  return machine;
}
Generator generator_of(const json& one) {
  Generator generator;
  generator.id = id(one);
  generator.bus = bus(one);
  generator.real = number(one, "mw", 0.0) * units::MW;
  if (one.contains("voltage_pu")) generator.voltage_pu = number(one, "voltage_pu");
  if (one.contains("least_mvar")) generator.least_reactive = number(one, "least_mvar") * units::Mvar;
  if (one.contains("most_mvar")) generator.most_reactive = number(one, "most_mvar") * units::Mvar;
  if (one.contains("mva")) generator.machine = machine_of(one);
  return generator;
}

Line line_of(const json& one) {
  auto line = branch_of<Line>(one);
  line.resistance = number(one, "r_ohm") * units::ohm;
  line.reactance = number(one, "x_ohm") * units::ohm;
  line.charging = Admittance::from_si(number(one, "b_siemens", 0.0));
  line.leakage = Admittance::from_si(number(one, "g_siemens", 0.0));
  line.zero_resistance = maybe(one, "r0_ohm") * units::ohm;
  line.zero_reactance = maybe(one, "x0_ohm") * units::ohm;
  line.zero_charging = Admittance::from_si(maybe(one, "b0_siemens"));
  if (one.contains("end_c")) line.end_temperature = number(one, "end_c") * units::degC;
  return line;
}

Transformer transformer_of(const json& one) {
  auto t = branch_of<Transformer>(one);
  t.rating = number(one, "mva") * units::MVA;
  t.primary = number(one, "primary_kv") * units::kV;
  t.secondary = number(one, "secondary_kv") * units::kV;
  t.impedance = number(one, "impedance_percent") * units::percent;
  t.x_over_r = share(one, "x_over_r");
  t.no_load_loss = number(one, "no_load_kw", 0.0) * units::kW;
  t.no_load_current = ratio(number(one, "no_load_current", 0.0));
  t.shift_rad = number(one, "shift_deg", 0.0) / degrees;
  t.magnetizing = magnetizing(one);
  if (one.contains("from_tap")) t.from_tap = tap_of(one.at("from_tap"));
  if (one.contains("to_tap")) t.to_tap = tap_of(one.at("to_tap"));
  if (one.contains("windings"))
    t.windings = {winding(one.at("windings").at(0)), winding(one.at("windings").at(1))};
  t.zero_impedance = ratio(maybe(one, "zero_impedance_percent") / 100.0);
  t.zero_x_over_r = share(one, "zero_x_over_r");
  t.zero_magnetizing = share(one, "zero_magnetizing");
  t.zero_magnetizing_r_over_x = share(one, "zero_magnetizing_r_over_x");
  t.zero_primary_share = share(one, "zero_primary_share");
  t.from_earthing_reactance = number(one, "from_earthing_x_ohm", 0.0) * units::ohm;
  t.to_earthing_reactance = number(one, "to_earthing_x_ohm", 0.0) * units::ohm;
  if (one.contains("unit_of")) t.unit_of = ElementId(text(one, "unit_of"));
  t.has_on_load_taps = one.value("on_load_taps", false);
  t.tap_range = share(one, "tap_range");
  return t;
}

ThreeWindingTransformer three_winding_of(const json& one) {
  ThreeWindingTransformer t;
  t.id = id(one);
  for (std::size_t s = 0; s < 3; ++s) {
    const auto& side = one.at("sides").at(s);
    t.sides[s].bus = bus(side);
    t.sides[s].rating = number(side, "mva") * units::MVA;
    t.sides[s].voltage = number(side, "kv") * units::kV;
    t.sides[s].shift_rad = number(side, "shift_deg", 0.0) / degrees;
    t.sides[s].winding = winding(side.value("winding", "y"));
    t.sides[s].is_closed = side.value("closed", true);
    if (side.contains("tap")) t.sides[s].tap = tap_of(side.at("tap"));
    const auto& pair = one.at("pairs").at(s);
    t.pairs[s] = {number(pair, "impedance_percent") * units::percent, share(pair, "x_over_r"),
                  ratio(maybe(pair, "zero_impedance_percent") / 100.0), share(pair, "zero_x_over_r")};
  }
  t.no_load_loss = number(one, "no_load_kw", 0.0) * units::kW;
  t.no_load_current = ratio(number(one, "no_load_current", 0.0));
  t.magnetizing_at = one.value("magnetizing_at", 3);
  t.magnetizing = magnetizing(one);
  return t;
}

/// By its admittances, each [real, imaginary], on `mva`.
TwoPort two_port_of(const json& one) {
  const auto admittance = [&](const char* name) {
    return std::complex<double>{one.at(name).at(0).get<double>(), one.at(name).at(1).get<double>()};
  };
  auto port = branch_of<TwoPort>(one);
  port.base = number(one, "mva") * units::MVA;
  port.from_from = admittance("yff");
  port.from_to = admittance("yft");
  port.to_from = admittance("ytf");
  port.to_to = admittance("ytt");
  return port;
}

Load load_of(const json& one) {
  return {id(one),
          bus(one),
          number(one, "mw") * units::MW,
          number(one, "mvar") * units::Mvar,
          {number(one, "current_p", 0.0), number(one, "impedance_p", 0.0)},
          {number(one, "current_q", 0.0), number(one, "impedance_q", 0.0)}};
}

Motor motor_of(const json& one) {
  return {id(one),
          bus(one),
          number(one, "mw") * units::MW,
          number(one, "kv") * units::kV,
          share(one, "efficiency"),
          share(one, "power_factor"),
          share(one, "locked_rotor"),
          share(one, "r_over_x"),
          one.value("pole_pairs", 1)};
}

}  // namespace

Network network_of(const json& request) {
  Network network;
  const auto read = [&](const char* name, auto& into, const auto& element_of) {
    for (const auto& one : list(request, name)) into.push_back(element_of(one));
  };
  read("buses", network.buses, [](const json& one) {
    return Bus{bus(one, "id"), number(one, "kv") * units::kV};
  });
  read("sources", network.sources, source_of);
  read("generators", network.generators, generator_of);
  read("lines", network.lines, line_of);
  read("transformers", network.transformers, transformer_of);
  read("three_windings", network.three_windings, three_winding_of);
  read("two_ports", network.two_ports, two_port_of);
  read("switches", network.switches, [](const json& one) {
    return Switch{id(one), bus(one, "from"), bus(one, "to"), Switch::Kind::breaker,
                  one.value("closed", true)};
  });
  read("loads", network.loads, load_of);
  read("shunts", network.shunts, [](const json& one) {
    return Shunt{id(one), bus(one), number(one, "mw") * units::MW, number(one, "mvar") * units::Mvar};
  });
  read("motors", network.motors, motor_of);
  read("limited", network.limited_sources, [](const json& one) {
    return LimitedSource{id(one), bus(one), number(one, "ka") * units::kA};
  });
  return network;
}

void refuse_faults(const Network& network) {
  const auto faults = check_network(network);
  if (!faults.empty()) throw std::runtime_error(faults[0].element + " " + faults[0].message);
}

}  // namespace shellfit::validation
