#include "thermal/heat_in_time.hpp"

#include "thermal/rating.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <functional>

using namespace shellfit::thermal;

namespace {

constexpr double near_k = 1e-6;

HeatHistory followed(const HeatInTime& problem, const std::vector<double>& start_k,
                     const std::vector<HeatInterval>& intervals, double output_s) {
  auto history = follow_heat(problem, start_k, intervals, output_s);
  if (!history) FAIL(history.error().front());
  return std::move(*history);
}
void check_curve(const HeatHistory& history, std::size_t at, const std::function<double(double)>& expected) {
  double worst = 0;
  for (const auto& point : history.points)
    worst = std::max(worst, std::fabs(point.volume_k[at] - expected(point.s)));
  CHECK(worst < near_k);
}

/// One volume that a stream from a boundary passes.
HeatInTime flushed_volume(double capacity_j_k) {
  HeatInTime problem;
  problem.capacity_j_k = {capacity_j_k};
  problem.boundaries = 1;
  problem.streams = {{boundary(0), volume(0)}, {volume(0), boundary(0)}};
  return problem;
}
/// One volume with a stream that leaves it and comes back.
HeatInTime pumped_round(double capacity_j_k) {
  HeatInTime problem;
  problem.capacity_j_k = {capacity_j_k};
  problem.streams = {{volume(0), volume(0)}};
  return problem;
}

}  // namespace

TEST_CASE("a volume that is flushed and heated nears its steady temperature exponentially") {
  const auto problem = flushed_volume(5e6);
  auto interval = still_interval(problem, 600.0);
  interval.flow = {{40e3}, {40e3}};
  interval.heat_w = {{200e3, 200e3}};
  interval.boundary_k = {300.0};
  const auto history = followed(problem, {320.0}, {interval}, 10.0);
  REQUIRE(history.points.size() == 61);
  check_curve(history, 0, [](double s) { return 305.0 + 15.0 * std::exp(-40e3 / 5e6 * s); });
  CHECK(history.points[7].s == 70.0);
  CHECK(history.heat_j == Approx(200e3 * 600));
  CHECK(history.stored_j == Approx(5e6 * (history.points.back().volume_k[0] - 320.0)));
  CHECK(history.removed_j == Approx(history.heat_j - history.stored_j));
}

TEST_CASE("two tanks that exchange, one of them heated, follow their closed form") {
  // The difference d of two tanks joined by g: d' = q/m1 - g (1/m1 + 1/m2) d; together they warm evenly.
  constexpr double m1 = 2e6, m2 = 6e6, q = 50e3, g = 30e3;
  const double fall = g * (1 / m1 + 1 / m2);
  const double last = q / m1 / fall;
  const auto difference = [&](double s) { return last + (10.0 - last) * std::exp(-fall * s); };
  const auto mean = [&](double s) { return (m1 * 310.0 + m2 * 300.0 + q * s) / (m1 + m2); };
  HeatInTime problem;
  problem.capacity_j_k = {m1, m2};
  const auto check = [&](const HeatInterval& interval) {
    const auto history = followed(problem, {310.0, 300.0}, {interval}, 20.0);
    check_curve(history, 0, [&](double s) { return mean(s) + m2 / (m1 + m2) * difference(s); });
    check_curve(history, 1, [&](double s) { return mean(s) - m1 / (m1 + m2) * difference(s); });
    CHECK(history.stored_j == Approx(q * 500).epsilon(1e-8));
    CHECK(std::fabs(history.removed_j) < 1e-8 * q * 500);
  };
  SECTION("through a wall") {
    problem.conductances = {{volume(0), volume(1), g}};
    auto interval = still_interval(problem, 500.0);
    interval.heat_w[0] = {q, q};
    check(interval);
  }
  SECTION("by a flow there and back, whichever way it is written") {
    problem.streams = {{volume(0), volume(1)}, {volume(0), volume(1)}};
    auto interval = still_interval(problem, 500.0);
    interval.heat_w[0] = {q, q};
    interval.flow = {{g}, {-g}};
    check(interval);
  }
}

