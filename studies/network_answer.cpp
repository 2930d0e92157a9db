#include "studies/network_answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace shellfit::studies {

namespace {

using power::Complex;

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

/// Takes out an element alone, as a study of contingencies does; it may be in no sound island.
void take_out(const power::NetworkProblem& problem, const power::ElementId& id, power::NetworkState& state) {
  const auto known = problem.element_index.find(id);
  if (known == problem.element_index.end()) return;
  const auto ref = known->second;
  using enum power::ElementRef::Kind;
  switch (ref.kind) {
    case line:
    case transformer:
    case two_port:
      state.branch_out[ix(problem.branch(ref))] = 1;
      break;
    case three_winding:
      for (int i = 0; i < 3; ++i) state.branch_out[ix(problem.branch(ref) + i)] = 1;
      break;
    case source:
      state.source_out[ix(ref.index)] = 1;
      break;
    case generator:
      state.generator_out[ix(ref.index)] = 1;
      break;
    case converter:
      state.converter_out[ix(ref.index)] = 1;
      break;
    case breaker:
      state.switch_closed[ix(ref.index)] = 0;
      break;
    case load:
      state.load_real_pu[ix(ref.index)] = state.load_reactive_pu[ix(ref.index)] = 0.0;
      break;
    default:
      break;
  }
}

/// Generators at their most reactive power whose bus is above the voltage they hold, and the other way round.
void note_who_would_hold_again(NetworkAnswer& answer) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < answer.problem.generators.size(); ++i) {
    const auto& one = answer.problem.generators[i];
    const auto& result = answer.flow.generators[i];
    if (!result.is_at_limit) continue;
    constexpr double noticeable_pu = 1e-6;
    const double above_pu = answer.flow.buses[ix(one.bus)].voltage_pu - one.voltage_pu;
    const bool is_at_most =
        result.reactive.in_si() / power::base_power_va > (one.most_reactive_pu + one.least_reactive_pu) / 2.0;
    count += is_at_most ? above_pu > noticeable_pu : above_pu < -noticeable_pu;
  }
  if (count == 0) return;
  answer.notes.push_back(
      fmt::format("{} of the generators at a limit of their reactive power could hold their bus again; "
                  "MATPOWER does not let them, so neither does this answer",
                  count));
}

}  // namespace

NetworkOutcome NetworkAnswer::outcome() const {
  if (!unsound.empty()) return NetworkOutcome::unsound;
  bool is_infeasible = flow.unserved_loads > 0;
  for (const auto& island : flow.islands) {
    if (island.has_converged) continue;
    if (!island.is_infeasible) return NetworkOutcome::no_solution;
    is_infeasible = true;
  }
  return is_infeasible ? NetworkOutcome::infeasible : NetworkOutcome::solved;
}

const power::BusResult* NetworkAnswer::bus(const power::BusId& id) const {
  const auto known = problem.bus_index.find(id);
  return known == problem.bus_index.end() ? nullptr : &flow.buses[ix(known->second)];
}

const power::BranchResult* NetworkAnswer::branch(const power::ElementId& id, int winding) const {
  const auto known = problem.element_index.find(id);
  return known == problem.element_index.end() ? nullptr
                                              : &flow.branches[ix(problem.branch(known->second) + winding)];
}

std::vector<std::string> bus_names(const NetworkAnswer& answer) {
  std::vector<std::string> names(ix(answer.problem.bus_count()));
  for (const auto& [id, index] : answer.problem.bus_index) names[ix(index)] = id.text();
  return names;
}

std::vector<std::string> control_names(const NetworkAnswer& answer) {
  std::vector<std::string> names;
  const auto add = [&](const auto& transformers) {
    for (const auto& one : transformers) {
      if (one.control) names.push_back(one.id.text());
    }
  };
  add(answer.sound.transformers);
  add(answer.sound.three_windings);
  return names;
}

void solve_network(NetworkAnswer& answer, const NetworkRequest& request) {
  auto part = power::sound_part(answer.network, request.faults);
  answer.unsound = std::move(part.unsound);
  answer.sound = std::move(part.network);
  answer.problem = power::to_problem(answer.sound);
  answer.input = power::normal_state(answer.problem);
  for (const auto& id : request.out) {
    take_out(answer.problem, id, answer.input);
    answer.notes.push_back(id.text() + " is out in this state");
  }
  power::LoadFlowOptions options;
  options.has_reactive_limits = request.has_reactive_limits;
  options.may_hold_again = request.may_hold_again;
  options.mismatch_pu = request.mismatch_pu;
  if (!request.start.empty()) {
    options.start.assign(ix(answer.problem.bus_count()), Complex(1.0));
    for (std::size_t i = 0; i < answer.network.buses.size(); ++i) {
      const auto known = answer.problem.bus_index.find(answer.network.buses[i].id);
      if (known != answer.problem.bus_index.end()) options.start[ix(known->second)] = request.start[i];
    }
  }
  answer.flow = power::solve_load_flow(answer.problem, answer.input, options);
  if (!request.may_hold_again) note_who_would_hold_again(answer);
}

void solve_network_faults(NetworkAnswer& answer, const power::FaultOptions& options) {
  std::vector<int> buses(ix(answer.problem.described_buses));
  std::iota(buses.begin(), buses.end(), 0);
  answer.faults = power::solve_faults(answer.sound, answer.problem, answer.input, options, buses);
  answer.has_faults = true;
}

}  // namespace shellfit::studies
