#include "studies/cooling_templates.hpp"

#include <fmt/format.h>

#include <algorithm>

// variable-primary:   suction -pumps-> discharge -coolers, chillers or offered water-> supply
//                     supply -main.supply-> hall.supply -users-> hall.return -main.return-> suction
// primary-secondary:  suction -pumps-> discharge -coolers ...-> plant -balancing valve-> supply
//                     supply -decoupler-> suction
//                     supply -secondary pumps-> delivery -main.supply-> hall.supply ... -> suction
// A flange without pumps takes the place of both pumps and discharge.

namespace shellfit::studies {

namespace {

using site::HeaderId;
using site::LoopTemplate;

constexpr PressureDifference balancing_drop = 10.0 * units::kPa;

bool has_header(const site::Piping& piping, const HeaderId& id) {
  return std::any_of(piping.headers.begin(), piping.headers.end(),
                     [&](const site::Header& header) { return header.id == id; });
}

template <class Type>
void add_units(std::vector<site::Machine<Type>>& machines, const std::optional<site::UnitGroup<Type>>& group,
               const std::string& stem, const Ends& ends, UnitNames& names) {
  if (!group) return;
  for (int i = 0; i < group->count; ++i) {
    site::Machine<Type> one;
    one.id = site::ElementId(names.next(stem));
    one.type = group->type;
    one.from = ends.from;
    one.to = ends.to;
    one.is_standby = i >= group->count - group->standby;
    machines.push_back(std::move(one));
  }
}

void add_air_units(site::Piping& piping, const site::AirUnits& group, const Ends& ends, UnitNames& names) {
  const auto stem = names.unused_stem(group.space.text() + ".air");
  for (int i = 0; i < group.count; ++i) {
    site::AirUnit one;
    one.id = site::ElementId(names.next(stem));
    one.type = group.type;
    one.space = group.space;
    one.from = ends.from;
    one.to = ends.to;
    one.is_standby = i >= group.count - group.standby;
    piping.air_units.push_back(std::move(one));
  }
}

}  // namespace

UnitNames::UnitNames(const site::Study& study) {
  for (const auto& loop : study.shell.cooling.loops)
    site::for_each_id(loop.piping, [&](const std::string& id) { used_.insert(id); });
  for (const auto& line : study.deployment.lines) lines_.insert(line.id.text());
}

std::string UnitNames::next(const std::string& stem) {
  // The racks of a line are called after it: "fws.pump.1" of a line "fws.pump".
  const auto base = lines_.contains(stem) ? stem + "-unit" : stem;
  for (int i = 1;; ++i) {
    auto id = fmt::format("{}.{}", base, i);
    if (used_.insert(id).second) return id;
  }
}

bool UnitNames::is_used(const std::string& stem) const {
  return used_.contains(stem + ".1") || lines_.contains(stem);
}

std::string UnitNames::unused_stem(const std::string& stem) const {
  if (!is_used(stem)) return stem;
  for (int i = 2;; ++i) {
    // b to z, then numbers.
    constexpr int letters = 26;
    auto other = i <= letters ? fmt::format("{}-{}", stem, static_cast<char>('a' + i - 1))
                              : fmt::format("{}-{}", stem, i);
    if (!is_used(other)) return other;
  }
}

site::Piping bare_piping(const std::string& loop, LoopTemplate form, bool has_pumps) {
  const bool is_decoupled = form == LoopTemplate::primary_secondary;
  site::Piping piping;
  const auto id = [&](const char* name) { return loop + name; };
  const auto header = [&](const char* name, std::optional<site::Header::Users> users = std::nullopt) {
    piping.headers.push_back({HeaderId(id(name)), users, {}});
  };
  header(".suction");
  if (has_pumps) header(".discharge");
  if (is_decoupled) header(".plant");
  header(".supply");
  if (is_decoupled) header(".delivery");
  header(".hall.supply", site::Header::Users::supply);
  header(".hall.return", site::Header::Users::back);
  const auto pipe = [&](const char* name, const char* from, const char* to) {
    site::Pipe one;
    one.id = site::ElementId(id(name));
    one.from = HeaderId(id(from));
    one.to = HeaderId(id(to));
    return one;
  };
  if (is_decoupled) {
    site::BalancingValve valve;
    valve.id = site::ElementId(id(".balancing"));
    valve.drop = balancing_drop;
    valve.from = HeaderId(id(".plant"));
    valve.to = HeaderId(id(".supply"));
    piping.balancing_valves.push_back(std::move(valve));
    piping.decouplers.push_back(pipe(".decoupler", ".supply", ".suction"));
  }
  piping.pipes.push_back(pipe(".main.supply", is_decoupled ? ".delivery" : ".supply", ".hall.supply"));
  piping.pipes.push_back(pipe(".main.return", ".hall.return", ".suction"));
  return piping;
}

site::Piping expand(const site::CoolingLoop& loop, UnitNames& names) {
  if (!loop.piping.empty()) return loop.piping;
  const auto& id = loop.id.text();
  const bool is_decoupled = loop.form == LoopTemplate::primary_secondary;
  auto piping = bare_piping(id, loop.form, loop.pumps.has_value());
  const auto ends = [&](const char* from, const char* to) {
    return Ends{HeaderId(id + from), HeaderId(id + to)};
  };
  const char* const plant_out = is_decoupled ? ".plant" : ".supply";
  const auto rejection = ends(loop.pumps ? ".discharge" : ".suction", plant_out);
  add_units(piping.pumps, loop.pumps, id + ".pump", ends(".suction", ".discharge"), names);
  add_units(piping.pumps, loop.secondary_pumps, id + ".secondary-pump", ends(".supply", ".delivery"), names);
  add_units(piping.coolers, loop.coolers, id + ".cooler", rejection, names);
  add_units(piping.chillers, loop.chillers, id + ".chiller", rejection, names);
  if (loop.flange) {
    auto& offered = piping.offered.emplace();
    offered.id = site::ElementId(id + ".flange");
    offered.water = *loop.flange;
    offered.from = rejection.from;
    offered.to = rejection.to;
  }
  for (const auto& group : loop.air_units)
    add_air_units(piping, group, ends(".hall.supply", ".hall.return"), names);
  return piping;
}

std::vector<std::size_t> pumps_of(const site::Piping& piping, site::PumpCircuit circuit) {
  const auto sides = site::sides_of(piping);
  const bool wants_users = circuit == site::PumpCircuit::secondary;
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < piping.pumps.size(); ++i) {
    const bool serves_users = !piping.decouplers.empty() && sides.pump_serves_users[i] != 0;
    if (serves_users == wants_users) found.push_back(i);
  }
  return found;
}

