#include "power/network_check.hpp"
#include "power/short_circuit.hpp"
#include "tests/unit/power/networks.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <complex>

using namespace shellfit;
using namespace shellfit::power;

namespace {

/// Voltage at the far end of R + jX from a stiff voltage (line to line, V), the upper root of
/// v⁴ + v² (2 (R P + X Q) - V²) + (R² + X²)(P² + Q²) = 0; and the angle from its phasor diagram,
/// V v sin δ = X P - R Q (Grainger and Stevenson, Power System Analysis, 1994, chapter 6).
struct FarEnd {
  double voltage_v, angle_rad;
};
FarEnd far_end(double sent_v, double r_ohm, double x_ohm, double real_w, double reactive_var) {
  const double b = 2 * (r_ohm * real_w + x_ohm * reactive_var) - sent_v * sent_v;
  const double c = (r_ohm * r_ohm + x_ohm * x_ohm) * (real_w * real_w + reactive_var * reactive_var);
  const double v = std::sqrt((-b + std::sqrt(b * b - 4 * c)) / 2);
  return {v, -std::asin((x_ohm * real_w - r_ohm * reactive_var) / (sent_v * v))};
}

Network one_line(double kw, double kvar, double source_pu) {
  Network network;
  network.buses = boards({"a", "b"}, 480.0 * units::V);
  network.sources = {stiff("grid", "a", source_pu)};
  network.lines = {cable("ab", "a", "b", 0.012, 0.009)};
  network.loads = {draw("load", "b", kw, kvar)};
  return network;
}

}  // namespace

TEST_CASE("a line with real and reactive load agrees with the closed form") {
  const auto [kw, kvar] = GENERATE(table<double, double>(
      {{500.0, 0.0}, {500.0, 240.0}, {500.0, -300.0}, {-400.0, 100.0}, {0.0, 600.0}, {1e-3, 0.0}}));
  CAPTURE(kw, kvar);
  const auto result = solved(one_line(kw, kvar, 1.02));
  REQUIRE(result.has_converged());
  const auto expected = far_end(1.02 * 480.0, 0.012, 0.009, kw * 1e3, kvar * 1e3);
  CHECK(result.buses[1].voltage_pu == Approx(expected.voltage_v / 480.0).epsilon(1e-9));
  CHECK(result.buses[1].angle_rad == Approx(expected.angle_rad).margin(1e-9));
  const double current = std::hypot(kw, kvar) * 1e3 / (std::sqrt(3.0) * expected.voltage_v);
  CHECK(result.branches[0].current_from.in(units::A) == Approx(current).epsilon(1e-6));
  CHECK(result.losses.in(units::W) == Approx(3 * 0.012 * current * current).margin(2e-3));
}

TEST_CASE("a load of constant power draws the same at any voltage, and more current at a lower one") {
  const auto high = solved(one_line(400.0, 100.0, 1.05));
  const auto low = solved(one_line(400.0, 100.0, 0.90));
  REQUIRE((high.has_converged() && low.has_converged()));
  for (const auto* one : {&high, &low}) {
    CHECK(one->branches[0].real_to.in(units::kW) == Approx(-400.0).epsilon(1e-8));
    CHECK(one->branches[0].reactive_to.in(units::kvar) == Approx(-100.0).epsilon(1e-8));
  }
  const double current_ratio = low.branches[0].current_to / high.branches[0].current_to;
  CHECK(current_ratio == Approx(high.buses[1].voltage_pu / low.buses[1].voltage_pu).epsilon(1e-8));
  CHECK(current_ratio > 1.15);
}

TEST_CASE("a tapped transformer agrees with its circuit referred to the secondary") {
  // 2.5 MVA, 6 %, X/R 7, 13.8 kV to 480 or 500 V, primary tap at -5 %, 0, +2.5 %; load 1.8 MW, 0.6 Mvar; the
  // board is nominal at 480 V.
  const double tap = GENERATE(0.95, 1.0, 1.025);
  const double secondary_v = GENERATE(480.0, 500.0);
  CAPTURE(tap, secondary_v);
  Network network;
  network.buses = {{bus("mv"), 13.8 * units::kV}, {bus("lv"), 480.0 * units::V}};
  network.sources = {stiff("grid", "mv", 0.99)};
  network.transformers = {{element("t"), bus("mv"), bus("lv"), 2.5 * units::MVA, tap * 13.8 * units::kV,
                           secondary_v * units::V, ratio(0.06), ratio(7), 0.0 * units::kW}};
  network.loads = {draw("load", "lv", 1800.0, 600.0)};
  REQUIRE(check_network(network).empty());
  const auto result = solved(network);
  REQUIRE(result.has_converged());
  const double z_ohm = 0.06 * secondary_v * secondary_v / 2.5e6;
  const double r_ohm = z_ohm / std::sqrt(50.0);
  const auto expected =
      far_end(0.99 * 13800.0 * secondary_v / (tap * 13800.0), r_ohm, 7 * r_ohm, 1.8e6, 0.6e6);
  CHECK(result.buses[1].voltage_pu == Approx(expected.voltage_v / 480.0).epsilon(1e-9));
  CHECK(result.buses[1].angle_rad == Approx(expected.angle_rad).epsilon(1e-8));
  const double secondary_a = std::hypot(1.8e6, 0.6e6) / (std::sqrt(3.0) * expected.voltage_v);
  CHECK(result.branches[0].current_to.in(units::A) == Approx(secondary_a).epsilon(1e-8));
  CHECK(result.branches[0].current_from.in(units::A) ==
        Approx(secondary_a * secondary_v / (tap * 13800.0)).epsilon(1e-8));
}

