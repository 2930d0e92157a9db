#include "thermal/fluid.hpp"

#include "thermal/glycol.hpp"
#include "thermal/water.hpp"

#include <algorithm>
#include <cmath>

namespace shellfit::thermal {

namespace {

FluidProperties air_properties(double temperature_k, double pressure_pa) {
  // Ideal gas with R = 287.055 J/kg/K; cp of dry air 1006 J/kg/K (ASHRAE Handbook Fundamentals 2017, ch. 1);
  // viscosity and conductivity by the U.S. Standard Atmosphere 1976, equations (51) and (53).
  constexpr double gas_constant = 287.055;
  constexpr double heat_j_kgk = 1006.0;
  const double viscosity = 1.458e-6 * std::pow(temperature_k, 1.5) / (temperature_k + 110.4);
  const double conductivity = 2.64638e-3 * std::pow(temperature_k, 1.5) /
                              (temperature_k + 245.4 * std::pow(10.0, -12.0 / temperature_k));
  return {pressure_pa / (gas_constant * temperature_k) * units::kg_per_m3, heat_j_kgk * units::J_per_kgK,
          viscosity * units::Pa_s, conductivity * units::W_per_mK};
}

}  // namespace

FluidRange range_of(Fluid fluid) {
  switch (fluid) {
    case Fluid::water:
      return {0.1, 100.0};
    case Fluid::pg25:
      return {-10.0, 100.0};
    case Fluid::air:
      return {-60.0, 200.0};
  }
  return {0.0, 100.0};
}

FluidProperties properties_of(Fluid fluid, Temperature temperature, AbsolutePressure pressure) {
  const auto range = range_of(fluid);
  const double celsius = std::clamp(temperature.in(units::degC), range.low_c, range.high_c);
  const auto clamped = celsius * units::degC;
  constexpr double loop_pressure_pa = 3e5;
  constexpr double pg25_fraction = 0.25;
  switch (fluid) {
    case Fluid::water:
      return water_properties(clamped, loop_pressure_pa * units::Pa_absolute);
    case Fluid::pg25:
      return glycol_properties(Glycol::propylene, clamped, ratio(pg25_fraction));
    case Fluid::air:
      break;
  }
  return air_properties(clamped.in_si(), pressure.in_si());
}

bool in_range(Fluid fluid, Temperature temperature) {
  const auto range = range_of(fluid);
  const double celsius = temperature.in(units::degC);
  return celsius >= range.low_c && celsius <= range.high_c;
}

std::string fluid_name(Fluid fluid) {
  switch (fluid) {
    case Fluid::water:
      return "water";
    case Fluid::pg25:
      return "PG25";
    case Fluid::air:
      return "air";
  }
  return "";
}

}  // namespace shellfit::thermal