std::optional<Ends> connect_pumps(site::Piping& piping, const std::string& loop, site::PumpCircuit circuit) {
  const auto others = pumps_of(piping, circuit);
  if (!others.empty()) return Ends{piping.pumps[others.front()].from, piping.pumps[others.front()].to};
  const bool is_primary = circuit == site::PumpCircuit::primary;
  HeaderId discharge(loop + (is_primary ? ".discharge" : ".delivery"));
  if (is_primary && piping.offered && piping.pumps.empty()) {
    const auto from = piping.offered->from;
    while (has_header(piping, discharge)) discharge = HeaderId(discharge.text() + "-b");
    piping.headers.push_back({discharge, {}, {}});
    piping.offered->from = discharge;
    return Ends{from, discharge};
  }
  const HeaderId suction(loop + (is_primary ? ".suction" : ".supply"));
  if (!has_header(piping, suction) || !has_header(piping, discharge)) return std::nullopt;
  return Ends{suction, discharge};
}

std::optional<Ends> rejection_ends(const site::Piping& piping, const std::string& loop) {
  if (!piping.coolers.empty()) return Ends{piping.coolers.front().from, piping.coolers.front().to};
  if (!piping.chillers.empty()) return Ends{piping.chillers.front().from, piping.chillers.front().to};
  const HeaderId from(loop + ".discharge");
  const HeaderId plant(loop + ".plant");
  const HeaderId to = has_header(piping, plant) ? plant : HeaderId(loop + ".supply");
  if (!has_header(piping, from) || !has_header(piping, to)) return std::nullopt;
  return Ends{from, to};
}

std::optional<Ends> user_ends(const site::Piping& piping) {
  Ends ends;
  for (const auto& header : piping.headers) {
    if (header.users) (*header.users == site::Header::Users::supply ? ends.from : ends.to) = header.id;
  }
  if (!ends.from.empty() && !ends.to.empty()) return ends;
  for (const auto& group : piping.groups) {
    if (!group.cdus.empty()) return Ends{group.cdus.front().from, group.cdus.front().to};
  }
  if (!piping.air_units.empty()) return Ends{piping.air_units.front().from, piping.air_units.front().to};
  return std::nullopt;
}

site::CoolingSystem described_cooling(const site::Study& study, const CoolingPlan& plan) {
  const auto& shell = study.shell.cooling;
  site::CoolingSystem cooling;
  cooling.liquid = shell.liquid;
  cooling.air = shell.air;
  cooling.evaporative_walls = plan.evaporative_walls;
  UnitNames names(study);
  const auto put = [&](const LoopPlan& planned) {
    site::CoolingLoop loop;
    loop.serves = planned.serves;
    loop.id = site::LoopId(planned.id);
    loop.piping = planned.piping;
    loop.water = planned.water;
    cooling.loops.push_back(std::move(loop));
  };
  const auto add = [&](site::LoopServes serves, const std::optional<LoopPlan>& planned,
                       site::SystemState& state) {
    const auto of_shell = std::find_if(shell.loops.begin(), shell.loops.end(),
                                       [&](const site::CoolingLoop& loop) { return loop.serves == serves; });
    if (!planned && of_shell == shell.loops.end()) return;
    if (planned)
      put(*planned);
    else
      put({of_shell->id.text(), serves, expand(*of_shell, names), of_shell->water, {}});
    if (state == site::SystemState::to_be_built) state = site::SystemState::described;
  };
  add(site::LoopServes::liquid, plan.liquid_loop, cooling.liquid);
  add(site::LoopServes::air, plan.air_loop, cooling.air);
  for (const auto& planned : plan.plant_loops) put(planned);
  cooling.make_up_water = shell.make_up_water;
  return cooling;
}

}  // namespace shellfit::studies
