#pragma once
// Sentences about circuits, or parts of them, that have no flows.

#include "thermal/circuit_in_state.hpp"
#include "thermal/circuit_solver.hpp"
#include "thermal/hydraulic_solver.hpp"

namespace shellfit::thermal {

/// Precondition: the answer is none.
[[nodiscard]] Unsolved why_no_flows(const CircuitInState& circuit, const CircuitAnswer& answer);

/// One for each piece that was left out: what has no way on; what is asked for in vain and the links that
/// lead there. Where all of the circuit was, only the first, for all of it.
[[nodiscard]] std::vector<Unsolved> why_left_out(const CircuitInState& circuit, const NetworkState& state,
                                                 const CircuitAnswer& answer);

}  // namespace shellfit::thermal
