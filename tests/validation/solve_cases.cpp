// Solves one case for run_cases.py: a request as JSON on stdin, the answer as JSON on stdout. Speaks to the
// solvers by their public headers only and knows nothing of where a case came from.

#include "tests/validation/fault_requests.hpp"
#include "tests/validation/fluid_requests.hpp"
#include "tests/validation/load_flow_requests.hpp"
#include "thermal/fluid.hpp"
#include "thermal/network_check.hpp"
#include "thermal/solution.hpp"

#include <iostream>
#include <stdexcept>
#include <string>

using namespace shellfit;
using namespace shellfit::validation;

namespace {

namespace cooling {

using namespace shellfit::thermal;

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
      std::cout << properties_of_request(request) << '\n';
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
