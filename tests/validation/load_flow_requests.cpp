#include "tests/validation/load_flow_requests.hpp"

#include "exchange/power_grid_model_network.hpp"
#include "power/load_flow.hpp"
#include "tests/validation/requested_network.hpp"

#include <algorithm>
#include <numbers>
#include <stdexcept>

namespace shellfit::validation {

namespace {

using namespace shellfit::power;

constexpr double degrees = 180.0 / std::numbers::pi;

json branch_json(const std::string& id, const BranchResult& one) {
  return {{"id", id},
          {"p_from_mw", finite_or_null(one.real_from.in(units::MW))},
          {"q_from_mvar", finite_or_null(one.reactive_from.in(units::Mvar))},
          {"p_to_mw", finite_or_null(one.real_to.in(units::MW))},
          {"q_to_mvar", finite_or_null(one.reactive_to.in(units::Mvar))}};
}
json supply_json(const ElementId& id, const SupplyResult& one) {
  return {{"id", id.text()},
          {"p_mw", finite_or_null(one.real.in(units::MW))},
          {"q_mvar", finite_or_null(one.reactive.in(units::Mvar))}};
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
                               {"vm_pu", finite_or_null(result.buses[i].voltage_pu)},
                               {"va_deg", finite_or_null(result.buses[i].angle_rad * degrees)}});
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

/// A power-grid-model input, with what was made of it in `remarks`.
Network foreign_network(const json& input, json& remarks) {
  namespace pgm = exchange::power_grid_model;
  const auto read = pgm::parse_case("the input", input.dump(), pgm::Phases::sum);
  if (!read) throw std::runtime_error(render(read.error().front(), false));
  auto made = pgm::to_network(*read);
  remarks = read->remarks;
  for (const auto& one : made.remarks) remarks.push_back(one);
  return std::move(made.network);
}

}  // namespace

json solve_load_flow_of(const json& request) {
  json remarks = json::array();
  const auto network =
      request.contains("input") ? foreign_network(request.at("input"), remarks) : network_of(request);
  refuse_faults(network);
  const auto problem = to_problem(network);
  LoadFlowOptions options;
  options.has_reactive_limits = request.value("limits", true);
  options.moves_taps = request.value("taps", true);
  const auto result = solve_load_flow(problem, normal_state(problem), options);
  auto answer = answer_of(network, result);
  answer["taps"] = taps_of(network, result);
  answer["remarks"] = remarks;
  return answer;
}

}  // namespace shellfit::validation
