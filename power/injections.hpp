#pragma once
// What the elements at a bus give and take at the voltages of a load flow.

#include "power/load_flow.hpp"

#include <vector>

namespace shellfit::power {

/// What a load takes at a voltage, in 1 MVA.
[[nodiscard]] Complex load_power(const NetworkProblem& problem, const NetworkState& state, std::size_t load,
                                 double voltage_pu);

/// Power into the network at each bus of the problem: sources, generators and converters less loads and
/// converters' inputs, without shunts. In 1 MVA; NaN where the bus has no answer. Precondition: `result`
/// solves `problem` in `state`.
[[nodiscard]] std::vector<Complex> injections(const NetworkProblem& problem, const NetworkState& state,
                                              const LoadFlowResult& result);

}  // namespace shellfit::power
