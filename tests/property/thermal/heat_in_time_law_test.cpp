#include "tests/property/law.hpp"
#include "thermal/heat_in_time.hpp"

#include <algorithm>
#include <cmath>

using namespace shellfit::thermal;
using shellfit::testing::between;
using shellfit::testing::law;

namespace {

struct Case {
  HeatInTime problem;
  std::vector<double> start_k;
  std::vector<HeatInterval> intervals;
  double output_s = 5.0;
};

int below(std::size_t count) { return *rc::gen::inRange(0, static_cast<int>(count)); }

/// A round through some volumes, or through the boundary and back to it.
std::vector<int> add_round(HeatInTime& problem, bool is_open) {
  std::vector<Place> way;
  const int length = *rc::gen::inRange(1, 5);
  if (is_open) way.push_back(boundary(0));
  for (int i = 0; i < length; ++i) way.push_back(volume(below(problem.capacity_j_k.size())));
  std::vector<int> streams;
  for (std::size_t i = 0; i < way.size(); ++i) {
    streams.push_back(static_cast<int>(problem.streams.size()));
    problem.streams.push_back({way[i], way[(i + 1) % way.size()]});
  }
  return streams;
}

/// Volumes, rounds of streams among them, walls, chillers and exchangers on some of the rounds.
Case random_case(bool is_heated, bool is_open) {
  Case one;
  auto& problem = one.problem;
  const int volumes = *rc::gen::inRange(2, 9);
  for (int v = 0; v < volumes; ++v) {
    problem.capacity_j_k.push_back(between(1e5, 1e7));
    one.start_k.push_back(between(290, 320));
  }
  problem.boundaries = 2;
  std::vector<std::vector<int>> rounds;
  const int count = *rc::gen::inRange(2, 5);
  for (int i = 0; i < count; ++i)
    rounds.push_back(add_round(problem, is_open && *rc::gen::arbitrary<bool>()));
  for (int i = 0; i < 3; ++i) {
    const auto other = is_open && i == 0 ? boundary(1) : volume(below(problem.capacity_j_k.size()));
    problem.conductances.push_back({volume(below(problem.capacity_j_k.size())), other, between(0, 5e3)});
  }
  problem.exchangers = {{rounds[0][0], rounds[1][0], {}}};
  if (*rc::gen::arbitrary<bool>()) problem.exchangers[0].setpoint_k = between(285, 310);
  if (is_open && rounds[1].size() > 1) problem.chillers = {{rounds[1][1], between(280, 300)}};
  problem.limits = {{0, between(295, 325)}};
  for (double end_s = 0; one.intervals.size() < 3;) {
    end_s += between(20, 200);
    auto interval = still_interval(problem, end_s);
    for (std::size_t i = 0; i < rounds.size(); ++i) {
      const double sign = i > 1 && *rc::gen::arbitrary<bool>() ? -1.0 : 1.0;
      const StreamFlow flow{sign * between(0, 5e4), sign * between(0, 5e4), between(1, 20)};
      for (const int stream : rounds[i]) interval.flow[static_cast<std::size_t>(stream)] = flow;
    }
    if (is_heated) {
      for (auto& heat : interval.heat_w) heat = {between(-1e4, 1e5), between(-1e4, 1e5)};
    }
    for (auto& k : interval.boundary_k) k = between(285, 305);
    for (auto& capacity : interval.chiller_w) capacity = {between(0, 1e6), between(0, 1e6)};
    for (auto& ua : interval.exchanger_w_k) ua = between(0, 1e5);
    one.intervals.push_back(interval);
  }
  return one;
}

HeatHistory history_of(const Case& one) {
  auto history = follow_heat(one.problem, one.start_k, one.intervals, one.output_s);
  RC_ASSERT(history.has_value());
  return std::move(*history);
}
double heat_of(const Case& one, const std::vector<double>& k) {
  double sum = 0;
  for (std::size_t v = 0; v < k.size(); ++v) sum += one.problem.capacity_j_k[v] * k[v];
  return sum;
}
/// Heat put in, each share taken as it is: what the balance is measured by.
double gross_heat(const Case& one) {
  double sum = 0;
  double begin_s = 0;
  for (const auto& interval : one.intervals) {
    for (const auto& heat : interval.heat_w)
      sum += 0.5 * (std::fabs(heat.first) + std::fabs(heat.last)) * (interval.end_s - begin_s);
    begin_s = interval.end_s;
  }
  return sum;
}

}  // namespace

