#pragma once
// An XML file as a tree that knows where everything stands. The door to pugixml.

#include "base/diagnostics.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace shellfit::documents {

struct Attribute {
  std::string name;
  std::string value;
  Location name_at;
  Location value_at;
};

struct Element {
  std::string name;
  std::string text;  ///< character data directly inside, trimmed
  Location where;    ///< the element's name
  std::vector<Attribute> attributes;
  std::vector<Element> children;

  [[nodiscard]] const Attribute* find(std::string_view attribute) const;
};

/// Parses XML text; `name` is how messages call the file. All faults of the text at once where the parser
/// can go on (duplicate attributes), else the first.
[[nodiscard]] Outcome<Element> parse_document(std::string name, std::string text);

/// Reads and parses a file.
[[nodiscard]] Outcome<Element> read_document(const std::filesystem::path& file);

/// Reads a file and puts the root of each part that a child of its root names by `href` in that child's
/// place. Paths are relative to the file that names them.
[[nodiscard]] Outcome<Element> read_document_with_parts(const std::filesystem::path& file);

/// Where text stops being well-formed UTF-8 (RFC 3629) without control characters that XML 1.0 forbids; npos
/// when it does not.
[[nodiscard]] std::size_t first_bad_byte(std::string_view text);

/// Escapes text for use inside XML or HTML, attribute values included.
[[nodiscard]] std::string escape_xml(std::string_view text);

}  // namespace shellfit::documents
