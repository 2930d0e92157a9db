#pragma once
// The XML schema that follows from a field table, so that editors complete what the program accepts.

#include "documents/element_info.hpp"

#include <string>

namespace shellfit::documents {

/// W3C XML Schema 1.0 for files whose root is `root`. What a schema cannot say (references, ranges of
/// values, ids unique across a study) is left to the program.
[[nodiscard]] std::string write_schema(const ElementInfo& root);

}  // namespace shellfit::documents
