#include "tests/unit/thermal/loops.hpp"

#include <catch2/catch.hpp>

#include <limits>

using namespace shellfit;
using namespace shellfit::thermal;

namespace {

constexpr double no_number = std::numeric_limits<double>::quiet_NaN();

/// 2 MW from 35 to 29.44 degC at a wet bulb of 25.55 degC.
TowerRating rated() {
  TowerRating rating;
  rating.duty = 2000.0 * units::kW_heat;
  rating.wet_bulb = 25.55 * units::degC;
  rating.approach = 3.89 * units::K;
  rating.range = 5.56 * units::K;
  rating.fan_power = 42.0 * units::kW;
  return rating;
}
OutdoorAir air(double dry_c, double wet_c) { return {273.15 + dry_c, 273.15 + wet_c, 101325.0}; }

/// A load and a tower on one ring.
Network ring(double load_kw, double litres_per_s, double setpoint_c) {
  auto network = circuit_of({"warm", "basin"});
  join(network, "load", "basin", "warm", given(litres_per_s), load_kw * units::kW_heat);
  join(network, "tower", "warm", "basin", given(litres_per_s));
  network.rejectors = {{LinkId("tower"), Rejector::Kind::evaporative, setpoint_c * units::degC, {}, rated()}};
  return network;
}
Solution in_air(const Network& network, const OutdoorAir& outdoor, double capacity_w = 0.0) {
  const auto problem = to_problem(network);
  auto state = normal_state(problem);
  for (std::size_t r = 0; r < network.rejectors.size(); ++r) {
    if (network.rejectors[r].kind == Rejector::Kind::refrigerated) state.capacity_w[r] = capacity_w;
    if (network.rejectors[r].kind != Rejector::Kind::evaporative) continue;
    state.sink_k[r] = outdoor.dry_bulb_k;
    state.wet_bulb_k[r] = outdoor.wet_bulb_k;
  }
  return solve(problem, state);
}
/// What a tower takes out of the water that entered it in an answer.
double alone_w(const Solution& s, std::size_t link, std::size_t inlet, double heat_w,
               const OutdoorAir& outdoor) {
  const double in_k = s.nodes[inlet].temperature.in_si();
  const double rate_w_k = heat_w / (in_k - s.links[link].outlet.in_si());
  return tower_most(tower_constants(rated()).value(), rate_w_k, in_k, outdoor).most_w;
}

}  // namespace

TEST_CASE("a tower at full gives in a network what it gives alone at the temperature that enters it") {
  for (const double load_kw : {600.0, 1500.0, 2400.0, 4000.0}) {
    for (const double wet_c : {3.0, 12.0, 25.55}) {
      CAPTURE(load_kw, wet_c);
      const auto outdoor = air(wet_c + 8.0, wet_c);
      const auto s = in_air(ring(load_kw, 86.5, -50.0), outdoor);
      CAPTURE(s.reason);
      REQUIRE(s.has_converged);
      CHECK(s.rejectors[0].mode == Mode::full);
      CHECK(s.rejectors[0].heat.in(units::kW_heat) == Approx(load_kw).epsilon(1e-8));
      CHECK(alone_w(s, 1, 0, load_kw * 1e3, outdoor) == Approx(load_kw * 1e3).epsilon(1e-6));
    }
  }
}

TEST_CASE("a tower at its rating brings its water as near to the wet bulb as its sheet says") {
  auto network = ring(2000.0, 1.0, 0.0);
  // 2 MW over 5.56 K of water of 4.179 kJ/kgK (IAPWS, 32 degC).
  const auto flow = MassFlow::from_si(2000.0 / 5.56 / 4.179);
  for (auto& link : network.links) link.hydraulics = GivenFlow{flow};
  const auto s = in_air(network, air(35.0, 25.55));
  REQUIRE(s.has_converged);
  CHECK(s.nodes[1].temperature.in(units::degC) == Approx(29.44).margin(5e-3));
  CHECK(s.nodes[0].temperature.in(units::degC) == Approx(35.0).margin(5e-3));
}

