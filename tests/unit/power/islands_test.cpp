#include "power/network_check.hpp"
#include "tests/unit/power/networks.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

using namespace shellfit;
using namespace shellfit::power;

TEST_CASE("an island without a source is dead and its load unserved") {
  Network network;
  network.buses = boards({"a", "b", "c"}, 400.0 * units::V);
  network.sources = {stiff("grid", "a")};
  network.lines = {cable("bc", "b", "c", 0.1, 0.1)};
  network.loads = {draw("at-a", "a", 30.0), draw("at-c", "c", 70.0)};
  const auto result = solved(network);
  CHECK(result.has_converged());
  CHECK(result.islands.size() == 1);
  CHECK_FALSE(result.buses[1].is_solved);
  CHECK(std::isnan(result.buses[2].voltage_pu));
  CHECK(std::isnan(result.branches[0].real_from.in_si()));
  CHECK(result.served.in(units::kW) == Approx(30.0));
  CHECK(result.unserved.in(units::kW) == Approx(70.0));
}

TEST_CASE("an island that no source reaches is reported, and the others are solved") {
  auto network = stiff_line(1.0, 2.0, 0);
  network.buses.push_back({bus("far"), 20.0 * units::kV});
  network.loads = {draw("near", "b", 100.0), draw("lonely", "far", 50.0)};
  const auto result = solved(network);
  CHECK(result.has_converged());
  REQUIRE(result.dead_islands.size() == 1);
  CHECK(result.dead_islands[0].reason == "no source reaches it");
  CHECK(result.dead_islands[0].worst_bus == 2);
  CHECK(result.unserved.in(units::kW) == Approx(50.0));
}

TEST_CASE("a network without any source has no live island and serves nothing") {
  Network network;
  network.buses = boards({"a", "b"}, 400.0 * units::V);
  network.lines = {cable("ab", "a", "b", 0.1, 0.1)};
  network.loads = {draw("load", "b", 10.0)};
  const auto result = solved(network);
  CHECK(result.islands.empty());
  CHECK(result.served.in_si() == 0.0);
  CHECK(result.unserved.in(units::kW) == Approx(10.0));
  CHECK(result.losses.in_si() == 0.0);
}

TEST_CASE("a bus with a stiff source alone holds the given voltage and gives the load") {
  Network network;
  network.buses = boards({"a"}, 400.0 * units::V);
  network.sources = {stiff("grid", "a", 1.03)};
  network.loads = {draw("load", "a", 25.0, -5.0)};
  const auto result = solved(network);
  REQUIRE(result.has_converged());
  CHECK(result.buses[0].voltage_pu == Approx(1.03).epsilon(1e-12));
  CHECK(result.buses[0].angle_rad == 0.0);
  CHECK(result.sources[0].real.in(units::kW) == Approx(25.0));
  CHECK(result.sources[0].reactive.in(units::kvar) == Approx(-5.0));
}

TEST_CASE("two islands with sources are solved apart") {
  Network network;
  network.buses = boards({"a", "b", "c", "d"}, 400.0 * units::V);
  network.sources = {stiff("left", "a"), stiff("right", "d", 1.05)};
  network.lines = {cable("ab", "a", "b", 0.01, 0.02), cable("cd", "c", "d", 0.01, 0.02)};
  network.switches = {breaker("tie", "b", "c", false)};
  network.loads = {draw("lb", "b", 100.0), draw("lc", "c", 50.0)};
  const auto apart = solved(network);
  REQUIRE(apart.has_converged());
  REQUIRE(apart.islands.size() == 2);
  CHECK(apart.islands[0].buses == 2);
  // Losses are 3 R I², the sources give loads and losses; each island pays for its own.
  const auto heat_kw = [](const BranchResult& one) {
    return 3 * 0.01 * std::pow(one.current_to.in(units::A), 2) / 1e3;
  };
  CHECK(apart.sources[0].real.in(units::kW) == Approx(100.0 + heat_kw(apart.branches[0])));
  CHECK(apart.sources[1].real.in(units::kW) == Approx(50.0 + heat_kw(apart.branches[1])));
  network.switches[0].is_closed = true;
  const auto joined = solved(network);
  CHECK(joined.islands.size() == 1);
  CHECK(joined.buses[1].voltage_pu == joined.buses[2].voltage_pu);
}

