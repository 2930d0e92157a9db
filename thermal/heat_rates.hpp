#pragma once
// The rates of heat in time. With M the heat capacity of a volume, C the capacity rate of a stream, G a
// conductance, T the temperatures of volumes and boundaries and P what is put in:
//   M dT/dt = P + Σ_in C T_up - Σ_out C T + Σ G (T_other - T) - Q
// where T_up is of where the stream comes from, and Q what a device takes out of the stream that flows into
// the volume:
//   Q = max(0, min(C (T_up - T_set), most)),  most = capacity of a chiller, ε C_min (T_up - T_up,cold) of an
// exchanger, which gives Q to where its cold stream flows. C may coast: C = C_s + C_c / (1 + t/τ). One more
// state is the heat that all volumes together received from outside, by their capacity: its rate is counted
// at the boundaries and devices, so that it agrees with the volumes only if each exchange gives what it
// takes. Temperatures are differences to a reference, so that little is lost to rounding.

#include "base/sparse.hpp"
#include "thermal/heat_in_time.hpp"

namespace shellfit::thermal {

class HeatRates {
 public:
  /// Precondition: the problem has no faults. It must outlive this.
  HeatRates(const HeatInTime& problem, double reference_k);

  /// From here on an interval's figures hold. It must outlive its use.
  void enter(const HeatInterval& interval, double begin_s);

  /// Volumes, and what they received.
  [[nodiscard]] int states() const { return volumes_ + 1; }
  [[nodiscard]] double capacity_j_k() const { return capacity_j_k_; }  ///< of all volumes
  [[nodiscard]] const SparsePattern& pattern() const { return pattern_; }

  /// Precondition of both: an interval was entered.
  void rates(double s, std::span<const double> state, std::span<double> rate);
  void slopes(double s, std::span<const double> state, std::span<double> values);

 private:
  /// What a device takes out of its hot stream, and how that changes with what enters.
  struct Taken {
    double w = 0, by_hot_w_k = 0, by_cold_w_k = 0;
  };
  [[nodiscard]] std::size_t node(const Place& place) const;
  [[nodiscard]] double flow_w_k(std::size_t stream, double s) const;
  [[nodiscard]] double at(const Linear& amount, double s) const;
  void read_temperatures(std::span<const double> state);
  [[nodiscard]] Taken taken(const HeatInTime::Chiller& chiller, const Linear& capacity, double s) const;
  [[nodiscard]] Taken taken(const HeatInTime::Exchanger& exchanger, double ua_w_k, double s) const;
  [[nodiscard]] SparsePattern make_pattern() const;
  [[nodiscard]] bool is_volume(std::size_t node) const { return node < static_cast<std::size_t>(volumes_); }

  const HeatInTime& problem_;
  const HeatInterval* interval_ = nullptr;
  double begin_s_ = 0;
  int volumes_ = 0;
  double reference_k_ = 0, capacity_j_k_ = 0;
  SparsePattern pattern_;
  std::vector<double> temperature_k_, power_w_;  ///< by node: volumes, then boundaries
};

}  // namespace shellfit::thermal
