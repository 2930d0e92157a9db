#pragma once
// The basis of design: setpoints, clearances, limits, the states to survive, and what may be added.

#include "base/units.hpp"
#include "catalogs/equipment.hpp"
#include "site/deployment.hpp"
#include "site/outage.hpp"
#include "site/plant.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace shellfit::site {

/// A figure of the basis that its rules give.
struct AppliedRule {
  std::string field;  ///< "space/board-front"
  std::string set, id, value;
  std::string citation;  ///< "NEC 2023, 110.26(A)(1)"
  catalogs::Evidence evidence = catalogs::Evidence::assumed;
  static constexpr auto members() {
    return std::tuple{&AppliedRule::field, &AppliedRule::set,      &AppliedRule::id,
                      &AppliedRule::value, &AppliedRule::citation, &AppliedRule::evidence};
  }
};

/// The rules behind a basis: those whose figures it takes. An attribute that the basis states itself has
/// none.
struct AppliedRules {
  std::string set;
  std::vector<AppliedRule> rules;
  std::vector<std::string> unused;  ///< that the basis changes, though it takes no figure from them
  static constexpr auto members() {
    return std::tuple{&AppliedRules::set, &AppliedRules::rules, &AppliedRules::unused};
  }
  [[nodiscard]] const AppliedRule* giving(std::string_view field) const;
};

struct ElectricalBasis {
  enum class FaultMethod { ansi, iec };
  FaultMethod fault_method = FaultMethod::ansi;
  Frequency frequency;
  Ratio breaker_share;   ///< continuous share of a branch breaker that is not listed for more
  RealPower house_load;  ///< lights, controls, offices, on the mechanical boards
  Location where;
  static constexpr auto members() {
    return std::tuple{&ElectricalBasis::fault_method, &ElectricalBasis::frequency,
                      &ElectricalBasis::breaker_share, &ElectricalBasis::house_load};
  }
};

/// What heat and thin air take from ratings.
struct DeratingBasis {
  /// Whose table says what sets of cables that lie together leave each other.
  enum class CableGrouping { nec, iec };
  TemperatureDifference daily_swing;      ///< the hottest hour of a day over its mean
  Ratio liquid_ambient, liquid_altitude;  ///< of liquid-immersed transformers: per 10 K, per 100 m
  Ratio dry_ambient, dry_altitude;        ///< the same of dry ones
  Temperature busway_ambient;             ///< air at which busways are rated
  TemperatureDifference busway_rise;      ///< of their bars over that at their rating
  Temperature room;                       ///< air of electrical rooms, on the mean of a day
  Temperature overhead;                   ///< air about busways over racks, likewise
  Temperature ground;                     ///< about buried cables
  CableGrouping cable_grouping = CableGrouping::nec;
  Temperature terminals;  ///< of a cable's conductors at the breakers that they end on
  Location where;
  static constexpr auto members() {
    return std::tuple{
        &DeratingBasis::daily_swing, &DeratingBasis::liquid_ambient, &DeratingBasis::liquid_altitude,
        &DeratingBasis::dry_ambient, &DeratingBasis::dry_altitude,   &DeratingBasis::busway_ambient,
        &DeratingBasis::busway_rise, &DeratingBasis::room,           &DeratingBasis::overhead,
        &DeratingBasis::ground,      &DeratingBasis::cable_grouping, &DeratingBasis::terminals};
  }
};

struct BatteryBasis {
  Ratio end_of_life;  ///< share of what they held as new at which cells are replaced
  Temperature temperature;
  Location where;
  static constexpr auto members() {
    return std::tuple{&BatteryBasis::end_of_life, &BatteryBasis::temperature};
  }
};

struct GeneratorBasis {
  std::optional<Duration> run;  ///< how long sets must carry what runs without the utility
  Ratio average_load;           ///< of standby and prime ratings, on the mean of 24 h
  Duration standby_hours;       ///< that a standby rating may be used for in a year
  /// Class of ISO 8528-5 that a set keeps while it takes load.
  enum class Transient { g1, g2, g3 };
  std::optional<Transient> transient;
  int blocks = 1;  ///< in which controls put on what no UPS ramps
  Location where;
  static constexpr auto members() {
    return std::tuple{&GeneratorBasis::run, &GeneratorBasis::average_load, &GeneratorBasis::standby_hours,
                      &GeneratorBasis::transient, &GeneratorBasis::blocks};
  }
};

