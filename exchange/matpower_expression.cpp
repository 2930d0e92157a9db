#include "exchange/matpower_expression.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>
#include <utility>

namespace shellfit::exchange {

namespace {

constexpr std::string_view not_understood = "E-MPC-003";
constexpr int deepest = 64;
/// Elements computed by all statements of a file together; a case of 100,000 buses needs a few millions.
constexpr std::size_t most_work = 500'000'000;

MatpowerMatrix scalar(double value) { return {1, 1, {value}, {}}; }

using Function = double (*)(double);
struct NamedFunction {
  std::string_view name;
  Function function;
};
constexpr std::array functions{NamedFunction{"sin", [](double x) { return std::sin(x); }},
                               NamedFunction{"cos", [](double x) { return std::cos(x); }},
                               NamedFunction{"tan", [](double x) { return std::tan(x); }},
                               NamedFunction{"asin", [](double x) { return std::asin(x); }},
                               NamedFunction{"acos", [](double x) { return std::acos(x); }},
                               NamedFunction{"atan", [](double x) { return std::atan(x); }},
                               NamedFunction{"sqrt", [](double x) { return std::sqrt(x); }},
                               NamedFunction{"exp", [](double x) { return std::exp(x); }},
                               NamedFunction{"log", [](double x) { return std::log(x); }},
                               NamedFunction{"abs", [](double x) { return std::abs(x); }}};

Function function_of(std::string_view name) {
  for (const auto& one : functions) {
    if (one.name == name) return one.function;
  }
  return nullptr;
}

std::optional<double> number_of(std::string_view name) {
  if (name == "Inf" || name == "inf") return std::numeric_limits<double>::infinity();
  if (name == "NaN" || name == "nan") return std::numeric_limits<double>::quiet_NaN();
  if (name == "pi") return std::numbers::pi;
  return std::nullopt;
}

double applied(char operation, double a, double b) {
  switch (operation) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    default:
      return std::pow(a, b);
  }
}

std::string size_of(const MatpowerMatrix& matrix) {
  return fmt::format("{} x {}", matrix.rows, matrix.columns);
}

}  // namespace

/// One level of parentheses, brackets or signs; what they hold has rules of its own for blanks.
class MatpowerExpressions::Nesting {
 public:
  Nesting(MatpowerExpressions& of, bool is_between_brackets)
      : of_(of), was_between_brackets_(std::exchange(of.is_between_brackets_, is_between_brackets)) {
    if (++of_.depth_ > deepest)
      of_.scanner_.fail(not_understood, fmt::format("nested deeper than {} levels", deepest),
                        of_.scanner_.place());
  }
  Nesting(const Nesting&) = delete;
  Nesting& operator=(const Nesting&) = delete;
  ~Nesting() {
    of_.is_between_brackets_ = was_between_brackets_;
    --of_.depth_;
  }

 private:
  MatpowerExpressions& of_;
  bool was_between_brackets_;
};

void MatpowerExpressions::count_work(std::size_t elements, std::size_t place) {
  work_ += elements;
  if (work_ > most_work)
    scanner_.fail(not_understood, "asks for more arithmetic than a case file needs", place);
}

MatpowerMatrix MatpowerExpressions::expression() { return sum(); }

bool MatpowerExpressions::is_operator_here(bool has_blank) const {
  if (!is_between_brackets_ || !has_blank) return true;
  const char next = scanner_.peek(1);
  return next == ' ' || next == '\t';
}

MatpowerMatrix MatpowerExpressions::sum() {
  auto left = product();
  for (;;) {
    const auto before = scanner_.place();
    const bool has_blank = scanner_.skip_blanks();
    const char operation = scanner_.peek();
    if ((operation != '+' && operation != '-') || !is_operator_here(has_blank)) {
      scanner_.move_to(before);
      return left;
    }
    const auto place = scanner_.place();
    scanner_.move_to(place + 1);
    left = combined(operation, true, left, product(), place);
  }
}

MatpowerMatrix MatpowerExpressions::product() {
  auto left = sign();
  for (;;) {
    const auto before = scanner_.place();
    scanner_.skip_blanks();
    const auto place = scanner_.place();
    const bool is_elementwise = scanner_.peek() == '.';
    const char operation = scanner_.peek(is_elementwise ? 1 : 0);
    if (operation != '*' && operation != '/') {
      scanner_.move_to(before);
      return left;
    }
    scanner_.move_to(place + (is_elementwise ? 2 : 1));
    left = combined(operation, is_elementwise, left, sign(), place);
  }
}

