#pragma once
// What a UPS takes in for what it gives out.

#include "catalogs/equipment.hpp"

namespace shellfit::studies {

/// Output over input in double conversion at an output: by the points of its curve, between which the losses
/// lie on a line; below the least of them its losses stay, above the greatest its efficiency does. Without a
/// curve, its one figure. Precondition: rating and efficiency are known.
[[nodiscard]] Ratio ups_efficiency(const catalogs::UpsType& type, RealPower output);
/// Whether it depends on the load.
[[nodiscard]] bool has_efficiency_curve(const catalogs::UpsType& type);

}  // namespace shellfit::studies
