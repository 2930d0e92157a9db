#pragma once
// Blanks around and between words of files.

#include <algorithm>
#include <string_view>

namespace shellfit {

inline constexpr std::string_view blanks = " \t\r\n";

[[nodiscard]] constexpr bool is_blank(std::string_view text) {
  return text.find_first_not_of(blanks) == std::string_view::npos;
}
/// Without the blanks around it.
[[nodiscard]] constexpr std::string_view trimmed(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
  return text.substr(0, text.find_last_not_of(blanks) + 1);
}

}  // namespace shellfit
