#include "geometry/free_space.hpp"
#include "tests/property/law.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

using namespace shellfit::geometry;
using shellfit::testing::law;

namespace {

/// A hall of columns one wide, column i open from low[i] to high[i]; neighbours share some of their openings.
struct StepHall {
  std::vector<Coordinate> low, high;
  [[nodiscard]] Coordinate width() const { return static_cast<Coordinate>(low.size()); }
  [[nodiscard]] Polygon outline() const {
    Polygon polygon;
    for (std::size_t i = 0; i < low.size(); ++i) {
      add(polygon, {static_cast<Coordinate>(i), low[i]});
      add(polygon, {static_cast<Coordinate>(i) + 1, low[i]});
    }
    for (std::size_t i = low.size(); i-- > 0;) {
      add(polygon, {static_cast<Coordinate>(i) + 1, high[i]});
      add(polygon, {static_cast<Coordinate>(i), high[i]});
    }
    return polygon;
  }

 private:
  static void add(Polygon& polygon, Point point) {
    if (polygon.corners.empty() || polygon.corners.back() != point) polygon.corners.push_back(point);
  }
};
StepHall random_hall() {
  StepHall hall;
  const int width = *rc::gen::inRange(1, 16);
  for (int i = 0; i < width; ++i) {
    const Coordinate most_low = i == 0 ? 8 : std::min<Coordinate>(8, hall.high.back() - 1);
    hall.low.push_back(*rc::gen::inRange<Coordinate>(0, most_low + 1));
    const Coordinate least_high = std::max(hall.low.back(), i == 0 ? 0 : hall.low[hall.low.size() - 2]) + 1;
    hall.high.push_back(*rc::gen::inRange<Coordinate>(least_high, least_high + 9));
  }
  return hall;
}
/// At least so wide and so high; of none, it may be a line or a point.
Blocker random_blocker(Coordinate least = 1) {
  const auto left = *rc::gen::inRange<Coordinate>(-1, 15);
  const auto bottom = *rc::gen::inRange<Coordinate>(-1, 14);
  return {{left, bottom, left + *rc::gen::inRange<Coordinate>(least, 4),
           bottom + *rc::gen::inRange<Coordinate>(least, 4)},
          "blocker"};
}
std::vector<Blocker> random_blockers() {
  std::vector<Blocker> blockers(static_cast<std::size_t>(*rc::gen::inRange(0, 5)));
  for (auto& one : blockers) one = random_blocker(0);
  return blockers;
}
struct Band {
  Coordinate bottom, top;
};
Band random_band() {
  const auto bottom = *rc::gen::inRange<Coordinate>(0, 14);
  return {bottom, bottom + *rc::gen::inRange<Coordinate>(1, 6)};
}

/// Column by column: is [i, i + 1] x band open and clear? Runs of such columns.
std::vector<Interval> by_brute_force(const StepHall& hall, const std::vector<Blocker>& blockers, Band band) {
  std::vector<Interval> runs;
  for (Coordinate i = 0; i < hall.width(); ++i) {
    const auto k = static_cast<std::size_t>(i);
    bool is_clear = hall.low[k] <= band.bottom && band.top <= hall.high[k];
    bool is_parted = false;  // by a line between this column and the last
    for (const auto& one : blockers) {
      const bool meets_x = one.box.left < i + 1 && i < one.box.right;
      const bool meets_y = one.box.bottom < band.top && band.bottom < one.box.top;
      if (meets_x && meets_y) is_clear = false;
      if (meets_y && one.box.left == i && one.box.right == i) is_parted = true;
    }
    if (!is_clear) continue;
    if (!runs.empty() && runs.back().to == i && !is_parted)
      runs.back().to = i + 1;
    else
      runs.push_back({i, i + 1});
  }
  return runs;
}
Polygon mirrored_x(Polygon polygon) {
  for (auto& corner : polygon.corners) corner.x = -corner.x;
  return polygon;
}
Polygon mirrored_y(Polygon polygon) {
  for (auto& corner : polygon.corners) corner.y = -corner.y;
  return polygon;
}
/// Twice the signed area of a, b, p.
Coordinate turn(const Point& a, const Point& b, const Point& p) {
  return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
}
bool triangle_holds(const Polygon& t, const Point& p) {
  const auto& c = t.corners;
  const bool has_left = turn(c[0], c[1], p) > 0 || turn(c[1], c[2], p) > 0 || turn(c[2], c[0], p) > 0;
  const bool has_right = turn(c[0], c[1], p) < 0 || turn(c[1], c[2], p) < 0 || turn(c[2], c[0], p) < 0;
  return !(has_left && has_right);
}
bool triangle_holds(const Polygon& t, const Box& box) {
  return triangle_holds(t, Point{box.left, box.bottom}) && triangle_holds(t, Point{box.right, box.bottom}) &&
         triangle_holds(t, Point{box.left, box.top}) && triangle_holds(t, Point{box.right, box.top});
}

}  // namespace

