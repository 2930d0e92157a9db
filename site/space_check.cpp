#include "site/space_check.hpp"

#include <fmt/format.h>

namespace shellfit::site {

namespace {

using documents::Reading;

std::string quoted(const SpaceId& id) { return fmt::format("space {}", id.text()); }

/// Each figure is within the extent of coordinates; what they add up to may not be.
bool is_within_extent(Length low, Length high) {
  const auto extent = geometry::to_length(geometry::largest_coordinate);
  return -extent <= low && high <= extent;
}

/// True when every place that the figures of a space lead to can be a coordinate.
bool check_extent(const Space& space, Reading& reading) {
  bool is_within = true;
  const auto check = [&](const std::string& what, const Location& where, Length left, Length right,
                         Length bottom, Length top) {
    if (is_within_extent(left, right) && is_within_extent(bottom, top)) return;
    is_within = false;
    reading.fault(
        "E-SITE-015", fmt::format("{} reaches beyond the extent", what), where,
        fmt::format("{}, {} to {}, {}", to_text(left), to_text(bottom), to_text(right), to_text(top)),
        "all of it within 10 km");
  };
  const auto about = [&](const std::string& what, const Location& where, Length x, Length y, Length side_x,
                         Length side_y) {
    check(what, where, x - side_x, x + side_x, y - side_y, y + side_y);
  };
  const auto name = quoted(space.id);
  if (space.x && space.y && space.width && space.depth)
    check(name, space.where, *space.x, *space.x + *space.width, *space.y, *space.y + *space.depth);
  for (const auto& grid : space.grids) {
    check("a column grid of " + name, grid.where, grid.x - grid.width / 2,
          grid.x + grid.pitch_x * (grid.count_x - 1) + grid.width / 2, grid.y - grid.depth / 2,
          grid.y + grid.pitch_y * (grid.count_y - 1) + grid.depth / 2);
  }
  for (const auto& column : space.columns)
    about("a column of " + name, column.where, column.x, column.y, column.width / 2, column.depth / 2);
  for (const auto& keep_out : space.keep_outs)
    check("a keep-out of " + name, keep_out.where, keep_out.x, keep_out.x + keep_out.width, keep_out.y,
          keep_out.y + keep_out.depth);
  for (const auto& door : space.doors)
    about("a door of " + name, door.where, door.x, door.y, door.width, door.width);
  return is_within;
}

/// True when the outline can be used by further checks.
bool check_outline(const Space& space, Reading& reading) {
  const bool has_rectangle = space.x || space.y || space.width || space.depth;
  if (has_rectangle == !space.corners.empty()) {
    reading.fault("E-SITE-002",
                  fmt::format("{} {}", quoted(space.id),
                              has_rectangle ? "is both a rectangle and a list of corners" : "has no outline"),
                  space.where, "", "x, y, width and depth, or corners");
    return false;
  }
  if (has_rectangle && !(space.x && space.y && space.width && space.depth)) {
    reading.fault("E-SITE-002", fmt::format("the rectangle of {} is not complete", quoted(space.id)),
                  space.where, "", "x, y, width and depth");
    return false;
  }
  if (const auto fault = geometry::fault_of(outline_of(space))) {
    reading.fault("E-SITE-001", fmt::format("the outline of {} {}", quoted(space.id), *fault), space.where,
                  "", "a simple polygon");
    return false;
  }
  return true;
}

void check_contents(const Space& space, Reading& reading) {
  const auto outline = outline_of(space);
  const auto inside = [&](Length x, Length y) {
    return geometry::contains(outline,
                              geometry::Point{geometry::to_coordinate(x), geometry::to_coordinate(y)});
  };
  for (const auto& column : space.columns) {
    if (!inside(column.x, column.y))
      reading.fault("E-SITE-004", fmt::format("a column of {} lies outside it", quoted(space.id)),
                    column.where, fmt::format("{}, {}", to_text(column.x), to_text(column.y)),
                    "a place inside the outline");
  }
  for (const auto& door : space.doors) {
    if (!inside(door.x, door.y))
      reading.fault("E-SITE-004", fmt::format("a door of {} is not on its floor or wall", quoted(space.id)),
                    door.where, fmt::format("{}, {}", to_text(door.x), to_text(door.y)),
                    "a place on the outline");
  }
  const auto bounds = geometry::bounding_box(outline);
  for (const auto& keep_out : space.keep_outs) {
    const geometry::Box box{geometry::to_coordinate(keep_out.x), geometry::to_coordinate(keep_out.y),
                            geometry::to_coordinate(keep_out.x + keep_out.width),
                            geometry::to_coordinate(keep_out.y + keep_out.depth)};
    if (!geometry::overlap(bounds, box))
      reading.fault("E-SITE-004", fmt::format("a keep-out of {} lies outside it", quoted(space.id)),
                    keep_out.where, keep_out.reason, "a place inside the outline");
  }
}

void check_space(const Space& space, Reading& reading) {
  if (check_extent(space, reading) && check_outline(space, reading)) check_contents(space, reading);
  if (space.use != Space::Use::yard && !space.clear_height) {
    reading.fault("E-SITE-005", fmt::format("{} has no clear height", quoted(space.id)), space.where, "",
                  "clear-height, or \"unknown\"");
  }
  if (space.use == Space::Use::white && !space.hanging_load) {
    reading.fault("E-SITE-005", fmt::format("{} has no hanging load", quoted(space.id)), space.where, "",
                  "hanging-load, or \"unknown\"");
  }
}

void check_overlaps(const std::vector<Space>& spaces, Reading& reading) {
  const auto is_usable = [](const Space& space) {
    const bool has_outline = !space.corners.empty() || (space.x && space.y && space.width && space.depth);
    Reading ignored;
    return has_outline && check_extent(space, ignored) && !geometry::fault_of(outline_of(space));
  };
  for (std::size_t i = 0; i < spaces.size(); ++i) {
    for (std::size_t j = i + 1; j < spaces.size(); ++j) {
      if (spaces[i].level != spaces[j].level || !is_usable(spaces[i]) || !is_usable(spaces[j])) continue;
      if (!geometry::overlap(outline_of(spaces[i]), outline_of(spaces[j]))) continue;
      reading.fault({"E-SITE-003",
                     fmt::format("{} and {} overlap", quoted(spaces[i].id), quoted(spaces[j].id)),
                     spaces[j].where, "", "floor of its own", "", spaces[i].where, "overlaps with this"});
    }
  }
}

}  // namespace

void check_spaces(const std::vector<Space>& spaces, Reading& reading) {
  for (const auto& space : spaces) check_space(space, reading);
  check_overlaps(spaces, reading);
}

}  // namespace shellfit::site
