#include "geometry/free_space.hpp"

#include "base/assertion.hpp"

#include <catch2/catch.hpp>

#include <vector>

using namespace shellfit;
using namespace shellfit::geometry;

namespace {

using Free = std::vector<Interval>;
const Polygon hall = rectangle({0, 0, 100, 60});

Blocker blocker(Coordinate left, Coordinate bottom, Coordinate right, Coordinate top) {
  return {{left, bottom, right, top}, "column"};
}

}  // namespace

TEST_CASE("an empty hall is free from wall to wall") {
  CHECK(free_intervals(hall, {}, 0, 60) == Free{{0, 100}});
  CHECK(free_intervals(hall, {}, 20, 30) == Free{{0, 100}});
}

TEST_CASE("a band outside the hall or across its wall is not free") {
  CHECK(free_intervals(hall, {}, 60, 70).empty());
  CHECK(free_intervals(hall, {}, -10, 0).empty());
  CHECK(free_intervals(hall, {}, 50, 61).empty());
  CHECK(free_intervals(hall, {}, -1, 61).empty());
}

TEST_CASE("a column parts a band that it reaches into, and none that it touches") {
  const std::vector<Blocker> columns{blocker(40, 20, 45, 25)};
  CHECK(free_intervals(hall, columns, 10, 21) == Free{{0, 40}, {45, 100}});
  CHECK(free_intervals(hall, columns, 10, 20) == Free{{0, 100}});
  CHECK(free_intervals(hall, columns, 25, 40) == Free{{0, 100}});
}

TEST_CASE("columns side by side, nested and at the wall leave no false gaps") {
  const std::vector<Blocker> columns{blocker(0, 0, 10, 60), blocker(30, 0, 50, 60), blocker(35, 10, 40, 20),
                                     blocker(50, 0, 60, 60), blocker(90, 0, 120, 60)};
  CHECK(free_intervals(hall, columns, 0, 60) == Free{{10, 30}, {60, 90}});
}

TEST_CASE("a hole in the floor is a blocker, and what is around it is free") {
  const std::vector<Blocker> atrium{blocker(30, 20, 70, 40)};
  CHECK(free_intervals(hall, atrium, 0, 20) == Free{{0, 100}});
  CHECK(free_intervals(hall, atrium, 15, 45) == Free{{0, 30}, {70, 100}});
  CHECK(free_intervals(hall, atrium, 40, 60) == Free{{0, 100}});
}

TEST_CASE("a blocker that covers the band leaves nothing") {
  CHECK(free_intervals(hall, {blocker(-5, -5, 105, 65)}, 10, 20).empty());
}

TEST_CASE("a notch parts the band that it enters") {
  // From above down to 30 between 40 and 60.
  const Polygon u{{{0, 0}, {100, 0}, {100, 60}, {60, 60}, {60, 30}, {40, 30}, {40, 60}, {0, 60}}};
  CHECK(free_intervals(u, {}, 0, 30) == Free{{0, 100}});
  CHECK(free_intervals(u, {}, 10, 31) == Free{{0, 40}, {60, 100}});
}

TEST_CASE("slanted walls are rounded into the hall") {
  // Left wall x = y / 3: in the band 0 to 10 it reaches 10/3, so the first whole place is 4.
  const Polygon slanted{{{0, 0}, {100, 0}, {100, 30}, {10, 30}}};
  CHECK(free_intervals(slanted, {}, 0, 10) == Free{{4, 100}});
  CHECK(free_intervals(slanted, {}, 0, 9) == Free{{3, 100}});
  const Polygon mirrored{{{0, 0}, {-100, 0}, {-100, 30}, {-10, 30}}};
  CHECK(free_intervals(mirrored, {}, 0, 10) == Free{{-100, -4}});
}

TEST_CASE("a triangle's tip is not free for a band with height") {
  const Polygon tip{{{0, 0}, {100, 0}, {50, 50}}};
  CHECK(free_intervals(tip, {}, 0, 50).empty());
  CHECK(free_intervals(tip, {}, 0, 49) == Free{{49, 51}});
}

TEST_CASE("extra corners on a wall change nothing") {
  const Polygon dotted{{{0, 0}, {50, 0}, {100, 0}, {100, 20}, {100, 60}, {70, 60}, {0, 60}, {0, 33}}};
  CHECK(free_intervals(dotted, {}, 10, 40) == Free{{0, 100}});
}

TEST_CASE("halls of ten kilometres do not overflow") {
  const auto far = largest_coordinate;
  const Polygon vast{{{-far, -far}, {far, -far}, {far, far}, {-far + 1, far}}};
  const auto free = free_intervals(vast, {}, -far, far);
  CHECK(free == Free{{-far + 1, far}});
}

TEST_CASE("a band without height breaks a promise") { CHECK_THROWS_AS(free_intervals(hall, {}, 5, 5), Bug); }

// One meaning with overlap() of boxes: a wall without thickness blocks, whichever way it runs.
TEST_CASE("a line across the band parts it as a line along the turned band does") {
  const Blocker line = blocker(50, 0, 50, 60);
  REQUIRE(overlap(Box{0, 0, 100, 60}, line.box));
  CHECK(free_intervals(hall, {line}, 0, 60) == Free{{0, 50}, {50, 100}});
  CHECK(free_intervals(hall, {blocker(0, 30, 100, 30)}, 0, 60).empty());
  CHECK(free_intervals(hall, {blocker(50, 30, 50, 30)}, 20, 40) == Free{{0, 50}, {50, 100}});
}

TEST_CASE("a line that only touches the band does not block it") {
  CHECK(free_intervals(hall, {blocker(50, 0, 50, 20)}, 20, 40) == Free{{0, 100}});
  CHECK(free_intervals(hall, {blocker(0, 20, 100, 20)}, 20, 40) == Free{{0, 100}});
  CHECK_FALSE(overlap(Box{0, 20, 100, 40}, Box{0, 20, 100, 20}));
}