MatpowerMatrix MatpowerExpressions::sign() {
  scanner_.skip_blanks();
  const char c = scanner_.peek();
  if (c != '-' && c != '+') return power();
  const Nesting nesting(*this, is_between_brackets_);
  scanner_.move_to(scanner_.place() + 1);
  auto value = sign();  // -2^2 is -(2^2)
  if (c == '-') {
    for (auto& x : value.values) x = -x;
  }
  return value;
}

MatpowerMatrix MatpowerExpressions::power() {
  auto left = primary();
  for (;;) {
    const auto before = scanner_.place();
    scanner_.skip_blanks();
    const auto place = scanner_.place();
    const bool is_elementwise = scanner_.peek() == '.';
    if (scanner_.peek(is_elementwise ? 1 : 0) != '^') {
      scanner_.move_to(before);
      return left;
    }
    scanner_.move_to(place + (is_elementwise ? 2 : 1));
    scanner_.skip_blanks();
    const bool is_negative = scanner_.take('-');  // 2^-1
    auto exponent = primary();
    if (is_negative) {
      for (auto& x : exponent.values) x = -x;
    }
    left = combined('^', is_elementwise, left, exponent, place);
  }
}

MatpowerMatrix MatpowerExpressions::primary() {
  scanner_.skip_blanks();
  const auto begin = scanner_.place();
  if (const auto value = scanner_.number()) return scalar(*value);
  if (scanner_.peek() == '[') return literal();
  if (scanner_.take('(')) {
    const Nesting nesting(*this, false);
    auto value = expression();
    scanner_.skip_blanks();
    if (scanner_.is_at_end()) scanner_.fail_open("this (", begin);
    if (!scanner_.take(')'))
      scanner_.fail(not_understood, "the parentheses do not close here", scanner_.place(), 1, ")");
    return value;
  }
  const auto name = scanner_.word(true);
  if (!name.empty()) return call(name, begin);
  if (scanner_.is_at_end()) {
    scanner_.fail("E-MPC-001", "the file ends in a statement", begin, 1, "a number or a name",
                  "the file may have been cut off; take the whole one");
  }
  scanner_.fail(not_understood, "not a number, a name or a parenthesis", begin, 1, "a number or a name");
}

MatpowerMatrix MatpowerExpressions::call(std::string_view name, std::size_t begin) {
  if (name == "end" && end_of_selection_ > 0) return scalar(static_cast<double>(end_of_selection_));
  if (const auto* known = lookup_(name)) {
    if (scanner_.peek() != '(') {
      count_work(known->values.size(), begin);
      return *known;
    }
    const auto chosen = selection(*known, name);
    MatpowerMatrix value;
    value.rows = chosen.rows.size();
    value.columns = chosen.columns.size();
    for (const auto row : chosen.rows) {
      for (const auto column : chosen.columns) value.values.push_back(known->at(row, column));
    }
    return value;
  }
  if (const auto value = number_of(name)) return scalar(*value);
  if (const auto function = function_of(name)) {
    if (scanner_.peek() != '(')
      scanner_.fail(not_understood, fmt::format("{} needs an argument", name), begin, name.size(), "(");
    auto value = primary();
    count_work(value.values.size(), begin);
    for (auto& x : value.values) x = function(x);
    return value;
  }
  scanner_.fail(not_understood, fmt::format("nothing is called {} here", shortened(name)), begin, name.size(),
                {},
                "a case file may use its own variables, the names of define_constants, idx_bus, idx_gen and "
                "idx_brch, and sin, cos, tan, asin, acos, atan, sqrt, exp, log and abs");
}

MatpowerMatrix MatpowerExpressions::literal() {
  const auto opening = scanner_.place();
  const Nesting nesting(*this, true);
  scanner_.move_to(opening + 1);
  MatpowerMatrix matrix;
  std::size_t row_offset = opening, columns = 0;
  const auto end_row = [&] {
    if (columns == 0) return;
    if (matrix.rows == 0) matrix.columns = columns;
    if (columns != matrix.columns) {
      scanner_.fail(
          "E-MPC-004",
          fmt::format("row {} has {} columns, the first has {}", matrix.rows + 1, columns, matrix.columns),
          row_offset, scanner_.place() - row_offset, fmt::format("{} numbers", matrix.columns));
    }
    ++matrix.rows;
    matrix.row_offsets.push_back(row_offset);
    columns = 0;
  };
  bool is_behind_comma = true;
  for (;;) {
    scanner_.skip_blanks();
    if (scanner_.is_at_end()) scanner_.fail_open("this [", opening);
    const char c = scanner_.peek();
    if (c == '%') {
      scanner_.skip_comment();
    } else if (c == ';' || c == '\n' || c == ']') {
      end_row();
      is_behind_comma = true;
      scanner_.move_to(scanner_.place() + 1);
      if (c == ']') return matrix;
    } else if (c == ',') {
      if (is_behind_comma)
        scanner_.fail(not_understood, "nothing stands before this comma", scanner_.place(), 1, "a number");
      is_behind_comma = true;
      scanner_.move_to(scanner_.place() + 1);
    } else {
      is_behind_comma = false;
      const auto begin = scanner_.place();
      if (columns == 0) row_offset = begin;
      if (const auto number = scanner_.element_number()) {
        matrix.values.push_back(*number);
      } else {
        const auto element = expression();
        if (!element.is_scalar())
          scanner_.fail(not_understood, fmt::format("{} numbers where one belongs", size_of(element)), begin,
                        1, "a number");
        matrix.values.push_back(element.values.front());
      }
      ++columns;
    }
  }
}

