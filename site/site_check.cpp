#include "site/site_check.hpp"

#include "site/one_line_check.hpp"
#include "site/power_templates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

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

/// A wet bulb or dew point above the highest dry bulb is a slip of the pen.
void check_climate(const Climate& climate, Reading& reading) {
  const auto expect_at_most = [&](const Uncertain<Temperature>& low, const char* name) {
    if (low.is_unknown() || climate.dry_bulb.is_unknown() || *low.low <= *climate.dry_bulb.high) return;
    reading.fault("E-SITE-012", fmt::format("the {} of the climate is above its dry bulb", name),
                  climate.where, to_text(*low.low), "at most " + to_text(*climate.dry_bulb.high));
  };
  expect_at_most(climate.wet_bulb, "wet bulb");
  expect_at_most(climate.dew_point, "dew point");
  expect_at_most(climate.cold, "cold extreme");
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

void check_block(const PowerBlock& block, Reading& reading) {
  const auto complain = [&](const std::string& message, const std::string& expected) {
    reading.fault("E-SITE-008", fmt::format("block {} {}", block.id.text(), message), block.where, "",
                  expected);
  };
  const bool has_reserve = block.topology == Topology::block_redundant ||
                           block.topology == Topology::parallel || block.topology == Topology::distributed;
  if (has_reserve && (block.reserve < 1 || block.reserve >= block.count))
    complain("has a topology that needs units in reserve and units in use",
             "reserve from 1 to one less than count");
  if (!has_reserve && block.reserve != 0)
    complain("has a reserve that its topology does not use",
             "reserve with n-plus-1, block-redundant or distributed-redundant only");
  constexpr int most_sharing = 16;
  if (block.topology == Topology::distributed && block.count > most_sharing)
    complain("shares loads among more units than anyone builds",
             fmt::format("a count of at most {}", most_sharing));
  if (block.topology == Topology::dual && block.count % 2 != 0)
    complain("is 2n with an odd number of units", "an even count");
  if (block.ups.has_value() != block.battery.has_value())
    complain("has a UPS without a battery, or a battery without a UPS", "both or neither");
  if (block.ups && block.serves == Serves::both)
    complain("feeds racks and mechanical equipment from one UPS",
             "blocks of their own for what serves racks and mechanical");
}

void check_power(const PowerSystem& power, const std::vector<Feed>& feeds, Reading& reading) {
  const bool has_plant = !power.mv_boards.empty() || !power.blocks.empty() || !power.elements.empty();
  const bool is_empty = !has_plant && power.offers.empty();
  const auto complain = [&](const std::string& message, const std::string& expected) {
    reading.fault("E-SITE-006", message, power.where, "", expected);
  };
  switch (power.is) {
    case SystemState::described:
      if (power.blocks.empty() && power.elements.outlets.empty())
        complain("power is described but has no block and no outlet", "a <block> or an <outlet>");
      if (!power.offers.empty())
        complain("power is described and offered at once", "is=\"offered\", or no <offer>");
      break;
    case SystemState::offered:
      if (power.offers.empty()) complain("power is offered but has no offer", "an <offer>");
      if (has_plant)
        complain("power is offered at a bus but also described",
                 "is=\"described\", or nothing beside the offers");
      break;
    default:
      if (!is_empty)
        complain("power has elements although it is unknown or to be built",
                 "is=\"described\" or is=\"offered\", or no elements");
  }
  for (const auto& block : power.blocks) check_block(block, reading);
  check_one_line(power, feeds, reading);
}

void check_cooling(const CoolingSystem& cooling, Reading& reading) {
  const auto serves = [&](LoopServes wanted) {
    return std::any_of(cooling.loops.begin(), cooling.loops.end(),
                       [&](const CoolingLoop& loop) { return loop.serves == wanted; });
  };
  const auto check_state = [&](SystemState state, bool has_content, const char* what) {
    const bool needs_content = state == SystemState::described || state == SystemState::offered;
    if (needs_content && !has_content)
      reading.fault("E-SITE-006",
                    fmt::format("the cooling of {} is said to be there but nothing describes it", what),
                    cooling.where, "", "a <loop>, or to-be-built");
    if (!needs_content && has_content)
      reading.fault("E-SITE-006",
                    fmt::format("the cooling of {} has elements although it is unknown or to be built", what),
                    cooling.where, "", "described or offered, or no elements");
  };
  check_state(cooling.liquid, serves(LoopServes::liquid), "liquid");
  check_state(cooling.air, serves(LoopServes::air) || !cooling.evaporative_walls.empty(), "air");
  for (const auto& loop : cooling.loops) check_loop(loop, reading);
  for (const auto wanted : {LoopServes::liquid, LoopServes::air}) {
    const auto count = std::count_if(cooling.loops.begin(), cooling.loops.end(),
                                     [&](const CoolingLoop& loop) { return loop.serves == wanted; });
    if (count > 1)
      reading.fault(
          "E-SITE-006",
          fmt::format("more than one loop serves {}", wanted == LoopServes::liquid ? "liquid" : "air"),
          cooling.where, "", "one loop for liquid and one for air in this version");
  }
}

}  // namespace

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

void check_shell(const Shell& shell, Reading& reading) {
  for (const auto& space : shell.spaces) check_space(space, reading);
  const bool has_white = std::any_of(shell.spaces.begin(), shell.spaces.end(),
                                     [](const Space& space) { return space.use == Space::Use::white; });
  if (!has_white)
    reading.fault("E-SITE-014", "the shell has no white space", shell.where, "", "a <space use=\"white\">");
  check_climate(shell.site.climate, reading);
  check_overlaps(shell.spaces, reading);
  check_power(shell.power, shell.feeds, reading);
  check_cooling(shell.cooling, reading);
}

