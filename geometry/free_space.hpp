#pragma once
// Where a band of floor is free: the one question that row filling asks.

#include "geometry/polygon.hpp"

#include <string>
#include <vector>

namespace shellfit::geometry {

/// A stretch of x.
struct Interval {
  Coordinate from = 0;
  Coordinate to = 0;
  friend auto operator<=>(const Interval&, const Interval&) = default;
};

/// Something that takes up floor, and why: column, keep-out, door swing, equipment.
struct Blocker {
  Box box;
  std::string reason;
  static constexpr auto members() { return std::tuple{&Blocker::box, &Blocker::reason}; }
};

/// The longest stretches [from, to] such that the box [from, to] x [bottom, top] lies inside the polygon and
/// overlaps no blocker (as overlap() of boxes has it: a line across the band parts it), in rising order.
/// Exact: positions that are no whole coordinate are rounded inward. Precondition: bottom < top; a simple
/// polygon.
[[nodiscard]] std::vector<Interval> free_intervals(const Polygon& polygon,
                                                   const std::vector<Blocker>& blockers, Coordinate bottom,
                                                   Coordinate top);

}  // namespace shellfit::geometry
