#include "layout/checker/layout_check.hpp"

#include "tests/unit/layout/halls.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace shellfit;
using namespace shellfit::layout;
using checker::check_layout;

namespace {

/// Two rows of three racks, 0.6 by 1.2, backs to a hot aisle of 1 m, fronts to cold aisles of 1.5 m, 8.4 m in
/// all with the wall 2.5 m behind; a CDU of 1 by 1 with 0.9 m in front at the right wall; a column in the
/// corner.
LayoutProblem sound_problem() {
  auto floor = hall(10, 10);
  keep_out(floor, 9.5, 0, 10, 0.5);
  return problem_of(floor, racks(6, 0.6, 1.2, 1.5, 1.0), {item("cdu.1", ItemKind::cdu, 1.0, 1.0, 0.9, 0.0)});
}
Layout sound_layout() {
  Layout layout;
  for (int i = 0; i < 3; ++i) {
    const double x = 1.0 + 0.6 * i;
    layout.placed.push_back(
        standing("line." + std::to_string(i + 1), box_m(x, 1.5, x + 0.6, 2.7), Facing::south));
    layout.placed.push_back(
        standing("line." + std::to_string(i + 4), box_m(x, 3.7, x + 0.6, 4.9), Facing::north));
  }
  layout.placed.push_back(standing("cdu.1", box_m(9, 4, 10, 5), Facing::west));
  return layout;
}
PlacedItem& find(Layout& layout, const std::string& id) {
  return *std::find_if(layout.placed.begin(), layout.placed.end(),
                       [&](const PlacedItem& one) { return one.id == ItemId(id); });
}
/// The rules that the item breaks, in order.
std::vector<std::string> rules_broken(const LayoutProblem& problem, const Layout& layout,
                                      const std::string& id) {
  std::vector<std::string> rules;
  for (const auto& breach : check_layout(problem, layout).breaches) {
    if (breach.item == id) rules.push_back(breach.rule);
  }
  return rules;
}
using Broken = std::vector<std::string>;

}  // namespace

TEST_CASE("a sound layout passes, and its aisles are measured") {
  const auto findings = check_layout(sound_problem(), sound_layout());
  CHECK(findings.breaches.empty());
  REQUIRE(findings.aisles.size() == 1);
  // Looking 5 m far: in front of the lower row the wall, which counts as the aisle that was asked for at
  // least.
  CHECK(findings.aisles[0].narrowest_hot.in_si() == Approx(1.0));
  CHECK(findings.aisles[0].narrowest_cold.in_si() >= 1.5);
}

TEST_CASE("racks that overlap by a hair are found, each by the other's name") {
  auto layout = sound_layout();
  auto& box = find(layout, "line.2").box;
  box.left -= 1;
  box.right -= 1;
  const auto breaches = check_layout(sound_problem(), layout).breaches;
  REQUIRE(breaches.size() == 2);
  for (const auto& breach : breaches) {
    CHECK(breach.rule == "overlap");
    CHECK((breach.item == "line.1" ? breach.other == "line.2" : breach.other == "line.1"));
  }
}

TEST_CASE("an item that reaches through the wall by a hair is outside") {
  auto layout = sound_layout();
  auto& box = find(layout, "cdu.1").box;
  box.left += 1;
  box.right += 1;
  CHECK(rules_broken(sound_problem(), layout, "cdu.1") == Broken{"inside"});
  find(layout, "cdu.1").box = box_m(20, 4, 21, 5);
  const auto broken = rules_broken(sound_problem(), layout, "cdu.1");
  CHECK(std::count(broken.begin(), broken.end(), "inside") == 1);
}

TEST_CASE("an item in the notch of an L is outside") {
  auto problem = sound_problem();
  problem.floors[0].outline = outline_m({{0, 0}, {10, 0}, {10, 7}, {7, 7}, {7, 10}, {0, 10}});
  CHECK(check_layout(problem, sound_layout()).breaches.empty());
  auto layout = sound_layout();
  find(layout, "cdu.1").box = box_m(8, 8, 9, 9);
  const auto broken = rules_broken(problem, layout, "cdu.1");
  CHECK(std::count(broken.begin(), broken.end(), "inside") == 1);
}

