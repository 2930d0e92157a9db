#pragma once
// What is wrong with an input: where, what was found, what was expected. All faults of a file at once.

#include <tl/expected.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace shellfit {

/// The text of one input file, kept to show the line at fault.
class SourceText {
 public:
  SourceText(std::string name, std::string text);
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::string& text() const { return text_; }
  struct Position {
    int line;    ///< from 1
    int column;  ///< from 1, in bytes
  };
  [[nodiscard]] Position position(std::size_t offset) const;
  /// The whole line around an offset, without its end.
  [[nodiscard]] std::string_view line_at(std::size_t offset) const;

 private:
  std::string name_;
  std::string text_;
  std::vector<std::size_t> line_starts_;
};

/// A stretch of an input file. Carried along for messages; never part of what a result depends on.
struct Location {
  std::shared_ptr<const SourceText> source;
  std::size_t offset = 0;
  std::size_t length = 0;

  [[nodiscard]] bool is_known() const { return source != nullptr; }
  [[nodiscard]] std::string file() const { return source ? source->name() : std::string{}; }
  [[nodiscard]] int line() const { return source ? source->position(offset).line : 0; }
  [[nodiscard]] int column() const { return source ? source->position(offset).column : 0; }
};

struct Diagnostic {
  std::string code;     ///< stable, such as "E-FILE-012"
  std::string message;  ///< one line, lower case, no full stop
  Location where;
  std::string found;
  std::string expected;
  std::string hint;  ///< how to mend it
  /// A second place that the fault is about ("first used here").
  Location other;
  std::string other_label;
};

using Diagnostics = std::vector<Diagnostic>;

/// A value, or all the faults that stand in its way.
template <class T>
using Outcome = tl::expected<T, Diagnostics>;

/// A stable code and what it means: the source of `explain` and of the documentation.
struct FaultKind {
  std::string_view code;
  std::string_view title;
  std::string_view meaning;
  std::string_view remedy;
};

/// Text of an input as a message repeats it: whole when short, else its first letters and an ellipsis.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t longest = 60);
/// Renders a diagnostic with the line at fault and a caret, several lines, ending in a newline.
[[nodiscard]] std::string render(const Diagnostic& fault, bool with_color);
/// Sorts by file, line and column, and drops exact repeats.
void sort_diagnostics(Diagnostics& faults);

}  // namespace shellfit
