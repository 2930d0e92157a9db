#include "power/load_flow_answer.hpp"

#include "base/assertion.hpp"
#include "power/injections.hpp"
#include "power/reactive_shares.hpp"

#include <algorithm>
#include <cmath>

namespace shellfit::power {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

RealPower real_of(double pu) { return RealPower::from_si(pu * base_power_va); }
ReactivePower reactive_of(double pu) { return ReactivePower::from_si(pu * base_power_va); }

/// Power injected at a node, at the magnitude that its voltage has.
Complex injected_at(const IslandProblem& p, std::size_t node, double magnitude) {
  return p.injected[node] + magnitude * (p.injected_current[node] + magnitude * p.injected_square[node]);
}

}  // namespace

LoadFlowAnswer::LoadFlowAnswer(const NetworkProblem& network, const NetworkState& state,
                               const Islands& islands)
    : network_(network), state_(state), islands_(islands), reports_(islands.list.size()) {
  result_.buses.resize(ix(network.bus_count()));
  result_.branches.resize(network.branches.size());
  result_.sources.resize(network.sources.size());
  result_.generators.resize(network.generators.size());
  result_.converters.resize(network.converters.size());
  result_.tap_positions = state.tap_positions;
  result_.controls.resize(network.controls.size());
  for (std::size_t i = 0; i < reports_.size(); ++i)
    reports_[i].buses =
        static_cast<int>(std::count_if(islands.list[i].buses.begin(), islands.list[i].buses.end(),
                                       [&](int bus) { return bus < network.described_buses; }));
}

void LoadFlowAnswer::set_taps(const Island& island, const std::vector<int>& positions) {
  for (std::size_t i = 0; i < positions.size(); ++i) {
    const int branch = network_.taps[i].branch;
    if (std::find(island.branches.begin(), island.branches.end(), branch) != island.branches.end())
      result_.tap_positions[i] = positions[i];
  }
}

void LoadFlowAnswer::write(int island, const IslandModel& model, const LimitedSolution& found,
                           std::vector<Complex>& converter_input_pu) {
  const auto& own = islands_.list[ix(island)];
  const auto& p = model.problem;
  const auto& v = found.solution.voltage;
  for (const int bus : own.buses) {
    const auto& voltage = v[ix(islands_.local_of_bus(bus))];
    result_.buses[ix(bus)] = {true, std::abs(voltage), std::arg(voltage)};
  }
  const auto flows = write_branches(model, v);
  write_sources(own, model, v);
  for (std::size_t h = 0; h < model.held.size(); ++h)
    write_holders(model.held[h], found.power_pu[h], found.limit[h]);
  write_outputs(own, model, v, flows, converter_input_pu);
  // What references and holders give is what the loads take and the network loses.
  Complex given{};
  Complex taken{};
  double throughput = 0;
  for (std::size_t i = 0; i < v.size(); ++i) {
    const Complex injected = injected_at(p, i, std::abs(v[i]));
    if (p.kind[i] == NodeKind::reference) {
      given += flows.taken[i];
    } else if (p.kind[i] == NodeKind::held) {
      given += Complex{0, flows.taken[i].imag()};
      taken -= injected.real();
    } else {
      taken -= injected;
    }
    throughput += std::abs(injected);
  }
  throughput = std::max(throughput, std::abs(given) + std::abs(taken));
  const auto rounding = 2.0 * static_cast<double>(v.size()) *
                        std::max(found.solution.rounding_pu, found.solution.worst_mismatch_pu);
  ensure(std::abs(given - taken - flows.lost) <= 1e-8 * throughput + rounding,
         "power balances in every island");
}

LoadFlowAnswer::Flows LoadFlowAnswer::write_branches(const IslandModel& model,
                                                     const std::vector<Complex>& v) {
  const auto& p = model.problem;
  Flows flows{std::vector<Complex>(v.size()), {}};
  for (std::size_t i = 0; i < v.size(); ++i) {
    flows.taken[i] = std::norm(v[i]) * std::conj(p.shunt[i]);
    flows.lost += flows.taken[i];
    losses_pu_ += flows.taken[i].real();
  }
  for (std::size_t k = 0; k < p.branches.size(); ++k) {
    const auto& branch = p.branches[k];
    const Complex i_from = branch.y_from_from * v[ix(branch.from)] + branch.y_from_to * v[ix(branch.to)];
    const Complex i_to = branch.y_to_from * v[ix(branch.from)] + branch.y_to_to * v[ix(branch.to)];
    const Complex s_from = v[ix(branch.from)] * std::conj(i_from);
    const Complex s_to = v[ix(branch.to)] * std::conj(i_to);
    flows.taken[ix(branch.from)] += s_from;
    flows.taken[ix(branch.to)] += s_to;
    flows.lost += s_from + s_to;
    if (k >= model.branches.size()) continue;  // inside a source
    losses_pu_ += (s_from + s_to).real();
    const int i = model.branches[k];
    const auto& described = network_.branches[ix(i)];
    // One open end: all of it is at the other.
    result_.branches[ix(i)] =
        described.is_from_closed
            ? branch_result(i, s_from, described.is_to_closed ? s_to : Complex{}, std::abs(i_from),
                            described.is_to_closed ? std::abs(i_to) : 0.0)
            : branch_result(i, 0.0, s_from, 0.0, std::abs(i_from));
  }
  return flows;
}

