#pragma once
// The few statements of MATLAB that MATPOWER case files are written in, run in their order.
//
// A case file is a function that fills the fields of one structure, nearly always by literals. The radial
// distribution cases then convert ohms to per unit and kW to MW in code (case33bw, case69, case141 and
// others), so code must be understood: numbers, + - * / ^, elementwise .* ./ .^, parentheses, elementary
// functions, the names of columns (define_constants, idx_bus, idx_gen, idx_brch), and selections of rows and
// columns on both sides of an assignment. Whatever else stands there is an error at its place; nothing is
// skipped.

#include "base/diagnostics.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace shellfit::exchange {

/// Numbers by rows. A single number is a matrix of one row and one column.
struct MatpowerMatrix {
  std::size_t rows = 0, columns = 0;
  std::vector<double> values;            ///< row by row
  std::vector<std::size_t> row_offsets;  ///< where each row of a literal begins in the file; else empty

  [[nodiscard]] double at(std::size_t row, std::size_t column) const {
    return values[row * columns + column];
  }
  [[nodiscard]] bool is_scalar() const { return rows == 1 && columns == 1; }
};

/// One field of the case's structure.
struct MatpowerField {
  enum class Kind { matrix, text, cells };
  std::string name;
  Kind kind = Kind::matrix;
  MatpowerMatrix matrix;  ///< of a matrix
  std::string text;       ///< of a text; what cells hold is not kept
  std::size_t offset = 0;
  /// The comment behind the literal's opening bracket says that its figures are "converted below".
  bool is_to_be_converted = false;
  bool is_converted = false;  ///< a later statement has assigned to some of its columns
};

struct MatpowerScript {
  std::string function;  ///< its name
  std::size_t offset = 0;
  std::vector<MatpowerField> fields;  ///< in the order of their first assignment

  [[nodiscard]] const MatpowerField* find(std::string_view name) const;
};

/// Faults: E-MPC-001 the text ends too early, E-MPC-002 it is no case function, E-MPC-003 a statement is not
/// understood, E-MPC-004 rows of different length.
[[nodiscard]] Outcome<MatpowerScript> run_matpower_script(const std::shared_ptr<const SourceText>& source);

}  // namespace shellfit::exchange
