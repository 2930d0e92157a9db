#include "power/short_circuit.hpp"

#include "tests/unit/power/networks.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <complex>

using namespace shellfit;
using namespace shellfit::power;

namespace {

using Ohms = std::complex<double>;

/// |z| split by X/R.
Ohms split(double ohm, double x_over_r) {
  const double r = ohm / std::sqrt(1 + x_over_r * x_over_r);
  return {r, r * x_over_r};
}
/// IEC 60909-0:2016, (52): κ = 1.02 + 0.98 e^(-3 R/X).
double peak_factor(const Ohms& z) { return 1.02 + 0.98 * std::exp(-3.0 * z.real() / z.imag()); }

/// 20 kV feeder of 500 MVA, 1 MVA 20/0.4 kV transformer (6 %), cable to a board.
Network low_voltage_supply() {
  Network network;
  network.buses = {
      {bus("mv"), 20.0 * units::kV}, {bus("lv"), 400.0 * units::V}, {bus("end"), 400.0 * units::V}};
  network.sources = {feed("q", "mv", 500.0, 10.0)};
  network.transformers = {{element("t"), bus("mv"), bus("lv"), 1.0 * units::MVA, 20.0 * units::kV,
                           400.0 * units::V, ratio(0.06), ratio(5), 1.7 * units::kW}};
  network.lines = {cable("c", "lv", "end", 0.004, 0.003)};
  return network;
}

std::vector<FaultResult> faults_of(const Network& network, FaultMethod method) {
  const auto problem = to_problem(network);
  std::vector<int> all;
  for (int i = 0; i < problem.bus_count(); ++i) all.push_back(i);
  return solve_faults(network, problem, normal_state(problem), by(method), all);
}

}  // namespace

TEST_CASE("faults by IEC 60909 take voltage factors and the transformer's correction") {
  // IEC 60909-0:2016: Ik" = c Un / (√3 Zk) (29); Z_Q = c_Q Un² / Sk" (5); K_T = 0.95 c_max / (1 + 0.6 x_T)
  // (12), c_max 1.10 above 1 kV, 1.05 up to 1 kV (table 1, tolerance 6 %).
  const auto faults = faults_of(low_voltage_supply(), FaultMethod::iec);
  CHECK(faults[0].initial.in(units::kA) == Approx(500.0 / (std::sqrt(3.0) * 20.0)).epsilon(1e-9));
  const Ohms feeder = split(1.1 * 400.0 * 400.0 / 500e6, 10.0);
  const Ohms bare = split(0.06 * 400.0 * 400.0 / 1e6, 5.0);
  const double x_relative = 0.06 * 5.0 / std::sqrt(26.0);
  const double correction = 0.95 * 1.05 / (1.0 + 0.6 * x_relative);
  const Ohms at_lv = feeder + correction * bare;
  const Ohms at_end = at_lv + Ohms{0.004, 0.003};
  CHECK(faults[1].initial.in(units::A) ==
        Approx(1.05 * 400.0 / (std::sqrt(3.0) * std::abs(at_lv))).epsilon(1e-9));
  CHECK(faults[2].initial.in(units::A) ==
        Approx(1.05 * 400.0 / (std::sqrt(3.0) * std::abs(at_end))).epsilon(1e-9));
  CHECK(faults[2].x_over_r == Approx(at_end.imag() / at_end.real()).epsilon(1e-9));
  for (std::size_t i = 1; i < 3; ++i) {
    const double kappa = peak_factor(i == 1 ? at_lv : at_end);
    CHECK(faults[i].peak / faults[i].initial == Approx(kappa * std::sqrt(2.0)).epsilon(1e-9));
  }
}

TEST_CASE("faults by ANSI practice take bare impedances and nominal voltage") {
  const auto faults = faults_of(low_voltage_supply(), FaultMethod::ansi);
  const Ohms at_lv = split(400.0 * 400.0 / 500e6, 10.0) + split(0.06 * 400.0 * 400.0 / 1e6, 5.0);
  CHECK(faults[1].initial.in(units::A) == Approx(400.0 / (std::sqrt(3.0) * std::abs(at_lv))).epsilon(1e-9));
}

TEST_CASE("two transformers in parallel add their fault currents behind a stiff feed") {
  auto network = low_voltage_supply();
  network.sources = {stiff("q", "mv")};
  const double one = faults_of(network, FaultMethod::ansi)[1].initial.in(units::kA);
  // 1 MVA / 0.06 at 400 V.
  CHECK(one == Approx(1.0 / 0.06 / (std::sqrt(3.0) * 0.4)).epsilon(1e-9));
  auto second = network.transformers[0];
  second.id = element("t2");
  network.transformers.push_back(second);
  CHECK(faults_of(network, FaultMethod::ansi)[1].initial.in(units::kA) == Approx(2 * one).epsilon(1e-9));
}

