#pragma once
// Dry and adiabatic coolers: water against outdoor air, which wet pads may have cooled.

#include "thermal/exchanger.hpp"
#include "thermal/heat_rejection.hpp"

#include <limits>
#include <string>
#include <tuple>

namespace shellfit::thermal {

/// A dry or adiabatic cooler by one known point at the standard atmosphere, fans at full speed. The air's
/// capacity rate is taken equal to the water's at that point (assumed: data sheets rarely tell the airflow).
struct CoolerRating {
  HeatFlow duty;
  Temperature water_in, water_out, air_in;  ///< air entering the coil, behind the pads
  RealPower fan_power = 0.0 * units::W;
  Ratio pad_effectiveness = ratio(0.0);  ///< wet-bulb depression that pads take; 0: a dry cooler
  static constexpr auto members() {
    return std::tuple{&CoolerRating::duty,   &CoolerRating::water_in,  &CoolerRating::water_out,
                      &CoolerRating::air_in, &CoolerRating::fan_power, &CoolerRating::pad_effectiveness};
  }
};
struct CoolerConstants {
  double conductance_w_k;
  double air_capacity_rate_w_k;
  double air_in_k = std::numeric_limits<double>::quiet_NaN();  ///< of the rating, where air has its density
  double fan_w = 0.0;                                          ///< at full speed there
  double pad_effectiveness = 0.0;
};
/// Why no cooler has a rating, in words; empty for one that can be.
[[nodiscard]] std::string contradiction_in(const CoolerRating& rating);
/// Precondition: water in above water out above air in.
[[nodiscard]] CoolerConstants cooler_constants(const CoolerRating& rating);

/// The same at a share of the rated air's mass flow: its capacity rate in proportion, and the conductance,
/// which the air side governs, with the power 0.6 (turbulent flow across tube banks, Zukauskas 1972).
[[nodiscard]] CoolerConstants at_air_share(const CoolerConstants& constants, double share);
/// A cooler in the air that enters its coil, fans at full speed: they move a volume, so that the air's mass
/// goes with its pressure and inversely with its temperature.
[[nodiscard]] CoolerConstants in_air(const CoolerConstants& constants, double coil_k, double pressure_pa);
/// Heat per kelvin between entering water and entering air, at a water capacity rate.
[[nodiscard]] double cooler_heat_w_k(const CoolerConstants& constants, double water_capacity_rate_w_k);

/// Air behind wet pads: as far towards the wet bulb as they reach.
[[nodiscard]] double behind_pads_k(double effectiveness, const OutdoorAir& air);
/// Air entering the coil: outdoor air, or behind wet pads. Without water the pads are dry. Their
/// effectiveness is held at all air speeds (assumed).
[[nodiscard]] double coil_air_k(const CoolerConstants& cooler, const OutdoorAir& air, bool has_water);

/// Heat that water of a capacity rate can give at full fan speed. Fans move a volume: the air's mass goes
/// with its pressure and inversely with its temperature at the coil. Nothing where the water enters no
/// warmer.
[[nodiscard]] Rejected cooler_most(const CoolerConstants& cooler, double water_w_k, double water_in_k,
                                   const OutdoorAir& air, bool has_water);
/// The same at a share of full fan speed. Nothing at rest: free convection is left out.
[[nodiscard]] double cooler_heat_w(const CoolerConstants& cooler, double speed, double water_w_k,
                                   double water_in_k, const OutdoorAir& air, bool has_water);
/// Share of full fan speed, 0 to 1, that rejects `duty_w`; 1 where even that does not.
[[nodiscard]] double cooler_speed(const CoolerConstants& cooler, double duty_w, double water_w_k,
                                  double water_in_k, const OutdoorAir& air, bool has_water);
[[nodiscard]] double cooler_fan_w(const CoolerConstants& cooler, double speed, const OutdoorAir& air,
                                  bool has_water);
/// Water that wet pads give to the air at a fan speed, kg/s.
[[nodiscard]] double cooler_evaporation_kg_s(const CoolerConstants& cooler, double speed,
                                             const OutdoorAir& air);

}  // namespace shellfit::thermal
