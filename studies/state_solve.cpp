#include "studies/state_solve.hpp"

#include "base/canonical.hpp"
#include "studies/cooling_ratings.hpp"
#include "studies/loop_assembly.hpp"
#include "studies/machines.hpp"
#include "studies/model_shelf.hpp"
#include "studies/power_solve.hpp"
#include "studies/rack_feeds.hpp"
#include "studies/switched_state.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <mutex>

namespace shellfit::studies {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

/// What tells the water at the flanges in a state from that in others: empty where it is as ever.
std::string flange_key(const StateProblem& problem, const State& state) {
  std::string key;
  for_each_loop(problem.plan.cooling, *problem.thermal,
                [&](const LoopPlan& loop, const ThermalAssembly::LoopPlaces&) {
                  if (const auto* left = flange_state(loop, state)) key += loop.id + to_bytes(*left);
                });
  return key;
}

class StateSolver {
 public:
  explicit StateSolver(const StateProblem& problem) : p_(problem), pressure_(site_pressure(problem.study)) {}

  /// First half of power's answer: what is live, and so what every rack and device draws at most.
  StateAnswer energize(const State& state) const {
    StateAnswer answer;
    answer.boundary.rack_on.assign(p_.plan.racks.size(), 1);
    answer.boundary.device_on.assign(p_.devices.size(), 1);
    for (const auto& device : p_.devices) answer.boundary.device_w.push_back(device.rated_power.in_si());
    auto& live = answer.live;
    if (p_.power != nullptr) {
      auto switched = switch_state(p_.plan, *p_.power, state);
      answer.power_input = std::move(switched.input);
      live = std::move(switched.live);
      answer.power_input.is_recharging = state.load == LoadLevel::recharge;
    }
    set_racks(state, live, answer);
    set_devices(state, live, answer);
    return answer;
  }

  /// Thermal's answer to a boundary, with the input that every machine then takes.
  /// `near`: the answer to a like state, from which the iteration then starts.
  ThermalAnswer solve_thermal(const State& state, const Boundary& boundary, const ThermalAnswer* near) const {
    ThermalAnswer answer;
    answer.device_w = boundary.device_w;
    for (std::size_t d = 0; d < answer.device_w.size(); ++d)
      if (boundary.device_on[d] == 0) answer.device_w[d] = 0.0;
    set_input(state, boundary, answer.input);
    const auto changed = with_offers_of(state);
    const ModelLoan loan(changed ? nullptr : &models_, changed ? *changed : p_.thermal->problem);
    const auto* start = near != nullptr && near->solution.has_converged ? &near->solution : nullptr;
    // The machines' own heat goes into the loops they serve: solved in turn until it repeats.
    constexpr int most_rounds = 12;
    constexpr double settled_w = 1.0;
    set_water_chillers(boundary, nullptr, answer.input);
    for (answer.rounds = 1; answer.rounds <= most_rounds; ++answer.rounds) {
      set_machine_heat(answer.device_w, answer.input);
      answer.solution = loan.model().solve(answer.input, answer.rounds == 1 ? start : &answer.solution);
      if (!answer.solution.has_converged) return answer;
      const auto next = machine_power_w(p_, boundary, answer);
      double change = 0;
      for (std::size_t d = 0; d < next.size(); ++d)
        change = std::max(change, std::fabs(next[d] - answer.device_w[d]));
      answer.device_w = next;
      if (change <= settled_w) {
        answer.has_settled = true;
        return answer;
      }
      set_water_chillers(boundary, &answer.solution, answer.input);
    }
    return answer;
  }

 private:
  void set_racks(const State& state, const std::vector<char>& live, StateAnswer& answer) const {
    for (std::size_t i = 0; i < p_.plan.racks.size(); ++i) {
      const auto& rack = p_.plan.racks[i];
      const auto full = state.load == LoadLevel::peak ? rack.peak : rack.tdp;
      double watts = full.in_si();
      if (p_.power != nullptr) {
        const auto& feeds = p_.power->racks[i];
        const int alive = live_supplies(supply_count(p_, i), feeds.there(), feeds.live(live));
        const bool has_lost_a_feed = feeds.live(live) != feeds.there();
        if (alive == 0 || !must_run(state, rack)) watts = 0;
        if (alive > 0 && has_lost_a_feed && rack.cap) watts = std::min(watts, rack.cap->in_si());
        answer.boundary.rack_on[i] = alive > 0 && must_run(state, rack) ? 1 : 0;
      } else if (!must_run(state, rack)) {
        watts = 0;
        answer.boundary.rack_on[i] = 0;
      }
      answer.boundary.rack_w.push_back(watts);
    }
  }

