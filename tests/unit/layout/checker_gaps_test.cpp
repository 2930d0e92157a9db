// Layouts that no search writes, but a file by hand may hold: lists that do not tally, and rows.

#include "layout/checker/layout_check.hpp"
#include "tests/unit/layout/halls.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace shellfit;
using namespace shellfit::layout;
using checker::check_layout;

namespace {

LayoutProblem problem_of_two() { return problem_of(hall(10, 6), racks(2, 0.6, 1.2, 1.5, 1.0)); }
Layout two_in_a_row() {
  Layout layout;
  layout.placed = {standing("line.1", box_m(1, 2, 1.6, 3.2), Facing::south),
                   standing("line.2", box_m(1.6, 2, 2.2, 3.2), Facing::south)};
  return layout;
}
/// Each breach as "rule: item, other".
using Broken = std::vector<std::string>;
Broken broken(const LayoutProblem& problem, const Layout& layout) {
  Broken all;
  for (const auto& one : check_layout(problem, layout).breaches)
    all.push_back(one.rule + ": " + one.item + ", " + one.other);
  std::sort(all.begin(), all.end());
  return all;
}
/// Two racks with a gap of 0.3 m in between, where 1.2 m are asked for.
struct Gap {
  LayoutProblem problem = problem_of_two();
  Layout layout = two_in_a_row();
  Gap() {
    problem.rules.cross_aisle = 1.2 * units::m;
    layout.placed[1].box = box_m(1.9, 2, 2.5, 3.2);
  }
  [[nodiscard]] Broken broken() const { return ::broken(problem, layout); }
};

}  // namespace

TEST_CASE("two racks in a row are sound") { CHECK(broken(problem_of_two(), two_in_a_row()).empty()); }

TEST_CASE("an item that the problem does not know is a breach, and still takes up floor") {
  auto layout = two_in_a_row();
  layout.placed.push_back(standing("line.77", box_m(2.1, 2, 2.7, 3.2), Facing::south));
  CHECK(broken(problem_of_two(), layout) ==
        Broken{"overlap: line.2, line.77", "overlap: line.77, line.2", "unknown item: line.77, "});
  layout = two_in_a_row();
  layout.unplaced = {ItemId("line.78")};
  CHECK(broken(problem_of_two(), layout) == Broken{"unknown item: line.78, "});
}

TEST_CASE("a space that the problem does not know is a breach") {
  auto layout = two_in_a_row();
  layout.placed[1].space = site::SpaceId("elsewhere");
  CHECK(broken(problem_of_two(), layout) == Broken{"unknown space: line.2, elsewhere"});
}

TEST_CASE("an item that is neither placed nor listed as unplaced is a breach") {
  auto layout = two_in_a_row();
  layout.placed.pop_back();
  CHECK(broken(problem_of_two(), layout) == Broken{"missing: line.2, "});
  layout.unplaced = {ItemId("line.2")};
  CHECK(broken(problem_of_two(), layout).empty());
  layout.unplaced.push_back(ItemId("line.2"));
  CHECK(broken(problem_of_two(), layout) == Broken{"unplaced twice: line.2, "});
}

TEST_CASE("an item that stands twice is a breach") {
  auto layout = two_in_a_row();
  layout.placed.push_back(standing("line.1", box_m(4, 2, 4.6, 3.2), Facing::south));
  CHECK(broken(problem_of_two(), layout) == Broken{"placed twice: line.1, "});
}

TEST_CASE("an item both placed and listed as unplaced is a breach") {
  auto layout = two_in_a_row();
  layout.unplaced = {ItemId("line.1")};
  CHECK(broken(problem_of_two(), layout) == Broken{"placed and unplaced: line.1, "});
}

TEST_CASE("an item in a space that is none of its candidates is a breach") {
  auto problem = problem_of_two();
  problem.racks[1].candidates = {site::SpaceId("other")};
  CHECK(broken(problem, two_in_a_row()) == Broken{"candidate space: line.2, hall"});
}

TEST_CASE("an item on another level than its space is a breach") {
  auto layout = two_in_a_row();
  layout.placed[1].level = 3;
  CHECK(broken(problem_of_two(), layout) == Broken{"level: line.2, hall"});
}

TEST_CASE("a box without width is no size, whatever it is called") {
  auto layout = two_in_a_row();
  layout.placed[1].box = box_m(5, 3.2, 5, 2);
  CHECK(broken(problem_of_two(), layout) == Broken{"size: line.2, "});
}

