#pragma once
// Transformers, switchgear, UPS, batteries, generators.

#include "catalogs/equipment_parts.hpp"

#include <optional>

namespace shellfit::catalogs {

/// What carries the heat of a transformer's windings away.
enum class Cooling { liquid, dry };

struct TransformerType {
  Id<TransformerType> id;
  About about;
  Body body;
  Figure<ApparentPower> rating;
  Figure<LineVoltage> primary, secondary;
  Figure<Ratio> impedance, x_over_r;
  Figure<RealPower> no_load_loss;
  Figure<RealPower> load_loss;               ///< at its rating, beside that without load
  Figure<ApparentPower> forced_rating;       ///< with all stages of its fans and pumps
  Figure<Ratio> tap_range;                   ///< to either side
  Figure<Ratio> test_load, test_efficiency;  ///< the load of the test, and the least efficiency there
  Figure<Ratio> peak_efficiency;             ///< at the best load (PEI)
  std::optional<Cooling> cooling;
  Figure<Ratio> derating_ambient;   ///< loss of rating per 10 K of the day's mean above 30 degC
  Figure<Ratio> derating_altitude;  ///< loss of rating per 100 m above 1,000 m
  Location where;
  static constexpr auto members() {
    return std::tuple{&TransformerType::id,
                      &TransformerType::about,
                      &TransformerType::body,
                      &TransformerType::rating,
                      &TransformerType::primary,
                      &TransformerType::secondary,
                      &TransformerType::impedance,
                      &TransformerType::x_over_r,
                      &TransformerType::no_load_loss,
                      &TransformerType::load_loss,
                      &TransformerType::forced_rating,
                      &TransformerType::tap_range,
                      &TransformerType::test_load,
                      &TransformerType::test_efficiency,
                      &TransformerType::peak_efficiency,
                      &TransformerType::cooling,
                      &TransformerType::derating_ambient,
                      &TransformerType::derating_altitude};
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
  Figure<LineVoltage> voltage;         ///< highest
  Figure<Temperature> ambient;         ///< air at its rating
  Figure<TemperatureDifference> rise;  ///< of its bars over that air at its rating
  Location where;
  static constexpr auto members() {
    return std::tuple{&BuswayType::id,        &BuswayType::about,      &BuswayType::rating,
                      &BuswayType::withstand, &BuswayType::resistance, &BuswayType::reactance,
                      &BuswayType::mass,      &BuswayType::voltage,    &BuswayType::ambient,
                      &BuswayType::rise};
  }
};

/// What the conductors of a cable are made of.
enum class Conductor { copper, aluminium };
/// What carries the heat of a cable away.
enum class LaidIn {
  air,   ///< through a raceway, or in a bunch
  tray,  ///< in one layer on a perforated tray
  ground
};

/// A power cable as it is installed: one set is three loaded conductors, one of each phase.
struct PowerCableType {
  Id<PowerCableType> id;
  About about;
  Figure<LinearImpedance> resistance, reactance;  ///< alternating, at `temperature`
  Figure<Current> ampacity;                       ///< of one set alone, in surroundings of `ambient`
  Figure<Temperature> ambient;
  Figure<Temperature> temperature;    ///< of the conductor at that current
  Figure<Current> terminal_ampacity;  ///< with the conductor at 75 degC
  Figure<LineVoltage> voltage;        ///< highest
  std::optional<Conductor> conductor;
  std::optional<LaidIn> laid_in;
  Location where;
  static constexpr auto members() {
    return std::tuple{&PowerCableType::id,          &PowerCableType::about,
                      &PowerCableType::resistance,  &PowerCableType::reactance,
                      &PowerCableType::ampacity,    &PowerCableType::ambient,
                      &PowerCableType::temperature, &PowerCableType::terminal_ampacity,
                      &PowerCableType::voltage,     &PowerCableType::conductor,
                      &PowerCableType::laid_in};
  }
};

/// A static transfer switch between two sources.
struct TransferSwitchType {
  Id<TransferSwitchType> id;
  About about;
  Figure<Current> rating;
  Figure<Duration> transfer;  ///< load without voltage, at most
  Location where;
  static constexpr auto members() {
    return std::tuple{&TransferSwitchType::id, &TransferSwitchType::about, &TransferSwitchType::rating,
                      &TransferSwitchType::transfer};
  }
};

/// A converter from alternating to direct current for racks: power rack, sidecar, solid-state transformer.
struct RectifierType {
  Id<RectifierType> id;
  About about;
  Figure<RealPower> rating;
  Figure<LineVoltage> input_voltage, output_voltage;
  Figure<Ratio> efficiency;
  Figure<RealPower> battery_power;
  Figure<Duration> hold_up;  ///< without input, at its rating
  Location where;
  static constexpr auto members() {
    return std::tuple{&RectifierType::id,
                      &RectifierType::about,
                      &RectifierType::rating,
                      &RectifierType::input_voltage,
                      &RectifierType::output_voltage,
                      &RectifierType::efficiency,
                      &RectifierType::battery_power,
                      &RectifierType::hold_up};
  }
};

/// Output over input in double conversion at a load.
struct EfficiencyPoint {
  Ratio load;  ///< of the rating
  Ratio efficiency;
  static constexpr auto members() { return std::tuple{&EfficiencyPoint::load, &EfficiencyPoint::efficiency}; }
};
using EfficiencyCurve = Curve<EfficiencyPoint>;

struct UpsType {
  Id<UpsType> id;
  About about;
  Body body;
  Figure<RealPower> rating;
  Figure<Ratio> efficiency;  ///< double conversion, at the loads of a data hall
  Figure<Ratio> overload;    ///< for ten minutes, of the rating
  Figure<Ratio> recharge;    ///< what charging the battery adds to the input, of the rating; no losses
  Figure<Ratio> input_power_factor;
  Figure<Ratio> overload_minute;  ///< for one minute, of the rating
  Figure<Ratio> eco_efficiency;   ///< on filtered mains
  Figure<Current> input_current;  ///< at the rating while the battery charges
  Figure<Current> withstand;
  Figure<Duration> walk_in;  ///< longest ramp onto a returned supply
  std::vector<EfficiencyCurve> efficiency_curve;
  Location where;
  static constexpr auto members() {
    return std::tuple{&UpsType::id,
                      &UpsType::about,
                      &UpsType::body,
                      &UpsType::rating,
                      &UpsType::efficiency,
                      &UpsType::overload,
                      &UpsType::recharge,
                      &UpsType::input_power_factor,
                      &UpsType::overload_minute,
                      &UpsType::eco_efficiency,
                      &UpsType::input_current,
                      &UpsType::withstand,
                      &UpsType::walk_in,
                      &UpsType::efficiency_curve};
  }
};

/// What holds the energy of a battery or storage plant.
enum class EnergyStore { cells, flywheel, capacitor };

/// What the cells of a battery are made of.
enum class Chemistry { lead_acid, nickel_cadmium, lithium_ion };

/// What one cabinet gives without pause for so long, as new and at 25 degC.
struct DischargePoint {
  Duration time;
  RealPower power;
  static constexpr auto members() { return std::tuple{&DischargePoint::time, &DischargePoint::power}; }
};
using DischargeCurve = Curve<DischargePoint>;

struct BatteryType {
  Id<BatteryType> id;
  About about;
  Body body;
  std::optional<EnergyStore> store;  ///< without it, cells
  Figure<Energy> energy;
  Figure<RealPower> power;
  Figure<LineVoltage> voltage;  ///< direct, nominal
  Figure<Duration> runtime;     ///< at that power
  std::optional<Chemistry> chemistry;
  std::vector<DischargeCurve> discharge;
  Figure<Ratio> end_of_life;    ///< share of what it held as new at which it is replaced
  Figure<Ratio> derating_cold;  ///< loss of what it gives per 10 K below 25 degC
  Location where;
  static constexpr auto members() {
    return std::tuple{&BatteryType::id,        &BatteryType::about,       &BatteryType::body,
                      &BatteryType::store,     &BatteryType::energy,      &BatteryType::power,
                      &BatteryType::voltage,   &BatteryType::runtime,     &BatteryType::chemistry,
                      &BatteryType::discharge, &BatteryType::end_of_life, &BatteryType::derating_cold};
  }
};

/// A battery plant of its own: against swings of the load, or for the grid.
struct StorageType {
  Id<StorageType> id;
  About about;
  Body body;
  std::optional<EnergyStore> store;  ///< without it, cells
  Figure<Energy> energy;
  Figure<RealPower> power;
  Location where;
  static constexpr auto members() {
    return std::tuple{&StorageType::id,    &StorageType::about,  &StorageType::body,
                      &StorageType::store, &StorageType::energy, &StorageType::power};
  }
};

/// What a generator may be asked to carry for how long (ISO 8528-1).
enum class RatingClass { standby, prime, continuous, data_center };

/// What a generator turns into power.
enum class EngineFuel { diesel, natural_gas, other };

struct GeneratorType {
  Id<GeneratorType> id;
  About about;
  Body body;
  Figure<RealPower> rating;
  Figure<Ratio> power_factor;
  Figure<Ratio> reactance;          ///< subtransient, on its own rating
  Figure<Ratio> derating_altitude;  ///< loss of rating per 300 m above derating_from
  Figure<Length> derating_from;
  std::optional<RatingClass> rating_class;
  std::optional<EngineFuel> burns;                                        ///< without it, diesel
  Figure<VolumeFlow> fuel, fuel_three_quarters, fuel_half, fuel_quarter;  ///< at these shares of its rating
  Figure<Ratio> step_load;         ///< largest first step, of its rating
  Figure<Ratio> derating_ambient;  ///< loss of rating per 10 K above derating_above
  Figure<Temperature> derating_above;
  Figure<Volume> tank;
  Figure<RealPower> regenerative;  ///< what it can take back
  Figure<Volume> displacement;
  Figure<Ratio> average_load;  ///< share of its rating that it may give on the mean of 24 h
  Figure<Ratio> leading;       ///< reactive power it can take in, of its rating in kVA
  Location where;
  static constexpr auto members() {
    return std::tuple{&GeneratorType::id,
                      &GeneratorType::about,
                      &GeneratorType::body,
                      &GeneratorType::rating,
                      &GeneratorType::power_factor,
                      &GeneratorType::reactance,
                      &GeneratorType::derating_altitude,
                      &GeneratorType::derating_from,
                      &GeneratorType::rating_class,
                      &GeneratorType::burns,
                      &GeneratorType::fuel,
                      &GeneratorType::fuel_three_quarters,
                      &GeneratorType::fuel_half,
                      &GeneratorType::fuel_quarter,
                      &GeneratorType::step_load,
                      &GeneratorType::derating_ambient,
                      &GeneratorType::derating_above,
                      &GeneratorType::tank,
                      &GeneratorType::regenerative,
                      &GeneratorType::displacement,
                      &GeneratorType::average_load,
                      &GeneratorType::leading};
  }
};

}  // namespace shellfit::catalogs
