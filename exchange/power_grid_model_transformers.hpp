#pragma once
// Transformers of a power-grid-model file as ours, after the equations of its Components pages.

#include "exchange/power_grid_model_case.hpp"
#include "power/network.hpp"

#include <string>

namespace shellfit::exchange::power_grid_model {

/// Ids are the file's numbers.
[[nodiscard]] inline power::BusId bus(int id) { return power::BusId(std::to_string(id)); }
[[nodiscard]] inline power::ElementId element(int id) { return power::ElementId(std::to_string(id)); }

/// With the impedance that it has at the file's tap position, and moved by nothing.
[[nodiscard]] power::Transformer transformer_of(const Transformer& one);
[[nodiscard]] power::ThreeWindingTransformer transformer_of(const ThreeWindingTransformer& one);

/// What moves a tap to hold the voltage of `node`, whose rated voltage is `rated_v`.
[[nodiscard]] power::VoltageControl control_of(const TapRegulator& one, int node, double rated_v);

}  // namespace shellfit::exchange::power_grid_model
