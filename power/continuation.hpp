#pragma once
// The curve of solutions from no load towards all of it, past the nose where there is one.

#include "power/newton_solver.hpp"

namespace shellfit::power {

struct NoseCurve {
  enum class End {
    all_of_it,  ///< the whole load has a solution, the last one
    nose,       ///< the curve turned back below it
    lost        ///< neither could be shown
  };
  End end = End::lost;
  double share = 0;  ///< the greatest share of the injections that was reached
  /// There. With all of it, an answer to the whole island's tolerance.
  IslandSolution last;
};

/// Follows the solutions by predictor and corrector along the length of the curve (Ajjarapu and Christy, IEEE
/// Trans. Power Systems 7:1, 1992). The nose is shown when the share falls again; it is then found to 1e-4.
[[nodiscard]] NoseCurve follow_to_nose(const IslandProblem& island, const NewtonLimits& limits = {});

}  // namespace shellfit::power
