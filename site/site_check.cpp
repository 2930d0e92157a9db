#include "site/site_check.hpp"

#include "site/plant_check.hpp"
#include "site/space_check.hpp"
#include "site/uncomputed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace shellfit::site {

namespace {

using documents::Reading;

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

}  // namespace

void check_shell(const Shell& shell, Reading& reading) {
  check_spaces(shell.spaces, reading);
  const bool has_white = std::any_of(shell.spaces.begin(), shell.spaces.end(),
                                     [](const Space& space) { return space.use == Space::Use::white; });
  if (!has_white)
    reading.fault("E-SITE-014", "the shell has no white space", shell.where, "", "a <space use=\"white\">");
  check_climate(shell.site.climate, reading);
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
    if (line.liquid_to_air && line.liquid_to_air->standby >= line.liquid_to_air->count)
      reading.fault("E-SITE-007",
                    fmt::format("line {} has no liquid-to-air cabinets but those on standby", line.id.text()),
                    line.liquid_to_air->where, "", "standby below count");
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

void check_uses(const Study& study, Reading& reading) {
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
    const auto check = [&](const std::string& id) {
      const auto dot = id.rfind('.');
      const bool is_numbered = dot != std::string::npos && dot + 1 < id.size() &&
                               id.find_first_not_of("0123456789", dot + 1) == std::string::npos;
      if (is_numbered && lines.contains(id.substr(0, dot)))
        reading.fault("E-LOOP-007",
                      fmt::format("loop {} has an element {}, which is the id of a rack", loop.id.text(), id),
                      loop.where, id, "an id that no line gives to its racks");
    };
    for_each_id(loop.piping, check);
    // An economizer goes by the id of its exchanger, which is told already.
    for_each_named(loop.water, [&](const std::string& id, std::string_view name, const Location&) {
      if (name != "economizer") check(id);
    });
  }
}

}  // namespace

void check_study(const Study& study, Reading& reading) {
  check_names(study, reading);
  check_voltages(study, reading);
  check_uses(study, reading);
  check_lines(study, reading);
  refuse_uncomputed(study, reading);
}

}  // namespace shellfit::site
