#include "tests/unit/thermal/loops.hpp"

#include <catch2/catch.hpp>

#include <numbers>

using namespace shellfit;
using namespace shellfit::thermal;

namespace {

/// A straight pump curve, 300 kPa at rest and 10 kPa less for every litre a second.
Pump straight_pump() { return pump({{0, 300}, {10, 200}, {20, 100}}); }
/// Where 300 - slope q = c q².
double straight_meets(double slope, double c) {
  return (-slope + std::sqrt(slope * slope + 4 * c * 300.0)) / (2 * c);
}

}  // namespace

TEST_CASE("parallel resistances split a flow as the roots of their conductances") {
  // Same drop: 40 (q1/5)² = 10 (q2/5)², so q2 = 2 q1: 3 and 6 of 9 L/s, 14.4 kPa.
  auto network = circuit_of({"a", "b"});
  join(network, "source", "a", "b", given(9.0));
  join(network, "narrow", "b", "a", resistance(40.0, 5.0));
  join(network, "wide", "b", "a", resistance(10.0, 5.0));
  const auto s = solved(network);
  REQUIRE(s.has_converged);
  CHECK(litres_per_s(s, 1) == Approx(3.0).epsilon(1e-9));
  CHECK(litres_per_s(s, 2) == Approx(6.0).epsilon(1e-9));
  CHECK(s.nodes[1].pressure.in(units::kPa_gauge) == Approx(114.4).epsilon(1e-9));
}

TEST_CASE("a wye of pipes in laminar flow divides as conductances of Hagen and Poiseuille") {
  // Bores of 20 and 10 mm, lengths 10 and 5 m: conductances as 20⁴/10 : 10⁴/5 = 8 : 1.
  auto network = circuit_of({"a", "stem", "b"});
  join(network, "source", "a", "stem", given(9e-3));
  join(network, "trunk", "stem", "b", Pipe{4.0 * units::m, 20.0 * units::mm, 0.01 * units::mm, 0.0});
  join(network, "large", "b", "a", Pipe{10.0 * units::m, 20.0 * units::mm, 0.01 * units::mm, 0.0});
  join(network, "small", "b", "a", Pipe{5.0 * units::m, 10.0 * units::mm, 0.01 * units::mm, 0.0});
  const auto s = solved(network);
  REQUIRE(s.has_converged);
  CHECK(litres_per_s(s, 1) == Approx(9e-3).epsilon(1e-9));
  CHECK(litres_per_s(s, 2) == Approx(8e-3).epsilon(1e-9));
  CHECK(litres_per_s(s, 3) == Approx(1e-3).epsilon(1e-9));
  const double viscosity =
      properties_of(Fluid::water, 20.0 * units::degC, network.atmosphere).viscosity.in_si();
  CHECK(s.links[2].drop.in_si() ==
        Approx(128 * viscosity * 10.0 * 8e-6 / (std::numbers::pi * std::pow(0.02, 4))).epsilon(1e-6));
  CHECK(s.links[3].velocity.in_si() == Approx(1e-6 / (std::numbers::pi / 4 * 1e-4)).epsilon(1e-9));
}

TEST_CASE("a pump with a straight curve meets a square law where the quadratic says") {
  auto network = circuit_of({"in", "out"});
  join(network, "pump", "in", "out", straight_pump());
  join(network, "load", "out", "in", resistance(150.0, 10.0));
  const auto s = solved(network);
  REQUIRE(s.has_converged);
  CHECK(litres_per_s(s, 0) == Approx(straight_meets(10.0, 1.5)).epsilon(1e-9));
}

TEST_CASE("n equal pumps in parallel have one n-th of the slope") {
  const int count = GENERATE(2, 3, 5);
  auto network = circuit_of({"in", "out"});
  for (int i = 0; i < count; ++i) join(network, "p" + std::to_string(i), "in", "out", straight_pump());
  join(network, "load", "out", "in", resistance(150.0, 10.0));
  const auto s = solved(network);
  REQUIRE(s.has_converged);
  const double total = straight_meets(10.0 / count, 1.5);
  for (int i = 0; i < count; ++i)
    CHECK(litres_per_s(s, static_cast<std::size_t>(i)) == Approx(total / count).epsilon(1e-9));
}

