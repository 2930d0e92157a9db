#pragma once
// The elements of a request as a network: one vocabulary for load flows and faults.

#include "power/network.hpp"
#include "tests/validation/json_figures.hpp"

namespace shellfit::validation {

/// Figures that only the other question needs may be missing from a request.
[[nodiscard]] power::Network network_of(const json& request);

/// Refuses, with its first fault, a network that cannot be.
void refuse_faults(const power::Network& network);

}  // namespace shellfit::validation
