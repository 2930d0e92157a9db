#include "layout/search.hpp"

#include "layout/band_filler.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace shellfit::layout {

using geometry::Box;
using geometry::Coordinate;
using geometry::to_coordinate;

std::string_view kind_word(ItemKind kind) {
  switch (kind) {
    case ItemKind::rack:
      return "rack";
    case ItemKind::cdu:
      return "cdu";
    case ItemKind::air_unit:
      return "fan-wall";
    case ItemKind::board:
      return "board";
    case ItemKind::mv_board:
      return "mv-board";
    case ItemKind::ups:
      return "ups";
    case ItemKind::battery:
      return "battery";
    case ItemKind::transformer:
      return "transformer";
    case ItemKind::generator:
      return "generator";
    case ItemKind::cooler:
      return "cooler";
    case ItemKind::chiller:
      return "chiller";
    case ItemKind::pump:
      return "pump";
  }
  return "";
}

namespace {

/// Rows of one floor in the chosen direction, filled pod by pod: two rows back to back at a hot aisle grow
/// side by side, whole units now in one, now in the other.
class Rows {
 public:
  Rows() = default;
  Rows(bool is_turned, std::vector<Segment> segments) : is_turned_(is_turned) {
    // Row 0 faces the wall when the pattern starts cold; its back is row 1's. Else it stands alone.
    const bool starts_cold =
        !segments.empty() && std::any_of(segments.begin(), segments.end(), [](const Segment& one) {
          return one.faces_down == (one.row % 2 == 0);
        });
    for (auto& segment : segments) {
      const int pod = starts_cold ? segment.row / 2 : (segment.row + 1) / 2;
      auto& row = pods_[pod][segment.row];
      row.segments.push_back(segment);
    }
  }
  [[nodiscard]] bool is_turned() const { return is_turned_; }

  /// Takes a place for a box of this width; racks of the unit that came before stay in its row while they
  /// can.
  std::optional<std::pair<Box, Segment>> take(Coordinate width, Coordinate depth, const std::string& unit) {
    for (auto pod = pods_.lower_bound(pod_); pod != pods_.end(); ++pod) {
      pod_ = pod->first;
      Row* chosen = nullptr;
      for (auto& [number, row] : pod->second) {
        if (!row.has_room(width)) continue;
        const bool stays = unit == unit_ && number == row_;
        if (stays) {
          chosen = &row;
          break;
        }
        if (chosen == nullptr || row.next() < chosen->next()) chosen = &row;
      }
      if (chosen == nullptr) continue;
      const auto& one = chosen->segments[chosen->segment];
      row_ = one.row;
      unit_ = unit;
      const Coordinate from = chosen->next();
      chosen->reached = from + width;
      // Fronts stand in line along the cold aisle; a shallower rack leaves its hot aisle wider.
      const Box box = one.faces_down ? Box{from, one.bottom, from + width, one.bottom + depth}
                                     : Box{from, one.top - depth, from + width, one.top};
      return std::pair{box, one};
    }
    return std::nullopt;
  }

 private:
  struct Row {
    std::vector<Segment> segments;
    std::size_t segment = 0;
    Coordinate reached = std::numeric_limits<Coordinate>::min();

    /// Moves on to the first segment with room for the width.
    bool has_room(Coordinate width) {
      while (segment < segments.size() &&
             std::max(segments[segment].from, reached) + width > segments[segment].to)
        ++segment;
      return segment < segments.size();
    }
    [[nodiscard]] Coordinate next() const { return std::max(segments[segment].from, reached); }
  };

  bool is_turned_ = false;
  std::map<int, std::map<int, Row>> pods_;
  int pod_ = std::numeric_limits<int>::min();
  int row_ = -1;
  std::string unit_;
};

class Search {
 public:
  explicit Search(const LayoutProblem& problem) : problem_(problem) {
    for (const auto& floor : problem.floors) floors_.emplace(floor.id, floor);
  }

  Layout find() {
    for (const auto& item : problem_.plant) place_plant(item);
    place_racks();
    layout_.upper_bound_racks = rack_upper_bound(problem_.floors, problem_.racks);
    return std::move(layout_);
  }

 private:
  void place_plant(const Item& item) {
    const auto width = to_coordinate(item.width);
    const auto depth = to_coordinate(item.depth);
    const auto front = to_coordinate(item.front);
    const auto rear = to_coordinate(item.rear);
    const auto side = to_coordinate(item.side);
    // Plant of a hall stands at its upper wall, facing down; other plant starts at the side that the racks
    // are on.
    for (const auto& space : item.candidates) {
      auto& floor = floors_.at(space);
      const bool from_top = floor.use == site::Space::Use::white || is_below_racks(floor);
      for (const bool is_turned : {false, true}) {
        const TurnedFloor turned(floor, is_turned);
        const auto box = first_place(turned, width, depth, front, rear, side, from_top);
        if (!box) continue;
        const auto standing = turned.restored(*box);
        layout_.placed.push_back({item.id, space, floor.level, standing, turned.restored(true), -1});
        // Nothing else may stand in its service space; what stands beside keeps the larger side distance.
        const Box claimed{box->left, box->bottom - front, box->right, box->top + rear};
        floor.blockers.push_back({turned.restored(claimed), item.id.text()});
        return;
      }
    }
    layout_.unplaced.push_back(item.id);
  }

