#pragma once
// Expressions of MATPOWER case files: numbers, names, selections and arithmetic. Only for the reader of these
// files.

#include "exchange/matpower_scanner.hpp"
#include "exchange/matpower_script.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace shellfit::exchange {

/// Rows or columns that a pair of brackets behind a name selects, from 0.
struct MatpowerSelection {
  std::vector<std::size_t> rows, columns;
};

/// Reads and evaluates what stands at the scanner's place.
class MatpowerExpressions {
 public:
  /// What a name stands for; null when it is none.
  using Lookup = std::function<const MatpowerMatrix*(std::string_view)>;
  MatpowerExpressions(MatpowerScanner& scanner, Lookup lookup)
      : scanner_(scanner), lookup_(std::move(lookup)) {}

  MatpowerMatrix expression();
  /// Precondition: at [.
  MatpowerMatrix literal();
  /// Precondition: at (. What of `matrix` is selected; `name` is for messages.
  MatpowerSelection selection(const MatpowerMatrix& matrix, std::string_view name);

 private:
  MatpowerMatrix sum();
  MatpowerMatrix product();
  MatpowerMatrix sign();
  MatpowerMatrix power();
  MatpowerMatrix primary();
  MatpowerMatrix call(std::string_view name, std::size_t begin);
  std::vector<std::size_t> indices(std::size_t size, std::string_view name, std::string_view what);
  /// + or - that joins two operands: between brackets "1 -2" are two numbers.
  [[nodiscard]] bool is_operator_here(bool has_blank) const;
  MatpowerMatrix combined(char operation, bool is_elementwise, const MatpowerMatrix& a,
                          const MatpowerMatrix& b, std::size_t place);
  /// Bounds what a file can make the program compute.
  void count_work(std::size_t elements, std::size_t place);

  class Nesting;
  MatpowerScanner& scanner_;
  Lookup lookup_;
  bool is_between_brackets_ = false;
  std::size_t end_of_selection_ = 0;  ///< what "end" stands for; zero outside of a selection
  int depth_ = 0;
  std::size_t work_ = 0;
};

}  // namespace shellfit::exchange
