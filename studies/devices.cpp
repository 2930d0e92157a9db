#include "studies/devices.hpp"

#include <fmt/format.h>

namespace shellfit::studies {

site::Part part_of(DeviceKind kind) {
  switch (kind) {
    case DeviceKind::cdu:
      return site::Part::cdu;
    case DeviceKind::liquid_pump:
    case DeviceKind::air_pump:
    case DeviceKind::plant_pump:
      return site::Part::pump;
    case DeviceKind::cooler:
      return site::Part::cooler;
    case DeviceKind::liquid_chiller:
    case DeviceKind::chiller:
      return site::Part::chiller;
    case DeviceKind::air_unit:
    case DeviceKind::evaporative_wall:
      return site::Part::air_unit;
    case DeviceKind::tower:
      return site::Part::tower;
    case DeviceKind::water_chiller:
      return site::Part::water_chiller;
    case DeviceKind::plate_exchanger:
      return site::Part::plate_exchanger;
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

class Lister {
 public:
  Lister(const site::Study& study, const Plan& plan) : catalog_(study.catalog), plan_(plan) {}

  std::vector<Device> list() {
    const auto& cooling = plan_.cooling;
    for (std::size_t g = 0; g < cooling.cdu_groups.size(); ++g) add_cdus(static_cast<int>(g));
    if (cooling.liquid_loop)
      add_plant(*cooling.liquid_loop, DeviceKind::liquid_pump, DeviceKind::liquid_chiller);
    if (cooling.air_loop) {
      add_plant(*cooling.air_loop, DeviceKind::air_pump, DeviceKind::chiller);
      for (const auto& unit : cooling.air_loop->piping.air_units)
        add(unit, DeviceKind::air_unit, input_of(catalog_.get(unit.type).fan_power), site::LoopServes::air,
            -1, unit.space);
    }
    for (const auto& loop : cooling.plant_loops) add_plant(loop, DeviceKind::plant_pump, DeviceKind::chiller);
    for (const auto& walls : cooling.evaporative_walls) add_walls(walls);
    return std::move(devices_);
  }

 private:
  /// Where nobody gives it, iterations start from nothing.
  static RealPower input_of(const catalogs::Figure<RealPower>& figure) {
    return figure.value_if_known().value_or(0.0 * units::W);
  }
  template <class Unit>
  void add(const Unit& unit, DeviceKind kind, RealPower power, site::LoopServes serves, int group = -1,
           const site::SpaceId& space = {}) {
    devices_.push_back({unit.id.text(), kind, unit.type.text(), group, space,
                        unit.is == site::Presence::installed, power, serves});
  }

  void add_cdus(int g) {
    const auto at = static_cast<std::size_t>(g);
    const auto& racks = plan_.cooling.cdu_groups[at].racks;
    if (racks.empty()) return;  // shut off
    for (const auto& cdu : plan_.cooling.liquid_loop->piping.groups[at].cdus)
      add(cdu, DeviceKind::cdu, input_of(catalog_.get(cdu.type).power), site::LoopServes::liquid, g,
          plan_.rack_space[static_cast<std::size_t>(racks.front())]);
  }

  void add_plant(const LoopPlan& loop, DeviceKind pump, DeviceKind chiller) {
    for (const auto& one : loop.piping.pumps) {
      const auto& type = catalog_.get(one.type);
      const bool is_known = !type.curve.empty() && type.efficiency.is_known();
      add(one, pump, is_known ? pump_power(type) : 0.0 * units::W, loop.serves);
    }
    for (const auto& one : loop.piping.coolers)
      add(one, DeviceKind::cooler, input_of(catalog_.get(one.type).fan_power), loop.serves);
    for (const auto& one : loop.piping.chillers) {
      const auto& type = catalog_.get(one.type);
      const bool is_known = type.hot_duty.is_known() && type.hot_cop.is_known();
      add(one, chiller,
          is_known ? power_drawn_as(type.hot_duty.value() / type.hot_cop.value().in_si()) : 0.0 * units::W,
          loop.serves);
    }
    for (const auto& one : loop.water.towers)
      add(one, DeviceKind::tower, input_of(catalog_.get(one.type).fan_power), loop.serves);
    for (const auto& one : loop.water.water_chillers) {
      const auto& type = catalog_.get(one.type);
      const bool is_known = type.duty.is_known() && type.cop.is_known();
      add(one, DeviceKind::water_chiller,
          is_known ? power_drawn_as(type.duty.value() / type.cop.value().in_si()) : 0.0 * units::W,
          loop.serves);
    }
    for (const auto& one : loop.water.plate_exchangers)
      add(one, DeviceKind::plate_exchanger, 0.0 * units::W, loop.serves);
  }

  void add_walls(const site::EvaporativeWalls& walls) {
    const auto power = input_of(catalog_.get(walls.type).fan_power);
    for (int i = 0; i < walls.count; ++i)
      devices_.push_back({fmt::format("{}.wall.{}", walls.space.text(), i + 1), DeviceKind::evaporative_wall,
                          walls.type.text(), -1, walls.space, true, power, site::LoopServes::air});
  }

  const catalogs::Catalog& catalog_;
  const Plan& plan_;
  std::vector<Device> devices_;
};

}  // namespace

std::vector<Device> list_devices(const site::Study& study, const Plan& plan) {
  return Lister(study, plan).list();
}

}  // namespace shellfit::studies
