#include "power/load_flow.hpp"

#include "power/network_check.hpp"
#include "power/short_circuit.hpp"
#include "tests/unit/power/networks.hpp"

#include <catch2/catch.hpp>

using namespace shellfit;
using namespace shellfit::power;

namespace {

/// A stiff source, a line of z = 0.1 + 0.2j ohm at 400 V, a load.
Network two_buses(double load_kw) {
  Network network;
  network.buses = {{bus("a"), 400.0 * units::V}, {bus("b"), 400.0 * units::V}};
  network.sources = {{element("grid"), bus("a"), 1.0, std::nullopt, ratio(1)}};
  network.lines = {{element("l"), bus("a"), bus("b"), 0.1 * units::ohm, 0.2 * units::ohm}};
  network.loads = {{element("load"), bus("b"), load_kw * units::kW, 0.0 * units::kvar}};
  return network;
}

}  // namespace

TEST_CASE("a two-bus load flow agrees with its quadratic solution") {
  // v^4 + v^2 (2 (R P + X Q) - V^2) + |Z|^2 |S|^2 = 0, in volts and ohms (line to line).
  const auto network = two_buses(100.0);
  REQUIRE(check_network(network).empty());
  const auto problem = to_problem(network);
  const auto result = solve_load_flow(problem, normal_state(problem));
  REQUIRE(result.has_converged());
  const double b = 2 * 0.1 * 100e3 - 400.0 * 400.0;
  const double c = 0.05 * 100e3 * 100e3;
  const double v = std::sqrt((-b + std::sqrt(b * b - 4 * c)) / 2);
  CHECK(result.buses[1].voltage_pu == Approx(v / 400.0).epsilon(1e-10));
  const double current = 100e3 / (sqrt_3 * v);
  CHECK(result.branches[0].current_to.in(units::A) == Approx(current).epsilon(1e-10));
  CHECK(result.losses.in(units::W) == Approx(3 * 0.1 * current * current).epsilon(1e-9));
}

TEST_CASE("a load beyond the nose is said to be so, with the share that has a solution") {
  // P_max = V^2 / (2 (|Z| + R)) for a load of power factor one.
  const double p_max = 400.0 * 400.0 / (2 * (std::sqrt(0.05) + 0.1));
  const auto problem = to_problem(two_buses(1.5 * p_max / 1e3));
  const auto result = solve_load_flow(problem, normal_state(problem));
  REQUIRE_FALSE(result.has_converged());
  CHECK(result.islands[0].loadability == Approx(1 / 1.5).margin(2e-3));
  CHECK(result.islands[0].worst_bus == 1);
  CHECK_FALSE(result.buses[1].is_solved);
}

TEST_CASE("a transformer between two boards gives the textbook fault current") {
  // 3 MVA, 5.75 %, behind 750 MVA: Sk" = 3 / (0.004 + 0.0575) MVA when all have one X/R; at 480 V 58.68 kA.
  Network network;
  network.buses = {{bus("mv"), 34.5 * units::kV}, {bus("lv"), 480.0 * units::V}};
  network.sources = {{element("feed"), bus("mv"), 1.0, 750.0 * units::MVA, ratio(8)}};
  network.transformers = {{element("t"), bus("mv"), bus("lv"), 3.0 * units::MVA, 34.5 * units::kV,
                           480.0 * units::V, ratio(0.0575), ratio(8), 2.0 * units::kW}};
  const auto problem = to_problem(network);
  FaultOptions options;
  options.method = FaultMethod::ansi;
  const auto faults = solve_faults(network, problem, normal_state(problem), options, {0, 1});
  CHECK(faults[0].initial.in(units::kA) == Approx(750.0 / (sqrt_3 * 34.5)).epsilon(1e-9));
  CHECK(faults[1].initial.in(units::kA) == Approx(3.0 / 0.0615 / (sqrt_3 * 0.480)).epsilon(1e-9));
  CHECK(faults[1].x_over_r == Approx(8.0).epsilon(1e-9));
}

TEST_CASE("a UPS takes its losses from its input and holds its output") {
  Network network;
  network.buses = {
      {bus("in"), 480.0 * units::V}, {bus("out"), 480.0 * units::V}, {bus("rack"), 480.0 * units::V}};
  network.sources = {{element("grid"), bus("in"), 1.0, 10.0 * units::MVA, ratio(6)}};
  network.converters = {
      {element("ups"), bus("in"), bus("out"), 500.0 * units::kW, ratio(0.96), ratio(0.99), 50.0 * units::kW}};
  network.lines = {{element("busway"), bus("out"), bus("rack"), 0.002 * units::ohm, 0.001 * units::ohm}};
  network.loads = {{element("it"), bus("rack"), 400.0 * units::kW, 50.0 * units::kvar}};
  const auto problem = to_problem(network);
  auto state = normal_state(problem);
  auto result = solve_load_flow(problem, state);
  REQUIRE(result.has_converged());
  CHECK(result.buses[1].voltage_pu == Approx(1.0));
  const double output = result.converters[0].real.in(units::kW);
  CHECK(output == Approx(400.0 + result.losses.in(units::kW)));
  CHECK(result.converters[0].input_real.in(units::kW) == Approx(output / 0.96));
  CHECK(result.sources[0].real.in(units::kW) == Approx(output / 0.96));
  state.is_recharging = true;
  result = solve_load_flow(problem, state);
  CHECK(result.sources[0].real.in(units::kW) == Approx(output / 0.96 + 50.0));
}