  /// True when most white space of the storey lies above the floor.
  bool is_below_racks(const Floor& floor) const {
    const auto middle = [](const Floor& one) {
      const auto box = geometry::bounding_box(one.outline);
      return box.bottom + box.height() / 2;
    };
    int above = 0;
    for (const auto& [id, other] : floors_) {
      if (other.use != site::Space::Use::white) continue;
      above += middle(other) > middle(floor) ? 1 : -1;
    }
    return above > 0;
  }

  /// The rows of a floor that hold the most length of racks this deep.
  Rows best_rows(const Floor& floor, const RowPattern& pattern) const {
    Rows best;
    Coordinate best_length = -1;
    constexpr Coordinate step = 2'000'000;  // 0.2 m
    const Coordinate pitch = 2 * pattern.depth + pattern.cold_aisle + pattern.hot_aisle;
    for (const bool is_turned : {false, true}) {
      const TurnedFloor turned(floor, is_turned);
      for (const bool starts_hot : {false, true}) {
        for (Coordinate offset = 0; offset < pitch; offset += step) {
          auto segments = row_segments(turned, pattern, problem_.rules, offset, starts_hot);
          Coordinate length = 0;
          for (const auto& segment : segments)
            length += (segment.to - segment.from) / narrowest_ * narrowest_;
          if (length <= best_length) continue;
          best_length = length;
          best = Rows(is_turned, std::move(segments));
        }
      }
    }
    return best;
  }

  void place_racks() {
    if (problem_.racks.empty()) return;
    narrowest_ = to_coordinate(problem_.racks.front().width);
    // One pattern a floor, deep enough for every rack that may stand there.
    std::map<site::SpaceId, RowPattern> patterns;
    for (const auto& rack : problem_.racks) {
      narrowest_ = std::min(narrowest_, to_coordinate(rack.width));
      for (const auto& space : rack.candidates) {
        auto& pattern = patterns[space];
        pattern.depth = std::max(pattern.depth, to_coordinate(rack.depth));
        pattern.cold_aisle = std::max(pattern.cold_aisle, to_coordinate(rack.front));
        pattern.hot_aisle = std::max(pattern.hot_aisle, to_coordinate(rack.rear));
      }
    }
    std::map<site::SpaceId, Rows> rows;
    for (const auto& [space, pattern] : patterns) rows[space] = best_rows(floors_.at(space), pattern);
    for (const auto& rack : problem_.racks) {
      if (!place_rack(rack, rows)) layout_.unplaced.push_back(rack.id);
    }
  }

  bool place_rack(const Item& rack, std::map<site::SpaceId, Rows>& rows) {
    for (const auto& space : rack.candidates) {
      auto& filled = rows.at(space);
      const auto place = filled.take(to_coordinate(rack.width), to_coordinate(rack.depth),
                                     rack.line + "." + std::to_string(rack.unit));
      if (!place) continue;
      const TurnedFloor turned(floors_.at(space), filled.is_turned());
      layout_.placed.push_back({rack.id, space, floors_.at(space).level, turned.restored(place->first),
                                turned.restored(place->second.faces_down), place->second.row});
      return true;
    }
    return false;
  }

  const LayoutProblem& problem_;
  std::map<site::SpaceId, Floor> floors_;
  Coordinate narrowest_ = 1;
  Layout layout_;
};

}  // namespace

Layout find_layout(const LayoutProblem& problem) { return Search(problem).find(); }

int rack_upper_bound(const std::vector<Floor>& floors, const std::vector<Item>& racks) {
  if (racks.empty()) return 0;
  // The least that any rack claims for itself: its box and half of both aisles. Its whole claim, aisles
  // undivided, must lie inside too, along x or along y.
  double smallest_m2 = std::numeric_limits<double>::infinity();
  Coordinate narrowest = std::numeric_limits<Coordinate>::max();
  Coordinate shallowest = std::numeric_limits<Coordinate>::max();
  for (const auto& rack : racks) {
    smallest_m2 =
        std::min(smallest_m2, rack.width.in_si() * (rack.depth + 0.5 * (rack.front + rack.rear)).in_si());
    narrowest = std::min(narrowest, to_coordinate(rack.width));
    shallowest = std::min(shallowest, to_coordinate(rack.depth + rack.front + rack.rear));
  }
  double bound = 0;
  for (const auto& floor : floors) {
    if (floor.use != site::Space::Use::white) continue;
    const auto box = geometry::bounding_box(floor.outline);
    const bool has_room = (box.width() >= narrowest && box.height() >= shallowest) ||
                          (box.height() >= narrowest && box.width() >= shallowest);
    if (has_room) bound += std::floor(geometry::area(floor.outline).in_si() / smallest_m2);
  }
  return static_cast<int>(std::min(bound, 1e9));
}

}  // namespace shellfit::layout
