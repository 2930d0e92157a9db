#pragma once
// Liquids of cooling loops: density, specific heat, viscosity and conductivity against temperature.

#include "thermal/fluid_properties.hpp"

#include <string>
#include <vector>

namespace shellfit::thermal {

/// What a file says of a fluid: properties at rising temperatures, by straight lines between them. One row at
/// the least.
struct FluidRow {
  Temperature temperature;
  FluidProperties properties;
};
using FluidTable = std::vector<FluidRow>;

/// A fluid as circuits name it.
struct Fluid {
  enum class Kind {
    water,             ///< IAPWS; 0.1 to 100 degC, at 3 bar
    propylene_glycol,  ///< in water; from freezing, at the least -35 degC, to 100 degC
    ethylene_glycol,   ///< as propylene glycol
    air,               ///< dry, at the pressure of the site
    tabulated          ///< by `table`, from its first row to its last
  };
  Kind kind = Kind::water;
  Ratio fraction = ratio(0.0);        ///< of a glycol by volume, 0.1 to 0.6
  const FluidTable* table = nullptr;  ///< of tabulated; whoever describes a network keeps it

  static const Fluid water, pg25, air;
  friend constexpr bool operator==(const Fluid&, const Fluid&) = default;
};
inline constexpr Fluid Fluid::water{Fluid::Kind::water};
inline constexpr Fluid Fluid::pg25{Fluid::Kind::propylene_glycol, ratio(0.25)};
inline constexpr Fluid Fluid::air{Fluid::Kind::air};

/// Properties of a liquid, or of air at `pressure`. A temperature outside the range of the source is moved
/// to its nearest end: iterations may stray there, answers may not (see in_range).
[[nodiscard]] FluidProperties properties_of(const Fluid& fluid, Temperature temperature,
                                            AbsolutePressure pressure);
[[nodiscard]] bool in_range(const Fluid& fluid, Temperature temperature);
/// Where a liquid forms its first ice. Precondition: neither air nor tabulated.
[[nodiscard]] Temperature freezing_point(const Fluid& fluid);
/// Where the properties hold, in degC.
struct FluidRange {
  double low_c, high_c;
};
[[nodiscard]] FluidRange range_of(const Fluid& fluid);
[[nodiscard]] std::string fluid_name(const Fluid& fluid);  ///< "water", "PG25", "EG30", "air", "fluid"

}  // namespace shellfit::thermal
