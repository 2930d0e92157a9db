#pragma once
// Steady advection. Temperatures T are on the scale of their circuit, on which heat and rise are in
// proportion (enthalpy.hpp); where heat passes between streams, or to the air, their temperatures in kelvin
// K(T) count, taken as straight lines. With the capacity rate C = ρ c q of a link and its inlet at the
// upstream node, raised first by the heat put in (T* = T_up + gain / C), its outlet is
//   nothing there        T_out = T*, in a pipe T* + (1 - e^(-U A / C)) (T_around - T*)
//   setpoint held        T_out = T_set                              (heat C (T* - T_set) moves on)
//   exchanger, full      T_out = T* - (ε C_min / C) (K(T*) - K(T*_other))
//   cooler, full         T_out = T* - (ε C_min / C) (K(T*) - K_air)
//   chiller, full        T_out = T* - Q_most / C                    (heat C (T* - T_out) moves on)
//   tower, full          T_out = T* - (M' / C) (K(T*) - (K_0 - M / M')),  its heat M(K) straight through K_0
// and each node mixes: Σ_in C T_out = T Σ_in C, what enters from outside the network among it. All are linear
// in the node temperatures once it is known which law each device follows. With what holding the setpoint
// would take, Q_set = C (T* - T_set), and the most a device can do, Q_most, it moves min(Q_set, Q_most) and
// never less than nothing: it warms no stream. Effectiveness: counterflow (Kays and London).

#include "base/sparse.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

namespace shellfit::thermal {

/// A link's flow along its direction.
struct Stream {
  int from = -1, to = -1;
  double capacity_w_k = 0;  ///< zero without flow
  double rise_k = 0;        ///< gain / C
  double kept = 1;          ///< e^(-U A / C): share of the difference to `around_k` that a pipe keeps
  double around_k = 0;
  double kelvin_offset = 0, kelvin_slope = 1;  ///< K = offset + slope T where it meets another stream, or air
};

/// What enters the network at a node.
struct Inflow {
  int node;
  double capacity_w_k, temperature_k;
};

/// What a device does to the stream it cools.
enum class Law { pass, hold, full };

/// A rejector, or an exchanger seen from its hot link.
struct CoolingDevice {
  int link = -1;
  int cold_link = -1;        ///< of an exchanger
  bool runs = false;         ///< something flows, and it can do something
  bool is_open_air = false;  ///< the outlet is the sink's, whatever enters
  double setpoint_k = 0;
  double exchange_w_k = 0;  ///< ε C_min; M' of a tower; zero for a chiller
  double sink_k = 0;  ///< of a cooler: its air, in kelvin, of a tower K_0 - M / M'; of open air on the scale
  double capacity_w = 0;  ///< of a chiller
};

/// A chiller in overload gives a little more as its water warms; this only bounds temperatures that fail
/// anyway.
inline constexpr double overload_share_per_k = 0.02;

class HeatEquations {
 public:
  HeatEquations(int nodes, std::vector<Stream> streams, std::vector<CoolingDevice> devices,
                std::vector<Inflow> inflows)
      : nodes_(nodes),
        streams_(std::move(streams)),
        devices_(std::move(devices)),
        inflows_(std::move(inflows)) {
    inflow_.assign(at(nodes), 0.0);
    for (const auto& one : inflows_) inflow_[at(one.node)] += one.capacity_w_k;
    device_of_.assign(streams_.size(), -1);
    for (const auto& stream : streams_) {
      if (stream.capacity_w_k > 0) inflow_[at(stream.to)] += stream.capacity_w_k;
    }
    for (std::size_t d = 0; d < devices_.size(); ++d) {
      if (!devices_[d].runs) continue;
      device_of_[at(devices_[d].link)] = static_cast<int>(d);
      if (devices_[d].cold_link >= 0) device_of_[at(devices_[d].cold_link)] = static_cast<int>(d);
    }
    std::vector<std::pair<int, int>> places;
    for (int n = 0; n < nodes_; ++n) places.emplace_back(n, n);
    for (std::size_t i = 0; i < streams_.size(); ++i) {
      if (streams_[i].capacity_w_k <= 0) continue;
      places.emplace_back(streams_[i].to, streams_[i].from);
      if (const int other = partner(i); other >= 0)
        places.emplace_back(streams_[i].to, streams_[at(other)].from);
    }
    auto pattern = SparsePattern::of(nodes_, std::move(places));
    values_.resize(pattern.rows.size());
    solver_.emplace(std::move(pattern));
  }

