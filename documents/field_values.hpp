#pragma once
// The text of one attribute as a value, checked against what its field may be. Each fault goes to the
// reading.

#include "documents/element_info.hpp"
#include "documents/reading.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace shellfit::documents::detail {

/// Gives a quantity's field the limits of its kind where it has none of its own.
void add_plausible_limits(FieldInfo& field);
/// Checks limits given as SI; adds a fault when the value cannot be.
void check_limits(double low_si, double high_si, const FieldInfo& field, const Attribute& attribute,
                  const Element& element, Reading& reading);
[[nodiscard]] std::optional<int> read_whole_number(const FieldInfo& field, const Attribute& attribute,
                                                   const Element& element, Reading& reading);
[[nodiscard]] std::optional<std::size_t> read_word(const FieldInfo& field, const Attribute& attribute,
                                                   const Element& element, Reading& reading);
/// Adds a fault when the value is empty or blank.
void expect_text(const Attribute& attribute, const Element& element, Reading& reading);
/// The words of a value, each as an attribute of its own with its place.
[[nodiscard]] std::vector<Attribute> split_words(const Attribute& attribute);
[[nodiscard]] std::vector<std::pair<std::string, Location>> read_references(const FieldInfo& field,
                                                                            const Attribute& attribute,
                                                                            Reading& reading);
/// A figure that may be a range or unknown, checked against the field's limits; nothing when it has a fault.
template <class Q>
[[nodiscard]] std::optional<Uncertain<Q>> read_uncertain(const FieldInfo& field, const Attribute& attribute,
                                                         const Element& element, Reading& reading) {
  const auto parsed = parse_uncertain<Q>(attribute.value);
  if (!parsed) {
    reading.text_fault(parsed.error(), attribute, element);
    return std::nullopt;
  }
  if (!parsed->is_unknown())
    check_limits(parsed->low->in_si(), parsed->high->in_si(), field, attribute, element, reading);
  return *parsed;
}

}  // namespace shellfit::documents::detail
