#pragma once
// What gives the heat of facility water to the outdoors, and what stands in its loops.

#include "catalogs/equipment_parts.hpp"

namespace shellfit::catalogs {

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
  Figure<Volume> water_volume;  ///< inside the unit
  // No engine asks for these yet.
  Figure<TemperatureDifference> approach;  ///< water leaving above air entering
  Figure<Ratio> specific_power;            ///< fan input over heat
  Figure<VolumeFlow> airflow;              ///< at full speed
  Figure<Ratio> fan_speed_lowest;          ///< of full speed
  Location where;
  static constexpr auto members() {
    return std::tuple{&CoolerType::id,          &CoolerType::about,
                      &CoolerType::body,        &CoolerType::duty,
                      &CoolerType::water_in,    &CoolerType::water_out,
                      &CoolerType::air_in,      &CoolerType::pad_effectiveness,
                      &CoolerType::fan_power,   &CoolerType::water_drop,
                      &CoolerType::approach,    &CoolerType::specific_power,
                      &CoolerType::airflow,     &CoolerType::fan_speed_lowest,
                      &CoolerType::water_volume};
  }
};

/// A cell of a cooling tower: water against the wet bulb, by evaporation.
struct TowerType {
  /// Whether air meets the water of the loop, or a coil that spray water wets.
  enum class Circuit { open, closed };
  Id<TowerType> id;
  About about;
  std::optional<Circuit> circuit;  ///< empty: open
  Body body;
  Figure<HeatFlow> duty;
  Figure<TemperatureDifference> approach;       ///< water leaving above the wet bulb
  Figure<TemperatureDifference> range;          ///< water entering above water leaving
  Figure<Temperature> wet_bulb;                 ///< of the air entering at the rating
  Figure<Ratio> liquid_to_gas;                  ///< mass of water over mass of dry air at the rating
  Figure<VolumeFlow> water_flow;                ///< at the rating; duty and range give it too
  Figure<PressureDifference> water_drop;        ///< of nozzles or coil, with the lift to the nozzles
  Figure<RealPower> fan_power;                  ///< at full speed
  Figure<Ratio> specific_power;                 ///< electric input over heat
  Figure<Ratio> drift;                          ///< droplets lost, of the circulation
  Figure<Ratio> evaporation;                    ///< of the circulation, at the rating
  Figure<Ratio> still_air;                      ///< airflow without fans, of that at full speed
  Figure<Ratio> water_least, fan_speed_lowest;  ///< of the rating
  Figure<Volume> basin;                         ///< water that it holds
  Location where;
  static constexpr auto members() {
    return std::tuple{&TowerType::id,
                      &TowerType::about,
                      &TowerType::circuit,
                      &TowerType::body,
                      &TowerType::duty,
                      &TowerType::approach,
                      &TowerType::range,
                      &TowerType::wet_bulb,
                      &TowerType::liquid_to_gas,
                      &TowerType::water_flow,
                      &TowerType::water_drop,
                      &TowerType::fan_power,
                      &TowerType::specific_power,
                      &TowerType::drift,
                      &TowerType::evaporation,
                      &TowerType::still_air,
                      &TowerType::water_least,
                      &TowerType::fan_speed_lowest,
                      &TowerType::basin};
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
  Figure<Ratio> part_load_cop;  ///< integrated over part loads (IPLV by AHRI 550/590)
  Figure<RealPower> nameplate;  ///< for its circuit; no engine asks for it yet
  Figure<Temperature> supply_highest;
  Figure<Duration> restart;     ///< from the return of power to full cooling
  Figure<Volume> water_volume;  ///< inside the unit
  Figure<Temperature> supply;   ///< water leaving at its ratings
  Figure<Ratio> load_lowest;    ///< below which it starts and stops, of the duty; no engine asks for it yet
  /// One point of free cooling: this duty at this outdoor temperature, from water that enters so warm, for
  /// this input of its fans.
  Figure<HeatFlow> free_duty;
  Figure<Temperature> free_ambient, free_water_in;
  Figure<RealPower> free_power;
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
                      &ChillerType::restart,
                      &ChillerType::water_volume,
                      &ChillerType::supply,
                      &ChillerType::load_lowest,
                      &ChillerType::free_duty,
                      &ChillerType::free_ambient,
                      &ChillerType::free_water_in,
                      &ChillerType::free_power};
  }
};

