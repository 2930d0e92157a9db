#pragma once
// What of a network of ours power-grid-model has the same model of.

#include "power/network.hpp"

namespace shellfit::exchange::power_grid_model {

/// Conductance to earth is there a share of the charging.
[[nodiscard]] bool has_counterpart(const power::Line& line);
/// A pi section whose shift is that of a clock, with at most one winding tapped, in phase, at a position of
/// its type.
[[nodiscard]] bool has_counterpart(const power::Transformer& t);

}  // namespace shellfit::exchange::power_grid_model
