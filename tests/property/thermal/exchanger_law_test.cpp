#include "tests/property/law.hpp"
#include "tests/unit/thermal/loops.hpp"

#include <algorithm>
#include <cmath>

using namespace shellfit;
using namespace shellfit::thermal;
using shellfit::testing::between;
using shellfit::testing::law;

namespace {

/// Racks on one side, a dry cooler on the other, one to three exchangers in parallel between them, of one
/// setpoint or of several.
struct Plant {
  Network network;
  double sink_c = 0;
};
Plant random_plant() {
  Plant plant;
  auto& network = plant.network;
  network = circuit_of({"h1", "h2"}, Fluid::pg25);
  const CircuitId cold("cold");
  network.circuits.push_back(
      {cold, Fluid::water, NodeId("c1"), 100.0 * units::kPa_gauge, 20.0 * units::degC});
  for (const char* node : {"c1", "c2"}) network.nodes.push_back({NodeId(node), cold, 0.0 * units::m});
  const int count = *rc::gen::inRange(1, 4);
  double hot = 0;
  double water = 0;
  const bool is_one_setpoint = *rc::gen::arbitrary<bool>();
  const double common_c = between(25, 45);
  for (int i = 0; i < count; ++i) {
    const auto n = std::to_string(i);
    const double hot_flow = between(5, 30);
    const double cold_flow = between(5, 30);
    hot += hot_flow;
    water += cold_flow;
    join(network, "hot" + n, "h1", "h2", given(hot_flow));
    join(network, "cold" + n, "c1", "c2", given(cold_flow), between(0, 20) * units::kW_heat);
    network.exchangers.push_back(
        {LinkId("hot" + n), LinkId("cold" + n), (is_one_setpoint ? common_c : between(25, 45)) * units::degC,
         ExchangerRating{Fluid::pg25, Fluid::water, 15.0 * units::L_per_s, 15.0 * units::L_per_s,
                         between(200, 700) * units::kW_heat, 50.0 * units::degC, 32.0 * units::degC,
                         between(0.2, 0.8)}});
  }
  join(network, "racks", "h2", "h1", given(hot), between(10, 900) * units::kW_heat);
  join(network, "cooler", "c2", "c1", given(water));
  network.rejectors = {{LinkId("cooler"), Rejector::Kind::air_cooled, between(20, 35) * units::degC,
                        CoolerRating{between(300, 1500) * units::kW_heat, 45.0 * units::degC,
                                     35.0 * units::degC, between(20, 30) * units::degC}}};
  plant.sink_c = between(-5, 30);
  return plant;
}
Solution answer(const Plant& plant) {
  RC_ASSERT(check_network(plant.network).empty());
  const auto problem = to_problem(plant.network);
  auto state = normal_state(problem);
  state.sink_k[0] = 273.15 + plant.sink_c;
  auto solution = solve(problem, state);
  // Small exchangers under large loads boil: no answer, and said so.
  RC_ASSERT(solution.has_converged || solution.failure == Failure::outside_fluid_range);
  RC_PRE(solution.has_converged);
  return solution;
}

}  // namespace

TEST_CASE("heat put in on either side leaves by the cooler, to 1e-8") {
  law([] {
    const auto plant = random_plant();
    const auto s = answer(plant);
    double racks = 0;
    double all = 0;
    for (const auto& link : plant.network.links) {
      all += link.gain.in_si();
      if (link.id == LinkId("racks")) racks = link.gain.in_si();
    }
    double exchanged = 0;
    for (const auto& one : s.exchangers) exchanged += one.heat.in_si();
    RC_ASSERT(std::fabs(exchanged - racks) <= 1e-8 * all + 1e-2);
    RC_ASSERT(std::fabs(s.rejectors[0].heat.in_si() - all) <= 1e-8 * all + 1e-2);
  });
}

TEST_CASE("no exchanger crosses its inlets, gives more than it can or misses a setpoint that it holds") {
  law([] {
    const auto plant = random_plant();
    const auto s = answer(plant);
    const auto hot_in = s.nodes[0].temperature;
    for (std::size_t e = 0; e < plant.network.exchangers.size(); ++e) {
      const auto& one = s.exchangers[e];
      const auto hot_out = s.links[2 * e].outlet;
      const auto cold_out = s.links[2 * e + 1].outlet;
      RC_ASSERT(hot_out.in_si() <= hot_in.in_si() + 1e-6);
      RC_ASSERT(one.heat.in_si() <= one.most.in_si() * (1 + 1e-8) + 1e-2);
      if (one.mode == Mode::hold)
        RC_ASSERT(std::fabs((hot_out - plant.network.exchangers[e].setpoint).in_si()) <= 1e-6);
      if (one.mode == Mode::full) {
        RC_ASSERT(hot_out.in_si() >= s.nodes[2].temperature.in_si() - 1e-6);
        RC_ASSERT(cold_out.in_si() <= hot_in.in_si() + 1e-6);
      }
    }
    if (s.rejectors[0].mode == Mode::full)
      RC_ASSERT(s.nodes[2].temperature.in_si() >= 273.15 + plant.sink_c - 1e-6);
  });
}

TEST_CASE("warmer air never makes the racks colder") {
  law([] {
    auto plant = random_plant();
    const auto cool = answer(plant);
    plant.sink_c += between(0, 10);
    const auto warm = answer(plant);
    // Fluids' properties settle to 0.05 K, which moves the answer by less than 0.05 K.
    RC_ASSERT(warm.nodes[0].temperature.in_si() >= cool.nodes[0].temperature.in_si() - 0.05);
  });
}

TEST_CASE("a pump curve falls everywhere and goes through its points") {
  law([] {
    std::vector<double> flow{0.0};
    std::vector<double> head{between(100e3, 500e3)};
    const int count = *rc::gen::inRange(1, 6);
    for (int i = 0; i < count; ++i) {
      flow.push_back(flow.back() + between(1e-3, 1e-2));
      head.push_back(head.back() - between(0, 80e3));
    }
    const auto curve = PumpCurve::smooth(flow, head);
    for (std::size_t i = 0; i < flow.size(); ++i)
      RC_ASSERT(std::fabs(curve.at(flow[i]).head_pa - head[i]) <= 1e-9 * 500e3);
    double last = curve.at(-1e-3).head_pa;
    for (int i = 0; i <= 200; ++i) {
      const double q = 1.1 * flow.back() * i / 200.0;
      const auto value = curve.at(q);
      RC_ASSERT(value.head_pa <= last + 1e-6);
      RC_ASSERT(value.slope_pa_s_m3 <= 1e-6);
      last = value.head_pa;
    }
  });
}
