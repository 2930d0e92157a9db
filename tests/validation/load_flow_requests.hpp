#pragma once
// The load flow that a request asks for, of its own elements or of a power-grid-model input.

#include "tests/validation/json_figures.hpp"

namespace shellfit::validation {

/// `request` has `input`, a power-grid-model data set, or the elements of requested_network.hpp; `limits` and
/// `taps` say whether generators keep to their reactive power and taps move.
[[nodiscard]] json solve_load_flow_of(const json& request);

}  // namespace shellfit::validation
