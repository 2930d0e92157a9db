#include "thermal/heat_rates.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace shellfit::thermal;

namespace {

/// Three volumes and two boundaries with everything between them; both devices in reach of each of their
/// laws.
struct Case {
  HeatInTime problem;
  HeatInterval interval;

  Case() {
    problem.capacity_j_k = {1e6, 2e6, 5e5};
    problem.boundaries = 2;
    problem.streams = {{volume(0), volume(1)},     {volume(1), volume(0)}, {boundary(0), volume(2)},
                       {volume(2), boundary(1)},   {volume(0), volume(2)}, {volume(2), volume(0)},
                       {boundary(1), boundary(1)}, {volume(1), volume(1)}};
    problem.conductances = {{volume(0), volume(2), 700.0}, {boundary(0), volume(1), 300.0}};
    problem.chillers = {{1, 290.0}, {3, 290.0}};
    problem.exchangers = {{4, 6, 305.0}, {7, 5, {}}};
    interval = still_interval(problem, 100.0);
    interval.flow = {{4e3, 1e3, 5.0}, {4e3, 1e3, 5.0}, {3e3}, {3e3}, {2e3}, {2e3}, {6e3}, {-0.0, 8e3, 9.0}};
    interval.heat_w = {{1e4, 2e4}, {0, 0}, {-3e3, 0}};
    interval.boundary_k = {294.0, 297.0};
    interval.chiller_w = {{0, 4e5}, {1e3, 1e3}};
    interval.exchanger_w_k = {5e3, 2e3};
  }
};

}  // namespace

TEST_CASE("slopes are what rates change by, in every law of the devices") {
  const Case one;
  constexpr double reference_k = 300.0;
  HeatRates rates(one.problem, reference_k);
  rates.enter(one.interval, 0.0);
  const auto& pattern = rates.pattern();
  const auto size = static_cast<std::size_t>(rates.states());
  for (const double s : {0.0, 5.0, 60.0}) {
    for (const auto& state : {std::vector{20.0, 5.0, 2.0, 0.0}, std::vector{-15.0, -12.0, -20.0, 1.0},
                              std::vector{6.0, -3.0, 40.0, 0.0}}) {
      std::vector<double> values(pattern.rows.size());
      rates.slopes(s, state, values);
      for (std::size_t column = 0; column < size; ++column) {
        constexpr double step_k = 1e-2;  // the laws are linear, and the states are away from their joints
        auto more = state;
        auto less = state;
        more[column] += step_k;
        less[column] -= step_k;
        std::vector<double> up(size);
        std::vector<double> down(size);
        rates.rates(s, more, up);
        rates.rates(s, less, down);
        std::vector<double> slopes(size, 0.0);
        for (int e = pattern.starts[column]; e < pattern.starts[column + 1]; ++e)
          slopes[static_cast<std::size_t>(pattern.rows[static_cast<std::size_t>(e)])] =
              values[static_cast<std::size_t>(e)];
        for (std::size_t row = 0; row < size; ++row)
          CHECK(slopes[row] == Approx((up[row] - down[row]) / (2 * step_k)).epsilon(1e-7).margin(1e-12));
      }
    }
  }
}

TEST_CASE("what volumes gain is what comes in at boundaries and devices") {
  const Case one;
  HeatRates rates(one.problem, 300.0);
  rates.enter(one.interval, 0.0);
  std::vector<double> rate(4);
  for (const double s : {0.0, 5.0, 60.0}) {
    rates.rates(s, std::vector{20.0, 5.0, -8.0, 0.0}, rate);
    CHECK(1e6 * rate[0] + 2e6 * rate[1] + 5e5 * rate[2] == Approx(3.5e6 * rate[3]).epsilon(1e-12));
  }
}
