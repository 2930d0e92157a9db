#include "layout/search.hpp"

#include "layout/checker/layout_check.hpp"
#include "tests/unit/layout/halls.hpp"

#include <catch2/catch.hpp>

using namespace shellfit;
using namespace shellfit::layout;

namespace {

int racks_placed(const LayoutProblem& problem) {
  const auto layout = find_layout(problem);
  CHECK(checker::check_layout(problem, layout).breaches.empty());
  int count = 0;
  for (const auto& one : layout.placed) count += one.id.text().starts_with("line.") ? 1 : 0;
  CHECK(count + static_cast<int>(layout.unplaced.size()) ==
        static_cast<int>(problem.racks.size() + problem.plant.size()));
  return count;
}

}  // namespace

TEST_CASE("a hall one row deep takes as many racks as its length holds") {
  // 3.6 m by 1.5 + 1.2 + 1.0 m, too narrow for rows the other way: six racks of 0.6 m.
  CHECK(racks_placed(problem_of(hall(3.65, 3.7), racks(20, 0.6, 1.2, 1.5, 1.0))) == 6);
  CHECK(racks_placed(problem_of(hall(3.6, 3.7), racks(20, 0.6, 1.2, 1.5, 1.0))) == 6);
  CHECK(racks_placed(problem_of(hall(3.5999999, 3.7), racks(20, 0.6, 1.2, 1.5, 1.0))) == 5);
}

TEST_CASE("a hall a hair too shallow takes none, and all are listed") {
  const auto problem = problem_of(hall(3.6, 3.6999999), racks(3, 0.6, 1.2, 1.5, 1.0));
  const auto layout = find_layout(problem);
  CHECK(layout.placed.empty());
  CHECK(layout.unplaced.size() == 3);
  CHECK(layout.upper_bound_racks == 0);
}

TEST_CASE("a hall two rows deep shares the hot aisle") {
  // 1.5 + 1.2 + 1.0 + 1.2 + 1.5 = 6.4 m: two rows of ten.
  CHECK(racks_placed(problem_of(hall(6.0, 6.4), racks(99, 0.6, 1.2, 1.5, 1.0))) == 20);
}

TEST_CASE("rows turn when the hall lies the other way") {
  CHECK(racks_placed(problem_of(hall(3.7, 3.6), racks(20, 0.6, 1.2, 1.5, 1.0))) == 6);
}

TEST_CASE("of both directions the one that holds more is taken") {
  // Along 6 m one row of ten; across, 1.0 + 1.2 + 1.5 + 1.2 + 1.0 = 5.9 m, two rows of six.
  CHECK(racks_placed(problem_of(hall(6.0, 3.7), racks(20, 0.6, 1.2, 1.5, 1.0))) == 12);
}

TEST_CASE("a column in a one-row hall costs the places that it covers") {
  auto floor = hall(3.6, 3.7);
  keep_out(floor, 1.9, 1.0, 2.1, 1.2);
  // 1.9 m holds three, 1.5 m holds two.
  CHECK(racks_placed(problem_of(floor, racks(20, 0.6, 1.2, 1.5, 1.0))) == 5);
}

TEST_CASE("the wall aisle is kept at both ends of a row") {
  auto problem = problem_of(hall(3.6, 3.7), racks(20, 0.6, 1.2, 1.5, 1.0));
  problem.rules.wall_aisle = 0.9 * units::m;
  CHECK(racks_placed(problem) == 3);
}

TEST_CASE("racks are placed in hosting order and the last are left out") {
  const auto layout = find_layout(problem_of(hall(3.6, 3.7), racks(8, 0.6, 1.2, 1.5, 1.0)));
  REQUIRE(layout.unplaced.size() == 2);
  CHECK(layout.unplaced[0] == ItemId("line.7"));
  CHECK(layout.unplaced[1] == ItemId("line.8"));
}

TEST_CASE("plant stands first, at the upper wall of its hall, and racks keep off its service space") {
  auto problem = problem_of(hall(6.0, 6.0), racks(40, 0.6, 1.2, 1.5, 1.0),
                            {item("cdu.1", ItemKind::cdu, 1.0, 1.0, 0.9, 0.0)});
  const auto layout = find_layout(problem);
  REQUIRE(layout.placed[0].id == ItemId("cdu.1"));
  CHECK(layout.placed[0].box.top == at_m(6.0));
  CHECK(layout.placed[0].facing == Facing::south);
  CHECK(checker::check_layout(problem, layout).breaches.empty());
  CHECK(layout.placed.size() > 1);
}

TEST_CASE("an item without a place is listed, not squeezed in") {
  auto problem = problem_of(hall(3.0, 3.0), {}, {item("big", ItemKind::ups, 2.0, 2.0, 1.5, 0.0)});
  const auto layout = find_layout(problem);
  CHECK(layout.placed.empty());
  CHECK(layout.unplaced == std::vector<ItemId>{ItemId("big")});
}

TEST_CASE("the bound of a bare hall is its area over the least claim") {
  // A claim of 0.6 × (1.2 + 0.25 (1.5 + 1.0)) = 1.095 m²; 6.0 × 6.4 = 38.4
  // m²: 35.
  const auto problem = problem_of(hall(6.0, 6.4), racks(99, 0.6, 1.2, 1.5, 1.0));
  CHECK(rack_upper_bound(problem.floors, problem.racks) == 35);
  CHECK(rack_upper_bound(problem.floors, {}) == 0);
}