struct LiquidBasis {
  Temperature supply;           ///< coolant supply to the racks
  Temperature facility_supply;  ///< facility water supply to the CDUs
  TemperatureDifference dew_point_margin;
  GaugePressure fill_pressure;   ///< static, where pumps suck and vessels hang
  Temperature fill_temperature;  ///< of the water that loops are filled with
  GaugePressure pressure_least;  ///< at the highest point of a loop
  Velocity velocity_highest;     ///< in headers
  PressureDifference hose_drop;  ///< of hoses, couplings and balancing valve, at a rack's required flow
  Location where;
  static constexpr auto members() {
    return std::tuple{&LiquidBasis::supply,           &LiquidBasis::facility_supply,
                      &LiquidBasis::dew_point_margin, &LiquidBasis::fill_pressure,
                      &LiquidBasis::fill_temperature, &LiquidBasis::pressure_least,
                      &LiquidBasis::velocity_highest, &LiquidBasis::hose_drop};
  }
};

struct AirBasis {
  /// What keeps the air of cold aisles from that of hot ones.
  enum class Containment { none, cold_aisle, hot_aisle };
  Temperature supply;         ///< air to the cold aisles
  Temperature inlet_highest;  ///< at any rack
  Ratio leakage;              ///< of the racks' airflow
  Temperature water_supply;   ///< to the air units
  Temperature dew_point_highest;
  std::optional<Containment>
      containment;  ///< air is judged aisle by aisle; empty: a space is one well-mixed zone
  Location where;
  static constexpr auto members() {
    return std::tuple{&AirBasis::supply,       &AirBasis::inlet_highest,     &AirBasis::leakage,
                      &AirBasis::water_supply, &AirBasis::dew_point_highest, &AirBasis::containment};
  }
};

struct WeatherBasis {
  TemperatureDifference recirculation;  ///< added to outdoor air entering coolers and chillers
  Location where;
  static constexpr auto members() { return std::tuple{&WeatherBasis::recirculation}; }
};

/// Which units of a plant run.
struct StagingBasis {
  Ratio reserve;          ///< of the duty, that the running ones could take besides
  int running_spare = 0;  ///< units that run beyond those that the duty asks for
  Location where;
  static constexpr auto members() { return std::tuple{&StagingBasis::reserve, &StagingBasis::running_spare}; }
};

/// What the loss of the utility means for cooling, and how long racks must stand it.
struct RideThroughBasis {
  Duration generator_start;  ///< from the loss until generators carry the mechanical load
  std::vector<Part> on_ups;  ///< pumps, CDUs, air units: what runs on meanwhile
  Duration coast_down;       ///< in which the flow of a pump that lost its power halves
  Duration margin;           ///< that must be left when cooling is back
  Location where;
  static constexpr auto members() {
    return std::tuple{&RideThroughBasis::generator_start, &RideThroughBasis::on_ups,
                      &RideThroughBasis::coast_down, &RideThroughBasis::margin};
  }
};

struct SpaceBasis {
  Length cold_aisle, hot_aisle;              ///< that the layout keeps
  Length least_cold_aisle, least_hot_aisle;  ///< that the rule asks for
  Length wall_aisle;                         ///< between the end of a row and the wall
  Length cross_aisle;                        ///< between rows that stand end to end
  Length longest_row;
  Length cdu_front, cdu_rear;
  Length air_unit_front;
  Length board_front, board_rear;
  Length yard_spacing;     ///< around outdoor equipment
  Length overhead_liquid;  ///< above liquid-cooled racks: pipes, busway, tray
  Length overhead_air;     ///< above air-cooled racks: busway, tray
  Length equipment_overhead;
  Location where;
  static constexpr auto members() {
    return std::tuple{
        &SpaceBasis::cold_aisle,        &SpaceBasis::hot_aisle,       &SpaceBasis::least_cold_aisle,
        &SpaceBasis::least_hot_aisle,   &SpaceBasis::wall_aisle,      &SpaceBasis::cross_aisle,
        &SpaceBasis::longest_row,       &SpaceBasis::cdu_front,       &SpaceBasis::cdu_rear,
        &SpaceBasis::air_unit_front,    &SpaceBasis::board_front,     &SpaceBasis::board_rear,
        &SpaceBasis::yard_spacing,      &SpaceBasis::overhead_liquid, &SpaceBasis::overhead_air,
        &SpaceBasis::equipment_overhead};
  }
};

struct StructureBasis {
  LinearMass tray;        ///< cable tray and its cables, per row
  int feet_on_floor = 3;  ///< that carry a rack while it is rolled in
  Location where;
  static constexpr auto members() {
    return std::tuple{&StructureBasis::tray, &StructureBasis::feet_on_floor};
  }
};

/// Racks by how their heat leaves: with any in liquid, or all in air.
enum class CoolingClass { any, liquid, air };

