#pragma once
// The first hydraulic step of an EPANET network.

#include "exchange/epanet_case.hpp"
#include "studies/loop_answer.hpp"

namespace shellfit::exchange {

/// Solves the network at time 0, applies the controls by pressures of junctions, and again until they change
/// nothing, as EPANET does. Controls that keep undoing one another leave a note and the last solution.
/// Faults: E-INP-004, a setting that cannot be.
[[nodiscard]] Outcome<studies::LoopAnswer> solve_epanet(const EpanetCase& from);

}  // namespace shellfit::exchange
