#include "thermal/heat_in_time.hpp"

#include "base/assertion.hpp"
#include "base/integrator.hpp"
#include "thermal/heat_in_time_check.hpp"
#include "thermal/heat_rates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace shellfit::thermal {

HeatInterval still_interval(const HeatInTime& problem, double end_s) {
  HeatInterval interval;
  interval.end_s = end_s;
  interval.flow.resize(problem.streams.size());
  interval.heat_w.resize(problem.capacity_j_k.size());
  interval.boundary_k.assign(static_cast<std::size_t>(problem.boundaries),
                             std::numeric_limits<double>::quiet_NaN());
  interval.chiller_w.resize(problem.chillers.size());
  interval.exchanger_w_k.assign(problem.exchangers.size(), 0.0);
  return interval;
}

Tank add_tank(HeatInTime& problem, int layers, double capacity_j_k, double mixing_w_k) {
  ensure(layers > 0, "a tank has layers");
  const Tank tank{static_cast<int>(problem.capacity_j_k.size()), layers,
                  static_cast<int>(problem.streams.size())};
  problem.capacity_j_k.insert(problem.capacity_j_k.end(), static_cast<std::size_t>(layers),
                              capacity_j_k / layers);
  for (int i = tank.top_volume; i + 1 < tank.top_volume + layers; ++i) {
    problem.streams.push_back({volume(i), volume(i + 1)});
    problem.conductances.push_back({volume(i), volume(i + 1), mixing_w_k});
  }
  return tank;
}

void pass_tank(HeatInterval& interval, const Tank& tank, const StreamFlow& down) {
  std::fill_n(interval.flow.begin() + tank.first_stream, tank.layers - 1, down);
}

namespace {

constexpr double step_error_k = 1e-8;
/// Only so that very high temperatures are not asked for beyond what numbers hold.
constexpr double step_error_share = 1e-10;

double weighted(std::span<const double> capacity_j_k, std::span<const double> values) {
  double sum = 0;
  for (std::size_t v = 0; v < capacity_j_k.size(); ++v) sum += capacity_j_k[v] * values[v];
  return sum;
}

/// One run through the intervals: states are the volumes above the reference, and what they received.
class Run {
 public:
  Run(const HeatInTime& problem, std::span<const double> start_k, double output_s)
      : problem_(problem),
        output_s_(output_s),
        reference_k_(mean(problem, start_k)),
        rates_(problem, reference_k_),
        is_passed_(problem.limits.size(), 0),
        integrator_(
            rates_.states(),
            [this](double s, std::span<const double> state, std::span<double> rate) {
              rates_.rates(s, state, rate);
            },
            events(), Accuracy{step_error_share, step_error_k, output_s},
            Jacobian{rates_.pattern(),
                     [this](double s, std::span<const double> state, std::span<double> values) {
                       rates_.slopes(s, state, values);
                     }}) {
    for (const double k : start_k) state_.push_back(k - reference_k_);
    start_ = state_;
    state_.push_back(0.0);
  }
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  /// The sentence of what failed, or nothing.
  [[nodiscard]] std::optional<std::string> follow(const HeatInterval& interval) {
    rates_.enter(interval, now_s_);
    if (now_s_ == 0) note_point();
    integrator_.start(now_s_, state_, interval.end_s);
    const double begin_s = now_s_;
    while (now_s_ < interval.end_s) {
      const double next_s = next_point_s(interval.end_s);
      const auto stop = integrator_.run_to(next_s);
      if (!stop) return stop.error();
      if (stop->event) {
        note_passing(*stop->event, stop->s);
        continue;
      }
      now_s_ = next_s;
      const auto found = integrator_.state();
      state_.assign(found.begin(), found.end());
      note_point();
    }
    note_heat(interval, interval.end_s - begin_s);
    return std::nullopt;
  }

  [[nodiscard]] HeatHistory take() {
    const double received_j = state_.back() * rates_.capacity_j_k();
    history_.stored_j = weighted(problem_.capacity_j_k, state_) - weighted(problem_.capacity_j_k, start_);
    history_.removed_j = history_.heat_j - received_j;
    // What moved: the heat put in and what warming and cooling took; where nothing moves, rounding stays.
    constexpr double least_k = 0.01;
    const double moved_j = gross_j_ + rates_.capacity_j_k() * std::max(least_k, largest_change_k_);
    ensure(std::fabs(history_.stored_j - received_j) <= 1e-8 * moved_j, "heat is neither made nor lost");
    return std::move(history_);
  }

 private:
  static double mean(const HeatInTime& problem, std::span<const double> start_k) {
    const std::vector<double> ones(start_k.size(), 1.0);
    return weighted(problem.capacity_j_k, start_k) / weighted(problem.capacity_j_k, ones);
  }

  [[nodiscard]] std::vector<Event> events() const {
    std::vector<Event> events;
    for (const auto& limit : problem_.limits) {
      events.emplace_back([at = static_cast<std::size_t>(limit.volume), k = limit.k - reference_k_](
                              double, std::span<const double> state) { return state[at] - k; });
    }
    return events;
  }

  /// Outputs are multiples of the step, each counted anew so that they do not drift; one that is as good as
  /// an interval's end is that.
  [[nodiscard]] double output_at_s() const { return static_cast<double>(outputs_) * output_s_; }
  [[nodiscard]] double same_s() const { return 1e-6 * output_s_; }
  [[nodiscard]] double next_point_s(double end_s) const {
    return output_at_s() > end_s - same_s() ? end_s : output_at_s();
  }

  void note_point() {
    if (now_s_ > output_at_s() - same_s()) ++outputs_;
    HeatHistory::Point point{now_s_, {}};
    for (std::size_t v = 0; v < start_.size(); ++v) {
      point.volume_k.push_back(state_[v] + reference_k_);
      largest_change_k_ = std::max(largest_change_k_, std::fabs(state_[v] - start_[v]));
    }
    history_.points.push_back(std::move(point));
  }
  void note_passing(int limit, double s) {
    auto& is_passed = is_passed_[static_cast<std::size_t>(limit)];
    if (!is_passed) history_.passings.push_back({limit, s});
    is_passed = 1;
  }
  void note_heat(const HeatInterval& interval, double seconds) {
    for (const auto& heat : interval.heat_w) {
      history_.heat_j += 0.5 * (heat.first + heat.last) * seconds;
      gross_j_ += 0.5 * (std::fabs(heat.first) + std::fabs(heat.last)) * seconds;
    }
  }

  const HeatInTime& problem_;
  double output_s_;
  double reference_k_;
  HeatRates rates_;
  std::vector<char> is_passed_;  ///< by limit
  Integrator integrator_;
  std::vector<double> state_, start_;
  double now_s_ = 0;
  long outputs_ = 0;
  double gross_j_ = 0, largest_change_k_ = 0;
  HeatHistory history_;
};

}  // namespace

tl::expected<HeatHistory, std::vector<std::string>> follow_heat(const HeatInTime& problem,
                                                                std::span<const double> start_k,
                                                                std::span<const HeatInterval> intervals,
                                                                double output_s) {
  if (auto faults = faults_of(problem, start_k, intervals, output_s); !faults.empty())
    return tl::unexpected(std::move(faults));
  Run run(problem, start_k, output_s);
  for (std::size_t i = 0; i < intervals.size(); ++i) {
    if (const auto failure = run.follow(intervals[i]))
      return tl::unexpected(std::vector{fmt::format("in interval {}: {}", i, *failure)});
  }
  return run.take();
}

}  // namespace shellfit::thermal
