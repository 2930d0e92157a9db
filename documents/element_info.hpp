#pragma once
// What a field table says of its elements and attributes: all that a schema or a list of the form needs.

#include "base/unit_text.hpp"

#include <memory>
#include <string>
#include <vector>

namespace shellfit::documents {

/// What a field's text may be, for the schema and the documentation.
struct FieldInfo {
  enum class Form { text, quantity, whole_number, word, words, flag, id, reference, references };
  std::string name;
  std::string meaning;
  Form form = Form::text;
  bool is_required = false;
  std::string fallback;            ///< text of the default; empty when there is none
  std::string default_from;        ///< who gives the default while a file is read; empty when nobody does
  const KindText* kind = nullptr;  ///< for quantities
  bool may_be_uncertain = false;   ///< a range or "unknown" is allowed
  std::string lowest, highest;     ///< text of the limits; of whole numbers empty when open
  bool is_positive = false;        ///< must exceed zero
  std::vector<std::string> words;  ///< for words
  std::string category;            ///< for ids and references
  bool may_be_laid_over = false;   ///< of an id: another file, or the program, may define the same
};

struct ElementInfo;
struct ChildInfo {
  std::shared_ptr<const ElementInfo> element;
  bool is_required = false;
  bool is_repeated = false;
  bool may_be_elsewhere = false;  ///< may stand in a file of its own, named by href
};
struct ElementInfo {
  std::string name;
  std::string meaning;
  std::vector<FieldInfo> fields;
  std::vector<ChildInfo> children;
};

/// True for the attribute that says which version of the form a file is of.
[[nodiscard]] inline bool is_version(const FieldInfo& field) {
  return field.name == "schema" && field.words == std::vector<std::string>{"1"};
}

}  // namespace shellfit::documents
