#include "layout/checker/layout_check.hpp"

#include <algorithm>
#include <map>
#include <set>
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

bool lies_along_x(const PlacedItem& item) {
  return item.facing == Facing::south || item.facing == Facing::north;
}
/// The side of an item to its left or right, towards smaller or larger coordinates.
Facing end_of(const PlacedItem& item, bool is_upper) {
  if (lies_along_x(item)) return is_upper ? Facing::east : Facing::west;
  return is_upper ? Facing::north : Facing::south;
}
Box hull(const Box& a, const Box& b) {
  return {std::min(a.left, b.left), std::min(a.bottom, b.bottom), std::max(a.right, b.right),
          std::max(a.top, b.top)};
}

using Placed = std::vector<const PlacedItem*>;

class Checker {
 public:
  Checker(const LayoutProblem& problem, const Layout& layout) : problem_(problem), layout_(layout) {
    for (const auto* items : {&problem.plant, &problem.racks}) {
      for (const auto& item : *items) items_.emplace(item.id, &item);
    }
    for (const auto& floor : problem.floors) floors_.emplace(floor.id, &floor);
    for (const auto& placed : layout.placed) on_floor_[placed.space].push_back(&placed);
  }

  Findings check() {
    check_lists();
    check_pods();
    for (auto& [space, placed] : on_floor_) {
      const auto floor = floors_.find(space);
      if (floor == floors_.end()) {
        for (const auto* one : placed) breach("unknown space", *one, space.text());
        continue;
      }
      // Sorted by x, an item is compared only with those whose x meets its own or its clearances'.
      std::sort(placed.begin(), placed.end(),
                [](const PlacedItem* a, const PlacedItem* b) { return a->box < b->box; });
      widest_ = 0;
      for (const auto* one : placed) widest_ = std::max(widest_, one->box.width());
      Aisles aisles{space, Length{}, Length{}, "", ""};
      for (const auto* one : placed) check_item(*floor->second, placed, *one, aisles);
      check_rows(*floor->second, placed);
      findings_.aisles.push_back(aisles);
    }
    return std::move(findings_);
  }

 private:
  void breach(const char* rule, const PlacedItem& item, std::string other) {
    findings_.breaches.push_back({rule, item.id.text(), std::move(other)});
  }

  /// Every item of the problem is in one of the layout's two lists, once; nothing else is.
  void check_lists() {
    struct Times {
      int placed = 0, unplaced = 0;
    };
    std::unordered_map<ItemId, Times> listed;
    const auto complain = [&](const char* rule, const ItemId& id) {
      findings_.breaches.push_back({rule, id.text(), ""});
    };
    const auto list = [&](const ItemId& id, int Times::*count, const char* again) {
      if (!items_.contains(id)) return complain("unknown item", id);
      if (++(listed[id].*count) == 2) complain(again, id);
    };
    for (const auto& one : layout_.placed) list(one.id, &Times::placed, "placed twice");
    for (const auto& id : layout_.unplaced) list(id, &Times::unplaced, "unplaced twice");
    for (const auto* items : {&problem_.plant, &problem_.racks}) {
      for (const auto& item : *items) {
        const auto& times = listed[item.id];
        if (times.placed == 0 && times.unplaced == 0) complain("missing", item.id);
        if (times.placed > 0 && times.unplaced > 0) complain("placed and unplaced", item.id);
      }
    }
  }

  void check_pods() {
    std::map<std::string, std::set<site::SpaceId>> spaces;
    for (const auto& one : layout_.placed) {
      const auto* rack = rack_of(one);
      if (rack != nullptr && !rack->pod.empty()) spaces[rack->pod].insert(one.space);
    }
    for (const auto& [pod, found] : spaces) {
      if (found.size() > 1) findings_.split_pods.push_back({pod, {found.begin(), found.end()}});
    }
  }