TEST_CASE("what closed networks of volumes are given is what they hold, to 1e-8") {
  law(
      [] {
        const auto one = random_case(true, false);
        const auto history = history_of(one);
        const double stored = heat_of(one, history.points.back().volume_k) - heat_of(one, one.start_k);
        const double all_j_k = heat_of(one, std::vector<double>(one.start_k.size(), 1.0));
        const double moved = gross_heat(one) + 30.0 * all_j_k;
        RC_ASSERT(std::fabs(stored - history.heat_j) <= 1e-8 * moved);
      },
      100);
}

TEST_CASE("what open networks of volumes are given is what they hold and what left, to 1e-8") {
  law(
      [] {
        const auto one = random_case(true, true);
        const auto history = history_of(one);
        const double stored = heat_of(one, history.points.back().volume_k) - heat_of(one, one.start_k);
        const double all_j_k = heat_of(one, std::vector<double>(one.start_k.size(), 1.0));
        const double moved = gross_heat(one) + 30.0 * all_j_k;
        RC_ASSERT(std::fabs(stored + history.removed_j - history.heat_j) <= 1e-8 * moved);
      },
      100);
}

TEST_CASE("without heat no volume becomes warmer than the warmest thing, nor colder than the coldest") {
  law(
      [] {
        const auto one = random_case(false, true);
        auto [low, high] = std::minmax_element(one.start_k.begin(), one.start_k.end());
        double coldest = *low;
        double warmest = *high;
        for (const auto& interval : one.intervals) {
          for (const double k : interval.boundary_k) {
            coldest = std::min(coldest, k);
            warmest = std::max(warmest, k);
          }
        }
        for (const auto& chiller : one.problem.chillers) coldest = std::min(coldest, chiller.setpoint_k);
        for (const auto& exchanger : one.problem.exchangers)
          if (exchanger.setpoint_k) coldest = std::min(coldest, *exchanger.setpoint_k);
        for (const auto& point : history_of(one).points) {
          for (const double k : point.volume_k) RC_ASSERT(k >= coldest - 1e-5 && k <= warmest + 1e-5);
        }
      },
      100);
}

TEST_CASE("an interval cut in two is the same interval") {
  law(
      [] {
        const auto one = random_case(true, true);
        auto cut = one;
        const auto at = static_cast<std::size_t>(below(one.intervals.size()));
        const double begin_s = at == 0 ? 0.0 : one.intervals[at - 1].end_s;
        auto& after = cut.intervals[at];
        const double gone_s = between(0.1, 0.9) * (after.end_s - begin_s);
        const double share = gone_s / (after.end_s - begin_s);
        auto before = after;
        before.end_s = begin_s + gone_s;
        const auto split = [share](Linear& first, Linear& second) {
          first.last = second.first = first.first + share * (first.last - first.first);
        };
        for (std::size_t v = 0; v < after.heat_w.size(); ++v) split(before.heat_w[v], after.heat_w[v]);
        for (std::size_t i = 0; i < after.chiller_w.size(); ++i)
          split(before.chiller_w[i], after.chiller_w[i]);
        for (auto& flow : after.flow) {
          flow.coasting_w_k /= 1.0 + gone_s / flow.coast_s;
          flow.coast_s += gone_s;
        }
        cut.intervals.insert(cut.intervals.begin() + static_cast<std::ptrdiff_t>(at), before);
        const auto whole = history_of(one);
        const auto parts = history_of(cut);
        for (std::size_t v = 0; v < one.start_k.size(); ++v)
          RC_ASSERT(std::fabs(whole.points.back().volume_k[v] - parts.points.back().volume_k[v]) < 1e-4);
        RC_ASSERT(whole.passings.size() == parts.passings.size());
      },
      50);
}
