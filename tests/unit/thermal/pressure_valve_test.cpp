#include "tests/unit/thermal/open_networks.hpp"

#include <catch2/catch.hpp>

using namespace shellfit;
using namespace shellfit::thermal;

namespace {

/// A source, a pipe, a valve, a pipe, and what draws at the end; pipes drop 10 kPa at 2 L/s.
Network line_with(Hydraulics valve, double source_kpa, double draw_l_s) {
  auto network = open_net({"source", "before", "after", "end"});
  hold(network, "source", source_kpa);
  join(network, "pipe1", "source", "before", resistance(10.0, 2.0));
  join(network, "valve", "before", "after", std::move(valve));
  join(network, "pipe2", "after", "end", resistance(10.0, 2.0));
  draw(network, "end", draw_l_s);
  return network;
}
PressureReducer reducer(double kpa) { return {wide_open(), kpa * units::kPa_gauge}; }
PressureSustainer sustainer(double kpa) { return {wide_open(), kpa * units::kPa_gauge}; }

}  // namespace

TEST_CASE("a reducer holds its pressure, opens when there is less, shuts against more") {
  auto s = solved(line_with(reducer(200), 500, 2.0));
  REQUIRE(s.has_converged);
  CHECK(s.links[1].status == LinkStatus::regulating);
  CHECK(kpa_at(s, 1) == Approx(490.0).epsilon(1e-9));
  CHECK(kpa_at(s, 2) == Approx(200.0).epsilon(1e-9));
  CHECK(kpa_at(s, 3) == Approx(190.0).epsilon(1e-9));

  s = solved(line_with(reducer(200), 150, 2.0));
  REQUIRE(s.has_converged);
  CHECK(s.links[1].status == LinkStatus::open);
  CHECK(kpa_at(s, 3) == Approx(130.0).epsilon(1e-6));

  auto network = line_with(reducer(200), 500, 0.0);
  network.demands.clear();
  hold(network, "end", 300);
  s = solved(network);
  REQUIRE(s.has_converged);
  CHECK(s.links[1].status == LinkStatus::stopped);
  CHECK(litres_per_s(s, 1) == 0.0);
  CHECK(kpa_at(s, 2) == Approx(300.0).epsilon(1e-9));
}

TEST_CASE("of two reducers into one zone the higher feeds it alone") {
  auto network = line_with(reducer(200), 500, 4.0);
  network.nodes.push_back({NodeId("after2"), network.circuits[0].id, 0.0 * units::m});
  join(network, "valve2", "before", "after2", reducer(150));
  join(network, "pipe3", "after2", "end", resistance(10.0, 2.0));
  const auto s = solved(network);
  REQUIRE(s.has_converged);
  CHECK(s.links[1].status == LinkStatus::regulating);
  CHECK(s.links[3].status == LinkStatus::stopped);
  CHECK(litres_per_s(s, 1) == Approx(4.0).epsilon(1e-9));
  CHECK(kpa_at(s, 3) == Approx(160.0).epsilon(1e-6));
}

TEST_CASE("reducers in series each hold their own pressure") {
  auto network = line_with(reducer(300), 500, 2.0);
  network.nodes.push_back({NodeId("tap"), network.circuits[0].id, 0.0 * units::m});
  join(network, "valve2", "end", "tap", reducer(100));
  network.demands[0].node = NodeId("tap");
  const auto s = solved(network);
  REQUIRE(s.has_converged);
  CHECK(kpa_at(s, 2) == Approx(300.0).epsilon(1e-9));
  CHECK(kpa_at(s, 4) == Approx(100.0).epsilon(1e-9));
}

TEST_CASE("a sustainer keeps the pressure before it, shuts when it cannot") {
  // Between 500 and 0 kPa pipes alone would pass 10 L/s.
  auto network = line_with(sustainer(400), 500, 0.0);
  network.demands.clear();
  hold(network, "end", 0);
  auto s = solved(network);
  REQUIRE(s.has_converged);
  CHECK(s.links[1].status == LinkStatus::regulating);
  CHECK(kpa_at(s, 1) == Approx(400.0).epsilon(1e-9));
  CHECK(litres_per_s(s, 1) == Approx(2.0 * std::sqrt(10.0)).epsilon(1e-9));

  network.links[1].hydraulics = sustainer(100);
  s = solved(network);
  REQUIRE(s.has_converged);
  CHECK(s.links[1].status == LinkStatus::open);
  CHECK(litres_per_s(s, 1) == Approx(10.0).epsilon(1e-4));

  network.links[1].hydraulics = sustainer(600);
  s = solved(network);
  REQUIRE(s.has_converged);
  CHECK(s.links[1].status == LinkStatus::stopped);
  CHECK(litres_per_s(s, 1) == 0.0);
}