TEST_CASE("a tower in the cold holds its setpoint and could do more") {
  const auto s = in_air(ring(1500.0, 86.5, 24.0), air(2.0, 0.0));
  REQUIRE(s.has_converged);
  CHECK(s.rejectors[0].mode == Mode::hold);
  CHECK(s.nodes[1].temperature.in(units::degC) == Approx(24.0).epsilon(1e-12));
  CHECK(s.rejectors[0].heat.in(units::kW_heat) == Approx(1500.0).epsilon(1e-8));
  CHECK(s.rejectors[0].most > 1.5 * s.rejectors[0].heat);
}

TEST_CASE("the most that a holding tower could do is what it does alone at full speed") {
  const auto outdoor = air(15.0, 10.0);
  const auto s = in_air(ring(1500.0, 86.5, 24.0), outdoor);
  REQUIRE(s.rejectors[0].mode == Mode::hold);
  CHECK(s.rejectors[0].most.in_si() == Approx(alone_w(s, 1, 0, 1500e3, outdoor)).epsilon(1e-6));
}

TEST_CASE("a tower whose water is below its setpoint is off") {
  auto network = circuit_of({"warm", "middle", "cold"});
  join(network, "load", "cold", "warm", given(40.0), 500.0 * units::kW_heat);
  join(network, "chiller", "warm", "middle", given(40.0));
  join(network, "tower", "middle", "cold", given(40.0));
  network.rejectors = {{LinkId("chiller"), Rejector::Kind::refrigerated, 18.0 * units::degC},
                       {LinkId("tower"), Rejector::Kind::evaporative, 24.0 * units::degC, {}, rated()}};
  const auto s = in_air(network, air(5.0, 2.0), 2e6);
  REQUIRE(s.has_converged);
  CHECK(s.rejectors[1].mode == Mode::off);
  CHECK(s.rejectors[1].heat.in_si() == Approx(0.0).margin(1e-3));
  CHECK(s.nodes[2].temperature.in(units::degC) == Approx(18.0).epsilon(1e-12));
}

TEST_CASE("a tower in air damper than its water is warm moves no heat, and its chiller carries the load") {
  auto network = circuit_of({"warm", "middle", "cold"});
  join(network, "load", "cold", "warm", given(40.0), 500.0 * units::kW_heat);
  join(network, "tower", "warm", "middle", given(40.0));
  join(network, "chiller", "middle", "cold", given(40.0));
  network.rejectors = {{LinkId("tower"), Rejector::Kind::evaporative, 17.0 * units::degC, {}, rated()},
                       {LinkId("chiller"), Rejector::Kind::refrigerated, 18.0 * units::degC}};
  const auto s = in_air(network, air(35.0, 30.0), 2e6);
  REQUIRE(s.has_converged);
  CHECK(s.rejectors[0].heat.in(units::kW_heat) == Approx(0.0).margin(1e-6));
  CHECK(s.rejectors[1].heat.in(units::kW_heat) == Approx(500.0).epsilon(1e-8));
}