TEST_CASE("one island beyond the nose takes no answer from another that has one") {
  Network network;
  network.buses = boards({"a", "b", "c", "d"}, 400.0 * units::V);
  network.sources = {stiff("left", "a"), stiff("right", "c")};
  network.lines = {cable("ab", "a", "b", 0.1, 0.0), cable("cd", "c", "d", 0.1, 0.0)};
  // P_max = V²/(4R) = 400 kW for a resistive line.
  network.loads = {draw("too-much", "b", 500.0), draw("enough", "d", 300.0)};
  const auto result = solved(network);
  CHECK_FALSE(result.has_converged());
  REQUIRE(result.islands.size() == 2);
  CHECK_FALSE(result.islands[0].has_converged);
  CHECK(result.islands[0].reason.find("beyond the nose") != std::string::npos);
  CHECK(result.islands[0].loadability == Approx(400.0 / 500.0).margin(2e-3));
  CHECK(std::isnan(result.buses[1].voltage_pu));
  CHECK(std::isnan(result.branches[0].real_to.in_si()));
  CHECK(result.islands[1].has_converged);
  // v² - v V + R P = 0: v = 200 + sqrt(200² - 0.1 * 300e3) = 300 V.
  CHECK(result.buses[3].voltage_pu == Approx(300.0 / 400.0).epsilon(1e-9));
}

TEST_CASE("a load just short of the nose is solved, a little more is not") {
  Network network;
  network.buses = boards({"a", "b"}, 400.0 * units::V);
  network.sources = {stiff("grid", "a")};
  network.lines = {cable("ab", "a", "b", 0.0, 0.2)};
  // A pure reactance: P_max = V²/(2X) = 400 kW at unity power factor.
  network.loads = {draw("load", "b", 399.0)};
  const auto before = solved(network);
  REQUIRE(before.has_converged());
  // v⁴ - V² v² + (X P)² = 0, the upper root.
  const double square = 400.0 * 400.0;
  const double v = std::sqrt((square + std::sqrt(square * square - 4 * std::pow(0.2 * 399e3, 2))) / 2);
  CHECK(before.buses[1].voltage_pu == Approx(v / 400.0).epsilon(1e-6));
  network.loads = {draw("load", "b", 401.0)};
  const auto after = solved(network);
  CHECK_FALSE(after.has_converged());
  CHECK(after.islands[0].worst_bus == 1);
}

TEST_CASE("a load that is not a number is named, and is not called too large") {
  Network network;
  network.buses = boards({"a", "b", "c"}, 400.0 * units::V);
  network.sources = {stiff("grid", "a"), stiff("other", "c")};
  network.lines = {cable("ab", "a", "b", 0.01, 0.02)};
  network.loads = {draw("sound", "a", 10.0), draw("load", "b", 10.0), draw("apart", "c", 10.0)};
  const auto problem = to_problem(network);
  const double not_a_number =
      GENERATE(std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity());
  const bool is_reactive = GENERATE(false, true);
  auto state = normal_state(problem);
  (is_reactive ? state.load_reactive_pu : state.load_real_pu)[1] = not_a_number;
  if (is_reactive) state.load_real_pu[1] = 0.0;
  const auto result = solve_load_flow(problem, state);
  CHECK_FALSE(result.has_converged());
  REQUIRE(result.islands.size() == 2);
  CHECK(result.islands[0].reason == "bad data: the power of load load is not a number");
  CHECK(std::isnan(result.islands[0].loadability));
  CHECK(result.islands[0].worst_bus == 1);
  CHECK_FALSE(result.buses[0].is_solved);
  CHECK_FALSE(result.buses[1].is_solved);
  CHECK(result.buses[2].is_solved);
}

TEST_CASE("what feeds a UPS without an answer has none either") {
  Network network;
  network.buses = boards({"in", "out", "rack"}, 400.0 * units::V);
  network.sources = {stiff("grid", "in")};
  network.converters = {ups("u", "in", "out", 0.96)};
  network.lines = {cable("w", "out", "rack", 0.1, 0.0)};
  network.loads = {draw("too-much", "rack", 500.0)};
  const auto result = solved(network);
  REQUIRE(result.islands.size() == 2);
  CHECK_FALSE(result.islands[0].has_converged);
  CHECK(result.islands[0].reason.find("converter u ") != std::string::npos);
  CHECK(std::isnan(result.islands[0].loadability));
  CHECK(result.islands[1].loadability == Approx(400.0 / 500.0).margin(2e-3));
  CHECK_FALSE(result.buses[0].is_solved);
  CHECK(std::isnan(result.sources[0].real.in_si()));
}

TEST_CASE("parallel feeds share the load by their impedances") {
  // Behind equal inner voltages, two feeds on one bus give power as their fault levels: 30 to 10.
  Network network;
  network.buses = boards({"a"}, 400.0 * units::V);
  network.sources = {feed("large", "a", 30.0, 5.0), feed("small", "a", 10.0, 5.0)};
  network.loads = {draw("load", "a", 800.0, 200.0)};
  const auto result = solved(network);
  REQUIRE(result.has_converged());
  CHECK(result.sources[0].real.in(units::kW) == Approx(600.0).epsilon(1e-9));
  CHECK(result.sources[1].real.in(units::kW) == Approx(200.0).epsilon(1e-9));
}

