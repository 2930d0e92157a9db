#include "tests/validation/foreign_loops.hpp"

#include "thermal/network_check.hpp"
#include "thermal/solution.hpp"

#include <list>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace shellfit::validation {

namespace {

using namespace shellfit::thermal;

/// What a request describes. Circuits point to the tables of their fluids.
struct Description {
  Network network;
  std::list<FluidTable> tables;
};

FluidTable table_of(const json& rows) {
  FluidTable table;
  for (const auto& row : rows) {
    constexpr double untold = 0.6;  // conductivity: nothing here depends on it
    const auto at = row.get<std::vector<double>>();
    table.push_back({at.at(0) * units::kelvin,
                     {at.at(1) * units::kg_per_m3, at.at(3) * units::J_per_kgK, at.at(2) * units::Pa_s,
                      (at.size() > 4 ? at[4] : untold) * units::W_per_mK}});
  }
  return table;
}

Fluid fluid_of(const json& fluid, std::list<FluidTable>& tables) {
  if (fluid == "water") return Fluid::water;
  if (fluid == "air") return Fluid::air;
  if (fluid.is_object() && fluid.contains("rows")) {
    tables.push_back(table_of(fluid["rows"]));
    Fluid tabulated{Fluid::Kind::tabulated};
    tabulated.table = &tables.back();
    return tabulated;
  }
  const auto kind = text(fluid, "kind");
  const auto fraction = number(fluid, "percent") * units::percent;
  if (kind == "propylene glycol") return {Fluid::Kind::propylene_glycol, fraction};
  if (kind == "ethylene glycol") return {Fluid::Kind::ethylene_glycol, fraction};
  throw std::runtime_error("no fluid is called " + kind);
}

FrictionLaw friction_of(const std::string& name) {
  if (name == "swamee-jain") return FrictionLaw::swamee_jain;
  if (name == "colebrook") return FrictionLaw::colebrook;
  if (name == "colebrook throughout") return FrictionLaw::colebrook_throughout;
  if (name == "nikuradse and laminar") return FrictionLaw::nikuradse_and_laminar;
  throw std::runtime_error("no law of friction is called " + name);
}

Circuit circuit_of(const json& one, std::list<FluidTable>& tables) {
  Circuit circuit;
  circuit.id = CircuitId(text(one, "id"));
  circuit.fluid = fluid_of(one.at("fluid"), tables);
  circuit.start = number(one, "start_c") * units::degC;
  if (one.contains("friction")) circuit.friction = friction_of(text(one, "friction"));
  circuit.gravity_m_s2 = number(one, "gravity_m_s2", circuit.gravity_m_s2);
  circuit.reference_pressure = number(one, "reference_kpa", 0.0) * units::kPa_gauge;
  if (one.contains("reference")) circuit.reference = NodeId(text(one, "reference"));
  return circuit;
}

VolumeFlow flow_of(const json& one) { return number(one, "m3_s") * units::m3_per_s; }

Pipe pipe_of(const json& one) {
  Pipe pipe{number(one, "length_m") * units::m, number(one, "bore_m") * units::m,
            number(one, "roughness_m") * units::m, number(one, "minor_loss", 0.0)};
  if (const double loss = number(one, "u_w_m2k", 0.0); loss > 0.0)
    pipe.loss = {loss * units::W_per_m2K, number(one, "around_c") * units::degC};
  return pipe;
}

OpenLoss open_loss_of(const json& one) {
  if (one.contains("linear")) {
    const auto& linear = one["linear"];
    return LinearLoss{flow_of(linear), number(linear, "kpa") * units::kPa};
  }
  const auto& resistance = one.at("resistance");
  return Resistance{flow_of(resistance), number(resistance, "kpa") * units::kPa};
}

std::vector<CurvePoint> points_of(const json& points) {
  std::vector<CurvePoint> curve;
  for (const auto& point : points)
    curve.push_back({point.at(0).get<double>() * units::m3_per_s, point.at(1).get<double>() * units::kPa});
  return curve;
}

Pump pump_of(const json& one) {
  Pump pump;
  if (one.contains("points"))
    pump.curve = Pump::Smooth{points_of(one["points"])};
  else if (one.contains("segments"))
    pump.curve = Pump::Segments{points_of(one["segments"])};
  else if (one.contains("kw"))
    pump.curve = Pump::ConstantPower{number(one, "kw") * units::kW};
  else
    pump.curve = Pump::Power{number(one, "shut_off_kpa") * units::kPa, flow_of(one),
                             number(one, "kpa") * units::kPa, number(one, "exponent", 2.0)};
  return pump;
}

Hydraulics hydraulics_of(const json& link) {
  if (link.contains("pipe")) return pipe_of(link["pipe"]);
  if (link.contains("resistance")) return std::get<Resistance>(open_loss_of(link));
  if (link.contains("linear")) return std::get<LinearLoss>(open_loss_of(link));
  if (link.contains("table")) return TableLoss{points_of(link["table"])};
  if (link.contains("pump")) return pump_of(link["pump"]);
  if (link.contains("power_law")) {
    const auto& one = link["power_law"];
    return PowerLaw{flow_of(one), number(one, "kpa") * units::kPa, number(one, "exponent"),
                    number(one, "minor_kpa", 0.0) * units::kPa, number(one, "bore_m", 0.0) * units::m};
  }
  if (link.contains("limited"))
    return LimitedResistance{open_loss_of(link["limited"]), flow_of(link["limited"])};
  if (link.contains("reducer"))
    return PressureReducer{open_loss_of(link["reducer"]), number(link["reducer"], "kpa") * units::kPa_gauge};
  if (link.contains("sustainer"))
    return PressureSustainer{open_loss_of(link["sustainer"]),
                             number(link["sustainer"], "kpa") * units::kPa_gauge};
  if (link.contains("breaker"))
    return PressureBreaker{open_loss_of(link["breaker"]), number(link["breaker"], "kpa") * units::kPa};
  const auto& given = link.at("given");
  if (given.contains("kg_s")) return GivenFlow{number(given, "kg_s") * units::kg_per_s};
  return GivenFlow{flow_of(given)};
}

Description description_of(const json& request) {
  Description made;
  auto& network = made.network;
  network.atmosphere = number(request, "atmosphere_kpa", 101.325) * units::kPa_absolute;
  for (const auto& one : list(request, "circuits")) network.circuits.push_back(circuit_of(one, made.tables));
  for (const auto& one : list(request, "nodes"))
    network.nodes.push_back({NodeId(text(one, "id")), CircuitId(text(one, "circuit")),
                             number(one, "elevation_m", 0.0) * units::m});
  for (const auto& one : list(request, "links"))
    network.links.push_back({LinkId(text(one, "id")), NodeId(text(one, "from")), NodeId(text(one, "to")),
                             hydraulics_of(one), number(one, "gain_w", 0.0) * units::W_heat,
                             one.value("one_way", false)});
  for (const auto& one : list(request, "reservoirs")) {
    Reservoir reservoir;
    reservoir.node = NodeId(text(one, "node"));
    if (one.contains("kpa")) reservoir.pressure = number(one, "kpa") * units::kPa_gauge;
    if (one.contains("c")) reservoir.temperature = number(one, "c") * units::degC;
    network.reservoirs.push_back(reservoir);
  }
  for (const auto& one : list(request, "demands")) {
    Demand demand;
    demand.node = NodeId(text(one, "node"));
    demand.flow = number(one, "kg_s") * units::kg_per_s;
    if (one.contains("c")) demand.inflow = number(one, "c") * units::degC;
    network.demands.push_back(demand);
  }
  return made;
}

NetworkState state_of(const json& request, const NetworkProblem& problem) {
  auto state = normal_state(problem);
  const auto link = [&](const std::string& id) {
    return static_cast<std::size_t>(problem.link_index.at(LinkId(id)));
  };
  for (const auto& id : list(request, "closed")) state.link_closed[link(id.get<std::string>())] = 1;
  if (request.contains("speed")) {
    for (const auto& [id, share] : request["speed"].items()) state.speed[link(id)] = share.get<double>();
  }
  return state;
}

const char* name_of(LinkStatus status) {
  switch (status) {
    case LinkStatus::open:
      return "open";
    case LinkStatus::closed:
      return "closed";
    case LinkStatus::limiting:
      return "limiting";
    case LinkStatus::stopped:
      return "stopped";
    case LinkStatus::below_head:
      return "below head";
    case LinkStatus::regulating:
      return "regulating";
    case LinkStatus::given:
      break;
  }
  return "given";
}

json node_answer(const Network& network, const NetworkProblem& problem, const Solution& solution,
                 std::size_t n) {
  const auto& node = network.nodes[n];
  const auto& result = solution.nodes[n];
  const auto c = static_cast<std::size_t>(problem.circuit_of_node[n]);
  const auto& circuit = network.circuits[c];
  const double density =
      properties_of(circuit.fluid, Temperature::from_si(solution.mean_temperature_k[c]), network.atmosphere)
          .density.in_si();
  const double pressure = result.has_pressure ? result.pressure.in_si() : NetworkProblem::none;
  const double head = pressure / (density * circuit.gravity_m_s2) + node.elevation.in_si();
  return {{"id", node.id.text()},
          {"kpa", finite_or_null(1e-3 * pressure)},
          {"head_m", finite_or_null(head)},
          {"c", result.has_temperature ? finite_or_null(result.temperature.in(units::degC)) : json()}};
}

json link_answer(const Link& link, const LinkResult& result) {
  return {{"id", link.id.text()},
          {"kg_s", finite_or_null(result.mass_flow.in_si())},
          {"m3_s", finite_or_null(result.flow.in_si())},
          {"mps", finite_or_null(result.velocity.in_si())},
          {"drop_kpa", finite_or_null(result.drop.in(units::kPa))},
          {"outlet_c", result.has_outlet ? finite_or_null(result.outlet.in(units::degC)) : json()},
          {"lost_w", finite_or_null(result.lost.in_si())},
          {"status", name_of(result.status)}};
}

json unsolved_of(const NetworkProblem& problem, const Solution& solution) {
  json pieces = json::array();
  for (const auto& piece : solution.unsolved) {
    json nodes = json::array();
    for (const int node : piece.nodes) nodes.push_back(problem.node_name(node));
    pieces.push_back({{"reason", piece.reason}, {"nodes", nodes}});
  }
  return pieces;
}

}  // namespace

