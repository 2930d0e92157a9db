#pragma once
// Power and cooling plant as templates: what a shell describes as installed, and what a fit-out may add.

#include "base/ids.hpp"
#include "base/uncertain.hpp"
#include "base/units.hpp"
#include "catalogs/equipment.hpp"
#include "site/one_line.hpp"
#include "site/outage.hpp"
#include "site/piping.hpp"
#include "site/water_plant.hpp"

#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace shellfit::site {

struct BlockTag;
struct LoopTag;
using BlockId = Id<BlockTag>;
using LoopId = Id<LoopTag>;

/// What is known of a system of the shell.
enum class SystemState { unknown, described, offered, to_be_built };

/// How units of a block back each other.
enum class Topology {
  radial,           ///< each unit feeds its own loads, nothing backs it
  parallel,         ///< n+1: all units on one output bus, reserve included
  dual,             ///< 2n: units in pairs; each load has a side of both
  block_redundant,  ///< reserve units stand behind static switches of all others (a catcher)
  distributed       ///< x to make y: each load on two of x units, y carry all
};

/// Equal power units: transformer, board, and where given UPS with battery and a generator.
struct PowerBlock {
  BlockId id;
  Topology topology = Topology::radial;
  Serves serves = Serves::racks;
  int count = 0;    ///< units, reserve included
  int reserve = 0;  ///< units that the load can do without (radial and 2n: none)
  Id<catalogs::TransformerType> transformer;
  Id<catalogs::BoardType> board;
  std::optional<Id<catalogs::UpsType>> ups;
  std::optional<Id<catalogs::BatteryType>> battery;
  Duration autonomy;            ///< what the battery must carry the unit for
  std::optional<int> cabinets;  ///< battery cabinets a unit; empty: as many as the autonomy asks for
  std::optional<Id<catalogs::GeneratorType>> generator;
  std::vector<BoardId> on;  ///< medium-voltage boards in turn; empty: not connected
  Location where;
  static constexpr auto members() {
    return std::tuple{&PowerBlock::id,       &PowerBlock::topology, &PowerBlock::serves,
                      &PowerBlock::count,    &PowerBlock::reserve,  &PowerBlock::transformer,
                      &PowerBlock::board,    &PowerBlock::ups,      &PowerBlock::battery,
                      &PowerBlock::autonomy, &PowerBlock::cabinets, &PowerBlock::generator,
                      &PowerBlock::on};
  }
};

/// What a landlord delivers while something of the landlord's is out.
struct OfferState {
  std::vector<Part> parts;
  Uncertain<RealPower> power;  ///< zero: the bus is dead
  std::optional<LineVoltage> voltage;
  std::optional<Ratio> power_factor;
  Location where;
  static constexpr auto members() {
    return std::tuple{&OfferState::parts, &OfferState::power, &OfferState::voltage,
                      &OfferState::power_factor};
  }
};

/// Power that a landlord delivers at a low-voltage bus.
struct PowerOffer {
  BlockId id;
  Uncertain<RealPower> power;
  LineVoltage voltage;
  Ratio power_factor;
  Uncertain<Current> fault_current;
  std::optional<Backing> backing;  ///< behind the bus; empty: a question
  std::vector<OfferState> states;
  Location where;
  static constexpr auto members() {
    return std::tuple{&PowerOffer::id,           &PowerOffer::power,         &PowerOffer::voltage,
                      &PowerOffer::power_factor, &PowerOffer::fault_current, &PowerOffer::backing,
                      &PowerOffer::states};
  }
};

struct PowerSystem {
  SystemState is = SystemState::unknown;
  std::vector<Board> mv_boards;
  std::vector<PowerBlock> blocks;
  OneLine elements;  ///< what is described one by one
  std::vector<PowerOffer> offers;
  Location where;
  static constexpr auto members() {
    return std::tuple{&PowerSystem::is, &PowerSystem::mv_boards, &PowerSystem::blocks, &PowerSystem::elements,
                      &PowerSystem::offers};
  }
};

