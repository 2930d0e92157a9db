#pragma once
// What coolers, towers and chillers share: the air they stand in, what they answer, the water they use.

namespace shellfit::thermal {

/// Air that a machine draws in: the weather's, and what it recirculates. Wet bulb not above dry bulb.
struct OutdoorAir {
  double dry_bulb_k, wet_bulb_k, pressure_pa;
};

/// What a machine can take out of water that enters at a temperature, fans at full speed.
struct Rejected {
  double most_w;
  double slope_w_k;  ///< its change with the entering temperature, not below 0
  double fan_w;      ///< that the fans then draw
};

/// Water that leaves by a machine, kg/s.
struct WaterUse {
  double evaporated_kg_s, drift_kg_s, blowdown_kg_s;
  [[nodiscard]] double make_up_kg_s() const { return evaporated_kg_s + drift_kg_s + blowdown_kg_s; }
};
/// What is bled so that salts stand at `cycles` times those of the make-up, drift counting as bleed: E/(n -
/// 1)
/// - D (mass balance of salts; ASHRAE Handbook HVAC Systems and Equipment, chapter Cooling Towers).
/// Precondition: cycles above 1.
[[nodiscard]] WaterUse water_use(double evaporated_kg_s, double drift_kg_s, double cycles);

/// Affinity laws of a fan in its own duct: flow with speed, power with its cube and with density.
[[nodiscard]] double fan_power_w(double rated_w, double speed, double density_ratio);

}  // namespace shellfit::thermal
