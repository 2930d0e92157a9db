#include "power/reactive_shares.hpp"
#include "tests/unit/power/networks.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <numbers>

using namespace shellfit;
using namespace shellfit::power;

namespace {

constexpr double endless = std::numeric_limits<double>::infinity();

Generator holder(const std::string& id, const std::string& at, double least_mvar, double most_mvar) {
  auto one = generator(id, at, 1000.0, 1.0);
  one.least_reactive = least_mvar * units::Mvar;
  one.most_reactive = most_mvar * units::Mvar;
  return one;
}

}  // namespace

TEST_CASE("two feeds at an angle exchange what V² sin δ / X says") {
  auto network = stiff_line(0.0, 16.0, 0);
  network.sources.push_back(stiff("other", "b"));
  network.sources[1].angle_rad = -10 * std::numbers::pi / 180;
  const auto result = solved(network);
  REQUIRE(result.has_converged());
  CHECK(result.branches[0].real_from.in_si() ==
        Approx(20e3 * 20e3 / 16.0 * std::sin(10 * std::numbers::pi / 180)));
  CHECK(result.sources[1].real.in_si() == Approx(-result.branches[0].real_from.in_si()));
}

TEST_CASE("a generator holds its bus until its reactive power is used up") {
  auto network = stiff_line(1.0, 10.0, 0);
  network.loads = {draw("load", "b", 8000.0, 4000.0)};
  network.generators = {generator("set", "b", 3000.0, 1.01)};
  auto result = solved(network);
  REQUIRE(result.has_converged());
  CHECK(result.buses[1].voltage_pu == Approx(1.01).epsilon(1e-12));
  const double wanted_mvar = result.generators[0].reactive.in(units::Mvar);
  // From the line's reactance alone: (1.01 - 1) 20 kV over 10 ohm, and what the load and R P ask for.
  CHECK(wanted_mvar > 4.0);
  CHECK_FALSE(result.generators[0].is_at_limit);

  network.generators[0].most_reactive = 3.0 * units::Mvar;
  network.generators[0].least_reactive = -1.0 * units::Mvar;
  result = solved(network);
  REQUIRE(result.has_converged());
  CHECK(result.generators[0].is_at_limit);
  CHECK(result.generators[0].reactive.in(units::Mvar) == Approx(3.0));
  CHECK(result.buses[1].voltage_pu < 1.01);
  // It is now a load of 5 MW and 1 Mvar.
  auto same = stiff_line(1.0, 10.0, 0);
  same.loads = {draw("load", "b", 5000.0, 1000.0)};
  CHECK(result.buses[1].voltage_pu == Approx(solved(same).buses[1].voltage_pu).epsilon(1e-9));
}

TEST_CASE("a swing machine at its limit passes the swing on and keeps the power it had") {
  // Three buses in a row; the load at the end asks the first for more reactive power than it has.
  Network network;
  network.buses = boards({"a", "b", "c"}, 20.0 * units::kV);
  network.sources = {stiff("swing", "a")};
  network.sources[0].least_reactive = -1.0 * units::Mvar;
  network.sources[0].most_reactive = 1.0 * units::Mvar;
  network.lines = {cable("ab", "a", "b", 0.2, 2.0), cable("bc", "b", "c", 0.2, 2.0)};
  network.loads = {draw("load", "b", 6000.0, 5000.0)};
  network.generators = {generator("set", "c", 2000.0, 1.0)};
  const auto problem = to_problem(network);
  LoadFlowOptions without;
  without.has_reactive_limits = false;
  const auto before = solve_load_flow(problem, normal_state(problem), without);
  const auto result = solved(network);
  REQUIRE((before.has_converged() && result.has_converged()));
  CHECK(before.sources[0].reactive.in(units::Mvar) > 1.0);
  CHECK(result.sources[0].is_at_limit);
  CHECK(result.sources[0].reactive.in(units::Mvar) == Approx(1.0).epsilon(1e-9));
  CHECK(result.sources[0].real.in_si() == Approx(before.sources[0].real.in_si()).epsilon(1e-9));
  CHECK(result.buses[0].voltage_pu < 1.0);
  CHECK(result.buses[0].angle_rad == Approx(0.0).margin(1e-12));
  CHECK(result.buses[2].voltage_pu == Approx(1.0).epsilon(1e-12));
  // What the set gives beside its 2 MW is what the losses grew by.
  CHECK(result.generators[0].real.in(units::kW)-2000.0 ==
        Approx(result.losses.in(units::kW)-before.losses.in(units::kW)).epsilon(1e-6));
}

TEST_CASE("an island whose every generator is at its limit has no solution, and says so") {
  auto network = stiff_line(1.0, 10.0, 0);
  network.loads = {draw("load", "b", 8000.0, 4000.0)};
  network.sources[0].most_reactive = 2.0 * units::Mvar;
  const auto result = solved(network);
  CHECK_FALSE(result.has_converged());
  CHECK(result.islands[0].is_infeasible);
  CHECK(result.islands[0].worst_bus == 0);
  CHECK(result.islands[0].reason ==
        "no generator is left to hold the voltage: each gives the reactive power that it can");
  CHECK(std::isnan(result.buses[1].voltage_pu));
}

