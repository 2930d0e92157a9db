#pragma once
// Plant as the XML that a shell file holds: what is written reads back to the same plant.

#include "site/plant.hpp"

#include <string>

namespace shellfit::site {

/// The <cooling> element, indented as a child of <shell>, every figure to its last digit. Precondition: every
/// loop is written element by element.
[[nodiscard]] std::string cooling_text(const CoolingSystem& cooling);

}  // namespace shellfit::site
