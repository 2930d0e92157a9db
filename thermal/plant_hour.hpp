#pragma once
// One hour of a plant that gives a steady heat away: what its coolers, towers and chillers draw, the water
// they use, and how warm the supply gets where they cannot hold it. Hours know nothing of each other.

#include "thermal/chiller.hpp"
#include "thermal/cooler.hpp"
#include "thermal/tower.hpp"

#include <variant>
#include <vector>

namespace shellfit::thermal {

/// Equal machines in parallel. `count` is those that may run: standby left out. A new kind of machine is an
/// alternative here and a `Machine` in plant_hour.cpp.
struct Bank {
  std::variant<CoolerConstants, TowerConstants, ChillerConstants> unit;
  int count = 0;
};

struct Condensing;

/// A loop of water that takes up a steady heat and is brought back to a setpoint.
struct PlantLoop {
  double duty_w = 0.0;
  double water_w_k = 0.0;  ///< capacity rate of all its water
  double setpoint_k = 0.0;
  double offered_w = 0.0;  ///< that offered water takes besides
  double reserve = 0.05;   ///< of the duty, that running chillers could take besides
  std::vector<Bank> banks;
  std::vector<Condensing> condensing;  ///< none, or one
};

/// Plates and water chillers by which a loop gives its heat to another one.
struct Condensing {
  struct Chillers {
    WaterChillerConstants unit;
    int count = 0;               ///< that may run
    double condenser_w_k = 0.0;  ///< capacity rate of the water through one condenser
  };
  double plates_w_k = 0.0;  ///< heat of all plates together by the difference between what enters their sides
  std::vector<Chillers> chillers;
  double pumps_w = 0.0;   ///< heat that its pumps put into the other loop
  double others_w = 0.0;  ///< heat that comes to it from further loops, whatever the hour
  PlantLoop plant;  ///< that other loop; its duty is what comes, its setpoint the coldest it is cooled to
};

struct LoopHour {
  double fan_w = 0.0;         ///< of coolers and towers
  double compressor_w = 0.0;  ///< of chillers, all they draw
  double compressed_w = 0.0;  ///< heat that compressors took; the rest was free
  double evaporated_kg_s = 0.0, drift_kg_s = 0.0;
  bool is_wet = false;  ///< pads or towers evaporate
  bool holds = true;
  double supply_k = 0.0;  ///< reached; NaN: at no temperature up to 100 K over the setpoint
};

/// Machines without compressors come first, then plates to another loop, chillers take what these leave warm,
/// offered water the rest. Where plates alone hold the setpoint, the other loop is kept no colder than they
/// need; else it is cooled as far as it may be, for the sake of plates and compressors. Coolers and towers
/// all run and share water alike, at the fan speed that the duty needs: by the cube law that is their least
/// power. Pads stay dry while coils do without them at full fan speed. Chillers run as few as take the duty
/// and the reserve; those with an economizer all, so that every coil helps.
[[nodiscard]] LoopHour loop_hour(const PlantLoop& loop, const OutdoorAir& air);

/// Air that has taken up heat but no moisture, as what machines blow out and draw in again.
[[nodiscard]] OutdoorAir warmed(const OutdoorAir& air, double rise_k);

/// Evaporative walls that blow outdoor air into a space, mixed with warm return air where it is colder than
/// wanted.
struct WallZone {
  double dry_air_kg_s = 0.0;  ///< through the walls
  double effectiveness = 0.0;
  double wanted_k = 0.0, highest_k = 0.0;  ///< of the air to the racks
  double wall_share = 1.0;                 ///< of the air moved; the rest comes as wanted
  double recirculation_rise_k = 0.0;       ///< that hot air coming round adds to the cold aisle
};
struct ZoneHour {
  double evaporated_kg_s = 0.0;
  bool holds = true;
  double supply_k = 0.0;
};
/// Pads evaporate as much as brings the air to what is wanted.
[[nodiscard]] ZoneHour zone_hour(const WallZone& zone, const OutdoorAir& air);

}  // namespace shellfit::thermal