TEST_CASE("free stretches of stepped halls are those found column by column") {
  law(
      [] {
        const auto hall = random_hall();
        const auto blockers = random_blockers();
        const auto band = random_band();
        const auto outline = hall.outline();
        RC_ASSERT(!fault_of(outline));
        RC_ASSERT(free_intervals(outline, blockers, band.bottom, band.top) ==
                  by_brute_force(hall, blockers, band));
      },
      2000);
}

TEST_CASE("one more keep-out never frees space") {
  law(
      [] {
        const auto outline = random_hall().outline();
        auto blockers = random_blockers();
        const auto band = random_band();
        const auto before = free_intervals(outline, blockers, band.bottom, band.top);
        blockers.push_back(random_blocker(0));
        for (const auto& one : free_intervals(outline, blockers, band.bottom, band.top)) {
          RC_ASSERT(std::any_of(before.begin(), before.end(), [&](const Interval& wide) {
            return wide.from <= one.from && one.to <= wide.to;
          }));
        }
      },
      1000);
}

TEST_CASE("the order of keep-outs, the first corner and the direction of the outline change nothing") {
  law(
      [] {
        auto outline = random_hall().outline();
        auto blockers = random_blockers();
        const auto band = random_band();
        const auto before = free_intervals(outline, blockers, band.bottom, band.top);
        std::reverse(blockers.begin(), blockers.end());
        const auto first =
            *rc::gen::inRange<std::ptrdiff_t>(0, static_cast<std::ptrdiff_t>(outline.corners.size()));
        std::rotate(outline.corners.begin(), outline.corners.begin() + first, outline.corners.end());
        if (*rc::gen::arbitrary<bool>()) std::reverse(outline.corners.begin(), outline.corners.end());
        RC_ASSERT(free_intervals(outline, blockers, band.bottom, band.top) == before);
      },
      1000);
}

TEST_CASE("a mirrored hall has the mirrored free stretches") {
  law(
      [] {
        const auto outline = random_hall().outline();
        const auto blockers = random_blockers();
        const auto band = random_band();
        const auto before = free_intervals(outline, blockers, band.bottom, band.top);
        auto across = blockers;
        for (auto& one : across) one.box = {-one.box.right, one.box.bottom, -one.box.left, one.box.top};
        auto mirrored = free_intervals(mirrored_x(outline), across, band.bottom, band.top);
        std::reverse(mirrored.begin(), mirrored.end());
        for (auto& one : mirrored) one = {-one.to, -one.from};
        RC_ASSERT(mirrored == before);
        auto upside = blockers;
        for (auto& one : upside) one.box = {one.box.left, -one.box.top, one.box.right, -one.box.bottom};
        RC_ASSERT(free_intervals(mirrored_y(outline), upside, -band.top, -band.bottom) == before);
      },
      1000);
}

TEST_CASE("between slanted walls the free stretch is the longest of whole coordinates") {
  law(
      [] {
        const auto coordinate = rc::gen::inRange<Coordinate>(-50, 51);
        const Polygon t{{{*coordinate, *coordinate}, {*coordinate, *coordinate}, {*coordinate, *coordinate}}};
        RC_PRE(turn(t.corners[0], t.corners[1], t.corners[2]) != 0);
        const auto bottom = *rc::gen::inRange<Coordinate>(-50, 50);
        const auto top = bottom + *rc::gen::inRange<Coordinate>(1, 20);
        const auto free = free_intervals(t, {}, bottom, top);
        RC_ASSERT(free.size() <= 1u);
        // The longest box by trying every pair of ends.
        Interval best{0, 0};
        for (Coordinate from = -50; from < 50; ++from) {
          for (Coordinate to = from + 1; to <= 50; ++to) {
            if (to - from > best.to - best.from && triangle_holds(t, Box{from, bottom, to, top}))
              best = {from, to};
          }
        }
        RC_ASSERT(free.empty() == (best.to == best.from));
        if (!free.empty()) RC_ASSERT(free[0] == best);
      },
      500);
}

TEST_CASE("a box is inside exactly when its band is free there, and area agrees") {
  law(
      [] {
        const auto hall = random_hall();
        const auto outline = hall.outline();
        Coordinate cells = 0;
        for (std::size_t i = 0; i < hall.low.size(); ++i) cells += hall.high[i] - hall.low[i];
        const double measured = area(outline).in_si() * coordinates_per_metre * coordinates_per_metre;
        RC_ASSERT(std::fabs(measured - static_cast<double>(cells)) <= 1e-9);
        const auto box = random_blocker().box;
        bool is_inside = box.left >= 0 && box.right <= hall.width();
        for (Coordinate i = box.left; is_inside && i < box.right; ++i) {
          const auto k = static_cast<std::size_t>(i);
          is_inside = hall.low[k] <= box.bottom && box.top <= hall.high[k];
        }
        RC_ASSERT(contains(outline, box) == is_inside);
      },
      1000);
}
