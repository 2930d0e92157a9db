#pragma once
// The schema files of all kinds of inputs.

#include <string>
#include <vector>

namespace shellfit::cli {

struct SchemaFile {
  std::string name;  ///< "study.xsd"
  std::string text;
};
[[nodiscard]] std::vector<SchemaFile> all_schemas();

}  // namespace shellfit::cli
