#pragma once
// What of a network can be solved when parts of its description cannot be: faults spoil the island they are
// in, and no other.

#include "power/network.hpp"
#include "power/network_check.hpp"

#include <string>
#include <vector>

namespace shellfit::power {

/// Buses that are joined to an element with a fault.
struct UnsoundIsland {
  std::vector<BusId> buses;  ///< in the order of the description
  std::string reason;        ///< a sentence with the element's id; the first of them when there are several
};

struct SoundPart {
  Network network;  ///< without the unsound islands; the rest in its order
  std::vector<UnsoundIsland> unsound;
};

/// Buses count as joined by every element with ends at both, open or closed, by converters, controls and
/// transfers, so that what is left depends on nothing that was taken out. A fault that names no element
/// spoils everything.
[[nodiscard]] SoundPart sound_part(const Network& network, const std::vector<NetworkFault>& faults);

}  // namespace shellfit::power
