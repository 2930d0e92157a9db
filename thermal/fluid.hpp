#pragma once
// Liquids of cooling loops: density, specific heat, viscosity and conductivity against temperature.

#include "thermal/fluid_properties.hpp"

#include <string>

namespace shellfit::thermal {

enum class Fluid {
  water,  ///< IAPWS; 0.1 to 100 degC, at 3 bar
  pg25,   ///< propylene glycol 25 % by volume; -10 to 100 degC
  air     ///< dry, at the pressure of the site
};

/// Properties of a liquid, or of air at `pressure`. A temperature outside the range of the source is moved
/// to its nearest end: iterations may stray there, answers may not (see in_range).
[[nodiscard]] FluidProperties properties_of(Fluid fluid, Temperature temperature, AbsolutePressure pressure);
[[nodiscard]] bool in_range(Fluid fluid, Temperature temperature);
/// Where the properties hold, in degC.
struct FluidRange {
  double low_c, high_c;
};
[[nodiscard]] FluidRange range_of(Fluid fluid);
[[nodiscard]] std::string fluid_name(Fluid fluid);

}  // namespace shellfit::thermal