TEST_CASE("two pumps in series add their heads") {
  auto network = circuit_of({"in", "mid", "out"});
  join(network, "first", "in", "mid", straight_pump());
  join(network, "second", "mid", "out", straight_pump());
  join(network, "load", "out", "in", resistance(300.0, 10.0));
  const auto s = solved(network);
  REQUIRE(s.has_converged);
  // 600 - 20 q = 3 q², half of it 300 - 10 q = 1.5 q².
  CHECK(litres_per_s(s, 0) == Approx(straight_meets(10.0, 1.5)).epsilon(1e-9));
}

TEST_CASE("a pump whose curve lies below the head of its neighbour gives nothing") {
  // The strong one holds about 205 kPa across both; the weak one ends at 150 kPa, its check valve shuts.
  auto network = circuit_of({"in", "out"});
  join(network, "strong", "in", "out", straight_pump());
  join(network, "weak", "in", "out", pump({{0, 150}, {10, 50}}));
  join(network, "load", "out", "in", resistance(250.0, 10.0));
  const auto s = solved(network);
  REQUIRE(s.has_converged);
  CHECK(litres_per_s(s, 0) == Approx(straight_meets(10.0, 2.5)).epsilon(1e-9));
  CHECK(litres_per_s(s, 1) == 0.0);
  // A wider load lets the head sink below 150 kPa: then both run.
  network.links[2].hydraulics = resistance(25.0, 10.0);
  const auto open = solved(network);
  REQUIRE(open.has_converged);
  CHECK(litres_per_s(open, 1) > 1.0);
  CHECK(open.links[0].drop.in_si() == Approx(open.links[1].drop.in_si()).epsilon(1e-9));
}

TEST_CASE("a standing pump lets no flow back through its check valve") {
  auto network = circuit_of({"in", "out"});
  join(network, "runs", "in", "out", straight_pump());
  join(network, "stands", "in", "out", pump({{0, 1e-3}, {10, 0.0}}));
  join(network, "load", "out", "in", resistance(150.0, 10.0));
  const auto s = solved(network);
  REQUIRE(s.has_converged);
  CHECK(litres_per_s(s, 1) == 0.0);
  CHECK(litres_per_s(s, 0) == Approx(straight_meets(10.0, 1.5)).epsilon(1e-9));
}

TEST_CASE("a pump against a closed valve stands at its shut-off head") {
  auto network = circuit_of({"in", "out"});
  join(network, "pump", "in", "out", straight_pump());
  join(network, "valve", "out", "in", resistance(150.0, 10.0));
  const auto problem = to_problem(network);
  auto state = normal_state(problem);
  state.link_closed[1] = 1;
  const auto s = solve(problem, state);
  REQUIRE(s.has_converged);
  CHECK(litres_per_s(s, 0) == Approx(0.0).margin(1e-9));
  CHECK(litres_per_s(s, 1) == 0.0);
  CHECK(s.nodes[1].pressure.in(units::kPa_gauge) == Approx(400.0).epsilon(1e-6));
}

TEST_CASE("of pumps in parallel against a closed valve the stronger one's head stands behind all") {
  auto network = circuit_of({"in", "out"});
  join(network, "strong", "in", "out", straight_pump());
  join(network, "weak", "in", "out", pump({{0, 200.0}, {10, 50.0}}));
  join(network, "as strong", "in", "out", straight_pump());
  join(network, "valve", "out", "in", resistance(150.0, 10.0));
  const auto problem = to_problem(network);
  auto state = normal_state(problem);
  state.link_closed[3] = 1;
  const auto s = solve(problem, state);
  REQUIRE(s.has_converged);
  for (std::size_t link = 0; link < 4; ++link) CHECK(litres_per_s(s, link) == 0.0);
  REQUIRE(s.nodes[1].has_pressure);
  CHECK(s.nodes[1].pressure.in(units::kPa_gauge) == Approx(400.0).epsilon(1e-6));
}

