#pragma once
// All faults of a cooling network at once.

#include "thermal/network.hpp"

#include <string>
#include <vector>

namespace shellfit::thermal {

/// A sentence about one element.
struct NetworkFault {
  std::string element;
  std::string message;
};

[[nodiscard]] std::vector<NetworkFault> check_network(const Network& network);

}  // namespace shellfit::thermal
