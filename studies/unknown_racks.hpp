#pragma once
// Racks of which nobody has published enough to begin: size, power, or how their heat leaves.

#include "site/study.hpp"
#include "studies/check.hpp"

#include <vector>

namespace shellfit::studies {

/// One open check for each figure without which the racks of the deployment can be neither placed nor fed nor
/// cooled. When there is any, nothing else can be computed.
[[nodiscard]] std::vector<Check> unknown_rack_checks(const site::Study& study);

}  // namespace shellfit::studies
