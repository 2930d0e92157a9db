#pragma once
// A closed circuit of ours, as solved, for EPANET.

#include "studies/loop_answer.hpp"

#include <tl/expected.hpp>

#include <string>
#include <vector>

namespace shellfit::exchange {

/// Circuits of an answer that can be exported: closed ones of a liquid.
[[nodiscard]] std::vector<std::string> epanet_circuits(const studies::LoopAnswer& answer);

/// The circuit as an input file that EPANET solves to the same flows, in L/s at the circuit's mean density;
/// or why it cannot be. The vessel is a reservoir behind a stub of pipe, devices are valves of loss, limits
/// valves of flow, a pump's curve is thirty straight lines with its point among them. EPANET has one density,
/// one viscosity and a gravity of its own, so lengths and losses are scaled to what each link drops as
/// solved. Precondition: `circuit` is among epanet_circuits.
[[nodiscard]] tl::expected<std::string, std::string> epanet_text(const studies::LoopAnswer& answer,
                                                                 const std::string& circuit);

}  // namespace shellfit::exchange
