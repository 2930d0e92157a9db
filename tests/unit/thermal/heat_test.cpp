#include "tests/unit/thermal/constant_fluid.hpp"
#include "tests/unit/thermal/loops.hpp"

#include <catch2/catch.hpp>

using namespace shellfit;
using namespace shellfit::thermal;

namespace {

/// What the stream of a link carries away that it warms from one temperature to another.
double heat_between(const Network& network, const Solution& s, std::size_t link, std::size_t circuit,
                    Temperature cold, Temperature warm) {
  const Enthalpy enthalpy(network.circuits[circuit].fluid, network.atmosphere);
  return std::fabs(s.links[link].mass_flow.in_si()) *
         (enthalpy.j_kg(warm.in_si()) - enthalpy.j_kg(cold.in_si()));
}
/// What the stream of a link is after heat is put into it.
Temperature warmed(const Network& network, const Solution& s, std::size_t link, std::size_t circuit,
                   Temperature from, double watt) {
  const Enthalpy enthalpy(network.circuits[circuit].fluid, network.atmosphere);
  const double flow = std::fabs(s.links[link].mass_flow.in_si());
  return Temperature::from_si(enthalpy.temperature_k(enthalpy.j_kg(from.in_si()) + watt / flow));
}

/// A hot ring with racks and a cold ring with a chiller, joined by an exchanger rated 600 kW at 20 and 25
/// L/s.
Network two_rings(double hot_flow, double cold_flow, double load_kw, double setpoint_c,
                  const Fluid& coolant = Fluid::pg25, const Fluid& water = Fluid::water) {
  auto network = circuit_of({"h1", "h2"}, coolant);
  const CircuitId cold("cold");
  network.circuits.push_back({cold, water, NodeId("c1"), 100.0 * units::kPa_gauge, 20.0 * units::degC});
  for (const char* node : {"c1", "c2"}) network.nodes.push_back({NodeId(node), cold, 0.0 * units::m});
  join(network, "x-hot", "h1", "h2", given(hot_flow));
  join(network, "racks", "h2", "h1", given(hot_flow), load_kw * units::kW_heat);
  join(network, "x-cold", "c1", "c2", given(cold_flow));
  join(network, "chiller", "c2", "c1", given(cold_flow));
  network.exchangers = {{LinkId("x-hot"), LinkId("x-cold"), setpoint_c * units::degC,
                         ExchangerRating{coolant, water, 20.0 * units::L_per_s, 25.0 * units::L_per_s,
                                         600.0 * units::kW_heat, 50.0 * units::degC, 30.0 * units::degC}}};
  network.rejectors = {{LinkId("chiller"), Rejector::Kind::refrigerated, 25.0 * units::degC}};
  return network;
}
Solution with_chiller(const Network& network, double capacity_kw) {
  const auto problem = to_problem(network);
  auto state = normal_state(problem);
  state.capacity_w[0] = capacity_kw * 1e3;
  return solve(problem, state);
}

}  // namespace

TEST_CASE("a load warms its stream by heat over capacity rate") {
  const auto network = two_rings(20.0, 25.0, 400.0, 40.0);
  const auto s = with_chiller(network, 2000.0);
  REQUIRE(s.has_converged);
  CHECK(heat_between(network, s, 1, 0, s.nodes[1].temperature, s.nodes[0].temperature) ==
        Approx(400e3).epsilon(1e-8));
}

TEST_CASE("an exchanger with enough surface holds its setpoint and passes the load on") {
  const auto s = with_chiller(two_rings(20.0, 25.0, 400.0, 40.0), 2000.0);
  REQUIRE(s.has_converged);
  CHECK(s.exchangers[0].mode == Mode::hold);
  CHECK(s.nodes[1].temperature.in(units::degC) == Approx(40.0).epsilon(1e-12));
  CHECK(s.exchangers[0].heat.in(units::kW_heat) == Approx(400.0).epsilon(1e-8));
  CHECK(s.rejectors[0].heat.in(units::kW_heat) == Approx(400.0).epsilon(1e-8));
  CHECK(s.exchangers[0].most > s.exchangers[0].heat);
}

