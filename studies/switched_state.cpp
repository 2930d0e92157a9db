#include "studies/switched_state.hpp"

#include "studies/weather.hpp"

#include <algorithm>

namespace shellfit::studies {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

/// What a landlord delivers while something behind the offers is out.
void set_offers(const Plan& plan, const PowerAssembly& power, const State& state,
                power::NetworkState& input) {
  if (!plan.power.is_offered()) return;
  for (std::size_t i = 0; i < plan.power.offers.size(); ++i) {
    const auto& offer = plan.power.offers[i];
    const auto* left = offer_state(offer, static_cast<int>(i), state);
    if (left == nullptr) continue;
    const int source = power.offer_sources[i];
    const auto delivered = left->power.at(Corner::middle);
    if (delivered && delivered->in_si() <= 0.0) input.source_out[ix(source)] = 1;
    if (left->voltage) input.source_voltage_pu[ix(source)] = *left->voltage / offer.voltage;
  }
}

}  // namespace

SwitchedState switch_state(const Plan& plan, const PowerAssembly& power, const State& state) {
  SwitchedState switched;
  auto& input = switched.input;
  input = power::normal_state(power.problem);
  const auto& parts = state.out.parts;
  switched.zones.resize(parts.size());
  const auto is_battery = [](const Outage& outage) { return outage.part == site::Part::battery; };
  // Maintenance is there when the fault comes: its isolation points are open.
  for (const auto kind : {site::OutageKind::maintenance, site::OutageKind::fault}) {
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (parts[i].kind != kind || parts[i].power_part < 0 || is_battery(parts[i])) continue;
      const auto element = power.parts[ix(parts[i].power_part)].element;
      switched.zones[i] = kind == site::OutageKind::fault
                              ? power::apply_fault(power.problem, input, element)
                              : power::apply_maintenance(power.problem, input, element);
    }
  }
  if (state.out.is_utility_lost) {
    for (const int source : power.feed_sources) input.source_out[ix(source)] = 1;
  }
  set_offers(plan, power, state, input);
  // Without its battery a UPS drops its load as soon as its input is dead, whatever feeds it later.
  if (std::any_of(parts.begin(), parts.end(), is_battery)) {
    const auto live = power::energized_buses(power.problem, input);
    for (const auto& outage : parts) {
      if (!is_battery(outage) || outage.power_part < 0) continue;
      const int ups = power.parts[ix(outage.power_part)].element.index;
      if (live[ix(power.problem.converters[ix(ups)].from)] == 0) input.converter_out[ix(ups)] = 1;
    }
  }
  switched.transfers = power::run_transfers(power.problem, input);
  switched.live = power::energized_buses(power.problem, input);
  return switched;
}

}  // namespace shellfit::studies