  void set_devices(const State& state, const std::vector<char>& live, StateAnswer& answer) const {
    for (std::size_t d = 0; d < p_.devices.size(); ++d) {
      const bool is_live = p_.power == nullptr || p_.devices[d].kind == DeviceKind::plate_exchanger ||
                           (p_.power->device_buses[d] >= 0 && live[ix(p_.power->device_buses[d])] != 0);
      const bool is_out =
          std::any_of(state.out.parts.begin(), state.out.parts.end(),
                      [&](const Outage& outage) { return outage.device == static_cast<int>(d); });
      // No tower runs on without make-up.
      const bool is_dry = state.out.is_make_up_lost && p_.devices[d].kind == DeviceKind::tower;
      answer.boundary.device_on[d] = is_live && !is_out && !is_dry ? 1 : 0;
    }
  }

  void set_input(const State& state, const Boundary& boundary, thermal::NetworkState& input) const {
    const auto& thermal = *p_.thermal;
    input = thermal::normal_state(thermal.problem);
    for (std::size_t i = 0; i < p_.plan.racks.size(); ++i) {
      if (thermal.rack_links[i] < 0) continue;
      const auto& rack = p_.plan.racks[i];
      input.gain_w[ix(thermal.rack_links[i])] = boundary.rack_w[i] * (rack.liquid / heat_of(rack.tdp));
    }
    for (std::size_t d = 0; d < p_.devices.size(); ++d) {
      if (boundary.device_on[d] != 0) continue;
      // Water goes on over towers that have no make-up, to no avail.
      if (state.out.is_make_up_lost && p_.devices[d].kind == DeviceKind::tower) {
        if (thermal.device_rejectors[d] >= 0) input.capacity_w[ix(thermal.device_rejectors[d])] = 0.0;
        continue;
      }
      if (thermal.device_links[d] >= 0) input.link_closed[ix(thermal.device_links[d])] = 1;
      if (thermal.device_cold_links[d] >= 0) input.link_closed[ix(thermal.device_cold_links[d])] = 1;
    }
    for (const auto& zone : thermal.zones) set_zone(zone, boundary, input);
    set_sinks(state, input);
  }

  void set_zone(const ThermalAssembly::AirZone& zone, const Boundary& boundary,
                thermal::NetworkState& input) const {
    // Racks that are off neither heat nor draw air.
    double heat = 0;
    double drawn = 0;
    for (std::size_t i = 0; i < p_.plan.racks.size(); ++i) {
      if (p_.plan.rack_space[i] != zone.space || boundary.rack_on[i] == 0) continue;
      const auto& rack = p_.plan.racks[i];
      heat += boundary.rack_w[i] * (rack.air / heat_of(rack.tdp));
      drawn += p_.thermal->rack_airflow[i].in_si();
    }
    const double leakage = p_.study.basis.air.leakage.in_si();
    input.gain_w[ix(zone.rack_link)] = heat;
    input.limit_m3_s[ix(zone.rack_link)] = drawn;
    input.limit_m3_s[ix(zone.leak_link)] = drawn * leakage;
    const double needed = drawn * (1.0 + leakage);
    double available = 0;
    for (const int d : zone.movers)
      available += boundary.device_on[ix(d)] != 0 ? most_air_m3_s(p_, ix(d)) : 0.0;
    const double moved = std::min(needed, available);
    for (const int d : zone.movers) {
      const bool is_on = boundary.device_on[ix(d)] != 0;
      input.limit_m3_s[ix(p_.thermal->device_links[ix(d)])] =
          is_on ? moved * most_air_m3_s(p_, ix(d)) / available : 0.0;
    }
    // What the fans lack comes round from the hot aisle.
    input.limit_m3_s[ix(zone.recirculation_link)] = needed - moved;
  }

