#include "geometry/free_space.hpp"

#include "base/assertion.hpp"

#include <algorithm>

namespace shellfit::geometry {

namespace {

__extension__ using Wide = __int128;

Coordinate floor_of(Wide numerator, Wide denominator) {
  const Wide quotient = numerator / denominator;
  return static_cast<Coordinate>(
      numerator % denominator != 0 && (numerator < 0) != (denominator < 0) ? quotient - 1 : quotient);
}
Coordinate ceil_of(Wide numerator, Wide denominator) { return -floor_of(-numerator, denominator); }

/// The stretch of x that an edge covers inside the open band, rounded outward; nothing if it does not enter.
bool covered(Point a, Point b, Coordinate bottom, Coordinate top, Interval& stretch) {
  if (a.y > b.y) std::swap(a, b);
  if (a.y == b.y) {
    if (a.y <= bottom || a.y >= top) return false;
    stretch = {std::min(a.x, b.x), std::max(a.x, b.x)};
    return true;
  }
  const auto low = std::max(a.y, bottom);
  const auto high = std::min(b.y, top);
  if (low >= high) return false;
  // x = a.x + (b.x - a.x) (y - a.y) / (b.y - a.y)
  const Wide rise = b.y - a.y;
  const auto x_times_rise = [&](Coordinate y) {
    return static_cast<Wide>(a.x) * rise + static_cast<Wide>(b.x - a.x) * (y - a.y);
  };
  const auto at_low = x_times_rise(low);
  const auto at_high = x_times_rise(high);
  stretch = {floor_of(std::min(at_low, at_high), rise), ceil_of(std::max(at_low, at_high), rise)};
  return true;
}

/// Twice-scaled crossing count: is the point (x2/2, y2/2) inside? It is never on an edge where this is asked.
bool is_inside(const Polygon& polygon, Wide x2, Wide y2) {
  bool inside = false;
  const auto& corners = polygon.corners;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    auto a = corners[i];
    auto b = corners[(i + 1) % corners.size()];
    if (a.y > b.y) std::swap(a, b);
    if (2 * static_cast<Wide>(a.y) > y2 || 2 * static_cast<Wide>(b.y) <= y2) continue;
    // Left of the edge, all terms scaled by 2 (b.y - a.y).
    const Wide edge = 2 * static_cast<Wide>(a.x) * (b.y - a.y) +
                      static_cast<Wide>(b.x - a.x) * (y2 - 2 * static_cast<Wide>(a.y));
    if (x2 * (b.y - a.y) < edge) inside = !inside;
  }
  return inside;
}

}  // namespace

std::vector<Interval> free_intervals(const Polygon& polygon, const std::vector<Blocker>& blockers,
                                     Coordinate bottom, Coordinate top) {
  ensure(bottom < top, "a band has a height");
  std::vector<Interval> walls;
  const auto& corners = polygon.corners;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    Interval stretch;
    if (covered(corners[i], corners[(i + 1) % corners.size()], bottom, top, stretch))
      walls.push_back(stretch);
  }
  for (const auto& blocker : blockers) {
    if (blocker.box.bottom < top && bottom < blocker.box.top)
      walls.push_back({blocker.box.left, blocker.box.right});
  }
  std::sort(walls.begin(), walls.end());
  std::vector<Interval> free;
  // Between two walls no edge enters the band, so the gap is inside or outside as a whole.
  Coordinate reached = walls.empty() ? 0 : walls.front().to;
  for (const auto& wall : walls) {
    if (wall.from > reached &&
        is_inside(polygon, static_cast<Wide>(reached) + wall.from, static_cast<Wide>(bottom) + top)) {
      free.push_back({reached, wall.from});
    }
    reached = std::max(reached, wall.to);
  }
  return free;
}

}  // namespace shellfit::geometry