TEST_CASE("a circuit without a pump stands still") {
  auto network = circuit_of({"a", "b"});
  join(network, "one", "a", "b", resistance(10.0, 5.0));
  join(network, "two", "b", "a", Pipe{10.0 * units::m, 50.0 * units::mm, 0.05 * units::mm, 1.0});
  const auto s = solved(network);
  REQUIRE(s.has_converged);
  CHECK(litres_per_s(s, 0) == Approx(0.0).margin(1e-9));
  CHECK(s.nodes[1].pressure.in(units::kPa_gauge) == Approx(100.0));
  CHECK_FALSE(s.nodes[1].has_temperature);
}

TEST_CASE("a closed branch carries nothing and leaves the other as it would be alone") {
  auto network = circuit_of({"in", "out", "far"});
  join(network, "pump", "in", "out", straight_pump());
  join(network, "load", "out", "in", resistance(150.0, 10.0));
  join(network, "valve", "out", "far", resistance(20.0, 10.0));
  join(network, "rack", "far", "in", resistance(20.0, 10.0));
  const auto problem = to_problem(network);
  auto state = normal_state(problem);
  state.link_closed[2] = 1;
  const auto s = solve(problem, state);
  REQUIRE(s.has_converged);
  CHECK(litres_per_s(s, 2) == 0.0);
  CHECK(litres_per_s(s, 3) == Approx(0.0).margin(1e-9));
  CHECK(litres_per_s(s, 1) == Approx(straight_meets(10.0, 1.5)).epsilon(1e-9));
}

TEST_CASE("a part of a circuit that its vessel does not reach has no pressure") {
  auto network = circuit_of({"in", "out", "x", "y"});
  join(network, "pump", "in", "out", straight_pump());
  join(network, "load", "out", "in", resistance(150.0, 10.0));
  join(network, "other-pump", "x", "y", straight_pump());
  join(network, "other-load", "y", "x", resistance(150.0, 10.0));
  const auto s = solved(network);
  REQUIRE(s.has_converged);
  CHECK(s.nodes[1].has_pressure);
  CHECK_FALSE(s.nodes[2].has_pressure);
  CHECK_FALSE(s.nodes[3].has_pressure);
  CHECK(litres_per_s(s, 2) == Approx(litres_per_s(s, 0)).epsilon(1e-9));
}

TEST_CASE("a node higher up has less pressure, and flow does not mind height in a closed circuit") {
  auto network = circuit_of({"in", "out"});
  join(network, "pump", "in", "out", straight_pump());
  join(network, "load", "out", "in", resistance(150.0, 10.0));
  const auto flat = solved(network);
  network.nodes[1].elevation = 12.0 * units::m;
  const auto tall = solved(network);
  const double density = properties_of(Fluid::water, 20.0 * units::degC, network.atmosphere).density.in_si();
  CHECK((flat.nodes[1].pressure - tall.nodes[1].pressure).in_si() ==
        Approx(density * 9.80665 * 12.0).epsilon(1e-9));
  CHECK(litres_per_s(tall, 0) == Approx(litres_per_s(flat, 0)).epsilon(1e-12));
}

TEST_CASE("a valve that limits holds its limit, and takes the drop that is left") {
  auto network = circuit_of({"in", "out"});
  join(network, "pump", "in", "out", straight_pump());
  join(network, "rack", "out", "in", LimitedResistance{resistance(150.0, 10.0), 4.0 * units::L_per_s});
  const auto s = solved(network);
  REQUIRE(s.has_converged);
  CHECK(is_limiting(s.links[1]));
  CHECK(litres_per_s(s, 1) == Approx(4.0).epsilon(1e-9));
  CHECK(s.links[1].drop.in(units::kPa) == Approx(260.0).epsilon(1e-9));
  network.links[1].hydraulics = LimitedResistance{resistance(150.0, 10.0), 40.0 * units::L_per_s};
  const auto open = solved(network);
  CHECK_FALSE(is_limiting(open.links[1]));
  CHECK(litres_per_s(open, 1) == Approx(straight_meets(10.0, 1.5)).epsilon(1e-9));
}

