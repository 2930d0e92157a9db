#pragma once
// The catalog's own tables, asked by name: which figures a kind of type has, what they can be, how they are
// written.

#include "documents/element_table.hpp"
#include "exchange/equipment_kinds.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shellfit::exchange {

/// The name of a kind's element in a catalog; empty when the catalog has no such types.
[[nodiscard]] std::string_view catalog_element(Kind kind);
/// The field of a figure; of a utility feed, its attribute. Null when the kind has no such figure.
[[nodiscard]] const documents::FieldInfo* figure_field(Kind kind, std::string_view figure);
/// The same by the name of a kind's element in a catalog.
[[nodiscard]] const documents::FieldInfo* figure_field(std::string_view element, std::string_view figure);
/// The limit that a value breaks, such as "at most 30 %".
[[nodiscard]] std::optional<std::string> broken_limit(const documents::FieldInfo& field, double value_si);
/// A value with its unit, to seven digits.
[[nodiscard]] std::string exact_text(double value_si, const KindText& kind);
/// Required figures that a type element does not claim.
[[nodiscard]] std::vector<std::string> missing_figures(Kind kind, const documents::Element& type);

}  // namespace shellfit::exchange