  [[nodiscard]] const std::vector<Stream>& streams() const { return streams_; }
  [[nodiscard]] const std::vector<CoolingDevice>& devices() const { return devices_; }
  [[nodiscard]] bool has_inflow(int node) const { return inflow_[at(node)] > 0; }

  /// Node temperatures when each device follows its law; false when they are not determined. `leak` is a
  /// share of every stream's difference to `surroundings_k` that it loses on its way.
  [[nodiscard]] bool solve(const std::vector<Law>& laws, double leak, double surroundings_k,
                           std::vector<double>& temperature_k) {
    const auto& pattern = solver_->pattern();
    std::fill(values_.begin(), values_.end(), 0.0);
    temperature_k.assign(at(nodes_), 0.0);
    // Rows are divided by the inflow, so that all have size one.
    for (int n = 0; n < nodes_; ++n) values_[at(pattern.index(n, n))] = 1.0;
    for (std::size_t i = 0; i < streams_.size(); ++i) {
      const auto& stream = streams_[i];
      if (stream.capacity_w_k <= 0) continue;
      const double share = stream.capacity_w_k / inflow_[at(stream.to)];
      const double weight = share * (1.0 - leak);
      const auto out = outlet(i, laws);
      values_[at(pattern.index(stream.to, stream.from))] -= weight * out.own;
      if (out.other != 0)
        values_[at(pattern.index(stream.to, streams_[at(partner(i))].from))] -= weight * out.other;
      temperature_k[at(stream.to)] += weight * out.constant + share * leak * surroundings_k;
    }
    for (const auto& one : inflows_)
      temperature_k[at(one.node)] += one.capacity_w_k / inflow_[at(one.node)] * one.temperature_k;
    if (!solver_->factor(values_)) return false;
    solver_->solve(temperature_k);
    return std::all_of(temperature_k.begin(), temperature_k.end(), [](double t) { return std::isfinite(t); });
  }

  [[nodiscard]] double outlet_k(std::size_t i, const std::vector<Law>& laws,
                                const std::vector<double>& temperature_k) const {
    const auto out = outlet(i, laws);
    return out.own * temperature_k[at(streams_[i].from)] + out.constant +
           (out.other != 0 ? out.other * temperature_k[at(streams_[at(partner(i))].from)] : 0.0);
  }
  [[nodiscard]] double entering_k(int link, const std::vector<double>& temperature_k) const {
    return temperature_k[at(streams_[at(link)].from)] + streams_[at(link)].rise_k;
  }
  [[nodiscard]] double kelvin(int link, const std::vector<double>& temperature_k) const {
    const auto& one = streams_[at(link)];
    return one.kelvin_offset + one.kelvin_slope * entering_k(link, temperature_k);
  }
  /// Q_set: below zero where the stream is colder than the setpoint.
  [[nodiscard]] double demand_w(const CoolingDevice& device, const std::vector<double>& temperature_k) const {
    return capacity_w_k(device) * (entering_k(device.link, temperature_k) - device.setpoint_k);
  }
  /// Q_most: below zero where the other side is the warmer one.
  [[nodiscard]] double most_w(const CoolingDevice& device, const std::vector<double>& temperature_k) const {
    if (device.exchange_w_k <= 0) return device.capacity_w;
    if (device.is_open_air)
      return device.exchange_w_k * (entering_k(device.link, temperature_k) - device.sink_k);
    const double sink = device.cold_link >= 0 ? kelvin(device.cold_link, temperature_k) : device.sink_k;
    return device.exchange_w_k * (kelvin(device.link, temperature_k) - sink);
  }
  [[nodiscard]] double capacity_w_k(const CoolingDevice& device) const {
    return streams_[at(device.link)].capacity_w_k;
  }
  /// How far, in kelvin of its stream, a device's heat under its law is from what it would move.
  [[nodiscard]] double error_k(std::size_t d, const std::vector<Law>& laws,
                               const std::vector<double>& temperature_k) const {
    const auto& device = devices_[d];
    const auto link = at(device.link);
    const double entering = entering_k(device.link, temperature_k);
    const auto drop_by = [&](Law law) {
      return entering - outlet_of(device, link, true, law, temperature_k);
    };
    const double most = std::max(0.0, drop_by(Law::full));
    const double right = std::max(0.0, std::min(entering - device.setpoint_k, most));
    return std::fabs(drop_by(laws[d]) - (device.is_open_air ? drop_by(Law::full) : right));
  }

