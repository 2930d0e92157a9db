#include "reports/one_line_bays.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace shellfit::reports {

namespace {

using What = Bay::What;

constexpr double bar_end = 34.0;      // what a bar reaches beyond its outermost bay
constexpr double source_room = 66.0;  // above the first bars
constexpr double gap_room = 104.0;    // a symbol with its text between two bars
constexpr double outlet_room = 84.0;  // an outlet with its text
constexpr double lane_room = 10.0;
constexpr double border = 14.0;
constexpr std::size_t most_beside_each_other = 2;  // equal bays beyond that are drawn as one

std::size_t at(int index) { return static_cast<std::size_t>(index); }

/// What must be equal for units to share a bay.
using Sort = std::tuple<What, int, int, std::string, bool>;

class Arrangement {
 public:
  Arrangement(const site::OneLine& line, int offers)
      : line_(line), index_(site::index_of(line.boards)), boards_(line.boards.size()) {
    out_.bars.resize(line.boards.size());
    list_bays(offers);
    set_levels();
    choose_parents();
    number_boards();
  }

  OneLineBays arrange() {
    double x = 0.0;
    for (const int root : roots_) x += place(root, x);
    set_heights();
    bring_aside();
    join_second_inputs();
    join_ties();
    finish();
    return std::move(out_);
  }

 private:
  struct Place {
    int level = 0, number = 0;
    std::vector<int> above, below;  ///< bays
    std::vector<int> children;      ///< boards drawn under it
    int parent = -1;
    double width = 0;           ///< of all that is drawn under it; 0 until asked for
    bool feeds_others = false;  ///< second inputs of transfer switches leave it
    double feeds_others_x = 0;
  };

  /// Its board hangs under another one.
  bool is_aside(const Bay& bay) const {
    return bay.from >= 0 && bay.to >= 0 && boards_[at(bay.to)].parent != bay.from;
  }
  int board(const site::BoardId& id) const { return index_.at(id); }

  void list_bays(int offers) {
    std::map<Sort, std::vector<int>> found;
    const auto add = [&](What what, int element, int from, int to, const std::string& type,
                         bool is_installed) {
      found[Sort{what, from, to, type, is_installed}].push_back(element);
    };
    const auto each = [](const auto& list, auto f) {
      for (std::size_t i = 0; i < list.size(); ++i) f(list[i], static_cast<int>(i));
    };
    each(line_.boards, [&](const site::Board& one, int i) {
      if (i < offers) add(What::offer, i, -1, i, "", true);
      if (one.feed) add(What::feed, i, -1, i, one.feed->text(), one.is_installed);
      if (one.from) add(What::breaker, -1 - i, board(*one.from), i, "", one.is_installed);
    });
    each(line_.transformers, [&](const site::TransformerUnit& one, int i) {
      add(What::transformer, i, one.from ? board(*one.from) : -1, board(one.to), one.type.text(),
          one.is_installed);
    });
    each(line_.upses, [&](const site::UpsUnit& one, int i) {
      add(What::ups, i, board(one.from), board(one.to), one.type.text(), one.is_installed);
    });
    each(line_.breakers, [&](const site::Breaker& one, int i) {
      add(What::breaker, i, board(one.from), board(one.to), one.id.text(), true);
    });
    each(line_.cables, [&](const site::Cable& one, int i) {
      add(What::cable, i, board(one.from), board(one.to), one.type.text(), one.is_installed);
    });
    each(line_.switches, [&](const site::TransferSwitch& one, int i) {
      add(What::transfer, i, board(one.from.front()), board(one.to), one.id.text(), true);
    });
    each(line_.generators, [&](const site::GeneratorUnit& one, int i) {
      add(What::generator, i, -1, board(one.on), one.type.text(), one.is_installed);
    });
    each(line_.outlets, [&](const site::Outlet& one, int i) {
      add(What::outlet, i, board(one.a), -1, one.id.text(), true);
      if (one.b) add(What::outlet, i, board(*one.b), -1, one.id.text(), true);
    });
    for (const auto& [sort, elements] : found) {
      const auto& [what, from, to, type, is_installed] = sort;
      if (elements.size() > most_beside_each_other) {
        out_.bays.push_back({what, elements, from, to, 0.0});
      } else {
        for (const int one : elements) out_.bays.push_back({what, {one}, from, to, 0.0});
      }
    }
  }

