#pragma once
// Fills bands of floor with boxes side by side: the kernel of the search.

#include "geometry/free_space.hpp"
#include "layout/floor_plan.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace shellfit::layout {

/// Floor seen with x and y exchanged or not, so that one filler serves rows in both directions.
class TurnedFloor {
 public:
  TurnedFloor(const Floor& floor, bool is_turned);
  [[nodiscard]] const geometry::Polygon& outline() const { return outline_; }
  [[nodiscard]] const std::vector<geometry::Blocker>& blockers() const { return blockers_; }
  void block(const geometry::Box& box, std::string reason);  ///< in turned coordinates
  [[nodiscard]] geometry::Box bounds() const { return geometry::bounding_box(outline_); }
  /// Back to the floor's own coordinates.
  [[nodiscard]] geometry::Box restored(const geometry::Box& box) const;
  [[nodiscard]] Facing restored(bool faces_down) const;

 private:
  bool is_turned_;
  geometry::Polygon outline_;
  std::vector<geometry::Blocker> blockers_;
};

/// A stretch of a row where racks may stand: [from, to] x [bottom, top].
struct Segment {
  geometry::Coordinate from, to, bottom, top;
  bool faces_down;
  int row;
};

/// A pattern of rows in pairs, backs to a shared hot aisle, fronts to shared cold aisles.
struct RowPattern {
  geometry::Coordinate depth, cold_aisle, hot_aisle;
};

/// All stretches of the rows that start `offset` above the floor's lower end. With `starts_hot`, the first
/// row has its back to the lower end. Each stretch keeps its aisles clear over its whole length.
[[nodiscard]] std::vector<Segment> row_segments(const TurnedFloor& floor, const RowPattern& pattern,
                                                const Rules& rules, geometry::Coordinate offset,
                                                bool starts_hot);

/// A place for a box of this size with clearances below and above, nearest to the lower end (or, from the
/// top, to the upper end) of the floor. The box keeps `side` from blockers at its sides.
[[nodiscard]] std::optional<geometry::Box> first_place(const TurnedFloor& floor, geometry::Coordinate width,
                                                       geometry::Coordinate depth, geometry::Coordinate below,
                                                       geometry::Coordinate above, geometry::Coordinate side,
                                                       bool from_top);

}  // namespace shellfit::layout