TEST_CASE("a flow that coasts down flushes by its power law, also when an interval ends on the way") {
  // dT/dt = C / ((1 + t/τ) M) (T_in - T): T - T_in falls as (1 + t/τ)^(-C τ / M).
  constexpr double c = 40e3, tau = 2.0, m = 1e6;
  const auto problem = flushed_volume(m);
  const auto expected = [&](double s) { return 300.0 + 20.0 * std::pow(1.0 + s / tau, -c * tau / m); };
  const auto coast = [&](double end_s, double from_w_k, double coast_s) {
    auto interval = still_interval(problem, end_s);
    interval.flow = {{0, from_w_k, coast_s}, {0, from_w_k, coast_s}};
    interval.boundary_k = {300.0};
    return interval;
  };
  check_curve(followed(problem, {320.0}, {coast(60.0, c, tau)}, 1.0), 0, expected);
  check_curve(
      followed(problem, {320.0}, {coast(7.0, c, tau), coast(60.0, c / (1.0 + 7.0 / tau), tau + 7.0)}, 1.0), 0,
      expected);
}

TEST_CASE("a stagnant volume reaches its limit when its heat is in, to a millisecond") {
  // 116 kW into 5.7 L of 4.0 kJ/L/K: 5.0877 K/s.
  HeatInTime problem;
  problem.capacity_j_k = {22.8e3, 1e6};
  problem.limits = {{0, 338.15}, {1, 400.0}, {0, 328.15}};
  auto interval = still_interval(problem, 30.0);
  interval.heat_w[0] = {116e3, 116e3};
  const auto history = followed(problem, {313.15, 313.15}, {interval}, 7.0);
  REQUIRE(history.passings.size() == 2);
  CHECK(history.passings[0].limit == 2);
  CHECK(history.passings[0].s == Approx(15.0 * 22.8e3 / 116e3).margin(1e-3));
  CHECK(history.passings[1].limit == 0);
  CHECK(history.passings[1].s == Approx(25.0 * 22.8e3 / 116e3).margin(1e-3));
}

TEST_CASE("an exponential rise passes its limit when its closed form does") {
  auto problem = flushed_volume(5e6);
  problem.limits = {{0, 315.0}};
  auto interval = still_interval(problem, 1000.0);
  interval.flow = {{40e3}, {40e3}};
  interval.heat_w = {{800e3, 800e3}};
  interval.boundary_k = {300.0};
  const auto history = followed(problem, {300.0}, {interval}, 50.0);
  REQUIRE(history.passings.size() == 1);
  CHECK(history.passings[0].s == Approx(-5e6 / 40e3 * std::log(1.0 - 15.0 / 20.0)).margin(1e-3));
}

TEST_CASE("a limit that is reached at the start is passed at once, and only once") {
  auto problem = pumped_round(1e6);
  problem.limits = {{0, 310.0}, {0, 320.0}, {0, 330.0}};
  auto interval = still_interval(problem, 10.0);
  auto later = still_interval(problem, 20.0);
  interval.heat_w = later.heat_w = {{1e3, 1e3}};
  const auto history = followed(problem, {320.0}, {interval, later}, 1.0);
  REQUIRE(history.passings.size() == 2);
  for (const auto& passing : history.passings) CHECK(passing.s == 0.0);
}

