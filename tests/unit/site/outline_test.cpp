#include "tests/unit/site/small_study.hpp"

#include <cmath>

using namespace shellfit;
using namespace shellfit::site;

namespace {

std::string corners(const std::vector<std::pair<double, double>>& points) {
  std::string text;
  for (const auto& [x, y] : points)
    text += "<corner x=\"" + std::to_string(x) + " m\" y=\"" + std::to_string(y) + " m\"/>";
  return text;
}
std::string fault_of_outline(const std::string& outline) {
  SmallStudy study;
  study.outline = outline;
  return study.fault();
}
std::string room(const std::string& id, const std::string& attributes) {
  return "<space id=\"" + id + "\" use=\"grey\" clear-height=\"4 m\" " + attributes + ">" + SmallStudy::slab +
         "</space>";
}

}  // namespace

TEST_CASE("an outline may be a rectangle or corners in either direction, and means the same floor") {
  SmallStudy study;
  const auto area_m2 = [&] { return geometry::area(outline_of(study.good().shell.spaces[0])).in_si(); };
  CHECK(std::fabs(area_m2() - 200) < 1e-9);
  study.outline = corners({{0, 10}, {20, 10}, {20, 0}, {0, 0}});
  CHECK(std::fabs(area_m2() - 200) < 1e-9);
  study.outline = "";
  study.hall_attributes += " x=\"-5 m\" y=\"0 m\" width=\"20 m\" depth=\"10 m\"";
  CHECK(std::fabs(area_m2() - 200) < 1e-9);
}