  /// The network with the water that landlords deliver in the state; nothing where it is the same as ever.
  std::optional<thermal::NetworkProblem> with_offers_of(const State& state) const {
    if (flange_key(p_, state).empty()) return std::nullopt;
    auto network = p_.thermal->network;
    for_each_loop(p_.plan.cooling, *p_.thermal,
                  [&](const LoopPlan& loop, const ThermalAssembly::LoopPlaces& places) {
                    if (places.offered_rejector >= 0)
                      set_offered_water(p_.study, p_.plan.cooling, loop, flange_in(loop, state), network);
                  });
    return thermal::to_problem(network);
  }

  void set_sinks(const State& state, thermal::NetworkState& input) const {
    const auto& thermal = *p_.thermal;
    const auto set_flange = [&](const LoopPlan& loop, const ThermalAssembly::LoopPlaces& places) {
      if (places.offered_rejector < 0) return;
      const auto water = flange_in(loop, state);
      input.capacity_w[ix(places.offered_rejector)] =
          flange_capacity(water).value_or(1e12 * units::W_heat).in_si();
      const auto flow = water.flow.at(Corner::middle);
      if (flow && *flow <= 0.0 * units::L_per_s) input.link_closed[ix(places.offered_link)] = 1;
    };
    for_each_loop(p_.plan.cooling, thermal, set_flange);
    if (state.weather < 0) return;
    const auto& weather = p_.weather[ix(state.weather)];
    const auto recirculation = p_.study.basis.weather.recirculation;
    for (std::size_t d = 0; d < p_.devices.size(); ++d) {
      const int rejector = thermal.device_rejectors[d];
      if (rejector < 0) continue;
      const auto& device = p_.devices[d];
      // Without make-up the pads are dry.
      const auto wet = [&](Ratio effectiveness) {
        return state.out.is_make_up_lost ? ratio(0.0) : effectiveness;
      };
      if (device.kind == DeviceKind::cooler) {
        const auto& type = p_.study.catalog.get(Id<catalogs::CoolerType>(device.type));
        input.sink_k[ix(rejector)] =
            coil_air(weather, recirculation, wet(type.pad_effectiveness.value()), pressure_).in_si();
      } else if (device.kind == DeviceKind::evaporative_wall) {
        const auto& type = p_.study.catalog.get(Id<catalogs::EvaporativeWallType>(device.type));
        input.sink_k[ix(rejector)] =
            coil_air(weather, 0.0 * units::K, wet(type.effectiveness.value()), pressure_).in_si();
      } else if (device.kind == DeviceKind::tower) {
        const auto air = air_around(weather, recirculation, pressure_);
        input.sink_k[ix(rejector)] = air.dry_bulb_k;
        input.wet_bulb_k[ix(rejector)] = air.wet_bulb_k;
      } else {
        const auto& chiller = p_.study.catalog.get(Id<catalogs::ChillerType>(device.type));
        input.capacity_w[ix(rejector)] =
            chiller_capacity(chiller, weather.dry_bulb + recirculation,
                             p_.study.shell.site.elevation.at(Corner::middle).value_or(0.0 * units::m))
                .in_si();
      }
    }
  }

  /// Pumps warm the stream they move, and so do the fans of air units; water chillers that of their
  /// condensers.
  void set_machine_heat(const std::vector<double>& device_w, thermal::NetworkState& input) const {
    for (std::size_t d = 0; d < p_.devices.size(); ++d) {
      const auto kind = p_.devices[d].kind;
      const bool is_chiller = kind == DeviceKind::water_chiller;
      const int link = is_chiller ? p_.thermal->device_cold_links[d] : p_.thermal->device_links[d];
      const bool warms = is_chiller || kind == DeviceKind::cdu || kind == DeviceKind::liquid_pump ||
                         kind == DeviceKind::air_pump || kind == DeviceKind::plant_pump ||
                         kind == DeviceKind::air_unit;
      if (link >= 0 && warms) input.gain_w[ix(link)] = device_w[d];
    }
  }
  /// What water chillers can give at the condenser water of the last round; at first, at their rating.
  void set_water_chillers(const Boundary& boundary, const thermal::Solution* last,
                          thermal::NetworkState& input) const {
    for (std::size_t d = 0; d < p_.devices.size(); ++d) {
      const int exchanger = p_.thermal->device_exchangers[d];
      if (p_.devices[d].kind != DeviceKind::water_chiller || exchanger < 0) continue;
      input.moved_most_w[ix(exchanger)] =
          boundary.device_on[d] != 0 ? water_chiller_most_w(p_, d, last) : 0.0;
    }
  }

