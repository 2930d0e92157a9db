#pragma once
// Three-phase short circuit at chosen buses, by the equivalent voltage source at the fault.

#include "base/units.hpp"
#include "power/network_problem.hpp"
#include "power/switching.hpp"

#include <string>
#include <vector>

namespace shellfit::power {

/// How much the method adds to the bare impedances.
enum class FaultMethod {
  ansi,  ///< prefault voltage 1.0 (IEEE C37.13 practice for low voltage)
  iec    ///< voltage factor c_max 1.05 (to 1 kV) or 1.10, and K_T of transformers (IEC
         ///< 60909-0:2016, 5.3.1, 6.3.3)
};

struct FaultResult {
  bool is_solved = false;  ///< false: the bus is dead or out
  Current initial;         ///< symmetrical, Ik"
  Current peak;            ///< ip = κ √2 Ik", κ = 1.02 + 0.98 e^(-3 R/X)
  double x_over_r = 0;
};

/// Maximum currents of bolted three-phase faults, one at a time, without loads and motors. A fault that only
/// UPS feed closes their static bypasses, and what stands before all of them feeds it; a fault before them
/// does not.
[[nodiscard]] std::vector<FaultResult> solve_faults(const NetworkProblem& problem, const NetworkState& state,
                                                    FaultMethod method, const std::vector<int>& buses);

/// What a symmetrical current counts as against a rating tested at a lower X/R: IEEE C37.13, annex on
/// multiplying factors. 1 when the circuit's X/R is not above the tested one.
[[nodiscard]] double interrupting_multiplier(double circuit_x_over_r, double tested_x_over_r);

}  // namespace shellfit::power
