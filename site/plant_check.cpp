#include "site/plant_check.hpp"

#include "site/one_line_check.hpp"
#include "site/power_templates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <vector>

namespace shellfit::site {

using documents::Reading;

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
  std::ignore = check_one_line(power, feeds, reading);
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
  for (const auto& loop : cooling.loops) check_loop(loop, cooling, reading);
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

namespace {

/// Of the medium-voltage boards, in their order; nothing where one is not known.
std::vector<std::optional<LineVoltage>> medium_voltages(const OneLine& line, LineVoltage feed_voltage,
                                                        const catalogs::Catalog& catalog) {
  const auto voltages = voltages_of(line, feed_voltage, catalog);
  std::vector<std::optional<LineVoltage>> found;
  for (std::size_t i = 0; i < voltages.size(); ++i) {
    if (line.boards[i].is_medium_voltage) found.push_back(voltages[i]);
  }
  return found;
}

}  // namespace

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
  std::vector<std::optional<LineVoltage>> medium;
  if (check_one_line(shell.power, shell.feeds, aside)) {
    const auto line = expand(shell.power);
    check_voltages(line, voltage, study.catalog, reading);
    medium = medium_voltages(line, voltage, study.catalog);
  }
  if (medium.empty()) medium.emplace_back(voltage);
  const bool knows_all = std::none_of(medium.begin(), medium.end(), [](const auto& one) { return !one; });
  // What the fit-out may add stands on a medium-voltage board that its transformers are made for.
  Board incomer;
  incomer.id = BoardId("mv");
  incomer.is_medium_voltage = true;
  for (const auto& block : study.basis.scope.blocks) {
    auto unit = block;
    unit.on.clear();
    OneLine added{{incomer}, {}, {}, {}, {}, {}, {}};
    added.append(expand(unit, block.count, {incomer.id}, false));
    const auto primary = study.catalog.get(block.transformer).primary.value_if_known();
    const bool is_made_for_one = primary && std::find(medium.begin(), medium.end(), primary) != medium.end();
    if (!is_made_for_one && !knows_all) continue;
    check_voltages(added, is_made_for_one ? *primary : *medium.front(), study.catalog, reading);
  }
}

}  // namespace shellfit::site
