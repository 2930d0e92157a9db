#pragma once
// Load flows of networks that other programs describe, for solve_cases.

#include <nlohmann/json_fwd.hpp>

/// Request {"kind":"power-grid-model", "input": a data set}: read as a file would be, its phases summed where
/// they differ, as a symmetric calculation does. Request {"kind":"network"}: elements by the names and units
/// that network_from reads. Both: "limits" and "taps" false leave generators and taps alone.
[[nodiscard]] nlohmann::json solve_foreign_network(const nlohmann::json& request);