/// Equal units of one type in parallel, some of them standby.
template <class Type>
struct UnitGroup {
  Id<Type> type;
  int count = 0;    ///< standby included
  int standby = 0;  ///< may be out without loss
  Location where;
  static constexpr auto members() {
    return std::tuple{&UnitGroup::type, &UnitGroup::count, &UnitGroup::standby};
  }
};

/// How CDUs share racks.
enum class CduArrangement {
  common_header,  ///< groups with standby, each group on a header of its own racks
  dedicated       ///< each CDU feeds its own racks, and they stop with it
};

/// CDUs in equal groups.
struct CduUnits {
  Id<catalogs::CduType> type;
  CduArrangement arrangement = CduArrangement::common_header;
  int count = 0;
  int standby = 0;  ///< per group
  int racks_per_group = 0;
  Location where;
  static constexpr auto members() {
    return std::tuple{&CduUnits::type, &CduUnits::arrangement, &CduUnits::count, &CduUnits::standby,
                      &CduUnits::racks_per_group};
  }
};

/// Air units that cool one space.
struct AirUnits {
  Id<catalogs::AirUnitType> type;
  SpaceId space;
  int count = 0;
  int standby = 0;
  Location where;
  static constexpr auto members() {
    return std::tuple{&AirUnits::type, &AirUnits::space, &AirUnits::count, &AirUnits::standby};
  }
};

/// Evaporative walls that cool one space.
struct EvaporativeWalls {
  Id<catalogs::EvaporativeWallType> type;
  SpaceId space;
  int count = 0;
  Location where;
  static constexpr auto members() {
    return std::tuple{&EvaporativeWalls::type, &EvaporativeWalls::space, &EvaporativeWalls::count};
  }
};

enum class LoopServes {
  liquid,  ///< CDUs
  air,     ///< air units
  plant    ///< what gives its heat on: condensers and plate exchangers of other loops
};

/// What moves the water of a loop that is written as a template.
enum class LoopTemplate {
  variable_primary,  ///< one set of pumps drives plant and users
  primary_secondary  ///< primary pumps drive the plant, secondary pumps the users; a decoupler joins them
};

/// A closed facility water loop: a template of equal units, or its piping element by element.
struct CoolingLoop {
  LoopId id;
  LoopServes serves = LoopServes::liquid;
  LoopTemplate form = LoopTemplate::variable_primary;
  std::optional<UnitGroup<catalogs::PumpType>> pumps, secondary_pumps;
  std::optional<UnitGroup<catalogs::CoolerType>> coolers;
  std::optional<UnitGroup<catalogs::ChillerType>> chillers;
  std::optional<Flange> flange;
  std::optional<CduUnits> cdus;
  std::vector<AirUnits> air_units;
  Piping piping;
  WaterPlant water;
  Location where;
  [[nodiscard]] const Flange* offer() const {
    return flange ? &*flange : piping.offered ? &piping.offered->water : nullptr;
  }
  static constexpr auto members() {
    return std::tuple{&CoolingLoop::id,        &CoolingLoop::serves,          &CoolingLoop::form,
                      &CoolingLoop::pumps,     &CoolingLoop::secondary_pumps, &CoolingLoop::coolers,
                      &CoolingLoop::chillers,  &CoolingLoop::flange,          &CoolingLoop::cdus,
                      &CoolingLoop::air_units, &CoolingLoop::piping,          &CoolingLoop::water};
  }
};

struct CoolingSystem {
  SystemState liquid = SystemState::unknown;
  SystemState air = SystemState::unknown;
  std::vector<CoolingLoop> loops;
  std::vector<EvaporativeWalls> evaporative_walls;
  std::optional<MakeUpWater> make_up_water;
  Location where;
  static constexpr auto members() {
    return std::tuple{&CoolingSystem::liquid, &CoolingSystem::air, &CoolingSystem::loops,
                      &CoolingSystem::evaporative_walls, &CoolingSystem::make_up_water};
  }
};

}  // namespace shellfit::site
