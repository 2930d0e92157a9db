#pragma once
// What a power cable may carry where it lies.

#include "site/study.hpp"

#include <optional>
#include <string>
#include <vector>

namespace shellfit::studies {

/// Current that a feeder of cable may carry, all its sets together.
struct CableRating {
  Current for_hours;              ///< the lower of its breaker's share and of what its conductors stand
  Current for_seconds;            ///< by its terminations alone: conductors take minutes to warm
  bool is_derated = false;        ///< its surroundings govern, and not the breaker
  double left = 1.0;              ///< of its ampacity, in what surrounds it
  std::string surroundings;       ///< "45 degC about it, rated at 30 degC; 3 sets together"; empty: as rated
  std::string clause;             ///< of what governs for hours
  std::vector<std::string> weak;  ///< recalled or assumed figures that it hangs on
};

/// Of `one`, a cable of a one-line with these boards. Nothing where its ampacity is unknown, or the air or
/// ground that this goes with.
[[nodiscard]] std::optional<CableRating> cable_rating(const site::Study& study, const site::OneLine& line,
                                                      const site::Cable& one);

/// What sets of three loaded conductors that lie together leave each other (1: alone). NEC 310.15(C)(1), or
/// IEC 60364-5-52, B.52.17 item 1 (bunched in air) and B.52.18 (touching in the ground); a number between two
/// of a table counts as the higher. Precondition: `sets` > 0.
[[nodiscard]] double grouping_share(site::DeratingBasis::CableGrouping by, catalogs::LaidIn laid_in,
                                    int sets);

/// Of a resistance at 20 degC, when the conductor is that warm (IEC 60228: zero at -234.5 or -228.1 degC).
[[nodiscard]] double warm_resistance_ratio(catalogs::Conductor conductor, Temperature temperature);

}  // namespace shellfit::studies