TEST_CASE("a chiller that restarts takes what its ramp lets it, then holds its setpoint") {
  // 500 kW into 10 MJ/K; off for 60 s, then up to 1 MW in 100 s: T' = (q - w (t - 60) / 100) / M.
  constexpr double m = 10e6, q = 500e3, most = 1e6;
  auto problem = pumped_round(m);
  problem.chillers = {{0, 290.0}};
  auto off = still_interval(problem, 60.0);
  off.flow = {{50e3}};
  off.heat_w = {{q, q}};
  auto ramp = off;
  ramp.end_s = 160.0;
  ramp.chiller_w = {{0.0, most}};
  auto full = off;
  full.end_s = 3000.0;
  full.chiller_w = {{most, most}};
  const auto history = followed(problem, {300.0}, {off, ramp, full}, 10.0);
  const auto short_of_setpoint = [&](double s) {
    const double on = std::max(0.0, s - 60.0);
    return 300.0 + (q * s - 0.5 * most / 100.0 * on * on) / m;
  };
  for (const auto& point : history.points) {
    if (point.s <= 120.0) CHECK(point.volume_k[0] == Approx(short_of_setpoint(point.s)).margin(near_k));
  }
  // At 120 s its 600 kW are less than the 710 kW that the setpoint would take; later it holds, and the volume
  // nears 290 + q / C.
  CHECK(history.points.back().volume_k[0] == Approx(300.0).margin(near_k));
  CHECK(history.heat_j == Approx(q * 3000));
}

TEST_CASE("a chiller neither warms its stream nor cools it below its setpoint") {
  auto problem = pumped_round(1e6);
  problem.chillers = {{0, 290.0}};
  auto interval = still_interval(problem, 1000.0);
  interval.flow = {{20e3}};
  interval.chiller_w = {{1e9, 1e9}};
  CHECK(followed(problem, {285.0}, {interval}, 10.0).points.back().volume_k[0] == 285.0);
  check_curve(followed(problem, {300.0}, {interval}, 10.0), 0,
              [](double s) { return 290.0 + 10.0 * std::exp(-0.02 * s); });
}

TEST_CASE("an exchanger to outdoor air cools by its effectiveness") {
  constexpr double m = 2e6, water = 30e3, air = 50e3, ua = 60e3;
  auto problem = pumped_round(m);
  problem.boundaries = 1;
  problem.streams.push_back({boundary(0), boundary(0)});
  problem.exchangers = {{0, 1}};
  auto interval = still_interval(problem, 300.0);
  interval.flow = {{water}, {air}};
  interval.boundary_k = {295.0};
  interval.exchanger_w_k = {ua};
  const double w_k = counterflow_effectiveness(ua / water, water / air) * water;
  const auto history = followed(problem, {325.0}, {interval}, 5.0);
  check_curve(history, 0, [&](double s) { return 295.0 + 30.0 * std::exp(-w_k / m * s); });
  CHECK(history.removed_j == Approx(m * 30.0 * (1.0 - std::exp(-w_k / m * 300.0))).epsilon(1e-6));
  SECTION("never below its setpoint") {
    problem.exchangers[0].setpoint_k = 310.0;
    // Holding: T' = -C (T - 310) / M, once that is less than the exchanger can.
    CHECK(followed(problem, {325.0}, {interval}, 5.0).points.back().volume_k[0] ==
          Approx(310.0 + 15.0 * std::exp(-water / m * 300.0)).margin(0.2));
  }
  SECTION("not at all when the air is the warmer") {
    CHECK(followed(problem, {290.0}, {interval}, 5.0).points.back().volume_k[0] == 290.0);
  }
  SECTION("not at all when its fans stand") {
    interval.flow[1] = {};
    CHECK(followed(problem, {325.0}, {interval}, 5.0).points.back().volume_k[0] == 325.0);
  }
}

TEST_CASE("an exchanger gives its cold stream what it takes from its hot one") {
  HeatInTime problem;
  problem.capacity_j_k = {1e6, 3e6};
  problem.streams = {{volume(0), volume(0)}, {volume(1), volume(1)}};
  problem.exchangers = {{0, 1}};
  auto interval = still_interval(problem, 2000.0);
  interval.flow = {{20e3}, {25e3}};
  interval.exchanger_w_k = {30e3};
  const double w_k = counterflow_effectiveness(1.5, 0.8) * 20e3;
  const auto history = followed(problem, {330.0, 300.0}, {interval}, 20.0);
  check_curve(history, 0, [&](double s) { return 307.5 + 22.5 * std::exp(-w_k * (1 / 1e6 + 1 / 3e6) * s); });
  CHECK(std::fabs(history.stored_j) < 1e-8 * 30e6);
}

