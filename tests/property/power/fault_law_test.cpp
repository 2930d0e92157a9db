#include "tests/property/power/random_network.hpp"
#include "tests/unit/power/networks.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace shellfit;
using namespace shellfit::power;

namespace {

/// A network whose every element has a zero sequence.
Network with_zero_sequence() {
  auto network = random_network();
  for (auto& one : network.sources) {
    one.fault_level = testing::between(50, 900) * units::MVA;
    one.x_over_r = ratio(testing::between(1, 20));
    one.zero_reactance = ratio(testing::between(0.5, 3));
    one.zero_r_over_x = ratio(testing::between(0, 1));
  }
  for (auto& one : network.lines) {
    one.zero_resistance = one.resistance * testing::between(1, 4);
    one.zero_reactance = one.reactance * testing::between(1, 4);
  }
  for (auto& one : network.transformers) {
    one.windings = {Winding::delta, Winding::earthed_wye};
    one.zero_impedance = one.impedance;
    one.zero_x_over_r = one.x_over_r;
  }
  return network;
}

FaultResult fault_at(const Network& network, const BusId& at, FaultKind kind) {
  FaultOptions options;
  options.kind = kind;
  options.with_contributions = true;
  const auto problem = to_problem(network);
  return solve_faults(network, problem, normal_state(problem), options, {problem.bus(at)})[0];
}
bool is_close(Current a, Current b) {
  return std::fabs(a.in_si() - b.in_si()) <= 1e-9 * std::fabs(b.in_si());
}

constexpr FaultKind all_kinds[] = {FaultKind::three_phase, FaultKind::two_phase,
                                   FaultKind::two_phase_to_earth, FaultKind::one_phase_to_earth};

}  // namespace

TEST_CASE("splitting a bus by a closed switch changes no fault current") {
  testing::law([] {
    const auto network = with_zero_sequence();
    auto split = network;
    split.buses.push_back({bus("half"), 400.0 * units::V});
    split.switches.push_back(breaker("between", "b0", "half"));
    for (auto& line : split.lines) {
      if (line.from == bus("b0")) line.from = bus("half");
    }
    for (const auto& one : network.buses) {
      for (const auto kind : all_kinds) {
        const auto a = fault_at(network, one.id, kind);
        const auto b = fault_at(split, one.id, kind);
        RC_ASSERT(a.is_solved == b.is_solved);
        if (a.is_solved) RC_ASSERT(is_close(a.initial, b.initial) && is_close(a.peak, b.peak));
      }
    }
  });
}

TEST_CASE("the order of elements changes no fault current") {
  testing::law([] {
    const auto network = with_zero_sequence();
    auto turned = network;
    std::reverse(turned.buses.begin(), turned.buses.end());
    std::reverse(turned.lines.begin(), turned.lines.end());
    std::reverse(turned.sources.begin(), turned.sources.end());
    for (const auto& one : network.buses) {
      for (const auto kind : all_kinds) {
        const auto a = fault_at(network, one.id, kind);
        const auto b = fault_at(turned, one.id, kind);
        RC_ASSERT(a.is_solved == b.is_solved);
        if (a.is_solved) RC_ASSERT(is_close(a.initial, b.initial));
      }
    }
  });
}

// Far from generators (IEC 60909-0:2016, 7.3): with z1 = z2.
TEST_CASE("a two-phase fault is the square root of three quarters of the three-phase one") {
  testing::law([] {
    const auto network = with_zero_sequence();
    for (const auto& one : network.buses) {
      const auto three = fault_at(network, one.id, FaultKind::three_phase);
      const auto two = fault_at(network, one.id, FaultKind::two_phase);
      RC_ASSERT(three.is_solved == two.is_solved);
      if (three.is_solved) RC_ASSERT(is_close(two.initial, three.initial * std::sqrt(0.75)));
    }
  });
}

TEST_CASE("what feeds a fault adds up to it where no ratio is off nominal") {
  testing::law([] {
    auto network = with_zero_sequence();
    for (auto& one : network.transformers) {
      const auto nominal = [&](const BusId& at) {
        for (const auto& other : network.buses) {
          if (other.id == at) return other.nominal;
        }
        return LineVoltage{};
      };
      one.primary = nominal(one.from);
      one.secondary = nominal(one.to);
    }
    for (const auto& one : network.buses) {
      const auto fault = fault_at(network, one.id, FaultKind::three_phase);
      if (!fault.is_solved) continue;
      double sum = 0;
      for (const auto& part : fault.contributions) sum += part.share;
      RC_ASSERT(std::fabs(sum - 1.0) <= 1e-9);
    }
  });
}
