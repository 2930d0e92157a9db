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

// With all flow stopped there is no sum of flows to compare steps with, and rounding alone would shut a check
// valve that is the only way to its outlet.
TEST_CASE("a pump against a closed rack stands, with pipes between them") {
  const auto s = with_closed(2);
  REQUIRE(s.has_converged);
  CHECK(s.nodes[1].pressure.in(units::kPa_gauge) == Approx(400.0).epsilon(1e-6));
}

TEST_CASE("a pump against a closed return stands, with pipes between them") {
  const auto s = with_closed(3);
  REQUIRE(s.has_converged);
  CHECK(litres_per_s(s, 0) == Approx(0.0).margin(1e-9));
}

TEST_CASE("a pump against a closed cooler stands, with pipes between them") {
  const auto s = with_closed(4);
  REQUIRE(s.has_converged);
  CHECK(litres_per_s(s, 0) == Approx(0.0).margin(1e-9));
}

TEST_CASE("a branch without a way on stands exactly, and its pressure is that of where it begins") {
  auto network = hall();
  network.nodes.push_back({NodeId("end"), network.circuits[0].id, 0.0 * units::m});
  join(network, "spur", "s1", "end", Pipe{50.0 * units::m, 400.0 * units::mm, 0.045 * units::mm, 1.0});
  const auto s = solved(network);
  REQUIRE(s.has_converged);
  CHECK(litres_per_s(s, 5) == 0.0);
  CHECK_FALSE(s.nodes[5].has_temperature);
  CHECK(s.nodes[5].pressure.in_si() == Approx(s.nodes[2].pressure.in_si()).epsilon(1e-12));
}

TEST_CASE("equal pumps against a closed rack all stand") {
  auto network = hall();
  for (const char* id : {"pump2", "pump3", "pump4"})
    join(network, id, "in", "s0", pump({{0, 300}, {2.5, 225}, {5, 60}}));
  const auto problem = to_problem(network);
  auto state = normal_state(problem);
  state.link_closed[2] = 1;
  const auto s = solve(problem, state);
  REQUIRE(s.has_converged);
  for (std::size_t i = 0; i < network.links.size(); ++i) CHECK(litres_per_s(s, i) == 0.0);
  CHECK(s.nodes[1].pressure.in(units::kPa_gauge) == Approx(400.0).epsilon(1e-6));
}

TEST_CASE("a wide short pipe in a slow circuit does not keep flows from settling") {
  auto network = hall();
  network.links[1].hydraulics = Pipe{0.5 * units::m, 600.0 * units::mm, 0.045 * units::mm, 0.0};
  const auto s = solved(network);
  REQUIRE(s.has_converged);
  CHECK(litres_per_s(s, 1) == Approx(litres_per_s(s, 2)).epsilon(1e-9));
}