TEST_CASE("an outline in inches and feet is exact in whole tenths of a micrometre") {
  SmallStudy study;
  study.outline = "";
  study.hall_attributes += " x=\"1 in\" y=\"1 ft\" width=\"60 ft\" depth=\"400 in\"";
  const auto box = geometry::bounding_box(outline_of(study.good().shell.spaces[0]));
  CHECK(box.left == 254'000);              // 25.4 mm
  CHECK(box.bottom == 3'048'000);          // 304.8 mm
  CHECK(box.width() == 60 * 3'048'000LL);  // 18.288 m
  CHECK(box.height() == 400 * 254'000LL);  // 10.16 m
}

TEST_CASE("an outline that crosses or touches itself is refused") {
  const std::string expected = "E-SITE-001: the outline of space hall crosses or touches itself";
  CHECK(fault_of_outline(corners({{0, 0}, {20, 10}, {20, 0}, {0, 10}})) == expected);
  CHECK(fault_of_outline(corners({{0, 0}, {20, 0}, {10, 5}, {20, 10}, {0, 10}, {10, 5}})) ==
        expected);                                                                     // two touch
  CHECK(fault_of_outline(corners({{0, 0}, {20, 0}, {20, 10}, {20, 0}})) == expected);  // back and forth
  CHECK(fault_of_outline(corners({{0, 0}, {20, 0}, {20, 0}, {20, 10}, {0, 10}})) ==
        expected);  // twice the same
}

TEST_CASE("an outline without an inside is refused") {
  CHECK(fault_of_outline(corners({{0, 0}, {20, 0}})) ==
        "E-SITE-001: the outline of space hall has fewer than three corners");
  CHECK(fault_of_outline(corners({{0, 0}, {10, 0}, {20, 0}})).starts_with("E-SITE-001"));
  CHECK(fault_of_outline("") == "E-SITE-002: space hall has no outline");
}

TEST_CASE("an outline is given once and whole") {
  SmallStudy study;
  study.hall_attributes += " x=\"0 m\" y=\"0 m\" width=\"20 m\" depth=\"10 m\"";
  CHECK(study.fault() == "E-SITE-002: space hall is both a rectangle and a list of corners");
  study.hall_attributes =
      "use=\"white\" clear-height=\"5 m\" hanging-load=\"2 kPa\" x=\"0 m\" width=\"20 m\" depth=\"10 m\"";
  study.outline = "";
  CHECK(study.fault() == "E-SITE-002: the rectangle of space hall is not complete");
}

TEST_CASE("spaces of one level share no floor; they may touch, or lie above each other") {
  SmallStudy study;
  study.more_spaces = room("beside", "x=\"20 m\" y=\"0 m\" width=\"5 m\" depth=\"5 m\"");
  CHECK(study.good().shell.spaces.size() == 2);
  study.more_spaces = room("above", "level=\"1\" x=\"0 m\" y=\"0 m\" width=\"5 m\" depth=\"5 m\"");
  CHECK(study.good().shell.spaces.size() == 2);
  study.more_spaces = room("inside", "x=\"5 m\" y=\"2 m\" width=\"5 m\" depth=\"5 m\"");
  CHECK(study.fault() == "E-SITE-003: space hall and space inside overlap");
  study.more_spaces = room("over", "x=\"19.999 m\" y=\"0 m\" width=\"5 m\" depth=\"5 m\"");
  CHECK(study.fault() == "E-SITE-003: space hall and space over overlap");
}

TEST_CASE("columns, doors and keep-outs belong to the floor of their space") {
  SmallStudy study;
  study.in_hall =
      "<column x=\"5 m\" y=\"5 m\" width=\"500 mm\" depth=\"500 mm\"/><door x=\"20 m\" y=\"5 m\" width=\"2 "
      "m\" "
      "height=\"2 m\"/><keep-out reason=\"stairs\" x=\"-1 m\" y=\"0 m\" width=\"2 m\" depth=\"2 m\"/>";
  CHECK(blockers_of(study.good().shell.spaces[0]).size() == 3);
  study.in_hall = "<column x=\"25 m\" y=\"5 m\" width=\"500 mm\" depth=\"500 mm\"/>";
  CHECK(study.fault().starts_with("E-SITE-004: a column"));
  study.in_hall = "<door x=\"20.1 m\" y=\"5 m\" width=\"2 m\" height=\"2 m\"/>";
  CHECK(study.fault().starts_with("E-SITE-004: a door"));
  study.in_hall = "<keep-out reason=\"stairs\" x=\"21 m\" y=\"0 m\" width=\"2 m\" depth=\"2 m\"/>";
  CHECK(study.fault().starts_with("E-SITE-004: a keep-out"));
}

TEST_CASE("of a column grid, the columns inside the space count") {
  SmallStudy study;
  // Centres at x = 5, 13, 21 and y = 5, 13: two lie in the 20 m by 10 m hall.
  study.in_hall =
      "<column-grid x=\"5 m\" y=\"5 m\" pitch-x=\"8 m\" pitch-y=\"8 m\" count-x=\"3\" count-y=\"2\" "
      "width=\"400 mm\" "
      "depth=\"600 mm\"/>";
  const auto blockers = blockers_of(study.good().shell.spaces[0]);
  REQUIRE(blockers.size() == 2);
  CHECK(blockers[1].box == geometry::Box{128'000'000, 47'000'000, 132'000'000, 53'000'000});
  CHECK(blockers[1].reason == "column");
}

TEST_CASE("indoor spaces need a clear height and white ones a hanging load, if only as unknown") {
  SmallStudy study;
  study.hall_attributes = "use=\"white\" hanging-load=\"2 kPa\"";
  CHECK(study.fault() == "E-SITE-005: space hall has no clear height");
  study.hall_attributes = "use=\"white\" clear-height=\"5 m\"";
  CHECK(study.fault() == "E-SITE-005: space hall has no hanging load");
  study.hall_attributes = "use=\"white\" clear-height=\"unknown\" hanging-load=\"1..2 kPa\"";
  const auto hall = study.good().shell.spaces[0];
  CHECK(hall.clear_height->is_unknown());
  CHECK(hall.hanging_load->is_range());
}

TEST_CASE("a shell without white space hosts nothing") {
  SmallStudy study;
  study.hall_attributes = "use=\"grey\" clear-height=\"5 m\"";
  CHECK(study.fault() == "E-SITE-014: the shell has no white space");
}

// Each figure is within its limits of 10 km; their sum is not.
TEST_CASE("a rectangle that reaches beyond 10 km is a fault of the input, not of the program") {
  SmallStudy study;
  study.outline = "";
  const auto hall = study.hall_attributes;
  study.hall_attributes = hall + " x=\"10 km\" y=\"0 m\" width=\"20 m\" depth=\"10 m\"";
  CHECK(study.fault() == "E-SITE-015: space hall reaches beyond the extent");
  study.hall_attributes = hall + " x=\"-10 km\" y=\"9.99 km\" width=\"20 m\" depth=\"10.001 m\"";
  CHECK(study.fault().starts_with("E-SITE-015"));
  study.hall_attributes = hall + " x=\"9.98 km\" y=\"-10 km\" width=\"20 m\" depth=\"10 m\"";
  CHECK(study.good().shell.spaces.size() == 1);
}
TEST_CASE(
    "a keep-out, door or column that reaches beyond 10 km is a fault of the input, not of the program") {
  SmallStudy study;
  study.in_hall = "<keep-out reason=\"yard\" x=\"10 km\" y=\"0 m\" width=\"10 km\" depth=\"1 m\"/>";
  CHECK(study.fault() == "E-SITE-015: a keep-out of space hall reaches beyond the extent");
  study.in_hall = "<door x=\"0 m\" y=\"-9.999 km\" width=\"2 m\" height=\"2 m\"/>";
  CHECK(study.fault() == "E-SITE-015: a door of space hall reaches beyond the extent");
  study.in_hall = "<column x=\"10 km\" y=\"0 m\" width=\"1 m\" depth=\"1 m\"/>";
  CHECK(study.fault() == "E-SITE-015: a column of space hall reaches beyond the extent");
}
TEST_CASE("a column grid that reaches beyond 10 km is a fault of the input, not of the program") {
  SmallStudy study;
  study.in_hall =
      "<column-grid x=\"0 m\" y=\"0 m\" pitch-x=\"200 m\" pitch-y=\"200 m\" count-x=\"1000\" count-y=\"1\" "
      "width=\"1 m\" "
      "depth=\"1 m\"/>";
  CHECK(study.fault() == "E-SITE-015: a column grid of space hall reaches beyond the extent");
}
