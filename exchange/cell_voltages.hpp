#pragma once
// Voltages of a cell, among phases, wires and hertz.

#include "exchange/cell_values.hpp"

#include <string>
#include <vector>

namespace shellfit::exchange {

/// Line voltages of a cell, in its order: "34.5kV-480Y/277V" is 34.5 kV and 480 V.
struct Voltages {
  std::vector<double> volts;
  std::vector<std::string> guesses;
  std::string fault;
};
[[nodiscard]] Voltages voltages_of(const CellValue& value, double header_factor);

}  // namespace shellfit::exchange