TEST_CASE("an exchanger at full obeys the mean logarithmic temperature difference") {
  // Q = UA ΔT_lm (Incropera and DeWitt, 11.3), here with UA from the rating the same way: at rated flows of
  // fluids that stay as they are UA is the rated one, whatever the load.
  FluidTable coolant_table, water_table;
  const auto coolant = constant(coolant_table, Fluid::pg25, 46.0);
  const auto water = constant(water_table, Fluid::water, 33.0);
  const auto network = two_rings(20.0, 25.0, 550.0, 10.0, coolant, water);
  const auto s = with_chiller(network, 2000.0);
  REQUIRE(s.has_converged);
  REQUIRE(s.exchangers[0].mode == Mode::full);
  const auto log_mean = [](double one_end, double other_end) {
    return (one_end - other_end) / std::log(one_end / other_end);
  };
  const double hot_in = s.nodes[0].temperature.in_si();
  const double hot_out = s.links[0].outlet.in_si();
  const double cold_in = s.nodes[2].temperature.in_si();
  const double cold_out = s.links[2].outlet.in_si();
  const double conductance = 550e3 / log_mean(hot_in - cold_out, hot_out - cold_in);
  // The rating: 600 kW between 50 and 30 degC.
  const auto rate = [&](const FluidTable& table, double flow) {
    const auto& p = table.front().properties;
    return p.density.in_si() * p.heat.in_si() * flow * 1e-3;
  };
  const double hot_drop = 600e3 / rate(coolant_table, 20.0);
  const double cold_rise = 600e3 / rate(water_table, 25.0);
  const double rated = 600e3 / log_mean(50.0 - 30.0 - cold_rise, 50.0 - hot_drop - 30.0);
  CHECK(conductance == Approx(rated).epsilon(1e-6));
  CHECK(s.exchangers[0].heat.in(units::kW_heat) == Approx(550.0).epsilon(1e-8));
}

TEST_CASE("a rating comes back in a network whose fluids change with temperature") {
  // Water enters at the rating's 30 degC and the flows are the rated ones where they enter, so the coolant
  // enters at the rating's 50 degC, but for the middle of a stream that is not quite the mean of its ends.
  auto network = two_rings(20.0, 25.0, 600.0, 10.0);
  const auto kg_s = [&](const Fluid& fluid, double celsius, double flow) {
    return MassFlow::from_si(properties_of(fluid, celsius * units::degC, network.atmosphere).density.in_si() *
                             flow * 1e-3);
  };
  for (const std::size_t i : {0U, 1U}) network.links[i].hydraulics = GivenFlow{kg_s(Fluid::pg25, 50.0, 20.0)};
  for (const std::size_t i : {2U, 3U})
    network.links[i].hydraulics = GivenFlow{kg_s(Fluid::water, 30.0, 25.0)};
  network.rejectors[0].setpoint = 30.0 * units::degC;
  const auto s = with_chiller(network, 2000.0);
  REQUIRE(s.exchangers[0].mode == Mode::full);
  CHECK(s.nodes[0].temperature.in(units::degC) == Approx(50.0).margin(2e-3));
}

TEST_CASE("an exchanger rated on another fluid than flows answers for the one that flows") {
  // 600 kW between water of 50 and of 30 degC, then with coolant in the hot side. Its film is worse: k^(2/3)
  // c^(1/3) mu^(1/3 - 0.7) of PG25 by that of water at 46 degC, by the tables of fluid_test.
  auto network = two_rings(20.0, 25.0, 500.0, 10.0);
  network.exchangers[0].rating->hot_fluid = Fluid::water;
  REQUIRE(check_network(network).empty());
  const auto s = with_chiller(network, 2000.0);
  REQUIRE(s.exchangers[0].mode == Mode::full);
  network.exchangers[0].rating->hot_fluid = Fluid::pg25;
  const auto own = with_chiller(network, 2000.0);
  const auto conductance = [&](const Solution& one) {
    const double hot_end = (one.nodes[0].temperature - one.links[2].outlet).in_si();
    const double cold_end = (one.links[0].outlet - one.nodes[2].temperature).in_si();
    return 500e3 / ((hot_end - cold_end) / std::log(hot_end / cold_end));
  };
  const auto film = [](const Fluid& fluid, double celsius, double kg_s) {
    return film_group(exchanger_stream(properties_of(fluid, celsius * units::degC, rating_pressure), 1.0),
                      0.7) *
           std::pow(kg_s, 0.7);
  };
  // Both ratings have half the resistance on the hot side; UA of the water rating is the smaller one.
  const auto water_rating =
      exchanger_constants({Fluid::water, Fluid::water, 20.0 * units::L_per_s, 25.0 * units::L_per_s,
                           600.0 * units::kW_heat, 50.0 * units::degC, 30.0 * units::degC});
  const auto mean_c = [&](std::size_t node, std::size_t link) {
    return 0.5 * (s.nodes[node].temperature.in(units::degC) + s.links[link].outlet.in(units::degC));
  };
  const double hot_film = film(Fluid::pg25, mean_c(0, 0), s.links[0].mass_flow.in_si()) /
                          (water_rating.hot_group * std::pow(water_rating.hot_kg_s, 0.7));
  const double cold_film = film(Fluid::water, mean_c(2, 2), s.links[2].mass_flow.in_si()) /
                           (water_rating.cold_group * std::pow(water_rating.cold_kg_s, 0.7));
  CHECK(conductance(s) ==
        Approx(water_rating.conductance_w_k / (0.5 / hot_film + 0.5 / cold_film)).epsilon(1e-4));
  CHECK(hot_film < 0.8);
  CHECK(conductance(s) < 0.9 * conductance(own));
}

