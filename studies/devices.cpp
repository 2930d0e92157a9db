#include "studies/devices.hpp"

#include <fmt/format.h>

namespace shellfit::studies {

site::Part part_of(DeviceKind kind) {
  switch (kind) {
    case DeviceKind::cdu:
      return site::Part::cdu;
    case DeviceKind::liquid_pump:
    case DeviceKind::air_pump:
      return site::Part::pump;
    case DeviceKind::cooler:
      return site::Part::cooler;
    case DeviceKind::liquid_chiller:
    case DeviceKind::chiller:
      return site::Part::chiller;
    case DeviceKind::air_unit:
    case DeviceKind::evaporative_wall:
      return site::Part::air_unit;
  }
  return site::Part::cdu;
}

namespace {

/// Hydraulic power at the middle of its curve over its efficiency: where iterations start.
RealPower pump_power(const catalogs::PumpType& pump) {
  const auto& points = pump.curve.front().points;
  const auto& middle = points[points.size() / 2];
  return RealPower::from_si(middle.flow.in_si() * middle.head.in_si() / pump.efficiency.value().in_si());
}

}  // namespace

std::vector<Device> list_devices(const site::Study& study, const Plan& plan) {
  std::vector<Device> devices;
  const auto& cooling = plan.cooling;
  const auto& catalog = study.catalog;
  const auto add = [&](const auto& unit, DeviceKind kind, RealPower power, int group = -1,
                       const site::SpaceId& space = {}) {
    devices.push_back(
        {unit.id.text(), kind, unit.type.text(), group, space, unit.is == site::Presence::installed, power});
  };
  for (std::size_t g = 0; g < cooling.cdu_groups.size(); ++g) {
    const auto& racks = cooling.cdu_groups[g].racks;
    if (racks.empty()) continue;  // shut off
    for (const auto& cdu : cooling.liquid_loop->piping.groups[g].cdus)
      add(cdu, DeviceKind::cdu, catalog.get(cdu.type).power.value_if_known().value_or(RealPower{}),
          static_cast<int>(g), plan.rack_space[static_cast<std::size_t>(racks.front())]);
  }
  const auto add_loop = [&](const site::Piping& piping, DeviceKind pump, DeviceKind chiller) {
    for (const auto& one : piping.pumps) {
      const auto& type = catalog.get(one.type);
      const bool is_known = !type.curve.empty() && type.efficiency.is_known();
      add(one, pump, is_known ? pump_power(type) : RealPower{});
    }
    for (const auto& one : piping.coolers)
      add(one, DeviceKind::cooler, catalog.get(one.type).fan_power.value_if_known().value_or(RealPower{}));
    for (const auto& one : piping.chillers) {
      const auto& type = catalog.get(one.type);
      const bool is_known = type.hot_duty.is_known() && type.hot_cop.is_known();
      add(one, chiller,
          is_known ? power_drawn_as(type.hot_duty.value() / type.hot_cop.value().in_si()) : RealPower{});
    }
  };
  if (cooling.liquid_loop)
    add_loop(cooling.liquid_loop->piping, DeviceKind::liquid_pump, DeviceKind::liquid_chiller);
  if (cooling.air_loop) {
    add_loop(cooling.air_loop->piping, DeviceKind::air_pump, DeviceKind::chiller);
    for (const auto& unit : cooling.air_loop->piping.air_units)
      add(unit, DeviceKind::air_unit, catalog.get(unit.type).fan_power.value_if_known().value_or(RealPower{}),
          -1, unit.space);
  }
  for (const auto& walls : cooling.evaporative_walls) {
    const auto power = catalog.get(walls.type).fan_power.value_if_known().value_or(RealPower{});
    for (int i = 0; i < walls.count; ++i)
      devices.push_back({fmt::format("{}.wall.{}", walls.space.text(), i + 1), DeviceKind::evaporative_wall,
                         walls.type.text(), -1, walls.space, true, power});
  }
  return devices;
}

}  // namespace shellfit::studies
