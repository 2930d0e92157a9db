#pragma once
// The field tables as tab-separated text, for programs that make or check input files.

#include "documents/element_info.hpp"

#include <string>

namespace shellfit::documents {

/// One row for each element and attribute below `root`, the root first: path, attribute (empty for the
/// element itself), form, required, repeated, lowest, highest, positive, default, quantity, units, words,
/// category. Units and words are separated by spaces, a unit that is no sign at all is written as 1.
[[nodiscard]] std::string write_form_table(const ElementInfo& root);

}  // namespace shellfit::documents
