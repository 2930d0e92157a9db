#pragma once
// Liquids of cooling loops: density, specific heat and viscosity against temperature.

#include "base/units.hpp"

#include <string>

namespace shellfit::thermal {

enum class Fluid {
  water,  ///< IAPWS; 0.1 to 100 degC, at 3 bar
  pg25,   ///< propylene glycol 25 % by volume; -10 to 100 degC
  air     ///< dry, at the pressure of the site
};

struct FluidProperties {
  Density density;
  SpecificHeat heat;
  Viscosity viscosity;
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

/// Water by IAPWS-IF97 region 1 and the IAPWS 2008 viscosity.
[[nodiscard]] FluidProperties water_properties(Temperature temperature, AbsolutePressure pressure);
/// Propylene glycol in water by volume fraction (0 to 0.6): the ASHRAE tables as fitted for CoolProp. The fit
/// keeps to 0.02 % of density, 0.1 % of specific heat and mostly 2 % of viscosity; near freezing its
/// viscosity strays, by up to 7.5 % from the table at 40 % and -15 degC.
[[nodiscard]] FluidProperties propylene_glycol_properties(Temperature temperature, Ratio volume_fraction);
[[nodiscard]] Temperature propylene_glycol_freezing_point(Ratio volume_fraction);

}  // namespace shellfit::thermal