TEST_CASE("heat put into an exchanger's own streams enters before the exchange") {
  // 40 kW of a fan in the hot stream, 25 kW of a pump in the cold one: ε by Kays and London between the
  // warmed inlets. The fluids stay as they are, and their films with them.
  FluidTable coolant_table, water_table;
  const auto coolant = constant(coolant_table, Fluid::pg25, 46.0);
  const auto water = constant(water_table, Fluid::water, 33.0);
  auto network = two_rings(20.0, 25.0, 500.0, 10.0, coolant, water);
  network.links[0].gain = 40.0 * units::kW_heat;
  network.links[2].gain = 25.0 * units::kW_heat;
  const auto s = with_chiller(network, 2000.0);
  REQUIRE(s.has_converged);
  REQUIRE(s.exchangers[0].mode == Mode::full);
  CHECK(s.exchangers[0].heat.in(units::kW_heat) == Approx(540.0).epsilon(1e-8));
  CHECK(s.rejectors[0].heat.in(units::kW_heat) == Approx(565.0).epsilon(1e-8));
  const auto hot_in = warmed(network, s, 0, 0, s.nodes[0].temperature, 40e3);
  const auto cold_in = warmed(network, s, 2, 1, s.nodes[2].temperature, 25e3);
  CHECK(s.links[0].outlet.in_si() == Approx(warmed(network, s, 0, 0, hot_in, -540e3).in_si()).epsilon(1e-10));
  CHECK(s.links[2].outlet.in_si() == Approx(warmed(network, s, 2, 1, cold_in, 540e3).in_si()).epsilon(1e-10));
  // The same exchanger without them, so that its UA is known from its ends.
  const auto plain_network = two_rings(20.0, 25.0, 550.0, 10.0, coolant, water);
  const auto plain = with_chiller(plain_network, 2000.0);
  const auto mean_difference = [](double one_end, double other_end) {
    return (one_end - other_end) / std::log(one_end / other_end);
  };
  const double conductance =
      550e3 / mean_difference((plain.nodes[0].temperature - plain.links[2].outlet).in_si(),
                              (plain.links[0].outlet - plain.nodes[2].temperature).in_si());
  const double with_gains =
      540e3 / mean_difference((hot_in - s.links[2].outlet).in_si(), (s.links[0].outlet - cold_in).in_si());
  // Put in behind the exchange, the same heats would make it 7 %.
  CHECK(with_gains == Approx(conductance).epsilon(1e-6));
}

TEST_CASE("what the hot stream loses the cold one gains") {
  const auto network = two_rings(14.0, 31.0, 480.0, 10.0);
  const auto s = with_chiller(network, 2000.0);
  REQUIRE(s.has_converged);
  const double lost = heat_between(network, s, 0, 0, s.links[0].outlet, s.nodes[0].temperature);
  const double gained = heat_between(network, s, 2, 1, s.nodes[2].temperature, s.links[2].outlet);
  CHECK(lost == Approx(480e3).epsilon(1e-8));
  CHECK(gained == Approx(480e3).epsilon(1e-8));
}

