#include "layout/band_filler.hpp"

#include <algorithm>

namespace shellfit::layout {

using geometry::Box;
using geometry::Coordinate;
using geometry::Interval;

namespace {

Box turned(const Box& box) { return {box.bottom, box.left, box.top, box.right}; }

std::vector<Interval> intersection(const std::vector<Interval>& a, const std::vector<Interval>& b) {
  std::vector<Interval> both;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() && j < b.size()) {
    const Interval common{std::max(a[i].from, b[j].from), std::min(a[i].to, b[j].to)};
    if (common.from < common.to) both.push_back(common);
    (a[i].to < b[j].to ? i : j)++;
  }
  return both;
}

}  // namespace

TurnedFloor::TurnedFloor(const Floor& floor, bool is_turned)
    : is_turned_(is_turned), outline_(floor.outline), blockers_(floor.blockers) {
  if (!is_turned) return;
  for (auto& corner : outline_.corners) std::swap(corner.x, corner.y);
  for (auto& blocker : blockers_) blocker.box = turned(blocker.box);
}

void TurnedFloor::block(const Box& box, std::string reason) { blockers_.push_back({box, std::move(reason)}); }

Box TurnedFloor::restored(const Box& box) const { return is_turned_ ? turned(box) : box; }

Facing TurnedFloor::restored(bool faces_down) const {
  if (is_turned_) return faces_down ? Facing::west : Facing::east;
  return faces_down ? Facing::south : Facing::north;
}

std::vector<Segment> row_segments(const TurnedFloor& floor, const RowPattern& pattern, const Rules& rules,
                                  Coordinate offset, bool starts_hot) {
  const auto bounds = floor.bounds();
  const auto wall_aisle = geometry::to_coordinate(rules.wall_aisle);
  const auto cross_aisle = geometry::to_coordinate(rules.cross_aisle);
  const auto longest = geometry::to_coordinate(rules.longest_row);
  std::vector<Segment> segments;
  bool faces_down = !starts_hot;
  Coordinate aisle_below = faces_down ? pattern.cold_aisle : pattern.hot_aisle;
  Coordinate bottom = bounds.bottom + offset + aisle_below;
  for (int row = 0;; ++row) {
    const Coordinate aisle_above = faces_down ? pattern.hot_aisle : pattern.cold_aisle;
    const Coordinate top = bottom + pattern.depth;
    if (top + aisle_above > bounds.top) return segments;
    // The wall keeps its distance from the row's ends; columns and other equipment need not.
    auto walls = geometry::free_intervals(floor.outline(), {}, bottom - aisle_below, top + aisle_above);
    for (auto& interval : walls) interval = {interval.from + wall_aisle, interval.to - wall_aisle};
    std::erase_if(walls, [](const Interval& interval) { return interval.from >= interval.to; });
    const auto clear =
        geometry::free_intervals(floor.outline(), floor.blockers(), bottom - aisle_below, top + aisle_above);
    for (const auto& interval : intersection(walls, clear)) {
      for (Coordinate from = interval.from; from < interval.to; from += longest + cross_aisle) {
        segments.push_back({from, std::min(interval.to, from + longest), bottom, top, faces_down, row});
      }
    }
    bottom = top + aisle_above;
    aisle_below = aisle_above;
    faces_down = !faces_down;
  }
}

std::optional<Box> first_place(const TurnedFloor& floor, Coordinate width, Coordinate depth, Coordinate below,
                               Coordinate above, Coordinate side, bool from_top) {
  const auto bounds = floor.bounds();
  const Coordinate height = below + depth + above;
  // Places worth trying touch the floor's end or a blocker; a fine step covers slanted walls.
  constexpr Coordinate step = 1'000'000;  // 0.1 m
  std::vector<Coordinate> starts;
  for (Coordinate y = bounds.bottom; y + height <= bounds.top; y += step) starts.push_back(y);
  for (const auto& blocker : floor.blockers()) {
    for (const Coordinate y : {blocker.box.top, blocker.box.bottom - height}) {
      if (y >= bounds.bottom && y + height <= bounds.top) starts.push_back(y);
    }
  }
  if (bounds.top - height >= bounds.bottom) starts.push_back(bounds.top - height);
  std::sort(starts.begin(), starts.end());
  starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
  if (from_top) std::reverse(starts.begin(), starts.end());
  for (const Coordinate y : starts) {
    for (const auto& interval : geometry::free_intervals(floor.outline(), floor.blockers(), y, y + height)) {
      if (interval.to - interval.from < width + 2 * side) continue;
      return Box{interval.from + side, y + below, interval.from + side + width, y + below + depth};
    }
  }
  return std::nullopt;
}

}  // namespace shellfit::layout
