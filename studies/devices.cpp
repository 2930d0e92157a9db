#include "studies/devices.hpp"

#include "studies/cooling_sizing.hpp"

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
  const auto add = [&](const std::string& stem, DeviceKind kind, const Units& units, RealPower power,
                       int group = -1, const site::SpaceId& space = {}) {
    for (int i = 0; i < units.count(); ++i)
      devices.push_back(
          {fmt::format("{}.{}", stem, i + 1), kind, units.type, group, space, i < units.installed, power});
  };
  const auto& cooling = plan.cooling;
  const auto& catalog = study.catalog;
  if (!cooling.cdu_type.empty()) {
    const auto power =
        catalog.get(Id<catalogs::CduType>(cooling.cdu_type)).power.value_if_known().value_or(RealPower{});
    for (std::size_t g = 0; g < cooling.cdu_groups.size(); ++g) {
      const auto& group = cooling.cdu_groups[g];
      const Units units{cooling.cdu_type, group.installed, group.count - group.installed, group.standby};
      const auto space = group.racks.empty() ? site::SpaceId{}
                                             : plan.rack_space[static_cast<std::size_t>(group.racks.front())];
      add(group.id + ".cdu", DeviceKind::cdu, units, power, static_cast<int>(g), space);
    }
  }
  const auto add_loop = [&](const LoopPlan& loop, DeviceKind pump, DeviceKind chiller) {
    if (loop.pumps.count() > 0)
      add(loop.id + ".pump", pump, loop.pumps,
          pump_power(catalog.get(Id<catalogs::PumpType>(loop.pumps.type))));
    if (loop.coolers.count() > 0)
      add(loop.id + ".cooler", DeviceKind::cooler, loop.coolers,
          catalog.get(Id<catalogs::CoolerType>(loop.coolers.type))
              .fan_power.value_if_known()
              .value_or(RealPower{}));
    if (loop.chillers.count() > 0) {
      const auto& type = catalog.get(Id<catalogs::ChillerType>(loop.chillers.type));
      const bool is_known = type.hot_duty.is_known() && type.hot_cop.is_known();
      add(loop.id + ".chiller", chiller, loop.chillers,
          is_known ? power_drawn_as(type.hot_duty.value() / type.hot_cop.value().in_si()) : RealPower{});
    }
  };
  if (cooling.liquid_loop)
    add_loop(*cooling.liquid_loop, DeviceKind::liquid_pump, DeviceKind::liquid_chiller);
  if (cooling.air_loop) add_loop(*cooling.air_loop, DeviceKind::air_pump, DeviceKind::chiller);
  for (std::size_t g = 0; g < cooling.air_groups.size(); ++g) {
    const auto& group = cooling.air_groups[g];
    const auto power = catalog.get(Id<catalogs::AirUnitType>(group.units.type))
                           .fan_power.value_if_known()
                           .value_or(RealPower{});
    // Units of a second type in the same space have a stem of their own.
    const bool is_second = g > 0 && cooling.air_groups[g - 1].space == group.space;
    add(group.space.text() + (is_second ? ".air-b" : ".air"), DeviceKind::air_unit, group.units, power,
        static_cast<int>(g), group.space);
  }
  for (const auto& walls : cooling.evaporative_walls) {
    const auto power = catalog.get(walls.type).fan_power.value_if_known().value_or(RealPower{});
    add(walls.space.text() + ".wall", DeviceKind::evaporative_wall,
        Units{walls.type.text(), walls.count, 0, 0}, power, -1, walls.space);
  }
  return devices;
}

}  // namespace shellfit::studies
