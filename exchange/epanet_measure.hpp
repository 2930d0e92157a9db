#pragma once
// Figures of an EPANET network that no pipe has ever had.

#include "exchange/epanet_case.hpp"
#include "thermal/network.hpp"

namespace shellfit::exchange {

/// Faults E-INP-004 at the nodes and links whose figures lie beyond all measure, each with the range that is
/// read. What the ranges allow is far more than any network asks for, and what doubles can solve.
[[nodiscard]] Diagnostics check_measure(const EpanetCase& from, const thermal::Network& network);

}  // namespace shellfit::exchange
