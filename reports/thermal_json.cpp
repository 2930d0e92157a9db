#include "reports/thermal_json.hpp"

#include "reports/json_figures.hpp"
#include "reports/json_report.hpp"
#include "reports/loop_words.hpp"

namespace shellfit::reports {

namespace {

using studies::LoopAnswer;

Json nodes(const LoopAnswer& answer) {
  return rows(answer.nodes, [&](std::size_t i, Json& json) {
    const auto& described = answer.network.nodes[i];
    const auto& node = answer.nodes[i];
    json["id"] = described.id.text();
    json["circuit"] = described.circuit.text();
    json["elevation_m"] = figure(described.elevation, units::m);
    json["head_m"] = figure(node.head, units::m);
    json["pressure_kpa"] = figure(node.pressure, units::kPa_gauge);
    json["temperature_c"] = figure(node.temperature, units::degC);
    json["demand_lps"] = figure(node.demand, units::L_per_s);
    json["reason"] = words(node.reason);
  });
}

Json links(const LoopAnswer& answer) {
  return rows(answer.links, [&](std::size_t i, Json& json) {
    const auto& described = answer.network.links[i];
    const auto& link = answer.links[i];
    json["id"] = described.id.text();
    json["from"] = described.from.text();
    json["to"] = described.to.text();
    json["flow_lps"] = figure(link.flow, units::L_per_s);
    json["mass_flow_kgs"] = figure(link.mass_flow, units::kg_per_s);
    json["velocity_mps"] = figure(link.velocity, units::m_per_s);
    json["headloss_m"] = figure(link.head_loss, units::m);
    json["outlet_c"] = figure(link.outlet, units::degC);
    json["status"] = link.status ? Json(status_word(*link.status)) : Json(nullptr);
  });
}

Json pieces(const LoopAnswer& answer) {
  return rows(answer.pieces, [&](std::size_t i, Json& json) {
    const auto& piece = answer.pieces[i];
    json["circuit"] = piece.circuit;
    json["converged"] = piece.has_converged;
    json["reason"] = words(piece.reason);
    json["nodes"] = piece.node_count;
  });
}

Json devices(const LoopAnswer& answer) {
  return rows(answer.devices, [&](std::size_t i, Json& json) {
    const auto& device = answer.devices[i];
    json["id"] = device.id;
    json["kind"] = device_word(device.kind);
    json["mode"] = device.mode ? Json(mode_word(*device.mode)) : Json(nullptr);
    json["heat_kw"] = figure(device.heat, units::kW_heat);
    json["most_kw"] = figure(device.most, units::kW_heat);
    json["power_kw"] = figure(device.power, units::kW);
  });
}

}  // namespace

std::string thermal_json(const LoopAnswer& answer, const std::string& study_hash) {
  Json json;
  json["shellfit_version"] = version();
  json["schema"] = json_schema;
  json["study_hash"] = words(study_hash);
  json["name"] = answer.name;
  json["title"] = words(answer.title);
  json["state"] = answer.state;
  json["converged"] = answer.has_converged();
  json["iterations"] = answer.iterations;
  json["pieces"] = pieces(answer);
  json["nodes"] = nodes(answer);
  json["links"] = links(answer);
  json["devices"] = devices(answer);
  json["notes"] = answer.notes;
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string thermal_states_json(const std::vector<std::string>& states,
                                const std::vector<std::string>& loops) {
  Json json;
  json["shellfit_version"] = version();
  json["schema"] = json_schema;
  json["states"] = states;
  json["loops"] = loops;
  return json.dump(2) + "\n";
}

}  // namespace shellfit::reports
