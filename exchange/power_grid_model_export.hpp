#pragma once
// A solved network as a power-grid-model input that solves to the same voltages.

#include "studies/network_answer.hpp"

#include <string>

namespace shellfit::exchange {

/// The data set as JSON, version 1.0, for 50 Hz. Ids are whole numbers: names that are some are kept, and
/// each component's `extra` has its name here, or the names of the buses that closed switches make one node.
///
/// Lines and transformers stay what they are where power-grid-model has the same model, and are generic
/// branches and shunts where not; a transformer of three windings is three branches about a star point. Taps
/// stand where the load flow left them. Generators, and sources at a limit of their reactive power, give what
/// they gave; a generator that balances an island in place of its sources is a stiff source. What a UPS takes
/// is a load, and its output a stiff source. What is out is left out. Motors and limits of converters, which
/// count in faults only, have no component there.
[[nodiscard]] std::string power_grid_model_text(const studies::NetworkAnswer& answer);

}  // namespace shellfit::exchange
