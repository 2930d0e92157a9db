// Solves one case for run_cases.py: a request as JSON on stdin, the answer as JSON on stdout. Speaks to the
// solvers by their public headers only and knows nothing of where a case came from.

#include "foreign_networks.hpp"
#include "power/load_flow.hpp"
#include "power/network_check.hpp"
#include "tests/validation/fault_requests.hpp"
#include "thermal/fluid.hpp"
#include "thermal/moist_air.hpp"
#include "thermal/network_check.hpp"
#include "thermal/rating.hpp"
#include "thermal/solution.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <functional>
#include <iostream>
#include <map>
#include <numbers>
#include <stdexcept>
#include <string>

using nlohmann::json;
using namespace shellfit;

namespace {

const json& list(const json& request, const char* name) {
  static const json none = json::array();
  return request.contains(name) ? request.at(name) : none;
}
std::string text(const json& one, const char* name) { return one.at(name).get<std::string>(); }
double number(const json& one, const char* name) { return one.at(name).get<double>(); }
double number(const json& one, const char* name, double absent) { return one.value(name, absent); }
/// JSON has no NaN.
json finite(double value) { return std::isfinite(value) ? json(value) : json(); }

template <class Network>
void refuse_faults(const Network& network) {
  const auto faults = check_network(network);
  if (!faults.empty()) throw std::runtime_error(faults[0].element + " " + faults[0].message);
}

namespace electrical {

using namespace shellfit::power;

Network network_of(const json& request) {
  Network network;
  for (const auto& one : list(request, "buses"))
    network.buses.push_back({BusId(text(one, "id")), number(one, "kv") * units::kV});
  for (const auto& one : list(request, "sources")) {
    Source source;
    source.id = ElementId(text(one, "id"));
    source.bus = BusId(text(one, "bus"));
    source.voltage_pu = number(one, "voltage_pu", 1.0);
    if (one.contains("fault_mva")) source.fault_level = number(one, "fault_mva") * units::MVA;
    source.x_over_r = ratio(number(one, "x_over_r", 1.0));
    network.sources.push_back(source);
  }
  for (const auto& one : list(request, "lines")) {
    network.lines.push_back({ElementId(text(one, "id")), BusId(text(one, "from")), BusId(text(one, "to")),
                             number(one, "r_ohm") * units::ohm, number(one, "x_ohm") * units::ohm});
  }
  for (const auto& one : list(request, "transformers")) {
    network.transformers.push_back(
        {ElementId(text(one, "id")), BusId(text(one, "from")), BusId(text(one, "to")),
         number(one, "mva") * units::MVA, number(one, "primary_kv") * units::kV,
         number(one, "secondary_kv") * units::kV, number(one, "impedance_percent") * units::percent,
         ratio(number(one, "x_over_r")), number(one, "no_load_kw") * units::kW});
  }
  for (const auto& one : list(request, "loads")) {
    network.loads.push_back({ElementId(text(one, "id")), BusId(text(one, "bus")),
                             number(one, "mw") * units::MW, number(one, "mvar") * units::Mvar});
  }
  return network;
}

json solve(const json& request) {
  const auto network = network_of(request);
  refuse_faults(network);
  const auto problem = to_problem(network);
  const auto result = solve_load_flow(problem, normal_state(problem));
  json answer{{"converged", result.has_converged()}, {"iterations", 0}, {"reason", ""}};
  for (const auto& island : result.islands) {
    answer["iterations"] = std::max(answer["iterations"].get<int>(), island.iterations);
    if (!island.has_converged) answer["reason"] = island.reason;
  }
  constexpr double degrees = 180.0 / std::numbers::pi;
  for (std::size_t i = 0; i < network.buses.size(); ++i) {
    answer["buses"].push_back({{"id", network.buses[i].id.text()},
                               {"vm_pu", finite(result.buses[i].voltage_pu)},
                               {"va_deg", finite(result.buses[i].angle_rad * degrees)}});
  }
  for (std::size_t i = 0; i < result.branches.size(); ++i) {
    const auto& id =
        i < network.lines.size() ? network.lines[i].id : network.transformers[i - network.lines.size()].id;
    const auto& one = result.branches[i];
    answer["branches"].push_back({{"id", id.text()},
                                  {"p_from_mw", finite(one.real_from.in(units::MW))},
                                  {"q_from_mvar", finite(one.reactive_from.in(units::Mvar))},
                                  {"p_to_mw", finite(one.real_to.in(units::MW))},
                                  {"q_to_mvar", finite(one.reactive_to.in(units::Mvar))}});
  }
  return answer;
}

}  // namespace electrical

namespace cooling {

using namespace shellfit::thermal;

/// What a request may ask of fluids and exchangers, each at its arguments.
double property(const std::string& of, const std::vector<double>& x) {
  const auto kelvin = [&](std::size_t i) { return x.at(i) * units::kelvin; };
  const auto celsius = [&](std::size_t i) { return x.at(i) * units::degC; };
  const auto pascal = [&](std::size_t i) { return x.at(i) * units::Pa_absolute; };
  const auto glycol = [&] { return propylene_glycol_properties(celsius(0), x.at(1) * units::percent); };
  const std::map<std::string, std::function<double()>> known{
      {"water volume", [&] { return 1.0 / water_properties(kelvin(0), pascal(1)).density.in_si(); }},
      {"water density", [&] { return water_properties(kelvin(0), pascal(1)).density.in_si(); }},
      {"water heat", [&] { return water_properties(kelvin(0), pascal(1)).heat.in_si(); }},
      {"water viscosity", [&] { return water_properties(kelvin(0), pascal(1)).viscosity.in_si(); }},
      {"glycol density", [&] { return glycol().density.in_si(); }},
      {"glycol heat", [&] { return glycol().heat.in_si(); }},
      {"glycol viscosity", [&] { return glycol().viscosity.in_si(); }},
      {"glycol freezing",
       [&] { return propylene_glycol_freezing_point(x.at(0) * units::percent).in(units::degC); }},
      {"air density", [&] { return properties_of(Fluid::air, celsius(0), pascal(1)).density.in_si(); }},
      {"atmosphere", [&] { return atmospheric_pressure(x.at(0) * units::m).in_si(); }},
      {"saturation", [&] { return saturation_pressure(celsius(0)).in_si(); }},
      {"saturated humidity", [&] { return humidity_ratio_at_dew_point(celsius(0), pascal(1)); }},
      {"humidity", [&] { return humidity_ratio(celsius(0), celsius(1), pascal(2)); }},
      {"wet bulb", [&] { return wet_bulb(celsius(0), x.at(1), pascal(2)).in(units::degC); }},
      {"dew point", [&] { return dew_point(x.at(0), pascal(1)).in(units::degC); }},
      {"counterflow effectiveness", [&] { return counterflow_effectiveness(x.at(0), x.at(1)); }}};
  const auto found = known.find(of);
  if (found == known.end()) throw std::runtime_error("nobody knows the property " + of);
  return found->second();
}
json properties(const json& request) {
  json values = json::array();
  for (const auto& point : request.at("points"))
    values.push_back(finite(property(text(point, "of"), point.at("at").get<std::vector<double>>())));
  return {{"values", values}};
}

Hydraulics hydraulics_of(const json& one) {
  if (one.contains("kg_s")) {
    // A flow of mass is one of volume at the request's density.
    return GivenFlow{number(one, "kg_s") / number(one, "kg_m3") * units::m3_per_s};
  }
  return Pipe{number(one, "length_m") * units::m, number(one, "bore_m") * units::m,
              number(one, "roughness_m") * units::m, number(one, "minor_loss", 0.0)};
}
/// One circuit of water: `reference` with its pressure, `nodes`, `links` that are pipes or given flows of
/// mass.
json loops(const json& request) {
  Network network;
  network.atmosphere = 101.325 * units::kPa_absolute;
  const CircuitId id("circuit");
  const auto warmth = number(request, "temperature_c") * units::degC;
  network.circuits = {{id, Fluid::water, NodeId(text(request, "reference")),
                       number(request, "reference_kpa") * units::kPa_gauge, warmth}};
  const double density = properties_of(Fluid::water, warmth, network.atmosphere).density.in_si();
  for (const auto& one : list(request, "nodes"))
    network.nodes.push_back({NodeId(text(one, "id")), id, number(one, "elevation_m", 0.0) * units::m});
  for (auto one : list(request, "links")) {
    one["kg_m3"] = density;
    network.links.push_back({LinkId(text(one, "id")), NodeId(text(one, "from")), NodeId(text(one, "to")),
                             hydraulics_of(one), 0.0 * units::W_heat});
  }
  refuse_faults(network);
  const auto problem = to_problem(network);
  const auto result = solve(problem, normal_state(problem));
  json answer{{"converged", result.has_converged}, {"reason", result.reason}};
  for (std::size_t i = 0; i < network.nodes.size(); ++i) {
    answer["nodes"].push_back({{"id", network.nodes[i].id.text()},
                               {"pressure_kpa", finite(result.nodes[i].pressure.in(units::kPa_gauge))}});
  }
  for (std::size_t i = 0; i < network.links.size(); ++i) {
    answer["links"].push_back({{"id", network.links[i].id.text()},
                               {"flow_lps", finite(result.links[i].flow.in(units::L_per_s))},
                               {"velocity_mps", finite(result.links[i].velocity.in_si())},
                               {"drop_kpa", finite(result.links[i].drop.in(units::kPa))}});
  }
  return answer;
}

}  // namespace cooling

}  // namespace

int main() {
  try {
    const auto request = json::parse(std::cin);
    const auto kind = text(request, "kind");
    if (kind == "power")
      std::cout << electrical::solve(request) << '\n';
    else if (kind == "faults")
      std::cout << validation::solve_faults_of(request) << '\n';
    else if (kind == "power-grid-model" || kind == "network")
      std::cout << solve_foreign_network(request) << '\n';
    else if (kind == "properties")
      std::cout << cooling::properties(request) << '\n';
    else if (kind == "loops")
      std::cout << cooling::loops(request) << '\n';
    else
      throw std::runtime_error("no kind of case is called " + kind);
  } catch (const std::exception& problem) {
    std::cerr << problem.what() << '\n';
    return 1;
  }
  return 0;
}
