#pragma once
// What every solved network owes to Kirchhoff, written without the code under test.

#include "power/network_check.hpp"
#include "tests/property/law.hpp"
#include "tests/unit/power/networks.hpp"

#include <algorithm>
#include <cmath>
#include <complex>

namespace shellfit::power {

inline LoadFlowResult answer(const Network& network) {
  RC_ASSERT(check_network(network).empty());
  auto result = solved(network);
  RC_ASSERT(result.has_converged());
  return result;
}

/// What a load of so much at nominal voltage takes.
inline double at_voltage(double power, const VoltageDependence& d, double v) {
  return power * (1 - d.current - d.impedance + d.current * v + d.impedance * v * v);
}

/// The most that any node gains or loses, over the throughput.
inline double worst_imbalance(const Network& network, const LoadFlowResult& result) {
  using Watts = std::complex<double>;
  const auto problem = to_problem(network);
  int nodes = 0;
  const auto node = merge_buses(problem, normal_state(problem), nodes);
  std::vector<Watts> balance(static_cast<std::size_t>(nodes));
  double throughput = 0;
  const auto add = [&](int at, Watts power) {
    balance[static_cast<std::size_t>(node[static_cast<std::size_t>(at)])] += power;
    throughput += 0.5 * std::abs(power);
  };
  const auto v = [&](int at) { return result.buses[static_cast<std::size_t>(at)].voltage_pu; };
  for (std::size_t i = 0; i < problem.branches.size(); ++i) {
    const auto& one = result.branches[i];
    add(problem.branches[i].from, -Watts{one.real_from.in_si(), one.reactive_from.in_si()});
    add(problem.branches[i].to, -Watts{one.real_to.in_si(), one.reactive_to.in_si()});
  }
  const auto supply = [&](int at, const SupplyResult& one) {
    add(at, {one.real.in_si(), one.reactive.in_si()});
  };
  for (std::size_t i = 0; i < problem.sources.size(); ++i) supply(problem.sources[i].bus, result.sources[i]);
  for (std::size_t i = 0; i < problem.generators.size(); ++i)
    supply(problem.generators[i].bus, result.generators[i]);
  for (const auto& load : network.loads) {
    const int at = problem.bus(load.bus);
    add(at, -Watts{at_voltage(load.real.in_si(), load.real_dependence, v(at)),
                   at_voltage(load.reactive.in_si(), load.reactive_dependence, v(at))});
  }
  for (const auto& shunt : problem.shunts)
    add(shunt.bus, -base_power_va * v(shunt.bus) * v(shunt.bus) * std::conj(shunt.admittance_pu));
  double worst = 0;
  for (const auto& one : balance) worst = std::max(worst, std::abs(one));
  return worst / throughput;
}

}  // namespace shellfit::power
