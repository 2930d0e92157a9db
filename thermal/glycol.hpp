#pragma once
// Propylene and ethylene glycol in water, by volume (ASHRAE Handbook Fundamentals 2001, chapter 21).

#include "thermal/fluid_properties.hpp"

namespace shellfit::thermal {

enum class Glycol { propylene, ethylene };

/// Between 10 and 60 % by volume, from freezing to 100 degC. Against the tables: density within 0.03 %,
/// specific heat 0.02 %, conductivity 0.15 %, viscosity 1.3 %. Coolants as sold carry inhibitors: their
/// makers' viscosities differ from these by up to 15 %. Precondition: a fraction of the range.
[[nodiscard]] FluidProperties glycol_properties(Glycol glycol, Temperature temperature,
                                                Ratio volume_fraction);
/// Where the first ice forms; within 0.2 K (propylene) and 0.4 K (ethylene) of the tables.
[[nodiscard]] Temperature glycol_freezing_point(Glycol glycol, Ratio volume_fraction);

}  // namespace shellfit::thermal