  void check_item(const Floor& floor, const Placed& placed, const PlacedItem& one, Aisles& aisles) {
    if (one.box.width() <= 0 || one.box.height() <= 0) return breach("size", one, "");
    if (one.level != floor.level) breach("level", one, floor.id.text());
    if (!geometry::contains(floor.outline, one.box)) breach("inside", one, "");
    for (const auto& blocker : floor.blockers) {
      if (geometry::overlap(one.box, blocker.box)) breach("blocked", one, blocker.reason);
    }
    for_neighbours(placed, one.box, [&](const PlacedItem& other) {
      if (&other != &one && geometry::overlap(one.box, other.box)) breach("overlap", one, other.id.text());
    });
    const auto known = items_.find(one.id);
    if (known == items_.end()) return;
    const auto& item = *known->second;
    const auto width = geometry::to_coordinate(item.width);
    const auto depth = geometry::to_coordinate(item.depth);
    const bool has_size = lies_along_x(one) ? one.box.width() == width && one.box.height() == depth
                                            : one.box.width() == depth && one.box.height() == width;
    if (!has_size) breach("size", one, "");
    if (std::find(item.candidates.begin(), item.candidates.end(), floor.id) == item.candidates.end())
      breach("candidate space", one, floor.id.text());
    check_clearance(floor, placed, one, item, true, aisles);
    check_clearance(floor, placed, one, item, false, aisles);
    check_sides(placed, one, item);
  }

  void check_sides(const Placed& placed, const PlacedItem& one, const Item& item) {
    const auto side = geometry::to_coordinate(item.side);
    if (side <= 0) return;
    for (const bool is_upper : {false, true}) {
      const auto strip = beside(one.box, end_of(one, is_upper), side);
      for_neighbours(placed, strip, [&](const PlacedItem& other) {
        if (&other != &one && geometry::overlap(strip, other.box))
          breach("side clearance", one, other.id.text());
      });
    }
  }

  template <class Visit>
  void for_neighbours(const Placed& placed, const Box& reach, Visit visit) const {
    auto other = std::lower_bound(placed.begin(), placed.end(), reach.left - widest_,
                                  [](const PlacedItem* a, Coordinate x) { return a->box.left < x; });
    for (; other != placed.end() && (*other)->box.left < reach.right; ++other) visit(**other);
  }

  void check_clearance(const Floor& floor, const Placed& placed, const PlacedItem& one, const Item& item,
                       bool is_front, Aisles& aisles) {
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
    auto& narrowest = is_front ? aisles.narrowest_cold : aisles.narrowest_hot;
    const auto width = geometry::to_length(std::min(free, free_to_wall(floor, one, side, free)));
    if (narrowest.is_missing() || width < narrowest) {
      narrowest = width;
      (is_front ? aisles.cold_item : aisles.hot_item) = one.id.text();
    }
  }

  /// How far the floor goes on beside an item, up to `most`.
  static Coordinate free_to_wall(const Floor& floor, const PlacedItem& one, Facing side, Coordinate most) {
    const auto is_floor = [&](Coordinate d) {
      return d == 0 || geometry::contains(floor.outline, beside(one.box, side, d));
    };
    if (most <= 0 || is_floor(most)) return most;
    Coordinate low = 0;
    while (most - low > 1) {
      const auto middle = low + (most - low) / 2;
      (is_floor(middle) ? low : most) = middle;
    }
    return low;
  }

  const Item* rack_of(const PlacedItem& one) const {
    const auto item = items_.find(one.id);
    return item != items_.end() && item->second->kind == ItemKind::rack ? item->second : nullptr;
  }

  /// The most that a rack of the floor is deep and asks for: what stands in this band parts a row.
  struct Band {
    Coordinate front = 0, depth = 0, rear = 0;
  };
  Band band_of(const Floor& floor) const {
    Band band;
    for (const auto& rack : problem_.racks) {
      if (std::find(rack.candidates.begin(), rack.candidates.end(), floor.id) == rack.candidates.end())
        continue;
      band.front = std::max(band.front, geometry::to_coordinate(rack.front));
      band.depth = std::max(band.depth, geometry::to_coordinate(rack.depth));
      band.rear = std::max(band.rear, geometry::to_coordinate(rack.rear));
    }
    return band;
  }