TEST_CASE("generators of one bus share reactive power as their ranges") {
  auto network = stiff_line(1.0, 10.0, 0);
  network.loads = {draw("load", "b", 8000.0, 4000.0)};
  network.generators = {holder("small", "b", 0.0, 2.0), holder("large", "b", 0.0, 6.0)};
  const auto result = solved(network);
  REQUIRE(result.has_converged());
  CHECK(result.generators[1].reactive / result.generators[0].reactive == Approx(3.0));
}

TEST_CASE("two sources that would hold one bus at different voltages are bad data") {
  auto network = stiff_line(1.0, 2.0, 0);
  network.buses.push_back({bus("c"), 20.0 * units::kV});
  network.sources.push_back(stiff("other", "c", 1.02));
  network.switches = {breaker("tie", "a", "c")};
  const auto result = solved(network);
  CHECK_FALSE(result.has_converged());
  CHECK(result.islands[0].reason == "bad data: other holds 1.02 pu where another source holds 1 pu");
  CHECK(std::isnan(result.buses[1].voltage_pu));
}

TEST_CASE("beside a generator without an end to its reactive power another one keeps its limit") {
  auto network = stiff_line(1.0, 10.0, 0);
  network.loads = {draw("load", "b", 8000.0, 4000.0)};
  network.generators = {holder("small", "b", 0.0, 0.5), holder("large", "b", -endless, endless),
                        holder("next", "b", -1.0, endless)};
  const auto result = solved(network);
  REQUIRE(result.has_converged());
  const double whole = result.generators[0].reactive.in(units::Mvar) +
                       result.generators[1].reactive.in(units::Mvar) +
                       result.generators[2].reactive.in(units::Mvar);
  CHECK(whole == Approx(4.0 + result.branches[0].reactive_to.in(units::Mvar)));
  REQUIRE(whole > 1.5);
  CHECK(result.generators[0].reactive.in(units::Mvar) == Approx(0.5));
  CHECK(result.generators[1].reactive.in(units::Mvar) == Approx((whole - 0.5) / 2));
  CHECK(result.generators[2].reactive.in(units::Mvar) == Approx((whole - 0.5) / 2));
}

TEST_CASE("what passes a limit is shared by those that are left") {
  // By weight 3 : 1, but the first has 2 at most: the rest is the second's.
  CHECK(share_reactive({{3, -endless, 2}, {1, -endless, endless}}, 4) == std::vector<double>{2, 2});
  CHECK(share_reactive({{3, -2, endless}, {1, -endless, endless}}, -4) == std::vector<double>{-2, -2});
  CHECK(share_reactive({{3, -2, 2}, {1, -endless, endless}}, 2) == std::vector<double>{1.5, 0.5});
  // Passed above by more than below: 10 of 15 stay above, and nobody is below then.
  CHECK(share_reactive({{2, 0, 4}, {1, 6, endless}, {0, 0, 5}}, 15) == std::vector<double>{4, 11, 0});
  // Who has no weight takes what the others cannot, and gives no less than it must.
  CHECK(share_reactive({{1, -endless, 2}, {0, -1, endless}, {0, -1, 1}}, 5) == std::vector<double>{2, 2, 1});
  CHECK(share_reactive({{1, -endless, endless}, {0, 1, endless}}, 5) == std::vector<double>{4, 1});
  // In proportion to the ranges where all have one; by weight where nobody could keep a limit.
  CHECK(share_reactive({{1, 0, 2}, {1, -2, 4}}, 2) == std::vector<double>{1, 1});
  CHECK(share_reactive({{1, -endless, 2}, {3, -endless, 2}}, 8) == std::vector<double>{3, 5});
}

TEST_CASE("a generator that would hold the output of a UPS is bad data, and both are named") {
  Network network;
  network.buses = boards({"in", "out", "far"}, 400.0 * units::V);
  network.sources = {stiff("grid", "in")};
  network.converters = {ups("u", "in", "out", 0.96)};
  network.lines = {cable("w", "out", "far", 0.01, 0.01)};
  network.loads = {draw("load", "far", 100.0)};
  network.generators = {holder("set", "out", -1.0, 1.0)};
  network.generators[0].real = 20.0 * units::kW;
  const auto result = solved(network);
  REQUIRE(result.islands.size() == 2);
  CHECK(result.islands[1].reason == "bad data: set would hold the voltage that converter u makes");
  CHECK(result.islands[1].worst_bus == 1);
  CHECK_FALSE(result.buses[1].is_solved);
  // One that only gives power relieves the UPS.
  network.generators[0].voltage_pu.reset();
  const auto relieved = solved(network);
  REQUIRE(relieved.has_converged());
  CHECK(relieved.converters[0].real.in(units::kW) == Approx(80.0 + relieved.losses.in(units::kW)));
}
