#pragma once
// The figures of one row of an equipment schedule.

#include "exchange/equipment_schedule.hpp"
#include "exchange/row_cells.hpp"

namespace shellfit::exchange {

/// Reads rating, voltages, impedance and what else the row says into the equipment's figures; what cannot be
/// is told in the report and left unknown.
void read_figures(const RowCells& cells, Equipment& equipment, RowReport& report);

}  // namespace shellfit::exchange
