#pragma once
// What EPANET makes of the units of its files. Its factors are rounded (src/types.h), and exact ones would
// move heads by up to 0.05 %, so these are used first; what follows from feet is exact.

namespace shellfit::exchange::epanet {

enum class FlowUnit { cfs, gpm, mgd, imgd, afd, lps, lpm, mld, cmh, cmd, cms };
enum class PressureUnit { psi, kpa, metres, bar, feet };

inline constexpr double metres_in_foot = 0.3048;
inline constexpr double psi_in_foot_of_water = 0.4333;
inline constexpr double kilowatts_in_horsepower = 0.7457;
inline constexpr double water_viscosity_ft2_s = 1.1e-5;

/// Metric flows make lengths metres, diameters mm and power kW; the others feet, inches and horsepower.
[[nodiscard]] constexpr bool is_metric(FlowUnit unit) { return unit >= FlowUnit::lps; }

/// How many of a unit are a cubic foot per second.
[[nodiscard]] constexpr double in_cubic_foot_per_second(FlowUnit unit) {
  switch (unit) {
    case FlowUnit::cfs:
      return 1.0;
    case FlowUnit::gpm:
      return 448.831;
    case FlowUnit::mgd:
      return 0.64632;
    case FlowUnit::imgd:
      return 0.5382;
    case FlowUnit::afd:
      return 1.9837;
    case FlowUnit::lps:
      return 28.317;
    case FlowUnit::lpm:
      return 1699.0;
    case FlowUnit::mld:
      return 2.4466;
    case FlowUnit::cmh:
      return 101.94;
    case FlowUnit::cmd:
      return 2446.6;
    case FlowUnit::cms:
      return 0.028317;
  }
  return 1.0;
}

/// How many of a unit are a foot of head. The density counts for units of pressure, not for those of length.
[[nodiscard]] constexpr double in_foot_of_head(PressureUnit unit, double specific_gravity) {
  switch (unit) {
    case PressureUnit::psi:
      return psi_in_foot_of_water * specific_gravity;
    case PressureUnit::kpa:
      return 6.895 * psi_in_foot_of_water * specific_gravity;
    case PressureUnit::metres:
      return metres_in_foot;
    case PressureUnit::bar:
      return 0.068948 * psi_in_foot_of_water * specific_gravity;
    case PressureUnit::feet:
      return 1.0;
  }
  return 1.0;
}

}  // namespace shellfit::exchange::epanet
