#pragma once
// What the columns of an equipment schedule hold, by the names that engineers give them.

#include "exchange/csv.hpp"
#include "exchange/import_report.hpp"

#include <optional>
#include <string>
#include <vector>

namespace shellfit::exchange {

enum class Field {
  tag,
  type,
  description,
  rating,
  impedance,
  x_over_r,
  voltage,
  primary,
  secondary,
  from,
  alternate,
  to,
  room,
  quantity,
  withstand,
  power_factor,
  efficiency,
  no_load_loss,
  fault_level,
  autonomy,
  cabinets,
  maker,
  model,
  notes,
  width,
  depth,
  height,
  mass
};

struct Column {
  std::size_t index;
  Field field;
  std::string heading;
  double factor = 0;  ///< to SI, of a unit in the heading; 0 without one
  std::string unit;
};

struct Header {
  std::size_t row = 0;  ///< in the table
  std::vector<Column> columns;
  std::vector<ColumnReport> report;
};

/// Finds the header, which may stand below titles, and understands its columns. A fault when no row names a
/// tag and something else.
[[nodiscard]] Outcome<Header> find_header(const Table& table);

}  // namespace shellfit::exchange