TEST_CASE("an exchanger without load, its stream below the setpoint, is off or moves no heat") {
  const auto s = with_chiller(two_rings(20.0, 25.0, 0.0, 40.0), 2000.0);
  REQUIRE(s.has_converged);
  CHECK(s.exchangers[0].heat.in_si() == Approx(0.0).margin(1e-3));
}

TEST_CASE("a chiller beyond its capacity lets its water warm, and gives a little more") {
  const auto s = with_chiller(two_rings(20.0, 25.0, 400.0, 40.0), 300.0);
  REQUIRE(s.has_converged);
  CHECK(s.rejectors[0].mode == Mode::full);
  CHECK(s.rejectors[0].most.in(units::kW_heat) == Approx(300.0));
  CHECK(s.rejectors[0].heat.in(units::kW_heat) == Approx(400.0).epsilon(1e-8));
  CHECK(s.nodes[2].temperature.in(units::degC) > 25.0);
}

TEST_CASE("two streams that meet mix by their heat") {
  // 2 L/s heated by 100 kW and 6 L/s not heated, from one supply: the mix rises by 100 kW over 8 L/s.
  auto network = circuit_of({"supply", "return"});
  join(network, "rack", "supply", "return", given(2.0), 100.0 * units::kW_heat);
  join(network, "bypass", "supply", "return", given(6.0));
  join(network, "chiller", "return", "supply", given(8.0));
  network.rejectors = {{LinkId("chiller"), Rejector::Kind::refrigerated, 20.0 * units::degC}};
  const auto s = with_chiller(network, 1000.0);
  REQUIRE(s.has_converged);
  CHECK(heat_between(network, s, 2, 0, s.nodes[0].temperature, s.nodes[1].temperature) ==
        Approx(100e3).epsilon(1e-8));
  CHECK(heat_between(network, s, 0, 0, s.nodes[0].temperature, s.links[0].outlet) ==
        Approx(100e3).epsilon(1e-8));
}

TEST_CASE("air drawn from outdoors enters at its temperature") {
  auto network = circuit_of({"room", "plenum"}, Fluid::air);
  join(network, "servers", "plenum", "room", given(5000.0), 60.0 * units::kW_heat);
  join(network, "louvre", "room", "plenum", given(5000.0));
  network.rejectors = {{LinkId("louvre"), Rejector::Kind::open_air, {}}};
  const auto problem = to_problem(network);
  auto state = normal_state(problem);
  state.sink_k[0] = 273.15 + 12.0;
  const auto s = solve(problem, state);
  REQUIRE(s.has_converged);
  CHECK(s.nodes[1].temperature.in(units::degC) == Approx(12.0));
  CHECK(s.rejectors[0].heat.in(units::kW_heat) == Approx(60.0).epsilon(1e-8));
}

TEST_CASE("a sink temperature that nobody gave is no answer") {
  auto network = circuit_of({"room", "plenum"}, Fluid::air);
  join(network, "servers", "plenum", "room", given(5000.0), 60.0 * units::kW_heat);
  join(network, "louvre", "room", "plenum", given(5000.0));
  network.rejectors = {{LinkId("louvre"), Rejector::Kind::open_air, {}}};
  const auto s = solved(network);
  CHECK_FALSE(s.has_converged);
  CHECK_FALSE(s.reason.empty());
}

TEST_CASE("a chiller without capacity is no way out for heat") {
  const auto s = with_chiller(two_rings(20.0, 25.0, 400.0, 40.0), 0.0);
  REQUIRE(s.has_converged);
  CHECK(s.circuit_is_bounded == std::vector<char>{0, 0});
}

TEST_CASE("an answer outside the range of the fluid is not given as an answer") {
  const auto s = with_chiller(two_rings(0.8, 25.0, 550.0, 40.0), 2000.0);
  // 550 kW warm 0.8 L/s from 40 degC by some 170 K; PG25 ends at 100 degC.
  CHECK_FALSE(s.has_converged);
  CHECK(s.failure == Failure::outside_fluid_range);
  CHECK_THAT(s.reason, Catch::StartsWith("PG25 at h1 would have 2") &&
                           Catch::EndsWith("degC, outside the -10 to 100 degC that its properties hold for"));
}

