#pragma once
// The kinds of equipment and their figures. What a figure means stands in the tables (*_table.cpp,
// *_tables.cpp).

#include "base/ids.hpp"
#include "base/units.hpp"
#include "catalogs/figure.hpp"

#include <string>
#include <tuple>
#include <vector>

namespace shellfit::catalogs {

/// What every type has beside its figures.
struct About {
  std::string name;
  std::string maker;
  std::string generation;
  std::string note;
  static constexpr auto members() {
    return std::tuple{&About::name, &About::maker, &About::generation, &About::note};
  }
};

/// The box that a piece of equipment fills, and what it weighs in service.
struct Body {
  Figure<Length> width;  ///< along the row
  Figure<Length> depth;  ///< across the row, front to rear
  Figure<Length> height;
  Figure<Mass> mass;  ///< with its fluids
  static constexpr auto members() {
    return std::tuple{&Body::width, &Body::depth, &Body::height, &Body::mass};
  }
};

/// The coolant that a rack needs: required flow, and the pressure it then drops, against supply temperature.
struct CoolantCurve {
  struct Point {
    Temperature supply;
    VolumeFlow flow;
    PressureDifference drop;
    static constexpr auto members() { return std::tuple{&Point::supply, &Point::flow, &Point::drop}; }
  };
  Provenance provenance;
  std::vector<Point> points;
  Location where;
  static constexpr auto members() { return std::tuple{&CoolantCurve::provenance, &CoolantCurve::points}; }
};

/// The air that a rack moves against its inlet temperature.
struct AirflowCurve {
  struct Point {
    Temperature inlet;
    VolumeFlow flow;
    static constexpr auto members() { return std::tuple{&Point::inlet, &Point::flow}; }
  };
  Provenance provenance;
  std::vector<Point> points;
  Location where;
  static constexpr auto members() { return std::tuple{&AirflowCurve::provenance, &AirflowCurve::points}; }
};

/// Head against flow at full speed.
struct HeadCurve {
  struct Point {
    VolumeFlow flow;
    PressureDifference head;
    static constexpr auto members() { return std::tuple{&Point::flow, &Point::head}; }
  };
  Provenance provenance;
  std::vector<Point> points;
  Location where;
  static constexpr auto members() { return std::tuple{&HeadCurve::provenance, &HeadCurve::points}; }
};

/// How a power supply is connected to a three-phase feed.
enum class Connection { three_phase, line_to_line, line_to_neutral };

/// The power supplies (or power shelves) of a rack, spread evenly over its feeds.
struct PowerSupplies {
  int count = 0;
  int needed = 0;  ///< this many carry the rack
  RealPower each;  ///< output that one can carry
  Connection connection = Connection::three_phase;
  LineVoltage lowest_voltage, highest_voltage;  ///< between its terminals
  Ratio efficiency;
  Ratio power_factor;
  Current circuit;  ///< rating of the breaker that feeds one
  Provenance provenance;
  Location where;
  static constexpr auto members() {
    return std::tuple{&PowerSupplies::count,          &PowerSupplies::needed,
                      &PowerSupplies::each,           &PowerSupplies::connection,
                      &PowerSupplies::lowest_voltage, &PowerSupplies::highest_voltage,
                      &PowerSupplies::efficiency,     &PowerSupplies::power_factor,
                      &PowerSupplies::circuit,        &PowerSupplies::provenance};
  }
};

enum class RackRole { compute, network, management };

struct RackType {
  Id<RackType> id;
  About about;
  RackRole role = RackRole::compute;
  int gpus = 0;
  Body body;
  Figure<RealPower> tdp, peak;
  Figure<Ratio> liquid_share;
  Figure<Temperature> inlet_highest;
  Figure<Temperature> supply_highest;
  Figure<GaugePressure> pressure_highest;
  Figure<AirflowPerPower> airflow_per_power;
  std::vector<AirflowCurve> airflow;
  std::vector<CoolantCurve> coolant;
  PowerSupplies supplies;
  Location where;
  static constexpr auto members() {
    return std::tuple{&RackType::id,
                      &RackType::about,
                      &RackType::role,
                      &RackType::gpus,
                      &RackType::body,
                      &RackType::tdp,
                      &RackType::peak,
                      &RackType::liquid_share,
                      &RackType::inlet_highest,
                      &RackType::supply_highest,
                      &RackType::pressure_highest,
                      &RackType::airflow_per_power,
                      &RackType::airflow,
                      &RackType::coolant,
                      &RackType::supplies};
  }
};

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
  Location where;
  static constexpr auto members() {
    return std::tuple{&CduType::id,           &CduType::about,         &CduType::body,
                      &CduType::duty,         &CduType::approach,      &CduType::secondary_flow,
                      &CduType::primary_flow, &CduType::head,          &CduType::primary_drop,
                      &CduType::power,        &CduType::rated_coolant, &CduType::rated_supply,
                      &CduType::curve};
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
  Location where;
  static constexpr auto members() {
    return std::tuple{&AirUnitType::id,        &AirUnitType::about,      &AirUnitType::body,
                      &AirUnitType::duty,      &AirUnitType::return_air, &AirUnitType::water_in,
                      &AirUnitType::water_out, &AirUnitType::airflow,    &AirUnitType::fan_power,
                      &AirUnitType::water_drop};
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
  Location where;
  static constexpr auto members() {
    return std::tuple{
        &CoolerType::id,        &CoolerType::about,     &CoolerType::body,   &CoolerType::duty,
        &CoolerType::water_in,  &CoolerType::water_out, &CoolerType::air_in, &CoolerType::pad_effectiveness,
        &CoolerType::fan_power, &CoolerType::water_drop};
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
  Location where;
  static constexpr auto members() {
    return std::tuple{&ChillerType::id,          &ChillerType::about,     &ChillerType::body,
                      &ChillerType::duty,        &ChillerType::hot_duty,  &ChillerType::ambient,
                      &ChillerType::hot_ambient, &ChillerType::hot_cop,   &ChillerType::derating_altitude,
                      &ChillerType::water_flow,  &ChillerType::water_drop};
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

struct TransformerType {
  Id<TransformerType> id;
  About about;
  Body body;
  Figure<ApparentPower> rating;
  Figure<LineVoltage> primary, secondary;
  Figure<Ratio> impedance, x_over_r;
  Figure<RealPower> no_load_loss;
  Location where;
  static constexpr auto members() {
    return std::tuple{
        &TransformerType::id,        &TransformerType::about,    &TransformerType::body,
        &TransformerType::rating,    &TransformerType::primary,  &TransformerType::secondary,
        &TransformerType::impedance, &TransformerType::x_over_r, &TransformerType::no_load_loss};
  }
};

struct BoardType {
  Id<BoardType> id;
  About about;
  Body body;
  Figure<LineVoltage> voltage;
  Figure<Current> rating, withstand;
  Figure<Ratio> continuous;  ///< share of the rating that may flow for hours: 80 %, or 100 % when so listed
  Figure<Ratio> test_x_over_r;
  Location where;
  static constexpr auto members() {
    return std::tuple{&BoardType::id,         &BoardType::about,        &BoardType::body,
                      &BoardType::voltage,    &BoardType::rating,       &BoardType::withstand,
                      &BoardType::continuous, &BoardType::test_x_over_r};
  }
};

struct BuswayType {
  Id<BuswayType> id;
  About about;
  Figure<Current> rating, withstand;
  Figure<LinearImpedance> resistance, reactance;
  Figure<LinearMass> mass;
  Location where;
  static constexpr auto members() {
    return std::tuple{&BuswayType::id,        &BuswayType::about,      &BuswayType::rating,
                      &BuswayType::withstand, &BuswayType::resistance, &BuswayType::reactance,
                      &BuswayType::mass};
  }
};

struct UpsType {
  Id<UpsType> id;
  About about;
  Body body;
  Figure<RealPower> rating;
  Figure<Ratio> efficiency;  ///< double conversion, at the loads of a data hall
  Figure<Ratio> overload;    ///< for ten minutes, of the rating
  Figure<Ratio> recharge;    ///< extra input while the battery recharges, of the rating
  Figure<Ratio> input_power_factor;
  Location where;
  static constexpr auto members() {
    return std::tuple{
        &UpsType::id,         &UpsType::about,    &UpsType::body,     &UpsType::rating,
        &UpsType::efficiency, &UpsType::overload, &UpsType::recharge, &UpsType::input_power_factor};
  }
};

struct BatteryType {
  Id<BatteryType> id;
  About about;
  Body body;
  Figure<Energy> energy;
  Figure<RealPower> power;
  Location where;
  static constexpr auto members() {
    return std::tuple{&BatteryType::id, &BatteryType::about, &BatteryType::body, &BatteryType::energy,
                      &BatteryType::power};
  }
};

struct GeneratorType {
  Id<GeneratorType> id;
  About about;
  Body body;
  Figure<RealPower> rating;
  Figure<Ratio> power_factor;
  Figure<Ratio> reactance;          ///< subtransient, on its own rating
  Figure<Ratio> derating_altitude;  ///< loss of rating per 300 m above derating_from
  Figure<Length> derating_from;
  Location where;
  static constexpr auto members() {
    return std::tuple{&GeneratorType::id,
                      &GeneratorType::about,
                      &GeneratorType::body,
                      &GeneratorType::rating,
                      &GeneratorType::power_factor,
                      &GeneratorType::reactance,
                      &GeneratorType::derating_altitude,
                      &GeneratorType::derating_from};
  }
};

}  // namespace shellfit::catalogs
