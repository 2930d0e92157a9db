// Where a load flow starts decides which solution it finds.
#include "power/linear_start.hpp"
#include "power/load_flow.hpp"
#include "power/network_check.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

using namespace shellfit;
using namespace shellfit::power;

namespace {

Transformer between(const char* id, const char* from, const char* to, double from_kv, double to_kv,
                    double impedance) {
  Transformer t;
  t.id = ElementId(id);
  t.from = BusId(from);
  t.to = BusId(to);
  t.rating = 12.0 * units::MVA;
  t.primary = from_kv * units::kV;
  t.secondary = to_kv * units::kV;
  t.impedance = ratio(impedance);
  t.x_over_r = ratio(std::numeric_limits<double>::infinity());
  t.no_load_loss = 0.0 * units::kW;
  return t;
}
/// Two transformers in a row, each far off the ratio of its buses.
Network tapped_far_off(double load_mw) {
  Network net;
  net.buses = {
      {BusId("a"), 150.0 * units::kV}, {BusId("b"), 10.5 * units::kV}, {BusId("c"), 10.5 * units::kV}};
  Source source;
  source.id = ElementId("grid");
  source.bus = BusId("a");
  source.fault_level = 1e6 * units::MVA;
  source.x_over_r = ratio(std::numeric_limits<double>::infinity());
  net.sources = {source};
  net.transformers = {between("t1", "a", "b", 122.5, 11.0, 0.2), between("t2", "b", "c", 9.6, 10.5, 0.0045)};
  Load load;
  load.id = ElementId("load");
  load.bus = BusId("c");
  load.real = load_mw * units::MW;
  load.reactive = 0.0 * units::Mvar;
  net.loads = {load};
  return net;
}
LoadFlowResult solved(const Network& net) {
  REQUIRE(check_network(net).empty());
  const auto problem = to_problem(net);
  return solve_load_flow(problem, normal_state(problem));
}

}  // namespace

TEST_CASE("taps far off the nominal ratio leave the unloaded voltage that they make") {
  const auto result = solved(tapped_far_off(0.0));
  REQUIRE(result.has_converged());
  const double second = 11.0 / 122.5 * 150.0 / 10.5;
  CHECK(result.buses[1].voltage_pu == Approx(second).margin(1e-9));
  CHECK(result.buses[2].voltage_pu == Approx(second * 10.5 / 9.6).margin(1e-9));
}

TEST_CASE("of the two solutions behind taps far off the nominal ratio, the upper one is found") {
  // Referred to c: an ideal source of e behind the reactance x of the grid and both transformers. A load p at
  // power factor one has v^2 = (e^2 +- sqrt(e^4 - 4 p^2 x^2)) / 2.
  const double p_mw = 20.0;
  const double e = 11.0 / 122.5 * 150.0 / 9.6;
  const double grid = 1e-6 * e * e;
  const double first = 0.2 / 12.0 * std::pow(11.0 / 9.6, 2);  // at its secondary, through the other one
  const double second = 0.0045 / 12.0;
  const double x = grid + first + second;
  const double square = 0.5 * (e * e + std::sqrt(std::pow(e, 4) - 4.0 * p_mw * p_mw * x * x));
  const auto result = solved(tapped_far_off(p_mw));
  REQUIRE(result.has_converged());
  CHECK(result.buses[2].voltage_pu == Approx(std::sqrt(square)).margin(1e-9));
}

namespace {

using Complex = std::complex<double>;

/// A reference of 1 pu behind a line of z with b/2 at each end, and a node that draws s.
IslandProblem line_to(const Complex& z, double b, const Complex& s, NodeKind kind = NodeKind::free) {
  IslandProblem island;
  island.resize(2);
  const Complex end{0.0, b / 2};
  island.branches = {{0, 1, 1.0 / z + end, -1.0 / z, -1.0 / z, 1.0 / z + end}};
  island.kind = {NodeKind::reference, kind};
  island.start = {1.0, 1.02};
  island.injected[1] = -s;
  return island;
}

}  // namespace

TEST_CASE("a linear start is a divider of the line's impedance and those of charging and load") {
  const Complex z{0.02, 0.1}, s{0.6, 0.2};
  const double b = 3.0;
  const Complex end{0.0, b / 2};
  CHECK(std::abs(linear_start(line_to(z, b, s))[1] - 1.0 / (1.0 + z * (end + std::conj(s)))) < 1e-12);
  CHECK(std::abs(linear_start(line_to(z, b, s), 0.0)[1] - 1.0 / (1.0 + z * end)) < 1e-12);
  // A held node keeps its magnitude, and is turned by the real power alone.
  const auto held = linear_start(line_to(z, b, s, NodeKind::held))[1];
  CHECK(std::abs(held) == Approx(1.02));
  CHECK(std::arg(held) == Approx(std::arg(1.0 / (1.0 + z * (end + 0.6)))));
  // What cancels the line's own admittance leaves nothing to solve.
  CHECK(linear_start(line_to(z, 0.0, -std::conj(1.0 / z)))[1] == Complex{1.02});
}

TEST_CASE("where power is given and no voltage held, no nose shows that there is no solution") {
  auto net = tapped_far_off(4000.0);
  const auto drawn = solved(net).islands.at(0);
  CHECK(drawn.is_infeasible);
  CHECK(drawn.loadability < 1.0);
  net.loads[0].real = -4000.0 * units::MW;
  const auto given = solved(net).islands.at(0);
  CHECK_FALSE(given.has_converged);
  CHECK_FALSE(given.is_infeasible);
  CHECK(std::isnan(given.loadability));
  CHECK(given.reason.find("generators of fixed P and Q may have others") != std::string::npos);
}