  const StateProblem& p_;
  AbsolutePressure pressure_;
  mutable ModelShelf models_;
};

/// Groups indices by equal keys, in order of first appearance.
struct Grouping {
  std::vector<std::size_t> group_of;
  std::vector<std::size_t> first_of;
};
Grouping group_by(const std::vector<std::string>& keys) {
  Grouping grouping;
  std::map<std::string, std::size_t> known;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const auto [place, is_new] = known.try_emplace(keys[i], grouping.first_of.size());
    if (is_new) grouping.first_of.push_back(i);
    grouping.group_of.push_back(place->second);
  }
  return grouping;
}

}  // namespace

std::vector<StateAnswer> solve_states(const RunContext& context, const StateProblem& problem,
                                      const std::vector<State>& states, SolveCounts& counts) {
  const StateSolver solver(problem);
  std::vector<StateAnswer> answers(states.size());
  counts.states = states.size();
  for_each_index(context, states.size(), [&](std::size_t i) { answers[i] = solver.energize(states[i]); });

  std::mutex mutex;
  const auto count_progress = [&](const char* what, std::size_t& done, std::size_t total) {
    const std::lock_guard lock(mutex);
    context.report(what, ++done, total);
  };
  if (problem.thermal != nullptr && !problem.thermal->problem.links.empty()) {
    std::vector<std::string> keys;
    for (std::size_t i = 0; i < states.size(); ++i) {
      const int weather = states[i].weather;
      keys.push_back(flange_key(problem, states[i]) + std::to_string(weather) +
                     (states[i].out.is_make_up_lost ? "dry" : "") + to_bytes(answers[i].boundary));
    }
    const auto grouping = group_by(keys);
    std::vector<std::shared_ptr<const ThermalAnswer>> solved(grouping.first_of.size());
    std::size_t done = 0;
    const auto solve_group = [&](std::size_t g, const ThermalAnswer* near) {
      const auto i = grouping.first_of[g];
      solved[g] =
          std::make_shared<const ThermalAnswer>(solver.solve_thermal(states[i], answers[i].boundary, near));
      count_progress("cooling states", done, solved.size());
    };
    // All others start from the first, whatever the number of threads.
    if (!solved.empty()) solve_group(0, nullptr);
    for_each_index(context, solved.empty() ? 0 : solved.size() - 1,
                   [&](std::size_t g) { solve_group(g + 1, solved[0].get()); });
    counts.thermal_solves = solved.size();
    for (std::size_t i = 0; i < states.size(); ++i) {
      answers[i].thermal = solved[grouping.group_of[i]];
      answers[i].boundary.device_w = answers[i].thermal->device_w;
    }
  } else {
    for (auto& answer : answers) {
      for (std::size_t d = 0; d < answer.boundary.device_w.size(); ++d) {
        if (answer.boundary.device_on[d] == 0) answer.boundary.device_w[d] = 0.0;
      }
    }
  }
  if (problem.power != nullptr) {
    std::vector<std::string> keys(states.size());
    for_each_index(context, states.size(), [&](std::size_t i) {
      set_loads(problem, answers[i], answers[i].power_input);
      keys[i] = bytes_of(answers[i].power_input);
    });
    const auto grouping = group_by(keys);
    std::vector<std::shared_ptr<const PowerAnswer>> solved(grouping.first_of.size());
    std::size_t done = 0;
    for_each_index(context, solved.size(), [&](std::size_t g) {
      const auto& input = answers[grouping.first_of[g]].power_input;
      PowerAnswer answer;
      answer.flow = solve_load_flow(problem, input);
      answer.switches = power::switch_flows(problem.power->problem, input, answer.flow);
      solved[g] = std::make_shared<const PowerAnswer>(std::move(answer));
      count_progress("load flows", done, solved.size());
    });
    counts.load_flows = solved.size();
    for (std::size_t i = 0; i < states.size(); ++i) answers[i].power = solved[grouping.group_of[i]];
  }
  return answers;
}

ThermalAnswer solve_cooling(const StateProblem& problem, const State& state, const Boundary& boundary) {
  return StateSolver(problem).solve_thermal(state, boundary, nullptr);
}

}  // namespace shellfit::studies