TEST_CASE("where racks can stand along one direction only, half of each aisle is theirs") {
  // 0.6 × (1.2 + 0.5 (1.5 + 1.0)) = 1.47 m²; 30 × 3.69 = 110.7 m²: 75, and none across.
  const auto problem = problem_of(hall(3.69, 30), racks(99, 0.6, 1.2, 1.5, 1.0));
  CHECK(rack_upper_bound(problem.floors, problem.racks) == 75);
}

TEST_CASE("keep-outs are no floor, where they overlap only once, and beyond the wall not at all") {
  auto floor = hall(6.0, 6.4);
  keep_out(floor, 1, 1, 3, 3);
  keep_out(floor, 2, 2, 4, 4);
  keep_out(floor, 2, 1, 2, 6);  // a line
  keep_out(floor, 5, 5, 7, 7);  // through the wall: left out, which is safe
  // 38.4 - 7 = 31.4 m² over 1.095: 28.
  CHECK(rack_upper_bound({floor}, racks(99, 0.6, 1.2, 1.5, 1.0)) == 28);
}

TEST_CASE("plant keeps the larger of two side distances, whichever stood first") {
  auto wide = item("a", ItemKind::cdu, 1.0, 1.0, 0.9, 0.0);
  const auto narrow = item("b", ItemKind::cdu, 1.0, 1.0, 0.9, 0.0);
  wide.side = 0.7 * units::m;
  for (const auto& plant : {std::vector<Item>{wide, narrow}, std::vector<Item>{narrow, wide}}) {
    const auto problem = problem_of(hall(6.0, 3.0), racks(40, 0.6, 1.2, 0.5, 0.0), plant);
    const auto layout = find_layout(problem);
    CHECK(checker::check_layout(problem, layout).breaches.empty());
    CHECK(layout.placed.size() > 2);
  }
}

// Fronts of racks that face one square from four sides share it: a quarter of an aisle is theirs alone.
TEST_CASE("no layout that the checker accepts holds more racks than the bound") {
  // A cross: a square of 1.2 m, arms of 1.2 by 1.2 m with two racks each, fronts to the square, nothing
  // behind.
  auto floor = hall(1, 1);
  floor.outline = outline_m({{1.2, 0},
                             {2.4, 0},
                             {2.4, 1.2},
                             {3.6, 1.2},
                             {3.6, 2.4},
                             {2.4, 2.4},
                             {2.4, 3.6},
                             {1.2, 3.6},
                             {1.2, 2.4},
                             {0, 2.4},
                             {0, 1.2},
                             {1.2, 1.2}});
  const auto problem = problem_of(floor, racks(8, 0.6, 1.2, 1.2, 0.0));
  Layout layout;
  layout.placed = {standing("line.1", box_m(1.2, 0, 1.8, 1.2), Facing::north),
                   standing("line.2", box_m(1.8, 0, 2.4, 1.2), Facing::north),
                   standing("line.3", box_m(1.2, 2.4, 1.8, 3.6), Facing::south),
                   standing("line.4", box_m(1.8, 2.4, 2.4, 3.6), Facing::south),
                   standing("line.5", box_m(0, 1.2, 1.2, 1.8), Facing::east),
                   standing("line.6", box_m(0, 1.8, 1.2, 2.4), Facing::east),
                   standing("line.7", box_m(2.4, 1.2, 3.6, 1.8), Facing::west),
                   standing("line.8", box_m(2.4, 1.8, 3.6, 2.4), Facing::west)};
  REQUIRE(checker::check_layout(problem, layout).breaches.empty());
  CHECK(rack_upper_bound(problem.floors, problem.racks) == 8);
}

namespace {

/// Two halls of one row of six racks each, and pods of so many racks.
LayoutProblem two_halls(int pods, int racks_per_pod) {
  auto problem = problem_of(hall(3.6, 3.7), racks(pods * racks_per_pod, 0.6, 1.2, 1.5, 1.0));
  problem.floors.push_back(hall(3.6, 3.7, "second"));
  for (std::size_t i = 0; i < problem.racks.size(); ++i) {
    problem.racks[i].pod = "line/" + std::to_string(i / static_cast<std::size_t>(racks_per_pod) + 1);
    problem.racks[i].candidates.emplace_back("second");
  }
  return problem;
}

}  // namespace

TEST_CASE("a pod stands in one hall where one takes it whole") {
  // Each hall takes a pod and a half.
  CHECK(checker::check_layout(two_halls(2, 4), find_layout(two_halls(2, 4))).split_pods.empty());
  const auto problem = two_halls(3, 4);
  const auto layout = find_layout(problem);
  CHECK(layout.unplaced.empty());
  const auto findings = checker::check_layout(problem, layout);
  CHECK(findings.breaches.empty());
  REQUIRE(findings.split_pods.size() == 1);
  CHECK(findings.split_pods[0].pod == "line/3");
  CHECK(findings.split_pods[0].spaces == std::vector{site::SpaceId("hall"), site::SpaceId("second")});
}

TEST_CASE("smaller pods use what a larger one left") {
  auto problem = two_halls(3, 4);
  problem.racks.resize(10);  // the last pod has two racks
  CHECK(checker::check_layout(problem, find_layout(problem)).split_pods.empty());
}

TEST_CASE("a layout that parts a pod is found by the checker") {
  const auto problem = two_halls(2, 4);
  auto layout = find_layout(problem);
  auto& moved = layout.placed.at(3);
  moved.space = site::SpaceId(moved.space == site::SpaceId("hall") ? "second" : "hall");
  const auto findings = checker::check_layout(problem, layout);
  REQUIRE(findings.split_pods.size() == 1);
  CHECK(findings.split_pods[0].pod == "line/1");
}
