#pragma once
// What stands between racks and facility water or the air of the hall; pumps and pipes.

#include "catalogs/equipment_parts.hpp"

namespace shellfit::catalogs {

struct CduType {
  Id<CduType> id;
  About about;
  Body body;
  Figure<HeatFlow> duty;
  Figure<TemperatureDifference> approach;  ///< secondary supply above primary supply at the duty
  Figure<VolumeFlow> secondary_flow, primary_flow;
  Figure<PressureDifference> head, primary_drop;
  Figure<RealPower> power;
  std::string rated_coolant;  ///< fluid of the secondary side at the rating
  Figure<Temperature> rated_supply;
  std::vector<HeadCurve> curve;
  Figure<RealPower> power_highest;
  Figure<Temperature> supply_lowest, supply_highest;
  Figure<GaugePressure> pressure_highest, primary_pressure_highest;
  Figure<GaugePressure> relief_pressure;          ///< at which the relief valve of its coolant outlet opens
  Figure<Volume> coolant_volume, primary_volume;  ///< inside the unit
  Figure<Volume> expansion_volume;                ///< of its own expansion vessel, whole
  Figure<Length> suction_head;                    ///< net positive, that its pumps need (NPSH)
  Location where;
  static constexpr auto members() {
    return std::tuple{&CduType::id,
                      &CduType::about,
                      &CduType::body,
                      &CduType::duty,
                      &CduType::approach,
                      &CduType::secondary_flow,
                      &CduType::primary_flow,
                      &CduType::head,
                      &CduType::primary_drop,
                      &CduType::power,
                      &CduType::rated_coolant,
                      &CduType::rated_supply,
                      &CduType::curve,
                      &CduType::power_highest,
                      &CduType::supply_lowest,
                      &CduType::supply_highest,
                      &CduType::pressure_highest,
                      &CduType::primary_pressure_highest,
                      &CduType::relief_pressure,
                      &CduType::coolant_volume,
                      &CduType::primary_volume,
                      &CduType::expansion_volume,
                      &CduType::suction_head};
  }
};

/// Pumps and a radiator in one cabinet: the racks' coolant gives its heat to the air of the hall.
struct LiquidToAirType {
  Id<LiquidToAirType> id;
  About about;
  Body body;
  Figure<HeatFlow> duty;
  Figure<TemperatureDifference> approach;  ///< coolant supply above the air entering
  Figure<VolumeFlow> airflow, flow;
  Figure<PressureDifference> head;  ///< left for the racks
  Figure<RealPower> power;
  std::string rated_coolant;         ///< fluid of the rating
  Figure<Temperature> rated_supply;  ///< of the coolant
  Figure<Volume> coolant_volume;     ///< inside the unit
  Location where;
  static constexpr auto members() {
    return std::tuple{&LiquidToAirType::id,           &LiquidToAirType::about,
                      &LiquidToAirType::body,         &LiquidToAirType::duty,
                      &LiquidToAirType::approach,     &LiquidToAirType::airflow,
                      &LiquidToAirType::flow,         &LiquidToAirType::head,
                      &LiquidToAirType::power,        &LiquidToAirType::rated_coolant,
                      &LiquidToAirType::rated_supply, &LiquidToAirType::coolant_volume};
  }
};

/// A fan wall or room air handler: air against water.
struct AirUnitType {
  Id<AirUnitType> id;
  About about;
  Body body;
  Figure<HeatFlow> duty;
  Figure<Temperature> return_air, water_in, water_out;
  Figure<VolumeFlow> airflow;
  Figure<RealPower> fan_power;
  Figure<PressureDifference> water_drop;
  Figure<VolumeFlow> water_flow;
  Figure<GaugePressure> water_pressure_highest;
  Figure<Volume> water_volume;  ///< inside the unit
  Location where;
  static constexpr auto members() {
    return std::tuple{
        &AirUnitType::id,          &AirUnitType::about,      &AirUnitType::body,
        &AirUnitType::duty,        &AirUnitType::return_air, &AirUnitType::water_in,
        &AirUnitType::water_out,   &AirUnitType::airflow,    &AirUnitType::fan_power,
        &AirUnitType::water_drop,  &AirUnitType::water_flow, &AirUnitType::water_pressure_highest,
        &AirUnitType::water_volume};
  }
};

/// A coil on the back of a rack, with fans or without: one point of its effectiveness.
struct RearDoorType {
  Id<RearDoorType> id;
  About about;
  Figure<HeatFlow> duty;
  Figure<Temperature> water_in, air_in;  ///< air that leaves the rack
  Figure<VolumeFlow> water_flow, airflow;
  Figure<PressureDifference> water_drop;
  Figure<PressureDifference> air_drop;  ///< that the rack's own fans work against; zero with fans of its own
  Figure<RealPower> fan_power;          ///< zero for a passive door
  Figure<Length> depth;
  Figure<Mass> mass;
  Location where;
  static constexpr auto members() {
    return std::tuple{&RearDoorType::id,        &RearDoorType::about,      &RearDoorType::duty,
                      &RearDoorType::water_in,  &RearDoorType::air_in,     &RearDoorType::water_flow,
                      &RearDoorType::airflow,   &RearDoorType::water_drop, &RearDoorType::air_drop,
                      &RearDoorType::fan_power, &RearDoorType::depth,      &RearDoorType::mass};
  }
};

/// Temperature of the plate's face above the coolant that enters, per heat, against the flow through one
/// plate.
struct ResistancePoint {
  VolumeFlow flow;
  ThermalResistance resistance;
  static constexpr auto members() { return std::tuple{&ResistancePoint::flow, &ResistancePoint::resistance}; }
};
using ResistanceCurve = Curve<ResistancePoint>;
/// Pressure that a plate drops against the flow through it.
struct DropPoint {
  VolumeFlow flow;
  PressureDifference drop;
  static constexpr auto members() { return std::tuple{&DropPoint::flow, &DropPoint::drop}; }
};
using DropCurve = Curve<DropPoint>;

/// What lies on an accelerator and gives its heat to coolant.
struct ColdPlateType {
  Id<ColdPlateType> id;
  About about;
  std::string rated_coolant;  ///< fluid of both curves
  std::vector<ResistanceCurve> resistance;
  std::vector<DropCurve> drop;
  Figure<HeatFlow> heat;  ///< of the accelerator that it was measured on
  Figure<Volume> coolant_volume;
  Figure<Mass> metal;  ///< wetted, of one plate
  Location where;
  static constexpr auto members() {
    return std::tuple{&ColdPlateType::id,
                      &ColdPlateType::about,
                      &ColdPlateType::rated_coolant,
                      &ColdPlateType::resistance,
                      &ColdPlateType::drop,
                      &ColdPlateType::heat,
                      &ColdPlateType::coolant_volume,
                      &ColdPlateType::metal};
  }
};

/// Outdoor air drawn through wet pads into the hall and blown out again.
struct EvaporativeWallType {
  Id<EvaporativeWallType> id;
  About about;
  Figure<VolumeFlow> airflow;
  Figure<Ratio> effectiveness;
  Figure<RealPower> fan_power;
  Location where;
  static constexpr auto members() {
    return std::tuple{&EvaporativeWallType::id, &EvaporativeWallType::about, &EvaporativeWallType::airflow,
                      &EvaporativeWallType::effectiveness, &EvaporativeWallType::fan_power};
  }
};

struct PumpType {
  Id<PumpType> id;
  About about;
  Body body;
  Figure<Ratio> efficiency;  ///< wire to water
  std::vector<HeadCurve> curve;
  Figure<Length> suction_head;  ///< net positive, that it needs (NPSH)
  Location where;
  static constexpr auto members() {
    return std::tuple{&PumpType::id,         &PumpType::about, &PumpType::body,
                      &PumpType::efficiency, &PumpType::curve, &PumpType::suction_head};
  }
};

struct PipeType {
  Id<PipeType> id;
  About about;
  Figure<Length> bore, roughness;
  Figure<LinearMass> mass;  ///< empty
  Location where;
  static constexpr auto members() {
    return std::tuple{&PipeType::id, &PipeType::about, &PipeType::bore, &PipeType::roughness,
                      &PipeType::mass};
  }
};

}  // namespace shellfit::catalogs
