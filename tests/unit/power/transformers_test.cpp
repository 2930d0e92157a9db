#include "tests/unit/power/networks.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <complex>
#include <limits>
#include <numbers>

using namespace shellfit;
using namespace shellfit::power;
using std::numbers::pi;

namespace {

constexpr double degree = pi / 180.0;

Transformer step_down(double shift_rad = 0.0) {
  Transformer t;
  t.id = element("t");
  t.from = bus("hv");
  t.to = bus("lv");
  t.rating = 2.0 * units::MVA;
  t.primary = 20.0 * units::kV;
  t.secondary = 400.0 * units::V;
  t.impedance = ratio(0.06);
  t.x_over_r = ratio(8);
  t.no_load_loss = 0.0 * units::kW;
  t.shift_rad = shift_rad;
  return t;
}

Network behind_transformer(const Transformer& transformer, double kw) {
  Network network;
  network.buses = {{bus("hv"), 20.0 * units::kV}, {bus("lv"), 400.0 * units::V}};
  network.sources = {stiff("grid", "hv")};
  network.transformers = {transformer};
  network.loads = {draw("load", "lv", kw)};
  return network;
}

}  // namespace

TEST_CASE("the secondary lags by the shift, and taps and clock leave the power alone") {
  const auto plain = solved(behind_transformer(step_down(), 1200.0));
  const auto turned = solved(behind_transformer(step_down(150 * degree), 1200.0));
  REQUIRE((plain.has_converged() && turned.has_converged()));
  CHECK(turned.buses[1].voltage_pu == Approx(plain.buses[1].voltage_pu).epsilon(1e-12));
  CHECK(std::remainder(turned.buses[1].angle_rad - plain.buses[1].angle_rad + 150 * degree, 2 * pi) ==
        Approx(0.0).margin(1e-12));
  CHECK(turned.losses.in_si() == Approx(plain.losses.in_si()).epsilon(1e-9));
}

TEST_CASE("a tap of the primary turns the voltage of the secondary down") {
  auto transformer = step_down();
  transformer.from_tap = TapChanger{.step = 0.025, .position = 2, .least = -2, .most = 2};
  auto network = behind_transformer(transformer, 0.0);
  CHECK(solved(network).buses[1].voltage_pu == Approx(1 / 1.05).epsilon(1e-9));
  network.transformers[0].to_tap = TapChanger{.step = 0.01, .position = -1, .least = -2, .most = 2};
  CHECK(solved(network).buses[1].voltage_pu == Approx(0.99 / 1.05).epsilon(1e-9));
  // In quadrature: the voltage grows by |1 + j 0.05|, and turns.
  network.transformers[0].to_tap.reset();
  network.transformers[0].from_tap->direction_rad = pi / 2;
  const auto crossed = solved(network);
  CHECK(crossed.buses[1].voltage_pu == Approx(1 / std::hypot(1.0, 0.05)).epsilon(1e-9));
  CHECK(crossed.buses[1].angle_rad == Approx(-std::atan(0.05)).epsilon(1e-9));
}

TEST_CASE("a transformer's magnetizing current stands at both ends or in its middle") {
  auto transformer = step_down();
  transformer.no_load_loss = 4.0 * units::kW;
  transformer.no_load_current = ratio(0.01);
  const std::complex<double> z = 0.06 / 2.0 * std::complex<double>(1, 8) / std::hypot(1, 8);  // of 1 MVA
  const std::complex<double> y(0.004, -std::sqrt(0.02 * 0.02 - 0.004 * 0.004));
  const auto pi_model = solved(behind_transformer(transformer, 0.0));
  CHECK(std::abs(voltage_at(pi_model, 1, 1.0) - 1.0 / (1.0 + z * y / 2.0)) < 1e-9);
  transformer.magnetizing = Magnetizing::star;
  const auto star_model = solved(behind_transformer(transformer, 0.0));
  CHECK(std::abs(voltage_at(star_model, 1, 1.0) - 1.0 / (1.0 + z * y / 2.0)) < 1e-9);
  // Seen from the primary: the middle behind half of the impedance, against both ends.
  const auto into_star = 1e6 * std::conj(1.0 / (z / 2.0 + 1.0 / y));
  const auto into_pi = 1e6 * std::conj(y / 2.0 + 1.0 / (z + 2.0 / y));
  CHECK(star_model.branches[0].reactive_from.in_si() == Approx(into_star.imag()).epsilon(1e-8));
  CHECK(pi_model.branches[0].reactive_from.in_si() == Approx(into_pi.imag()).epsilon(1e-8));
}

