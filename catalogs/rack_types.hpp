#pragma once
// Racks, and what links them.

#include "catalogs/equipment_parts.hpp"

#include <optional>

namespace shellfit::catalogs {

struct ColdPlateType;

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
  Figure<Volume> coolant_volume;       ///< between its two couplings
  Figure<Mass> wetted_metal;           ///< that warms and cools with the coolant
  Figure<Temperature> return_highest;  ///< of its coolant
  // No engine asks for these yet.
  Figure<RealPower> gpu_tdp;  ///< of one accelerator
  Figure<RealPower> idle;
  Figure<VolumeFlow> flow_highest;
  Figure<GaugePressure> pressure_burst;
  Figure<Energy> stored_energy;                 ///< in its power supplies, against swings
  Figure<LineVoltage> bus_voltage;              ///< direct, inside the rack
  Figure<Mass> load_rating;                     ///< what its frame may carry
  Figure<Temperature> case_highest;             ///< of an accelerator under its cold plate
  std::optional<Id<ColdPlateType>> cold_plate;  ///< on each accelerator
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
                      &RackType::supplies,
                      &RackType::gpu_tdp,
                      &RackType::idle,
                      &RackType::return_highest,
                      &RackType::flow_highest,
                      &RackType::pressure_burst,
                      &RackType::stored_energy,
                      &RackType::bus_voltage,
                      &RackType::load_rating,
                      &RackType::coolant_volume,
                      &RackType::wetted_metal,
                      &RackType::case_highest,
                      &RackType::cold_plate};
  }
};

/// A switch of the network between racks. Its optics draw beside it.
struct SwitchType {
  Id<SwitchType> id;
  About about;
  Figure<Length> height;
  Figure<RealPower> power;  ///< at most
  Figure<RealPower> typical_power;
  Location where;
  static constexpr auto members() {
    return std::tuple{&SwitchType::id, &SwitchType::about, &SwitchType::height, &SwitchType::power,
                      &SwitchType::typical_power};
  }
};

/// What a link between two ports is made of.
enum class Medium { passive_copper, active_copper, active_optical, multimode, single_mode };

/// A cable, or the pair of transceivers at the ends of a fibre.
struct CableType {
  Id<CableType> id;
  About about;
  Medium medium = Medium::passive_copper;
  Figure<Length> reach;     ///< longest
  Figure<RealPower> power;  ///< of one end
  Location where;
  static constexpr auto members() {
    return std::tuple{&CableType::id, &CableType::about, &CableType::medium, &CableType::reach,
                      &CableType::power};
  }
};

}  // namespace shellfit::catalogs