  /// A board stands below all that may feed it; second inputs count where that goes.
  void set_levels() {
    std::vector<std::pair<int, int>> edges;
    for (const auto& bay : out_.bays) {
      if (bay.from >= 0 && bay.to >= 0) edges.emplace_back(bay.from, bay.to);
    }
    sink(edges);
    const auto first_only = boards_;
    for (const auto& one : line_.switches) {
      for (std::size_t k = 1; k < one.from.size(); ++k) edges.emplace_back(board(one.from[k]), board(one.to));
    }
    if (!sink(edges)) boards_ = first_only;
  }

  /// False when boards feed each other in a ring.
  bool sink(const std::vector<std::pair<int, int>>& edges) {
    for (std::size_t round = 0; round <= boards_.size(); ++round) {
      bool has_moved = false;
      for (const auto& [from, to] : edges) {
        if (boards_[at(to)].level > boards_[at(from)].level) continue;
        boards_[at(to)].level = boards_[at(from)].level + 1;
        has_moved = true;
      }
      if (!has_moved) return true;
    }
    return false;
  }

  /// A board hangs under the middle one of those that feed it; bays of the others come in from the side.
  void choose_parents() {
    std::vector<std::set<int>> feeding(boards_.size());
    for (const auto& bay : out_.bays) {
      if (bay.from >= 0 && bay.to >= 0) feeding[at(bay.to)].insert(bay.from);
    }
    for (std::size_t b = 0; b < boards_.size(); ++b) {
      if (feeding[b].empty()) {
        roots_.push_back(static_cast<int>(b));
        continue;
      }
      boards_[b].parent = *std::next(feeding[b].begin(), static_cast<std::ptrdiff_t>(feeding[b].size() / 2));
      boards_[at(boards_[b].parent)].children.push_back(static_cast<int>(b));
    }
    for (std::size_t i = 0; i < out_.bays.size(); ++i) {
      const auto& bay = out_.bays[i];
      if (bay.to < 0 || is_aside(bay)) {
        boards_[at(bay.from)].below.push_back(static_cast<int>(i));
      } else {
        boards_[at(bay.to)].above.push_back(static_cast<int>(i));
      }
    }
    for (auto& place : boards_) {
      // Generators enter from the right.
      std::stable_partition(place.above.begin(), place.above.end(),
                            [&](int bay) { return out_.bays[at(bay)].what != What::generator; });
    }
    for (const auto& one : line_.switches) {
      for (std::size_t k = 1; k < one.from.size(); ++k) boards_[at(board(one.from[k]))].feeds_others = true;
    }
  }

  void number_boards() {
    int next = 0;
    const auto visit = [&](const auto& self, int b) -> void {
      boards_[at(b)].number = next++;
      for (const int child : boards_[at(b)].children) self(self, child);
    };
    for (const int root : roots_) visit(visit, root);
  }

  /// Gives columns to a board and all under it, from `left` on; returns the width.
  double place(int b, double left) {
    auto& mine = boards_[at(b)];
    // Bays that end on a board further left leave on the left.
    std::vector<int> first, last;
    for (const int bay : mine.below) {
      const int to = out_.bays[at(bay)].to;
      (to >= 0 && boards_[at(to)].number < mine.number ? first : last).push_back(bay);
    }
    const double above = column_width * static_cast<double>(mine.above.size());
    const double below = width_below(b);
    const double width = width_of(b);
    double x = left + (width - below) / 2.0;
    const auto take = [&] { return std::exchange(x, x + column_width) + column_width / 2.0; };
    for (const int bay : first) out_.bays[at(bay)].x = take();
    for (const int child : mine.children) x += place(child, x);
    for (const int bay : last) out_.bays[at(bay)].x = take();
    if (mine.feeds_others) mine.feeds_others_x = take();
    x = left + (width - above) / 2.0;
    for (const int bay : mine.above) out_.bays[at(bay)].x = take();
    if (mine.above.empty()) reach(b, left + width / 2.0);
    for (const auto* list : {&mine.above, &mine.below}) {
      for (const int bay : *list) reach(b, out_.bays[at(bay)].x);
    }
    if (mine.feeds_others) reach(b, mine.feeds_others_x);
    for (const int child : mine.children) {
      for (const int bay : boards_[at(child)].above) {
        if (out_.bays[at(bay)].from == b) reach(b, out_.bays[at(bay)].x);
      }
    }
    return width;
  }