TEST_CASE("more heat taken than put in is said to have no steady temperature") {
  const auto s = with_chiller(two_rings(20.0, 25.0, -30.0, 40.0), 2000.0);
  CHECK_FALSE(s.has_converged);
  CHECK(s.failure == Failure::unsteady);
  CHECK_THAT(s.reason,
             Catch::StartsWith("no steady temperature exists: more heat is taken from the stream at h"));
}

TEST_CASE("a ring that shares only its circuit with a chiller has no way out for its heat") {
  auto network = circuit_of({"a", "b", "c", "d"});
  join(network, "racks", "a", "b", given(5.0), 50.0 * units::kW_heat);
  join(network, "chiller", "b", "a", given(5.0));
  join(network, "other-racks", "c", "d", given(5.0), 50.0 * units::kW_heat);
  join(network, "other-pump", "d", "c", given(5.0));
  network.rejectors = {{LinkId("chiller"), Rejector::Kind::refrigerated, 20.0 * units::degC}};
  const auto s = with_chiller(network, 200.0);
  REQUIRE(s.has_converged);
  CHECK(s.circuit_is_bounded == std::vector<char>{0});
  CHECK(s.nodes[1].has_temperature);
  CHECK_FALSE(s.nodes[3].has_temperature);
}

TEST_CASE("a capacity or a heat that nobody gave is named") {
  const auto problem = to_problem(two_rings(20.0, 25.0, 400.0, 40.0));
  auto state = normal_state(problem);
  auto s = solve(problem, state);
  CHECK(s.failure == Failure::missing_input);
  CHECK(s.reason == "the capacity of chiller is not given");
  state.gain_w[1] = std::nan("");
  s = solve(problem, state);
  CHECK(s.failure == Failure::missing_input);
  CHECK(s.reason == "the heat or the flow of racks is not given");
}

TEST_CASE("a dry cooler in air warmer than its water moves no heat, and its chiller carries the load") {
  auto network = circuit_of({"a", "b", "c"});
  join(network, "racks", "a", "b", given(20.0), 400.0 * units::kW_heat);
  join(network, "cooler", "b", "c", given(20.0));
  join(network, "chiller", "c", "a", given(20.0));
  network.rejectors = {
      {LinkId("cooler"), Rejector::Kind::air_cooled, 18.0 * units::degC,
       CoolerRating{400.0 * units::kW_heat, 45.0 * units::degC, 35.0 * units::degC, 25.0 * units::degC}},
      {LinkId("chiller"), Rejector::Kind::refrigerated, 17.0 * units::degC}};
  const auto problem = to_problem(network);
  auto state = normal_state(problem);
  state.sink_k[0] = 273.15 + 38.0;
  state.capacity_w[1] = 1e6;
  const auto s = solve(problem, state);
  REQUIRE(s.has_converged);
  CHECK(s.rejectors[0].mode == Mode::full);
  CHECK(s.rejectors[0].heat.in(units::kW_heat) == Approx(0.0).margin(1e-6));
  CHECK(s.rejectors[1].heat.in(units::kW_heat) == Approx(400.0).epsilon(1e-8));
}

TEST_CASE("a dry cooler in hotter air than that of its rating moves less mass of it") {
  // 2 MW from 46 to 36 degC in air of 31 degC: C = 200 kW/K on both sides, eps = 10/15, NTU = 2. At 39 degC a
  // share of 304.15/312.15 = 0.97437: UA 0.97437^0.6 x 400 = 393.8, C_min 194.9 kW/K: NTU 2.0207, Cr 0.97437,
  // e = exp(-2.0207 x 0.02563) = 0.94953, eps = 0.05047/0.07481 = 0.6747. Over 7 K: 920 kW; with the air of
  // the rating it would be 933.
  auto network = circuit_of({"a", "b"});
  const auto flow = MassFlow::from_si(200e3 / 4178.5);
  join(network, "racks", "a", "b", GivenFlow{flow}, 3000.0 * units::kW_heat);
  join(network, "cooler", "b", "a", GivenFlow{flow});
  network.rejectors = {
      {LinkId("cooler"), Rejector::Kind::air_cooled, 20.0 * units::degC,
       CoolerRating{2000.0 * units::kW_heat, 46.0 * units::degC, 36.0 * units::degC, 31.0 * units::degC}}};
  const auto problem = to_problem(network);
  auto state = normal_state(problem);
  state.sink_k[0] = 273.15 + 39.0;
  const auto s = solve(problem, state);
  REQUIRE(s.has_converged);
  REQUIRE(s.rejectors[0].mode == Mode::full);
  const double lift_k = s.nodes[1].temperature.in(units::degC)-39.0;
  CHECK(s.rejectors[0].heat.in(units::kW_heat) / lift_k * 7.0 == Approx(920.4).epsilon(2e-3));
}

