#include "tests/validation/fault_requests.hpp"

#include "power/network_check.hpp"
#include "power/short_circuit.hpp"

#include <cmath>
#include <map>
#include <stdexcept>
#include <string>

namespace shellfit::validation {

namespace {

using nlohmann::json;
using namespace shellfit::power;

const json& list(const json& request, const char* name) {
  static const json none = json::array();
  return request.contains(name) ? request.at(name) : none;
}
std::string text(const json& one, const char* name) { return one.at(name).get<std::string>(); }
double number(const json& one, const char* name) { return one.at(name).get<double>(); }
double number(const json& one, const char* name, double absent) { return one.value(name, absent); }
/// Missing where the request does not give it; "none" is infinite.
double maybe(const json& one, const char* name) {
  if (!one.contains(name)) return std::numeric_limits<double>::quiet_NaN();
  return one.at(name).is_string() ? std::numeric_limits<double>::infinity() : number(one, name);
}
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

Source source_of(const json& one) {
  Source source;
  source.id = id(one);
  source.bus = bus(one);
  if (one.contains("fault_mva")) source.fault_level = number(one, "fault_mva") * units::MVA;
  if (one.contains("least_fault_mva")) source.least_fault_level = number(one, "least_fault_mva") * units::MVA;
  source.x_over_r = ratio(number(one, "x_over_r", 1.0));
  source.least_x_over_r = share(one, "least_x_over_r");
  source.zero_reactance = share(one, "x0_over_x1");
  source.zero_r_over_x = share(one, "r0_over_x0");
  return source;
}

Generator generator_of(const json& one) {
  SynchronousMachine machine;
  machine.rating = number(one, "mva") * units::MVA;
  machine.voltage = number(one, "kv") * units::kV;
  machine.power_factor = share(one, "power_factor");
  machine.subtransient_reactance = share(one, "xd2");
  machine.resistance = maybe(one, "r_ohm") * units::ohm;
  machine.regulation_range = share(one, "regulation");
  machine.zero_reactance = share(one, "x0");
  Generator generator;
  generator.id = id(one);
  generator.bus = bus(one);
  generator.real = 0.0 * units::MW;
  generator.machine = machine;
  return generator;
}

Line line_of(const json& one) {
  Line line;
  line.id = id(one);
  line.from = bus(one, "from");
  line.to = bus(one, "to");
  line.resistance = number(one, "r_ohm") * units::ohm;
  line.reactance = number(one, "x_ohm") * units::ohm;
  line.zero_resistance = maybe(one, "r0_ohm") * units::ohm;
  line.zero_reactance = maybe(one, "x0_ohm") * units::ohm;
  line.zero_charging = Admittance::from_si(maybe(one, "b0_siemens"));
  if (one.contains("end_c")) line.end_temperature = number(one, "end_c") * units::degC;
  line.is_from_closed = one.value("from_closed", true);
  line.is_to_closed = one.value("to_closed", true);
  return line;
}

Transformer transformer_of(const json& one) {
  Transformer t;
  t.id = id(one);
  t.from = bus(one, "from");
  t.to = bus(one, "to");
  t.rating = number(one, "mva") * units::MVA;
  t.primary = number(one, "primary_kv") * units::kV;
  t.secondary = number(one, "secondary_kv") * units::kV;
  t.impedance = number(one, "impedance_percent") * units::percent;
  t.x_over_r = share(one, "x_over_r");
  t.no_load_loss = number(one, "no_load_kw", 0.0) * units::kW;
  t.is_from_closed = one.value("from_closed", true);
  t.is_to_closed = one.value("to_closed", true);
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
  t.no_load_loss = 0.0 * units::kW;
  for (std::size_t s = 0; s < 3; ++s) {
    const auto& side = one.at("sides").at(s);
    t.sides[s].bus = bus(side);
    t.sides[s].rating = number(side, "mva") * units::MVA;
    t.sides[s].voltage = number(side, "kv") * units::kV;
    t.sides[s].winding = winding(side.value("winding", "y"));
    t.sides[s].is_closed = side.value("closed", true);
    const auto& pair = one.at("pairs").at(s);
    t.pairs[s] = {number(pair, "impedance_percent") * units::percent, share(pair, "x_over_r"),
                  ratio(maybe(pair, "zero_impedance_percent") / 100.0), share(pair, "zero_x_over_r")};
  }
  return t;
}

/// A series impedance that may differ by direction, as pandapower's.
TwoPort two_port_of(const json& one) {
  const Complex y_ft = 1.0 / Complex{number(one, "r_ft"), number(one, "x_ft")};
  const Complex y_tf = 1.0 / Complex{number(one, "r_tf"), number(one, "x_tf")};
  return {id(one), bus(one, "from"), bus(one, "to"), number(one, "mva") * units::MVA, y_ft, -y_ft, -y_tf,
          y_tf,    std::nullopt};
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

Network network_of(const json& request) {
  Network network;
  for (const auto& one : list(request, "buses"))
    network.buses.push_back({bus(one, "id"), number(one, "kv") * units::kV});
  for (const auto& one : list(request, "sources")) network.sources.push_back(source_of(one));
  for (const auto& one : list(request, "generators")) network.generators.push_back(generator_of(one));
  for (const auto& one : list(request, "lines")) network.lines.push_back(line_of(one));
  for (const auto& one : list(request, "transformers")) network.transformers.push_back(transformer_of(one));
  for (const auto& one : list(request, "three_windings"))
    network.three_windings.push_back(three_winding_of(one));
  for (const auto& one : list(request, "two_ports")) network.two_ports.push_back(two_port_of(one));
  for (const auto& one : list(request, "motors")) network.motors.push_back(motor_of(one));
  for (const auto& one : list(request, "limited"))
    network.limited_sources.push_back({id(one), bus(one), number(one, "ka") * units::kA});
  for (const auto& one : list(request, "switches"))
    network.switches.push_back(
        {id(one), bus(one, "from"), bus(one, "to"), Switch::Kind::breaker, one.value("closed", true)});
  return network;
}

FaultOptions options_of(const json& request) {
  const std::map<std::string, FaultKind> kinds{{"3ph", FaultKind::three_phase},
                                               {"2ph", FaultKind::two_phase},
                                               {"2ph-e", FaultKind::two_phase_to_earth},
                                               {"1ph", FaultKind::one_phase_to_earth}};
  const std::map<std::string, PeakMethod> peaks{{"a", PeakMethod::smallest_ratio},
                                                {"b", PeakMethod::at_fault},
                                                {"c", PeakMethod::equivalent_frequency}};
  FaultOptions options;
  options.kind = kinds.at(request.value("fault", "3ph"));
  options.method = request.value("method", "iec") == "iec" ? FaultMethod::iec : FaultMethod::ansi;
  options.extreme = request.value("extreme", "max") == "max" ? FaultExtreme::greatest : FaultExtreme::least;
  options.edition = request.value("edition", 2016) == 2016 ? FaultEdition::of_2016 : FaultEdition::of_2001;
  options.peak = peaks.at(request.value("kappa", "c"));
  options.low_voltage_tolerance = request.value("lv_tolerance_percent", 6) == 6
                                      ? LowVoltageTolerance::percent_6
                                      : LowVoltageTolerance::percent_10;
  options.frequency_hz = number(request, "hz", 50.0);
  options.clearing = number(request, "clearing_s", 1.0) * units::s;
  options.minimum_delay = number(request, "delay_s", 0.1) * units::s;
  options.fault_resistance = number(request, "fault_r_ohm", 0.0) * units::ohm;
  options.fault_reactance = number(request, "fault_x_ohm", 0.0) * units::ohm;
  options.with_contributions = true;
  return options;
}

json finite(double value) { return std::isfinite(value) ? json(value) : json(); }

}  // namespace

json solve_faults_of(const json& request) {
  const auto network = network_of(request);
  const auto wrong = check_network(network);
  if (!wrong.empty()) throw std::runtime_error(wrong[0].element + " " + wrong[0].message);
  const auto problem = to_problem(network);
  std::vector<int> all;
  for (std::size_t i = 0; i < network.buses.size(); ++i) all.push_back(static_cast<int>(i));
  const auto results = solve_faults(network, problem, normal_state(problem), options_of(request), all);
  json faults = json::array();
  for (std::size_t i = 0; i < results.size(); ++i) {
    const auto& one = results[i];
    json from = json::array();
    for (const auto& part : one.contributions)
      from.push_back({{"id", part.element.text()},
                      {"share", finite(part.share)},
                      {"at_terminals_ka", finite(part.at_terminals.in(units::kA))}});
    faults.push_back({{"bus", network.buses[i].id.text()},
                      {"solved", one.is_solved},
                      {"reason", one.reason},
                      {"ikss_ka", finite(one.initial.in(units::kA))},
                      {"ip_ka", finite(one.peak.in(units::kA))},
                      {"ib_ka", finite(one.breaking.in(units::kA))},
                      {"ik_ka", finite(one.steady.in(units::kA))},
                      {"ith_ka", finite(one.thermal.in(units::kA))},
                      {"earth_ka", finite(one.earth.in(units::kA))},
                      {"kappa", finite(one.kappa)},
                      {"x_over_r", finite(one.x_over_r)},
                      {"from", from}});
  }
  return {{"faults", faults}};
}

}  // namespace shellfit::validation
