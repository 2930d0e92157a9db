#pragma once
// What a power cable may carry where it lies.

#include "site/study.hpp"

#include <optional>
#include <string>
#include <vector>

namespace shellfit::studies {

/// Current that a feeder of cable may carry, all its sets together.
struct CableRating {
  Current for_hours;         ///< the lower of its breaker's share and of what its conductors stand
  Current for_seconds;       ///< by its terminations alone: conductors take minutes to warm
  bool is_derated = false;   ///< its surroundings govern, and not the breaker
  double left = 1.0;         ///< of its ampacity, in what surrounds it
  std::string surroundings;  ///< "45 degC about it, rated at 30 degC; 3 sets together"; empty: as rated
  std::string clause, clause_for_seconds;           ///< of what governs
  std::vector<std::string> weak, weak_for_seconds;  ///< recalled or assumed figures that each hangs on
};

/// Nothing where its ampacity, what surrounds it at that, or what its terminations allow is unknown, or the
/// air outdoors where it lies there.
[[nodiscard]] std::optional<CableRating> cable_rating(const site::Study& study, const site::Cable& one);

/// What sets of loaded conductors that lie together leave each other (1: alone). NEC 310.15(C)(1) by the
/// number of conductors; or IEC 60364-5-52, B.52.17 items 1 and 4, with 0.86 for a loaded neutral (annex E);
/// in the ground B.52.18, touching, by both. A number between two of a table counts as the higher.
/// Precondition: `sets` > 0, `loaded` 3 or 4.
[[nodiscard]] double grouping_share(site::DeratingBasis::CableGrouping by, catalogs::LaidIn laid_in, int sets,
                                    int loaded);

/// Of a resistance at 20 degC, when the conductor is that warm (IEC 60228: zero at -234.5 or -228.1 degC).
[[nodiscard]] double warm_resistance_ratio(catalogs::Conductor conductor, Temperature temperature);

/// Cables between two boards share their current by their admittances: what they carry together until the
/// first is at its rating. Infinite where nobody knows what one of them carries.
[[nodiscard]] Current parallel_rating(const site::Study& study,
                                      const std::vector<const site::Cable*>& cables);

}  // namespace shellfit::studies
