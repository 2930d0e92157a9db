#pragma once
// The faults of one power-grid-model file as they are found: all at once, up to a few.

#include "exchange/json_text.hpp"

#include <string>

namespace shellfit::exchange::power_grid_model {

class CaseFaults {
 public:
  /// `text` outlives it.
  explicit CaseFaults(const JsonText& text) : text_(text) {}

  /// Notes a fault at a value; `hint` may be empty. What comes after the first twenty is not noted.
  void complain(const char* code, std::string message, const JsonValue& where, std::string expected,
                std::string hint = {});
  /// The same of a name that no component has.
  void complain_of_name(const char* code, std::string message, const JsonMember& where, std::string expected);
  /// The same of a value that does not go with another one that stands before it.
  void complain_of_two(const char* code, std::string message, const JsonValue& where, std::string expected,
                       const JsonValue& other, std::string other_label);

  [[nodiscard]] bool is_none() const { return faults_.empty(); }
  [[nodiscard]] bool is_enough() const;
  /// In the order of their places.
  [[nodiscard]] Diagnostics sorted() &&;

 private:
  const JsonText& text_;
  Diagnostics faults_;
};

}  // namespace shellfit::exchange::power_grid_model
