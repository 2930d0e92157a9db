#pragma once
// Spaces: outlines, what stands in them, and how they lie to each other.

#include "documents/reading.hpp"
#include "site/shell.hpp"

#include <vector>

namespace shellfit::site {

void check_spaces(const std::vector<Space>& spaces, documents::Reading& reading);

}  // namespace shellfit::site
