#include "base/integrator.hpp"

#include "base/assertion.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>

using namespace shellfit;
using Catch::Matchers::Contains;

namespace {

using State = std::span<const double>;

constexpr Accuracy tight{1e-9, 1e-9};

double at_end(Integrator& integrator, double s) {
  const auto stop = integrator.run_to(s);
  REQUIRE(stop);
  REQUIRE_FALSE(stop->event);
  CHECK(stop->s == s);
  return integrator.state()[0];
}

/// κ (y_n-1 - 2 y_n + y_n+1) with closed ends: modes cos(π m (n + 1/2) / N) fall by 4 κ sin²(π m / 2N).
struct Chain {
  int size = 300;
  double rate_1_s = 1e5;

  [[nodiscard]] double mode(int m, std::size_t n) const {
    return std::cos(std::numbers::pi * m * (static_cast<double>(n) + 0.5) / size);
  }
  [[nodiscard]] double fall_1_s(int m) const {
    const double sine = std::sin(std::numbers::pi * m / (2.0 * size));
    return 4.0 * rate_1_s * sine * sine;
  }
  [[nodiscard]] Rate rates() const {
    return [k = rate_1_s](double, State y, std::span<double> rate) {
      for (std::size_t n = 0; n < y.size(); ++n) {
        rate[n] = 0;
        if (n > 0) rate[n] += k * (y[n - 1] - y[n]);
        if (n + 1 < y.size()) rate[n] += k * (y[n + 1] - y[n]);
      }
    };
  }
  [[nodiscard]] Jacobian jacobian() const {
    std::vector<std::pair<int, int>> places;
    for (int n = 0; n < size; ++n) {
      places.emplace_back(n, n);
      if (n > 0) places.emplace_back(n, n - 1);
      if (n + 1 < size) places.emplace_back(n, n + 1);
    }
    auto pattern = SparsePattern::of(size, std::move(places));
    return {pattern, [pattern, k = rate_1_s](double, State, std::span<double> values) {
              for (int column = 0; column < pattern.size; ++column) {
                const auto first = static_cast<std::size_t>(pattern.starts[static_cast<std::size_t>(column)]);
                const auto last =
                    static_cast<std::size_t>(pattern.starts[static_cast<std::size_t>(column) + 1]);
                for (auto e = first; e < last; ++e)
                  values[e] = pattern.rows[e] == column ? -k * static_cast<double>(last - first - 1) : k;
              }
            }};
  }
};

}  // namespace

TEST_CASE("a decay follows its exponential") {
  Integrator integrator(
      1, [](double, State y, std::span<double> rate) { rate[0] = -2.0 * y[0]; }, {}, tight);
  integrator.start(1.0, std::vector{3.0}, 4.0);
  CHECK(at_end(integrator, 2.0) == Approx(3.0 * std::exp(-2.0)).epsilon(1e-6));
  CHECK(at_end(integrator, 4.0) == Approx(3.0 * std::exp(-6.0)).epsilon(1e-6));
  SECTION("and can be started again from elsewhere") {
    integrator.start(0.0, std::vector{1.0}, 1.0);
    CHECK(at_end(integrator, 1.0) == Approx(std::exp(-2.0)).epsilon(1e-6));
  }
}

TEST_CASE("Robertson's stiff reactions reach the published concentrations") {
  // Hairer and Wanner, Solving Ordinary Differential Equations II, IV.1; values at 40 s as CVODE's own
  // example prints them (cvRoberts_dns, 4 digits).
  Integrator integrator(3,
                        [](double, State y, std::span<double> rate) {
                          rate[0] = -0.04 * y[0] + 1e4 * y[1] * y[2];
                          rate[2] = 3e7 * y[1] * y[1];
                          rate[1] = -rate[0] - rate[2];
                        },
                        {}, {1e-8, 1e-12});
  integrator.start(0.0, std::vector{1.0, 0.0, 0.0}, 40.0);
  CHECK(at_end(integrator, 40.0) == Approx(0.7158).epsilon(1e-4));
  CHECK(integrator.state()[1] == Approx(9.185e-6).epsilon(1e-4));
}

TEST_CASE("a stiff chain of 300 states, solved sparse, follows its modes") {
  const Chain chain;
  std::vector<double> start(300);
  for (std::size_t n = 0; n < start.size(); ++n) start[n] = chain.mode(1, n) + chain.mode(299, n);
  Integrator integrator(chain.size, chain.rates(), {}, {0.0, 1e-8}, chain.jacobian());
  integrator.start(0.0, start, 0.2);
  REQUIRE(integrator.run_to(0.2));
  double worst = 0;
  for (std::size_t n = 0; n < start.size(); ++n)
    worst = std::max(
        worst, std::fabs(integrator.state()[n] - chain.mode(1, n) * std::exp(-0.2 * chain.fall_1_s(1))));
  CHECK(worst < 1e-6);
}

TEST_CASE("sparse and dense give the same") {
  Chain chain;
  chain.size = 12;
  chain.rate_1_s = 3.0;
  std::vector<double> start(12, 0.0);
  start[3] = 1.0;
  Integrator sparse(chain.size, chain.rates(), {}, tight, chain.jacobian());
  Integrator dense(chain.size, chain.rates(), {}, tight);
  for (auto* integrator : {&sparse, &dense}) {
    integrator->start(0.0, start, 1.0);
    REQUIRE(integrator->run_to(1.0));
  }
  for (std::size_t n = 0; n < start.size(); ++n)
    CHECK(sparse.state()[n] == Approx(dense.state()[n]).margin(1e-7));
}

