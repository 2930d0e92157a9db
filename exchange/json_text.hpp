#pragma once
// JSON with the place of each value in its file, so that a fault can be shown where it stands.

#include "base/diagnostics.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace shellfit::exchange {

struct JsonMember;

struct JsonValue {
  enum class Kind : unsigned char { null, boolean, number, text, list, object };
  Kind kind = Kind::null;
  bool boolean = false;
  double number = 0.0;
  std::string text;
  std::vector<JsonMember> members;  ///< of an object, or without names of a list
  std::size_t offset = 0;
  std::size_t length = 1;

  /// The member of this name; nothing where there is none or the value is no object.
  [[nodiscard]] const JsonValue* find(std::string_view name) const;
  /// What a message calls it: `an object`, `the text "a"`.
  [[nodiscard]] std::string description() const;
};
struct JsonMember {
  std::string name;
  std::size_t offset = 0, length = 1;  ///< of the name
  JsonValue value;
};

struct JsonText {
  std::shared_ptr<const SourceText> source;
  JsonValue root;
  [[nodiscard]] Location at(const JsonValue& value) const { return {source, value.offset, value.length}; }
  [[nodiscard]] Location at(const JsonMember& member) const { return {source, member.offset, member.length}; }
};

/// Parses RFC 8259 text. Faults: E-JSON-001 it is none, E-JSON-002 a name stands twice in an object,
/// E-FILE-003 it is deeper or has more values than any input needs.
[[nodiscard]] Outcome<JsonText> parse_json(std::string name, std::string bytes);

[[nodiscard]] std::span<const FaultKind> json_fault_kinds();

}  // namespace shellfit::exchange
