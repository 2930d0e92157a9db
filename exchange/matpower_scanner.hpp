#pragma once
// The text of a MATPOWER case file, from its first byte to its last: blanks, comments, continuations,
// numbers, words and quoted text. Only for the reader of these files.

#include "base/diagnostics.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace shellfit::exchange {

/// Thrown where reading cannot go on; run_matpower_script catches it.
struct MatpowerStop {
  Diagnostic fault;
};

class MatpowerScanner {
 public:
  explicit MatpowerScanner(std::shared_ptr<const SourceText> source)
      : source_(std::move(source)), text_(source_->text()) {}

  [[nodiscard]] std::size_t place() const { return place_; }
  void move_to(std::size_t place) { place_ = place; }
  [[nodiscard]] bool is_at_end() const { return place_ >= text_.size(); }
  /// The byte so many places on; NUL beyond the end.
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return place_ + ahead < text_.size() ? text_[place_ + ahead] : '\0';
  }
  bool take(char c) {
    if (is_at_end() || text_[place_] != c) return false;
    ++place_;
    return true;
  }
  [[nodiscard]] bool starts_with(std::string_view what) const {
    return text_.substr(place_).starts_with(what);
  }

  /// Passes blanks and continuations (... to the end of the line); true when there were any.
  bool skip_blanks();
  /// Passes blanks, line ends, separators and comments: the next byte begins a statement, or is the end.
  void skip_to_statement();
  /// Precondition: at %. Passes the comment, a block %{ %} too, and returns its text.
  std::string_view skip_comment();
  /// True at what ends a statement: ; , a line end, a comment or the end of the text.
  [[nodiscard]] bool is_at_end_of_statement() const;
  /// Precondition: is_at_end_of_statement. The end of the text ends none: the file is cut off there.
  void end_statement(std::size_t begin);

  /// A name, with its dots when `with_dots`; empty when none begins here.
  std::string_view word(bool with_dots = false);
  /// A number without a sign; nothing when none begins here.
  std::optional<double> number();
  /// A number, with its sign, that is a whole element between brackets: nothing else is joined to it by an
  /// operator. Nothing, and no byte passed, otherwise.
  std::optional<double> element_number();
  /// Precondition: at a quote. What it quotes.
  std::string quoted();
  /// Precondition: at {. Passes the cells and all that they hold.
  void skip_cells();

  [[nodiscard]] Location at(std::size_t offset, std::size_t length = 1) const {
    return {source_, offset, length};
  }
  [[noreturn]] void fail(std::string_view code, std::string message, std::size_t offset,
                         std::size_t length = 1, std::string expected = {}, std::string hint = {}) const;
  /// What begins at `opening` is never closed.
  [[noreturn]] void fail_open(std::string_view what, std::size_t opening) const;

 private:
  [[nodiscard]] bool is_block_comment(char brace) const;

  std::shared_ptr<const SourceText> source_;
  std::string_view text_;
  std::size_t place_ = 0;
};

}  // namespace shellfit::exchange