void check_deployment(const Deployment& deployment, Reading& reading) {
  for (const auto& line : deployment.lines) {
    const int given = static_cast<int>(line.racks.has_value()) + static_cast<int>(line.units.has_value()) +
                      static_cast<int>(line.power.has_value());
    if (given != 1) {
      reading.fault("E-SITE-010",
                    fmt::format("line {} gives {} of racks, units and power", line.id.text(), given),
                    line.where, "", "exactly one of them");
    }
  }
}

void check_basis(const Basis& basis, Reading& reading) {
  const auto expect_below = [&](Temperature low, Temperature high, const Location& where,
                                const std::string& message) {
    if (!(low < high))
      reading.fault("E-SITE-012", message, where, fmt::format("{} and {}", to_text(low), to_text(high)),
                    "the first below the second");
  };
  expect_below(basis.liquid.facility_supply, basis.liquid.supply, basis.liquid.where,
               "facility water is no colder than the coolant it cools");
  expect_below(basis.air.water_supply, basis.air.supply, basis.air.where,
               "the air units' water is no colder than the air they supply");
  for (const auto& block : basis.scope.blocks) check_block(block, reading);
  for (const auto& cdu : basis.scope.cdus) {
    if (cdu.most > 0 && cdu.standby >= cdu.most)
      reading.fault("E-SITE-007", "the fit-out may add no CDUs but those on standby", cdu.where, "",
                    "standby below most");
    if (cdu.arrangement == CduArrangement::dedicated && cdu.standby > 0)
      reading.fault("E-LOOP-005", "dedicated CDUs have no others on standby", cdu.where, "",
                    "standby=\"0\", or arrangement=\"common-header\"");
  }
}

namespace {

void check_voltages(const Study& study, Reading& reading) {
  const auto& shell = study.shell;
  const auto voltage = shell.feeds.front().voltage;
  for (const auto& feed : shell.feeds) {
    if (feed.voltage != voltage)
      reading.fault("E-SITE-009",
                    fmt::format("feeds of {} and {} come together", to_text(voltage), to_text(feed.voltage)),
                    feed.where, to_text(feed.voltage), to_text(voltage));
  }
  Reading aside;
  check_one_line(shell.power, shell.feeds, aside);
  if (aside.take_faults().empty()) check_voltages(expand(shell.power), voltage, study.catalog, reading);
  // What the fit-out may add stands on a board of the feeds' voltage.
  Board incomer;
  incomer.id = BoardId("mv");
  incomer.is_medium_voltage = true;
  for (const auto& block : study.basis.scope.blocks) {
    auto unit = block;
    unit.on.clear();
    OneLine added{{incomer}, {}, {}, {}, {}, {}, {}};
    added.append(expand(unit, block.count, {incomer.id}, false));
    check_voltages(added, voltage, study.catalog, reading);
  }
}

void check_spaces(const Study& study, Reading& reading) {
  std::map<SpaceId, Space::Use> uses;
  for (const auto& space : study.shell.spaces) uses[space.id] = space.use;
  const auto expect_white = [&](const SpaceId& id, const Location& where, const std::string& what) {
    if (uses[id] != Space::Use::white)
      reading.fault("E-SITE-013", fmt::format("{} cannot stand in space {}", what, id.text()), where,
                    id.text(), "a white space");
  };
  for (const auto& line : study.deployment.lines) {
    for (const auto& id : line.spaces) expect_white(id, line.where, "racks");
  }
  for (const auto& loop : study.shell.cooling.loops) {
    for (const auto& units : loop.air_units) expect_white(units.space, units.where, "air units");
    for (const auto& unit : loop.piping.air_units) expect_white(unit.space, unit.where, "air units");
  }
  for (const auto& walls : study.shell.cooling.evaporative_walls)
    expect_white(walls.space, walls.where, "evaporative walls");
}

void check_lines(const Study& study, Reading& reading) {
  for (const auto& line : study.deployment.lines) {
    const auto& rack = study.catalog.get(line.rack);
    const bool is_too_little = line.power && rack.tdp.is_known() && *line.power < rack.tdp.value();
    if (is_too_little) {
      reading.fault("E-SITE-010", fmt::format("line {} asks for less than one rack", line.id.text()),
                    line.where, to_text(*line.power), fmt::format("at least {}", to_text(rack.tdp.value())));
    }
  }
}

/// Racks are numbered by their line, "gb300.12", and stand beside the elements of loops in layout and checks.
void check_names(const Study& study, Reading& reading) {
  std::set<std::string> lines;
  for (const auto& line : study.deployment.lines) {
    lines.insert(line.id.text());
    for (const auto& support : line.support) lines.insert(support.id.text());
  }
  for (const auto& loop : study.shell.cooling.loops) {
    for_each_id(loop.piping, [&](const std::string& id) {
      const auto dot = id.rfind('.');
      const bool is_numbered = dot != std::string::npos && dot + 1 < id.size() &&
                               id.find_first_not_of("0123456789", dot + 1) == std::string::npos;
      if (is_numbered && lines.contains(id.substr(0, dot)))
        reading.fault("E-LOOP-007",
                      fmt::format("loop {} has an element {}, which is the id of a rack", loop.id.text(), id),
                      loop.where, id, "an id that no line gives to its racks");
    });
  }
}

}  // namespace

void check_study(const Study& study, Reading& reading) {
  check_names(study, reading);
  check_voltages(study, reading);
  check_spaces(study, reading);
  check_lines(study, reading);
}

}  // namespace shellfit::site
