#pragma once
// Plant as the XML that a shell file holds: what is written reads back to the same plant.

#include "site/one_line.hpp"
#include "site/plant.hpp"

#include <string>

namespace shellfit::site {

/// The <power> element, indented as a child of <shell>.
[[nodiscard]] std::string power_text(const OneLine& one_line);
/// The <cooling> element, indented as a child of <shell>, every figure to its last digit. Precondition: every
/// loop is written element by element.
[[nodiscard]] std::string cooling_text(const CoolingSystem& cooling);

}  // namespace shellfit::site
