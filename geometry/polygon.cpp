#include "geometry/polygon.hpp"

#include "base/assertion.hpp"
#include "geometry/free_space.hpp"

#include <CGAL/Boolean_set_operations_2.h>
#include <CGAL/Exact_predicates_exact_constructions_kernel.h>
#include <CGAL/Polygon_2.h>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace shellfit::geometry {

namespace {

using Kernel = CGAL::Exact_predicates_exact_constructions_kernel;
using CgalPolygon = CGAL::Polygon_2<Kernel>;

Kernel::Point_2 cgal_point(const Point& point) {
  // Coordinates fit a double exactly: 10 km is 1e11, below 2^53.
  return {static_cast<double>(point.x), static_cast<double>(point.y)};
}

CgalPolygon cgal_polygon(const Polygon& polygon) {
  CgalPolygon result;
  for (const auto& corner : polygon.corners) result.push_back(cgal_point(corner));
  if (result.is_clockwise_oriented()) result.reverse_orientation();
  return result;
}

}  // namespace

Coordinate to_coordinate(Length length) {
  const double units = length.in_si() * coordinates_per_metre;
  ensure(std::fabs(units) <= static_cast<double>(largest_coordinate), "coordinates are within 10 km");
  return std::llround(units);
}

Length to_length(Coordinate coordinate) {
  return Length::from_si(static_cast<double>(coordinate) / coordinates_per_metre);
}

Box grown(const Box& box, Coordinate by) {
  return {box.left - by, box.bottom - by, box.right + by, box.top + by};
}

Polygon rectangle(const Box& box) {
  return {{{box.left, box.bottom}, {box.right, box.bottom}, {box.right, box.top}, {box.left, box.top}}};
}

Box bounding_box(const Polygon& polygon) {
  ensure(!polygon.corners.empty(), "a polygon has corners");
  Box box{polygon.corners[0].x, polygon.corners[0].y, polygon.corners[0].x, polygon.corners[0].y};
  for (const auto& corner : polygon.corners) {
    box.left = std::min(box.left, corner.x);
    box.right = std::max(box.right, corner.x);
    box.bottom = std::min(box.bottom, corner.y);
    box.top = std::max(box.top, corner.y);
  }
  return box;
}

Area area(const Polygon& polygon) {
  // The shoelace sum in 128 bits is exact for coordinates of 37 bits.
  __extension__ using Wide = __int128;
  Wide twice = 0;
  const auto& corners = polygon.corners;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const auto& a = corners[i];
    const auto& b = corners[(i + 1) % corners.size()];
    twice += static_cast<Wide>(a.x) * b.y - static_cast<Wide>(b.x) * a.y;
  }
  const double value = std::fabs(static_cast<double>(twice)) / 2.0;
  return Area::from_si(value / (coordinates_per_metre * coordinates_per_metre));
}

Area common_area(const Polygon& polygon, const Box& box) {
  std::vector<CGAL::Polygon_with_holes_2<Kernel>> pieces;
  CGAL::intersection(cgal_polygon(polygon), cgal_polygon(rectangle(box)), std::back_inserter(pieces));
  double sum = 0;
  for (const auto& piece : pieces) sum += CGAL::to_double(piece.outer_boundary().area());
  return Area::from_si(sum / (coordinates_per_metre * coordinates_per_metre));
}

std::optional<std::string> fault_of(const Polygon& polygon) {
  if (polygon.corners.size() < 3) return "has fewer than three corners";
  for (const auto& corner : polygon.corners) {
    if (std::abs(corner.x) > largest_coordinate || std::abs(corner.y) > largest_coordinate)
      return "reaches beyond 10 km";
  }
  CgalPolygon cgal;
  for (const auto& corner : polygon.corners) cgal.push_back(cgal_point(corner));
  if (!cgal.is_simple()) return "crosses or touches itself";
  if (cgal.is_collinear_oriented()) return "has no inside";
  return std::nullopt;
}

bool contains(const Polygon& polygon, const Point& point) {
  const auto cgal = cgal_polygon(polygon);
  return cgal.bounded_side(cgal_point(point)) != CGAL::ON_UNBOUNDED_SIDE;
}

bool contains(const Polygon& polygon, const Box& box) {
  const auto free = free_intervals(polygon, {}, box.bottom, box.top);
  return std::any_of(free.begin(), free.end(), [&](const Interval& interval) {
    return interval.from <= box.left && box.right <= interval.to;
  });
}

bool overlap(const Polygon& a, const Polygon& b) {
  return CGAL::do_intersect(cgal_polygon(a), cgal_polygon(b));
}

}  // namespace shellfit::geometry
