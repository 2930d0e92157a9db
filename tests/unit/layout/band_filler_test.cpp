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
/// Where racks of a width stand in the one row of a floor.
std::vector<geometry::Interval> filled(const Floor& floor, const Rules& rules, double width,
                                       int most = 1000) {
  Row row(row_segments(TurnedFloor(floor, false), pattern, rules, 0, false), rules, at_m(width));
  std::vector<geometry::Interval> racks;
  while (static_cast<int>(racks.size()) < most && row.has_room(at_m(width))) {
    racks.push_back({row.next(), row.next() + at_m(width)});
    row.take(at_m(width));
  }
  if (most == 1000) CHECK(row.capacity() == static_cast<int>(racks.size()));
  return racks;
}
int held(const Floor& floor, const Rules& rules, double width = 1.0) {
  return static_cast<int>(filled(floor, rules, width).size());
}
/// Racks that touch, as one stretch, in metres.
std::vector<std::pair<double, double>> runs(const Floor& floor, const Rules& rules, double width) {
  std::vector<std::pair<double, double>> all;
  geometry::Coordinate reached = -1;
  for (const auto& rack : filled(floor, rules, width)) {
    if (rack.from != reached) all.emplace_back(geometry::to_length(rack.from).in_si(), 0.0);
    reached = rack.to;
    all.back().second = geometry::to_length(reached).in_si();
  }
  return all;
}
Rules rules_m(double cross_aisle, double longest_row) {
  return {0.0 * units::m, cross_aisle * units::m, longest_row * units::m};
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

using Runs = std::vector<std::pair<double, double>>;

TEST_CASE("long rows are broken by cross aisles") {
  CHECK(runs(hall(12.0, 3.7), rules_m(1.2, 3.6), 0.6) == Runs{{0, 3.6}, {4.8, 8.4}, {9.6, 12}});
}

TEST_CASE("a thin keep-out does not stand in for a cross aisle") {
  auto floor = hall(20.0, 3.7);
  CHECK(held(floor, rules_m(3.0, 10.0)) == 17);
  keep_out(floor, 10.0, 0.0, 10.5, 3.7);
  CHECK(runs(floor, rules_m(3.0, 10.0), 1.0) == Runs{{0, 10}, {13, 20}});
}

TEST_CASE("a row goes on behind a thin keep-out, and is measured over it") {
  auto floor = hall(12.0, 3.7);
  keep_out(floor, 4.0, 0.0, 4.5, 3.7);
  CHECK(runs(floor, rules_m(3.0, 10.0), 1.0) == Runs{{0, 4}, {4.5, 9.5}});
  CHECK(runs(floor, rules_m(3.0, 12.0), 1.0) == Runs{{0, 4}, {4.5, 11.5}});
}

TEST_CASE("a keep-out is widened to a cross aisle where that costs least") {
  // Going on behind it: 4, 5, and behind an aisle 4 more. With the aisle at the keep-out: 4 and 10.
  auto floor = hall(15.0, 3.7);
  keep_out(floor, 4.0, 0.0, 4.8, 3.7);
  CHECK(runs(floor, rules_m(1.0, 10.0), 1.0) == Runs{{0, 4}, {5, 15}});
}

TEST_CASE("a keep-out as wide as a cross aisle is one") {
  auto floor = hall(20.0, 3.7);
  keep_out(floor, 9.0, 0.0, 10.2, 3.7);
  CHECK(runs(floor, rules_m(1.2, 10.0), 1.0) == Runs{{0, 9}, {10.2, 19.2}});
}

TEST_CASE("a cross aisle begins where the racks end") {
  // 3 racks, 1 m, 3 racks: 7 m.
  CHECK(held(hall(7.0, 3.7), rules_m(1.0, 3.5)) == 6);
}

TEST_CASE("no rack stands in rows shorter than itself, and none without end") {
  CHECK(held(hall(7.0, 3.7), rules_m(0.0, 0.0)) == 0);
  CHECK(held(hall(7.0, 3.7), rules_m(1.0, 0.9999999)) == 0);
  CHECK(held(hall(7.0, 3.7), rules_m(1.0, 1.0)) == 4);
}

TEST_CASE("a cross aisle of no width parts rows all the same") {
  const auto racks = filled(hall(7.0, 3.7), rules_m(0.0, 2.0), 1.0);
  REQUIRE(racks.size() == 6);
  CHECK(racks[1].to == at_m(2.0));
  CHECK(racks[2].from == at_m(2.0) + 1);
}

TEST_CASE("racks of other widths than planned keep the longest row and the cross aisle") {
  const auto rules = rules_m(1.0, 3.0);
  const auto floor = hall(10.0, 3.7);
  Row row(row_segments(TurnedFloor(floor, false), pattern, rules, 0, false), rules, at_m(0.6));
  std::vector<double> starts;
  for (const double width : {0.6, 0.8, 0.8, 0.6, 0.8, 0.6}) {
    REQUIRE(row.has_room(at_m(width)));
    starts.push_back(geometry::to_length(row.next()).in_si());
    row.take(at_m(width));
  }
  // 0.6 + 0.8 + 0.8 + 0.6 = 2.8 m; the next would end at 3.6.
  CHECK(starts == std::vector<double>{0, 0.6, 1.4, 2.2, 3.8, 4.6});
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
