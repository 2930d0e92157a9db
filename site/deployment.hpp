#pragma once
// What is to be hosted: lines of racks, in the order in which they are hosted.

#include "base/ids.hpp"
#include "base/units.hpp"
#include "catalogs/equipment.hpp"
#include "site/plant.hpp"

#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace shellfit::site {

struct LineTag;
using LineId = Id<LineTag>;

/// Another published figure for the support racks of a unit.
struct SupportRival {
  int per_unit = 0;
  RealPower tdp;
  std::string source;
  static constexpr auto members() {
    return std::tuple{&SupportRival::per_unit, &SupportRival::tdp, &SupportRival::source};
  }
};

/// Racks that come with each unit: network, management.
struct Support {
  LineId id;
  Id<catalogs::RackType> rack;
  int per_unit = 0;
  std::optional<RealPower> tdp;  ///< in place of the catalog's
  std::string source;            ///< of that figure
  std::vector<SupportRival> rivals;
  Location where;
  static constexpr auto members() {
    return std::tuple{&Support::id,  &Support::rack,   &Support::per_unit,
                      &Support::tdp, &Support::source, &Support::rivals};
  }
};

/// A door on the back of each rack of a line.
struct RearDoor {
  Id<catalogs::RearDoorType> type;
  LoopServes loop = LoopServes::air;  ///< whose water it takes: liquid or air
  Location where;
  static constexpr auto members() { return std::tuple{&RearDoor::type, &RearDoor::loop}; }
};

/// Cabinets that give the liquid heat of a line's racks to the air of the hall.
struct LiquidToAir {
  Id<catalogs::LiquidToAirType> type;
  int racks = 1;    ///< on one group of them
  int count = 1;    ///< in a group, standby included
  int standby = 0;  ///< of a group
  Location where;
  static constexpr auto members() {
    return std::tuple{&LiquidToAir::type, &LiquidToAir::racks, &LiquidToAir::count, &LiquidToAir::standby};
  }
};

/// A line of racks of one type, asked for by racks, by scalable units or by power.
struct Line {
  LineId id;
  std::string name;
  Id<catalogs::RackType> rack;
  std::optional<int> racks;
  std::optional<int> units;
  std::optional<RealPower> power;  ///< of the line's own racks, support not counted
  int racks_per_unit = 1;
  std::optional<RealPower> cap_on_feed_loss;  ///< what a rack may be capped to when one of its feeds is lost
  std::optional<Backing> backing;             ///< empty: what the basis wants survived
  std::vector<SpaceId> spaces;                ///< only these; empty: any
  std::vector<Support> support;
  std::optional<RearDoor> rear_door;
  std::optional<LiquidToAir> liquid_to_air;
  Location where;
  static constexpr auto members() {
    return std::tuple{&Line::id,           &Line::name,   &Line::rack,           &Line::racks,
                      &Line::units,        &Line::power,  &Line::racks_per_unit, &Line::cap_on_feed_loss,
                      &Line::backing,      &Line::spaces, &Line::support,        &Line::rear_door,
                      &Line::liquid_to_air};
  }
};

struct Deployment {
  enum class Order { sequential, interleaved };
  std::string id;
  std::string name;
  Order order = Order::sequential;
  std::vector<Line> lines;
  Location where;
  static constexpr auto members() {
    return std::tuple{&Deployment::id, &Deployment::name, &Deployment::order, &Deployment::lines};
  }
};

}  // namespace shellfit::site