TEST_CASE("a fault takes out its zone and the transfer takes over") {
  Network network;
  network.buses = {{bus("a"), 480.0 * units::V},
                   {bus("a2"), 480.0 * units::V},
                   {bus("b"), 480.0 * units::V},
                   {bus("load"), 480.0 * units::V}};
  network.sources = {{element("ga"), bus("a"), 1.0, 10.0 * units::MVA, ratio(6)},
                     {element("gb"), bus("b"), 1.0, 10.0 * units::MVA, ratio(6)}};
  network.lines = {{element("la"), bus("a"), bus("a2"), 0.01 * units::ohm, 0.01 * units::ohm}};
  network.switches = {{element("qa"), bus("a2"), bus("load"), Switch::Kind::breaker, true},
                      {element("qb"), bus("b"), bus("load"), Switch::Kind::breaker, false}};
  network.loads = {{element("l"), bus("load"), 100.0 * units::kW, 0.0 * units::kvar}};
  network.transfers = {{TransferId("ats"), bus("load"), {element("qa")}, element("qb")}};
  const auto problem = to_problem(network);
  auto state = normal_state(problem);
  apply_fault(problem, state, problem.element(element("la")));
  CHECK(energized_buses(problem, state) == std::vector<char>{0, 0, 1, 0});
  CHECK(act_transfers(problem, state) == std::vector<int>{0});
  const auto result = solve_load_flow(problem, state);
  CHECK(result.served.in(units::kW) == Approx(100.0));
  CHECK(result.sources[1].real.in(units::kW) == Approx(100.0));
}

TEST_CASE("faults of a network are named all at once") {
  auto network = two_buses(1.0);
  network.lines[0].resistance = 0.0 * units::ohm;
  network.lines[0].reactance = 0.0 * units::ohm;
  network.loads[0].bus = bus("nowhere");
  network.loads[0].real = RealPower{};
  const auto faults = check_network(network);
  REQUIRE(faults.size() == 3);
  CHECK(faults[0].element == "l");
}

TEST_CASE("the interrupting multiplier follows the first peaks") {
  CHECK(interrupting_multiplier(6.6, 6.6) == 1.0);
  CHECK(interrupting_multiplier(4.0, 6.6) == 1.0);
  // IEEE C37.13, multiplying factors of unfused breakers tested at 15 % power factor, printed to two digits.
  const double tested = std::sqrt(1 / (0.15 * 0.15) - 1);
  CHECK(interrupting_multiplier(8.27, tested) == Approx(1.04).margin(0.005));
  CHECK(interrupting_multiplier(9.95, tested) == Approx(1.07).margin(0.005));
  CHECK(interrupting_multiplier(11.72, tested) == Approx(1.09).margin(0.005));
  CHECK(interrupting_multiplier(14.25, tested) == Approx(1.11).margin(0.005));
}

TEST_CASE("a solution that only the curve reaches is told whole") {
  // From 0.02 pu at the load Newton's method goes astray.
  auto network = stiff_line(1.0, 10.0, 0);
  network.loads = {draw("load", "b", 8000.0, 2000.0)};
  const auto problem = to_problem(network);
  LoadFlowOptions options;
  options.start = {1.0, 0.02};
  options.most_iterations = 6;
  const auto odd = solve_load_flow(problem, normal_state(problem), options);
  const auto plain = solved(network);
  REQUIRE((odd.has_converged() && plain.has_converged()));
  CHECK(odd.buses[1].voltage_pu == Approx(plain.buses[1].voltage_pu).epsilon(1e-9));
  CHECK(odd.sources[0].real.in_si() == Approx(plain.sources[0].real.in_si()).epsilon(1e-9));
  CHECK(odd.sources[0].reactive.in_si() == Approx(plain.sources[0].reactive.in_si()).epsilon(1e-8));
}

TEST_CASE("the nose of a load behind a reactance is V² / 2X") {
  const double most_kw = 20e3 * 20e3 / (2 * 50.0) / 1e3;
  auto network = stiff_line(0.0, 50.0, 0);
  network.loads = {draw("load", "b", 0.999 * most_kw)};
  auto result = solved(network);
  REQUIRE(result.has_converged());
  network.loads = {draw("load", "b", 1.25 * most_kw)};
  result = solved(network);
  CHECK_FALSE(result.has_converged());
  CHECK(result.islands[0].loadability == Approx(0.8).epsilon(2e-4));
  CHECK(result.islands[0].reason == "beyond the nose: 80.0 % of the load has a solution, all of it has none");
}

TEST_CASE("a solver that is asked again answers as a new one") {
  auto network = stiff_line(1.0, 2.0, 0);
  network.loads = {draw("load", "b", 900.0, 300.0)};
  const auto problem = to_problem(network);
  LoadFlowSolver solver(problem);
  const auto first = normal_state(problem);
  auto more = first;
  more.load_real_pu[0] *= 3;
  auto without = more;
  without.branch_out[0] = 1;
  const std::vector<const NetworkState*> states{&first, &more, &without, &first, &more};
  for (const auto* state : states) {
    const auto again = solver.solve(*state);
    const auto fresh = solve_load_flow(problem, *state);
    for (std::size_t i = 0; i < again.buses.size(); ++i) {
      CHECK(again.buses[i].is_solved == fresh.buses[i].is_solved);
      if (fresh.buses[i].is_solved) CHECK(again.buses[i].voltage_pu == fresh.buses[i].voltage_pu);
    }
  }
}
