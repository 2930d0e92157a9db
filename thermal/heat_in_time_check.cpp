#include "thermal/heat_in_time_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace shellfit::thermal {

namespace {

/// Of what passes a volume, that may be more or less than leaves it.
constexpr double most_imbalance = 1e-6;

bool is_temperature(double k) { return std::isfinite(k) && k > 0; }
bool is_amount(double value) { return std::isfinite(value) && value >= 0; }
bool is_below(int index, std::size_t count) { return index >= 0 && static_cast<std::size_t>(index) < count; }

class Check {
 public:
  explicit Check(const HeatInTime& problem) : problem_(problem) {}

  void problem() {
    const auto& p = problem_;
    if (p.capacity_j_k.empty()) fault("there is no volume");
    for (std::size_t v = 0; v < p.capacity_j_k.size(); ++v) {
      if (!is_amount(p.capacity_j_k[v]) || p.capacity_j_k[v] == 0)
        fault("volume {} has a heat capacity of {} J/K; it must be above zero", v, p.capacity_j_k[v]);
    }
    for (std::size_t i = 0; i < p.streams.size(); ++i) {
      place(p.streams[i].from, fmt::format("stream {}", i));
      place(p.streams[i].to, fmt::format("stream {}", i));
    }
    for (std::size_t i = 0; i < p.conductances.size(); ++i) {
      const auto& c = p.conductances[i];
      place(c.one, fmt::format("conductance {}", i));
      place(c.other, fmt::format("conductance {}", i));
      if (!is_amount(c.w_k)) fault("conductance {} is {} W/K; it must be zero or above", i, c.w_k);
    }
    for (std::size_t i = 0; i < p.limits.size(); ++i) {
      const auto& limit = p.limits[i];
      if (!is_below(limit.volume, p.capacity_j_k.size()))
        fault("limit {} is of volume {}, which is not there", i, limit.volume);
      if (!is_temperature(limit.k)) fault("limit {} is {} K", i, limit.k);
    }
    devices();
  }

  void start(std::span<const double> start_k) {
    count(start_k.size(), problem_.capacity_j_k.size(), "temperatures at the start", "volumes");
    for (std::size_t v = 0; v < start_k.size(); ++v) {
      if (!is_temperature(start_k[v])) fault("volume {} starts at {} K", v, start_k[v]);
    }
  }

  void intervals(std::span<const HeatInterval> intervals) {
    double begin = 0;
    for (std::size_t i = 0; i < intervals.size(); ++i) {
      const auto& interval = intervals[i];
      where_ = fmt::format("in interval {}: ", i);
      if (!std::isfinite(interval.end_s) || !(interval.end_s > begin))
        fault("it ends at {} s, not after {} s, where it begins", interval.end_s, begin);
      begin = interval.end_s;
      if (has_all(interval)) {
        figures(interval);
        flows(interval);
      }
    }
    where_.clear();
    if (intervals.empty()) fault("there is no interval");
  }

  void output(double output_s) {
    if (!std::isfinite(output_s) || !(output_s > 0))
      fault("the output step is {} s; it must be above zero", output_s);
  }
  [[nodiscard]] std::vector<std::string> take() { return std::move(faults_); }

 private:
  template <class... Values>
  void fault(fmt::format_string<Values...> text, Values&&... values) {
    faults_.push_back(where_ + fmt::format(text, std::forward<Values>(values)...));
  }
  void place(const Place& place, const std::string& what) {
    const auto count =
        place.is_boundary ? static_cast<std::size_t>(problem_.boundaries) : problem_.capacity_j_k.size();
    if (!is_below(place.index, count))
      fault("{} names {} {}, which is not there", what, place.is_boundary ? "boundary" : "volume",
            place.index);
  }
  bool count(std::size_t found, std::size_t expected, std::string_view what, std::string_view of) {
    if (found != expected) fault("{} {} for {} {}", found, what, expected, of);
    return found == expected;
  }

  /// A device takes a stream as its place gives it: two on one stream would both see it as it enters.
  void devices() {
    std::map<int, int> uses;
    const auto use = [&](int stream, const std::string& what) {
      if (!is_below(stream, problem_.streams.size()))
        fault("{} is on stream {}, which is not there", what, stream);
      else if (++uses[stream] == 2)
        fault("stream {} goes through two devices; each needs a stream of its own", stream);
    };
    for (std::size_t i = 0; i < problem_.chillers.size(); ++i) {
      const auto& chiller = problem_.chillers[i];
      use(chiller.stream, fmt::format("chiller {}", i));
      if (!is_temperature(chiller.setpoint_k)) fault("chiller {} is set to {} K", i, chiller.setpoint_k);
    }
    for (std::size_t i = 0; i < problem_.exchangers.size(); ++i) {
      const auto& exchanger = problem_.exchangers[i];
      use(exchanger.hot_stream, fmt::format("exchanger {}", i));
      use(exchanger.cold_stream, fmt::format("exchanger {}", i));
      if (exchanger.setpoint_k && !is_temperature(*exchanger.setpoint_k))
        fault("exchanger {} is set to {} K", i, *exchanger.setpoint_k);
    }
  }

