#pragma once
// What a spreadsheet's cell says in figures: numbers with units, or nothing that is known.

#include "exchange/cell_units.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace shellfit::exchange {

struct Measure {
  double number = 0;  ///< in the unit's own multiple: 2.5 of "2.5 MVA"
  Measures measures = Measures::nothing;
  double factor = 1;       ///< to SI
  std::string unit;        ///< as written
  bool is_wye = false;     ///< followed by Y: 480Y
  bool is_listed = false;  ///< a mark such as / or - joins it to the number behind it, whose unit it shares
  std::string as_text;     ///< the number as written
  std::string doubtful;    ///< how the number was read when it could be read otherwise
  [[nodiscard]] double in_si() const { return number * factor; }
};

struct CellValue {
  std::vector<Measure> measures;
  bool is_range = false;
  std::string fault;  ///< why nothing certain can be taken from it; empty when something can
  std::string left;   ///< what of the cell was not read: a tolerance
};

/// "", "-", TBD, N/A, "?" and their like.
[[nodiscard]] bool is_unknown(std::string_view text);
/// A cell that a spreadsheet would compute: =, + or @ before anything but a number.
[[nodiscard]] bool is_formula(std::string_view text);
/// All numbers of a cell with their units.
[[nodiscard]] CellValue value_of(std::string_view text, bool has_decimal_comma);

}  // namespace shellfit::exchange