// A fan behind a closed damper.
TEST_CASE("given flows that contradict each other are an answer with a reason") {
  auto network = circuit_of({"a", "b"}, Fluid::air);
  join(network, "fan", "a", "b", given(1000.0));
  join(network, "damper", "b", "a", given(1000.0));
  REQUIRE(check_network(network).empty());
  const auto problem = to_problem(network);
  auto state = normal_state(problem);
  state.link_closed[1] = 1;
  Solution s;
  CHECK_NOTHROW(s = solve(problem, state));
  CHECK_FALSE(s.has_converged);
  CHECK(s.failure == Failure::contradictory_flows);
  CHECK(s.reason == "the given flows contradict each other: 1000 L/s reach b and have no way on");
}

TEST_CASE("a given flow beyond what the only valve lets pass is a contradiction, below it none") {
  auto network = circuit_of({"a", "b"});
  join(network, "source", "a", "b", given(5.0));
  join(network, "rack", "b", "a", LimitedResistance{resistance(50.0, 5.0), 3.0 * units::L_per_s});
  CHECK(solved(network).failure == Failure::contradictory_flows);
  network.links[0].hydraulics = given(2.0);
  const auto s = solved(network);
  REQUIRE(s.has_converged);
  CHECK(litres_per_s(s, 1) == Approx(2.0).epsilon(1e-9));
}

TEST_CASE("a given flow against a pump's check valve is a contradiction") {
  auto network = circuit_of({"a", "b"});
  join(network, "source", "a", "b", given(5.0));
  join(network, "pump", "a", "b", straight_pump());
  CHECK(solved(network).failure == Failure::contradictory_flows);
}

TEST_CASE("a pump curve that begins above no flow goes on to its shut-off head") {
  // Points at 5 and 20 L/s of 300 kPa less 10 kPa for every litre a second.
  auto network = circuit_of({"in", "out"});
  join(network, "strong", "in", "out", straight_pump());
  join(network, "same", "in", "out", pump({{5, 250}, {20, 100}}));
  join(network, "load", "out", "in", resistance(150.0, 10.0));
  auto problem = to_problem(network);
  CHECK(problem.links[1].curve.shut_off_pa() == Approx(300e3));
  auto state = normal_state(problem);
  state.link_closed[2] = 1;
  state.link_closed[0] = 1;
  const auto s = solve(problem, state);
  REQUIRE(s.has_converged);
  CHECK(s.nodes[1].pressure.in(units::kPa_gauge) == Approx(400.0).epsilon(1e-9));
}

TEST_CASE("a fan whose link is closed is closed") {
  auto network = circuit_of({"a", "b"}, Fluid::air);
  join(network, "fan", "a", "b", given(1000.0));
  join(network, "duct", "b", "a", resistance(0.1, 1000.0));
  network.links[0].is_open = false;
  const auto s = solved(network);
  REQUIRE(s.has_converged);
  CHECK(s.links[0].status == LinkStatus::closed);
  CHECK(litres_per_s(s, 1) == 0.0);
}

TEST_CASE("a state says what a link drops of what it is described to") {
  auto network = circuit_of({"a", "b"});
  join(network, "pump", "a", "b", straight_pump());
  join(network, "load", "b", "a", resistance(150.0, 10.0));
  const auto problem = to_problem(network);
  auto state = normal_state(problem);
  CHECK(litres_per_s(solve(problem, state), 1) == Approx(straight_meets(10.0, 1.5)).epsilon(1e-9));
  state.drop_factor[1] = 0.5;
  state.drop_factor[0] = 7.0;  // a pump's is not asked
  CHECK(litres_per_s(solve(problem, state), 1) == Approx(straight_meets(10.0, 0.75)).epsilon(1e-9));
}
