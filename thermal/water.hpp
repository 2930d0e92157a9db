#pragma once
// Liquid water and its vapour pressure by the formulations of IAPWS.

#include "thermal/fluid_properties.hpp"

namespace shellfit::thermal {

/// Enthalpy, energy and entropy are zero-based at the liquid at the triple point.
struct WaterState {
  double volume_m3_kg;
  double enthalpy_j_kg, energy_j_kg;
  double entropy_j_kgk;
  double heat_j_kgk;  ///< at constant pressure
  double sound_m_s;
};
/// IAPWS R7-97(2012), region 1: liquid from 0 to 350 degC, from its vapour pressure to 100 MPa.
[[nodiscard]] WaterState water_state(Temperature temperature, AbsolutePressure pressure);

/// Where liquid and steam are in balance, IAPWS R7-97(2012), region 4: 0 to 373.946 degC, 611.213 Pa to
/// 22.064 MPa. Over ice see `saturation_pressure` of moist air.
[[nodiscard]] AbsolutePressure vapour_pressure(Temperature temperature);
[[nodiscard]] Temperature boiling_point(AbsolutePressure pressure);

/// IAPWS R12-08 without the critical enhancement, which is below 1e-6 in liquid under 300 degC.
[[nodiscard]] Viscosity water_viscosity(Temperature temperature, Density density);
/// IAPWS R15-11 without the critical enhancement.
[[nodiscard]] Conductivity water_conductivity(Temperature temperature, Density density);

/// All that loops need, at a temperature and pressure of region 1.
[[nodiscard]] FluidProperties water_properties(Temperature temperature, AbsolutePressure pressure);

}  // namespace shellfit::thermal
