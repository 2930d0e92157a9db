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
  /// Beside plant that keeps a side distance no box may stand; service space may lie there.
  TurnedFloor(const Floor& floor, bool is_turned, std::vector<geometry::Blocker> beside_plant = {});
  [[nodiscard]] const geometry::Polygon& outline() const { return outline_; }
  [[nodiscard]] const std::vector<geometry::Blocker>& blockers() const { return blockers_; }
  /// Of stretches of x, those where a box from `bottom` to `top` keeps off the room beside plant.
  [[nodiscard]] std::vector<geometry::Interval> off_plant(std::vector<geometry::Interval> stretches,
                                                          geometry::Coordinate bottom,
                                                          geometry::Coordinate top) const;
  [[nodiscard]] geometry::Box bounds() const { return geometry::bounding_box(outline_); }
  /// Back to the floor's own coordinates.
  [[nodiscard]] geometry::Box restored(const geometry::Box& box) const;
  [[nodiscard]] Facing restored(bool faces_down) const;

 private:
  bool is_turned_;
  geometry::Polygon outline_;
  std::vector<geometry::Blocker> blockers_;
  std::vector<geometry::Blocker> beside_plant_;
};

/// A stretch of a row between walls and blockers where racks may stand: [from, to] x [bottom, top].
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
/// row has its back to the lower end. Each stretch keeps its aisles clear over its whole length, and the wall
/// aisle from walls; cross aisles come when the row is filled.
[[nodiscard]] std::vector<Segment> row_segments(const TurnedFloor& floor, const RowPattern& pattern,
                                                const Rules& rules, geometry::Coordinate offset,
                                                bool starts_hot);

/// One row of the pattern, filled from its lower end. Racks with less than a cross aisle between them are one
/// run, whatever stands between them; a run is no longer than the longest row. Where the row must be parted
/// is planned for racks of one width, `module`; wider ones follow the plan as far as they can.
class Row {
 public:
  /// Precondition: the segments of one row, in rising order; module > 0.
  Row(std::vector<Segment> segments, const Rules& rules, geometry::Coordinate module);
  /// Racks of the module's width that the empty row takes.
  [[nodiscard]] int capacity() const { return capacity_; }
  /// Moves on to the first segment with room for the width.
  bool has_room(geometry::Coordinate width);
  /// Where a rack would start. Precondition: has_room said so last.
  [[nodiscard]] geometry::Coordinate next() const { return next_.from; }
  /// Precondition: has_room said so last, of this width.
  Segment take(geometry::Coordinate width);

 private:
  struct Place {
    geometry::Coordinate from, run_start;
  };
  struct Fill {  ///< how far the row is filled
    int count = 0;
    bool has_rack = false;
    geometry::Coordinate end = 0, run_start = 0;
    std::vector<char> parts_before;  ///< segments that begin with a cross aisle of their own
  };
  [[nodiscard]] std::optional<Place> place_in(const Segment& segment, bool parts_before, const Fill& fill,
                                              geometry::Coordinate width) const;
  void plan(geometry::Coordinate module);

  std::vector<Segment> segments_;
  geometry::Coordinate longest_, cross_aisle_;
  std::vector<char> parts_before_;
  int capacity_ = 0;
  std::size_t segment_ = 0;
  Fill fill_;
  Place next_{};
};

/// A place for a box of this size with clearances below and above, nearest to the lower end (or, from the
/// top, to the upper end) of the floor. The box keeps `side` from blockers at its sides.
[[nodiscard]] std::optional<geometry::Box> first_place(const TurnedFloor& floor, geometry::Coordinate width,
                                                       geometry::Coordinate depth, geometry::Coordinate below,
                                                       geometry::Coordinate above, geometry::Coordinate side,
                                                       bool from_top);

}  // namespace shellfit::layout
