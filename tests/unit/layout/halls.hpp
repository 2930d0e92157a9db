#pragma once
// Words for small halls, in metres, so that a test reads like the plan it means.

#include "layout/floor_plan.hpp"

#include <string>
#include <utility>
#include <vector>

namespace shellfit::layout {

inline geometry::Coordinate at_m(double metres) { return geometry::to_coordinate(metres * units::m); }
inline geometry::Box box_m(double left, double bottom, double right, double top) {
  return {at_m(left), at_m(bottom), at_m(right), at_m(top)};
}
inline geometry::Polygon outline_m(const std::vector<std::pair<double, double>>& corners) {
  geometry::Polygon polygon;
  for (const auto& [x, y] : corners) polygon.corners.push_back({at_m(x), at_m(y)});
  return polygon;
}
inline Floor hall(double width, double depth, const std::string& id = "hall") {
  return {site::SpaceId(id), site::Space::Use::white, 0, geometry::rectangle(box_m(0, 0, width, depth)), {}};
}
inline void keep_out(Floor& floor, double left, double bottom, double right, double top) {
  floor.blockers.push_back({box_m(left, bottom, right, top), "keep-out"});
}
/// A box with clearances in front of and behind it; racks of one line and unit.
inline Item item(const std::string& id, ItemKind kind, double width, double depth, double front,
                 double rear) {
  Item one;
  one.id = ItemId(id);
  one.kind = kind;
  one.type = "box";
  one.line = kind == ItemKind::rack ? "line" : "";
  one.width = width * units::m;
  one.depth = depth * units::m;
  one.height = 2.2 * units::m;
  one.front = front * units::m;
  one.rear = rear * units::m;
  one.side = 0.0 * units::m;
  one.candidates = {site::SpaceId("hall")};
  return one;
}
inline std::vector<Item> racks(int count, double width, double depth, double front, double rear) {
  std::vector<Item> all;
  for (int i = 1; i <= count; ++i)
    all.push_back(item("line." + std::to_string(i), ItemKind::rack, width, depth, front, rear));
  return all;
}
/// Rows as long as the hall, up to the wall.
inline Rules no_rules() { return {0.0 * units::m, 0.0 * units::m, 1000.0 * units::m}; }

inline LayoutProblem problem_of(Floor floor, std::vector<Item> rack_items, std::vector<Item> plant = {}) {
  return {{std::move(floor)}, std::move(plant), std::move(rack_items), no_rules()};
}
inline PlacedItem standing(const std::string& id, const geometry::Box& box, Facing facing) {
  return {ItemId(id), site::SpaceId("hall"), 0, box, facing, 0};
}

}  // namespace shellfit::layout
