#include "power/state_sweep.hpp"

#include "tests/unit/power/networks.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace shellfit;
using namespace shellfit::power;

namespace {

/// 0.1 ohm from 400 V to a load, which has P = v (400 - v) / 0.1 at v volts: at most 400 kW.
NetworkProblem one_load(double kw) {
  Network network;
  network.buses = boards({"a", "b"}, 400.0 * units::V);
  network.sources = {stiff("grid", "a")};
  network.lines = {cable("cable", "a", "b", 0.1, 0.0)};
  network.loads = {draw("load", "b", kw)};
  return to_problem(network);
}

struct Answer {
  SweptState state;
  double voltage_pu = 0;
};

/// Of one state, with another load.
Answer swept(const NetworkProblem& problem, double kw, const LoadFlowOptions& options) {
  Answer answer;
  StateSweep(problem, normal_state(problem), options)
      .solve(
          1, [&](int, NetworkState& state) { state.load_real_pu[0] = 1e-3 * kw; },
          [&](int, const SweptState& state) {
            answer = {state, std::abs(state.voltage[1])};
          });
  return answer;
}

double load_at(double voltage_pu) { return 1600.0 * voltage_pu * (1.0 - voltage_pu); }

}  // namespace

TEST_CASE("a state near the normal one is solved with its factors") {
  const auto answer = swept(one_load(load_at(0.95)), load_at(0.9), {});
  CHECK((answer.state.has_answer && answer.state.is_near));
  CHECK(answer.voltage_pu == Approx(0.9).epsilon(1e-8));
}

TEST_CASE("a sweep tells where a state without a solution fails, and why only when it follows the curve") {
  const auto problem = one_load(100.0);
  LoadFlowOptions quick;
  quick.follows_curve = false;
  quick.most_iterations = 50;
  for (const auto& options : {quick, LoadFlowOptions{}}) {
    const auto answer = swept(problem, 500.0, options);
    CHECK_FALSE(answer.state.has_answer);
    CHECK(answer.state.worst_bus == 1);
    CHECK(std::isnan(answer.voltage_pu));
  }
  auto state = normal_state(problem);
  state.load_real_pu[0] = 0.5;
  const auto why = solve_load_flow(problem, state).islands[0];
  CHECK(why.is_infeasible);
  CHECK(why.loadability == Approx(0.8).epsilon(1e-3));
  const auto given_up = solve_load_flow(problem, state, quick).islands[0];
  CHECK_FALSE((given_up.has_converged || given_up.is_infeasible));
  CHECK(given_up.reason == "Newton's method found no solution; whether there is one was not asked");
  CHECK(given_up.iterations < 40);  // steps that lead nowhere are not taken to the last
}

TEST_CASE("a sweep from the lower of two solutions answers with the upper one") {
  const auto problem = one_load(load_at(0.9));
  LoadFlowOptions options;
  options.start = {1.0, 0.1};
  const auto answer = swept(problem, load_at(0.95), options);
  CHECK(answer.state.has_answer);
  CHECK(answer.voltage_pu == Approx(0.95).epsilon(1e-8));
}

TEST_CASE("voltages far off the usual are not taken from the factors of the normal state") {
  const auto answer = swept(one_load(load_at(0.75)), load_at(0.65), {});
  CHECK((answer.state.has_answer && !answer.state.is_near));
  CHECK(answer.voltage_pu == Approx(0.65).epsilon(1e-8));
}
