#include "power/network_check.hpp"
#include "power/state_sweep.hpp"
#include "tests/property/power/random_network.hpp"

#include <cmath>
#include <complex>

using namespace shellfit;
using namespace shellfit::power;
using shellfit::testing::between;
using shellfit::testing::law;

namespace {

using Voltages = std::vector<std::complex<double>>;

struct Swept {
  std::vector<Voltages> voltage;
  int near = 0, calls = 0;
};

Swept sweep(const NetworkProblem& problem, const std::vector<NetworkState>& states) {
  Swept result;
  result.voltage.resize(states.size());
  StateSweep sweep(problem, normal_state(problem));
  sweep.solve(
      static_cast<int>(states.size()),
      [&](int i, NetworkState& state) { state = states[static_cast<std::size_t>(i)]; },
      [&](int i, const SweptState& state) {
        result.voltage[static_cast<std::size_t>(i)].assign(state.voltage.begin(), state.voltage.end());
        result.near += state.is_near;
        ++result.calls;
      });
  return result;
}

Voltages alone(const NetworkProblem& problem, const NetworkState& state) {
  Voltages result;
  for (const auto& bus : solve_load_flow(problem, state).buses)
    result.push_back(std::polar(bus.voltage_pu, bus.angle_rad));
  return result;
}

void check_same(const Voltages& found, const Voltages& expected) {
  RC_ASSERT(found.size() == expected.size());
  for (std::size_t bus = 0; bus < found.size(); ++bus) {
    RC_ASSERT(std::isnan(found[bus].real()) == std::isnan(expected[bus].real()));
    if (!std::isnan(found[bus].real())) RC_ASSERT(std::abs(found[bus] - expected[bus]) < 1e-8);
  }
}

/// Every branch out by itself, pairs of them, other loads; a switch opened now and then, which is not near.
std::vector<NetworkState> random_states(const NetworkProblem& problem) {
  const auto normal = normal_state(problem);
  std::vector<NetworkState> states;
  for (std::size_t i = 0; i < problem.branches.size(); ++i) {
    states.push_back(normal);
    states.back().branch_out[i] = 1;
  }
  for (int k = 0; k < 12; ++k) {
    auto state = normal;
    for (auto& p : state.load_real_pu) p *= between(0.2, 1.6);
    for (int out = *rc::gen::inRange(0, 3); out-- > 0;)
      state.branch_out[static_cast<std::size_t>(
          *rc::gen::inRange(0, static_cast<int>(problem.branches.size())))] = 1;
    if (!state.switch_closed.empty() && k % 4 == 0) state.switch_closed[0] = 0;
    states.push_back(state);
  }
  return states;
}

}  // namespace

TEST_CASE("states swept together have the answers that they have alone", "[power][property]") {
  law([] {
    const auto network = random_network();
    RC_PRE(check_network(network).empty());
    const auto problem = to_problem(network);
    const auto states = random_states(problem);
    const auto swept = sweep(problem, states);
    RC_ASSERT(swept.calls == static_cast<int>(states.size()));
    RC_ASSERT(swept.near >= static_cast<int>(problem.branches.size()));
    for (std::size_t i = 0; i < states.size(); ++i) check_same(swept.voltage[i], alone(problem, states[i]));
  });
}

TEST_CASE("an answer of a sweep does not depend on the states beside it, bit for bit", "[power][property]") {
  law([] {
    const auto network = random_network();
    RC_PRE(check_network(network).empty());
    const auto problem = to_problem(network);
    const auto states = random_states(problem);
    const auto together = sweep(problem, states);
    const auto chosen = static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(states.size())));
    const auto single = sweep(problem, {states[chosen]}).voltage[0];
    for (std::size_t bus = 0; bus < single.size(); ++bus) {
      const auto& a = single[bus];
      const auto& b = together.voltage[chosen][bus];
      RC_ASSERT((a == b || (std::isnan(a.real()) && std::isnan(b.real()))));
    }
  });
}
