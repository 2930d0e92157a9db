#pragma once
// What a state does to the one-line before anything is solved.

#include "power/switching.hpp"
#include "studies/plan.hpp"
#include "studies/power_assembly.hpp"
#include "studies/states.hpp"

#include <vector>

namespace shellfit::studies {

struct SwitchedState {
  power::NetworkState input;  ///< switches and sources as they end; loads as in the network's description
  std::vector<power::Zone> zones;  ///< in the order of the state's parts; empty for what is no part of power
  std::vector<power::TransferStep> transfers;
  std::vector<char> live;  ///< by bus
};

/// Maintenance first, then faults, the utility, what a landlord leaves, and the transfers.
[[nodiscard]] SwitchedState switch_state(const Plan& plan, const PowerAssembly& power, const State& state);

}  // namespace shellfit::studies
