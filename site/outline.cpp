#include "site/shell.hpp"

namespace shellfit::site {

geometry::Polygon outline_of(const Space& space) {
  using geometry::to_coordinate;
  if (space.corners.empty()) {
    return geometry::rectangle({to_coordinate(*space.x), to_coordinate(*space.y),
                                to_coordinate(*space.x + *space.width),
                                to_coordinate(*space.y + *space.depth)});
  }
  geometry::Polygon polygon;
  for (const auto& corner : space.corners)
    polygon.corners.push_back({to_coordinate(corner.x), to_coordinate(corner.y)});
  return polygon;
}

std::vector<geometry::Blocker> blockers_of(const Space& space) {
  using geometry::to_coordinate;
  std::vector<geometry::Blocker> blockers;
  const auto outline = outline_of(space);
  const auto add_column = [&](Length x, Length y, Length width, Length depth) {
    blockers.push_back({{to_coordinate(x - width / 2), to_coordinate(y - depth / 2),
                         to_coordinate(x + width / 2), to_coordinate(y + depth / 2)},
                        "column"});
  };
  for (const auto& grid : space.grids) {
    for (int j = 0; j < grid.count_y; ++j) {
      for (int i = 0; i < grid.count_x; ++i) {
        const auto x = grid.x + grid.pitch_x * i;
        const auto y = grid.y + grid.pitch_y * j;
        if (geometry::contains(outline, geometry::Point{to_coordinate(x), to_coordinate(y)}))
          add_column(x, y, grid.width, grid.depth);
      }
    }
  }
  for (const auto& column : space.columns) add_column(column.x, column.y, column.width, column.depth);
  for (const auto& keep_out : space.keep_outs) {
    blockers.push_back(
        {{to_coordinate(keep_out.x), to_coordinate(keep_out.y), to_coordinate(keep_out.x + keep_out.width),
          to_coordinate(keep_out.y + keep_out.depth)},
         keep_out.reason});
  }
  // A leaf may swing either way along its wall: its width around the opening stays free.
  for (const auto& door : space.doors) {
    blockers.push_back({{to_coordinate(door.x - door.width), to_coordinate(door.y - door.width),
                         to_coordinate(door.x + door.width), to_coordinate(door.y + door.width)},
                        "door"});
  }
  return blockers;
}

}  // namespace shellfit::site