TEST_CASE("a breaker drops what it is set to, or its own loss where that is more") {
  auto s = solved(line_with(PressureBreaker{resistance(50, 10), 80.0 * units::kPa}, 500, 2.0));
  REQUIRE(s.has_converged);
  CHECK(s.links[1].status == LinkStatus::regulating);
  CHECK(kpa_at(s, 1) - kpa_at(s, 2) == Approx(80.0).epsilon(1e-9));
  s = solved(line_with(PressureBreaker{resistance(50, 1), 80.0 * units::kPa}, 500, 2.0));
  REQUIRE(s.has_converged);
  CHECK(s.links[1].status == LinkStatus::open);
  CHECK(kpa_at(s, 1) - kpa_at(s, 2) == Approx(200.0).epsilon(1e-9));
}

TEST_CASE("a shut reducer leaves what is asked for behind it unfed, and says so") {
  // The tank behind the valve holds more than the valve is set to, but is empty.
  auto network = line_with(reducer(50), 500, 1.0);
  network.links[0].is_open = false;
  const auto s = solved(network);
  CHECK(s.failure == Failure::unfed_demand);
  CHECK(s.reason.find("pipe1 (closed)") != std::string::npos);
}

TEST_CASE("a breaker drops what it is set to whichever way water flows, as EPANET's does") {
  // Two pipes that drop 10 kPa each at 2 L/s, and the valve as much when it is open.
  auto network = line_with(PressureBreaker{resistance(10, 2), 80.0 * units::kPa}, 100, 0.0);
  network.demands.clear();
  hold(network, "end", 400);
  const auto flow_from = [&](double kpa) {
    network.reservoirs[0].pressure = kpa * units::kPa_gauge;
    const auto s = solved(network);
    REQUIRE(s.has_converged);
    return std::pair{litres_per_s(s, 1), s.links[1].status};
  };
  // Its open loss is more than it is set to.
  CHECK(flow_from(100).first == Approx(-2.0 * std::sqrt(10.0)).epsilon(1e-9));
  CHECK(flow_from(100).second == LinkStatus::open);
  CHECK(flow_from(400).first == Approx(-4.0).epsilon(1e-9));
  CHECK(flow_from(400).second == LinkStatus::regulating);
  CHECK(flow_from(440).first == Approx(-2.0 * std::sqrt(2.0)).epsilon(1e-9));
  CHECK(flow_from(500).first == Approx(2.0).epsilon(1e-9));
  CHECK(flow_from(500).second == LinkStatus::regulating);
}

TEST_CASE("a breaker puts nothing into a full tank, and takes nothing out of an empty one") {
  auto network = line_with(PressureBreaker{wide_open(), 50.0 * units::kPa}, 900, 0.0);
  network.demands.clear();
  join(network, "valve2", "before", "tank", PressureBreaker{wide_open(), 50.0 * units::kPa});
  network.nodes.push_back({NodeId("tank"), network.circuits[0].id, 0.0 * units::m});
  const bool is_turned = GENERATE(false, true);
  if (is_turned) std::swap(network.links[3].from, network.links[3].to);
  draw(network, "end", 1.0);
  hold(network, "tank", 200);
  network.reservoirs.back().may_take = false;
  auto s = solved(network);
  REQUIRE(s.has_converged);
  CHECK(litres_per_s(s, 3) == 0.0);
  CHECK(s.links[3].status == LinkStatus::stopped);
  CHECK(litres_per_s(s, 0) == Approx(1.0).epsilon(1e-9));

  network.reservoirs.back().may_take = true;
  network.reservoirs.back().may_give = false;
  network.reservoirs.back().pressure = 2000.0 * units::kPa_gauge;
  s = solved(network);
  REQUIRE(s.has_converged);
  CHECK(litres_per_s(s, 3) == 0.0);
}
