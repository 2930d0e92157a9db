#include "foreign_networks.hpp"

#include "exchange/power_grid_model_network.hpp"
#include "power/load_flow.hpp"
#include "power/network_check.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>

using nlohmann::json;
using namespace shellfit;
using namespace shellfit::power;

namespace {

constexpr double degrees = 180.0 / std::numbers::pi;

std::string text(const json& one, const char* name) { return one.at(name).get<std::string>(); }
double number(const json& one, const char* name) { return one.at(name).get<double>(); }
double number(const json& one, const char* name, double absent) {
  const auto found = one.find(name);
  return found == one.end() || found->is_null() ? absent : found->get<double>();
}
bool is(const json& one, const char* name, bool absent) { return one.value(name, absent); }
const json& list(const json& request, const char* name) {
  static const json none = json::array();
  return request.contains(name) ? request.at(name) : none;
}
/// JSON has no NaN.
json finite(double value) { return std::isfinite(value) ? json(value) : json(); }

ElementId id_of(const json& one) { return ElementId(text(one, "id")); }
BusId bus_of(const json& one, const char* name) { return BusId(text(one, name)); }

/// Z and R as shares of a rating.
Ratio x_over_r(double z, double r) {
  return ratio(r == 0.0 ? std::numeric_limits<double>::infinity()
                        : std::sqrt(std::max(0.0, z * z - r * r)) / r);
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

Line line_of(const json& one) {
  Line line;
  line.id = id_of(one);
  line.from = bus_of(one, "from");
  line.to = bus_of(one, "to");
  line.resistance = number(one, "r_ohm") * units::ohm;
  line.reactance = number(one, "x_ohm") * units::ohm;
  line.charging = Admittance::from_si(number(one, "b_siemens", 0.0));
  line.leakage = Admittance::from_si(number(one, "g_siemens", 0.0));
  line.is_from_closed = is(one, "from_closed", true);
  line.is_to_closed = is(one, "to_closed", true);
  return line;
}

Transformer transformer_of(const json& one) {
  Transformer t;
  t.id = id_of(one);
  t.from = bus_of(one, "from");
  t.to = bus_of(one, "to");
  t.rating = number(one, "mva") * units::MVA;
  t.primary = number(one, "from_kv") * units::kV;
  t.secondary = number(one, "to_kv") * units::kV;
  t.impedance = ratio(number(one, "z"));
  t.x_over_r = x_over_r(number(one, "z"), number(one, "r"));
  t.no_load_loss = number(one, "no_load_mw", 0.0) * units::MW;
  t.no_load_current = ratio(number(one, "no_load_current", 0.0));
  t.shift_rad = number(one, "shift_deg", 0.0) / degrees;
  t.magnetizing = is(one, "is_t", false) ? Magnetizing::star : Magnetizing::pi;
  if (one.contains("from_tap")) t.from_tap = tap_of(one.at("from_tap"));
  if (one.contains("to_tap")) t.to_tap = tap_of(one.at("to_tap"));
  t.is_from_closed = is(one, "from_closed", true);
  t.is_to_closed = is(one, "to_closed", true);
  return t;
}

ThreeWindingTransformer three_winding_of(const json& one) {
  ThreeWindingTransformer t;
  t.id = id_of(one);
  for (std::size_t k = 0; k < 3; ++k) {
    const auto& side = one.at("sides").at(k);
    t.sides[k].bus = bus_of(side, "bus");
    t.sides[k].rating = number(side, "mva") * units::MVA;
    t.sides[k].voltage = number(side, "kv") * units::kV;
    t.sides[k].shift_rad = number(side, "shift_deg", 0.0) / degrees;
    t.sides[k].is_closed = is(side, "is_closed", true);
    if (side.contains("tap")) t.sides[k].tap = tap_of(side.at("tap"));
    const auto& pair = one.at("pairs").at(k);
    t.pairs[k].impedance = ratio(number(pair, "z"));
    t.pairs[k].x_over_r = x_over_r(number(pair, "z"), number(pair, "r"));
  }
  t.no_load_loss = number(one, "no_load_mw", 0.0) * units::MW;
  t.no_load_current = ratio(number(one, "no_load_current", 0.0));
  t.magnetizing_at = static_cast<int>(number(one, "magnetizing_at"));
  t.magnetizing = is(one, "is_t", false) ? Magnetizing::star : Magnetizing::pi;
  return t;
}

TwoPort two_port_of(const json& one) {
  const auto admittance = [&](const char* name) {
    return std::complex<double>{one.at(name).at(0).get<double>(), one.at(name).at(1).get<double>()};
  };
  TwoPort port;
  port.id = id_of(one);
  port.from = bus_of(one, "from");
  port.to = bus_of(one, "to");
  port.base = number(one, "mva") * units::MVA;
  port.from_from = admittance("yff");
  port.from_to = admittance("yft");
  port.to_from = admittance("ytf");
  port.to_to = admittance("ytt");
  port.is_from_closed = is(one, "from_closed", true);
  port.is_to_closed = is(one, "to_closed", true);
  return port;
}

Generator generator_of(const json& one) {
  Generator made;
  made.id = id_of(one);
  made.bus = bus_of(one, "bus");
  made.real = number(one, "mw") * units::MW;
  made.voltage_pu = number(one, "voltage_pu");
  if (one.contains("least_mvar")) made.least_reactive = number(one, "least_mvar") * units::Mvar;
  if (one.contains("most_mvar")) made.most_reactive = number(one, "most_mvar") * units::Mvar;
  return made;
}

Network network_from(const json& request) {
  Network network;
  for (const auto& one : list(request, "buses"))
    network.buses.push_back({bus_of(one, "id"), number(one, "kv") * units::kV});
  for (const auto& one : list(request, "sources")) {
    Source source;
    source.id = id_of(one);
    source.bus = bus_of(one, "bus");
    source.voltage_pu = number(one, "voltage_pu");
    source.angle_rad = number(one, "angle_deg", 0.0) / degrees;
    network.sources.push_back(source);
  }
  for (const auto& one : list(request, "generators")) network.generators.push_back(generator_of(one));
  for (const auto& one : list(request, "lines")) network.lines.push_back(line_of(one));
  for (const auto& one : list(request, "transformers")) network.transformers.push_back(transformer_of(one));
  for (const auto& one : list(request, "three_windings"))
    network.three_windings.push_back(three_winding_of(one));
  for (const auto& one : list(request, "two_ports")) network.two_ports.push_back(two_port_of(one));
  for (const auto& one : list(request, "switches"))
    network.switches.push_back({id_of(one), bus_of(one, "from"), bus_of(one, "to"), Switch::Kind::breaker,
                                is(one, "is_closed", true)});
  for (const auto& one : list(request, "loads"))
    network.loads.push_back({id_of(one),
                             bus_of(one, "bus"),
                             number(one, "mw") * units::MW,
                             number(one, "mvar") * units::Mvar,
                             {number(one, "current_p", 0.0), number(one, "impedance_p", 0.0)},
                             {number(one, "current_q", 0.0), number(one, "impedance_q", 0.0)}});
  for (const auto& one : list(request, "shunts"))
    network.shunts.push_back(
        {id_of(one), bus_of(one, "bus"), number(one, "mw") * units::MW, number(one, "mvar") * units::Mvar});
  return network;
}

json branch_json(const std::string& id, const BranchResult& one) {
  return {{"id", id},
          {"p_from_mw", finite(one.real_from.in(units::MW))},
          {"q_from_mvar", finite(one.reactive_from.in(units::Mvar))},
          {"p_to_mw", finite(one.real_to.in(units::MW))},
          {"q_to_mvar", finite(one.reactive_to.in(units::Mvar))}};
}
json supply_json(const ElementId& id, const SupplyResult& one) {
  return {{"id", id.text()},
          {"p_mw", finite(one.real.in(units::MW))},
          {"q_mvar", finite(one.reactive.in(units::Mvar))}};
}

json answer_of(const Network& network, const LoadFlowResult& result) {
  json answer{{"converged", result.has_converged()},
              {"iterations", 0},
              {"reason", ""},
              {"buses", json::array()},
              {"branches", json::array()}};
  for (const auto& island : result.islands) {
    answer["iterations"] = std::max(answer["iterations"].get<int>(), island.iterations);
    if (!island.has_converged) answer["reason"] = island.reason;
  }
  for (std::size_t i = 0; i < network.buses.size(); ++i) {
    answer["buses"].push_back({{"id", network.buses[i].id.text()},
                               {"vm_pu", finite(result.buses[i].voltage_pu)},
                               {"va_deg", finite(result.buses[i].angle_rad * degrees)}});
  }
  std::size_t next = 0;
  const auto add = [&](const std::string& id) {
    answer["branches"].push_back(branch_json(id, result.branches[next++]));
  };
  for (const auto& one : network.lines) add(one.id.text());
  for (const auto& one : network.transformers) add(one.id.text());
  for (const auto& one : network.three_windings) {
    for (const char* side : {"/1", "/2", "/3"}) add(one.id.text() + side);
  }
  for (const auto& one : network.two_ports) add(one.id.text());
  for (std::size_t i = 0; i < network.sources.size(); ++i)
    answer["supplies"].push_back(supply_json(network.sources[i].id, result.sources[i]));
  for (std::size_t i = 0; i < network.generators.size(); ++i)
    answer["supplies"].push_back(supply_json(network.generators[i].id, result.generators[i]));
  return answer;
}

/// Where the load flow left the taps, in the order in which the problem lists tap changers: two-winding
/// transformers (from, then to), then the sides of those of three.
json taps_of(const Network& network, const LoadFlowResult& result) {
  json taps = json::object();
  std::size_t next = 0;
  const auto add = [&](const ElementId& id, const std::optional<TapChanger>& tap) {
    if (tap) taps[id.text()] = result.tap_positions.at(next++);
  };
  for (const auto& one : network.transformers) {
    add(one.id, one.from_tap);
    add(one.id, one.to_tap);
  }
  for (const auto& one : network.three_windings) {
    for (const auto& side : one.sides) add(one.id, side.tap);
  }
  return taps;
}

}  // namespace

json solve_foreign_network(const json& request) {
  Network network;
  json remarks = json::array();
  if (text(request, "kind") == "power-grid-model") {
    namespace pgm = exchange::power_grid_model;
    const auto read = pgm::parse_case("the input", request.at("input").dump(), pgm::Phases::sum);
    if (!read) throw std::runtime_error(render(read.error().front(), false));
    auto made = pgm::to_network(*read);
    network = std::move(made.network);
    remarks = read->remarks;
    for (const auto& one : made.remarks) remarks.push_back(one);
  } else {
    network = network_from(request);
  }
  const auto faults = check_network(network);
  if (!faults.empty()) throw std::runtime_error(faults[0].element + " " + faults[0].message);
  const auto problem = to_problem(network);
  LoadFlowOptions options;
  options.has_reactive_limits = is(request, "limits", true);
  options.moves_taps = is(request, "taps", true);
  const auto result = solve_load_flow(problem, normal_state(problem), options);
  auto answer = answer_of(network, result);
  answer["taps"] = taps_of(network, result);
  answer["remarks"] = remarks;
  return answer;
}