TEST_CASE("a tank's outlet follows that of mixed layers in series, up and down alike") {
  // A step into n equal layers in series leaves the last as 1 - e^-x Σ_k<n x^k / k!, x = n t C / M.
  constexpr int layers = 20;
  constexpr double m = 40e6, c = 100e3;
  const auto expected = [&](double s) {
    const double x = layers * s * c / m;
    double term = std::exp(-x);
    double sum = 0;
    for (int k = 0; k < layers; term *= x / ++k) sum += term;
    return 285.0 + 10.0 * (1.0 - sum);
  };
  HeatInTime problem;
  problem.boundaries = 1;
  const auto tank = add_tank(problem, layers, m, 0.0);
  const auto in = problem.streams.size();
  problem.streams.push_back({boundary(0), tank.top()});
  problem.streams.push_back({tank.bottom(), boundary(0)});
  auto interval = still_interval(problem, 800.0);
  interval.boundary_k = {295.0};
  const std::vector<double> start(layers, 285.0);
  SECTION("down") {
    pass_tank(interval, tank, {c});
    interval.flow[in] = interval.flow[in + 1] = {c};
    const auto history = followed(problem, start, {interval}, 10.0);
    check_curve(history, layers - 1, expected);
    // Half of the volume exchanged, and nearly nothing of it is at the outlet: a plug.
    CHECK(history.points[20].s == 200.0);
    CHECK(history.points[20].volume_k[layers - 1] < 285.04);
    CHECK(history.stored_j == Approx(m * 10.0).epsilon(1e-3));
  }
  SECTION("up") {
    pass_tank(interval, tank, {-c});
    interval.flow[in] = interval.flow[in + 1] = {-c};
    check_curve(followed(problem, start, {interval}, 10.0), 0, expected);
  }
}

TEST_CASE("layers that mix by conduction alone even out without loss") {
  HeatInTime problem;
  const auto tank = add_tank(problem, 10, 40e6, 5e3);
  std::vector<double> start(10, 285.0);
  for (int i = 0; i < 5; ++i) start[static_cast<std::size_t>(i)] = 295.0;
  auto interval = still_interval(problem, 1e6);
  pass_tank(interval, tank, {});
  const auto history = followed(problem, start, {interval}, 1e4);
  for (const double k : history.points.back().volume_k) CHECK(k == Approx(290.0).margin(1e-4));
}

TEST_CASE("without heat and without differences nothing changes at all") {
  auto problem = flushed_volume(5e6);
  problem.limits = {{0, 300.5}};
  auto interval = still_interval(problem, 600.0);
  interval.flow = {{40e3, 10e3, 2.0}, {40e3, 10e3, 2.0}};
  interval.boundary_k = {300.0};
  const auto history = followed(problem, {300.0}, {interval}, 60.0);
  for (const auto& point : history.points) CHECK(point.volume_k[0] == 300.0);
  CHECK(history.passings.empty());
  CHECK(history.stored_j == 0.0);
}

TEST_CASE("outputs are at multiples of the step and at ends of intervals, none twice") {
  const auto problem = pumped_round(1e6);
  const std::vector<HeatInterval> intervals{still_interval(problem, 0.3), still_interval(problem, 0.45),
                                            still_interval(problem, 0.7 + 1e-9)};
  const auto history = followed(problem, {300.0}, intervals, 0.1);
  const std::vector<double> expected{0, 0.1, 0.2, 0.3, 0.4, 0.45, 0.5, 0.6, 0.7};
  REQUIRE(history.points.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) CHECK(history.points[i].s == Approx(expected[i]));
}
