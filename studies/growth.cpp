#include "studies/growth.hpp"

namespace shellfit::studies {

namespace {

int grown_by(const std::map<std::string, int>& had, const std::string& key, int step) {
  const auto found = had.find(key);
  return (found == had.end() ? 0 : found->second) + step;
}
/// The group of a CDU, or of a group itself.
std::string group_of(const std::string& element, const Evaluation& result) {
  for (const auto& device : result.devices) {
    if (device.kind == DeviceKind::cdu && device.id == element)
      return result.plan.cooling.cdu_groups[static_cast<std::size_t>(device.group)].id;
  }
  return element;
}

}  // namespace

Growth grown(const Growth& growth, const Evaluation& result, int step) {
  Growth next = growth;
  const auto& liquid_loop = result.plan.cooling.liquid_loop;
  for (const auto& check : result.checks) {
    if (check.status != Status::fail) continue;
    switch (check.kind) {
      case CheckKind::cdu_duty:
      case CheckKind::cdu_flow:
      case CheckKind::cdu_pressure: {
        const auto group = group_of(check.element, result);
        next.cdus[group] = grown_by(growth.cdus, group, step);
        break;
      }
      case CheckKind::heat_rejection:
        if (check.element == "liquid")
          next.coolers = growth.coolers + step;
        else
          next.chillers = growth.chillers + step;
        break;
      case CheckKind::loop_pump:
        if (liquid_loop && check.element == liquid_loop->id)
          next.liquid_pumps = growth.liquid_pumps + step;
        else if (liquid_loop && check.element == liquid_loop->id + ".plant")
          next.liquid_plant_pumps = growth.liquid_plant_pumps + step;
        else if (check.element.ends_with(".plant"))
          next.air_plant_pumps = growth.air_plant_pumps + step;
        else
          next.air_pumps = growth.air_pumps + step;
        break;
      case CheckKind::air_flow:
      case CheckKind::air_heat:
      case CheckKind::air_inlet:
        next.air_units[check.element] = grown_by(growth.air_units, check.element, step);
        break;
      case CheckKind::transformer_load:
      case CheckKind::board_load:
      case CheckKind::ups_load:
      case CheckKind::ups_overload:
      case CheckKind::generator_load:
      case CheckKind::generator_mean:
        next.blocks = growth.blocks + step;
        break;
      default:
        break;
    }
  }
  return next;
}

}  // namespace shellfit::studies
