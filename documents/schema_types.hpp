#pragma once
// The simple types of a generated schema: what the text of an attribute may be, and what an editor says of
// it.

#include "documents/element_info.hpp"

#include <map>
#include <string>

namespace shellfit::documents {

/// Named simple types by name, each with its pattern.
using Patterns = std::map<std::string, std::string>;

/// The name of the type of a quantity's field, such as "apparent-power-above-zero-or-unknown", whose pattern
/// is added to `patterns`. A pattern knows the units and the sign; limits other than zero depend on the unit.
[[nodiscard]] std::string quantity_type(const FieldInfo& field, Patterns& patterns);
/// The attribute's type, as an attribute of its declaration or as a simple type inside it.
struct AttributeType {
  std::string name;    ///< of a named type; else empty
  std::string inside;  ///< lines of a simple type, indented by six
};
[[nodiscard]] AttributeType attribute_type(const FieldInfo& field, Patterns& patterns);
/// Meaning, form, limits and default of a field, for an editor to show.
[[nodiscard]] std::string field_documentation(const FieldInfo& field);
/// The named types that every schema has, and those of the patterns.
[[nodiscard]] std::string simple_types(const Patterns& patterns);

}  // namespace shellfit::documents
