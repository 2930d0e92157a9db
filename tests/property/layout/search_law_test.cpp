#include "layout/band_filler.hpp"
#include "layout/checker/layout_check.hpp"
#include "layout/search.hpp"
#include "tests/property/layout/random_hall.hpp"

#include <algorithm>
#include <vector>

using namespace shellfit;
using namespace shellfit::layout;
using shellfit::testing::law;

namespace {

int racks_in(const Layout& layout) {
  return static_cast<int>(
      std::count_if(layout.placed.begin(), layout.placed.end(),
                    [](const PlacedItem& one) { return one.id.text().starts_with("line."); }));
}
int racks_in(const LayoutProblem& problem) { return racks_in(find_layout(problem)); }

/// The most racks in one row of [bottom, top] with its aisles: every place on the grid is tried, left to
/// right; the best up to a place is the best before it or a rack that ends there.
int best_by_trying(const Floor& floor, geometry::Coordinate bottom, geometry::Coordinate top,
                   geometry::Coordinate width) {
  const auto step = at_m(0.2);
  const auto bounds = geometry::bounding_box(floor.outline);
  std::vector<int> best(1, 0);
  for (auto to = bounds.left + step; to <= bounds.right; to += step) {
    best.push_back(best.back());
    const geometry::Box rack{to - width, bottom, to, top};
    const bool is_free =
        rack.left >= bounds.left && geometry::contains(floor.outline, rack) &&
        std::none_of(floor.blockers.begin(), floor.blockers.end(),
                     [&](const geometry::Blocker& one) { return geometry::overlap(one.box, rack); });
    if (is_free)
      best.back() = std::max(best.back(), best[best.size() - 1 - static_cast<std::size_t>(width / step)] + 1);
  }
  return best.back();
}
/// Moves a floor by a map of its points.
template <class Map>
Floor moved(Floor floor, Map map) {
  for (auto& corner : floor.outline.corners) corner = map(corner);
  for (auto& one : floor.blockers) {
    const auto a = map({one.box.left, one.box.bottom});
    const auto b = map({one.box.right, one.box.top});
    one.box = {std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y)};
  }
  return floor;
}

}  // namespace

TEST_CASE("each row holds as many racks as trying every place finds") {
  law([] {
    const auto floor = random_floor();
    const auto width = at_m(*rc::gen::element(0.6, 0.8));
    const RowPattern pattern{at_m(1.2), at_m(grid(5, 9)), at_m(grid(3, 7))};
    const bool starts_hot = *rc::gen::arbitrary<bool>();
    const auto offset = at_m(grid(0, 10));
    const auto segments = row_segments(TurnedFloor(floor, false), pattern, no_rules(), offset, starts_hot);
    std::vector<int> held;
    for (const auto& one : segments) {
      if (held.size() <= static_cast<std::size_t>(one.row))
        held.resize(static_cast<std::size_t>(one.row) + 1, 0);
      held[static_cast<std::size_t>(one.row)] += static_cast<int>((one.to - one.from) / width);
    }
    const auto bounds = geometry::bounding_box(floor.outline);
    bool is_cold_below = !starts_hot;
    auto reached = bounds.bottom + offset;
    for (std::size_t row = 0;; ++row) {
      const auto below = is_cold_below ? pattern.cold_aisle : pattern.hot_aisle;
      const auto above = is_cold_below ? pattern.hot_aisle : pattern.cold_aisle;
      const auto top = reached + below + pattern.depth + above;
      if (top > bounds.top) {
        RC_ASSERT(held.size() <= row);
        break;
      }
      RC_ASSERT((row < held.size() ? held[row] : 0) == best_by_trying(floor, reached, top, width));
      reached = top - above;
      is_cold_below = !is_cold_below;
    }
  });
}

TEST_CASE("the search finds at least the best single row, in either direction") {
  law(
      [] {
        const auto floor = random_floor();
        const auto all = random_racks();
        const auto placed = racks_in(problem_of(floor, all));
        const auto depth = at_m((all[0].depth + all[0].front + all[0].rear).in_si());
        const auto width = at_m(all[0].width.in_si());
        for (const bool is_turned : {false, true}) {
          const auto view = is_turned ? moved(floor,
                                              [](geometry::Point p) {
                                                return geometry::Point{p.y, p.x};
                                              })
                                      : floor;
          const auto bounds = geometry::bounding_box(view.outline);
          const auto pitch = 2 * at_m(all[0].depth.in_si()) + at_m((all[0].front + all[0].rear).in_si());
          for (auto y = bounds.bottom; y + depth <= bounds.top && y < bounds.bottom + pitch; y += at_m(0.2))
            RC_ASSERT(placed >= best_by_trying(view, y, y + depth, width));
        }
      },
      60);
}

