#include "power/switching.hpp"

#include "base/disjoint_sets.hpp"

#include <utility>

namespace shellfit::power {

namespace {

template <class T>
T& at(std::vector<T>& items, int i) {
  return items[static_cast<std::size_t>(i)];
}
template <class T>
const T& at(const std::vector<T>& items, int i) {
  return items[static_cast<std::size_t>(i)];
}

using Stops = bool (*)(const NetworkProblem::SwitchData&);

/// The buses that an element stands at; of what has several ends, those at its closed ends.
std::vector<int> buses_of(const NetworkProblem& problem, ElementRef element) {
  using Kind = ElementRef::Kind;
  const auto ends = [&](int first, int count) {
    std::vector<int> buses;
    for (int i = first; i < first + count; ++i) {
      const auto& branch = at(problem.branches, i);
      if (branch.is_from_closed) buses.push_back(branch.from);
      if (branch.is_to_closed) buses.push_back(branch.to);
    }
    return buses;
  };
  switch (element.kind) {
    case Kind::bus:
      return {element.index};
    case Kind::source:
      return {at(problem.sources, element.index).bus};
    case Kind::generator:
      return {at(problem.generators, element.index).bus};
    case Kind::line:
    case Kind::transformer:
    case Kind::two_port:
      return ends(problem.branch(element), 1);
    case Kind::three_winding:
      return ends(problem.branch(element), 3);
    case Kind::breaker: {
      // Nothing clears a fault within a switch but what stands on both of its sides.
      const auto& one = at(problem.switches, element.index);
      return {one.from, one.to};
    }
    case Kind::converter:
      return {};
    case Kind::load:
      return {at(problem.loads, element.index).bus};
    case Kind::shunt:
      return {at(problem.shunts, element.index).bus};
    case Kind::motor:
      return {at(problem.motor_buses, element.index)};
    case Kind::limited_source:
      return {at(problem.limited_source_buses, element.index)};
  }
  return {};
}

/// The branches that an element is, wherever its ends are.
std::pair<int, int> branches_of(const NetworkProblem& problem, ElementRef element) {
  using Kind = ElementRef::Kind;
  if (element.kind == Kind::three_winding) return {problem.branch(element), problem.branch(element) + 3};
  const bool is_branch =
      element.kind == Kind::line || element.kind == Kind::transformer || element.kind == Kind::two_port;
  return is_branch ? std::pair{problem.branch(element), problem.branch(element) + 1} : std::pair{0, 0};
}

/// Takes out everything reachable from the element without crossing a switch that `stops` the zone, and opens
/// those switches.
Zone take_out_zone(const NetworkProblem& problem, NetworkState& state, ElementRef element, Stops stops) {
  if (element.kind == ElementRef::Kind::converter) {
    // A UPS clears itself: its own breakers part it from both sides.
    at(state.converter_out, element.index) = 1;
    return {};
  }
  DisjointSets groups(problem.bus_count());
  for (const auto& branch : problem.branches) {
    if (branch.is_from_closed && branch.is_to_closed) groups.join(branch.from, branch.to);
  }
  for (std::size_t i = 0; i < problem.switches.size(); ++i) {
    const auto& one = problem.switches[i];
    if (state.switch_closed[i] != 0 && !stops(one)) groups.join(one.from, one.to);
  }
  std::vector<char> is_in_zone(static_cast<std::size_t>(problem.bus_count()), 0);
  for (const int seed : buses_of(problem, element)) {
    for (int bus = 0; bus < problem.bus_count(); ++bus) {
      if (groups.root(bus) == groups.root(seed)) at(is_in_zone, bus) = 1;
    }
  }
  Zone zone;
  for (int bus = 0; bus < problem.bus_count(); ++bus) {
    if (at(is_in_zone, bus) == 0 || at(state.bus_out, bus) != 0) continue;
    at(state.bus_out, bus) = 1;
    if (bus < problem.described_buses) zone.buses.push_back(bus);
  }
  for (std::size_t i = 0; i < problem.branches.size(); ++i) {
    const auto& branch = problem.branches[i];
    if ((branch.is_from_closed && at(is_in_zone, branch.from) != 0) ||
        (branch.is_to_closed && at(is_in_zone, branch.to) != 0))
      state.branch_out[i] = 1;
  }
  const auto [first, last] = branches_of(problem, element);
  for (int i = first; i < last; ++i) at(state.branch_out, i) = 1;
  for (std::size_t i = 0; i < problem.sources.size(); ++i) {
    if (at(is_in_zone, problem.sources[i].bus) != 0) state.source_out[i] = 1;
  }
  for (std::size_t i = 0; i < problem.generators.size(); ++i) {
    if (at(is_in_zone, problem.generators[i].bus) != 0) state.generator_out[i] = 1;
  }
  for (std::size_t i = 0; i < problem.switches.size(); ++i) {
    const auto& one = problem.switches[i];
    if (state.switch_closed[i] == 0 || at(is_in_zone, one.from) == at(is_in_zone, one.to)) continue;
    state.switch_closed[i] = 0;
    zone.opened.push_back(static_cast<int>(i));
  }
  // A switch that is itself lost is in service no more.
  if (element.kind == ElementRef::Kind::breaker) at(state.switch_closed, element.index) = 0;
  return zone;
}

/// Buses joined by what is in service: branches and closed switches.
DisjointSets connected(const NetworkProblem& problem, const NetworkState& state) {
  DisjointSets groups(problem.bus_count());
  for (std::size_t i = 0; i < problem.branches.size(); ++i) {
    const auto& branch = problem.branches[i];
    if (state.branch_out[i] == 0 && branch.is_from_closed && branch.is_to_closed &&
        at(state.bus_out, branch.from) == 0 && at(state.bus_out, branch.to) == 0)
      groups.join(branch.from, branch.to);
  }
  for (std::size_t i = 0; i < problem.switches.size(); ++i) {
    const auto& one = problem.switches[i];
    if (state.switch_closed[i] != 0 && at(state.bus_out, one.from) == 0 && at(state.bus_out, one.to) == 0)
      groups.join(one.from, one.to);
  }
  return groups;
}

}  // namespace

NetworkState normal_state(const NetworkProblem& problem) {
  NetworkState state;
  state.bus_out.assign(static_cast<std::size_t>(problem.bus_count()), 0);
  state.branch_out.assign(problem.branches.size(), 0);
  state.source_out.assign(problem.sources.size(), 0);
  state.generator_out.assign(problem.generators.size(), 0);
  state.converter_out.assign(problem.converters.size(), 0);
  for (const auto& one : problem.switches) state.switch_closed.push_back(one.is_closed ? 1 : 0);
  for (const auto& source : problem.sources) state.source_voltage_pu.push_back(source.voltage_pu);
  for (const auto& one : problem.converters) state.converter_efficiency.push_back(one.efficiency);
  for (const auto& tap : problem.taps) state.tap_positions.push_back(tap.changer.position);
  for (const auto& load : problem.loads) {
    state.load_real_pu.push_back(load.real_pu);
    state.load_reactive_pu.push_back(load.reactive_pu);
  }
  return state;
}

Zone apply_fault(const NetworkProblem& problem, NetworkState& state, ElementRef element) {
  return take_out_zone(problem, state, element,
                       [](const NetworkProblem::SwitchData& one) { return one.is_breaker; });
}

Zone apply_maintenance(const NetworkProblem& problem, NetworkState& state, ElementRef element) {
  return take_out_zone(problem, state, element, [](const NetworkProblem::SwitchData&) { return true; });
}

std::vector<int> connected_buses(const NetworkProblem& problem, const NetworkState& state) {
  auto groups = connected(problem, state);
  std::vector<int> number;
  for (int bus = 0; bus < problem.bus_count(); ++bus) number.push_back(groups.root(bus));
  return number;
}

std::vector<char> energized_buses(const NetworkProblem& problem, const NetworkState& state) {
  auto groups = connected(problem, state);
  std::vector<char> is_live(static_cast<std::size_t>(problem.bus_count()), 0);
  for (std::size_t i = 0; i < problem.sources.size(); ++i) {
    const int bus = problem.sources[i].bus;
    if (state.source_out[i] == 0 && at(state.bus_out, bus) == 0) at(is_live, groups.root(bus)) = 1;
  }
  // A converter makes its output live when its input is; chains of them need as many rounds.
  for (bool has_changed = true; has_changed;) {
    has_changed = false;
    for (std::size_t i = 0; i < problem.converters.size(); ++i) {
      const auto& converter = problem.converters[i];
      const bool runs = state.converter_out[i] == 0 && at(state.bus_out, converter.from) == 0 &&
                        at(state.bus_out, converter.to) == 0;
      if (!runs || at(is_live, groups.root(converter.from)) == 0 ||
          at(is_live, groups.root(converter.to)) != 0)
        continue;
      at(is_live, groups.root(converter.to)) = 1;
      has_changed = true;
    }
  }
  std::vector<char> live(static_cast<std::size_t>(problem.bus_count()), 0);
  for (int bus = 0; bus < problem.bus_count(); ++bus)
    at(live, bus) = at(state.bus_out, bus) == 0 ? at(is_live, groups.root(bus)) : char{0};
  return live;
}

std::vector<int> merge_buses(const NetworkProblem& problem, const NetworkState& state, int& node_count) {
  DisjointSets groups(problem.bus_count());
  for (std::size_t i = 0; i < problem.switches.size(); ++i) {
    const auto& one = problem.switches[i];
    if (state.switch_closed[i] != 0 && at(state.bus_out, one.from) == 0 && at(state.bus_out, one.to) == 0)
      groups.join(one.from, one.to);
  }
  std::vector<int> number(static_cast<std::size_t>(problem.bus_count()), -1);
  std::vector<int> node(static_cast<std::size_t>(problem.bus_count()), -1);
  node_count = 0;
  for (int bus = 0; bus < problem.bus_count(); ++bus) {
    if (at(state.bus_out, bus) != 0) continue;
    const int root = groups.root(bus);
    if (at(number, root) < 0) at(number, root) = node_count++;
    at(node, bus) = at(number, root);
  }
  return node;
}

}  // namespace shellfit::power
