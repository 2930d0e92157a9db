#pragma once
// Addresses of attributes in a study: "deployment/line[gb300]@units", "basis/liquid@supply".

#include "documents/document.hpp"

#include <optional>
#include <string>
#include <vector>

namespace shellfit::documents {

/// A value put in the place of an attribute before a study is read.
struct Override {
  std::string address;
  std::string value;
  Location address_at;
  Location value_at;
};

/// Sets the attribute at an address below `root`. Elements without an id that are missing on the way are
/// made, so that a default can be overridden. Returns the fault when the address names nothing.
[[nodiscard]] std::optional<Diagnostic> set_attribute(Element& root, const Override& change);

/// What an address leads to: the last element on its way that is there, and the names of those that are not.
struct Place {
  const Element* element;
  std::vector<std::string> missing;
  std::string attribute;
};
[[nodiscard]] tl::expected<Place, Diagnostic> find_place(const Element& root, const Override& change);

}  // namespace shellfit::documents
