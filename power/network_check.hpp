#pragma once
// All faults of a network description at once: dangling ends, impossible figures, repeated names.

#include "power/network.hpp"

#include <string>
#include <vector>

namespace shellfit::power {

/// A sentence about one element.
struct NetworkFault {
  std::string element;
  std::string message;
};

[[nodiscard]] std::vector<NetworkFault> check_network(const Network& network);

}  // namespace shellfit::power