TEST_CASE("the star of three windings gives back the impedances of its pairs") {
  ThreeWindingTransformer t;
  t.id = element("t");
  const double mva[] = {40, 25, 15};
  const double kv[] = {110, 20, 10};
  const char* at[] = {"h", "m", "l"};
  Network network;
  for (std::size_t k = 0; k < 3; ++k) {
    network.buses.push_back({bus(at[k]), kv[k] * units::kV});
    t.sides[k].bus = bus(at[k]);
    t.sides[k].rating = mva[k] * units::MVA;
    t.sides[k].voltage = kv[k] * units::kV;
  }
  t.sides[2].shift_rad = 30 * degree;
  const double percent[] = {10, 6, 17};  // h-m, m-l, l-h
  for (std::size_t k = 0; k < 3; ++k)
    t.pairs[k] = {percent[k] * units::percent, ratio(std::numeric_limits<double>::infinity()), {}, {}};
  t.no_load_loss = 0.0 * units::kW;
  network.three_windings = {t};
  network.sources = {stiff("grid", "h")};
  // With a load at m alone, l carries nothing: the pair h-m is a plain reactance of 10 % on 25 MVA.
  network.loads = {draw("load", "m", 20000.0)};
  const auto result = solved(network);
  REQUIRE(result.has_converged());
  CHECK(result.islands[0].buses == 3);
  const double x = 0.10 / 25.0 * 20.0;
  CHECK(std::sin(-result.buses[1].angle_rad) * result.buses[1].voltage_pu == Approx(x).epsilon(1e-8));
  // l is at the star point: the share of h in the pair, (10/25 + 17/15 - 6/15) / 2 of it.
  const double x_h = 0.5 * (0.10 / 25 + 0.17 / 15 - 0.06 / 15) * 20.0;
  const auto current = std::conj(std::complex<double>(1.0, 0) / voltage_at(result, 1, 1.0));
  const auto star = 1.0 - std::complex<double>(0, x_h) * current;
  CHECK(result.buses[2].voltage_pu == Approx(std::abs(star)).epsilon(1e-8));
  CHECK(result.buses[2].angle_rad == Approx(std::arg(star) - 30 * degree).epsilon(1e-8));
  CHECK(result.branches[0].loading == Approx(std::abs(current) * 20.0 / 40.0).epsilon(1e-8));
  // With all windings open its star point is no island of its own.
  for (auto& side : network.three_windings[0].sides) side.is_closed = false;
  const auto open = solved(network);
  CHECK(open.has_converged());
  CHECK(open.dead_islands.size() == 2);
}

TEST_CASE("a tap of one winding brings the voltage of another into its band") {
  ThreeWindingTransformer t;
  t.id = element("t");
  const double kv[] = {110, 20, 10};
  const char* at[] = {"h", "m", "l"};
  Network network;
  for (std::size_t k = 0; k < 3; ++k) {
    network.buses.push_back({bus(at[k]), kv[k] * units::kV});
    t.sides[k].bus = bus(at[k]);
    t.sides[k].rating = 40.0 * units::MVA;
    t.sides[k].voltage = kv[k] * units::kV;
    t.pairs[k] = {10.0 * units::percent, ratio(20), {}, {}};
  }
  t.no_load_loss = 0.0 * units::kW;
  const auto tapped = GENERATE(std::size_t{0}, std::size_t{1});
  const double target = GENERATE(0.97, 1.03);
  t.sides[tapped].tap = TapChanger{.step = 0.01, .position = 0, .least = -10, .most = 10};
  t.control = VoltageControl{bus("m"), target, 0.02};
  network.three_windings = {t};
  network.sources = {stiff("grid", "h")};
  network.loads = {draw("load", "m", 5000.0, 1000.0)};
  const auto result = solved(network);
  REQUIRE(result.has_converged());
  CHECK(std::fabs(result.buses[1].voltage_pu - target) <= 0.01);
}

