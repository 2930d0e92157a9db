#include "power/short_circuit.hpp"
#include "tests/property/power/node_balance.hpp"
#include "tests/property/power/random_network.hpp"

#include <algorithm>
#include <cmath>

using namespace shellfit;
using namespace shellfit::power;
using shellfit::testing::between;
using shellfit::testing::law;

TEST_CASE("power balances at every node to 1e-8 of the throughput") {
  law([] {
    const auto network = random_network();
    RC_ASSERT(worst_imbalance(network, answer(network)) <= 1e-8);
  });
}

TEST_CASE("power balances as well when the loads are a thousand times smaller") {
  law([] {
    auto network = random_network();
    for (auto& one : network.loads) one = {one.id, one.bus, one.real * 1e-3, one.reactive * 1e-3};
    network.transformers[0].no_load_loss = 0.0 * units::kW;
    RC_PRE(std::any_of(network.loads.begin(), network.loads.end(),
                       [](const Load& one) { return std::fabs(one.real.in_si()) > 1.0; }));
    RC_ASSERT(worst_imbalance(network, answer(network)) <= 1e-8);
  });
}

TEST_CASE("losses are what the sources give and the loads do not take, and never negative") {
  law([] {
    auto network = random_network();
    network.sources[0].fault_level.reset();
    const auto result = answer(network);
    const double given = result.sources[0].real.in_si();
    const double lost = result.losses.in_si();
    RC_ASSERT(std::fabs(given - lost - result.served.in_si()) <=
              1e-8 * (std::fabs(given) + lost + std::fabs(result.served.in_si())) + 1e-2);
    RC_ASSERT(lost >= -1e-3);
    for (std::size_t i = 0; i < network.lines.size(); ++i) {
      const auto& one = result.branches[i];
      const double heat = 3 * network.lines[i].resistance.in_si() * std::pow(one.current_to.in_si(), 2);
      RC_ASSERT(std::fabs((one.real_from + one.real_to).in_si() - heat) <= 1e-8 * heat + 1e-2);
    }
  });
}

TEST_CASE("the order of buses, lines, switches and loads changes no voltage") {
  law([] {
    const auto network = random_network();
    auto other = network;
    shuffle(other.buses);
    shuffle(other.lines);
    shuffle(other.switches);
    shuffle(other.loads);
    for (auto& line : other.lines) {
      if (*rc::gen::arbitrary<bool>()) std::swap(line.from, line.to);
    }
    const auto a = answer(network);
    const auto b = answer(other);
    const auto problem = to_problem(other);
    for (std::size_t i = 0; i < network.buses.size(); ++i) {
      const auto& moved = b.buses[static_cast<std::size_t>(problem.bus(network.buses[i].id))];
      RC_ASSERT(std::fabs(a.buses[i].voltage_pu - moved.voltage_pu) <= 1e-8);
      RC_ASSERT(std::fabs(a.buses[i].angle_rad - moved.angle_rad) <= 1e-8);
    }
  });
}

TEST_CASE("other names change nothing, to the last bit") {
  law([] {
    const auto network = random_network();
    auto other = network;
    const auto renamed = [](const BusId& id) { return BusId("z-" + id.text() + "-x"); };
    for (auto& one : other.buses) one.id = renamed(one.id);
    for (auto& one : other.sources) one.bus = renamed(one.bus);
    for (auto* ends : {&other.lines})
      for (auto& one : *ends)
        one = {element("q" + one.id.text()), renamed(one.from), renamed(one.to), one.resistance,
               one.reactance};
    for (auto& one : other.transformers) one.from = renamed(one.from), one.to = renamed(one.to);
    for (auto& one : other.switches) one.from = renamed(one.from), one.to = renamed(one.to);
    for (auto& one : other.loads) one.bus = renamed(one.bus);
    const auto a = answer(network);
    const auto b = answer(other);
    for (std::size_t i = 0; i < a.buses.size(); ++i)
      RC_ASSERT(a.buses[i].voltage_pu == b.buses[i].voltage_pu);
  });
}

TEST_CASE("voltages stay when powers grow k-fold and impedances shrink as much") {
  law([] {
    const auto network = random_network();
    const double k = between(0.5, 5.0);
    auto other = network;
    for (auto& one : other.loads) one.real = one.real * k, one.reactive = one.reactive * k;
    for (auto& one : other.lines) one.resistance = one.resistance / k, one.reactance = one.reactance / k;
    for (auto& one : other.transformers) one.rating = one.rating * k, one.no_load_loss = one.no_load_loss * k;
    for (auto& one : other.sources) {
      if (one.fault_level) one.fault_level = *one.fault_level * k;
    }
    const auto a = answer(network);
    const auto b = answer(other);
    for (std::size_t i = 0; i < a.buses.size(); ++i)
      RC_ASSERT(std::fabs(a.buses[i].voltage_pu - b.buses[i].voltage_pu) <= 1e-7);
  });
}

