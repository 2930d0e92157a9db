#include "thermal/fluid.hpp"

#include "thermal/glycol.hpp"
#include "thermal/water.hpp"

#include <fmt/format.h>

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

FluidProperties tabulated_properties(const FluidTable& table, Temperature temperature) {
  const auto above = std::upper_bound(table.begin(), table.end(), temperature,
                                      [](Temperature t, const FluidRow& row) { return t < row.temperature; });
  if (above == table.begin()) return table.front().properties;
  if (above == table.end()) return table.back().properties;
  const auto& [low, from] = *(above - 1);
  const auto& [high, to] = *above;
  const double share = (temperature - low) / (high - low);
  const auto between = [share](auto a, auto b) { return a + share * (b - a); };
  return {between(from.density, to.density), between(from.heat, to.heat),
          between(from.viscosity, to.viscosity), between(from.conductivity, to.conductivity)};
}

Glycol glycol_of(const Fluid& fluid) {
  return fluid.kind == Fluid::Kind::propylene_glycol ? Glycol::propylene : Glycol::ethylene;
}

}  // namespace

FluidRange range_of(const Fluid& fluid) {
  switch (fluid.kind) {
    case Fluid::Kind::water:
      return {0.1, 100.0};
    case Fluid::Kind::propylene_glycol:
    case Fluid::Kind::ethylene_glycol: {
      constexpr double coldest_tabled_c = -35.0;
      const double tenths = std::round(10.0 * freezing_point(fluid).in(units::degC));
      return {std::max(tenths / 10.0, coldest_tabled_c), 100.0};
    }
    case Fluid::Kind::tabulated:
      return {fluid.table->front().temperature.in(units::degC),
              fluid.table->back().temperature.in(units::degC)};
    case Fluid::Kind::air:
      break;
  }
  return {-60.0, 200.0};
}

Temperature freezing_point(const Fluid& fluid) {
  if (fluid.kind == Fluid::Kind::water) return 0.0 * units::degC;
  return glycol_freezing_point(glycol_of(fluid), fluid.fraction);
}

FluidProperties properties_of(const Fluid& fluid, Temperature temperature, AbsolutePressure pressure) {
  const auto range = range_of(fluid);
  const auto clamped = std::clamp(temperature.in(units::degC), range.low_c, range.high_c) * units::degC;
  constexpr double loop_pressure_pa = 3e5;
  switch (fluid.kind) {
    case Fluid::Kind::water:
      return water_properties(clamped, loop_pressure_pa * units::Pa_absolute);
    case Fluid::Kind::propylene_glycol:
    case Fluid::Kind::ethylene_glycol:
      return glycol_properties(glycol_of(fluid), clamped, fluid.fraction);
    case Fluid::Kind::tabulated:
      return tabulated_properties(*fluid.table, temperature);
    case Fluid::Kind::air:
      break;
  }
  return air_properties(clamped.in_si(), pressure.in_si());
}

bool in_range(const Fluid& fluid, Temperature temperature) {
  const auto range = range_of(fluid);
  const double celsius = temperature.in(units::degC);
  return celsius >= range.low_c && celsius <= range.high_c;
}

std::string fluid_name(const Fluid& fluid) {
  switch (fluid.kind) {
    case Fluid::Kind::water:
      return "water";
    case Fluid::Kind::propylene_glycol:
      return fmt::format("PG{:g}", fluid.fraction.in(units::percent));
    case Fluid::Kind::ethylene_glycol:
      return fmt::format("EG{:g}", fluid.fraction.in(units::percent));
    case Fluid::Kind::tabulated:
      return "fluid";
    case Fluid::Kind::air:
      break;
  }
  return "air";
}

}  // namespace shellfit::thermal
