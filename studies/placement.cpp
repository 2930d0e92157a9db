#include "studies/placement.hpp"

#include "studies/autonomy.hpp"
#include "studies/structure.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>

namespace shellfit::studies {

namespace {

using layout::Item;
using layout::ItemId;
using layout::ItemKind;

std::vector<layout::Floor> floors_of(const site::Study& study) {
  std::vector<layout::Floor> floors;
  for (const auto& space : study.shell.spaces)
    floors.push_back({space.id, space.use, space.level, site::outline_of(space), site::blockers_of(space)});
  return floors;
}

layout::Rules rules_of(const site::Study& study) {
  return {study.basis.space.wall_aisle, study.basis.space.cross_aisle, study.basis.space.longest_row};
}

std::vector<Item> rack_items(const site::Study& study, const std::vector<HostedRack>& racks) {
  std::map<std::pair<int, std::string>, std::vector<site::SpaceId>> candidates;
  std::vector<Item> items;
  for (const auto& rack : racks) {
    const auto& type = study.catalog.get(rack.type);
    auto& spaces = candidates[{rack.line_index, rack.type.text()}];
    if (spaces.empty())
      spaces =
          candidate_spaces(study, study.deployment.lines[static_cast<std::size_t>(rack.line_index)], type);
    items.push_back({ItemId(rack.id.text()), ItemKind::rack, rack.type.text(), rack.line, rack.unit,
                     pod_of(study, rack), type.body.width.value(), type.body.depth.value(),
                     type.body.height.value(), study.basis.space.cold_aisle, study.basis.space.hot_aisle,
                     0.0 * units::m, type.body.mass.value_if_known().value_or(Mass{}), spaces});
  }
  return items;
}

class PlacementWriter {
 public:
  PlacementWriter(const site::Study& study, const Plan& plan, const std::vector<Device>& devices)
      : study_(study), plan_(plan), devices_(devices) {}

  Placement write() {
    placement_.problem.floors = floors_of(study_);
    placement_.problem.rules = rules_of(study_);
    placement_.problem.racks = rack_items(study_, plan_.racks);
    // Indoors the tallest and deepest first, along the walls.
    for (const auto& device : devices_) {
      if (device.kind == DeviceKind::air_unit) add_device(device);
    }
    for (const auto& device : devices_) {
      if (device.kind == DeviceKind::cdu) add_device(device);
    }
    add_power_plant();
    for (const auto& device : devices_) {
      if (device.kind != DeviceKind::cdu && device.kind != DeviceKind::air_unit) add_device(device);
    }
    return std::move(placement_);
  }

 private:
  std::vector<site::SpaceId> spaces(site::Space::Use use) const {
    std::vector<site::SpaceId> found;
    for (const auto& space : study_.shell.spaces) {
      if (space.use == use) found.push_back(space.id);
    }
    return found;
  }

  /// Grey space, else the yard.
  std::vector<site::SpaceId> plant_rooms() const {
    auto rooms = spaces(site::Space::Use::grey);
    for (const auto& yard : spaces(site::Space::Use::yard)) rooms.push_back(yard);
    return rooms;
  }

  struct Clearance {
    Length front, rear, side;
  };

  template <class Type>
  void add(const std::string& id, ItemKind kind, const Type& type, Clearance clearance,
           std::vector<site::SpaceId> candidates) {
    const auto& body = type.body;
    if (!body.width.is_known() || !body.depth.is_known() || !body.height.is_known()) {
      placement_.unsized.push_back({id, type.id.text(), std::string(layout::kind_word(kind))});
      return;
    }
    placement_.problem.plant.push_back({ItemId(id), kind, type.id.text(), "", 0, "", body.width.value(),
                                        body.depth.value(), body.height.value(), clearance.front,
                                        clearance.rear, clearance.side,
                                        body.mass.value_if_known().value_or(Mass{}), std::move(candidates)});
  }