TEST_CASE("what the search places, the checker accepts, and the bound is never less") {
  law([] {
    auto problem = problem_of(random_floor(), random_racks(), random_plant());
    auto others = random_racks(20);
    for (auto& one : others) {
      one.id = ItemId("line." + one.id.text());
      problem.racks.push_back(one);
    }
    problem.rules = {grid(0, 8) * units::m, grid(0, 8) * units::m, grid(2, 60) * units::m};
    const auto layout = find_layout(problem);
    RC_ASSERT(checker::check_layout(problem, layout).breaches.empty());
    RC_ASSERT(layout.upper_bound_racks >= racks_in(layout));
    RC_ASSERT(layout.placed.size() + layout.unplaced.size() == problem.racks.size() + problem.plant.size());
  });
}

TEST_CASE("one more keep-out never lets more racks in") {
  law([] {
    auto problem = problem_of(random_floor(), random_racks());
    const int before = racks_in(problem);
    const double left = grid(0, 60);
    const double bottom = grid(0, 60);
    keep_out(problem.floors[0], left, bottom, left + grid(1, 8), bottom + grid(1, 8));
    RC_ASSERT(racks_in(problem) <= before);
  });
}

TEST_CASE("a hall mirrored, turned or moved holds as many racks") {
  law([] {
    using geometry::Point;
    const auto problem = problem_of(random_floor(), random_racks());
    const int count = racks_in(problem);
    const auto far = at_m(grid(0, 100));
    const auto with = [&](auto map) {
      auto other = problem;
      other.floors[0] = moved(problem.floors[0], map);
      return racks_in(other);
    };
    RC_ASSERT(with([](Point p) { return Point{-p.x, p.y}; }) == count);
    RC_ASSERT(with([](Point p) { return Point{p.y, p.x}; }) == count);
    RC_ASSERT(with([&](Point p) { return Point{p.x + far, p.y - far}; }) == count);
  });
}

TEST_CASE("a hall turned upside down holds as many racks") {
  law([] {
    const auto problem = problem_of(random_floor(), random_racks());
    auto other = problem;
    other.floors[0] = moved(problem.floors[0], [](geometry::Point p) { return geometry::Point{p.x, -p.y}; });
    RC_ASSERT(racks_in(other) == racks_in(problem));
  });
}

TEST_CASE("the order of the keep-outs changes no layout") {
  law([] {
    const auto problem = problem_of(random_floor(), random_racks(), random_plant());
    auto other = problem;
    std::reverse(other.floors[0].blockers.begin(), other.floors[0].blockers.end());
    const auto a = find_layout(problem);
    const auto b = find_layout(other);
    RC_ASSERT(a.placed.size() == b.placed.size());
    for (std::size_t i = 0; i < a.placed.size(); ++i) {
      RC_ASSERT(a.placed[i].id == b.placed[i].id);
      RC_ASSERT(a.placed[i].box == b.placed[i].box);
      RC_ASSERT(a.placed[i].facing == b.placed[i].facing);
    }
  });
}

TEST_CASE(
    "the checker says the same of a layout and of its mirror image, in any order and under other names") {
  law([] {
    using geometry::Coordinate;
    auto problem = problem_of(random_floor(), random_racks(12), random_plant());
    auto layout = find_layout(problem);
    // Some are pushed about, so that there is something to find.
    for (auto& one : layout.placed) {
      const auto dx = at_m(grid(-2, 3));
      const auto dy = at_m(grid(-2, 3));
      one.box = {one.box.left + dx, one.box.bottom + dy, one.box.right + dx, one.box.top + dy};
    }
    const auto before = checker::check_layout(problem, layout).breaches.size();
    const auto renamed = [](const ItemId& id) { return ItemId("z-" + id.text()); };
    for (auto* items : {&problem.plant, &problem.racks}) {
      for (auto& one : *items) one.id = renamed(one.id);
    }
    problem.floors[0] = moved(problem.floors[0], [](geometry::Point p) {
      return geometry::Point{-p.x, p.y};
    });
    for (auto& one : layout.placed) {
      one.id = renamed(one.id);
      one.box = {-one.box.right, one.box.bottom, -one.box.left, one.box.top};
      if (one.facing == Facing::west)
        one.facing = Facing::east;
      else if (one.facing == Facing::east)
        one.facing = Facing::west;
    }
    for (auto& one : layout.unplaced) one = renamed(one);
    std::reverse(layout.placed.begin(), layout.placed.end());
    RC_ASSERT(checker::check_layout(problem, layout).breaches.size() == before);
  });
}
