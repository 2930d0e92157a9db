#pragma once
// Who balances an island of a solved network after its sources have come to the limits of their reactive
// power.

#include "power/islands.hpp"
#include "studies/network_answer.hpp"

#include <vector>

namespace shellfit::exchange {

/// One generator, by its place in the problem, for each island all of whose sources are at a limit: of those
/// that still hold their bus, the one whose real power the load flow moved furthest from what it is set to
/// give. Written as a reference, with all others as they were solved, it gives the same voltages.
/// `islands` are those of the answer's state.
[[nodiscard]] std::vector<int> balancing_generators(const studies::NetworkAnswer& answer,
                                                    const power::Islands& islands);

}  // namespace shellfit::exchange
