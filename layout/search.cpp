#include "layout/search.hpp"

#include "layout/band_filler.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <span>

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
    case ItemKind::tower:
      return "tower";
    case ItemKind::water_chiller:
      return "water-chiller";
    case ItemKind::plate_exchanger:
      return "plate-exchanger";
  }
  return "";
}

namespace {

/// Rows of one floor in the chosen direction, filled pod by pod: two rows back to back at a hot aisle grow
/// side by side, whole units now in one, now in the other.
class Rows {
 public:
  Rows() = default;
  Rows(bool is_turned, const std::vector<Segment>& segments, const Rules& rules, Coordinate module)
      : is_turned_(is_turned) {
    // Row 0 faces the wall when the pattern starts cold; its back is row 1's. Else it stands alone.
    const bool starts_cold =
        !segments.empty() && std::any_of(segments.begin(), segments.end(), [](const Segment& one) {
          return one.faces_down == (one.row % 2 == 0);
        });
    std::map<int, std::vector<Segment>> by_row;
    for (const auto& segment : segments) by_row[segment.row].push_back(segment);
    for (auto& [row, of_row] : by_row) {
      const int pod = starts_cold ? row / 2 : (row + 1) / 2;
      const auto added = pods_[pod].try_emplace(row, std::move(of_row), rules, module).first;
      capacity_ += added->second.capacity();
    }
  }
  [[nodiscard]] bool is_turned() const { return is_turned_; }
  /// Racks of the module's width that all rows take.
  [[nodiscard]] int capacity() const { return capacity_; }

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
      const Coordinate from = chosen->next();
      const auto one = chosen->take(width);
      row_ = one.row;
      unit_ = unit;
      // Fronts stand in line along the cold aisle; a shallower rack leaves its hot aisle wider.
      const Box box = one.faces_down ? Box{from, one.bottom, from + width, one.bottom + depth}
                                     : Box{from, one.top - depth, from + width, one.top};
      return std::pair{box, one};
    }
    return std::nullopt;
  }

 private:
  bool is_turned_ = false;
  int capacity_ = 0;
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
        const TurnedFloor turned(floor, is_turned, beside_plant_[space]);
        const auto box = first_place(turned, width, depth, front, rear, side, from_top);
        if (!box) continue;
        const auto standing = turned.restored(*box);
        layout_.placed.push_back({item.id, space, floor.level, standing, turned.restored(true), -1});
        // Nothing else may stand or have its service space in its own, and nothing may stand beside it.
        const Box claimed{box->left, box->bottom - front, box->right, box->top + rear};
        floor.blockers.push_back({turned.restored(claimed), item.id.text()});
        const Box beside{box->left - side, box->bottom, box->right + side, box->top};
        if (side > 0) beside_plant_[space].push_back({turned.restored(beside), item.id.text()});
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

  /// The rows of a floor that hold the most of the narrowest racks.
  Rows best_rows(const Floor& floor, const RowPattern& pattern) const {
    Rows best;
    int most = -1;
    constexpr Coordinate step = 2'000'000;  // 0.2 m
    const Coordinate pitch = 2 * pattern.depth + pattern.cold_aisle + pattern.hot_aisle;
    const auto beside = beside_plant_.find(floor.id);
    for (const bool is_turned : {false, true}) {
      const TurnedFloor turned(
          floor, is_turned,
          beside == beside_plant_.end() ? std::vector<geometry::Blocker>{} : beside->second);
      for (const bool starts_hot : {false, true}) {
        for (Coordinate offset = 0; offset < pitch; offset += step) {
          Rows rows(is_turned, row_segments(turned, pattern, problem_.rules, offset, starts_hot),
                    problem_.rules, narrowest_);
          if (rows.capacity() <= most) continue;
          most = rows.capacity();
          best = std::move(rows);
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
    const auto& racks = problem_.racks;
    for (std::size_t first = 0, last = 0; first < racks.size(); first = last) {
      last = first + 1;
      while (!racks[first].pod.empty() && last < racks.size() && racks[last].pod == racks[first].pod) ++last;
      const std::span pod(racks.data() + first, last - first);
      if (pod.size() > 1 && place_whole(pod, rows)) continue;
      for (const auto& rack : pod) {
        if (!place_rack(rack, rows)) layout_.unplaced.push_back(rack.id);
      }
    }
  }

  /// All racks of a pod in the first space that takes them all; else none.
  bool place_whole(std::span<const Item> pod, std::map<site::SpaceId, Rows>& rows) {
    for (const auto& space : pod.back().candidates) {
      const auto may_stand = [&](const Item& rack) {
        return std::find(rack.candidates.begin(), rack.candidates.end(), space) != rack.candidates.end();
      };
      if (!std::all_of(pod.begin(), pod.end(), may_stand)) continue;
      auto filled = rows.at(space);
      std::vector<PlacedItem> placed;
      for (const auto& rack : pod) {
        auto place = place_in(rack, space, filled);
        if (!place) break;
        placed.push_back(std::move(*place));
      }
      if (placed.size() < pod.size()) continue;
      rows.at(space) = std::move(filled);
      layout_.placed.insert(layout_.placed.end(), placed.begin(), placed.end());
      return true;
    }
    return false;
  }

  bool place_rack(const Item& rack, std::map<site::SpaceId, Rows>& rows) {
    for (const auto& space : rack.candidates) {
      auto place = place_in(rack, space, rows.at(space));
      if (!place) continue;
      layout_.placed.push_back(std::move(*place));
      return true;
    }
    return false;
  }

  std::optional<PlacedItem> place_in(const Item& rack, const site::SpaceId& space, Rows& rows) const {
    const auto place = rows.take(to_coordinate(rack.width), to_coordinate(rack.depth),
                                 rack.line + "." + std::to_string(rack.unit));
    if (!place) return std::nullopt;
    const auto& floor = floors_.at(space);
    const TurnedFloor turned(floor, rows.is_turned());
    return PlacedItem{rack.id,
                      space,
                      floor.level,
                      turned.restored(place->first),
                      turned.restored(place->second.faces_down),
                      place->second.row};
  }

  const LayoutProblem& problem_;
  std::map<site::SpaceId, Floor> floors_;
  std::map<site::SpaceId, std::vector<geometry::Blocker>> beside_plant_;
  Coordinate narrowest_ = 1;
  Layout layout_;
};

}  // namespace

Layout find_layout(const LayoutProblem& problem) { return Search(problem).find(); }

namespace {

/// Floor within the outline that no rack may stand on nor keep clear: blockers that lie inside it, each point
/// once.
double blocked_m2(const Floor& floor) {
  std::vector<Box> boxes;
  std::vector<Coordinate> cuts;
  for (const auto& blocker : floor.blockers) {
    const auto& box = blocker.box;
    if (box.width() <= 0 || box.height() <= 0 || !geometry::contains(floor.outline, box)) continue;
    boxes.push_back(box);
    cuts.push_back(box.left);
    cuts.push_back(box.right);
  }
  std::sort(boxes.begin(), boxes.end(), [](const Box& a, const Box& b) { return a.bottom < b.bottom; });
  std::sort(cuts.begin(), cuts.end());
  double sum_m2 = 0;
  for (std::size_t i = 1; i < cuts.size(); ++i) {
    if (cuts[i] == cuts[i - 1]) continue;
    Coordinate height = 0;
    Coordinate reached = std::numeric_limits<Coordinate>::min();
    for (const auto& box : boxes) {
      if (box.left > cuts[i - 1] || box.right < cuts[i] || box.top <= reached) continue;
      height += box.top - std::max(box.bottom, reached);
      reached = box.top;
    }
    sum_m2 += geometry::to_length(cuts[i] - cuts[i - 1]).in_si() * geometry::to_length(height).in_si();
  }
  return sum_m2;
}

}  // namespace

// Proof. Let d be a rack's depth, w its width, z the clearance on one of its sides (front or rear), and call
// the w by z of floor there its zone. Zones hold no box and no blocker and lie inside the outline; boxes do
// not overlap.
//
// Of all zones that hold a point, at most one comes from each of the four directions: of two boxes that see
// the point in the same direction, the farther one would have the nearer one in its zone. So a point of free
// floor is in at most four zones, and racks may claim a quarter of each:
//   Σ w (d + (front + rear) / 4) <= floor - blockers.
// A square with racks on all four sides attains it.
//
// Where racks can stand along one direction only, let each claim the half of its zone next to it. A point in
// two such halves, z1/2 and z2/2 deep, would lie between two boxes less than (z1 + z2) / 2 apart, hence less
// than the larger of z1 and z2: one box would stand in the other's zone. So halves do not overlap:
//   Σ w (d + (front + rear) / 2) <= floor - blockers.
//
// A rack with both zones is w by d + front + rear, and the outline's bounding box must hold that.
int rack_upper_bound(const std::vector<Floor>& floors, const std::vector<Item>& racks) {
  if (racks.empty()) return 0;
  // Of all racks the least of each figure, so that the claim is no more than any rack's.
  double quarter_m2 = std::numeric_limits<double>::infinity();
  double half_m2 = quarter_m2;
  Coordinate narrowest = std::numeric_limits<Coordinate>::max();
  Coordinate shallowest = std::numeric_limits<Coordinate>::max();
  for (const auto& rack : racks) {
    const auto aisles = rack.front + rack.rear;
    quarter_m2 = std::min(quarter_m2, rack.width.in_si() * (rack.depth + 0.25 * aisles).in_si());
    half_m2 = std::min(half_m2, rack.width.in_si() * (rack.depth + 0.5 * aisles).in_si());
    narrowest = std::min(narrowest, to_coordinate(rack.width));
    shallowest = std::min(shallowest, to_coordinate(rack.depth + aisles));
  }
  double bound = 0;
  for (const auto& floor : floors) {
    if (floor.use != site::Space::Use::white) continue;
    const auto box = geometry::bounding_box(floor.outline);
    const bool along_x = box.width() >= narrowest && box.height() >= shallowest;
    const bool along_y = box.height() >= narrowest && box.width() >= shallowest;
    if (!along_x && !along_y) continue;
    const double claim_m2 = along_x && along_y ? quarter_m2 : half_m2;
    const double free_m2 = geometry::area(floor.outline).in_si() - blocked_m2(floor);
    // A share of 1e-9 covers the rounding of areas that are whole multiples of the claim.
    bound += std::floor(free_m2 / claim_m2 * (1.0 + 1e-9));
  }
  return static_cast<int>(std::min(bound, 1e9));
}

}  // namespace shellfit::layout
