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

TurnedFloor::TurnedFloor(const Floor& floor, bool is_turned, std::vector<geometry::Blocker> beside_plant)
    : is_turned_(is_turned),
      outline_(floor.outline),
      blockers_(floor.blockers),
      beside_plant_(std::move(beside_plant)) {
  if (!is_turned) return;
  for (auto& corner : outline_.corners) std::swap(corner.x, corner.y);
  for (auto& blocker : blockers_) blocker.box = turned(blocker.box);
  for (auto& blocker : beside_plant_) blocker.box = turned(blocker.box);
}

std::vector<Interval> TurnedFloor::off_plant(std::vector<Interval> stretches, Coordinate bottom,
                                             Coordinate top) const {
  if (beside_plant_.empty()) return stretches;
  return intersection(stretches, geometry::free_intervals(outline_, beside_plant_, bottom, top));
}

Box TurnedFloor::restored(const Box& box) const { return is_turned_ ? turned(box) : box; }

Facing TurnedFloor::restored(bool faces_down) const {
  if (is_turned_) return faces_down ? Facing::west : Facing::east;
  return faces_down ? Facing::south : Facing::north;
}

std::vector<Segment> row_segments(const TurnedFloor& floor, const RowPattern& pattern, const Rules& rules,
                                  Coordinate offset, bool starts_hot) {
  const auto bounds = floor.bounds();
  const auto wall_aisle = geometry::to_coordinate(rules.wall_aisle);
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
    for (const auto& interval : floor.off_plant(intersection(walls, clear), bottom, top))
      segments.push_back({interval.from, interval.to, bottom, top, faces_down, row});
    bottom = top + aisle_above;
    aisle_below = aisle_above;
    faces_down = !faces_down;
  }
}

Row::Row(std::vector<Segment> segments, const Rules& rules, Coordinate module)
    : segments_(std::move(segments)),
      longest_(geometry::to_coordinate(rules.longest_row)),
      // Racks that touch are one row, so that an aisle has a width.
      cross_aisle_(std::max<Coordinate>(geometry::to_coordinate(rules.cross_aisle), 1)) {
  plan(module);
}

std::optional<Row::Place> Row::place_in(const Segment& segment, bool parts_before, const Fill& fill,
                                        Coordinate width) const {
  Place place{std::max(segment.from, fill.end), 0};
  if (!fill.has_rack) place.from = segment.from;
  const bool is_first_here = fill.end <= segment.from;
  if (fill.has_rack && ((parts_before && is_first_here) || place.from + width - fill.run_start > longest_))
    place.from = std::max(place.from, fill.end + cross_aisle_);
  const bool starts_run = !fill.has_rack || place.from - fill.end >= cross_aisle_;
  place.run_start = starts_run ? place.from : fill.run_start;
  if (place.from + width > segment.to || place.from + width - place.run_start > longest_) return std::nullopt;
  return place;
}

/// Racks fill from the lower end; open is only whether what parts two segments is widened to a cross aisle,
/// or the run goes on behind it. Both are followed; of what results, all that may yet turn out best is kept.
/// That is the best filling, or one rack less where a run that began later would have ended better.
void Row::plan(Coordinate module) {
  std::vector<Fill> fills(1);
  for (const auto& segment : segments_) {
    std::vector<Fill> grown;
    for (const auto& before : fills) {
      for (const bool parts_before : {false, true}) {
        if (parts_before && (!before.has_rack || segment.from - before.end >= cross_aisle_)) continue;
        auto fill = before;
        fill.parts_before.push_back(parts_before ? 1 : 0);
        while (const auto place = place_in(segment, parts_before, fill, module)) {
          const auto count = (std::min(segment.to, place->run_start + longest_) - place->from) / module;
          fill.count += static_cast<int>(count);
          fill.end = place->from + count * module;
          fill.run_start = place->run_start;
          fill.has_rack = true;
        }
        grown.push_back(std::move(fill));
      }
    }
    fills.clear();
    for (auto& one : grown) {
      const auto is_no_worse = [](const Fill& a, const Fill& b) {
        return a.count >= b.count && (!a.has_rack || (a.end <= b.end && a.run_start >= b.run_start));
      };
      if (std::any_of(fills.begin(), fills.end(), [&](const Fill& kept) { return is_no_worse(kept, one); }))
        continue;
      std::erase_if(fills, [&](const Fill& kept) { return is_no_worse(one, kept); });
      fills.push_back(std::move(one));
    }
  }
  const auto best = std::max_element(fills.begin(), fills.end(),
                                     [](const Fill& a, const Fill& b) { return a.count < b.count; });
  capacity_ = best->count;
  parts_before_ = best->parts_before;
}

bool Row::has_room(Coordinate width) {
  for (; segment_ < segments_.size(); ++segment_) {
    const auto place = place_in(segments_[segment_], parts_before_[segment_] != 0, fill_, width);
    if (!place) continue;
    next_ = *place;
    return true;
  }
  return false;
}

Segment Row::take(Coordinate width) {
  fill_.has_rack = true;
  fill_.end = next_.from + width;
  fill_.run_start = next_.run_start;
  return segments_[segment_];
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
    auto clear = geometry::free_intervals(floor.outline(), floor.blockers(), y, y + height);
    for (auto& interval : clear) interval = {interval.from + side, interval.to - side};
    for (const auto& interval : floor.off_plant(clear, y + below, y + below + depth)) {
      if (interval.to - interval.from < width) continue;
      return Box{interval.from, y + below, interval.from + width, y + below + depth};
    }
  }
  return std::nullopt;
}

}  // namespace shellfit::layout