  double width_below(int b) {
    const auto& mine = boards_[at(b)];
    double width = column_width * static_cast<double>(mine.below.size() + (mine.feeds_others ? 1U : 0U));
    for (const int child : mine.children) width += width_of(child);
    return width;
  }
  double width_of(int b) {
    auto& mine = boards_[at(b)];
    if (mine.width <= 0.0)
      mine.width =
          std::max({column_width * static_cast<double>(mine.above.size()), width_below(b), column_width});
    return mine.width;
  }

  /// Makes a bar reach a bay.
  void reach(int b, double x) {
    auto& bar = out_.bars[at(b)];
    const bool is_new = bar.right <= bar.left;
    bar.left = is_new ? x - bar_end : std::min(bar.left, x - bar_end);
    bar.right = is_new ? x + bar_end : std::max(bar.right, x + bar_end);
  }

  void set_heights() {
    int levels = 0;
    for (const auto& place : boards_) levels = std::max(levels, place.level + 1);
    has_outlets_.assign(at(levels), 0);
    lanes_.assign(at(levels + 1), 0);
    for (const auto& bay : out_.bays) {
      if (bay.what == What::outlet) has_outlets_[at(boards_[at(bay.from)].level)] = 1;
    }
    // As many lanes as may be needed: one for each board that feeds others there, and for each bay from
    // aside.
    std::set<std::pair<int, int>> sources;
    for (const auto& one : line_.switches) {
      for (std::size_t k = 1; k < one.from.size(); ++k)
        sources.emplace(boards_[at(board(one.to))].level, board(one.from[k]));
    }
    for (const auto& source : sources) ++lanes_[at(source.first)];
    for (const auto& bay : out_.bays) {
      if (is_aside(bay)) ++lanes_[at(boards_[at(bay.to)].level)];
    }
    for (const auto& one : line_.boards) {
      if (one.tie) ++lanes_[at(boards_[at(board(one.id))].level)];
    }
    level_y_.assign(at(levels), 0.0);
    double y = border + source_room;
    for (int level = 0; level < levels; ++level) {
      if (level > 0) y += gap_room + (has_outlets_[at(level - 1)] != 0 ? outlet_room : 0.0);
      y += lane_room * lanes_[at(level)];
      level_y_[at(level)] = y;
    }
    for (std::size_t b = 0; b < boards_.size(); ++b) out_.bars[b].y = level_y_[at(boards_[b].level)];
    out_.height = y + outlet_room + border;
    lanes_.assign(at(levels + 1), 0);
  }

  /// Lanes of a level run above the symbols over its bars.
  double next_lane(int level) {
    return level_y_[at(level)] - 2.0 * symbol_drop + 8.0 - lane_room * lanes_[at(level)]++;
  }

  /// Whether a bar may grow from x to x without touching another one or a bay that passes its level.
  bool is_free(int b, double from, double to) const {
    const int level = boards_[at(b)].level;
    for (std::size_t other = 0; other < boards_.size(); ++other) {
      if (static_cast<int>(other) != b && boards_[other].level == level && out_.bars[other].right > from &&
          out_.bars[other].left < to)
        return false;
    }
    return std::none_of(out_.bays.begin(), out_.bays.end(), [&](const Bay& bay) {
      return bay.from >= 0 && bay.to >= 0 && bay.to != b && bay.x > from && bay.x < to &&
             boards_[at(bay.from)].level < level && boards_[at(bay.to)].level > level;
    });
  }