TEST_CASE("stiff sources on one board do not give the load twice") {
  Network network;
  network.buses = boards({"a", "b"}, 400.0 * units::V);
  network.sources = {stiff("one", "a"), stiff("two", "b")};
  network.switches = {breaker("tie", "a", "b")};
  network.loads = {draw("load", "a", 100.0)};
  const auto result = solved(network);
  REQUIRE(result.has_converged());
  CHECK((result.sources[0].real + result.sources[1].real).in(units::kW) == Approx(100.0));
}

TEST_CASE("converters in a ring are refused as bad input") {
  Network network;
  network.buses = boards({"a", "b", "c"}, 400.0 * units::V);
  network.sources = {stiff("grid", "a")};
  network.converters = {ups("in", "a", "b", 0.96), ups("there", "b", "c", 0.96), ups("back", "c", "b", 0.96)};
  network.loads = {draw("load", "c", 10.0)};
  CHECK_FALSE(check_network(network).empty());
}

TEST_CASE("converters that a switch of the state puts in a ring have no answer, nor has what feeds them") {
  Network network;
  network.buses = boards({"a", "b", "c", "d", "e"}, 400.0 * units::V);
  network.sources = {stiff("grid", "a")};
  network.switches = {breaker("tie", "d", "b", false)};
  network.converters = {ups("in", "a", "b", 0.96), ups("there", "b", "c", 0.96), ups("back", "c", "d", 0.96),
                        ups("apart", "a", "e", 0.96)};
  network.loads = {draw("load", "c", 10.0), draw("beside", "e", 10.0)};
  REQUIRE(check_network(network).empty());
  const auto problem = to_problem(network);
  auto state = normal_state(problem);
  REQUIRE(solve_load_flow(problem, state).has_converged());
  state.switch_closed[0] = 1;
  const auto result = solve_load_flow(problem, state);
  CHECK_FALSE(result.has_converged());
  for (const int bus : {0, 1, 2, 3}) CHECK_FALSE(result.buses[static_cast<std::size_t>(bus)].is_solved);
  CHECK(result.buses[4].is_solved);
  CHECK(result.islands[0].reason.find("ring of converters") != std::string::npos);
}

TEST_CASE("a UPS whose bypass is closed gives nothing beside the one that feeds both of its ends") {
  Network network;
  network.buses = boards({"in", "mid", "out"}, 400.0 * units::V);
  network.sources = {stiff("grid", "in")};
  network.converters = {ups("first", "in", "mid", 0.96), ups("second", "mid", "out", 0.96)};
  network.lines = {cable("bypass", "mid", "out", 0.05, 0.01)};
  network.loads = {draw("load", "out", 100.0)};
  const auto result = solved(network);
  REQUIRE(result.has_converged());
  CHECK(result.converters[0].real.in(units::kW) == Approx(100.0 + result.losses.in(units::kW)));
  CHECK(result.converters[1].real.is_missing());
  CHECK(result.buses[2].voltage_pu < 1.0);
}

TEST_CASE("a UPS beside whose output a source stands does not make its input wait") {
  // Each output is the other's input; a source at one of them cuts the ring.
  Network network;
  network.buses = boards({"a", "b"}, 400.0 * units::V);
  network.sources = {stiff("grid", "a"), stiff("set", "b")};
  network.converters = {ups("there", "a", "b", 0.96), ups("back", "b", "a", 0.96)};
  network.loads = {draw("at-a", "a", 30.0), draw("at-b", "b", 70.0)};
  CHECK(check_network(network).empty());
  auto result = solved(network);
  REQUIRE(result.has_converged());
  CHECK(result.sources[0].real.in(units::kW) == Approx(30.0));
  CHECK(result.sources[1].real.in(units::kW) == Approx(70.0));
  // Its island may even have no answer.
  network.loads[1].real = RealPower::from_si(70e3);
  const auto problem = to_problem(network);
  auto state = normal_state(problem);
  state.load_real_pu[1] = std::numeric_limits<double>::quiet_NaN();
  result = solve_load_flow(problem, state);
  CHECK(result.buses[0].is_solved);
  CHECK_FALSE(result.buses[1].is_solved);
}

TEST_CASE("loads without a source are counted, whatever the sign of their power") {
  Network network;
  network.buses = boards({"a", "b"}, 400.0 * units::V);
  network.sources = {stiff("grid", "a")};
  network.loads = {draw("takes", "b", 10.0), draw("gives", "b", -10.0), draw("magnetizes", "b", 0.0, 5.0),
                   draw("nothing", "b", 0.0), draw("live", "a", 5.0)};
  const auto result = solved(network);
  CHECK(result.unserved.in_si() == 0.0);
  CHECK(result.unserved_loads == 3);
}