TEST_CASE("taps move until the voltage is within its band, and stop where their steps are too wide") {
  auto transformer = step_down();
  transformer.from_tap = TapChanger{.step = 0.0125, .position = 0, .least = -8, .most = 8};
  transformer.control = VoltageControl{bus("lv"), 1.0, 0.02};
  auto network = behind_transformer(transformer, 1800.0);
  network.loads[0].reactive = 900.0 * units::kvar;
  auto result = solved(network);
  REQUIRE(result.has_converged());
  CHECK(std::fabs(result.buses[1].voltage_pu - 1.0) <= 0.01);
  CHECK(result.tap_positions[0] < 0);
  // By hand, the same.
  network.transformers[0].control.reset();
  network.transformers[0].from_tap->position = result.tap_positions[0];
  CHECK(solved(network).buses[1].voltage_pu == Approx(result.buses[1].voltage_pu).epsilon(1e-9));

  network.transformers[0].from_tap->position = 8;
  network.transformers[0].control = VoltageControl{bus("lv"), 0.995, 0.001};
  result = solved(network);
  REQUIRE(result.has_converged());
  CHECK(std::fabs(result.buses[1].voltage_pu - 0.995) < 0.0125 / 2 + 0.001);
}

namespace {

using End = TapControlResult::End;

/// A primary tap from -8 to 8 by 1.25 % that watches the secondary.
Network with_control(double target_pu, double band_pu, double kw, double kvar) {
  auto transformer = step_down();
  transformer.from_tap = TapChanger{.step = 0.0125, .position = 0, .least = -8, .most = 8};
  transformer.control = VoltageControl{bus("lv"), target_pu, band_pu};
  auto network = behind_transformer(transformer, kw);
  network.loads[0].reactive = kvar * units::kvar;
  return network;
}

}  // namespace

TEST_CASE("a control says whether it reached its band, and what kept it from it") {
  auto result = solved(with_control(1.0, 0.02, 1800.0, 900.0));
  CHECK(result.controls[0].end == End::in_band);
  CHECK(result.controls[0].seen_pu == result.buses[1].voltage_pu);
  // 8 steps lower the voltage by a tenth at most.
  result = solved(with_control(0.8, 0.02, 100.0, 0.0));
  REQUIRE(result.has_converged());
  CHECK(result.tap_positions[0] == 8);
  CHECK(result.controls[0].end == End::at_last_tap);
  // No tap lies within a thousandth of 0.994: those about it give 1 and 1 / 1.0125.
  result = solved(with_control(0.994, 0.001, 0.0, 0.0));
  CHECK(result.controls[0].end == End::no_tap_in_band);
  CHECK(tap_control_words(result.controls[0].end) == "no tap that it tried brings the voltage into its band");
  // Nothing moves where it must not, or where there is nothing to see.
  auto network = with_control(0.8, 0.02, 100.0, 0.0);
  const auto problem = to_problem(network);
  LoadFlowOptions fixed;
  fixed.moves_taps = false;
  CHECK(solve_load_flow(problem, normal_state(problem), fixed).controls[0].end == End::idle);
  network.loads[0].real = 100.0 * units::MW;
  CHECK(solved(network).controls[0].end == End::idle);
}

TEST_CASE("a tap behind which there is no solution leaves the one before it") {
  // Behind the nose lies what the load would draw at a lower voltage: the highest tap cannot carry it.
  auto network = with_control(0.6, 0.02, 13000.0, 0.0);
  network.transformers[0].from_tap = TapChanger{.step = 0.2, .position = 0, .least = 0, .most = 8};
  const auto result = solved(network);
  REQUIRE(result.has_converged());
  CHECK(result.controls[0].end == End::no_solution);
  CHECK(result.tap_positions[0] == 0);
  network.transformers[0].control.reset();
  CHECK(solved(network).buses[1].voltage_pu == Approx(result.buses[1].voltage_pu).epsilon(1e-9));
}
