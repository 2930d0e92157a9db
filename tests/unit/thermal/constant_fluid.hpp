#pragma once

#include "thermal/exchanger.hpp"

namespace shellfit::thermal {

/// A fluid that keeps the properties of one temperature, so that films and specific heats stay at a rating's
/// whatever the temperatures; from 0 to 100 degC. `table` is where it is kept.
inline Fluid constant(FluidTable& table, const Fluid& fluid, double celsius) {
  const auto properties = properties_of(fluid, celsius * units::degC, rating_pressure);
  table = {{0.0 * units::degC, properties}, {100.0 * units::degC, properties}};
  return {Fluid::Kind::tabulated, ratio(0.0), &table};
}

}  // namespace shellfit::thermal
