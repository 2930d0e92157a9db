#include "reports/thermal_json.hpp"

#include "reports/json_report.hpp"
#include "reports/loop_words.hpp"

#include <nlohmann/json.hpp>

#include <cmath>

namespace shellfit::reports {

namespace {

using Json = nlohmann::ordered_json;
using studies::LoopAnswer;

template <class Kind>
Json figure(Quantity<Kind> quantity, Unit<Kind> unit) {
  const double value = quantity.in(unit);
  if (!std::isfinite(value)) return nullptr;
  return value == 0.0 ? 0.0 : value;  // no -0
}
Json words(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json nodes(const LoopAnswer& answer) {
  Json list = Json::array();
  for (std::size_t i = 0; i < answer.nodes.size(); ++i) {
    const auto& described = answer.network.nodes[i];
    const auto& node = answer.nodes[i];
    Json json;
    json["id"] = described.id.text();
    json["circuit"] = described.circuit.text();
    json["elevation_m"] = figure(described.elevation, units::m);
    json["head_m"] = figure(node.head, units::m);
    json["pressure_kpa"] = figure(node.pressure, units::kPa_gauge);
    json["temperature_c"] = figure(node.temperature, units::degC);
    json["demand_lps"] = figure(node.demand, units::L_per_s);
    json["reason"] = words(node.reason);
    list.push_back(std::move(json));
  }
  return list;
}

Json links(const LoopAnswer& answer) {
  Json list = Json::array();
  for (std::size_t i = 0; i < answer.links.size(); ++i) {
    const auto& described = answer.network.links[i];
    const auto& link = answer.links[i];
    Json json;
    json["id"] = described.id.text();
    json["from"] = described.from.text();
    json["to"] = described.to.text();
    json["flow_lps"] = figure(link.flow, units::L_per_s);
    json["mass_flow_kgs"] = figure(link.mass_flow, units::kg_per_s);
    json["velocity_mps"] = figure(link.velocity, units::m_per_s);
    json["headloss_m"] = figure(link.head_loss, units::m);
    json["outlet_c"] = figure(link.outlet, units::degC);
    json["status"] = status_word(link.status);
    list.push_back(std::move(json));
  }
  return list;
}

Json pieces(const LoopAnswer& answer) {
  Json list = Json::array();
  for (const auto& piece : answer.pieces) {
    Json json;
    json["circuit"] = piece.circuit;
    json["converged"] = piece.has_converged;
    json["reason"] = words(piece.reason);
    json["nodes"] = piece.node_count;
    list.push_back(std::move(json));
  }
  return list;
}

Json devices(const LoopAnswer& answer) {
  Json list = Json::array();
  for (const auto& device : answer.devices) {
    Json json;
    json["id"] = device.id;
    json["kind"] = device_word(device.kind);
    json["mode"] = device.mode ? Json(mode_word(*device.mode)) : Json(nullptr);
    json["heat_kw"] = figure(device.heat, units::kW_heat);
    json["most_kw"] = figure(device.most, units::kW_heat);
    json["power_kw"] = figure(device.power, units::kW);
    list.push_back(std::move(json));
  }
  return list;
}

}  // namespace

std::string thermal_json(const LoopAnswer& answer, const std::string& study_hash) {
  Json json;
  json["shellfit_version"] = version();
  json["schema"] = json_schema;
  json["study_hash"] = words(study_hash);
  json["name"] = answer.name;
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

}  // namespace shellfit::reports