TEST_CASE("an item on a keep-out is blocked by it, one beside it is not") {
  auto problem = sound_problem();
  keep_out(problem.floors[0], 9.0, 5.0, 10.0, 6.0);
  CHECK(rules_broken(problem, sound_layout(), "cdu.1").empty());
  keep_out(problem.floors[0], 9.0, 4.9, 10.0, 5.0);
  const auto breaches = check_layout(problem, sound_layout()).breaches;
  REQUIRE(breaches.size() == 1);
  CHECK(breaches[0].rule == "blocked");
  CHECK(breaches[0].item == "cdu.1");
  CHECK(breaches[0].other == "keep-out");
}

TEST_CASE("a hot aisle that is a hair too narrow is found on both sides") {
  auto layout = sound_layout();
  for (const char* id : {"line.4", "line.5", "line.6"}) {
    find(layout, id).box.bottom -= 1;
    find(layout, id).box.top -= 1;
  }
  const auto findings = check_layout(sound_problem(), layout);
  CHECK(findings.breaches.size() == 6);
  for (const auto& breach : findings.breaches) CHECK(breach.rule == "rear clearance");
  CHECK(findings.aisles[0].narrowest_hot.in_si() == Approx(1.0 - 1e-7).epsilon(1e-12));
}

TEST_CASE("a row too near to the wall breaks its front clearance, and the wall is named") {
  auto layout = sound_layout();
  for (auto& one : layout.placed) {
    one.box.bottom -= 1;
    one.box.top -= 1;
  }
  const auto breaches = check_layout(sound_problem(), layout).breaches;
  REQUIRE(breaches.size() == 3);
  for (const auto& breach : breaches) {
    CHECK(breach.rule == "front clearance");
    CHECK(breach.other == "wall");
  }
}

TEST_CASE("a clearance blocked by a keep-out, by plant or by a rack is found with what blocks it") {
  auto problem = sound_problem();
  keep_out(problem.floors[0], 1.7, 0.2, 1.9, 0.4);
  CHECK(rules_broken(problem, sound_layout(), "line.2") == Broken{"front clearance"});
  auto layout = sound_layout();
  find(layout, "cdu.1").box = box_m(2.4, 6.0, 3.4, 7.0);
  find(layout, "cdu.1").facing = Facing::east;
  const auto breaches = check_layout(sound_problem(), layout).breaches;
  REQUIRE(breaches.size() == 1);
  CHECK(breaches[0].rule == "front clearance");
  CHECK(breaches[0].item == "line.6");
  CHECK(breaches[0].other == "cdu.1");
}

TEST_CASE("an item turned the wrong way looks for its clearance there") {
  auto layout = sound_layout();
  find(layout, "cdu.1").facing = Facing::east;  // into the wall
  CHECK(rules_broken(sound_problem(), layout, "cdu.1") == Broken{"front clearance"});
}

TEST_CASE("an item that stands in another size than it has is found") {
  auto layout = sound_layout();
  find(layout, "cdu.1").box.left -= at_m(0.1);
  CHECK(rules_broken(sound_problem(), layout, "cdu.1") == Broken{"size"});
  layout = sound_layout();
  find(layout, "line.3").facing = Facing::east;  // 0.6 by 1.2 must become 1.2 by 0.6
  const auto broken = rules_broken(sound_problem(), layout, "line.3");
  CHECK(std::count(broken.begin(), broken.end(), "size") == 1);
}

TEST_CASE("far neighbours do no harm, nor does a wide item sorted far to the left") {
  auto problem = sound_problem();
  problem.plant.push_back(item("wide", ItemKind::board, 9.0, 0.5, 0.0, 0.0));
  auto layout = sound_layout();
  layout.placed.push_back(standing("wide", box_m(0, 9, 9, 9.5), Facing::south));
  CHECK(check_layout(problem, layout).breaches.empty());
  find(layout, "wide").box = box_m(0.5, 4.5, 9.5, 5.0);  // runs into the CDU at its far right
  const auto broken = rules_broken(problem, layout, "cdu.1");
  CHECK(std::count(broken.begin(), broken.end(), "overlap") == 1);
}