  bool has_all(const HeatInterval& interval) {
    const auto& p = problem_;
    const bool counts[] = {
        count(interval.flow.size(), p.streams.size(), "flows", "streams"),
        count(interval.heat_w.size(), p.capacity_j_k.size(), "heats", "volumes"),
        count(interval.boundary_k.size(), static_cast<std::size_t>(p.boundaries), "temperatures",
              "boundaries"),
        count(interval.chiller_w.size(), p.chillers.size(), "capacities", "chillers"),
        count(interval.exchanger_w_k.size(), p.exchangers.size(), "conductances", "exchangers")};
    return std::all_of(std::begin(counts), std::end(counts), [](bool is_right) { return is_right; });
  }

  void figures(const HeatInterval& interval) {
    for (std::size_t v = 0; v < interval.heat_w.size(); ++v) {
      const auto& heat = interval.heat_w[v];
      if (!std::isfinite(heat.first) || !std::isfinite(heat.last))
        fault("the heat into volume {} is no number", v);
    }
    for (std::size_t b = 0; b < interval.boundary_k.size(); ++b) {
      if (!is_temperature(interval.boundary_k[b])) fault("boundary {} is at {} K", b, interval.boundary_k[b]);
    }
    for (std::size_t i = 0; i < interval.chiller_w.size(); ++i) {
      const auto& capacity = interval.chiller_w[i];
      if (!is_amount(capacity.first) || !is_amount(capacity.last))
        fault("the capacity of chiller {} goes from {} W to {} W; it must be zero or above", i,
              capacity.first, capacity.last);
    }
    for (std::size_t i = 0; i < interval.exchanger_w_k.size(); ++i) {
      if (!is_amount(interval.exchanger_w_k[i]))
        fault("exchanger {} has a UA of {} W/K; it must be zero or above", i, interval.exchanger_w_k[i]);
    }
  }

  void flows(const HeatInterval& interval) {
    const auto faults_before = faults_.size();
    for (std::size_t i = 0; i < interval.flow.size(); ++i) {
      const auto& flow = interval.flow[i];
      if (!std::isfinite(flow.steady_w_k) || !std::isfinite(flow.coasting_w_k))
        fault("the flow of stream {} is no number", i);
      else if (!std::isfinite(flow.coast_s) || !(flow.coast_s > 0))
        fault("stream {} coasts with a time of {} s; it must be above zero", i, flow.coast_s);
    }
    const auto forwards = [&](int stream) {
      if (!is_below(stream, interval.flow.size())) return;
      const auto& flow = interval.flow[static_cast<std::size_t>(stream)];
      if (flow.steady_w_k < 0 || flow.coasting_w_k < 0)
        fault("stream {} flows backwards through its device", stream);
    };
    for (const auto& chiller : problem_.chillers) forwards(chiller.stream);
    for (const auto& exchanger : problem_.exchangers) {
      forwards(exchanger.hot_stream);
      forwards(exchanger.cold_stream);
    }
    if (faults_.size() == faults_before) balance(interval);
  }

  /// What flows in flows out, at all times: parts that coast with different times balance each for itself.
  void balance(const HeatInterval& interval) {
    constexpr double does_not_coast = 0;
    std::map<std::pair<int, double>, double> gains;
    std::map<int, double> throughput;
    for (std::size_t i = 0; i < interval.flow.size(); ++i) {
      const auto& flow = interval.flow[i];
      const auto pass = [&](const Place& place, double sign) {
        if (place.is_boundary) return;
        gains[{place.index, does_not_coast}] += sign * flow.steady_w_k;
        if (flow.coasting_w_k != 0) gains[{place.index, flow.coast_s}] += sign * flow.coasting_w_k;
        throughput[place.index] += std::fabs(flow.steady_w_k) + std::fabs(flow.coasting_w_k);
      };
      pass(problem_.streams[i].from, -1.0);
      pass(problem_.streams[i].to, 1.0);
    }
    for (const auto& [key, gain] : gains) {
      const auto& [at, coast_s] = key;
      if (std::fabs(gain) <= most_imbalance * throughput[at]) continue;
      fault("volume {} takes in {:.6g} W/K {} than it gives off{}", at, std::fabs(gain),
            gain > 0 ? "more" : "less",
            coast_s > 0 ? fmt::format(", of what coasts with {} s", coast_s) : "");
    }
  }

  const HeatInTime& problem_;
  std::vector<std::string> faults_;
  std::string where_;  ///< written before each fault
};

}  // namespace

std::vector<std::string> faults_of(const HeatInTime& problem, std::span<const double> start_k,
                                   std::span<const HeatInterval> intervals, double output_s) {
  Check check(problem);
  check.problem();
  check.start(start_k);
  check.output(output_s);
  check.intervals(intervals);
  return check.take();
}

}  // namespace shellfit::thermal
