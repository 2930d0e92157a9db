#pragma once
// The figures of one row of an equipment schedule.

#include "exchange/equipment_schedule.hpp"

namespace shellfit::exchange {

/// The cells of a row by what their columns hold.
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

/// Reads rating, voltages, impedance and what else the row says into the equipment's figures; what cannot be
/// is told in the report and left unknown.
void read_figures(const RowCells& cells, Equipment& equipment, RowReport& report);

}  // namespace shellfit::exchange
