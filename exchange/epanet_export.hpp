#pragma once
// A closed circuit of ours, as solved, for EPANET.

#include "studies/loop_answer.hpp"

#include <tl/expected.hpp>

#include <string>
#include <vector>

namespace shellfit::exchange {

/// Circuits of an answer that can be exported: closed ones of a liquid.
[[nodiscard]] std::vector<std::string> epanet_circuits(const studies::LoopAnswer& answer);

/// The circuit as an input file of EPANET, in L/s at the circuit's mean density, or why it cannot be. The
/// vessel is a reservoir behind a metre of pipe, devices are valves of loss, limits valves of flow, a pump's
/// curve is thirty straight lines with the flow as solved among its points. EPANET has one density, one
/// viscosity and a gravity of its own: lengths and losses are scaled by what each link's own fluid makes of
/// them, by its law and not by the pressures as solved, so that EPANET finds its own flows. Precondition:
/// `circuit` is among epanet_circuits.
[[nodiscard]] tl::expected<std::string, std::string> epanet_text(const studies::LoopAnswer& answer,
                                                                 const std::string& circuit);

}  // namespace shellfit::exchange
