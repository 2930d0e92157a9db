#include "tests/unit/power/networks.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <complex>

using namespace shellfit;
using namespace shellfit::power;

TEST_CASE("the open end of a charged line stands above its sending end") {
  // v_b / v_a = 1 / (1 + z y / 2); the line takes y / 2 + y / 2 / (1 + z y / 2) of v_a.
  auto network = stiff_line(2.0, 8.0, 4e-4);
  const std::complex<double> z(2.0, 8.0), half(0, 2e-4);
  SECTION("as a bus without load") {}
  SECTION("as an open end") { network.lines[0].is_to_closed = false; }
  const bool is_open = !network.lines[0].is_to_closed;
  const auto result = solved(network);
  REQUIRE(result.has_converged());
  const auto rise = 1.0 / (1.0 + z * half);
  if (!is_open) CHECK(std::abs(voltage_at(result, 1, 1.0) - rise) < 1e-9);
  const auto taken_va = 20e3 * 20e3 * std::conj(half + half * rise);
  CHECK(result.branches[0].real_from.in_si() == Approx(taken_va.real()).epsilon(1e-6));
  CHECK(result.branches[0].reactive_from.in_si() == Approx(taken_va.imag()).epsilon(1e-9));
  CHECK(result.branches[0].current_to.in_si() == Approx(0.0).margin(1e-6));
  CHECK(result.buses[1].is_solved != is_open);
}

TEST_CASE("a load that goes with the voltage draws what its shares say") {
  const double current = GENERATE(0.0, 1.0, 0.3);
  const double impedance = GENERATE(0.0, 0.5);
  if (current + impedance > 1.0) return;
  auto network = stiff_line(4.0, 9.0, 0);
  network.loads = {draw("load", "b", 5000.0, 2000.0)};
  network.loads[0].real_dependence = {current, impedance};
  const auto result = solved(network);
  REQUIRE(result.has_converged());
  const double v = result.buses[1].voltage_pu;
  CHECK(v < 0.99);
  const double share = 1.0 - current - impedance + current * v + impedance * v * v;
  CHECK(-result.branches[0].real_to.in(units::kW) == Approx(5000.0 * share).epsilon(1e-7));
  CHECK(-result.branches[0].reactive_to.in(units::kvar) == Approx(2000.0).epsilon(1e-7));
}

TEST_CASE("a load of constant impedance is a divider") {
  // 4 MW at 20 kV are 100 ohm.
  auto network = stiff_line(5.0, 10.0, 0);
  network.loads = {draw("load", "b", 4000.0)};
  network.loads[0].real_dependence = network.loads[0].reactive_dependence = {0.0, 1.0};
  const auto result = solved(network);
  REQUIRE(result.has_converged());
  CHECK(std::abs(voltage_at(result, 1, 1.0) - 100.0 / std::complex<double>(105.0, 10.0)) < 1e-9);
}

TEST_CASE("a shunt is a constant admittance") {
  // 2 Mvar of capacitors at 20 kV are -j 200 ohm.
  auto network = stiff_line(0.0, 10.0, 0);
  network.shunts = {{element("bank"), bus("b"), 0.0 * units::MW, -2.0 * units::Mvar}};
  const auto result = solved(network);
  REQUIRE(result.has_converged());
  CHECK(result.buses[1].voltage_pu == Approx(200.0 / 190.0).epsilon(1e-9));
}

TEST_CASE("what is served is what loads take at their voltage") {
  auto network = stiff_line(4.0, 9.0, 0);
  network.loads = {draw("load", "b", 5000.0, 2000.0)};
  network.loads[0].real_dependence = {0.2, 0.8};
  const auto result = solved(network);
  REQUIRE(result.has_converged());
  CHECK(result.served.in(units::kW) == Approx(-result.branches[0].real_to.in(units::kW)).epsilon(1e-8));
  CHECK(result.served.in(units::kW) < 4900.0);
}
