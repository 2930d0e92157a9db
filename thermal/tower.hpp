#pragma once
// Cooling towers by Merkel's integral (Merkel 1925; Baker and Shryock, Journal of Heat Transfer 83, 1961):
// heat passes from water to air by the difference of their enthalpies, that of saturated air at the water's
// temperature and that of the air, which goes with its wet bulb alone. Make-up's heat is left out. All per kg
// of dry air, at the site's pressure.

#include "thermal/fluid.hpp"
#include "thermal/heat_rejection.hpp"

#include <optional>
#include <string>
#include <tuple>

namespace shellfit::thermal {

/// A tower by one known point, fans at full speed. Open: of the water itself. Closed: of what its coil cools,
/// the approach being that of the coil.
struct TowerRating {
  HeatFlow duty;
  Temperature wet_bulb;
  TemperatureDifference approach;  ///< water leaving above the wet bulb
  TemperatureDifference range;     ///< water entering above water leaving
  RealPower fan_power = 0.0 * units::W;
  Ratio drift = ratio(0.0);        ///< droplets lost, of the circulation
  double water_to_air = 1.2;       ///< mass flow of water by that of air at the rating (assumed)
  Ratio still_air = ratio(0.125);  ///< airflow with fans at rest, of full (assumed)
  AbsolutePressure pressure = 101.325 * units::kPa_absolute;
  static constexpr auto members() {
    return std::tuple{&TowerRating::duty,         &TowerRating::wet_bulb,  &TowerRating::approach,
                      &TowerRating::range,        &TowerRating::fan_power, &TowerRating::drift,
                      &TowerRating::water_to_air, &TowerRating::still_air, &TowerRating::pressure};
  }
};
struct TowerConstants {
  double transfer_kg_s;  ///< K of the fill, before the factors of water, air and wet bulb
  double air_kg_s;       ///< dry air at full speed and rated pressure
  double water_w_k;      ///< rated capacity rate
  double wet_bulb_k, pressure_pa;
  double rated_lift_k;  ///< water entering above the wet bulb
  double still_air;
  double fan_w;
  double drift;
};
/// Why no tower has a rating, in words; empty for one that can be.
[[nodiscard]] std::string contradiction_in(const TowerRating& rating);
/// Nothing: the figures contradict each other; the air would be saturated before it has carried the duty
/// away.
[[nodiscard]] std::optional<TowerConstants> tower_constants(const TowerRating& rating);

/// Heat that a tower takes out of water of a capacity rate at a share of its fan speed. K goes with (0.1082 +
/// 1.667 w - 0.7713 w^2)(1.3 a - 0.3 a^2)(1 + 0.0081 (T_wb0 - T_wb)) (Scheier's factors of UA = K c_p,
/// defaults of EnergyPlus, CoolingTower:VariableSpeed:Merkel), w water's and a air's mass flow by the rated.
/// Outside their fit they are held: w 0.3 to 1, T_wb0 - T_wb -10 to 25 K; a, fitted from 0.2 to 1, runs on to
/// still air. Nothing where the water enters at or below the wet bulb. Without make-up there is no tower:
/// that is the caller's to know.
[[nodiscard]] double tower_heat_w(const TowerConstants& tower, double speed, double water_w_k,
                                  double water_in_k, const OutdoorAir& air);
[[nodiscard]] Rejected tower_most(const TowerConstants& tower, double water_w_k, double water_in_k,
                                  const OutdoorAir& air);
/// Share of full fan speed, 0 to 1, that rejects `duty_w`: 0 where still air does, 1 where even full speed
/// does not.
[[nodiscard]] double tower_speed(const TowerConstants& tower, double duty_w, double water_w_k,
                                 double water_in_k, const OutdoorAir& air);
[[nodiscard]] double tower_fan_w(const TowerConstants& tower, double speed, const OutdoorAir& air);
/// Water that leaves at a fan speed and heat: what the air takes up until it leaves saturated, drift of the
/// circulation (kg/s), and blowdown. The air's enthalpy rises by the heat and by that of the water it takes
/// up, which make-up brings at the wet bulb (assumed; Merkel's heat leaves this out). Precondition: heat that
/// the air can carry.
[[nodiscard]] WaterUse tower_water(const TowerConstants& tower, double heat_w, double speed,
                                   double circulation_kg_s, const OutdoorAir& air, double cycles);

}  // namespace shellfit::thermal
