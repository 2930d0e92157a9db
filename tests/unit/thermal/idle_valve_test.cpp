#include "tests/unit/thermal/open_networks.hpp"

#include <catch2/catch.hpp>

using namespace shellfit;
using namespace shellfit::thermal;

// Pressure valves and pumps where nothing is to be held: with what is before or behind them cut off, a
// pressure held there would leave flows undetermined. The nets are those of WNTR's tests of EPANET (prv_open,
// psv_open, prv_closed without sources on one side, and io), smaller.

namespace {

PressureReducer reducer(double kpa) { return {wide_open(), kpa * units::kPa_gauge}; }
PressureSustainer sustainer(double kpa) { return {wide_open(), kpa * units::kPa_gauge}; }

}  // namespace

TEST_CASE("a sustainer opens when what is behind it must be fed anyway") {
  auto network = open_net({"source", "before", "after"});
  hold(network, "source", 500);
  join(network, "pipe", "source", "before", rough_pipe(10.0, 2.0));
  join(network, "valve", "before", "after", sustainer(100));
  draw(network, "after", 2.0);
  const auto s = solved(network);
  REQUIRE(s.has_converged);
  CHECK(s.links[1].status == LinkStatus::open);
  CHECK(kpa_at(s, 2) == Approx(490.0).epsilon(1e-6));
}

TEST_CASE("a reducer passes the pressure back to a ring that nothing else feeds") {
  auto network = open_net({"ring1", "ring2", "ring3", "after", "tank"});
  hold(network, "tank", 300);
  join(network, "a", "ring1", "ring2", rough_pipe(10.0, 2.0));
  join(network, "b", "ring2", "ring3", rough_pipe(10.0, 2.0));
  join(network, "c", "ring3", "ring1", rough_pipe(10.0, 2.0));
  join(network, "valve", "ring1", "after", reducer(500));
  join(network, "pipe", "tank", "after", rough_pipe(10.0, 2.0));
  draw(network, "after", 2.0);
  const auto s = solved(network);
  REQUIRE(s.has_converged);
  CHECK(kpa_at(s, 3) == Approx(290.0).epsilon(1e-9));
  CHECK(kpa_at(s, 1) == Approx(290.0).epsilon(1e-9));
  CHECK(litres_per_s(s, 3) == 0.0);
}

TEST_CASE("what is asked for before a shut reducer cannot be fed, what is behind it can") {
  auto network = open_net({"before", "after", "tank"});
  hold(network, "tank", 300);
  join(network, "valve", "before", "after", reducer(200));
  join(network, "pipe", "tank", "after", rough_pipe(10.0, 2.0));
  draw(network, "before", 1.0);
  draw(network, "after", 2.0);
  const auto s = solved(network);
  CHECK_FALSE(s.has_converged);
  CHECK(s.failure == Failure::unfed_demand);
  REQUIRE(s.unsolved.size() == 1);
  CHECK(s.unsolved[0].nodes == std::vector<int>{0});
}

TEST_CASE("a pump beside a sustainer shuts it and holds its own head") {
  auto network = open_net({"tank", "before", "after"});
  hold(network, "tank", 300);
  join(network, "pipe", "tank", "before", rough_pipe(10.0, 2.0));
  Pump pump;
  pump.curve =
      Pump::Segments{{{0.0 * units::L_per_s, 150.0 * units::kPa}, {3.0 * units::L_per_s, 0.0 * units::kPa}}};
  join(network, "pump", "before", "after", pump);
  join(network, "valve", "before", "after", sustainer(20));
  draw(network, "before", 2.0);
  const auto s = solved(network);
  REQUIRE(s.has_converged);
  CHECK(s.links[2].status == LinkStatus::stopped);
  CHECK(kpa_at(s, 1) == Approx(290.0).epsilon(1e-9));
  CHECK(kpa_at(s, 2) == Approx(440.0).epsilon(1e-9));
}

TEST_CASE("behind a pump of constant power that moves nothing no pressure is told") {
  auto network = open_net({"tank", "before", "dead_end"});
  hold(network, "tank", 300);
  join(network, "pipe", "tank", "before", rough_pipe(10.0, 2.0));
  Pump pump;
  pump.curve = Pump::ConstantPower{1.0 * units::kW};
  join(network, "pump", "before", "dead_end", pump);
  draw(network, "before", 2.0);
  const auto s = solved(network);
  REQUIRE(s.has_converged);
  CHECK(litres_per_s(s, 1) == 0.0);
  CHECK(kpa_at(s, 1) == Approx(290.0).epsilon(1e-9));
  CHECK_FALSE(s.nodes[2].has_pressure);
}
