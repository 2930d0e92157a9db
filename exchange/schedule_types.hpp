#pragma once
// One catalog type for each distinct equipment of a schedule.

#include "documents/document.hpp"
#include "exchange/connections.hpp"

#include <string>
#include <vector>

namespace shellfit::exchange {

struct TypeText {
  std::string kind, id;
  std::string xml;  ///< of the element, from column 1
};
struct TypesText {
  std::string source_id;
  std::string source_xml;
  std::vector<TypeText> types;
};

/// Gives every piece its type: one of the catalog where maker and model name it, else one of the schedule's
/// own figures. Required figures that the schedule does not give are claimed as unknown, and so is the
/// battery of a UPS that none names. `file` names the source.
[[nodiscard]] TypesText write_types(Schedule& schedule, const Connections& connections,
                                    const std::string& file);

}  // namespace shellfit::exchange
