#include "tests/unit/thermal/open_networks.hpp"

#include <catch2/catch.hpp>

#include <numbers>

using namespace shellfit;
using namespace shellfit::thermal;

namespace {

bool says(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("between two reservoirs flows what their pressures drive") {
  auto network = open_net({"high", "low"});
  hold(network, "high", 300);
  hold(network, "low", 100);
  join(network, "pipe", "low", "high", rough_pipe(50.0, 10.0));
  const auto s = solved(network);
  REQUIRE(s.has_converged);
  CHECK(litres_per_s(s, 0) == Approx(-10.0 * std::pow(4.0, 1.0 / 1.852)).epsilon(1e-9));
  CHECK(s.reservoirs[0].in_si() == Approx(-s.links[0].mass_flow.in_si()).epsilon(1e-12));
  CHECK(s.reservoirs[1].in_si() == Approx(s.links[0].mass_flow.in_si()).epsilon(1e-12));
  CHECK_FALSE(s.nodes[0].has_temperature);  // nobody says how warm the water is
}

TEST_CASE("a reservoir feeds what is asked for, less the drops on the way") {
  auto network = open_net({"tank", "corner", "tap"});
  network.nodes[0].elevation = 30.0 * units::m;
  hold(network, "tank", 0);
  draw(network, "corner", 3);
  draw(network, "tap", 2);
  join(network, "main", "tank", "corner", rough_pipe(40.0, 5.0));
  join(network, "branch", "corner", "tap", resistance(10.0, 2.0));
  const auto s = solved(network);
  REQUIRE(s.has_converged);
  CHECK(litres_per_s(s, 0) == Approx(5.0).epsilon(1e-9));
  const double weight = fluid_in(network, to_problem(network), s, 0).density.in_si() * gravity_m_s2 / 1e3;
  CHECK(kpa_at(s, 1) == Approx(30.0 * weight - 40.0).epsilon(1e-9));
  CHECK(kpa_at(s, 2) == Approx(30.0 * weight - 50.0).epsilon(1e-9));
}

TEST_CASE("water takes its temperature from where it comes") {
  auto network = open_net({"warm", "mixed", "tap"});
  hold(network, "warm", 300);
  network.reservoirs[0].temperature = 60.0 * units::degC;
  network.demands.push_back({NodeId("mixed"), -1.0 * units::kg_per_s, {}, 20.0 * units::degC});
  network.demands.push_back({NodeId("tap"), 4.0 * units::kg_per_s, {}, {}});
  join(network, "a", "warm", "mixed", resistance(10.0, 3.0));
  join(network, "b", "mixed", "tap", resistance(10.0, 4.0));
  const auto s = solved(network);
  REQUIRE(s.has_converged);
  CHECK(s.links[0].mass_flow.in(units::kg_per_s) == Approx(3.0).epsilon(1e-12));
  const Enthalpy water(Fluid::water, network.atmosphere);
  const double mixed = 0.75 * water.j_kg(333.15) + 0.25 * water.j_kg(293.15);
  CHECK(s.nodes[2].temperature.in_si() == Approx(water.temperature_k(mixed)).epsilon(1e-10));
}

TEST_CASE("a reservoir that holds no pressure tells how warm the water is that comes in there") {
  auto network = open_net({"cold", "mixed", "tap"});
  hold(network, "cold", 300);
  network.reservoirs[0].temperature = 20.0 * units::degC;
  network.reservoirs.push_back({NodeId("mixed"), {}, 60.0 * units::degC});
  network.demands.push_back({NodeId("mixed"), -1.0 * units::kg_per_s, {}, {}});
  network.demands.push_back({NodeId("tap"), 4.0 * units::kg_per_s, {}, {}});
  join(network, "a", "cold", "mixed", resistance(10.0, 3.0));
  join(network, "b", "mixed", "tap", resistance(10.0, 4.0));
  REQUIRE(check_network(network).empty());
  const auto s = solved(network);
  REQUIRE(s.has_converged);
  REQUIRE(s.nodes[2].has_temperature);
  const Enthalpy water(Fluid::water, network.atmosphere);
  const double mixed = 0.75 * water.j_kg(293.15) + 0.25 * water.j_kg(333.15);
  CHECK(s.nodes[2].temperature.in_si() == Approx(water.temperature_k(mixed)).epsilon(1e-10));
}

TEST_CASE("water that nobody tells the warmth of gives a loop no steady temperature") {
  auto network = open_net({"source", "sink", "a", "b"});
  auto loop = network.circuits[0];
  loop.id = CircuitId("rack");
  loop.reference = NodeId("a");
  network.circuits.push_back(loop);
  network.nodes[2].circuit = network.nodes[3].circuit = loop.id;
  hold(network, "source", 300);
  hold(network, "sink", 100);
  join(network, "cold", "source", "sink", resistance(200.0, 5.0));
  join(network, "pump", "a", "b", given(2.0), 20.0 * units::kW_heat);
  join(network, "hot", "b", "a", resistance(20.0, 2.0));
  Exchanger x{LinkId("hot"), LinkId("cold"), 25.0 * units::degC, ExchangerRating{}};
  x.rating->hot_flow = 2.0 * units::L_per_s;
  x.rating->cold_flow = 5.0 * units::L_per_s;
  x.rating->duty = 100.0 * units::kW_heat;
  x.rating->hot_in = 40.0 * units::degC;
  x.rating->cold_in = 15.0 * units::degC;
  network.exchangers = {x};
  REQUIRE(check_network(network).empty());
  auto s = solved(network);
  REQUIRE(s.has_converged);
  CHECK(s.circuit_is_bounded == std::vector<char>{0, 0});
  CHECK_FALSE(s.nodes[2].has_temperature);
  network.reservoirs[0].temperature = 15.0 * units::degC;
  s = solved(network);
  REQUIRE(s.has_converged);
  CHECK(s.circuit_is_bounded == std::vector<char>{1, 1});
}

TEST_CASE("a pipe cools towards its surroundings as the exponential of its length") {
  auto network = open_net({"warm", "end"});
  hold(network, "warm", 300);
  network.reservoirs[0].temperature = 80.0 * units::degC;
  network.demands.push_back({NodeId("end"), 0.5 * units::kg_per_s, {}, {}});
  Pipe pipe{500.0 * units::m, 50.0 * units::mm, 0.05 * units::mm, 0.0};
  pipe.loss = PipeLoss{5.0 * units::W_per_m2K, 10.0 * units::degC};
  join(network, "pipe", "warm", "end", pipe);
  const auto s = solved(network);
  REQUIRE(s.has_converged);
  // dT/dx = -U pi D (T - T_around) / (m c(T)), by the midpoint rule.
  const Enthalpy water(Fluid::water, network.atmosphere);
  const double per_metre = 5.0 * std::numbers::pi * 0.05 / 0.5;
  double warmth = 353.15;
  constexpr int steps = 5000;
  for (int i = 0; i < steps; ++i) {
    const auto slope = [&](double t) { return -per_metre * (t - 283.15) / water.heat_j_kgk(t); };
    warmth += 500.0 / steps * slope(warmth + 250.0 / steps * slope(warmth));
  }
  CHECK(s.nodes[1].temperature.in_si() == Approx(warmth).epsilon(0).margin(1e-4));
  const double lost = 0.5 * (water.j_kg(353.15) - water.j_kg(s.nodes[1].temperature.in_si()));
  CHECK(s.links[0].lost.in_si() == Approx(lost).epsilon(1e-8));
}

TEST_CASE("what cannot be fed is named, with the way it would take, and the rest has its answer") {
  auto network = open_net({"tank", "near", "far", "end"});
  hold(network, "tank", 200);
  draw(network, "near", 2);
  draw(network, "far", 1.5);
  draw(network, "end", 1.0);
  join(network, "main", "tank", "near", rough_pipe(20.0, 2.0));
  join(network, "gate", "near", "far", rough_pipe(5.0, 2.0));
  join(network, "tail", "far", "end", rough_pipe(5.0, 2.0));
  network.links[1].is_open = false;
  const auto s = solved(network);
  CHECK_FALSE(s.has_converged);
  CHECK(s.failure == Failure::unfed_demand);
  CHECK(says(s.reason, "2.5 L/s asked for at far"));
  CHECK(says(s.reason, "gate (closed)"));
  CHECK(kpa_at(s, 1) == Approx(180.0).epsilon(1e-9));
  CHECK_FALSE(s.nodes[2].has_pressure);
  CHECK(s.demands[0].in_si() > 1.9);
  CHECK(s.demands[1].in_si() == 0.0);
}

TEST_CASE("a demand behind a valve that lets less through cannot be fed") {
  auto network = open_net({"tank", "near", "far"});
  hold(network, "tank", 500);
  draw(network, "far", 10);
  join(network, "main", "tank", "near", rough_pipe(20.0, 2.0));
  join(network, "limiter", "near", "far", LimitedResistance{wide_open(), 2.5 * units::L_per_s});
  const auto s = solved(network);
  CHECK(s.failure == Failure::unfed_demand);
  CHECK(says(s.reason, "far"));
  CHECK(says(s.reason, "limiter (at most 2.5 L/s)"));
  CHECK(litres_per_s(s, 0) == Approx(2.5).epsilon(1e-6));
}

TEST_CASE("a check valve in a pipe stops what would come back") {
  auto network = open_net({"low", "high"});
  hold(network, "low", 100);
  hold(network, "high", 200);
  join(network, "pipe", "low", "high", rough_pipe(10.0, 2.0));
  network.links[0].is_one_way = true;
  const auto s = solved(network);
  REQUIRE(s.has_converged);
  CHECK(litres_per_s(s, 0) == 0.0);
  CHECK(s.links[0].status == LinkStatus::stopped);
}

TEST_CASE("a full tank takes nothing, an empty one gives nothing") {
  auto network = open_net({"source", "tank", "sink"});
  hold(network, "source", 300);
  hold(network, "tank", 100);
  hold(network, "sink", 0);
  join(network, "in", "source", "tank", rough_pipe(10.0, 2.0));
  join(network, "out", "tank", "sink", rough_pipe(10.0, 2.0));
  network.reservoirs[1].may_take = false;
  auto s = solved(network);
  REQUIRE(s.has_converged);
  CHECK(litres_per_s(s, 0) == 0.0);
  CHECK(s.links[0].status == LinkStatus::stopped);
  CHECK(litres_per_s(s, 1) == Approx(2.0 * std::pow(10.0, 1 / 1.852)).epsilon(1e-9));
  network.reservoirs[1].may_take = true;
  network.reservoirs[1].may_give = false;
  s = solved(network);
  REQUIRE(s.has_converged);
  CHECK(litres_per_s(s, 1) == 0.0);
  CHECK(litres_per_s(s, 0) > 1.0);
}

TEST_CASE("an emitter lets out what its pressure drives, and a demand with pressure what there is") {
  auto network = open_net({"tank", "sprinkler", "tap"});
  hold(network, "tank", 100);
  join(network, "a", "tank", "sprinkler", resistance(1.0, 1.0));
  join(network, "b", "tank", "tap", resistance(1.0, 1.0));
  network.emitters = {{NodeId("sprinkler"), 2.0 * units::L_per_s, 40.0 * units::kPa, 0.5, true}};
  const PressureDependence with{20.0 * units::kPa_gauge, 320.0 * units::kPa_gauge, 0.5};
  network.demands = {{NodeId("tap"), 3.0 * units::L_per_s, with, {}}};
  auto s = solved(network);
  REQUIRE(s.has_converged);
  // q² of the pipe is its drop; p = 40 (q/2)² at the emitter, so q² (1 + 10) = 100.
  CHECK(litres_per_s(s, 0) == Approx(std::sqrt(100.0 / 11.0)).epsilon(1e-6));
  // p = 20 + 300 (q/3)² and p = 100 - q².
  CHECK(litres_per_s(s, 1) == Approx(std::sqrt(80.0 / (1.0 + 300.0 / 9.0))).epsilon(1e-6));
  CHECK(s.demands[0].in_si() == Approx(s.links[1].mass_flow.in_si()).epsilon(1e-12));
  CHECK(s.emitters[0].in_si() == Approx(s.links[0].mass_flow.in_si()).epsilon(1e-12));
  network.reservoirs[0].pressure = 500.0 * units::kPa_gauge;
  s = solved(network);
  REQUIRE(s.has_converged);
  CHECK(litres_per_s(s, 1) == Approx(3.0).epsilon(1e-9));
  network.reservoirs[0].pressure = 10.0 * units::kPa_gauge;
  s = solved(network);
  REQUIRE(s.has_converged);
  CHECK(litres_per_s(s, 1) == 0.0);
  CHECK(s.demands[0].in_si() == 0.0);
}

TEST_CASE("nothing is asked for: nothing flows, pressures stand") {
  auto network = open_net({"tank", "a", "b"});
  hold(network, "tank", 250);
  join(network, "one", "tank", "a", rough_pipe(10.0, 2.0));
  join(network, "two", "a", "b", rough_pipe(10.0, 2.0));
  join(network, "three", "b", "tank", rough_pipe(10.0, 2.0));
  const auto s = solved(network);
  REQUIRE(s.has_converged);
  for (std::size_t i = 0; i < 3; ++i) CHECK(litres_per_s(s, i) == 0.0);
  CHECK(kpa_at(s, 2) == Approx(250.0));
}

TEST_CASE("behind closed links without demand no pressure is told") {
  auto network = open_net({"tank", "behind", "beyond"});
  hold(network, "tank", 250);
  join(network, "gate", "tank", "behind", rough_pipe(10.0, 2.0));
  join(network, "pipe", "behind", "beyond", rough_pipe(10.0, 2.0));
  network.links[0].is_open = false;
  const auto s = solved(network);
  REQUIRE(s.has_converged);
  CHECK(s.links[0].status == LinkStatus::closed);
  CHECK_FALSE(s.nodes[1].has_pressure);
  CHECK_FALSE(s.nodes[2].has_pressure);
}