/// A chiller that gives its heat to condenser water, described at one condenser temperature or at two.
struct WaterChillerType {
  Id<WaterChillerType> id;
  About about;
  Body body;
  Figure<HeatFlow> duty, hot_duty;
  Figure<Ratio> cop, hot_cop;   ///< at full load
  Figure<Ratio> part_load_cop;  ///< integrated over part loads (IPLV)
  Figure<Temperature> supply;   ///< water leaving, at both ratings
  Figure<Temperature> condenser_in, hot_condenser_in;
  Figure<VolumeFlow> water_flow, condenser_flow;
  Figure<PressureDifference> water_drop, condenser_drop;
  Figure<Temperature> condenser_lowest;  ///< condenser water that it can run on
  Figure<Temperature> supply_highest;
  Figure<Ratio> load_lowest;  ///< below which it starts and stops, of the duty
  Figure<RealPower> nameplate;
  Figure<Duration> restart;  ///< from the return of power to full cooling
  Location where;
  static constexpr auto members() {
    return std::tuple{&WaterChillerType::id,
                      &WaterChillerType::about,
                      &WaterChillerType::body,
                      &WaterChillerType::duty,
                      &WaterChillerType::hot_duty,
                      &WaterChillerType::cop,
                      &WaterChillerType::hot_cop,
                      &WaterChillerType::part_load_cop,
                      &WaterChillerType::supply,
                      &WaterChillerType::condenser_in,
                      &WaterChillerType::hot_condenser_in,
                      &WaterChillerType::water_flow,
                      &WaterChillerType::condenser_flow,
                      &WaterChillerType::water_drop,
                      &WaterChillerType::condenser_drop,
                      &WaterChillerType::condenser_lowest,
                      &WaterChillerType::supply_highest,
                      &WaterChillerType::load_lowest,
                      &WaterChillerType::nameplate,
                      &WaterChillerType::restart};
  }
};

/// Plates between two loops of water.
struct PlateExchangerType {
  Id<PlateExchangerType> id;
  About about;
  Body body;
  Figure<HeatFlow> duty;
  Figure<Temperature> hot_in, cold_in;
  Figure<VolumeFlow> hot_flow, cold_flow;
  Figure<PressureDifference> hot_drop, cold_drop;
  Figure<GaugePressure> pressure_highest;
  Location where;
  static constexpr auto members() {
    return std::tuple{
        &PlateExchangerType::id,        &PlateExchangerType::about,           &PlateExchangerType::body,
        &PlateExchangerType::duty,      &PlateExchangerType::hot_in,          &PlateExchangerType::cold_in,
        &PlateExchangerType::hot_flow,  &PlateExchangerType::cold_flow,       &PlateExchangerType::hot_drop,
        &PlateExchangerType::cold_drop, &PlateExchangerType::pressure_highest};
  }
};

/// Water kept in a loop: mixed, or warm over cold.
struct TankType {
  Id<TankType> id;
  About about;
  Body body;
  Figure<Volume> volume;
  Figure<Ratio> usable;  ///< of the volume, before the boundary between warm and cold leaves it
  Figure<PressureDifference> drop;
  Figure<VolumeFlow> flow;  ///< of that drop
  int layers = 0;           ///< that mix each by itself; 0: not said
  Location where;
  static constexpr auto members() {
    return std::tuple{&TankType::id,     &TankType::about, &TankType::body, &TankType::volume,
                      &TankType::usable, &TankType::drop,  &TankType::flow, &TankType::layers};
  }
};

}  // namespace shellfit::catalogs
