#include "power/network_problem.hpp"

#include <cmath>
#include <limits>

namespace shellfit::power {

namespace {

/// Splits |z| by X/R.
Complex impedance_of(double magnitude, double x_over_r) {
  const double r = magnitude / std::hypot(1.0, x_over_r);
  return {r, r * x_over_r};
}

}  // namespace

NetworkProblem to_problem(const Network& network) {
  NetworkProblem problem;
  for (const auto& bus : network.buses) {
    problem.bus_index.emplace(bus.id, problem.bus_count());
    problem.base_voltage_v.push_back(bus.nominal.in_si());
  }
  const auto name = [&](const ElementId& id, ElementRef::Kind kind, std::size_t index) {
    problem.element_index.emplace(id, ElementRef{kind, static_cast<int>(index)});
  };

  for (std::size_t i = 0; i < network.sources.size(); ++i) {
    const auto& source = network.sources[i];
    name(source.id, ElementRef::Kind::source, i);
    const auto impedance = source.fault_level ? impedance_of(base_power_va / source.fault_level->in_si(),
                                                             source.x_over_r.in_si())
                                              : Complex{};
    problem.sources.push_back({problem.bus(source.bus), source.voltage_pu, impedance,
                               source.is_regulated || impedance == Complex{}, source.weight});
  }
  problem.line_count = static_cast<int>(network.lines.size());
  for (std::size_t i = 0; i < network.lines.size(); ++i) {
    const auto& line = network.lines[i];
    name(line.id, ElementRef::Kind::line, i);
    const int from = problem.bus(line.from);
    const double base_ohm =
        std::pow(problem.base_voltage_v[static_cast<std::size_t>(from)], 2) / base_power_va;
    const Complex z{line.resistance.in_si() / base_ohm, line.reactance.in_si() / base_ohm};
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    problem.branches.push_back({from, problem.bus(line.to), 1.0 / z, 1.0, 0.0, none, none, false});
  }
  for (std::size_t i = 0; i < network.transformers.size(); ++i) {
    const auto& t = network.transformers[i];
    name(t.id, ElementRef::Kind::transformer, i);
    const int from = problem.bus(t.from);
    const int to = problem.bus(t.to);
    // The impedance is on the rated secondary voltage; the base is the nominal voltage of that bus.
    const double primary_ratio = t.primary.in_si() / problem.base_voltage_v[static_cast<std::size_t>(from)];
    const double secondary_ratio = t.secondary.in_si() / problem.base_voltage_v[static_cast<std::size_t>(to)];
    const double rating_pu = t.rating.in_si() / base_power_va;
    const auto own = impedance_of(t.impedance.in_si(), t.x_over_r.in_si());
    const auto z =
        impedance_of(t.impedance.in_si() / rating_pu, t.x_over_r.in_si()) * secondary_ratio * secondary_ratio;
    problem.branches.push_back({from, to, 1.0 / z, primary_ratio / secondary_ratio,
                                t.no_load_loss.in_si() / base_power_va, rating_pu, own.imag(), true});
  }
  for (std::size_t i = 0; i < network.switches.size(); ++i) {
    const auto& one = network.switches[i];
    name(one.id, ElementRef::Kind::breaker, i);
    problem.switches.push_back(
        {problem.bus(one.from), problem.bus(one.to), one.kind == Switch::Kind::breaker, one.is_closed});
  }
  for (std::size_t i = 0; i < network.converters.size(); ++i) {
    const auto& converter = network.converters[i];
    name(converter.id, ElementRef::Kind::converter, i);
    const double pf = converter.input_power_factor.in_si();
    problem.converters.push_back({problem.bus(converter.from), problem.bus(converter.to),
                                  converter.rating.in_si() / base_power_va, converter.efficiency.in_si(),
                                  std::sqrt(std::max(0.0, 1.0 - pf * pf)) / pf,
                                  converter.recharge.in_si() / base_power_va});
  }
  for (std::size_t i = 0; i < network.loads.size(); ++i) {
    const auto& load = network.loads[i];
    name(load.id, ElementRef::Kind::load, i);
    problem.loads.push_back(
        {problem.bus(load.bus), load.real.in_si() / base_power_va, load.reactive.in_si() / base_power_va});
  }
  for (const auto& transfer : network.transfers) {
    NetworkProblem::TransferData data{problem.bus(transfer.watched),
                                      {},
                                      problem.element(transfer.closes).index,
                                      transfer.group,
                                      transfer.stage};
    for (const auto& one : transfer.opens) data.opens.push_back(problem.element(one).index);
    problem.transfers.push_back(std::move(data));
  }
  return problem;
}

}  // namespace shellfit::power
