#pragma once
// Plane geometry in whole tenths of a micrometre: an inch is exact, and no answer depends on rounding.

#include "base/units.hpp"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace shellfit::geometry {

/// A coordinate in units of 0.1 µm.
using Coordinate = std::int64_t;
inline constexpr double coordinates_per_metre = 1e7;
/// Halls and sites are at most 10 km across.
inline constexpr Coordinate largest_coordinate = 100'000'000'000;

/// Rounds to the nearest coordinate. Precondition: within the largest coordinate.
[[nodiscard]] Coordinate to_coordinate(Length length);
[[nodiscard]] Length to_length(Coordinate coordinate);

struct Point {
  Coordinate x = 0;
  Coordinate y = 0;
  static constexpr auto members() { return std::tuple{&Point::x, &Point::y}; }
  friend auto operator<=>(const Point&, const Point&) = default;
};

/// An upright box, its sides included. Precondition of every use: left <= right, bottom <= top.
struct Box {
  Coordinate left = 0;
  Coordinate bottom = 0;
  Coordinate right = 0;
  Coordinate top = 0;
  static constexpr auto members() { return std::tuple{&Box::left, &Box::bottom, &Box::right, &Box::top}; }
  friend auto operator<=>(const Box&, const Box&) = default;
  [[nodiscard]] Coordinate width() const { return right - left; }
  [[nodiscard]] Coordinate height() const { return top - bottom; }
};
/// True when the insides meet; boxes that only touch do not overlap. A line or a point, which has no inside,
/// counts as met where it runs through the inside of the other.
[[nodiscard]] constexpr bool overlap(const Box& a, const Box& b) {
  return a.left < b.right && b.left < a.right && a.bottom < b.top && b.bottom < a.top;
}
[[nodiscard]] Box grown(const Box& box, Coordinate by);

/// A closed chain of corners, in either direction, without repeating the first.
struct Polygon {
  std::vector<Point> corners;
  static constexpr auto members() { return std::tuple{&Polygon::corners}; }
};

[[nodiscard]] Polygon rectangle(const Box& box);
[[nodiscard]] Box bounding_box(const Polygon& polygon);
[[nodiscard]] Area area(const Polygon& polygon);

/// Floor that a simple polygon and a box share.
[[nodiscard]] Area common_area(const Polygon& polygon, const Box& box);

/// What keeps a chain of corners from being a simple polygon with an inside, or nothing.
[[nodiscard]] std::optional<std::string> fault_of(const Polygon& polygon);
/// True when the point is inside or on the boundary. Precondition: a simple polygon.
[[nodiscard]] bool contains(const Polygon& polygon, const Point& point);
/// True when the whole box lies inside, touching the boundary at most.
[[nodiscard]] bool contains(const Polygon& polygon, const Box& box);
/// True when the insides of two simple polygons meet.
[[nodiscard]] bool overlap(const Polygon& a, const Polygon& b);

}  // namespace shellfit::geometry
