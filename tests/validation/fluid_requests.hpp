#pragma once
// Properties of fluids and exchangers, each asked by its name at its arguments.

#include "tests/validation/json_figures.hpp"

namespace shellfit::validation {

/// {"kind": "properties", "points": [{"of": name, "at": [numbers]}, …]}: the values in the order of the
/// points.
[[nodiscard]] json properties_of_request(const json& request);

}  // namespace shellfit::validation
