#pragma once
// Short circuits at chosen buses by the equivalent voltage source at the fault (IEC 60909-0:2016), one at a
// time, bolted unless the options say otherwise.

#include "base/units.hpp"
#include "power/fault_currents.hpp"
#include "power/fault_options.hpp"
#include "power/network_problem.hpp"
#include "power/switching.hpp"

#include <limits>
#include <string>
#include <vector>

namespace shellfit::power {

/// What one element gives to a fault.
struct FaultContribution {
  ElementId element;
  double share;          ///< of the initial current; they add up to one but for off-nominal ratios
  Current at_terminals;  ///< initial, at the voltage of its own bus; of three-phase faults only
};

/// Currents are of the line that carries most. What is not solved is not a number.
struct FaultResult {
  bool is_solved = false;
  std::string reason;  ///< why it is not solved, or what is missing of a solved one
  Current initial;     ///< symmetrical, I"k
  Current peak;        ///< ip = κ √2 I"k
  Current breaking;    ///< symmetrical, Ib, after the minimum delay
  Current steady;      ///< Ik
  Current thermal;     ///< Ith, for the clearing time
  Current earth;       ///< into the earth, of faults to earth
  double kappa = std::numeric_limits<double>::quiet_NaN();
  double x_over_r = std::numeric_limits<double>::quiet_NaN();  ///< of the impedance that sets the current
  std::vector<FaultContribution> contributions;                ///< where the options ask for them
};

/// A fault that only UPS feed closes their static bypasses, and what stands before all of them feeds it; a
/// fault before them does not. Precondition: `problem` is that of `network`, and check_network finds no
/// fault.
[[nodiscard]] std::vector<FaultResult> solve_faults(const Network& network, const NetworkProblem& problem,
                                                    const NetworkState& state, const FaultOptions& options,
                                                    const std::vector<int>& buses);

}  // namespace shellfit::power