  void add_device(const Device& device) {
    if (device.is_installed) return;
    const auto& rules = study_.basis.space;
    const auto& catalog = study_.catalog;
    const Clearance outdoors{rules.yard_spacing, rules.yard_spacing, rules.yard_spacing};
    switch (device.kind) {
      case DeviceKind::air_unit:
        add(device.id, ItemKind::air_unit, catalog.get(Id<catalogs::AirUnitType>(device.type)),
            {rules.air_unit_front, 0.0 * units::m, 0.0 * units::m}, {device.space});
        break;
      case DeviceKind::cdu: {
        std::vector<site::SpaceId> candidates{device.space};
        for (const auto& space : spaces(site::Space::Use::white)) {
          if (space != device.space) candidates.push_back(space);
        }
        add(device.id, ItemKind::cdu, catalog.get(Id<catalogs::CduType>(device.type)),
            {rules.cdu_front, rules.cdu_rear, 0.0 * units::m}, candidates);
        break;
      }
      case DeviceKind::liquid_pump:
      case DeviceKind::air_pump:
      case DeviceKind::plant_pump:
        add(device.id, ItemKind::pump, catalog.get(Id<catalogs::PumpType>(device.type)),
            {rules.board_front, rules.board_rear, 0.0 * units::m}, plant_rooms());
        break;
      case DeviceKind::water_chiller:
        add(device.id, ItemKind::water_chiller, catalog.get(Id<catalogs::WaterChillerType>(device.type)),
            {rules.board_front, rules.board_rear, 0.0 * units::m}, plant_rooms());
        break;
      case DeviceKind::plate_exchanger:
        add(device.id, ItemKind::plate_exchanger, catalog.get(Id<catalogs::PlateExchangerType>(device.type)),
            {rules.board_front, rules.board_rear, 0.0 * units::m}, plant_rooms());
        break;
      case DeviceKind::tower:
        add(device.id, ItemKind::tower, catalog.get(Id<catalogs::TowerType>(device.type)), outdoors,
            spaces(site::Space::Use::yard));
        break;
      case DeviceKind::cooler:
        add(device.id, ItemKind::cooler, catalog.get(Id<catalogs::CoolerType>(device.type)), outdoors,
            spaces(site::Space::Use::yard));
        break;
      case DeviceKind::liquid_chiller:
      case DeviceKind::chiller:
        add(device.id, ItemKind::chiller, catalog.get(Id<catalogs::ChillerType>(device.type)), outdoors,
            spaces(site::Space::Use::yard));
        break;
      case DeviceKind::evaporative_wall:
        break;  // part of the shell's wall
    }
  }

  void add_power_plant() {
    const auto& rules = study_.basis.space;
    const auto& catalog = study_.catalog;
    const Clearance working{rules.board_front, rules.board_rear, 0.0 * units::m};
    const Clearance outdoors{rules.yard_spacing, rules.yard_spacing, rules.yard_spacing};
    const auto grey_or_yard = plant_rooms();
    const auto& line = plan_.power.one_line;
    for (const auto& board : line.boards) {
      if (!board.is_installed && board.type && board.is_medium_voltage)
        add(board.id.text(), ItemKind::mv_board, catalog.get(*board.type), working, grey_or_yard);
    }
    // Kind by kind, so that equals stand in line.
    const auto grey = spaces(site::Space::Use::grey);
    const auto yard = spaces(site::Space::Use::yard);
    for (const auto& board : line.boards) {
      if (!board.is_installed && board.type && !board.is_medium_voltage)
        add(board.id.text(), ItemKind::board, catalog.get(*board.type), working, grey);
    }
    for (const auto& ups : line.upses) {
      if (!ups.is_installed) add(ups.id.text(), ItemKind::ups, catalog.get(ups.type), working, grey);
    }
    for (const auto& ups : line.upses) {
      for (int i = 0; !ups.is_installed && i < battery_cabinets(study_, ups); ++i) {
        add(fmt::format("{}.{}", battery_id(ups), i + 1), ItemKind::battery, catalog.get(*ups.battery),
            working, grey);
      }
    }
    for (const auto& one : line.transformers) {
      if (!one.is_installed) add(one.id.text(), ItemKind::transformer, catalog.get(one.type), outdoors, yard);
    }
    for (const auto& one : line.generators) {
      if (!one.is_installed) add(one.id.text(), ItemKind::generator, catalog.get(one.type), outdoors, yard);
    }
  }

  const site::Study& study_;
  const Plan& plan_;
  const std::vector<Device>& devices_;
  Placement placement_;
};

}  // namespace

Placement assemble_placement(const site::Study& study, const Plan& plan, const std::vector<Device>& devices) {
  return PlacementWriter(study, plan, devices).write();
}

layout::LayoutProblem assemble_racks(const site::Study& study, const std::vector<HostedRack>& racks) {
  return {floors_of(study), {}, rack_items(study, racks), rules_of(study)};
}

}  // namespace shellfit::studies
