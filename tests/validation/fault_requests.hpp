#pragma once
// Short circuits of a network that a request describes element by element.

#include "tests/validation/json_figures.hpp"

namespace shellfit::validation {

/// {"kind": "faults", "fault": "3ph" | "2ph" | "2ph-e" | "1ph", "extreme": "max" | "min", "method": "iec" |
/// "ansi", …}: currents of a fault at each bus.
[[nodiscard]] json solve_faults_of(const json& request);

}  // namespace shellfit::validation
