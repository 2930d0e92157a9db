#include "reports/text_lines.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shellfit::reports {

std::string count_of(std::size_t count, std::string_view noun, std::string_view plural) {
  return fmt::format("{} {}", count, count == 1 ? noun : plural);
}

std::string text_line(std::string_view name, const std::string& text) {
  return fmt::format("  {:<16}{}\n", name, text);
}

std::string first_lines(std::string_view name, const std::vector<std::string>& lines, std::string_view noun) {
  std::string text;
  for (std::size_t i = 0; i < std::min(lines.size(), most_text_lines); ++i) text += text_line(name, lines[i]);
  if (lines.size() > most_text_lines)
    text += text_line("", fmt::format("and {} {} more", lines.size() - most_text_lines, noun));
  return text;
}

std::string note_lines(const std::vector<std::string>& notes) {
  std::string text = notes.empty() ? "" : "\n";
  for (std::size_t i = 0; i < std::min(notes.size(), most_text_lines); ++i)
    text += "  note: " + notes[i] + "\n";
  if (notes.size() > most_text_lines)
    text += fmt::format("  and {} notes more, all in --json\n", notes.size() - most_text_lines);
  return text;
}

}  // namespace shellfit::reports
