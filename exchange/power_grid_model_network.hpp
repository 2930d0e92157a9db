#pragma once
// A power-grid-model input as a network of ours: what it means electrically.

#include "exchange/power_grid_model_case.hpp"
#include "power/network.hpp"

#include <string>
#include <vector>

namespace shellfit::exchange::power_grid_model {

struct CaseNetwork {
  power::Network network;            ///< names are the file's ids
  std::vector<std::string> remarks;  ///< what was taken otherwise than the file says, and why
};

/// Components out of service are left out. Faults of the figures are left to power::check_network.
[[nodiscard]] CaseNetwork to_network(const Case& from);

}  // namespace shellfit::exchange::power_grid_model
