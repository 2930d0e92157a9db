#include "tests/unit/thermal/open_networks.hpp"

#include <catch2/catch.hpp>

using namespace shellfit;
using namespace shellfit::thermal;

// Pieces that have no flows are told, each for itself, and the rest has its answer.

namespace {

Pump constant_power(double kw) { return {Pump::ConstantPower{kw * units::kW}}; }
void shut(Network& network, std::size_t link) { network.links[link].is_open = false; }

/// Two reservoirs; a pump of constant power from the one to the other.
Network power_between(double from_kpa, double to_kpa) {
  auto network = open_net({"from", "to"});
  hold(network, "from", from_kpa);
  hold(network, "to", to_kpa);
  join(network, "pump", "from", "to", constant_power(5));
  return network;
}

}  // namespace

TEST_CASE("what flows in and has no way on leaves the rest its answer") {
  auto network = open_net({"source", "fed", "cut off"});
  hold(network, "source", 300);
  draw(network, "fed", 1);
  draw(network, "cut off", -5);
  join(network, "main", "source", "fed", rough_pipe(10.0, 5.0));
  join(network, "branch", "fed", "cut off", rough_pipe(10.0, 5.0));
  shut(network, 1);
  auto s = solved(network);
  CHECK(s.failure == Failure::contradictory_flows);
  REQUIRE(s.unsolved.size() == 1);
  CHECK(s.unsolved[0].nodes == std::vector<int>{2});
  CHECK(s.unsolved[0].reason ==
        "the given flows contradict each other: 5 L/s reach cut off and have no way on");
  CHECK(litres_per_s(s, 0) == Approx(1.0).epsilon(1e-9));
  CHECK(kpa_at(s, 1) == Approx(300.0 - 10.0 * std::pow(0.2, 1.852)).epsilon(1e-9));

  // A valve lets a part of it on.
  network.links[1].is_open = true;
  network.links[1].hydraulics = LimitedResistance{wide_open(), 2.0 * units::L_per_s};
  std::swap(network.links[1].from, network.links[1].to);
  s = solved(network);
  CHECK(s.unsolved[0].reason ==
        "the given flows contradict each other: 3 L/s reach cut off and have no way on");
  CHECK(litres_per_s(s, 0) == Approx(-1.0).epsilon(1e-9));
}

TEST_CASE("what lacks in one piece and is too much in another is not mixed up") {
  auto network = open_net({"source", "fed", "dry", "full", "behind"});
  hold(network, "source", 300);
  draw(network, "fed", 1);
  draw(network, "dry", 10);
  draw(network, "full", -5);
  join(network, "main", "source", "fed", rough_pipe(10.0, 5.0));
  join(network, "to dry", "fed", "dry", rough_pipe(10.0, 5.0));
  join(network, "to full", "fed", "full", rough_pipe(10.0, 5.0));
  join(network, "on", "full", "behind", rough_pipe(10.0, 5.0));
  shut(network, 1);
  shut(network, 2);
  const auto s = solved(network);
  REQUIRE(s.unsolved.size() == 2);
  CHECK(s.unsolved[0].reason == "the given flows contradict each other: 5 L/s reach full and have no way on");
  CHECK(s.unsolved[0].nodes == std::vector<int>{3, 4});
  CHECK(s.unsolved[1].reason == "10 L/s asked for at dry cannot get there: the way is by to dry (closed)");
  CHECK(litres_per_s(s, 0) == Approx(1.0).epsilon(1e-9));
}

TEST_CASE("each piece that is left out, sooner or later, is told with its own way") {
  // Behind the closed pipe at once; behind the valve once it is known to be shut.
  auto network = open_net({"source", "fed", "before", "behind valve", "behind pipe"});
  hold(network, "source", 500);
  draw(network, "fed", 1);
  draw(network, "behind valve", 3);
  draw(network, "behind pipe", 10);
  join(network, "main", "source", "fed", rough_pipe(10.0, 5.0));
  join(network, "closed", "fed", "behind pipe", rough_pipe(10.0, 5.0));
  join(network, "on", "fed", "before", rough_pipe(10.0, 5.0));
  join(network, "valve", "before", "behind valve", PressureSustainer{wide_open(), 800.0 * units::kPa_gauge});
  shut(network, 1);
  const auto s = solved(network);
  REQUIRE(s.unsolved.size() == 2);
  CHECK(s.unsolved[0].reason ==
        "10 L/s asked for at behind pipe cannot get there: the way is by closed (closed)");
  CHECK(s.unsolved[1].reason.find("3 L/s asked for at behind valve cannot get there") == 0);
  CHECK(s.unsolved[1].reason.find("closed (closed)") == std::string::npos);
  CHECK(litres_per_s(s, 0) == Approx(1.0).epsilon(1e-9));
}

TEST_CASE("a pump of constant power down to a lower reservoir has no flow that it could settle at") {
  auto network = power_between(400, 100);
  network.nodes.push_back({NodeId("tap"), network.circuits[0].id, 0.0 * units::m});
  join(network, "pipe", "from", "tap", rough_pipe(10.0, 5.0));
  draw(network, "tap", 1);
  const auto s = solved(network);
  CHECK(s.failure == Failure::not_found);
  CHECK(s.reason == "flows grow without bound, first at pump");
}

TEST_CASE("a pump of constant power up to a higher reservoir moves its power by its head") {
  const auto s = solved(power_between(100, 400));
  REQUIRE(s.has_converged);
  CHECK(s.links[0].status == LinkStatus::open);
  CHECK(litres_per_s(s, 0) == Approx(5.0 / 300.0 * 1e3).epsilon(1e-9));
}