  /// Racks in line, with less than a cross aisle between one and the next, are one row, whatever stands
  /// between them. Racks are in line when they lie in one direction and share a stretch of depth.
  void check_rows(const Floor& floor, const Placed& placed) {
    const auto& rules = problem_.rules;
    const auto wall_aisle = geometry::to_coordinate(rules.wall_aisle);
    const auto cross_aisle = geometry::to_coordinate(rules.cross_aisle);
    const auto reach = std::max({wall_aisle, cross_aisle, Coordinate{1}});
    const auto band = band_of(floor);
    std::unordered_map<const PlacedItem*, const PlacedItem*> joined;  // to another of its row, or to itself
    const auto root = [&](const PlacedItem* one) {
      while (joined.at(one) != one) one = joined[one] = joined.at(joined.at(one));
      return one;
    };
    for (const auto* one : placed) joined.emplace(one, one);
    for (const auto* one : placed) {
      if (rack_of(*one) == nullptr || one->box.width() <= 0 || one->box.height() <= 0) continue;
      for (const bool is_upper : {false, true}) {
        const auto side = end_of(*one, is_upper);
        const auto seen = beside(one->box, side, reach);
        auto to_wall = wall_aisle;
        for_neighbours(placed, seen, [&](const PlacedItem& other) {
          if (&other == one || rack_of(other) == nullptr || lies_along_x(other) != lies_along_x(*one) ||
              !geometry::overlap(seen, other.box))
            return;
          const auto distance = std::max<Coordinate>(gap(one->box, other.box, side), 0);
          to_wall = std::min(to_wall, distance);
          if (distance > 0 && distance >= cross_aisle) return;
          joined[root(one)] = root(&other);
          if (is_upper && distance > 0 && is_free_between(floor, placed, *one, other, band))
            breach("cross aisle", *one, other.id.text());
        });
        if (to_wall > 0 && !geometry::contains(floor.outline, beside(one->box, side, to_wall)))
          breach("wall aisle", *one, "wall");
      }
    }
    check_lengths(placed, root);
  }

  template <class Root>
  void check_lengths(const Placed& placed, const Root& root) {
    const auto longest = geometry::to_coordinate(problem_.rules.longest_row);
    struct Row {
      const PlacedItem* first;
      const PlacedItem* last;
      Box box;
    };
    std::map<const PlacedItem*, Row> rows;
    for (const auto* one : placed) {
      if (rack_of(*one) == nullptr) continue;
      auto& row = rows.try_emplace(root(one), Row{one, one, one->box}).first->second;
      row.last = one;
      row.box = hull(row.box, one->box);
    }
    for (const auto* one : placed) {
      const auto found = rows.find(one);
      if (found == rows.end()) continue;
      const auto& row = found->second;
      const auto length = lies_along_x(*row.first) ? row.box.width() : row.box.height();
      if (length > longest) breach("longest row", *row.first, row.last->id.text());
    }
  }

  /// True when nothing parts two racks in line, so that a cross aisle could lie between them: no wall, no
  /// blocker, no other item or service space of plant, from aisle to aisle.
  bool is_free_between(const Floor& floor, const Placed& placed, const PlacedItem& one,
                       const PlacedItem& other, const Band& band) const {
    const auto whole = [&](const PlacedItem& rack) {
      const auto behind = beside(rack.box, opposite(rack.facing), band.rear);
      auto box = hull(hull(rack.box, behind), beside(rack.box, rack.facing, band.front));
      const auto missing = band.depth - (lies_along_x(rack) ? rack.box.height() : rack.box.width());
      if (missing > 0) box = hull(box, beside(rack.box, opposite(rack.facing), band.rear + missing));
      return box;
    };
    auto zone = hull(whole(one), whole(other));
    if (lies_along_x(one)) {
      zone.left = one.box.right;
      zone.right = other.box.left;
    } else {
      zone.bottom = one.box.top;
      zone.top = other.box.bottom;
    }
    if (!geometry::contains(floor.outline, zone)) return false;
    for (const auto& blocker : floor.blockers) {
      if (geometry::overlap(zone, blocker.box)) return false;
    }
    return std::none_of(placed.begin(), placed.end(), [&](const PlacedItem* there) {
      return there != &one && there != &other && takes_up(*there, zone);
    });
  }

  /// True when an item, or the service space of plant, takes up some of the box.
  bool takes_up(const PlacedItem& one, const Box& box) const {
    if (geometry::overlap(one.box, box)) return true;
    const auto known = items_.find(one.id);
    if (known == items_.end() || known->second->kind == ItemKind::rack) return false;
    const auto& item = *known->second;
    const auto meets = [&](Facing side, Length reach) {
      return geometry::overlap(beside(one.box, side, geometry::to_coordinate(reach)), box);
    };
    return meets(one.facing, item.front) || meets(opposite(one.facing), item.rear) ||
           meets(end_of(one, false), item.side) || meets(end_of(one, true), item.side);
  }

  const LayoutProblem& problem_;
  const Layout& layout_;
  std::unordered_map<ItemId, const Item*> items_;
  std::map<site::SpaceId, const Floor*> floors_;
  std::map<site::SpaceId, Placed> on_floor_;
  Coordinate widest_ = 0;
  Findings findings_;
};

}  // namespace

Findings check_layout(const LayoutProblem& problem, const Layout& layout) {
  return Checker(problem, layout).check();
}

}  // namespace shellfit::layout::checker
