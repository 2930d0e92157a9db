#include "tests/property/law.hpp"
#include "tests/unit/power/networks.hpp"

#include <cmath>
#include <map>

using namespace shellfit;
using namespace shellfit::power;
using shellfit::testing::between;
using shellfit::testing::law;

namespace {

/// A board that feeds one to five UPS, each to one of three boards with a run of busway and racks behind it.
Network random_ups_hall() {
  Network network;
  network.buses = boards({"in", "o0", "o1", "o2", "r0", "r1", "r2"}, 480.0 * units::V);
  network.sources = {stiff("grid", "in", between(0.95, 1.05))};
  const int count = *rc::gen::inRange(1, 6);
  for (int i = 0; i < count; ++i) {
    const auto board = "o" + std::to_string(*rc::gen::inRange(0, 3));
    network.converters.push_back(ups("u" + std::to_string(i), "in", board, between(0.90, 0.99)));
    network.converters.back().input_power_factor = ratio(between(0.9, 1.0));
    network.converters.back().recharge = between(0, 60) * units::kW;
  }
  for (int k = 0; k < 3; ++k) {
    const auto n = std::to_string(k);
    network.lines.push_back(cable("w" + n, "o" + n, "r" + n, between(1e-4, 2e-3), between(1e-4, 2e-3)));
    network.loads.push_back(draw("d" + n, "r" + n, between(50, 400), between(0, 100)));
  }
  network.loads.push_back(draw("house", "in", between(10, 100), between(0, 30)));
  return network;
}

}  // namespace

TEST_CASE("what a UPS takes is what it gives over its efficiency, and recharge") {
  law([] {
    const auto network = random_ups_hall();
    const auto problem = to_problem(network);
    auto state = normal_state(problem);
    state.is_recharging = *rc::gen::arbitrary<bool>();
    const auto result = solve_load_flow(problem, state);
    RC_ASSERT(result.has_converged());
    double drawn = 0;
    std::map<std::string, double> given;
    for (std::size_t i = 0; i < network.converters.size(); ++i) {
      const auto& one = network.converters[i];
      const double recharge = state.is_recharging ? one.recharge.in_si() : 0.0;
      const double output = result.converters[i].real.in_si();
      const double input = result.converters[i].input_real.in_si();
      RC_ASSERT(std::fabs(input - output / one.efficiency.in_si() - recharge) <= 1e-8 * input + 1e-2);
      drawn += input;
      given[one.to.text()] += output;
    }
    const double house = network.loads.back().real.in_si();
    RC_ASSERT(std::fabs(result.sources[0].real.in_si() - drawn - house) <= 1e-8 * drawn + 1e-2);
    // Each board's UPS give its racks' load and the loss of its busway; boards without a UPS are dead.
    for (std::size_t k = 0; k < 3; ++k) {
      const auto found = given.find("o" + std::to_string(k));
      RC_ASSERT(result.buses[1 + k].is_solved == (found != given.end()));
      if (found == given.end()) continue;
      const double heat =
          3 * network.lines[k].resistance.in_si() * std::pow(result.branches[k].current_from.in_si(), 2);
      RC_ASSERT(std::fabs(found->second - network.loads[k].real.in_si() - heat) <=
                1e-8 * found->second + 1e-2);
    }
  });
}

TEST_CASE("served and unserved loads are all loads") {
  law([] {
    const auto network = random_ups_hall();
    const auto result = solved(network);
    double all = 0;
    for (const auto& load : network.loads) all += load.real.in_si();
    RC_ASSERT(std::fabs((result.served + result.unserved).in_si() - all) <= 1e-9 * all);
  });
}
