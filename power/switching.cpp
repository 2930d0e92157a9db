#include "power/switching.hpp"

#include <functional>
#include <map>
#include <numeric>

namespace shellfit::power {

namespace {

/// Union of sets of buses.
class Groups {
 public:
  explicit Groups(int count) : parent_(static_cast<std::size_t>(count)) {
    std::iota(parent_.begin(), parent_.end(), 0);
  }
  int find(int i) {
    while (parent_[static_cast<std::size_t>(i)] != i)
      i = parent_[static_cast<std::size_t>(i)] =
          parent_[static_cast<std::size_t>(parent_[static_cast<std::size_t>(i)])];
    return i;
  }
  void join(int a, int b) { parent_[static_cast<std::size_t>(find(a))] = find(b); }

 private:
  std::vector<int> parent_;
};

template <class T>
T& at(std::vector<T>& items, int i) {
  return items[static_cast<std::size_t>(i)];
}
template <class T>
const T& at(const std::vector<T>& items, int i) {
  return items[static_cast<std::size_t>(i)];
}

/// Takes out everything reachable from the element without crossing a switch that `stops` the zone.
void take_out_zone(const NetworkProblem& problem, NetworkState& state, ElementRef element,
                   const std::function<bool(const NetworkProblem::SwitchData&)>& stops) {
  using Kind = ElementRef::Kind;
  if (element.kind == Kind::converter) {
    // A UPS clears itself: its own breakers part it from both sides.
    at(state.converter_out, element.index) = 1;
    return;
  }
  Groups zone(problem.bus_count());
  for (const auto& branch : problem.branches) zone.join(branch.from, branch.to);
  for (std::size_t i = 0; i < problem.switches.size(); ++i) {
    const auto& one = problem.switches[i];
    if (state.switch_closed[i] != 0 && !stops(one)) zone.join(one.from, one.to);
  }
  const auto [seed, other_seed] = [&]() -> std::pair<int, int> {
    switch (element.kind) {
      case Kind::source: {
        const int bus = at(problem.sources, element.index).bus;
        return {bus, bus};
      }
      case Kind::generator: {
        const int bus = at(problem.generators, element.index).bus;
        return {bus, bus};
      }
      case Kind::line:
      case Kind::transformer:
      case Kind::three_winding:
      case Kind::two_port: {
        const auto& branch = at(problem.branches, problem.branch(element));
        return {branch.from, branch.to};
      }
      case Kind::breaker: {
        // Nothing clears a fault within a switch but what stands on both of its sides.
        const auto& one = at(problem.switches, element.index);
        return {one.from, one.to};
      }
      case Kind::load: {
        const int bus = at(problem.loads, element.index).bus;
        return {bus, bus};
      }
      case Kind::motor: {
        const int bus = at(problem.motor_buses, element.index);
        return {bus, bus};
      }
      case Kind::limited_source: {
        const int bus = at(problem.limited_source_buses, element.index);
        return {bus, bus};
      }
      case Kind::shunt: {
        const int bus = at(problem.shunts, element.index).bus;
        return {bus, bus};
      }
      default:
        return {element.index, element.index};
    }
  }();
  const int root = zone.find(seed);
  const int other_root = zone.find(other_seed);
  const auto is_in_zone = [&](int bus) {
    const int found = zone.find(bus);
    return found == root || found == other_root;
  };
  for (int bus = 0; bus < problem.bus_count(); ++bus) {
    if (is_in_zone(bus)) at(state.bus_out, bus) = 1;
  }
  for (std::size_t i = 0; i < problem.branches.size(); ++i) {
    if (is_in_zone(problem.branches[i].from)) state.branch_out[i] = 1;
  }
  for (std::size_t i = 0; i < problem.sources.size(); ++i) {
    if (is_in_zone(problem.sources[i].bus)) state.source_out[i] = 1;
  }
  for (std::size_t i = 0; i < problem.generators.size(); ++i) {
    if (is_in_zone(problem.generators[i].bus)) state.generator_out[i] = 1;
  }
}

/// Buses joined by what is in service: branches and closed switches.
Groups connected(const NetworkProblem& problem, const NetworkState& state) {
  Groups groups(problem.bus_count());
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
  for (const auto& tap : problem.taps) state.tap_positions.push_back(tap.changer.position);
  for (const auto& load : problem.loads) {
    state.load_real_pu.push_back(load.real_pu);
    state.load_reactive_pu.push_back(load.reactive_pu);
  }
  return state;
}

void apply_fault(const NetworkProblem& problem, NetworkState& state, ElementRef element) {
  take_out_zone(problem, state, element,
                [](const NetworkProblem::SwitchData& one) { return one.is_breaker; });
}

void apply_maintenance(const NetworkProblem& problem, NetworkState& state, ElementRef element) {
  take_out_zone(problem, state, element, [](const NetworkProblem::SwitchData&) { return true; });
}

std::vector<int> connected_buses(const NetworkProblem& problem, const NetworkState& state) {
  auto groups = connected(problem, state);
  std::vector<int> number;
  for (int bus = 0; bus < problem.bus_count(); ++bus) number.push_back(groups.find(bus));
  return number;
}

std::vector<char> energized_buses(const NetworkProblem& problem, const NetworkState& state) {
  auto groups = connected(problem, state);
  std::vector<char> is_live(static_cast<std::size_t>(problem.bus_count()), 0);
  for (std::size_t i = 0; i < problem.sources.size(); ++i) {
    const int bus = problem.sources[i].bus;
    if (state.source_out[i] == 0 && at(state.bus_out, bus) == 0) at(is_live, groups.find(bus)) = 1;
  }
  // A converter makes its output live when its input is; chains of them need as many rounds.
  for (bool has_changed = true; has_changed;) {
    has_changed = false;
    for (std::size_t i = 0; i < problem.converters.size(); ++i) {
      const auto& converter = problem.converters[i];
      const bool runs = state.converter_out[i] == 0 && at(state.bus_out, converter.from) == 0 &&
                        at(state.bus_out, converter.to) == 0;
      if (!runs || at(is_live, groups.find(converter.from)) == 0 ||
          at(is_live, groups.find(converter.to)) != 0)
        continue;
      at(is_live, groups.find(converter.to)) = 1;
      has_changed = true;
    }
  }
  std::vector<char> live(static_cast<std::size_t>(problem.bus_count()), 0);
  for (int bus = 0; bus < problem.bus_count(); ++bus)
    at(live, bus) = at(state.bus_out, bus) == 0 ? at(is_live, groups.find(bus)) : char{0};
  return live;
}

std::vector<int> act_transfers(const NetworkProblem& problem, NetworkState& state) {
  std::vector<int> acted;
  std::vector<char> has_acted(problem.transfers.size(), 0);
  for (bool has_changed = true; has_changed;) {
    has_changed = false;
    auto live = energized_buses(problem, state);
    std::map<int, std::vector<char>> live_before;  // by group
    for (std::size_t i = 0; i < problem.transfers.size(); ++i) {
      const auto& transfer = problem.transfers[i];
      const auto& seen =
          transfer.group < 0 ? live : live_before.try_emplace(transfer.group, live).first->second;
      if (has_acted[i] != 0 || at(seen, transfer.watched) != 0 || at(state.bus_out, transfer.watched) != 0)
        continue;
      const auto& one = at(problem.switches, transfer.closes);
      if (at(live, one.from) == 0 && at(live, one.to) == 0) continue;
      for (const int opened : transfer.opens) at(state.switch_closed, opened) = 0;
      at(state.switch_closed, transfer.closes) = 1;
      has_acted[i] = 1;
      acted.push_back(static_cast<int>(i));
      has_changed = true;
      live = energized_buses(problem, state);
    }
  }
  return acted;
}

std::vector<int> merge_buses(const NetworkProblem& problem, const NetworkState& state, int& node_count) {
  Groups groups(problem.bus_count());
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
    const int root = groups.find(bus);
    if (at(number, root) < 0) at(number, root) = node_count++;
    at(node, bus) = at(number, root);
  }
  return node;
}

}  // namespace shellfit::power
