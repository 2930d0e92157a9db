// Solves one case for run_cases.py: a request as JSON on stdin, the answer as JSON on stdout. Speaks to the
// solvers by their public headers only and knows nothing of where a case came from.

#include "tests/validation/fault_requests.hpp"
#include "tests/validation/load_flow_requests.hpp"
#include "thermal/fluid.hpp"
#include "thermal/glycol.hpp"
#include "thermal/moist_air.hpp"
#include "thermal/network_check.hpp"
#include "thermal/rating.hpp"
#include "thermal/solution.hpp"
#include "thermal/water.hpp"

#include <functional>
#include <iostream>
#include <map>
#include <stdexcept>
#include <string>

using namespace shellfit;
using namespace shellfit::validation;

namespace {

namespace cooling {

using namespace shellfit::thermal;

/// What a request may ask of fluids and exchangers, each at its arguments.
double property(const std::string& of, const std::vector<double>& x) {
  const auto kelvin = [&](std::size_t i) { return x.at(i) * units::kelvin; };
  const auto celsius = [&](std::size_t i) { return x.at(i) * units::degC; };
  const auto pascal = [&](std::size_t i) { return x.at(i) * units::Pa_absolute; };
  const auto glycol = [&] {
    return glycol_properties(Glycol::propylene, celsius(0), x.at(1) * units::percent);
  };
  const std::map<std::string, std::function<double()>> known{
      {"water volume", [&] { return 1.0 / water_properties(kelvin(0), pascal(1)).density.in_si(); }},
      {"water density", [&] { return water_properties(kelvin(0), pascal(1)).density.in_si(); }},
      {"water heat", [&] { return water_properties(kelvin(0), pascal(1)).heat.in_si(); }},
      {"water viscosity", [&] { return water_properties(kelvin(0), pascal(1)).viscosity.in_si(); }},
      {"glycol density", [&] { return glycol().density.in_si(); }},
      {"glycol heat", [&] { return glycol().heat.in_si(); }},
      {"glycol viscosity", [&] { return glycol().viscosity.in_si(); }},
      {"glycol freezing",
       [&] { return glycol_freezing_point(Glycol::propylene, x.at(0) * units::percent).in(units::degC); }},
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
    values.push_back(finite_or_null(property(text(point, "of"), point.at("at").get<std::vector<double>>())));
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
  const auto faults = check_network(network);
  if (!faults.empty()) throw std::runtime_error(faults[0].element + " " + faults[0].message);
  const auto problem = to_problem(network);
  const auto result = solve(problem, normal_state(problem));
  json answer{{"converged", result.has_converged}, {"reason", result.reason}};
  for (std::size_t i = 0; i < network.nodes.size(); ++i) {
    answer["nodes"].push_back(
        {{"id", network.nodes[i].id.text()},
         {"pressure_kpa", finite_or_null(result.nodes[i].pressure.in(units::kPa_gauge))}});
  }
  for (std::size_t i = 0; i < network.links.size(); ++i) {
    answer["links"].push_back({{"id", network.links[i].id.text()},
                               {"flow_lps", finite_or_null(result.links[i].flow.in(units::L_per_s))},
                               {"velocity_mps", finite_or_null(result.links[i].velocity.in_si())},
                               {"drop_kpa", finite_or_null(result.links[i].drop.in(units::kPa))}});
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
      std::cout << solve_load_flow_of(request) << '\n';
    else if (kind == "faults")
      std::cout << solve_faults_of(request) << '\n';
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
