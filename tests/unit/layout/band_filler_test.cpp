#include "layout/band_filler.hpp"

#include "tests/unit/layout/halls.hpp"

#include <catch2/catch.hpp>

using namespace shellfit;
using namespace shellfit::layout;

namespace {

const RowPattern pattern{at_m(1.2), at_m(1.5), at_m(1.0)};

struct Stretch {
  double from, to, bottom, top;
  bool faces_down;
};
std::vector<Stretch> stretches(const Floor& floor, const Rules& rules, double offset, bool starts_hot) {
  std::vector<Stretch> all;
  for (const auto& one : row_segments(TurnedFloor(floor, false), pattern, rules, at_m(offset), starts_hot)) {
    const auto metres = [](geometry::Coordinate c) { return geometry::to_length(c).in_si(); };
    all.push_back({metres(one.from), metres(one.to), metres(one.bottom), metres(one.top), one.faces_down});
  }
  return all;
}
void check_stretch(const Stretch& one, const Stretch& expected) {
  CHECK(one.from == Approx(expected.from).margin(1e-9));
  CHECK(one.to == Approx(expected.to).margin(1e-9));
  CHECK(one.bottom == Approx(expected.bottom).margin(1e-9));
  CHECK(one.top == Approx(expected.top).margin(1e-9));
  CHECK(one.faces_down == expected.faces_down);
}
/// Racks of a metre that stand in the stretches.
int held(const std::vector<Stretch>& all) {
  int count = 0;
  for (const auto& one : all) count += static_cast<int>(one.to - one.from + 1e-9);
  return count;
}

}  // namespace

TEST_CASE("rows stand in pairs, backs to a shared hot aisle") {
  // From below: cold 1.5, row to 2.7, hot 1.0, row 3.7 to 4.9, cold 1.5, row 6.4 to 7.6, hot to 8.6.
  const auto rows = stretches(hall(6.0, 8.6), no_rules(), 0.0, false);
  REQUIRE(rows.size() == 3);
  check_stretch(rows[0], {0, 6, 1.5, 2.7, true});
  check_stretch(rows[1], {0, 6, 3.7, 4.9, false});
  check_stretch(rows[2], {0, 6, 6.4, 7.6, true});
}

TEST_CASE("a pattern may start hot, and higher up") {
  const auto rows = stretches(hall(6.0, 4.0), no_rules(), 0.2, true);
  REQUIRE(rows.size() == 1);
  check_stretch(rows[0], {0, 6, 1.2, 2.4, false});
}

TEST_CASE("a row keeps its aisles clear over its whole length") {
  auto floor = hall(10.0, 3.7);
  keep_out(floor, 4.0, 0.0, 5.0, 0.1);  // in the cold aisle only
  const auto rows = stretches(floor, no_rules(), 0.0, false);
  REQUIRE(rows.size() == 2);
  check_stretch(rows[0], {0, 4, 1.5, 2.7, true});
  check_stretch(rows[1], {5, 10, 1.5, 2.7, true});
}

TEST_CASE("the wall aisle is kept to walls, not to columns") {
  auto floor = hall(10.0, 3.7);
  keep_out(floor, 4.0, 0.0, 5.0, 0.1);
  const auto rows = stretches(floor, {1.2 * units::m, 0.0 * units::m, 100.0 * units::m}, 0.0, false);
  REQUIRE(rows.size() == 2);
  check_stretch(rows[0], {1.2, 4, 1.5, 2.7, true});
  check_stretch(rows[1], {5, 8.8, 1.5, 2.7, true});
}

TEST_CASE("long rows are broken by cross aisles") {
  const auto rows = stretches(hall(12.0, 3.7), {0.0 * units::m, 1.2 * units::m, 3.6 * units::m}, 0.0, false);
  REQUIRE(rows.size() == 3);
  check_stretch(rows[0], {0, 3.6, 1.5, 2.7, true});
  check_stretch(rows[1], {4.8, 8.4, 1.5, 2.7, true});
  check_stretch(rows[2], {9.6, 12, 1.5, 2.7, true});
}

// A keep-out narrower than the cross aisle ends one row and lets the next begin behind it at once: 10 + 9
// racks where 10 + 7 stood before, and rows end to end with half a metre between them.
TEST_CASE("a thin keep-out does not stand in for a cross aisle", "[!shouldfail]") {
  auto floor = hall(20.0, 3.7);
  const Rules rules{0.0 * units::m, 3.0 * units::m, 10.0 * units::m};
  const int without = held(stretches(floor, rules, 0.0, false));
  REQUIRE(without == 17);
  keep_out(floor, 10.0, 0.0, 10.5, 3.7);
  CHECK(held(stretches(floor, rules, 0.0, false)) <= without);
}

// The second row starts at the longest row plus the aisle, though the racks before it end earlier: 3.5 m
// holds three racks of 1 m, 0.5 m stay empty, and with them the last rack.
TEST_CASE("a cross aisle begins where the racks end", "[!shouldfail]") {
  const Rules rules{0.0 * units::m, 1.0 * units::m, 3.5 * units::m};
  // 3 racks, 1 m, 3 racks: 7 m.
  CHECK(held(stretches(hall(7.0, 3.7), rules, 0.0, false)) == 6);
}

TEST_CASE("a turned floor gives back what it was given") {
  auto floor = hall(6.0, 3.0);
  const TurnedFloor turned(floor, true);
  CHECK(turned.bounds() == box_m(0, 0, 3, 6));
  CHECK(turned.restored(box_m(1, 2, 3, 4)) == box_m(2, 1, 4, 3));
  CHECK(turned.restored(true) == Facing::west);
  CHECK(turned.restored(false) == Facing::east);
  const TurnedFloor plain(floor, false);
  CHECK(plain.restored(box_m(1, 2, 3, 4)) == box_m(1, 2, 3, 4));
  CHECK(plain.restored(true) == Facing::south);
  CHECK(plain.restored(false) == Facing::north);
}

TEST_CASE("a first place is nearest to the end that was asked for, with its clearances") {
  const TurnedFloor floor(hall(6.0, 5.0), false);
  const auto low = first_place(floor, at_m(1), at_m(2), at_m(0.5), at_m(0.25), 0, false);
  REQUIRE(low);
  CHECK(*low == box_m(0, 0.5, 1, 2.5));
  const auto high = first_place(floor, at_m(1), at_m(2), at_m(0.5), at_m(0.25), at_m(0.3), true);
  REQUIRE(high);
  CHECK(*high == box_m(0.3, 2.75, 1.3, 4.75));
}

TEST_CASE("a first place keeps off blockers and is none where none is") {
  auto floor = hall(3.0, 3.0);
  keep_out(floor, 0.0, 0.0, 1.55, 3.0);
  const auto place = first_place(TurnedFloor(floor, false), at_m(1), at_m(1), 0, 0, at_m(0.2), false);
  REQUIRE(place);
  CHECK(*place == box_m(1.75, 0, 2.75, 1));
  CHECK_FALSE(first_place(TurnedFloor(floor, false), at_m(1.5), at_m(1), 0, 0, 0, false));
  CHECK_FALSE(first_place(TurnedFloor(floor, false), at_m(1), at_m(3.1), 0, 0, 0, false));
}
