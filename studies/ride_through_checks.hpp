#pragma once
// Whether racks last until cooling is back.

#include "base/units.hpp"
#include "studies/check.hpp"
#include "studies/ride_through.hpp"

#include <vector>

namespace shellfit::studies {

/// One check a loss and element that something brings back; `margin` of the basis is added to what is needed.
[[nodiscard]] std::vector<Check> ride_through_checks(const std::vector<RideThrough>& found, Duration margin);

}  // namespace shellfit::studies