TEST_CASE("events stop a run when they rise to zero, once each, in order of time") {
  const auto above = [](double limit) { return [limit](double, State y) { return y[0] - limit; }; };
  const auto falls = [](double, State y) { return 2.5 - y[0]; };
  Integrator integrator(
      1, [](double, State, std::span<double> rate) { rate[0] = 0.1; },
      {above(4.0), above(3.0), above(4.0), above(1.0), above(2.0), falls}, tight);
  integrator.start(0.0, std::vector{2.0}, 100.0);
  std::vector<std::pair<int, double>> stops;
  for (auto stop = integrator.run_to(50.0); stop && stop->event; stop = integrator.run_to(50.0))
    stops.emplace_back(*stop->event, stop->s);
  REQUIRE(stops.size() == 6);
  // Above 1 and at 2 already, and below 2.5, at the start.
  const std::vector<std::pair<int, double>> expected{{3, 0.0},  {4, 0.0},  {5, 0.0},
                                                     {1, 10.0}, {0, 20.0}, {2, 20.0}};
  for (std::size_t i = 0; i < expected.size(); ++i) {
    CHECK(stops[i].first == expected[i].first);
    CHECK(stops[i].second == Approx(expected[i].second).margin(1e-3));
  }
  CHECK(at_end(integrator, 100.0) == Approx(12.0));
}

TEST_CASE("an event that rises to zero and stays there stops a run once") {
  Integrator integrator(
      1, [](double, State, std::span<double> rate) { rate[0] = 1.0; },
      {[](double, State y) { return std::min(y[0] - 4.0, 0.0); }}, tight);
  integrator.start(0.0, std::vector{0.0}, 10.0);
  const auto stop = integrator.run_to(10.0);
  REQUIRE(stop);
  CHECK(stop->event == 0);
  CHECK(at_end(integrator, 10.0) == Approx(10.0));
}

TEST_CASE("an event at the end of a run is seen, and nothing is asked beyond it") {
  double latest = 0;
  Integrator integrator(
      1,
      [&](double s, State, std::span<double> rate) {
        latest = std::max(latest, s);
        rate[0] = 1.0;
      },
      {[](double, State y) { return y[0] - 4.9999999; }}, tight);
  integrator.start(0.0, std::vector{0.0}, 5.0);
  const auto stop = integrator.run_to(5.0);
  REQUIRE(stop);
  CHECK(stop->event == 0);
  CHECK(latest <= 5.0);
}

TEST_CASE("a failure is a sentence") {
  const auto failure = [](const Rate& rate, const Accuracy& accuracy) {
    Integrator integrator(1, rate, {}, accuracy);
    integrator.start(0.0, std::vector{1.0}, 10.0);
    const auto stop = integrator.run_to(10.0);
    REQUIRE_FALSE(stop);
    return stop.error();
  };
  const auto not_a_number = [](double s, State, std::span<double> rate) {
    rate[0] = s < 2.0 ? 1.0 : std::nan("");
  };
  CHECK_THAT(failure(not_a_number, tight), Contains("the rate of state 0 is not a number at "));
  CHECK_THAT(failure([](double, State, std::span<double> rate) { rate[0] = std::nan(""); }, tight),
             Contains("the rate of state 0 is not a number at 0 s"));
  const auto wave = [](double s, State, std::span<double> rate) { rate[0] = std::sin(1e4 * s); };
  CHECK_THAT(failure(wave, {1e-9, 1e-9, 1.0, 50}), Contains("50 steps were taken and only"));
  const auto blows_up = [](double, State y, std::span<double> rate) { rate[0] = y[0] * y[0]; };
  CHECK_THAT(failure(blows_up, tight), Contains("the rate of state 0 is not a number at 1 s"));
  const auto jumps = [](double, State y, std::span<double> rate) { rate[0] = y[0] > 1.0 ? -1e9 : 1e9; };
  CHECK_THAT(failure(jumps, tight), Contains("no step, however small") || Contains("could not be solved"));
  const auto falls = [](double, State y, std::span<double> rate) { rate[0] = -1e6 * y[0]; };
  CHECK_THAT(failure(falls, {0.0, 1e-30, 1.0}), Contains("finer than the numbers are"));
}

TEST_CASE("what a rate, an event or a Jacobian throws comes out") {
  const Rate grows = [](double, State, std::span<double> rate) { rate[0] = 1.0; };
  const auto thrown_by = [](Integrator integrator) {
    integrator.start(0.0, std::vector{0.0}, 10.0);
    CHECK_THROWS_AS(integrator.run_to(10.0), Bug);
  };
  thrown_by(Integrator(
      1,
      [](double s, State, std::span<double> rate) {
        ensure(s < 1.0, "rate");
        rate[0] = 1.0;
      },
      {}, tight));
  thrown_by(Integrator(1, grows, {[](double s, State) {
                         ensure(s < 1.0, "event");
                         return -1.0;
                       }},
                       tight));
  thrown_by(Integrator(1, grows, {}, tight,
                       Jacobian{SparsePattern::of(1, {{0, 0}}),
                                [](double, State, std::span<double>) { ensure(false, "Jacobian"); }}));
}