TEST_CASE("plant that does not keep its side distance is a breach") {
  auto problem = problem_of_two();
  problem.racks[0].side = 0.5 * units::m;
  CHECK(broken(problem, two_in_a_row()) == Broken{"side clearance: line.1, line.2"});
  auto layout = two_in_a_row();
  layout.placed[1].box = box_m(2.1, 2, 2.7, 3.2);
  CHECK(broken(problem, layout).empty());
  // Beside is along the row: what stands behind is the rear clearance's.
  problem.racks[0].rear = 0.0 * units::m;
  layout.placed[1] = standing("line.2", box_m(1, 3.2, 1.6, 4.4), Facing::north);
  problem.racks[1].rear = 0.0 * units::m;
  CHECK(broken(problem, layout).empty());
}

TEST_CASE("a row nearer to the wall than the wall aisle is a breach") {
  auto problem = problem_of_two();
  problem.rules.wall_aisle = 1.0 * units::m;
  CHECK(broken(problem, two_in_a_row()).empty());
  problem.rules.wall_aisle = 1.0000001 * units::m;
  CHECK(broken(problem, two_in_a_row()) == Broken{"wall aisle: line.1, wall"});
  problem.rules.wall_aisle = 7.9 * units::m;
  CHECK(broken(problem, two_in_a_row()) == Broken{"wall aisle: line.1, wall", "wall aisle: line.2, wall"});
}

TEST_CASE("a wall between two racks in line is a wall to both") {
  auto problem = problem_of_two();
  problem.rules.wall_aisle = 0.2 * units::m;
  // A spur from above, 0.1 m thick, 0.1 m from the left rack and 1 m from the right one.
  problem.floors[0].outline =
      outline_m({{0, 0}, {10, 0}, {10, 6}, {1.8, 6}, {1.8, 3}, {1.7, 3}, {1.7, 6}, {0, 6}});
  auto layout = two_in_a_row();
  layout.placed[1].box = box_m(2.8, 2, 3.4, 3.2);
  CHECK(broken(problem, layout).front() == "wall aisle: line.1, wall");
}

TEST_CASE("a row longer than the longest is a breach, turned or not") {
  auto problem = problem_of_two();
  problem.rules.longest_row = 1.2 * units::m;
  CHECK(broken(problem, two_in_a_row()).empty());
  problem.rules.longest_row = 1.1999999 * units::m;
  CHECK(broken(problem, two_in_a_row()) == Broken{"longest row: line.1, line.2"});
  Layout turned;
  turned.placed = {standing("line.1", box_m(2, 1, 3.2, 1.6), Facing::west),
                   standing("line.2", box_m(2, 1.6, 3.2, 2.2), Facing::west)};
  CHECK(broken(problem, turned) == Broken{"longest row: line.1, line.2"});
}

TEST_CASE("racks back to back are no row together") {
  auto problem = problem_of_two();
  problem.rules = {0.0 * units::m, 1.2 * units::m, 0.6 * units::m};
  Layout layout;
  layout.placed = {standing("line.1", box_m(1, 1.5, 1.6, 2.7), Facing::south),
                   standing("line.2", box_m(1, 3.7, 1.6, 4.5), Facing::north)};
  problem.racks[1].depth = 0.8 * units::m;
  CHECK(broken(problem, layout).empty());
}

TEST_CASE("rows end to end without a cross aisle are a breach") {
  Gap gap;
  CHECK(gap.broken() == Broken{"cross aisle: line.1, line.2"});
  gap.layout.placed[1].box = box_m(2.8, 2, 3.4, 3.2);
  CHECK(gap.broken().empty());
  gap.layout.placed[1].box = box_m(2.7999999, 2, 3.3999999, 3.2);
  CHECK(gap.broken() == Broken{"cross aisle: line.1, line.2"});
}

TEST_CASE("what takes up the gap parts a row, and the row is measured over it") {
  Gap gap;
  gap.problem.rules.longest_row = 1.5 * units::m;
  keep_out(gap.problem.floors[0], 1.7, 0.6, 1.8,
           0.7);  // in the aisle in front is enough
  CHECK(gap.broken().empty());
  gap.problem.rules.longest_row = 1.4 * units::m;
  CHECK(gap.broken() == Broken{"longest row: line.1, line.2"});
  // Beyond the aisle it parts nothing.
  gap.problem.floors[0].blockers.clear();
  keep_out(gap.problem.floors[0], 1.7, 0.4, 1.8, 0.5);
  CHECK(gap.broken() == Broken{"cross aisle: line.1, line.2", "longest row: line.1, line.2"});
}

TEST_CASE("service space of plant in the gap parts a row") {
  Gap gap;
  gap.problem.plant = {item("cdu.1", ItemKind::cdu, 0.2, 0.4, 0.5, 0.0)};
  gap.layout.placed.push_back(standing("cdu.1", box_m(1.65, 4.6, 1.85, 5.0), Facing::south));
  CHECK(gap.broken().empty());
  gap.layout.placed.back().facing = Facing::north;
  CHECK(gap.broken() == Broken{"cross aisle: line.1, line.2"});
}