struct Survive {
  std::vector<Part> parts;
  bool by_fault = true;
  bool by_maintenance = false;
  std::vector<Part> during;   ///< a fault that comes while one of these is in maintenance; empty: none
  std::vector<LineId> lines;  ///< that must keep running; empty: all
  CoolingClass cooling = CoolingClass::any;
  Location where;
  static constexpr auto members() {
    return std::tuple{&Survive::parts,  &Survive::by_fault, &Survive::by_maintenance,
                      &Survive::during, &Survive::lines,    &Survive::cooling};
  }
};

/// A claim that the basis prefers to the catalog's choice.
struct Choice {
  Id<catalogs::RackType> rack;
  std::string figure;
  std::string source;
  Location where;
  static constexpr auto members() { return std::tuple{&Choice::rack, &Choice::figure, &Choice::source}; }
};

/// Units of a type that the fit-out may add, at most so many.
template <class Type>
struct Addition {
  Id<Type> type;
  int standby = 0;
  int most = 0;
  Location where;
  static constexpr auto members() { return std::tuple{&Addition::type, &Addition::standby, &Addition::most}; }
};
/// Which pumps of a loop: secondary pumps make a loop that is to be built primary-secondary.
enum class PumpCircuit { primary, secondary };

/// The same for one of the two facility loops.
struct PumpAddition {
  LoopServes loop = LoopServes::liquid;
  PumpCircuit circuit = PumpCircuit::primary;
  Id<catalogs::PumpType> type;
  int standby = 0;
  int most = 0;
  Location where;
  static constexpr auto members() {
    return std::tuple{&PumpAddition::loop, &PumpAddition::circuit, &PumpAddition::type,
                      &PumpAddition::standby, &PumpAddition::most};
  }
};
struct CduAddition {
  Id<catalogs::CduType> type;
  CduArrangement arrangement = CduArrangement::common_header;
  int standby = 0;  ///< per group
  int most = 0;
  int racks_per_group = 0;
  Location where;
  static constexpr auto members() {
    return std::tuple{&CduAddition::type, &CduAddition::arrangement, &CduAddition::standby,
                      &CduAddition::most, &CduAddition::racks_per_group};
  }
};

/// The expansion vessel of a closed facility loop that has none.
struct VesselAddition {
  LoopServes loop = LoopServes::liquid;
  Volume volume;                        ///< of the whole vessel
  GaugePressure pressure_highest;       ///< that it may come to
  std::optional<GaugePressure> charge;  ///< of its gas without water; empty: the fill pressure
  Location where;
  static constexpr auto members() {
    return std::tuple{&VesselAddition::loop, &VesselAddition::volume, &VesselAddition::pressure_highest,
                      &VesselAddition::charge};
  }
};

/// The fit-out scope: what may be added, by class.
struct Scope {
  std::optional<Id<catalogs::BoardType>> mv_board;
  std::vector<PowerBlock> blocks;  ///< count is the most units that may be added
  std::vector<Id<catalogs::BuswayType>> busways;
  std::vector<CduAddition> cdus;
  std::vector<PumpAddition> pumps;
  std::vector<Addition<catalogs::CoolerType>> coolers;
  std::vector<Addition<catalogs::ChillerType>> chillers;
  std::vector<Addition<catalogs::AirUnitType>> air_units;
  std::vector<VesselAddition> expansion_vessels;
  bool has_mixing = false;
  Location where;
  static constexpr auto members() {
    return std::tuple{&Scope::mv_board,  &Scope::blocks,    &Scope::busways,
                      &Scope::cdus,      &Scope::pumps,     &Scope::coolers,
                      &Scope::chillers,  &Scope::air_units, &Scope::expansion_vessels,
                      &Scope::has_mixing};
  }
};

struct Basis {
  std::string id;
  std::string name;
  AppliedRules rules;
  ElectricalBasis electrical;
  DeratingBasis derating;
  BatteryBasis batteries;
  GeneratorBasis generators;
  LiquidBasis liquid;
  AirBasis air;
  WeatherBasis weather;
  std::optional<StagingBasis> staging;
  std::optional<RideThroughBasis> ride_through;
  SpaceBasis space;
  StructureBasis structure;
  std::vector<Survive> survive;
  std::vector<Choice> choices;
  Scope scope;
  Location where;
  static constexpr auto members() {
    return std::tuple{&Basis::id,          &Basis::name,      &Basis::rules,      &Basis::electrical,
                      &Basis::derating,    &Basis::batteries, &Basis::generators, &Basis::liquid,
                      &Basis::air,         &Basis::weather,   &Basis::space,      &Basis::structure,
                      &Basis::survive,     &Basis::choices,   &Basis::scope,      &Basis::staging,
                      &Basis::ride_through};
  }
};

}  // namespace shellfit::site
