#pragma once
// Who feeds whom in a one-line while nothing is out.

#include "site/one_line.hpp"
#include "site/outage.hpp"

#include <optional>
#include <set>
#include <vector>

namespace shellfit::site {

/// What feeds a board, and the generators that stand by on it. Elements and boards by their indices.
struct Incomers {
  std::optional<FeedId> feed;
  std::vector<int> transformers, upses, generators;
  std::vector<int> boards;  ///< through a breaker, a cable, or a transfer switch's first choice
  std::vector<int> cables;  ///< by which some of those boards feed it
  std::vector<int> behind;  ///< boards at the far side of all of these
};

/// All that is reached from `front`, itself included, each once, in ascending order; `next` gives the boards
/// one step from a board.
template <class Next>
[[nodiscard]] std::vector<int> boards_reached(std::vector<int> front, const Next& next) {
  std::set<int> found;
  while (!front.empty()) {
    const int one = front.back();
    front.pop_back();
    if (!found.insert(one).second) continue;
    const auto& further = next(one);
    front.insert(front.end(), further.begin(), further.end());
  }
  return {found.begin(), found.end()};
}

/// Holds on to the one-line. Precondition: all its ids resolve, and boards do not feed each other in a ring.
class Feeding {
 public:
  explicit Feeding(const OneLine& one_line);

  [[nodiscard]] int board(const BoardId& id) const { return index_.at(id); }
  [[nodiscard]] const Incomers& of(int board) const { return incomers_[static_cast<std::size_t>(board)]; }
  /// The boards that feed an outlet, its own included, in ascending order.
  [[nodiscard]] std::vector<int> boards_behind(const Outlet& outlet) const;
  /// The nearest board with a type towards the source of a board, itself included: where the feeder of a
  /// busway starts. -1 without one.
  [[nodiscard]] int home_board(int board) const;
  /// What stands behind an outlet when the utility is lost: a UPS on one of its sides, else a generator.
  [[nodiscard]] Backing backing(const Outlet& outlet) const;

 private:
  Incomers& of(const BoardId& id) { return incomers_[static_cast<std::size_t>(board(id))]; }

  const OneLine& line_;
  BoardIndex index_;
  std::vector<Incomers> incomers_;  ///< by board
};

}  // namespace shellfit::site
