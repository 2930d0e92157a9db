#include "exchange/matpower_scanner.hpp"

#include <fmt/format.h>

#include <charconv>

namespace shellfit::exchange {

namespace {

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r'; }

}  // namespace

void MatpowerScanner::fail(std::string_view code, std::string message, std::size_t offset, std::size_t length,
                           std::string expected, std::string hint) const {
  Diagnostic fault;
  fault.code = code;
  fault.message = std::move(message);
  fault.where = at(std::min(offset, text_.size()), length);
  fault.expected = std::move(expected);
  fault.hint = std::move(hint);
  throw MatpowerStop{std::move(fault)};
}

void MatpowerScanner::fail_open(std::string_view what, std::size_t opening) const {
  fail("E-MPC-001", fmt::format("{} is never closed", what), opening, 1, {},
       "the file may have been cut off; take the whole one");
}

bool MatpowerScanner::skip_blanks() {
  const auto begin = place_;
  for (;;) {
    while (!is_at_end() && is_space(text_[place_])) ++place_;
    if (!starts_with("...")) return place_ != begin;
    const auto end = text_.find('\n', place_);
    if (end == std::string_view::npos)
      fail("E-MPC-001", "the file ends where a line should go on", place_, 3, {},
           "the file may have been cut off; take the whole one");
    place_ = end + 1;
  }
}

/// True at %{ or %} alone on a line.
bool MatpowerScanner::is_block_comment(char brace) const {
  if (peek() != '%' || peek(1) != brace) return false;
  auto before = place_;
  while (before > 0 && is_space(text_[before - 1])) --before;
  auto after = place_ + 2;
  while (after < text_.size() && is_space(text_[after])) ++after;
  return (before == 0 || text_[before - 1] == '\n') && (after == text_.size() || text_[after] == '\n');
}

std::string_view MatpowerScanner::skip_comment() {
  const auto begin = place_;
  int depth = 0;
  do {
    if (is_block_comment('{')) ++depth;
    if (is_block_comment('}') && depth > 0) --depth;
    const auto end = text_.find('\n', place_);
    if (end == std::string_view::npos) {
      if (depth > 0) fail_open("a block comment", begin);
      fail("E-MPC-001", "the file ends in a comment", begin, 1, "a line end",
           "the file may have been cut off; where it is whole, end its last line");
    }
    place_ = end;
    if (depth > 0) {
      ++place_;
      while (!is_at_end() && is_space(text_[place_])) ++place_;
      if (is_at_end()) fail_open("a block comment", begin);
    }
  } while (depth > 0);
  return text_.substr(begin, place_ - begin);
}

void MatpowerScanner::skip_to_statement() {
  for (;;) {
    skip_blanks();
    const char c = peek();
    if (c == '%') {
      skip_comment();
    } else if (!is_at_end() && (c == '\n' || c == ';' || c == ',')) {
      ++place_;
    } else {
      return;
    }
  }
}

bool MatpowerScanner::is_at_end_of_statement() const {
  const char c = peek();
  return is_at_end() || c == '\n' || c == ';' || c == ',' || c == '%';
}

void MatpowerScanner::end_statement(std::size_t begin) {
  if (is_at_end())
    fail("E-MPC-001", "the file ends in a statement", begin, place_ - begin, "; or a line end behind it",
         "the file may have been cut off; where it is whole, end its last line");
  if (peek() != '%') ++place_;
}

std::string_view MatpowerScanner::word(bool with_dots) {
  const auto begin = place_;
  if (!is_letter(peek())) return {};
  while (is_letter(peek()) || is_digit(peek()) || peek() == '_' ||
         (with_dots && peek() == '.' && is_letter(peek(1))))
    ++place_;
  return text_.substr(begin, place_ - begin);
}

std::optional<double> MatpowerScanner::number() {
  const bool has_point = peek() == '.';
  if (!is_digit(peek(has_point ? 1 : 0))) return std::nullopt;
  double value = 0;
  const auto* const end = text_.data() + text_.size();
  const auto read = std::from_chars(text_.data() + place_, end, value);
  auto length = static_cast<std::size_t>(read.ptr - text_.data()) - place_;
  // The point of 1./x is the operator's.
  const auto next = peek(length);
  if (text_[place_ + length - 1] == '.' && (next == '*' || next == '/' || next == '^')) --length;
  if (read.ec != std::errc{})
    fail("E-MPC-003", "the number is too large or too small to hold", place_, length);
  place_ += length;
  return value;
}

std::optional<double> MatpowerScanner::element_number() {
  const char* const begin = text_.data() + place_;
  const char* const end = text_.data() + text_.size();
  const char* p = begin;
  const bool is_negative = p < end && *p == '-';
  if (is_negative || (p < end && *p == '+')) ++p;
  if (p == end || !(is_digit(*p) || (*p == '.' && p + 1 < end && is_digit(p[1])))) return std::nullopt;
  double value = 0;
  const auto read = std::from_chars(p, end, value);
  if (read.ec != std::errc{}) return std::nullopt;  // the long way says what is wrong
  p = read.ptr;
  const char* next = p;
  while (next < end && is_space(*next)) ++next;
  if (next == end) return std::nullopt;
  const bool has_blank = next != p;
  switch (*next) {
    case ';':
    case ',':
    case '\n':
    case ']':
    case '%':
      break;
    case '+':
    case '-':  // a sign when a blank is before it and none behind it, else an operator
      if (!has_blank || next + 1 == end || is_space(next[1])) return std::nullopt;
      break;
    case '.':  // 1 .5 are two numbers, 1 .* 5 is one
      if (!has_blank || next + 1 == end || !is_digit(next[1])) return std::nullopt;
      break;
    default:
      if (!has_blank || !(is_digit(*next) || is_letter(*next))) return std::nullopt;
  }
  place_ = static_cast<std::size_t>(next - text_.data());
  return is_negative ? -value : value;
}

std::string MatpowerScanner::quoted() {
  const auto opening = place_;
  const char quote = text_[place_++];
  std::string inside;
  for (;; ++place_) {
    const auto end = text_.find_first_of(quote == '\'' ? "'\n" : "\"\n", place_);
    if (end == std::string_view::npos || text_[end] == '\n') fail_open("a quote", opening);
    inside += text_.substr(place_, end - place_);
    place_ = end + 1;
    if (peek() != quote) return inside;
    inside += quote;  // a doubled quote stands for one
  }
}

void MatpowerScanner::skip_cells() {
  const auto opening = place_;
  std::size_t depth = 0;
  while (!is_at_end()) {
    switch (peek()) {
      case '\'':
      case '"':
        quoted();
        continue;
      case '%':
        skip_comment();
        continue;
      case '{':
      case '[':
        ++depth;
        break;
      case ']':
      case '}':
        --depth;
        break;
      default:
        break;
    }
    ++place_;
    if (depth == 0) return;
  }
  fail_open("this {", opening);
}

}  // namespace shellfit::exchange
