#pragma once
// The cells of one row of an equipment schedule, by what their columns hold, and the numbers in them.

#include "exchange/cell_values.hpp"
#include "exchange/columns.hpp"
#include "exchange/csv.hpp"
#include "exchange/import_report.hpp"

#include <string>
#include <vector>

namespace shellfit::exchange {

class RowCells {
 public:
  RowCells(const Table& table, const Header& header, const Row& row)
      : table_(table), header_(header), row_(row) {}

  struct Found {
    const Column* column;
    const Cell* cell;
  };
  /// Filled cells of a field; only ratings have more than one.
  [[nodiscard]] std::vector<Found> all(Field field) const;
  [[nodiscard]] std::string text(Field field) const;
  [[nodiscard]] Location at(const Cell& cell) const { return table_.at(cell); }
  [[nodiscard]] bool has_decimal_comma() const { return table_.has_decimal_comma(); }

 private:
  const Table& table_;
  const Header& header_;
  const Row& row_;
};

/// A number of the row that a figure may be taken from.
struct Candidate {
  Measure measure;
  Location where;
  std::string heading, text;  ///< of the column and the whole cell
};

/// Why nothing is read from a cell: not known yet, a formula; empty for one with something in it.
[[nodiscard]] std::string nothing_in(std::string_view text);
/// Says that a cell, or a number of it, is left and so unknown.
void leave(RowReport& report, const Candidate& one, const std::string& why);
/// The numbers of all cells of a field, each with the unit that it shares or that its heading gives. What is
/// no number, and what else of a cell is not read, is told.
[[nodiscard]] std::vector<Candidate> candidates(const RowCells& cells, Field field, RowReport& report);

}  // namespace shellfit::exchange
