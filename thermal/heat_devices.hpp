#pragma once
// What exchangers and rejectors can do at the flows and temperatures of a round.

#include "thermal/heat_equations.hpp"
#include "thermal/heat_solver.hpp"

#include <span>
#include <vector>

namespace shellfit::thermal {

/// Where a round stands; arguments as of solve_heat.
struct HeatRound {
  const NetworkProblem& problem;
  const NetworkState& state;
  std::span<const double> kg_s;
  std::span<const HeatScale> scales;
  std::span<const ExchangerFluids> films;
  const HeatSolution* last;
};

/// Rejectors first, then exchangers. A tower's heat is taken along a straight line through that at the
/// temperature that entered it in the last round; in the first, as far over the wet bulb as at its rating.
[[nodiscard]] std::vector<CoolingDevice> cooling_devices(const HeatRound& round,
                                                         std::span<const Stream> streams);

}  // namespace shellfit::thermal