TEST_CASE("towers side by side share water by their drops and heat by their water, and both balance") {
  auto network = circuit_of({"warm", "basin", "out"});
  join(network, "pump", "basin", "out", pump({{0, 200}, {200, 100}}), 15.0 * units::kW_heat);
  join(network, "load", "out", "warm", resistance(80.0, 150.0), 3000.0 * units::kW_heat);
  join(network, "near", "warm", "basin", resistance(40.0, 80.0));
  join(network, "far", "warm", "basin", resistance(60.0, 80.0));
  for (const char* id : {"near", "far"})
    network.rejectors.push_back({LinkId(id), Rejector::Kind::evaporative, 0.0 * units::degC, {}, rated()});
  const auto outdoor = air(33.0, 22.0);
  const auto s = in_air(network, outdoor);
  REQUIRE(s.has_converged);
  const auto kg_s = [&](std::size_t link) { return s.links[link].mass_flow.in_si(); };
  CHECK(kg_s(2) + kg_s(3) == Approx(kg_s(0)).epsilon(1e-9));
  CHECK(kg_s(1) == Approx(kg_s(0)).epsilon(1e-9));
  // Equal drops: flows as the square roots of 60 and 40.
  CHECK(litres_per_s(s, 2) / litres_per_s(s, 3) == Approx(std::sqrt(1.5)).epsilon(1e-3));
  const double near_w = s.rejectors[0].heat.in_si();
  const double far_w = s.rejectors[1].heat.in_si();
  CHECK(near_w + far_w == Approx(3015e3).epsilon(1e-8));
  CHECK(near_w > far_w);
  CHECK(near_w == Approx(alone_w(s, 2, 0, near_w, outdoor)).epsilon(1e-6));
  CHECK(far_w == Approx(alone_w(s, 3, 0, far_w, outdoor)).epsilon(1e-6));
  // The basin mixes what leaves them by their heat.
  const double mixed_k =
      (kg_s(2) * s.links[2].outlet.in_si() + kg_s(3) * s.links[3].outlet.in_si()) / kg_s(0);
  CHECK(s.nodes[1].temperature.in_si() == Approx(mixed_k).margin(1e-3));
}

TEST_CASE("a tower with no water takes no heat, and the other takes all") {
  auto network = circuit_of({"warm", "basin"});
  join(network, "load", "basin", "warm", given(60.0), 1000.0 * units::kW_heat);
  join(network, "one", "warm", "basin", resistance(40.0, 80.0));
  join(network, "other", "warm", "basin", resistance(40.0, 80.0));
  for (const char* id : {"one", "other"})
    network.rejectors.push_back({LinkId(id), Rejector::Kind::evaporative, 0.0 * units::degC, {}, rated()});
  const auto outdoor = air(30.0, 20.0);
  const auto both = in_air(network, outdoor);
  network.links[1].is_open = false;
  const auto s = in_air(network, outdoor);
  REQUIRE(s.has_converged);
  CHECK(s.rejectors[0].mode == Mode::off);
  CHECK(s.rejectors[0].heat.in_si() == 0.0);
  CHECK(s.rejectors[1].heat.in(units::kW_heat) == Approx(1000.0).epsilon(1e-8));
  CHECK(s.nodes[1].temperature.in_si() > both.nodes[1].temperature.in_si() + 0.5);
}

TEST_CASE("a wet bulb or a dry bulb that nobody gave is a reason and no crash") {
  for (const auto& outdoor : {OutdoorAir{303.15, no_number, 101325.0}, {no_number, 293.15, 101325.0}}) {
    const auto s = in_air(ring(1500.0, 86.5, 24.0), outdoor);
    CHECK_FALSE(s.has_converged);
    CHECK(s.failure == Failure::missing_input);
    CHECK(s.reason == "the wet bulb of the air of tower is not given");
  }
}

TEST_CASE("warmer air or more load never leaves a tower's water colder") {
  double last_k = 0.0;
  for (double wet_c = -10.0; wet_c <= 30.0; wet_c += 4.0) {
    const auto s = in_air(ring(1800.0, 86.5, 10.0), air(wet_c + 6.0, wet_c));
    REQUIRE(s.has_converged);
    CHECK(s.nodes[1].temperature.in_si() >= last_k - 1e-9);
    last_k = s.nodes[1].temperature.in_si();
  }
  last_k = 0.0;
  for (double load_kw = 0.0; load_kw <= 4000.0; load_kw += 400.0) {
    const auto s = in_air(ring(load_kw, 86.5, 10.0), air(24.0, 18.0));
    REQUIRE(s.has_converged);
    CHECK(s.nodes[1].temperature.in_si() >= last_k - 1e-9);
    last_k = s.nodes[1].temperature.in_si();
  }
}
