#pragma once
// One catalog type for each distinct equipment of a schedule.

#include "documents/document.hpp"
#include "exchange/equipment_schedule.hpp"

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
/// own figures. Required figures that the schedule does not give are claimed as unknown. `file` names the
/// source.
[[nodiscard]] TypesText write_types(Schedule& schedule, const std::string& file);

}  // namespace shellfit::exchange
