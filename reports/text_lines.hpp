#pragma once
// Lines of a short answer: a name and what there is to say of it.

#include <string>
#include <string_view>
#include <vector>

namespace shellfit::reports {

/// Lines of one name that a screen has room for; JSON has all of them.
inline constexpr std::size_t most_text_lines = 6;

[[nodiscard]] std::string count_of(std::size_t count, std::string_view noun, std::string_view plural);
[[nodiscard]] std::string text_line(std::string_view name, const std::string& text);
/// As many of the lines as there is room for; `noun` is what the others are.
[[nodiscard]] std::string first_lines(std::string_view name, const std::vector<std::string>& lines,
                                      std::string_view noun);
[[nodiscard]] std::string note_lines(const std::vector<std::string>& notes);

}  // namespace shellfit::reports