BranchResult LoadFlowAnswer::branch_result(int i, Complex s_from, Complex s_to, double i_from_pu,
                                           double i_to_pu) const {
  const auto& branch = network_.branches[ix(i)];
  const auto amperes = [&](double current_pu, int bus) {
    return current_pu * base_power_va / (sqrt_3 * network_.base_voltage_v[ix(bus)]);
  };
  const double from_a = amperes(i_from_pu, branch.from);
  const double to_a = amperes(i_to_pu, branch.to);
  BranchResult result{real_of(s_from.real()),   real_of(s_to.real()),     reactive_of(s_from.imag()),
                      reactive_of(s_to.imag()), Current::from_si(from_a), Current::from_si(to_a)};
  // fmax takes the other one where an end has no rating.
  result.loading = std::fmax(from_a / branch.rated_from_a, to_a / branch.rated_to_a);
  if (std::isnan(result.loading))
    result.loading = std::max(std::abs(s_from), std::abs(s_to)) / branch.rating_pu;
  return result;
}

void LoadFlowAnswer::write_sources(const Island& own, const IslandModel& model,
                                   const std::vector<Complex>& v) {
  for (std::size_t k = 0; k < own.sources.size(); ++k) {
    const auto& source = network_.sources[ix(own.sources[k])];
    if (source.holds_bus_in_load_flow) continue;
    // Behind its impedance: current from the inner voltage to the bus, power at the bus.
    const auto bus_node = ix(islands_.local_of_bus(source.bus));
    const auto inner = ix(model.source_nodes[k]);
    const Complex s = v[bus_node] * std::conj((v[inner] - v[bus_node]) / source.impedance_pu);
    auto& result = result_.sources[ix(own.sources[k])];
    result.real = real_of(s.real());
    result.reactive = reactive_of(s.imag());
  }
  for (const int i : own.generators) {
    const auto& one = network_.generators[ix(i)];
    if (one.holds_bus) continue;
    result_.generators[ix(i)] = {real_of(one.real_pu), reactive_of(one.reactive_pu), {}};
  }
}

/// Real power that is not set is the sources', by weight. So is reactive power, or else the generators',
/// alike, where not all of them have a range.
void LoadFlowAnswer::write_holders(const HeldNode& held, Complex power_pu, int limit) {
  struct Holder {
    SupplyResult* result;
    double real_pu;
  };
  std::vector<Holder> holders;
  std::vector<ReactiveHolder> limits;
  for (const int i : held.sources) {
    const auto& one = network_.sources[ix(i)];
    holders.push_back({&result_.sources[ix(i)], 0.0});
    limits.push_back({one.weight, one.least_reactive_pu, one.most_reactive_pu});
  }
  for (const int i : held.generators) {
    const auto& one = network_.generators[ix(i)];
    holders.push_back({&result_.generators[ix(i)], one.real_pu});
    limits.push_back({held.sources.empty() ? 1.0 : 0.0, one.least_reactive_pu, one.most_reactive_pu});
  }
  double weights = 0;
  for (const auto& one : limits) weights += one.weight;
  const auto reactive_pu = share_reactive(limits, power_pu.imag());
  for (std::size_t k = 0; k < holders.size(); ++k) {
    auto& result = *holders[k].result;
    const double share = limits[k].weight / weights;
    result.real = real_of(holders[k].real_pu + (power_pu.real() - held.real_pu) * share);
    result.reactive = reactive_of(reactive_pu[k]);
    result.is_at_limit = limit != 0;
  }
}

void LoadFlowAnswer::write_outputs(const Island& own, const IslandModel& model, const std::vector<Complex>& v,
                                   const Flows& flows, std::vector<Complex>& converter_input_pu) {
  for (const int i : own.outputs) {
    const auto& converter = network_.converters[ix(i)];
    const auto node = ix(islands_.local_of_bus(converter.to));
    const auto sharing = std::count_if(own.outputs.begin(), own.outputs.end(), [&](int other) {
      return ix(islands_.local_of_bus(network_.converters[ix(other)].to)) == node;
    });
    const Complex s = (flows.taken[node] - injected_at(model.problem, node, std::abs(v[node]))) /
                      static_cast<double>(sharing);
    const double input =
        s.real() / state_.converter_efficiency[ix(i)] + (state_.is_recharging ? converter.recharge_pu : 0.0);
    converter_input_pu[ix(i)] = {input, input * converter.input_reactive_share};
    result_.converters[ix(i)] = {real_of(s.real()), reactive_of(s.imag()), real_of(input)};
  }
}

LoadFlowResult LoadFlowAnswer::finished() {
  double served = 0;
  double unserved = 0;
  for (std::size_t i = 0; i < network_.loads.size(); ++i) {
    const int bus = network_.loads[i].bus;
    const auto& answer = result_.buses[ix(bus)];
    if (answer.is_solved) served += load_power(network_, state_, i, answer.voltage_pu).real();
    const int island = islands_.of_bus(bus);
    if (island >= 0 && islands_.list[ix(island)].has_source) continue;
    unserved += state_.load_real_pu[i];
    if (state_.load_real_pu[i] != 0.0 || state_.load_reactive_pu[i] != 0.0) ++result_.unserved_loads;
  }
  for (std::size_t i = 0; i < reports_.size(); ++i) {
    if (islands_.list[i].has_source) {
      result_.islands.push_back(std::move(reports_[i]));
      continue;
    }
    if (reports_[i].buses == 0) continue;  // the star point of a transformer that is out
    reports_[i].reason = islands_.list[i].generators.empty()
                             ? "no source reaches it"
                             : "no source reaches it, and its generators have no reference to balance with";
    reports_[i].worst_bus = islands_.list[i].buses.front();
    result_.dead_islands.push_back(std::move(reports_[i]));
  }
  result_.served = real_of(served);
  result_.unserved = real_of(unserved);
  result_.losses = real_of(losses_pu_);
  return std::move(result_);
}

}  // namespace shellfit::power
