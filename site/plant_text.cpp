#include "site/plant_text.hpp"

#include "base/unit_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace shellfit::site {

namespace {

/// A figure in the unit that it is shown in, with as many digits as bring it back.
struct ExactText {
  std::string number;
  const UnitSymbol* unit;
};
std::string number_in(double si, const UnitSymbol& unit) {
  constexpr int all_digits = 15;
  return number_text((si - unit.offset) / unit.factor, all_digits);
}
ExactText exact(double si, const KindText& kind) {
  const auto shown = si_to_text(si, kind);
  const auto space = shown.find(' ');
  const auto symbol = space == std::string::npos ? std::string{} : shown.substr(space + 1);
  const auto unit = std::find_if(kind.units.begin(), kind.units.end(),
                                 [&](const UnitSymbol& one) { return one.symbol == symbol; });
  const auto parsed = parse_si(shown, kind);
  const bool is_exact = parsed.has_value() && parsed->low == si;
  return {is_exact ? shown.substr(0, space) : number_in(si, *unit), &*unit};
}
std::string with_unit(const std::string& number, const UnitSymbol& unit) {
  return unit.symbol.empty() ? number : fmt::format("{} {}", number, unit.symbol);
}
template <AnyQuantity Q>
std::string text(Q quantity) {
  const auto one = exact(quantity.in_si(), text_of<Q>());
  return with_unit(one.number, *one.unit);
}
template <AnyQuantity Q>
std::string text(const Uncertain<Q>& figure) {
  if (figure.is_unknown()) return "unknown";
  if (figure.is_known()) return text(figure.value());
  const auto high = exact(figure.high->in_si(), text_of<Q>());
  return with_unit(fmt::format("{}..{}", number_in(figure.low->in_si(), *high.unit), high.number),
                   *high.unit);
}

/// One element, attribute by attribute.
class Line {
 public:
  Line(int depth, std::string_view name) : text_(fmt::format("{:{}}<{}", "", 2 * depth, name)) {}
  Line& put(std::string_view name, std::string_view value) {
    text_ += fmt::format(" {}=\"{}\"", name, value);
    return *this;
  }
  template <class Element>
  Line& ends(const Element& element) {
    return put("from", element.from.text()).put("to", element.to.text());
  }
  template <class Element>
  Line& presence(const Element& element) {
    return element.is == Presence::to_be_built ? put("is", "to-be-built") : *this;
  }
  template <class Element>
  Line& standby(const Element& element) {
    return element.is_standby ? put("standby", "yes") : *this;
  }
  [[nodiscard]] std::string closed() const { return text_ + "/>\n"; }
  [[nodiscard]] std::string open() const { return text_ + ">\n"; }

 private:
  std::string text_;
};

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
  for (const auto& one : machines)
    all += Line(depth, name)
               .put("id", one.id.text())
               .put("type", one.type.text())
               .ends(one)
               .standby(one)
               .presence(one)
               .closed();
  return all;
}

std::string pipes_text(const std::vector<Pipe>& pipes, std::string_view name) {
  std::string all;
  for (const auto& pipe : pipes) {
    Line line(in_loop, name);
    line.put("id", pipe.id.text());
    if (pipe.type) line.put("type", pipe.type->text());
    if (pipe.length) line.put("length", text(*pipe.length));
    all += line.ends(pipe).presence(pipe).closed();
  }
  return all;
}

std::string valves_text(const Piping& piping) {
  std::string all;
  for (const auto& valve : piping.balancing_valves) {
    Line line(in_loop, "balancing-valve");
    line.put("id", valve.id.text());
    if (valve.flow) line.put("flow", text(*valve.flow));
    all += line.put("drop", text(valve.drop)).ends(valve).presence(valve).closed();
  }
  return all;
}

std::string offered_text(const Piping& piping) {
  std::string all;
  if (piping.offered) {
    const auto& water = piping.offered->water;
    all += Line(in_loop, "offered-water")
               .put("id", piping.offered->id.text())
               .put("supply", text(water.supply))
               .put("flow", text(water.flow))
               .put("highest-return", text(water.highest_return))
               .put("pressure", text(water.pressure))
               .ends(*piping.offered)
               .closed();
  }
  if (piping.mixing)
    all +=
        Line(in_loop, "mixing-valve").put("id", piping.mixing->id.text()).presence(*piping.mixing).closed();
  return all;
}

std::string users_text(const Piping& piping) {
  std::string all;
  for (const auto& group : piping.groups) {
    Line line(in_loop, "group");
    line.put("id", group.id.text()).put("racks", std::to_string(group.racks));
    if (group.standby > 0) line.put("standby", std::to_string(group.standby));
    all += group.cdus.empty() ? line.closed()
                              : line.open() + machines_text(group.cdus, "cdu", in_loop + 1) +
                                    fmt::format("{:{}}</group>\n", "", 2 * in_loop);
  }
  for (const auto& unit : piping.air_units)
    all += Line(in_loop, "air-unit")
               .put("id", unit.id.text())
               .put("type", unit.type.text())
               .put("space", unit.space.text())
               .ends(unit)
               .standby(unit)
               .presence(unit)
               .closed();
  return all;
}

std::string loop_text(const CoolingLoop& loop) {
  const auto& piping = loop.piping;
  auto all = Line(2, "loop")
                 .put("id", loop.id.text())
                 .put("serves", loop.serves == LoopServes::liquid ? "liquid" : "air")
                 .open();
  for (const auto& header : piping.headers) {
    Line line(in_loop, "header");
    line.put("id", header.id.text());
    if (header.users) line.put("users", *header.users == Header::Users::supply ? "supply" : "return");
    all += line.closed();
  }
  all += machines_text(piping.pumps, "pump") + machines_text(piping.coolers, "cooler") +
         machines_text(piping.chillers, "chiller") + offered_text(piping) + valves_text(piping) +
         pipes_text(piping.decouplers, "decoupler") + pipes_text(piping.pipes, "pipe") + users_text(piping);
  return all + "    </loop>\n";
}

}  // namespace

std::string cooling_text(const CoolingSystem& cooling) {
  Line line(1, "cooling");
  line.put("liquid", word(cooling.liquid)).put("air", word(cooling.air));
  if (cooling.loops.empty() && cooling.evaporative_walls.empty()) return line.closed();
  auto all = line.open();
  for (const auto& loop : cooling.loops) all += loop_text(loop);
  for (const auto& walls : cooling.evaporative_walls)
    all += Line(2, "evaporative-walls")
               .put("type", walls.type.text())
               .put("space", walls.space.text())
               .put("count", std::to_string(walls.count))
               .closed();
  return all + "  </cooling>\n";
}

}  // namespace shellfit::site
