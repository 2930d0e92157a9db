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

/// Vapour pressure over that of saturated air at the dry bulb, equations (12) and (20).
[[nodiscard]] Ratio relative_humidity(Temperature dry_bulb, double humidity_ratio, AbsolutePressure pressure);
[[nodiscard]] double humidity_ratio_at(Temperature dry_bulb, Ratio relative_humidity,
                                       AbsolutePressure pressure);
/// J per kg of dry air, 0 for dry air at 0 degC, equation (30).
[[nodiscard]] double enthalpy_j_kg(Temperature dry_bulb, double humidity_ratio);
/// Of saturated air: what a cooling tower's air leaves towards.
[[nodiscard]] double saturated_enthalpy_j_kg(Temperature temperature, AbsolutePressure pressure);
/// m3 per kg of dry air, equation (26).
[[nodiscard]] double moist_volume_m3_kg(Temperature dry_bulb, double humidity_ratio,
                                        AbsolutePressure pressure);
/// kg of moist air (dry air and vapour) per m3, equation (9b).
[[nodiscard]] Density moist_density(Temperature dry_bulb, double humidity_ratio, AbsolutePressure pressure);
/// What a barometer at `elevation` would read at the sea under a column of air that warms by 6.5 K/km (Hess,
/// Introduction to theoretical meteorology, 1959, chapter 6): as weather services report it.
[[nodiscard]] AbsolutePressure sea_level_pressure(AbsolutePressure station, Length elevation,
                                                  Temperature dry_bulb);

}  // namespace shellfit::thermal
