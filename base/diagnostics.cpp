#include "base/diagnostics.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shellfit {

SourceText::SourceText(std::string name, std::string text) : name_(std::move(name)), text_(std::move(text)) {
  line_starts_.push_back(0);
  for (std::size_t i = 0; i < text_.size(); ++i) {
    if (text_[i] == '\n') line_starts_.push_back(i + 1);
  }
}

SourceText::Position SourceText::position(std::size_t offset) const {
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  const auto line = static_cast<std::size_t>(after - line_starts_.begin());
  return {static_cast<int>(line), static_cast<int>(offset - line_starts_[line - 1]) + 1};
}

std::string_view SourceText::line_at(std::size_t offset) const {
  const auto line = static_cast<std::size_t>(position(offset).line);
  const auto start = line_starts_[line - 1];
  auto end = line < line_starts_.size() ? line_starts_[line] - 1 : text_.size();
  if (end > start && text_[end - 1] == '\r') --end;
  return std::string_view(text_).substr(start, end - start);
}

namespace {

struct Paint {
  bool is_on;
  [[nodiscard]] std::string operator()(std::string_view code, std::string_view text) const {
    return is_on ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
  }
};

/// Input text made safe for a terminal: no control character reaches it.
std::string printable(std::string_view text) {
  std::string shown;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\t') {
      shown += ' ';
    } else if (byte < 0x20 || byte == 0x7f) {
      shown += fmt::format("\\x{:02x}", byte);
    } else {
      shown += c;
    }
  }
  return shown;
}

bool continues_letter(char byte) { return (static_cast<unsigned char>(byte) & 0xc0U) == 0x80U; }

/// The nearest place at or before `offset` where a letter of UTF-8 begins.
std::size_t letter_start(std::string_view text, std::size_t offset) {
  offset = std::min(offset, text.size());
  while (offset > 0 && offset < text.size() && continues_letter(text[offset])) --offset;
  return offset;
}

/// Places that the text takes on the screen: its code points.
std::size_t width_of(std::string_view text) {
  return text.size() - static_cast<std::size_t>(std::count_if(text.begin(), text.end(), continues_letter));
}

std::string excerpt(const Location& where, std::string_view label, char mark, const Paint& paint,
                    std::string_view color) {
  constexpr std::size_t widest = 100;  // bytes
  const auto position = where.source->position(where.offset);
  std::string_view line = where.source->line_at(where.offset);
  auto column = static_cast<std::size_t>(position.column - 1);
  std::size_t cut = 0;
  if (line.size() > widest && column > widest / 2) cut = std::min(column - widest / 2, line.size() - widest);
  cut = letter_start(line, cut);
  line = line.substr(cut, letter_start(line, cut + widest) - cut);
  column -= cut;
  const auto number = std::to_string(position.line);
  const std::string margin(number.size(), ' ');
  column = std::min(column, line.size());
  const auto before = width_of(printable(line.substr(0, column)));
  const auto length = std::max<std::size_t>(1, width_of(printable(line.substr(column, where.length))));
  std::string text;
  text += fmt::format("{} {}\n", margin, paint("1;34", "|"));
  text += fmt::format("{} {} {}\n", paint("1;34", number), paint("1;34", "|"), printable(line));
  text += fmt::format("{} {} {}{} {}\n", margin, paint("1;34", "|"), std::string(before, ' '),
                      paint(color, std::string(length, mark)), paint(color, label));
  return text;
}

std::string place_of(const Location& where) {
  return fmt::format("{}:{}:{}", printable(where.file()), where.line(), where.column());
}

}  // namespace

std::string shortened(std::string_view text, std::size_t longest) {
  if (text.size() <= longest) return std::string(text);
  return std::string(text.substr(0, letter_start(text, longest))) + "...";
}

std::string render(const Diagnostic& fault, bool with_color) {
  const Paint paint{with_color};
  std::string text = fmt::format("{}: {}\n", paint("1;31", "error[" + fault.code + "]"),
                                 paint("1", printable(fault.message)));
  if (fault.where.is_known()) {
    text += fmt::format("  {} {}\n", paint("1;34", "-->"), place_of(fault.where));
    const auto label = fault.expected.empty() ? std::string{} : "expected " + printable(fault.expected);
    text += excerpt(fault.where, label, '^', paint, "1;31");
  } else if (!fault.expected.empty()) {
    text += fmt::format("  = expected {}\n", printable(fault.expected));
  }
  if (fault.other.is_known()) {
    text += fmt::format("  {} {}\n", paint("1;34", ":::"), place_of(fault.other));
    text += excerpt(fault.other, printable(fault.other_label), '-', paint, "1;34");
  }
  if (!fault.hint.empty()) text += fmt::format("{}: {}\n", paint("1;32", "help"), printable(fault.hint));
  return text;
}

void sort_diagnostics(Diagnostics& faults) {
  const auto key = [](const Diagnostic& fault) {
    return std::tuple(fault.where.file(), fault.where.offset, std::string_view(fault.code),
                      std::string_view(fault.message));
  };
  std::stable_sort(faults.begin(), faults.end(),
                   [&](const Diagnostic& a, const Diagnostic& b) { return key(a) < key(b); });
  const auto same = [&](const Diagnostic& a, const Diagnostic& b) { return key(a) == key(b); };
  faults.erase(std::unique(faults.begin(), faults.end(), same), faults.end());
}

}  // namespace shellfit
