#pragma once
// Plant written as the elements that a shell file lists.

#include "site/one_line.hpp"

#include <string>

namespace shellfit::site {

/// A <power> element, indented by `indent` spaces, that reads back to the same one-line.
[[nodiscard]] std::string power_text(const OneLine& one_line, int indent);

}  // namespace shellfit::site