 private:
  static std::size_t at(int i) { return static_cast<std::size_t>(i); }

  /// The other link of the running exchanger this link takes part in, or -1.
  [[nodiscard]] int partner(std::size_t i) const {
    if (device_of_[i] < 0) return -1;
    const auto& device = devices_[at(device_of_[i])];
    return at(device.link) == i ? device.cold_link : device.link;
  }

  static double kelvin_of_rise(const Stream& one) {
    return one.kelvin_offset + one.kelvin_slope * one.rise_k;
  }
  /// T_out = own T_up + other T_other_up + constant.
  struct Outlet {
    double own, other, constant;
  };
  [[nodiscard]] Outlet outlet(std::size_t i, const std::vector<Law>& laws) const {
    const auto& one = streams_[i];
    if (device_of_[i] < 0) return {one.kept, 0, one.kept * one.rise_k + (1.0 - one.kept) * one.around_k};
    const auto& device = devices_[at(device_of_[i])];
    return outlet(device, i, at(device.link) == i, laws[at(device_of_[i])]);
  }
  [[nodiscard]] Outlet outlet(const CoolingDevice& device, std::size_t i, bool is_cooled, Law law) const {
    const auto& one = streams_[i];
    if (law == Law::pass) return {1, 0, one.rise_k};
    if (law == Law::hold && is_cooled) return {0, 0, device.setpoint_k};
    if (device.cold_link >= 0) {
      const auto& other = streams_[at(is_cooled ? device.cold_link : device.link)];
      if (law == Law::hold) {
        const double ratio = other.capacity_w_k / one.capacity_w_k;
        return {1, ratio, one.rise_k + ratio * (other.rise_k - device.setpoint_k)};
      }
      if (device.exchange_w_k <= 0) {
        const auto& hot = is_cooled ? one : other;
        const auto cooled = refrigerated(device, hot);
        if (is_cooled) return cooled;
        const double ratio = hot.capacity_w_k / one.capacity_w_k;
        return {1, ratio * (1 - cooled.own), one.rise_k + ratio * (hot.rise_k - cooled.constant)};
      }
      const double share = device.exchange_w_k / one.capacity_w_k;
      return {1 - share * one.kelvin_slope, share * other.kelvin_slope,
              one.rise_k + share * (kelvin_of_rise(other) - kelvin_of_rise(one))};
    }
    if (device.is_open_air) return {0, 0, device.sink_k};
    if (device.exchange_w_k > 0) {
      const double share = device.exchange_w_k / one.capacity_w_k;
      return {1 - share * one.kelvin_slope, 0, one.rise_k + share * (device.sink_k - kelvin_of_rise(one))};
    }
    return refrigerated(device, one);
  }
  /// Q_most (1 + s (T_out - T_set)) = C (T* - T_out)
  [[nodiscard]] static Outlet refrigerated(const CoolingDevice& device, const Stream& hot) {
    const double slope = overload_share_per_k * device.capacity_w;
    const double divisor = hot.capacity_w_k + slope;
    return {hot.capacity_w_k / divisor, 0,
            (hot.capacity_w_k * hot.rise_k - device.capacity_w + slope * device.setpoint_k) / divisor};
  }
  [[nodiscard]] double outlet_of(const CoolingDevice& device, std::size_t i, bool is_cooled, Law law,
                                 const std::vector<double>& temperature_k) const {
    const auto out = outlet(device, i, is_cooled, law);
    return out.own * temperature_k[at(streams_[i].from)] + out.constant +
           (out.other != 0 ? out.other * temperature_k[at(streams_[at(device.cold_link)].from)] : 0.0);
  }

  int nodes_;
  std::vector<Stream> streams_;
  std::vector<CoolingDevice> devices_;
  std::vector<Inflow> inflows_;
  std::vector<double> inflow_;
  std::vector<int> device_of_;
  std::optional<SparseSolver> solver_;
  std::vector<double> values_;
};

}  // namespace shellfit::thermal
