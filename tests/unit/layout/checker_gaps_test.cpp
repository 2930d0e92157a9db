// What the checker does not find yet: a layout file by hand may hold any of it.

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
/// An exception is no finding.
bool has_breach(const LayoutProblem& problem, const Layout& layout) {
  try {
    return !check_layout(problem, layout).breaches.empty();
  } catch (const std::exception&) {
    return false;
  }
}

}  // namespace

TEST_CASE("two racks in a row are sound") { CHECK_FALSE(has_breach(problem_of_two(), two_in_a_row())); }

// items_.at throws std::out_of_range.
TEST_CASE("an item that the problem does not know is a breach", "[!shouldfail]") {
  auto layout = two_in_a_row();
  layout.placed[1].id = ItemId("line.77");
  CHECK(has_breach(problem_of_two(), layout));
}

// floors_.at throws std::out_of_range.
TEST_CASE("a space that the problem does not know is a breach", "[!shouldfail]") {
  auto layout = two_in_a_row();
  layout.placed[1].space = site::SpaceId("elsewhere");
  CHECK(has_breach(problem_of_two(), layout));
}

TEST_CASE("an item that is neither placed nor listed as unplaced is a breach", "[!shouldfail]") {
  auto layout = two_in_a_row();
  layout.placed.pop_back();
  CHECK(has_breach(problem_of_two(), layout));
}

TEST_CASE("an item that stands twice is a breach", "[!shouldfail]") {
  auto layout = two_in_a_row();
  layout.placed.push_back(standing("line.1", box_m(4, 2, 4.6, 3.2), Facing::south));
  CHECK(has_breach(problem_of_two(), layout));
}

TEST_CASE("an item both placed and listed as unplaced is a breach", "[!shouldfail]") {
  auto layout = two_in_a_row();
  layout.unplaced = {ItemId("line.1")};
  CHECK(has_breach(problem_of_two(), layout));
}

TEST_CASE("an item in a space that is none of its candidates is a breach", "[!shouldfail]") {
  auto problem = problem_of_two();
  problem.racks[1].candidates = {site::SpaceId("other")};
  CHECK(has_breach(problem, two_in_a_row()));
}

TEST_CASE("an item on another level than its space is a breach", "[!shouldfail]") {
  auto layout = two_in_a_row();
  layout.placed[1].level = 3;
  CHECK(has_breach(problem_of_two(), layout));
}

TEST_CASE("plant that does not keep its side distance is a breach", "[!shouldfail]") {
  auto problem = problem_of_two();
  for (auto& one : problem.racks) one.side = 0.5 * units::m;
  CHECK(has_breach(problem, two_in_a_row()));
}

TEST_CASE("a row nearer to the wall than the wall aisle is a breach", "[!shouldfail]") {
  auto problem = problem_of_two();
  problem.rules.wall_aisle = 1.2 * units::m;
  CHECK(has_breach(problem, two_in_a_row()));
}

TEST_CASE("a row longer than the longest is a breach", "[!shouldfail]") {
  auto problem = problem_of_two();
  problem.rules.longest_row = 1.0 * units::m;
  CHECK(has_breach(problem, two_in_a_row()));
}

TEST_CASE("rows end to end without a cross aisle are a breach", "[!shouldfail]") {
  auto problem = problem_of_two();
  problem.rules.cross_aisle = 1.2 * units::m;
  auto layout = two_in_a_row();
  layout.placed[1].box = box_m(1.9, 2, 2.5, 3.2);  // 0.3 m from the first
  layout.placed[1].row = 0;
  CHECK(has_breach(problem, layout));
}
