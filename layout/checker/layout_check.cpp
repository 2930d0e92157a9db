#include "layout/checker/layout_check.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace shellfit::layout::checker {

namespace {

using geometry::Box;
using geometry::Coordinate;

/// The part of the plane that lies within `reach` of the side of a box that faces a direction.
Box beside(const Box& box, Facing side, Coordinate reach) {
  switch (side) {
    case Facing::south:
      return {box.left, box.bottom - reach, box.right, box.bottom};
    case Facing::north:
      return {box.left, box.top, box.right, box.top + reach};
    case Facing::west:
      return {box.left - reach, box.bottom, box.left, box.top};
    case Facing::east:
      return {box.right, box.bottom, box.right + reach, box.top};
  }
  return box;
}
Facing opposite(Facing side) {
  switch (side) {
    case Facing::south:
      return Facing::north;
    case Facing::north:
      return Facing::south;
    case Facing::west:
      return Facing::east;
    case Facing::east:
      return Facing::west;
  }
  return side;
}
/// Distance between a box and another that lies on the given side of it.
Coordinate gap(const Box& box, const Box& other, Facing side) {
  switch (side) {
    case Facing::south:
      return box.bottom - other.top;
    case Facing::north:
      return other.bottom - box.top;
    case Facing::west:
      return box.left - other.right;
    case Facing::east:
      return other.left - box.right;
  }
  return 0;
}

class Checker {
 public:
  Checker(const LayoutProblem& problem, const Layout& layout) {
    for (const auto* items : {&problem.plant, &problem.racks}) {
      for (const auto& item : *items) items_.emplace(item.id, &item);
    }
    for (const auto& floor : problem.floors) floors_.emplace(floor.id, &floor);
    for (const auto& placed : layout.placed) on_floor_[placed.space].push_back(&placed);
  }

  Findings check() {
    for (auto& [space, placed] : on_floor_) {
      // Sorted by x, an item is compared only with those whose x meets its own or its clearances'.
      std::sort(placed.begin(), placed.end(),
                [](const PlacedItem* a, const PlacedItem* b) { return a->box < b->box; });
      widest_ = 0;
      for (const auto* one : placed) widest_ = std::max(widest_, one->box.width());
      Aisles aisles{space, Length{}, Length{}, "", ""};
      for (const auto* one : placed) check_item(*floors_.at(space), placed, *one, aisles);
      findings_.aisles.push_back(aisles);
    }
    return std::move(findings_);
  }

 private:
  void breach(const char* rule, const PlacedItem& item, std::string other) {
    findings_.breaches.push_back({rule, item.id.text(), std::move(other)});
  }

  void check_item(const Floor& floor, const std::vector<const PlacedItem*>& placed, const PlacedItem& one,
                  Aisles& aisles) {
    const auto& item = *items_.at(one.id);
    const bool lies_along_x = one.facing == Facing::south || one.facing == Facing::north;
    const auto width = geometry::to_coordinate(item.width);
    const auto depth = geometry::to_coordinate(item.depth);
    const bool has_size = lies_along_x ? one.box.width() == width && one.box.height() == depth
                                       : one.box.width() == depth && one.box.height() == width;
    if (!has_size) breach("size", one, "");
    if (!geometry::contains(floor.outline, one.box)) breach("inside", one, "");
    for (const auto& blocker : floor.blockers) {
      if (geometry::overlap(one.box, blocker.box)) breach("blocked", one, blocker.reason);
    }
    for_neighbours(placed, one.box, [&](const PlacedItem& other) {
      if (&other != &one && geometry::overlap(one.box, other.box)) breach("overlap", one, other.id.text());
    });
    check_clearance(floor, placed, one, item, true, aisles);
    check_clearance(floor, placed, one, item, false, aisles);
  }

  template <class Visit>
  void for_neighbours(const std::vector<const PlacedItem*>& placed, const Box& reach, Visit visit) const {
    auto other = std::lower_bound(placed.begin(), placed.end(), reach.left - widest_,
                                  [](const PlacedItem* a, Coordinate x) { return a->box.left < x; });
    for (; other != placed.end() && (*other)->box.left < reach.right; ++other) visit(**other);
  }

  void check_clearance(const Floor& floor, const std::vector<const PlacedItem*>& placed,
                       const PlacedItem& one, const Item& item, bool is_front, Aisles& aisles) {
    const auto side = is_front ? one.facing : opposite(one.facing);
    const auto needed = geometry::to_coordinate(is_front ? item.front : item.rear);
    const char* rule = is_front ? "front clearance" : "rear clearance";
    // Looking as far as a wide aisle finds the aisle's own width, not only whether it is too narrow.
    const auto reach = std::max<Coordinate>(needed, 50'000'000);
    const auto seen = beside(one.box, side, reach);
    Coordinate free = reach;
    std::string nearest;
    for_neighbours(placed, seen, [&](const PlacedItem& other) {
      if (&other == &one || !geometry::overlap(seen, other.box)) return;
      const auto distance = gap(one.box, other.box, side);
      if (distance >= free) return;
      free = distance;
      nearest = other.id.text();
    });
    for (const auto& blocker : floor.blockers) {
      if (!geometry::overlap(seen, blocker.box)) continue;
      const auto distance = gap(one.box, blocker.box, side);
      if (distance >= free) continue;
      free = distance;
      nearest = blocker.reason;
    }
    const bool reaches_wall = needed > 0 && !geometry::contains(floor.outline, beside(one.box, side, needed));
    if (free < needed || reaches_wall) breach(rule, one, reaches_wall && free >= needed ? "wall" : nearest);
    if (item.kind != ItemKind::rack) return;
    // Between a rack and the wall the aisle is at least what was needed, else the wall was a breach above.
    auto& narrowest = is_front ? aisles.narrowest_cold : aisles.narrowest_hot;
    const auto width = geometry::to_length(reaches_wall ? std::min<Coordinate>(free, 0) : free);
    if (narrowest.is_missing() || width < narrowest) {
      narrowest = width;
      (is_front ? aisles.cold_item : aisles.hot_item) = one.id.text();
    }
  }

  std::unordered_map<ItemId, const Item*> items_;
  std::map<site::SpaceId, const Floor*> floors_;
  std::map<site::SpaceId, std::vector<const PlacedItem*>> on_floor_;
  Coordinate widest_ = 0;
  Findings findings_;
};

}  // namespace

Findings check_layout(const LayoutProblem& problem, const Layout& layout) {
  return Checker(problem, layout).check();
}

}  // namespace shellfit::layout::checker