TEST_CASE("a dry cooler at a height moves less mass of air") {
  // The cooler of the case above at 83 kPa, in air of 31 degC: a share of 0.81915, UA 0.81915^0.6 x 400 =
  // 354.9, C_min 163.8 kW/K: NTU 2.166, e = exp(-2.166 x 0.18085) = 0.6759, eps = 0.3241/0.4463 = 0.7262.
  // Over 7 K: 833 kW.
  auto network = circuit_of({"a", "b"});
  network.atmosphere = 83.0 * units::kPa_absolute;
  const auto flow = MassFlow::from_si(200e3 / 4178.5);
  join(network, "racks", "a", "b", GivenFlow{flow}, 3000.0 * units::kW_heat);
  join(network, "cooler", "b", "a", GivenFlow{flow});
  network.rejectors = {
      {LinkId("cooler"), Rejector::Kind::air_cooled, 20.0 * units::degC,
       CoolerRating{2000.0 * units::kW_heat, 46.0 * units::degC, 36.0 * units::degC, 31.0 * units::degC}}};
  const auto problem = to_problem(network);
  auto state = normal_state(problem);
  state.sink_k[0] = 273.15 + 31.0;
  const auto s = solve(problem, state);
  REQUIRE(s.rejectors[0].mode == Mode::full);
  const double lift_k = (s.nodes[1].temperature - 31.0 * units::degC).in_si();
  CHECK(s.rejectors[0].heat.in(units::kW_heat) / lift_k * 7.0 == Approx(832.8).epsilon(2e-3));
}

TEST_CASE("a coil at a height has the film of the mass that flows") {
  // Rated 200 kW at the sea with 12 m3/s of air of 36 degC; at 83 kPa as much volume is 18 % less mass, and
  // UA 1/(0.8/0.9051 + 0.2) = 0.9226 of the rated one.
  auto network = circuit_of({"h1", "h2"}, Fluid::air);
  network.atmosphere = 83.0 * units::kPa_absolute;
  const CircuitId cold("cold");
  network.circuits.push_back(
      {cold, Fluid::water, NodeId("c1"), 100.0 * units::kPa_gauge, 20.0 * units::degC});
  for (const char* node : {"c1", "c2"}) network.nodes.push_back({NodeId(node), cold, 0.0 * units::m});
  const ExchangerRating rating{Fluid::air,
                               Fluid::water,
                               12.0 * units::m3_per_s,
                               5.0 * units::L_per_s,
                               200.0 * units::kW_heat,
                               36.0 * units::degC,
                               18.0 * units::degC,
                               0.8,
                               0.5,
                               0.8};
  const auto coil = exchanger_constants(rating);
  const auto air = GivenFlow{MassFlow::from_si(coil.hot_kg_s * 83.0 / 101.325)};
  const auto water = GivenFlow{MassFlow::from_si(coil.cold_kg_s)};
  join(network, "x-hot", "h1", "h2", air);
  join(network, "racks", "h2", "h1", air, 180.0 * units::kW_heat);
  join(network, "x-cold", "c1", "c2", water);
  join(network, "chiller", "c2", "c1", water);
  network.exchangers = {{LinkId("x-hot"), LinkId("x-cold"), 0.0 * units::degC, rating}};
  network.rejectors = {{LinkId("chiller"), Rejector::Kind::refrigerated, 18.0 * units::degC}};
  const auto s = with_chiller(network, 2000.0);
  REQUIRE(s.exchangers[0].mode == Mode::full);
  const double hot_end = (s.nodes[0].temperature - s.links[2].outlet).in_si();
  const double cold_end = (s.links[0].outlet - s.nodes[2].temperature).in_si();
  const double conductance = 180e3 / ((hot_end - cold_end) / std::log(hot_end / cold_end));
  CHECK(conductance == Approx(0.9226 * coil.conductance_w_k).epsilon(5e-3));
}
