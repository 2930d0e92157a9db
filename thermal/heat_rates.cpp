#include "thermal/heat_rates.hpp"

#include "thermal/rating.hpp"

#include <algorithm>
#include <numeric>

namespace shellfit::thermal {

namespace {

const HeatInTime::Stream& stream_of(const HeatInTime& problem, int stream) {
  return problem.streams[static_cast<std::size_t>(stream)];
}

/// Every place where one node's heat depends on another's temperature, whichever way streams flow.
template <class See>
void each_dependence(const HeatInTime& problem, const See& see) {
  for (const auto& [from, to] : problem.streams) {
    see(from, from), see(from, to), see(to, from), see(to, to);
  }
  for (const auto& c : problem.conductances) {
    see(c.one, c.one), see(c.one, c.other), see(c.other, c.one), see(c.other, c.other);
  }
  for (const auto& exchanger : problem.exchangers) {
    const auto& hot = stream_of(problem, exchanger.hot_stream);
    const auto& cold = stream_of(problem, exchanger.cold_stream);
    for (const auto& row : {hot.to, cold.to}) see(row, hot.from), see(row, cold.from);
  }
}

}  // namespace

HeatRates::HeatRates(const HeatInTime& problem, double reference_k)
    : problem_(problem),
      volumes_(static_cast<int>(problem.capacity_j_k.size())),
      reference_k_(reference_k),
      capacity_j_k_(std::accumulate(problem.capacity_j_k.begin(), problem.capacity_j_k.end(), 0.0)),
      pattern_(make_pattern()),
      temperature_k_(problem.capacity_j_k.size() + static_cast<std::size_t>(problem.boundaries)),
      power_w_(temperature_k_.size()) {}

std::size_t HeatRates::node(const Place& place) const {
  return static_cast<std::size_t>(place.is_boundary ? volumes_ + place.index : place.index);
}

SparsePattern HeatRates::make_pattern() const {
  std::vector<std::pair<int, int>> places;
  for (int i = 0; i <= volumes_; ++i) places.emplace_back(i, i);
  each_dependence(problem_, [&](const Place& row, const Place& column) {
    if (!column.is_boundary) places.emplace_back(row.is_boundary ? volumes_ : row.index, column.index);
  });
  for (const auto& chiller : problem_.chillers) {
    const auto& from = stream_of(problem_, chiller.stream).from;
    if (!from.is_boundary) places.emplace_back(volumes_, from.index);
  }
  return SparsePattern::of(volumes_ + 1, std::move(places));
}

void HeatRates::enter(const HeatInterval& interval, double begin_s) {
  interval_ = &interval;
  begin_s_ = begin_s;
  for (std::size_t b = 0; b < interval.boundary_k.size(); ++b)
    temperature_k_[node(boundary(static_cast<int>(b)))] = interval.boundary_k[b] - reference_k_;
}

double HeatRates::flow_w_k(std::size_t stream, double s) const {
  const auto& flow = interval_->flow[stream];
  return flow.steady_w_k + flow.coasting_w_k / (1.0 + (s - begin_s_) / flow.coast_s);
}

double HeatRates::at(const Linear& amount, double s) const {
  const double share = (s - begin_s_) / (interval_->end_s - begin_s_);
  return amount.first + share * (amount.last - amount.first);
}

void HeatRates::read_temperatures(std::span<const double> state) {
  std::copy_n(state.begin(), volumes_, temperature_k_.begin());
}

HeatRates::Taken HeatRates::taken(const HeatInTime::Chiller& chiller, const Linear& capacity,
                                  double s) const {
  const double flow = flow_w_k(static_cast<std::size_t>(chiller.stream), s);
  const double entering_k = temperature_k_[node(stream_of(problem_, chiller.stream).from)];
  const double to_setpoint_w = flow * (entering_k - (chiller.setpoint_k - reference_k_));
  const double most_w = at(capacity, s);
  if (to_setpoint_w <= 0) return {};
  if (to_setpoint_w <= most_w) return {to_setpoint_w, flow, 0};
  return {most_w, 0, 0};
}

HeatRates::Taken HeatRates::taken(const HeatInTime::Exchanger& exchanger, double ua_w_k, double s) const {
  const double hot = flow_w_k(static_cast<std::size_t>(exchanger.hot_stream), s);
  const double cold = flow_w_k(static_cast<std::size_t>(exchanger.cold_stream), s);
  const double hot_k = temperature_k_[node(stream_of(problem_, exchanger.hot_stream).from)];
  const double cold_k = temperature_k_[node(stream_of(problem_, exchanger.cold_stream).from)];
  const double smaller = std::min(hot, cold);
  if (!(smaller > 0) || hot_k <= cold_k) return {};
  const double w_k = counterflow_effectiveness(ua_w_k / smaller, smaller / std::max(hot, cold)) * smaller;
  const double most_w = w_k * (hot_k - cold_k);
  if (!exchanger.setpoint_k) return {most_w, w_k, -w_k};
  const double to_setpoint_w = hot * (hot_k - (*exchanger.setpoint_k - reference_k_));
  if (to_setpoint_w <= 0) return {};
  if (to_setpoint_w <= most_w) return {to_setpoint_w, hot, 0};
  return {most_w, w_k, -w_k};
}

void HeatRates::rates(double s, std::span<const double> state, std::span<double> rate) {
  read_temperatures(state);
  std::fill(power_w_.begin(), power_w_.end(), 0.0);
  const auto move = [&](std::size_t from, std::size_t to, double w) {
    power_w_[from] -= w;
    power_w_[to] += w;
  };
  for (std::size_t i = 0; i < problem_.streams.size(); ++i) {
    const auto from = node(problem_.streams[i].from);
    const auto to = node(problem_.streams[i].to);
    const double flow = flow_w_k(i, s);
    move(from, to, flow * temperature_k_[flow >= 0 ? from : to]);
  }
  for (const auto& c : problem_.conductances) {
    const auto one = node(c.one);
    const auto other = node(c.other);
    move(one, other, c.w_k * (temperature_k_[one] - temperature_k_[other]));
  }
  for (std::size_t i = 0; i < problem_.exchangers.size(); ++i) {
    const auto& exchanger = problem_.exchangers[i];
    move(node(stream_of(problem_, exchanger.hot_stream).to),
         node(stream_of(problem_, exchanger.cold_stream).to),
         taken(exchanger, interval_->exchanger_w_k[i], s).w);
  }
  double received_w = 0;
  for (std::size_t i = 0; i < problem_.chillers.size(); ++i) {
    const double w = taken(problem_.chillers[i], interval_->chiller_w[i], s).w;
    power_w_[node(stream_of(problem_, problem_.chillers[i].stream).to)] -= w;
    received_w -= w;
  }
  const auto volumes = static_cast<std::size_t>(volumes_);
  for (std::size_t n = volumes; n < power_w_.size(); ++n) received_w -= power_w_[n];
  for (std::size_t v = 0; v < volumes; ++v) {
    const double heat_w = at(interval_->heat_w[v], s);
    received_w += heat_w;
    rate[v] = (power_w_[v] + heat_w) / problem_.capacity_j_k[v];
  }
  rate[volumes] = received_w / capacity_j_k_;
}

void HeatRates::slopes(double s, std::span<const double> state, std::span<double> values) {
  read_temperatures(state);
  std::fill(values.begin(), values.end(), 0.0);
  const auto put = [&](int row, std::size_t column, double slope) {
    values[static_cast<std::size_t>(pattern_.index(row, static_cast<int>(column)))] += slope;
  };
  // A node gains `w_k` for each kelvin of another; what a boundary gains the volumes together lose.
  const auto add = [&](std::size_t gains, std::size_t column, double w_k) {
    if (!is_volume(column) || w_k == 0) return;
    if (is_volume(gains))
      put(static_cast<int>(gains), column, w_k / problem_.capacity_j_k[gains]);
    else
      put(volumes_, column, -w_k / capacity_j_k_);
  };
  const auto move = [&](std::size_t from, std::size_t to, std::size_t column, double w_k) {
    add(from, column, -w_k);
    add(to, column, w_k);
  };
  for (std::size_t i = 0; i < problem_.streams.size(); ++i) {
    const auto from = node(problem_.streams[i].from);
    const auto to = node(problem_.streams[i].to);
    const double flow = flow_w_k(i, s);
    move(from, to, flow >= 0 ? from : to, flow);
  }
  for (const auto& c : problem_.conductances) {
    move(node(c.one), node(c.other), node(c.one), c.w_k);
    move(node(c.one), node(c.other), node(c.other), -c.w_k);
  }
  for (std::size_t i = 0; i < problem_.exchangers.size(); ++i) {
    const auto& hot = stream_of(problem_, problem_.exchangers[i].hot_stream);
    const auto& cold = stream_of(problem_, problem_.exchangers[i].cold_stream);
    const auto heat = taken(problem_.exchangers[i], interval_->exchanger_w_k[i], s);
    move(node(hot.to), node(cold.to), node(hot.from), heat.by_hot_w_k);
    move(node(hot.to), node(cold.to), node(cold.from), heat.by_cold_w_k);
  }
  for (std::size_t i = 0; i < problem_.chillers.size(); ++i) {
    const auto& stream = stream_of(problem_, problem_.chillers[i].stream);
    const double slope = taken(problem_.chillers[i], interval_->chiller_w[i], s).by_hot_w_k;
    add(node(stream.to), node(stream.from), -slope);
    if (slope != 0 && is_volume(node(stream.from))) put(volumes_, node(stream.from), -slope / capacity_j_k_);
  }
}

}  // namespace shellfit::thermal
