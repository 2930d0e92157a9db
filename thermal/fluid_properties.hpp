#pragma once
// What loops ask of a fluid at a temperature.

#include "base/units.hpp"

namespace shellfit::thermal {

struct FluidProperties {
  Density density;
  SpecificHeat heat;
  Viscosity viscosity;
  Conductivity conductivity;
};

}  // namespace shellfit::thermal
