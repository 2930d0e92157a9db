#pragma once
// Moist air (ASHRAE Handbook Fundamentals 2017, chapter 1; SI). Pressure follows from elevation.

#include "base/units.hpp"

namespace shellfit::thermal {

/// Standard atmosphere, equation (3). Valid from -5 to 11 km.
[[nodiscard]] AbsolutePressure atmospheric_pressure(Length elevation);
/// Over ice below the triple point, over water above it, equations (5) and (6). Valid from -100 to 200 degC.
[[nodiscard]] AbsolutePressure saturation_pressure(Temperature temperature);
/// kg of water per kg of dry air, equations (33) and (35). Precondition: wet bulb not above dry bulb.
[[nodiscard]] double humidity_ratio(Temperature dry_bulb, Temperature wet_bulb, AbsolutePressure pressure);
/// Temperature at which air of this humidity ratio is saturated.
[[nodiscard]] Temperature dew_point(double humidity_ratio, AbsolutePressure pressure);
/// kg of water per kg of dry air that is saturated at this dew point, equation (20).
[[nodiscard]] double humidity_ratio_at_dew_point(Temperature dew_point, AbsolutePressure pressure);
[[nodiscard]] Temperature wet_bulb(Temperature dry_bulb, double humidity_ratio, AbsolutePressure pressure);

}  // namespace shellfit::thermal
