#include "site/element_text.hpp"
#include "site/plant_text.hpp"

#include <fmt/format.h>

#include <string_view>

namespace shellfit::site {

namespace {

/// What a machine of a loop says after its id and type.
template <class Element>
ElementText& put_ends(ElementText& text, const Element& element) {
  return text.put("from", element.from).put("to", element.to);
}
template <class Element>
ElementText& put_presence(ElementText& text, const Element& element) {
  return text.presence(element.is == Presence::installed);
}
template <class Element>
ElementText& put_standby(ElementText& text, const Element& element) {
  return element.is_standby ? text.put("standby", "yes") : text;
}

std::string_view word(SystemState state) {
  switch (state) {
    case SystemState::unknown:
      return "unknown";
    case SystemState::described:
      return "described";
    case SystemState::offered:
      return "offered";
    case SystemState::to_be_built:
      return "to-be-built";
  }
  return "unknown";
}

constexpr int in_loop = 3;

template <class Type>
std::string machines_text(const std::vector<Machine<Type>>& machines, std::string_view name,
                          int depth = in_loop) {
  std::string all;
  for (const auto& one : machines) {
    ElementText text(depth, name);
    text.put("id", one.id).put("type", one.type);
    put_presence(put_standby(put_ends(text, one), one), one);
    all += text.closed();
  }
  return all;
}

std::string pipes_text(const std::vector<Pipe>& pipes, std::string_view name) {
  std::string all;
  for (const auto& pipe : pipes) {
    ElementText text(in_loop, name);
    text.put("id", pipe.id).put("type", pipe.type).put("length", pipe.length);
    put_presence(put_ends(text, pipe), pipe);
    all += text.closed();
  }
  return all;
}

std::string valves_text(const Piping& piping) {
  std::string all;
  for (const auto& valve : piping.balancing_valves) {
    ElementText text(in_loop, "balancing-valve");
    text.put("id", valve.id).put("flow", valve.flow).put("drop", exact_text(valve.drop));
    put_presence(put_ends(text, valve), valve);
    all += text.closed();
  }
  return all;
}

std::string states_text(const Flange& water) {
  std::string all;
  for (const auto& state : water.states) {
    ElementText text(in_loop + 1, "in");
    std::string parts;
    for (const auto part : state.parts)
      parts += fmt::format("{}{}", parts.empty() ? "" : " ", part_word(part));
    text.put("loss-of", parts);
    if (state.supply) text.put("supply", exact_text(*state.supply));
    if (state.flow) text.put("flow", exact_text(*state.flow));
    text.put("highest-return", state.highest_return);
    if (state.pressure) text.put("pressure", exact_text(*state.pressure));
    if (state.heat) text.put("heat", exact_text(*state.heat));
    all += text.closed();
  }
  return all;
}

std::string offered_text(const Piping& piping) {
  std::string all;
  if (piping.offered) {
    const auto& water = piping.offered->water;
    ElementText text(in_loop, "offered-water");
    text.put("id", piping.offered->id)
        .put("supply", exact_text(water.supply))
        .put("flow", exact_text(water.flow))
        .put("highest-return", exact_text(water.highest_return))
        .put("pressure", exact_text(water.pressure));
    if (water.heat) text.put("heat", exact_text(*water.heat));
    put_ends(text, *piping.offered);
    all += water.states.empty()
               ? text.closed()
               : text.open() + states_text(water) + fmt::format("{:{}}</offered-water>\n", "", 2 * in_loop);
  }
  if (piping.mixing) {
    ElementText text(in_loop, "mixing-valve");
    all += put_presence(text.put("id", piping.mixing->id), *piping.mixing).closed();
  }
  return all;
}

std::string users_text(const Piping& piping) {
  std::string all;
  for (const auto& group : piping.groups) {
    ElementText text(in_loop, "group");
    text.put("id", group.id).put("racks", std::to_string(group.racks));
    if (group.standby > 0) text.put("standby", std::to_string(group.standby));
    all += group.cdus.empty() ? text.closed()
                              : text.open() + machines_text(group.cdus, "cdu", in_loop + 1) +
                                    fmt::format("{:{}}</group>\n", "", 2 * in_loop);
  }
  for (const auto& unit : piping.air_units) {
    ElementText text(in_loop, "air-unit");
    text.put("id", unit.id).put("type", unit.type).put("space", unit.space);
    put_presence(put_standby(put_ends(text, unit), unit), unit);
    all += text.closed();
  }
  return all;
}

template <class Element>
std::string two_sided_text(const std::vector<Element>& elements, std::string_view name) {
  std::string all;
  for (const auto& one : elements) {
    ElementText text(in_loop, name);
    put_ends(text.put("id", one.id).put("type", one.type), one)
        .put("plant-from", one.plant_from)
        .put("plant-to", one.plant_to);
    put_presence(put_standby(text, one), one);
    all += text.closed();
  }
  return all;
}

std::string water_text(const WaterPlant& water) {
  auto all = machines_text(water.towers, "tower") + two_sided_text(water.water_chillers, "water-chiller") +
             two_sided_text(water.plate_exchangers, "plate-exchanger") + machines_text(water.tanks, "tank");
  for (const auto& one : water.economizers)
    all += ElementText(in_loop, "economizer")
               .put("exchanger", one.exchanger)
               .put("chillers", one.chillers == Economizer::Chillers::help ? "help" : "stop")
               .put("least", exact_text(one.least))
               .closed();
  for (const auto& one : water.expansion_vessels) {
    ElementText text(in_loop, "expansion-vessel");
    text.put("id", one.id);
    if (one.at) text.put("at", *one.at);
    text.put("volume", exact_text(one.volume)).put("pressure-highest", exact_text(one.pressure_highest));
    if (one.charge) text.put("pre-charge", exact_text(*one.charge));
    all += put_presence(text, one).closed();
  }
  return all;
}

std::string_view word(LoopServes serves) {
  switch (serves) {
    case LoopServes::liquid:
      return "liquid";
    case LoopServes::air:
      return "air";
    case LoopServes::plant:
      return "plant";
  }
  return "liquid";
}

std::string loop_text(const CoolingLoop& loop) {
  const auto& piping = loop.piping;
  auto all = ElementText(2, "loop").put("id", loop.id).put("serves", word(loop.serves)).open();
  for (const auto& header : piping.headers) {
    ElementText text(in_loop, "header");
    text.put("id", header.id);
    if (header.users) text.put("users", *header.users == Header::Users::supply ? "supply" : "return");
    all += text.closed();
  }
  all += machines_text(piping.pumps, "pump") + machines_text(piping.coolers, "cooler") +
         machines_text(piping.chillers, "chiller") + offered_text(piping) + valves_text(piping) +
         pipes_text(piping.decouplers, "decoupler") + pipes_text(piping.pipes, "pipe") + users_text(piping) +
         water_text(loop.water);
  return all + "    </loop>\n";
}

}  // namespace

std::string cooling_text(const CoolingSystem& cooling) {
  ElementText text(1, "cooling");
  text.put("liquid", word(cooling.liquid)).put("air", word(cooling.air));
  if (cooling.loops.empty() && cooling.evaporative_walls.empty() && !cooling.make_up_water)
    return text.closed();
  auto all = text.open();
  for (const auto& loop : cooling.loops) all += loop_text(loop);
  for (const auto& walls : cooling.evaporative_walls)
    all += ElementText(2, "evaporative-walls")
               .put("type", walls.type)
               .put("space", walls.space)
               .put("count", std::to_string(walls.count))
               .closed();
  if (cooling.make_up_water)
    all += ElementText(2, "make-up-water")
               .put("flow", exact_text(cooling.make_up_water->flow))
               .put("storage", exact_text(cooling.make_up_water->storage))
               .put("cycles", fmt::format("{}", cooling.make_up_water->cycles.in_si()))
               .closed();
  return all + "  </cooling>\n";
}

}  // namespace shellfit::site