TEST_CASE("a pump of constant power stands where nothing comes back to it") {
  auto network = open_net({"a", "b", "end"});
  hold(network, "a", 100);
  hold(network, "b", 100);
  join(network, "one", "a", "end", constant_power(5));
  join(network, "other", "b", "end", constant_power(5));
  auto s = solved(network);
  REQUIRE(s.has_converged);
  CHECK(s.links[0].status == LinkStatus::stopped);
  CHECK(litres_per_s(s, 0) == 0.0);
  CHECK(litres_per_s(s, 1) == 0.0);

  draw(network, "end", 4);
  s = solved(network);
  REQUIRE(s.has_converged);
  CHECK(s.links[0].status == LinkStatus::open);
  CHECK(litres_per_s(s, 0) == Approx(2.0).epsilon(1e-9));

  // Water that comes in at its end finds no way past it.
  std::get<VolumeFlow>(network.demands[0].flow) = -4.0 * units::L_per_s;
  s = solved(network);
  CHECK(s.failure == Failure::contradictory_flows);
  CHECK(s.reason == "the given flows contradict each other: 4 L/s reach end and have no way on");
}

TEST_CASE("a pump of constant power does not draw from where nothing comes to") {
  auto network = open_net({"dry", "reservoir"});
  hold(network, "reservoir", 0);
  draw(network, "dry", 1);
  join(network, "pump", "dry", "reservoir", constant_power(1));
  const auto s = solved(network);
  CHECK(s.failure == Failure::unfed_demand);
  CHECK(s.reason == "1 L/s asked for at dry cannot get there: the way is by pump (not that way)");
}

TEST_CASE("next to nothing flows through wide pipes, and balances") {
  auto network = open_net({"source", "start", "middle", "end"});
  hold(network, "source", 1500);
  const double mm = GENERATE(1000.0, 2500.0);
  join(network, "dummy", "source", "start", Pipe{0.3 * units::m, mm * units::mm, 0.0 * units::mm, 0});
  join(network, "main", "start", "middle", Pipe{300.0 * units::m, 200.0 * units::mm, 0.1 * units::mm, 0});
  join(network, "wide", "middle", "end", Pipe{1.0 * units::m, mm * units::mm, 0.0 * units::mm, 0});
  draw(network, "middle", 0.03);
  draw(network, "end", GENERATE(1e-5, 0.03));
  const auto s = solved(network);
  REQUIRE(s.has_converged);
  const double end = std::get<VolumeFlow>(network.demands[1].flow).in(units::L_per_s);
  CHECK(litres_per_s(s, 0) == Approx(0.03 + end).epsilon(1e-9));
  CHECK(litres_per_s(s, 1) == Approx(0.03 + end).epsilon(1e-9));
  CHECK(litres_per_s(s, 2) == Approx(end).epsilon(1e-6));
}

// A foot of pipe 99 inches wide, as files have it for a source: 3e-4 Pa at 1 m3/s and 1.852.
TEST_CASE("a dummy pipe of no drop to speak of balances what two taps draw") {
  auto network = open_net({"well", "n1", "n2", "n3"});
  hold(network, "well", 597);
  for (std::size_t n = 1; n < 4; ++n) network.nodes[n].elevation = (n == 1 ? 15.0 : 12.0) * units::m;
  join(network, "dummy", "well", "n1", rough_pipe(3e-7, 1000.0));
  join(network, "main", "n1", "n2", rough_pipe(33.0, 30.0));
  join(network, "end", "n2", "n3", rough_pipe(67.0, 30.0));
  draw(network, "n2", 0.0315);
  draw(network, "n3", 0.0315);
  const auto s = solved(network);
  REQUIRE(s.has_converged);
  for (std::size_t i = 0; i < 2; ++i) CHECK(litres_per_s(s, i) == Approx(0.063).epsilon(1e-8));
  CHECK(litres_per_s(s, 2) == Approx(0.0315).epsilon(1e-8));
}

TEST_CASE("an orifice of any exponent lets nothing out at no pressure") {
  const double exponent = GENERATE(0.1, 0.25, 1.0 / 3.0, 0.5, 1.0);
  auto network = open_net({"source", "leak"});
  hold(network, "source", GENERATE(0.0, 50.0));
  join(network, "pipe", "source", "leak", rough_pipe(10.0, 5.0));
  network.emitters = {{NodeId("leak"), 1.0 * units::L_per_s, 10.0 * units::kPa, exponent, true}};
  const auto s = solved(network);
  REQUIRE(s.has_converged);
  const double left = kpa_at(s, 1);
  const double expected = left > 1e-9 ? std::pow(left / 10.0, exponent) : 0.0;
  CHECK(litres_per_s(s, 0) == Approx(expected).epsilon(1e-6).margin(1e-9));
}

TEST_CASE("a demand with pressure is what the state asks for") {
  auto network = open_net({"source", "tap"});
  hold(network, "source", 40);
  join(network, "pipe", "source", "tap", wide_open());
  network.demands = {{NodeId("tap"),
                      2.0 * units::L_per_s,
                      PressureDependence{0.0 * units::kPa_gauge, 160.0 * units::kPa_gauge, 0.5},
                      {}}};
  const auto problem = to_problem(network);
  auto state = normal_state(problem);
  const auto flow_at = [&](double litres) {
    state.demand_m3_s[0] = 1e-3 * litres;
    const auto s = solve(problem, state);
    REQUIRE(s.has_converged);
    return litres_per_s(s, 0);
  };
  CHECK(flow_at(2.0) == Approx(1.0).epsilon(1e-6));  // at a quarter of the pressure a half
  CHECK(flow_at(6.0) == Approx(3.0).epsilon(1e-6));
  CHECK(flow_at(0.0) == 0.0);
  CHECK(flow_at(-1.0) == Approx(-1.0).epsilon(1e-9));
}
