#include "geometry/polygon.hpp"

#include "base/assertion.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <limits>

using namespace shellfit;
using namespace shellfit::geometry;

namespace {

constexpr Coordinate metre = 10'000'000;

/// An L of 10 by 10 with its upper right quarter missing, in metres.
Polygon ell() {
  Polygon polygon;
  for (const auto& [x, y] : {std::pair{0, 0}, {10, 0}, {10, 5}, {5, 5}, {5, 10}, {0, 10}})
    polygon.corners.push_back({x * metre, y * metre});
  return polygon;
}
Polygon triangle(Point a, Point b, Point c) { return {{a, b, c}}; }
Box box(Coordinate left, Coordinate bottom, Coordinate right, Coordinate top) {
  return {left * metre, bottom * metre, right * metre, top * metre};
}

}  // namespace

TEST_CASE("an inch, a foot and a micrometre are whole coordinates") {
  CHECK(to_coordinate(25.4 * units::mm) == 254'000);
  CHECK(to_coordinate(304.8 * units::mm) == 3'048'000);
  CHECK(to_coordinate(1e-6 * units::m) == 10);
  CHECK(to_coordinate(-1.5 * units::m) == -15'000'000);
  CHECK(to_length(254'000).in(units::mm) == Approx(25.4).epsilon(1e-15));
}

TEST_CASE("coordinates beyond 10 km or of no number break a promise") {
  CHECK(to_coordinate(10'000.0 * units::m) == largest_coordinate);
  CHECK_THROWS_AS(to_coordinate(10'000.1 * units::m), Bug);
  CHECK_THROWS_AS(to_coordinate(Length{}), Bug);
}

TEST_CASE("boxes overlap only when their insides meet") {
  const Box one = box(0, 0, 2, 2);
  CHECK(overlap(one, box(1, 1, 3, 3)));
  CHECK(overlap(one, one));
  CHECK(overlap(box(0, 0, 9, 9), box(4, 4, 5, 5)));
  CHECK_FALSE(overlap(one, box(2, 0, 4, 2)));
  CHECK_FALSE(overlap(one, box(0, 2, 2, 4)));
  CHECK_FALSE(overlap(one, box(2, 2, 4, 4)));
  CHECK(overlap(one, {2 * metre - 1, 0, 4 * metre, metre}));
}

TEST_CASE("a box grows by the same on all sides") {
  CHECK(grown(box(1, 2, 3, 4), metre) == box(0, 1, 4, 5));
  CHECK(grown(box(0, 0, 4, 4), -metre) == box(1, 1, 3, 3));
}

TEST_CASE("areas are exact, in either direction of the corners") {
  CHECK(area(ell()).in(units::m2) == 75.0);
  auto turned = ell();
  std::reverse(turned.corners.begin(), turned.corners.end());
  CHECK(area(turned).in(units::m2) == 75.0);
  CHECK(area(triangle({0, 0}, {3 * metre, 0}, {0, 4 * metre})).in(units::m2) == 6.0);
  // The largest square: 10 km by 10 km from a corner, no overflow.
  CHECK(area(rectangle({0, 0, largest_coordinate, largest_coordinate})).in(units::m2) == 1e8);
}

TEST_CASE("a bounding box holds all corners") { CHECK(bounding_box(ell()) == box(0, 0, 10, 10)); }

TEST_CASE("common area of an L and boxes") {
  CHECK(common_area(ell(), box(0, 0, 10, 10)).in(units::m2) == Approx(75.0));
  CHECK(common_area(ell(), box(4, 4, 6, 6)).in(units::m2) == Approx(3.0));
  CHECK(common_area(ell(), box(6, 6, 9, 9)).in(units::m2) == 0.0);
  CHECK(common_area(ell(), box(5, 5, 9, 9)).in(units::m2) == 0.0);
  CHECK(common_area(triangle({0, 0}, {4 * metre, 0}, {0, 4 * metre}), box(0, 0, 2, 4)).in(units::m2) ==
        Approx(6.0));
}

TEST_CASE("common area of a comb falls apart into pieces and is summed") {
  // A U of 6 by 4 with a slot of 2 by 3 from above; the box crosses both prongs: 2 × 2 × 1.
  Polygon u;
  for (const auto& [x, y] : {std::pair{0, 0}, {6, 0}, {6, 4}, {4, 4}, {4, 1}, {2, 1}, {2, 4}, {0, 4}})
    u.corners.push_back({x * metre, y * metre});
  CHECK(common_area(u, box(0, 2, 6, 3)).in(units::m2) == Approx(4.0));
}

TEST_CASE("what is no simple polygon is said to be none") {
  CHECK_FALSE(fault_of(ell()));
  CHECK(fault_of({{{0, 0}, {1, 1}}}));
  CHECK(fault_of({{{0, 0}, {4, 4}, {4, 0}, {0, 4}}}));          // a bow tie
  CHECK(fault_of({{{0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}}}));  // the first corner twice
  CHECK(fault_of({{{0, 0}, {4, 0}, {8, 0}}}));                  // a line
  CHECK(fault_of({{{0, 0}, {4, 0}, {4, 4}, {2, 0}, {0, 4}}}));  // touches itself
  CHECK(fault_of({{{0, 0}, {largest_coordinate + 1, 0}, {0, 5}}}));
}

TEST_CASE("a point on the boundary is inside") {
  CHECK(contains(ell(), Point{metre, metre}));
  CHECK(contains(ell(), Point{0, 0}));
  CHECK(contains(ell(), Point{5 * metre, 5 * metre}));
  CHECK(contains(ell(), Point{7 * metre, 5 * metre}));
  CHECK_FALSE(contains(ell(), Point{7 * metre, 5 * metre + 1}));
  CHECK_FALSE(contains(ell(), Point{-1, metre}));
}

TEST_CASE("a slanted wall decides to a tenth of a micrometre") {
  // The wall from (0, 0) to (3, 1) m: a third of x.
  const auto wedge = triangle({0, 0}, {3 * metre, 0}, {3 * metre, metre});
  CHECK(contains(wedge, Point{3, 1}));
  CHECK_FALSE(contains(wedge, Point{2, 1}));
  CHECK(contains(wedge, Point{30'000'000 - 1, 9'999'999}));
}

TEST_CASE("a box lies inside when it touches the boundary at most") {
  CHECK(contains(ell(), box(0, 0, 5, 10)));
  CHECK(contains(ell(), box(0, 0, 10, 5)));
  CHECK_FALSE(contains(ell(), box(4, 4, 6, 6)));
  CHECK_FALSE(contains(ell(), box(6, 6, 8, 8)));
  CHECK_FALSE(contains(ell(), {0, 0, 10 * metre, 5 * metre + 1}));
  // All corners inside are not enough: the slot of a U cuts between them.
  Polygon u;
  for (const auto& [x, y] : {std::pair{0, 0}, {6, 0}, {6, 4}, {4, 4}, {4, 1}, {2, 1}, {2, 4}, {0, 4}})
    u.corners.push_back({x * metre, y * metre});
  CHECK_FALSE(contains(u, box(1, 2, 5, 3)));
  CHECK(contains(u, box(0, 0, 6, 1)));
}

TEST_CASE("polygons that only touch do not overlap") {
  const auto one = rectangle(box(0, 0, 2, 2));
  CHECK(overlap(one, rectangle(box(1, 1, 3, 3))));
  CHECK_FALSE(overlap(one, rectangle(box(2, 0, 4, 2))));
  CHECK_FALSE(overlap(one, rectangle(box(2, 2, 4, 4))));
  CHECK_FALSE(overlap(ell(), rectangle(box(5, 5, 10, 10))));
  CHECK(overlap(ell(), rectangle(box(4, 4, 10, 10))));
  // A triangle with a corner at the middle of a side.
  CHECK_FALSE(overlap(one, triangle({2 * metre, metre}, {4 * metre, 0}, {4 * metre, 2 * metre})));
}