TEST_CASE("loads, their power and the order of buses do not matter to a fault") {
  auto network = low_voltage_supply();
  const auto bare = faults_of(network, FaultMethod::iec);
  network.loads = {draw("load", "end", 100.0, 30.0)};
  const auto loaded = faults_of(network, FaultMethod::iec);
  CHECK(loaded[2].initial == bare[2].initial);
}

TEST_CASE("a fault at a dead bus or at a stiff source has no answer") {
  auto network = low_voltage_supply();
  network.sources = {stiff("q", "mv")};
  network.buses.push_back({bus("dead"), 400.0 * units::V});
  network.switches = {breaker("open", "end", "dead", false)};
  const auto faults = faults_of(network, FaultMethod::iec);
  CHECK_FALSE(faults[0].is_solved);
  CHECK(faults[2].is_solved);
  CHECK_FALSE(faults[3].is_solved);
}

TEST_CASE("a fault behind a UPS is fed through its static bypass until the UPS is out") {
  auto network = low_voltage_supply();
  network.buses.push_back({bus("out"), 400.0 * units::V});
  network.converters = {ups("u", "end", "out", 0.96)};
  const auto problem = to_problem(network);
  auto state = normal_state(problem);
  auto faults = solve_faults(network, problem, state, by(FaultMethod::iec), {2, 3});
  CHECK(faults[1].initial == faults[0].initial);
  apply_fault(problem, state, problem.element(element("u")));
  faults = solve_faults(network, problem, state, by(FaultMethod::iec), {2, 3});
  CHECK(faults[0].is_solved);
  CHECK_FALSE(faults[1].is_solved);
}

TEST_CASE("UPS on one output bus feed a fault behind them together, and none before them") {
  Network network;
  network.buses = boards({"a", "b", "out"}, 400.0 * units::V);
  network.sources = {feed("one", "a", 20.0, 6.0), feed("two", "b", 10.0, 6.0)};
  network.converters = {ups("u", "a", "out", 0.96), ups("v", "b", "out", 0.96)};
  const auto faults = faults_of(network, FaultMethod::ansi);
  const auto expected = [](double mva) { return Approx(mva / (std::sqrt(3.0) * 0.4)).epsilon(1e-9); };
  CHECK(faults[0].initial.in(units::kA) == expected(20.0));
  CHECK(faults[1].initial.in(units::kA) == expected(10.0));
  CHECK(faults[2].initial.in(units::kA) == expected(30.0));
}

TEST_CASE("an outage takes its share of a fault away") {
  Network network;
  network.buses = boards({"a"}, 400.0 * units::V);
  network.sources = {feed("one", "a", 20.0, 6.0), feed("two", "a", 10.0, 6.0)};
  const auto problem = to_problem(network);
  auto state = normal_state(problem);
  const auto amperes = [&] {
    return solve_faults(network, problem, state, by(FaultMethod::ansi), {0})[0].initial.in(units::kA);
  };
  CHECK(amperes() == Approx(30.0 / (std::sqrt(3.0) * 0.4)).epsilon(1e-9));
  state.source_out[0] = 1;
  CHECK(amperes() == Approx(10.0 / (std::sqrt(3.0) * 0.4)).epsilon(1e-9));
}

// IEC 60909-0 (13) takes x_T on the rated secondary voltage: 415 V, not the board's 400 V.
TEST_CASE("the correction of a 415 V transformer on a 400 V board uses its own reactance") {
  auto network = low_voltage_supply();
  network.transformers[0].secondary = 415.0 * units::V;
  network.sources = {stiff("q", "mv")};
  const Ohms bare = split(0.06 * 415.0 * 415.0 / 1e6, 5.0);
  const double correction = 0.95 * 1.05 / (1.0 + 0.6 * 0.06 * 5.0 / std::sqrt(26.0));
  const double expected_a = 1.05 * 400.0 / (std::sqrt(3.0) * correction * std::abs(bare));
  CHECK(faults_of(network, FaultMethod::iec)[1].initial.in(units::A) == Approx(expected_a).epsilon(1e-6));
}

// c_max belongs to the system at the low-voltage side (6.3.3), whichever side is called `from`.
TEST_CASE("a transformer described from its low-voltage side has the same correction") {
  auto network = low_voltage_supply();
  const double usual = faults_of(network, FaultMethod::iec)[1].initial.in(units::A);
  auto& t = network.transformers[0];
  std::swap(t.from, t.to);
  std::swap(t.primary, t.secondary);
  CHECK(faults_of(network, FaultMethod::iec)[1].initial.in(units::A) == Approx(usual).epsilon(1e-9));
}
