#include "studies/dead_rack.hpp"

#include "site/feeding.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

namespace shellfit::studies {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

/// Walks from a dead board towards its sources until it meets a live one.
class Walk {
 public:
  Walk(const StateProblem& problem, const StateAnswer& answer)
      : line_(problem.plan.power.one_line), power_(*problem.power), feeding_(line_) {
    for (const int bus : power_.board_buses) is_live_.push_back(answer.live[ix(bus)]);
  }

  const site::Feeding& feeding() const { return feeding_; }
  const std::string& name(int board) const { return line_.boards[ix(board)].id.text(); }
  bool is_live(int board) const { return is_live_[ix(board)] != 0; }

  /// "between it and mv, which is live, lies t1"; nothing when no live board is on any way.
  std::optional<std::string> to_live(int start) const {
    std::map<int, Step> steps{{start, {}}};
    std::vector<int> front{start};
    for (std::size_t k = 0; k < front.size(); ++k) {
      for (const auto& [from, through] : ways_into(front[k])) {
        if (!steps.try_emplace(from, Step{front[k], through}).second) continue;
        if (is_live(from)) return describe(from, start, steps);
        front.push_back(from);
      }
    }
    return std::nullopt;
  }

 private:
  /// How a board upstream was reached.
  struct Step {
    int to = -1;
    std::string through;
  };

  /// Boards that feed a board, with what stands between; empty for a breaker.
  std::vector<std::pair<int, std::string>> ways_into(int board) const {
    std::vector<std::pair<int, std::string>> ways;
    const auto& in = feeding_.of(board);
    for (const int i : in.transformers) {
      const auto& one = line_.transformers[ix(i)];
      if (one.from) ways.emplace_back(feeding_.board(*one.from), one.id.text());
    }
    for (const int i : in.upses)
      ways.emplace_back(feeding_.board(line_.upses[ix(i)].from), line_.upses[ix(i)].id.text());
    for (const int i : in.cables)
      ways.emplace_back(feeding_.board(line_.cables[ix(i)].from), line_.cables[ix(i)].id.text());
    for (const int from : in.boards) ways.emplace_back(from, "");
    return ways;
  }

  std::string describe(int live, int start, const std::map<int, Step>& steps) const {
    std::string between;
    const auto add = [&](const std::string& what) {
      if (!what.empty()) between += (between.empty() ? "" : ", ") + what;
    };
    for (int board = live; board != start; board = steps.at(board).to) {
      if (board != live) add(name(board));
      add(steps.at(board).through);
    }
    return fmt::format("between it and {}, which is live, lies {}", name(live),
                       between.empty() ? "an open breaker" : between);
  }

  const site::OneLine& line_;
  const PowerAssembly& power_;
  site::Feeding feeding_;
  std::vector<char> is_live_;  ///< by board
};

}  // namespace

std::string why_dead(const StateProblem& problem, const StateAnswer& answer, std::size_t rack) {
  const auto& power = problem.plan.power;
  const auto& id = problem.plan.racks[rack].id.text();
  const int outlet = power.rack_outlet[rack];
  if (outlet < 0) return fmt::format("{} has nothing to feed it", id);
  const auto& one = power.one_line.outlets[ix(outlet)];
  if (power.is_offered()) return fmt::format("{} hangs on offer {}, which is dead", id, one.id.text());
  const Walk walk(problem, answer);
  std::vector<int> sides{walk.feeding().board(one.a)};
  if (one.b) sides.push_back(walk.feeding().board(*one.b));
  for (const int side : sides) {
    if (walk.is_live(side))
      return fmt::format("{} hangs on {}, which is live: its busway is out", id, walk.name(side));
  }
  for (const int side : sides) {
    if (const auto between = walk.to_live(side))
      return fmt::format("{} hangs on {}, which is dead: {}", id, walk.name(side), *between);
  }
  const int home = walk.feeding().home_board(sides.front());
  const auto boards = walk.feeding().boards_behind(one);
  const bool has_feed = std::any_of(boards.begin(), boards.end(), [&](int board) {
    return power.one_line.boards[ix(board)].feed.has_value();
  });
  return fmt::format("{} is in the island of {}, which {}", id, walk.name(home < 0 ? sides.front() : home),
                     has_feed ? "has no live source" : "no utility feed reaches");
}

}  // namespace shellfit::studies
