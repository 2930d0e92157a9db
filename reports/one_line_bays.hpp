#pragma once
// Where everything of a one-line is drawn: a board is a bar, what feeds it hangs above it, what it feeds
// below it, and every chain between two bars is a vertical bay. Sources above, loads below. No search: a
// one-line is nearly a tree, and what is not (second inputs of transfer switches, ties) runs in lanes between
// the bars.

#include "site/one_line.hpp"

#include <vector>

namespace shellfit::reports {

/// What stands in a column. Equal units between the same boards share one bay.
struct Bay {
  enum class What { feed, offer, generator, transformer, ups, breaker, cable, transfer, outlet };
  What what;
  std::vector<int> elements;  ///< indices in their list; of feeds and a board's own breaker: the board's
  int from = -1, to = -1;     ///< boards; -1 on a side that no board is on
  double x = 0;
};

struct Bar {
  double left = 0, right = 0, y = 0;
};

/// A second input: from a bar along a lane to the symbols of transfer switches.
struct SecondInput {
  int from = -1;
  double x = 0;  ///< where it leaves the bar
  double y = 0;  ///< of the lane
  std::vector<int> bays;
};

/// A chain whose board stands aside: along a lane to the end of that bar.
struct Detour {
  int bay = -1;
  double y = 0, x_end = 0;
};

/// Normally open, between two bars; level when nothing stands between them.
struct TieLine {
  int board = -1, other = -1;
  double x = 0, x_other = 0;
  double y = 0;
};

struct OneLineBays {
  std::vector<Bar> bars;  ///< by board
  std::vector<Bay> bays;
  std::vector<SecondInput> second_inputs;
  std::vector<Detour> detours;
  std::vector<TieLine> ties;
  double width = 0, height = 0;
};

/// Sizes in units of the drawing.
inline constexpr double column_width = 128.0;
inline constexpr double symbol_drop = 46.0;  ///< from the middle of a bay's symbol down to its bar

/// `offers`: the first boards, a landlord's offer on each. Precondition: all ids resolve, boards do not feed
/// each other in a ring.
[[nodiscard]] OneLineBays arrange(const site::OneLine& one_line, int offers);

}  // namespace shellfit::reports