  /// Bays whose board hangs under another one: the bar grows to meet them, or a lane leads to its end.
  void bring_aside() {
    std::vector<int> aside;
    for (std::size_t i = 0; i < out_.bays.size(); ++i) {
      if (is_aside(out_.bays[i])) aside.push_back(static_cast<int>(i));
    }
    const auto distance = [&](int i) {
      const auto& bay = out_.bays[at(i)];
      const auto& bar = out_.bars[at(bay.to)];
      return std::max(bar.left - bay.x, bay.x - bar.right);
    };
    std::stable_sort(aside.begin(), aside.end(), [&](int a, int b) { return distance(a) < distance(b); });
    for (const int i : aside) {
      const auto& bay = out_.bays[at(i)];
      auto& bar = out_.bars[at(bay.to)];
      const bool is_left = bay.x < bar.left;
      if (is_free(bay.to, is_left ? bay.x - bar_end : bar.right, is_left ? bar.left : bay.x + bar_end)) {
        reach(bay.to, bay.x);
        continue;
      }
      const double x_end = is_left ? bar.left -= 8.0 : bar.right += 8.0;
      out_.detours.push_back({i, next_lane(boards_[at(bay.to)].level), is_left ? x_end + 3.0 : x_end - 3.0});
    }
  }

  void join_second_inputs() {
    std::map<std::pair<int, int>, std::size_t> found;  // by level and board
    for (std::size_t i = 0; i < out_.bays.size(); ++i) {
      const auto& bay = out_.bays[i];
      if (bay.what != What::transfer) continue;
      const auto& from = line_.switches[at(bay.elements.front())].from;
      for (std::size_t k = 1; k < from.size(); ++k) {
        const int source = board(from[k]);
        const int level = boards_[at(bay.to)].level;
        const auto [place, is_new] = found.try_emplace({level, source}, out_.second_inputs.size());
        if (is_new)
          out_.second_inputs.push_back({source, boards_[at(source)].feeds_others_x, next_lane(level), {}});
        out_.second_inputs[place->second].bays.push_back(static_cast<int>(i));
      }
    }
  }

  void join_ties() {
    std::set<std::pair<int, int>> done;
    for (std::size_t b = 0; b < boards_.size(); ++b) {
      if (!line_.boards[b].tie) continue;
      const int one = static_cast<int>(b);
      const int other = board(*line_.boards[b].tie);
      if (!done.insert(std::minmax(one, other)).second) continue;
      const bool is_left = out_.bars[b].left < out_.bars[at(other)].left;
      const auto& near = out_.bars[at(is_left ? one : other)];
      const auto& far = out_.bars[at(is_left ? other : one)];
      const bool is_level =
          near.y == far.y && is_free(one, near.right, far.left) && is_free(other, near.right, far.left);
      const double y = is_level ? near.y : next_lane(boards_[b].level);
      TieLine tie{one, other, near.right, far.left, y};
      if (!is_level) {
        tie.x -= 6.0;
        tie.x_other += 6.0;
      }
      if (!is_left) std::swap(tie.board, tie.other);
      out_.ties.push_back(tie);
    }
  }

  void finish() {
    double left = 0.0;
    for (const auto& bar : out_.bars) {
      left = std::min(left, bar.left);
      out_.width = std::max(out_.width, bar.right);
    }
    for (const auto& bay : out_.bays) out_.width = std::max(out_.width, bay.x + column_width);
    const double shift = border - left;
    for (auto& bar : out_.bars) bar.left += shift, bar.right += shift;
    for (auto& bay : out_.bays) bay.x += shift;
    for (auto& one : out_.second_inputs) one.x += shift;
    for (auto& one : out_.detours) one.x_end += shift;
    for (auto& one : out_.ties) one.x += shift, one.x_other += shift;
    out_.width += shift + border;
  }

  const site::OneLine& line_;
  site::BoardIndex index_;
  std::vector<Place> boards_;
  std::vector<int> roots_;
  std::vector<char> has_outlets_;  ///< by level
  std::vector<int> lanes_;         ///< by level: how many are taken
  std::vector<double> level_y_;
  OneLineBays out_;
};

}  // namespace

OneLineBays arrange(const site::OneLine& one_line, int offers) {
  return Arrangement(one_line, offers).arrange();
}

}  // namespace shellfit::reports