json solve_loops_of(const json& request) {
  const auto made = description_of(request);
  const auto& network = made.network;
  if (const auto faults = check_network(network); !faults.empty())
    throw std::runtime_error(faults[0].element + " " + faults[0].message);
  const auto problem = to_problem(network);
  const auto solution = solve(problem, state_of(request, problem));
  json answer{{"converged", solution.has_converged},
              {"reason", solution.reason},
              {"iterations", solution.iterations},
              {"unsolved", unsolved_of(problem, solution)}};
  const bool has_answer = !solution.reservoirs.empty() || solution.has_converged;
  for (std::size_t n = 0; n < network.nodes.size(); ++n)
    answer["nodes"].push_back(node_answer(network, problem, solution, n));
  for (std::size_t i = 0; i < network.links.size(); ++i)
    answer["links"].push_back(link_answer(network.links[i], solution.links[i]));
  if (!has_answer) return answer;
  for (std::size_t r = 0; r < network.reservoirs.size(); ++r)
    answer["reservoirs"].push_back({{"id", network.reservoirs[r].node.text()},
                                    {"kg_s", finite_or_null(solution.reservoirs[r].in_si())}});
  for (std::size_t d = 0; d < network.demands.size(); ++d)
    answer["demands"].push_back(
        {{"id", network.demands[d].node.text()}, {"kg_s", finite_or_null(solution.demands[d].in_si())}});
  return answer;
}

}  // namespace shellfit::validation