TEST_CASE("voltages in per unit stay when all voltages grow k-fold and impedances by its square") {
  law([] {
    const auto network = random_network();
    const double k = between(0.5, 5.0);
    auto other = network;
    for (auto& one : other.buses) one.nominal = one.nominal * k;
    for (auto& one : other.transformers) one.primary = one.primary * k, one.secondary = one.secondary * k;
    for (auto& one : other.lines)
      one.resistance = one.resistance * k * k, one.reactance = one.reactance * k * k;
    const auto a = answer(network);
    const auto b = answer(other);
    for (std::size_t i = 0; i < a.buses.size(); ++i)
      RC_ASSERT(std::fabs(a.buses[i].voltage_pu - b.buses[i].voltage_pu) <= 1e-9);
  });
}

TEST_CASE("one more line never lowers a fault current") {
  law([] {
    auto network = random_network();
    network.sources[0].fault_level = between(200, 900) * units::MVA;
    network.sources[0].x_over_r = ratio(5);
    // With one angle of impedance everywhere, magnitudes add and Rayleigh's law holds for them.
    for (auto& one : network.lines) one.reactance = one.resistance * 5.0;
    network.transformers[0].x_over_r = ratio(5);
    auto more = network;
    const auto last = network.buses.back().id;
    RC_PRE(last != bus("b0"));
    more.lines.push_back({element("extra"), bus("b0"), last, 0.001 * units::ohm, 0.005 * units::ohm});
    const auto ikss = [](const Network& one) {
      const auto problem = to_problem(one);
      std::vector<int> all;
      for (int i = 0; i < problem.bus_count(); ++i) all.push_back(i);
      return solve_faults(one, problem, normal_state(problem), by(FaultMethod::ansi), all);
    };
    const auto a = ikss(network);
    const auto b = ikss(more);
    for (std::size_t i = 0; i < a.size(); ++i)
      RC_ASSERT(b[i].initial.in_si() >= a[i].initial.in_si() * (1 - 1e-9));
  });
}

// One line with drawn and very capacitive power (of given power the solution nearest to impedances is meant):
// v² = (-b + √(b² - 4c)) / 2 is the upper of two solutions, the one that follows from no load; b = 2 (R P + X
// Q) - V², c = |Z|² |S|² (Grainger and Stevenson, chapter 6).
TEST_CASE("of two solutions the upper one is found, however capacitive the load") {
  law(
      [] {
        const double r = between(0.0, 0.2), x = between(0.05, 0.4);
        const double kw = between(0, 400), kvar = between(-3000, 100);
        Network network;
        network.buses = boards({"a", "b"}, 400.0 * units::V);
        network.sources = {stiff("grid", "a")};
        network.lines = {cable("ab", "a", "b", r, x)};
        network.loads = {draw("load", "b", kw, kvar)};
        const double b = 2 * (r * kw + x * kvar) * 1e3 - 400.0 * 400.0;
        const double c = (r * r + x * x) * (kw * kw + kvar * kvar) * 1e6;
        RC_PRE(b < 0 && b * b - 4 * c > 1e-3 * b * b);
        const double upper = std::sqrt((-b + std::sqrt(b * b - 4 * c)) / 2) / 400.0;
        const auto result = answer(network);
        RC_ASSERT(std::fabs(result.buses[1].voltage_pu - upper) <= 1e-6 * upper);
      },
      1000);
}

// Where power is given beside holders that come to their limits, more than one start is tried: the answer
// still belongs to the problem that gave it, or the balance that is asserted on each would not hold.
TEST_CASE("an answer balances whichever start led to it, with holders at their limits") {
  law(
      [] {
        const double r = between(0.0, 0.1), x = between(0.05, 0.4);
        Network network;
        network.buses = boards({"a", "b", "c"}, 400.0 * units::V);
        network.sources = {stiff("grid", "a")};
        network.lines = {cable("ab", "a", "b", r, x),
                         cable("bc", "b", "c", between(0.0, 0.1), between(0.02, 0.3))};
        network.loads = {draw("load", "b", between(-600, 0), between(-4000, 500))};
        auto one = generator("set", "c", between(0, 200), between(0.95, 1.05));
        one.most_reactive = between(0, 300) * units::kvar;
        one.least_reactive = -1.0 * one.most_reactive;
        network.generators = {one};
        const auto result = solved(network);
        RC_PRE(result.has_converged());
        const auto& q = result.generators[0].reactive;
        RC_ASSERT(q.in_si() <= one.most_reactive.in_si() + 1.0);
        RC_ASSERT(q.in_si() >= one.least_reactive.in_si() - 1.0);
        if (!result.generators[0].is_at_limit)
          RC_ASSERT(std::fabs(result.buses[2].voltage_pu - *one.voltage_pu) <= 1e-9);
      },
      2000);
}
