#include "tests/property/power/node_balance.hpp"
#include "tests/property/power/random_network.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

using namespace shellfit;
using namespace shellfit::power;
using shellfit::testing::between;
using shellfit::testing::law;

namespace {

BusId any_board(const Network& network) {
  return network.buses[static_cast<std::size_t>(*rc::gen::inRange(1, static_cast<int>(network.buses.size())))]
      .id;
}

/// A random network with one of each further element somewhere in it.
Network random_full_network() {
  auto network = random_network();
  for (auto& line : network.lines) line.charging = Admittance::from_si(between(0.0, 0.05));
  for (auto& load : network.loads) {
    load.real_dependence = {between(0.0, 0.5), between(0.0, 0.5)};
    load.reactive_dependence = {between(0.0, 0.5), between(0.0, 0.5)};
  }
  network.shunts = {
      {element("bank"), any_board(network), between(0, 2) * units::kW, between(-60, 30) * units::kvar}};
  auto& transformer = network.transformers[0];
  transformer.no_load_current = ratio(between(0.0, 0.02));
  transformer.magnetizing = *rc::gen::arbitrary<bool>() ? Magnetizing::pi : Magnetizing::star;
  transformer.shift_rad = *rc::gen::inRange(0, 12) * std::numbers::pi / 6;
  transformer.from_tap =
      TapChanger{.step = 0.0125, .position = *rc::gen::inRange(-4, 5), .least = -4, .most = 4};
  auto set = generator("set", any_board(network).text(), between(0, 200), between(0.98, 1.02));
  set.least_reactive = between(-400, 0) * units::kvar;
  set.most_reactive = between(0, 400) * units::kvar;
  network.generators = {set};
  ThreeWindingTransformer three;
  three.id = element("three");
  network.buses.push_back({bus("third"), 6.6 * units::kV});
  const BusId at[] = {bus("mv"), bus("b0"), bus("third")};
  const LineVoltage rated[] = {20.0 * units::kV, 400.0 * units::V, 6.6 * units::kV};
  for (std::size_t k = 0; k < 3; ++k) {
    three.sides[k].bus = at[k];
    three.sides[k].voltage = rated[k];
    three.sides[k].rating = between(1.0, 3.0) * units::MVA;
    three.pairs[k] = {ratio(between(0.05, 0.1)), ratio(between(4, 20)), {}, {}};
  }
  three.sides[1].shift_rad = transformer.shift_rad;
  three.no_load_loss = between(0, 3) * units::kW;
  three.magnetizing_at = *rc::gen::inRange(0, 4);
  network.three_windings = {three};
  network.loads.push_back(draw("pump", "third", between(0, 300), between(0, 100)));
  return network;
}

void expect_same_voltages(const Network& network, const LoadFlowResult& a, const Network& other,
                          const LoadFlowResult& b) {
  const auto problem = to_problem(other);
  for (std::size_t i = 0; i < network.buses.size(); ++i) {
    const auto& moved = b.buses[static_cast<std::size_t>(problem.bus(network.buses[i].id))];
    RC_ASSERT(std::fabs(a.buses[i].voltage_pu - moved.voltage_pu) <= 1e-8);
    RC_ASSERT(std::fabs(std::remainder(a.buses[i].angle_rad - moved.angle_rad, 2 * std::numbers::pi)) <=
              1e-8);
  }
}

}  // namespace

TEST_CASE("power balances at every node, whatever stands in the network") {
  law([] {
    const auto network = random_full_network();
    const auto result = answer(network);
    RC_ASSERT(worst_imbalance(network, result) <= 1e-8);
    const auto& set = network.generators[0];
    const auto& given = result.generators[0];
    RC_ASSERT(given.reactive.in_si() <= set.most_reactive.in_si() * (1 + 1e-6) + 1.0);
    RC_ASSERT(given.reactive.in_si() >= set.least_reactive.in_si() * (1 + 1e-6) - 1.0);
    const auto problem = to_problem(network);
    const double v = result.buses[static_cast<std::size_t>(problem.bus(set.bus))].voltage_pu;
    // It holds its bus, or stands at the limit that would bring the voltage back.
    if (!given.is_at_limit) RC_ASSERT(std::fabs(v - *set.voltage_pu) <= 1e-9);
    if (given.is_at_limit && given.reactive.in_si() > 0) RC_ASSERT(v <= *set.voltage_pu + 1e-6);
    if (given.is_at_limit && given.reactive.in_si() < 0) RC_ASSERT(v >= *set.voltage_pu - 1e-6);
  });
}

TEST_CASE("what is given is lost or served at the voltage that each load has") {
  law([] {
    const auto network = random_full_network();
    const auto result = answer(network);
    double given = 0;
    for (const auto* supplies : {&result.sources, &result.generators}) {
      for (const auto& one : *supplies) given += one.real.in_si();
    }
    const double known = result.losses.in_si() + result.served.in_si();
    RC_ASSERT(std::fabs(given - known) <= 1e-8 * (std::fabs(given) + std::fabs(known)) + 1e-2);
  });
}

TEST_CASE("the order of any elements changes no voltage") {
  law([] {
    const auto network = random_full_network();
    auto other = network;
    shuffle(other.buses);
    shuffle(other.lines);
    shuffle(other.loads);
    shuffle(other.switches);
    expect_same_voltages(network, answer(network), other, answer(other));
  });
}

TEST_CASE("a bus that is split by a closed switch stays one") {
  law([] {
    const auto network = random_full_network();
    auto other = network;
    const auto split = any_board(network);
    const auto nominal = std::find_if(network.buses.begin(), network.buses.end(), [&](const Bus& one) {
                           return one.id == split;
                         })->nominal;
    other.buses.push_back({bus("half"), nominal});
    other.switches.push_back({element("coupler"), split, bus("half")});
    for (auto& load : other.loads) {
      if (load.bus == split && *rc::gen::arbitrary<bool>()) load.bus = bus("half");
    }
    for (auto& line : other.lines) {
      if (line.to == split && *rc::gen::arbitrary<bool>()) line.to = bus("half");
    }
    for (auto& one : other.generators) {
      if (one.bus == split && *rc::gen::arbitrary<bool>()) one.bus = bus("half");
    }
    expect_same_voltages(network, answer(network), other, answer(other));
  });
}

TEST_CASE("a solver with a history answers as one without") {
  law([] {
    const auto network = random_full_network();
    const auto problem = to_problem(network);
    LoadFlowSolver solver(problem);
    for (int k = 0; k < 4; ++k) {
      auto state = normal_state(problem);
      for (auto& load : state.load_real_pu) load *= between(0.2, 1.2);
      if (!state.branch_out.empty() && *rc::gen::arbitrary<bool>())
        state.branch_out[static_cast<std::size_t>(
            *rc::gen::inRange(0, static_cast<int>(state.branch_out.size())))] = 1;
      const auto kept = solver.solve(state);
      const auto fresh = solve_load_flow(problem, state);
      RC_ASSERT(kept.has_converged() == fresh.has_converged());
      for (std::size_t i = 0; i < kept.buses.size(); ++i) {
        RC_ASSERT(kept.buses[i].is_solved == fresh.buses[i].is_solved);
        if (fresh.buses[i].is_solved)
          RC_ASSERT(std::fabs(kept.buses[i].voltage_pu - fresh.buses[i].voltage_pu) <= 1e-12);
      }
    }
  });
}