std::vector<std::size_t> MatpowerExpressions::indices(std::size_t size, std::string_view name,
                                                      std::string_view what) {
  scanner_.skip_blanks();
  const auto begin = scanner_.place();
  std::vector<std::size_t> chosen;
  if (scanner_.take(':')) {
    count_work(size, begin);
    chosen.resize(size);
    std::iota(chosen.begin(), chosen.end(), std::size_t{0});
    return chosen;
  }
  const auto outer = std::exchange(end_of_selection_, size);
  auto values = expression();
  scanner_.skip_blanks();
  if (scanner_.take(':')) {
    const auto last = expression();
    if (!values.is_scalar() || !last.is_scalar())
      scanner_.fail(not_understood, "a range runs from one number to one number", begin,
                    scanner_.place() - begin);
    const double from = values.values.front();
    const double to = last.values.front();
    values.values.clear();
    for (double x = from; x <= to && values.values.size() <= size; ++x) values.values.push_back(x);
  }
  end_of_selection_ = outer;
  for (const double x : values.values) {
    if (!(x >= 1.0) || x > static_cast<double>(size) || x != std::floor(x)) {
      scanner_.fail(not_understood, fmt::format("{} has no {} {}", shortened(name), what, x), begin,
                    scanner_.place() - begin, fmt::format("1 to {}", size));
    }
    chosen.push_back(static_cast<std::size_t>(x) - 1);
  }
  return chosen;
}

MatpowerSelection MatpowerExpressions::selection(const MatpowerMatrix& matrix, std::string_view name) {
  const auto opening = scanner_.place();
  const Nesting nesting(*this, false);
  scanner_.move_to(opening + 1);
  MatpowerSelection chosen;
  chosen.rows = indices(matrix.rows, name, "row");
  scanner_.skip_blanks();
  if (scanner_.is_at_end()) scanner_.fail_open("this (", opening);
  if (!scanner_.take(','))
    scanner_.fail(not_understood, "a selection names rows and columns", opening, 1, "(rows, columns)");
  chosen.columns = indices(matrix.columns, name, "column");
  scanner_.skip_blanks();
  if (scanner_.is_at_end()) scanner_.fail_open("this (", opening);
  if (!scanner_.take(')'))
    scanner_.fail(not_understood, "the selection does not close here", scanner_.place(), 1, ")");
  count_work(chosen.rows.size(), opening);
  if (chosen.columns.size() > most_work / (chosen.rows.size() + 1)) count_work(most_work, opening);
  count_work(chosen.rows.size() * chosen.columns.size(), opening);
  return chosen;
}

MatpowerMatrix MatpowerExpressions::combined(char operation, bool is_elementwise, const MatpowerMatrix& a,
                                             const MatpowerMatrix& b, std::size_t place) {
  const bool is_same = a.rows == b.rows && a.columns == b.columns;
  // Products of matrices, and division by one, are another thing than the arithmetic of a table.
  const bool is_allowed = (a.is_scalar() && (b.is_scalar() || is_elementwise || operation == '*')) ||
                          (b.is_scalar() && (is_elementwise || operation != '^')) ||
                          (is_elementwise && is_same);
  if (!is_allowed) {
    scanner_.fail(not_understood,
                  fmt::format("cannot join {} and {} numbers by this operator", size_of(a), size_of(b)),
                  place, is_elementwise && operation != '+' && operation != '-' ? 2 : 1);
  }
  const auto& larger = a.is_scalar() ? b : a;
  count_work(larger.values.size(), place);
  MatpowerMatrix result{larger.rows, larger.columns, {}, {}};
  result.values.reserve(larger.values.size());
  for (std::size_t i = 0; i < larger.values.size(); ++i) {
    result.values.push_back(
        applied(operation, a.values[a.is_scalar() ? 0 : i], b.values[b.is_scalar() ? 0 : i]));
  }
  return result;
}

}  // namespace shellfit::exchange