TEST_CASE("a transformer whose rated secondary is not the board's nominal voltage lifts the board") {
  // 20 kV / 415 V on a 400 V board, no load: 415/400 = 1.0375 of nominal.
  Network network;
  network.buses = {{bus("mv"), 20.0 * units::kV}, {bus("lv"), 400.0 * units::V}};
  network.sources = {stiff("grid", "mv")};
  network.transformers = {{element("t"), bus("mv"), bus("lv"), 1.0 * units::MVA, 20.0 * units::kV,
                           415.0 * units::V, ratio(0.06), ratio(6), 1.7 * units::kW}};
  const auto result = solved(network);
  REQUIRE(result.has_converged());
  // Half of the no-load loss, 0.00085 of the rating, passes the impedance of 0.06.
  const std::complex<double> z = 0.06 * std::complex<double>(1, 6) / std::hypot(1, 6);
  CHECK(result.buses[1].voltage_pu == Approx(1.0375 / std::abs(1.0 + 0.00085 * z)).epsilon(1e-9));
  // Without load it takes its no-load loss and nothing else.
  CHECK(result.sources[0].real.in(units::kW) == Approx(1.7).epsilon(1e-5));
  CHECK(result.branches[0].current_to.in(units::A) == Approx(0.0).margin(1e-6));
}

TEST_CASE("parallel lines share current by admittance, loss by its square times resistance") {
  Network network;
  network.buses = boards({"a", "b"}, 400.0 * units::V);
  network.sources = {stiff("grid", "a")};
  network.lines = {cable("thick", "a", "b", 0.01, 0.02), cable("thin", "a", "b", 0.03, 0.06)};
  network.loads = {draw("load", "b", 200.0, 50.0)};
  const auto result = solved(network);
  REQUIRE(result.has_converged());
  CHECK(result.branches[0].current_to / result.branches[1].current_to == Approx(3.0).epsilon(1e-9));
  // Together they are one line of 3/4 of the thick one's impedance.
  const auto expected = far_end(400.0, 0.0075, 0.015, 200e3, 50e3);
  CHECK(result.buses[1].voltage_pu == Approx(expected.voltage_v / 400.0).epsilon(1e-9));
}

TEST_CASE("a ring fed at one point splits a load as the impedances of its two arms") {
  // Arms of 1 and 3 equal sections to the load: 3/4 and 1/4 of its current.
  Network network;
  network.buses = boards({"s", "p", "q", "load"}, 400.0 * units::V);
  network.sources = {stiff("grid", "s")};
  network.lines = {cable("s-load", "s", "load", 0.01, 0.01), cable("s-p", "s", "p", 0.01, 0.01),
                   cable("p-q", "p", "q", 0.01, 0.01), cable("q-load", "q", "load", 0.01, 0.01)};
  network.loads = {draw("it", "load", 300.0)};
  const auto result = solved(network);
  REQUIRE(result.has_converged());
  CHECK(result.branches[0].current_to / result.branches[3].current_to == Approx(3.0).epsilon(1e-9));
  CHECK(result.branches[1].current_to.in(units::A) ==
        Approx(result.branches[3].current_to.in(units::A)).epsilon(1e-9));
}

TEST_CASE("a source behind its impedance drops voltage as that impedance does") {
  // 20 MVA, X/R 4 at 400 V: |Z| = 400²/20e6 = 8 mohm.
  Network network;
  network.buses = boards({"a"}, 400.0 * units::V);
  network.sources = {feed("feed", "a", 20.0, 4.0)};
  network.loads = {draw("load", "a", 1000.0, 300.0)};
  const auto result = solved(network);
  REQUIRE(result.has_converged());
  const double r_ohm = 0.008 / std::sqrt(17.0);
  const auto expected = far_end(400.0, r_ohm, 4 * r_ohm, 1e6, 0.3e6);
  CHECK(result.buses[0].voltage_pu == Approx(expected.voltage_v / 400.0).epsilon(1e-9));
  CHECK(result.sources[0].real.in(units::kW) == Approx(1000.0).epsilon(1e-8));
}

TEST_CASE("a regulated source holds its board in the load flow, its impedance counts in faults") {
  Network network;
  network.buses = boards({"a"}, 400.0 * units::V);
  network.sources = {feed("set", "a", 20.0, 4.0)};
  network.sources[0].is_regulated = true;
  network.loads = {draw("load", "a", 1000.0, 300.0)};
  const auto problem = to_problem(network);
  const auto result = solve_load_flow(problem, normal_state(problem));
  REQUIRE(result.has_converged());
  CHECK(result.buses[0].voltage_pu == Approx(1.0).epsilon(1e-12));
  CHECK(result.sources[0].real.in(units::kW) == Approx(1000.0).epsilon(1e-9));
  const auto fault = solve_faults(network, problem, normal_state(problem), by(FaultMethod::ansi), {0})[0];
  REQUIRE(fault.is_solved);
  CHECK(fault.initial.in(units::kA) == Approx(20.0 / (std::sqrt(3.0) * 0.4)).epsilon(1e-9));
}
