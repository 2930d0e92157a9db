#include "tests/unit/thermal/loops.hpp"

#include <catch2/catch.hpp>

using namespace shellfit;
using namespace shellfit::thermal;

namespace {

/// One pump, mains of pipe, one rack, a cooler.
Network hall() {
  auto network = circuit_of({"in", "s0", "s1", "r1", "r0"});
  const Pipe main{5.0 * units::m, 50.0 * units::mm, 0.045 * units::mm, 1.5};
  join(network, "pump", "in", "s0", pump({{0, 300}, {2.5, 225}, {5, 60}}));
  join(network, "supply", "s0", "s1", main);
  join(network, "rack", "s1", "r1", resistance(20, 0.5));
  join(network, "return", "r1", "r0", main);
  join(network, "cooler", "r0", "in", resistance(10, 5));
  return network;
}
Solution with_closed(std::size_t link) {
  const auto problem = to_problem(hall());
  auto state = normal_state(problem);
  state.link_closed[link] = 1;
  return solve(problem, state);
}

}  // namespace

TEST_CASE("a hall with its valves open flows") {
  const auto s = solved(hall());
  REQUIRE(s.has_converged);
  CHECK(litres_per_s(s, 0) > 0.5);
}

TEST_CASE("a stopped pump leaves its hall standing") {
  const auto s = with_closed(0);
  REQUIRE(s.has_converged);
  CHECK(litres_per_s(s, 2) == Approx(0.0).margin(1e-9));
}

// With all flow stopped the steps are compared with the sum of flows, which is nothing: Newton ends with
// "flows still change by 1.5e-09 of their sum". Or the pump's flow of -1e-20 shuts it, being the only way to
// its outlet it is opened again, and so on: "valves keep opening and closing".
TEST_CASE("a pump against a closed rack stands, with pipes between them", "[!shouldfail]") {
  const auto s = with_closed(2);
  REQUIRE(s.has_converged);
  CHECK(s.nodes[1].pressure.in(units::kPa_gauge) == Approx(400.0).epsilon(1e-6));
}

TEST_CASE("a pump against a closed return stands, with pipes between them", "[!shouldfail]") {
  const auto s = with_closed(3);
  REQUIRE(s.has_converged);
  CHECK(litres_per_s(s, 0) == Approx(0.0).margin(1e-9));
}

TEST_CASE("a pump against a closed cooler stands, with pipes between them", "[!shouldfail]") {
  const auto s = with_closed(4);
  REQUIRE(s.has_converged);
  CHECK(litres_per_s(s, 0) == Approx(0.0).margin(1e-9));
}
