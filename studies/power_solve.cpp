#include "studies/power_solve.hpp"

#include "base/canonical.hpp"
#include "studies/devices.hpp"
#include "studies/rack_feeds.hpp"
#include "studies/ups_efficiency.hpp"

#include <algorithm>
#include <cmath>

namespace shellfit::studies {

namespace {
std::size_t ix(int i) { return static_cast<std::size_t>(i); }
}  // namespace

int supply_count(const StateProblem& problem, std::size_t rack) {
  return problem.study.catalog.get(problem.plan.racks[rack].type).supplies.count;
}

void set_loads(const StateProblem& problem, const StateAnswer& answer, power::NetworkState& input) {
  const auto& power = *problem.power;
  const auto& live = answer.live;
  const auto set = [&](int load, double watts, double power_factor) {
    if (load < 0) return;
    input.load_real_pu[ix(load)] = watts / power::base_power_va;
    input.load_reactive_pu[ix(load)] = watts * std::tan(std::acos(power_factor)) / power::base_power_va;
  };
  for (std::size_t i = 0; i < problem.plan.racks.size(); ++i) {
    const auto& feeds = power.racks[i];
    const double watts = answer.boundary.rack_w[i];
    const double factor = rack_power_factor(problem.study, problem.plan.racks[i]);
    const auto share = feed_shares(supply_count(problem, i), feeds.there(), feeds.live(live));
    set(feeds.load_a, share[0] * watts, factor);
    set(feeds.load_b, share[1] * watts, factor);
  }
  for (std::size_t d = 0; d < problem.devices.size(); ++d)
    set(power.device_loads[d], answer.boundary.device_w[d], mechanical_power_factor);
}

power::LoadFlowResult solve_load_flow(const StateProblem& problem, const power::NetworkState& input) {
  power::LoadFlowSolver solver(problem.power->problem);
  auto flow = solver.solve(input);
  const auto& upses = problem.plan.power.one_line.upses;
  const bool has_curves = std::any_of(upses.begin(), upses.end(), [&](const site::UpsUnit& one) {
    return has_efficiency_curve(problem.study.catalog.get(one.type));
  });
  if (!has_curves) return flow;
  auto state = input;
  // What a UPS gives does not depend on what it takes, so that a second turn changes only those behind
  // others.
  constexpr int most_turns = 4;
  for (int turn = 0; turn < most_turns; ++turn) {
    double change = 0;
    for (std::size_t i = 0; i < upses.size(); ++i) {
      auto& now = state.converter_efficiency[ix(problem.power->converters[i])];
      const auto& given = flow.converters[ix(problem.power->converters[i])].real;
      if (given.is_missing()) continue;
      const double efficiency = ups_efficiency(problem.study.catalog.get(upses[i].type), given).in_si();
      change = std::max(change, std::fabs(efficiency - now));
      now = efficiency;
    }
    constexpr double settled = 1e-9;
    if (change <= settled) break;
    flow = solver.solve(state);
  }
  return flow;
}

std::string bytes_of(const power::NetworkState& state) {
  Encoder encoder;
  const auto put = [&](const std::vector<char>& flags) {
    encoder.text(std::string(flags.begin(), flags.end()));
  };
  put(state.bus_out);
  put(state.branch_out);
  put(state.source_out);
  put(state.generator_out);
  put(state.converter_out);
  put(state.switch_closed);
  for (const double load : state.load_real_pu) encoder.real(load);
  for (const double load : state.load_reactive_pu) encoder.real(load);
  for (const double voltage : state.source_voltage_pu) encoder.real(voltage);
  for (const double efficiency : state.converter_efficiency) encoder.real(efficiency);
  for (const int position : state.tap_positions) encoder.real(position);
  encoder.word(state.is_recharging ? 1 : 0);
  return encoder.take();
}

}  // namespace shellfit::studies
