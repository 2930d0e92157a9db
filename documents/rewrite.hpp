#pragma once
// Edits of an XML file by the places of its parsed tree. What no edit names stays as it is, byte for byte:
// comments, white space, the order and the quotes of attributes.

#include "documents/document.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shellfit::documents {

/// Gathers edits of one file and applies them all at once. Elements given to it must be of the tree that was
/// parsed from this source; an element that is replaced or removed takes no other edit. XML to be put in is
/// written from column 1 with "\n"; it gets the indentation and the line ends of its place.
class Rewrite {
 public:
  explicit Rewrite(std::shared_ptr<const SourceText> source);

  /// Puts a value in the place of the attribute's, or adds the attribute after the others.
  void set_attribute(const Element& element, std::string_view name, std::string_view value);
  void remove_attribute(const Element& element, std::string_view name);
  /// Puts elements or comments last inside an element.
  void append_child(const Element& parent, std::string xml);
  void insert_before(const Element& sibling, std::string_view xml);
  void insert_after(const Element& sibling, std::string_view xml);
  void replace(const Element& element, std::string_view xml);
  void remove(const Element& element);

  [[nodiscard]] bool is_empty() const;
  /// The whole text after all edits, without a byte-order mark; it has been parsed again.
  [[nodiscard]] Outcome<std::string> text() const;

 private:
  struct Edit {
    std::size_t offset, length;
    std::string text;
  };
  void put(std::size_t offset, std::size_t length, std::string text);
  [[nodiscard]] std::string laid_out(std::string_view xml, const std::string& indent) const;
  void add_attributes(std::vector<Edit>& edits) const;
  void add_children(std::vector<Edit>& edits) const;

  std::shared_ptr<const SourceText> source_;
  std::string newline_;
  std::vector<Edit> edits_;
  /// By the offset of the element's name.
  std::map<std::size_t, std::vector<std::pair<std::string, std::string>>> new_attributes_;
  std::map<std::size_t, std::vector<std::string>> new_children_;
};

/// The bytes of a file whose text `before` was parsed and is now to be `after`: its byte-order mark stays.
/// A fault when the file no longer holds `before`.
[[nodiscard]] Outcome<std::string> bytes_in_place_of(const SourceText& before, std::string after);

}  // namespace shellfit::documents
