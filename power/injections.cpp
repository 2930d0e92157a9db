#include "power/injections.hpp"

#include "power/voltage_dependence.hpp"

#include <limits>

namespace shellfit::power {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

Complex per_unit(const SupplyResult& supply) {
  return Complex{supply.real.in_si(), supply.reactive.in_si()} / base_power_va;
}

}  // namespace

Complex load_power(const NetworkProblem& problem, const NetworkState& state, std::size_t load,
                   double voltage_pu) {
  const auto& one = problem.loads[load];
  return {state.load_real_pu[load] * drawn_share(one.real_dependence, voltage_pu),
          state.load_reactive_pu[load] * drawn_share(one.reactive_dependence, voltage_pu)};
}

std::vector<Complex> injections(const NetworkProblem& problem, const NetworkState& state,
                                const LoadFlowResult& result) {
  std::vector<Complex> into(result.buses.size());
  // What is out, dead, or carries nothing has no figures.
  const auto add = [&](int bus, const SupplyResult& supply) {
    if (!supply.real.is_missing()) into[ix(bus)] += per_unit(supply);
  };
  for (std::size_t i = 0; i < problem.sources.size(); ++i) add(problem.sources[i].bus, result.sources[i]);
  for (std::size_t i = 0; i < problem.generators.size(); ++i)
    add(problem.generators[i].bus, result.generators[i]);
  for (std::size_t i = 0; i < problem.converters.size(); ++i) {
    const auto& converter = problem.converters[i];
    const auto& supply = result.converters[i];
    add(converter.to, supply);
    if (supply.input_real.is_missing()) continue;
    const double input_pu = supply.input_real.in_si() / base_power_va;
    into[ix(converter.from)] -= Complex{input_pu, input_pu * converter.input_reactive_share};
  }
  for (std::size_t i = 0; i < problem.loads.size(); ++i) {
    const int bus = problem.loads[i].bus;
    into[ix(bus)] -= load_power(problem, state, i, result.buses[ix(bus)].voltage_pu);
  }
  constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  for (std::size_t bus = 0; bus < into.size(); ++bus) {
    if (!result.buses[bus].is_solved) into[bus] = {unknown, unknown};
  }
  return into;
}

}  // namespace shellfit::power
