#pragma once
// CDUs, air units, heat rejection, pumps and pipes.

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
                      &CduType::primary_pressure_highest};
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
  Figure<RealPower> power;
  Location where;
  static constexpr auto members() {
    return std::tuple{&LiquidToAirType::id,   &LiquidToAirType::about,    &LiquidToAirType::body,
                      &LiquidToAirType::duty, &LiquidToAirType::approach, &LiquidToAirType::airflow,
                      &LiquidToAirType::flow, &LiquidToAirType::power};
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
  Location where;
  static constexpr auto members() {
    return std::tuple{&AirUnitType::id,         &AirUnitType::about,      &AirUnitType::body,
                      &AirUnitType::duty,       &AirUnitType::return_air, &AirUnitType::water_in,
                      &AirUnitType::water_out,  &AirUnitType::airflow,    &AirUnitType::fan_power,
                      &AirUnitType::water_drop, &AirUnitType::water_flow};
  }
};

/// A coil with fans on the back of a rack.
struct RearDoorType {
  Id<RearDoorType> id;
  About about;
  Figure<HeatFlow> duty;
  Figure<Temperature> water_in;
  Figure<VolumeFlow> water_flow;
  Figure<PressureDifference> water_drop;
  Figure<RealPower> fan_power;
  Figure<Length> depth;
  Figure<Mass> mass;
  Location where;
  static constexpr auto members() {
    return std::tuple{&RearDoorType::id,        &RearDoorType::about,      &RearDoorType::duty,
                      &RearDoorType::water_in,  &RearDoorType::water_flow, &RearDoorType::water_drop,
                      &RearDoorType::fan_power, &RearDoorType::depth,      &RearDoorType::mass};
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

/// A dry or adiabatic cooler: water against outdoor air, the air cooled by wet pads when there are any.
struct CoolerType {
  Id<CoolerType> id;
  About about;
  Body body;
  Figure<HeatFlow> duty;
  Figure<Temperature> water_in, water_out, air_in;  ///< air entering the coil, after the pads
  Figure<Ratio> pad_effectiveness;                  ///< zero for a dry cooler
  Figure<RealPower> fan_power;
  Figure<PressureDifference> water_drop;
  Figure<TemperatureDifference> approach;  ///< water leaving above air entering
  Figure<Ratio> specific_power;            ///< fan input over heat
  Location where;
  static constexpr auto members() {
    return std::tuple{&CoolerType::id,        &CoolerType::about,
                      &CoolerType::body,      &CoolerType::duty,
                      &CoolerType::water_in,  &CoolerType::water_out,
                      &CoolerType::air_in,    &CoolerType::pad_effectiveness,
                      &CoolerType::fan_power, &CoolerType::water_drop,
                      &CoolerType::approach,  &CoolerType::specific_power};
  }
};

/// A cooling tower: water against the wet bulb, by evaporation.
struct TowerType {
  Id<TowerType> id;
  About about;
  Figure<HeatFlow> duty;
  Figure<TemperatureDifference> approach;  ///< water leaving above the wet bulb
  Figure<TemperatureDifference> range;     ///< water entering above water leaving
  Figure<Ratio> specific_power;            ///< electric input over heat
  Figure<Ratio> drift;                     ///< droplets lost, of the circulation
  Location where;
  static constexpr auto members() {
    return std::tuple{&TowerType::id,    &TowerType::about,          &TowerType::duty, &TowerType::approach,
                      &TowerType::range, &TowerType::specific_power, &TowerType::drift};
  }
};

/// An air-cooled chiller, described at two outdoor temperatures.
struct ChillerType {
  Id<ChillerType> id;
  About about;
  Body body;
  Figure<HeatFlow> duty, hot_duty;
  Figure<Temperature> ambient, hot_ambient;
  Figure<Ratio> hot_cop;
  Figure<Ratio> derating_altitude;  ///< loss of cooling per 300 m above the sea
  Figure<VolumeFlow> water_flow;
  Figure<PressureDifference> water_drop;
  Figure<Ratio> cop;            ///< at the mild ambient
  Figure<Ratio> part_load_cop;  ///< integrated over part loads (IPLV)
  Figure<RealPower> nameplate;
  Figure<Temperature> supply_highest;
  Figure<Duration> restart;  ///< from the return of power to full cooling
  Location where;
  static constexpr auto members() {
    return std::tuple{&ChillerType::id,
                      &ChillerType::about,
                      &ChillerType::body,
                      &ChillerType::duty,
                      &ChillerType::hot_duty,
                      &ChillerType::ambient,
                      &ChillerType::hot_ambient,
                      &ChillerType::hot_cop,
                      &ChillerType::derating_altitude,
                      &ChillerType::water_flow,
                      &ChillerType::water_drop,
                      &ChillerType::cop,
                      &ChillerType::part_load_cop,
                      &ChillerType::nameplate,
                      &ChillerType::supply_highest,
                      &ChillerType::restart};
  }
};

/// A chiller that gives its heat to condenser water.
struct WaterChillerType {
  Id<WaterChillerType> id;
  About about;
  Figure<HeatFlow> duty;
  Figure<Ratio> cop;            ///< at full load
  Figure<Ratio> part_load_cop;  ///< integrated over part loads (IPLV)
  Figure<Temperature> supply, condenser_in;
  Figure<Duration> restart;  ///< from the return of power to full cooling
  Location where;
  static constexpr auto members() {
    return std::tuple{
        &WaterChillerType::id,           &WaterChillerType::about,         &WaterChillerType::duty,
        &WaterChillerType::cop,          &WaterChillerType::part_load_cop, &WaterChillerType::supply,
        &WaterChillerType::condenser_in, &WaterChillerType::restart};
  }
};

struct PumpType {
  Id<PumpType> id;
  About about;
  Body body;
  Figure<Ratio> efficiency;  ///< wire to water
  std::vector<HeadCurve> curve;
  Location where;
  static constexpr auto members() {
    return std::tuple{&PumpType::id, &PumpType::about, &PumpType::body, &PumpType::efficiency,
                      &PumpType::curve};
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
