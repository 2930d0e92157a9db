#pragma once
// The cooling network as numbers: indices in place of names, SI in place of quantities.

#include "thermal/network.hpp"

#include <string>
#include <unordered_map>
#include <vector>

namespace shellfit::thermal {

/// Pressure rise of a pump against flow: points joined by a monotone cubic (Fritsch and Carlson,
/// SIAM J. Numer. Anal. 17:2, 1980), so that it falls everywhere and has a continuous slope.
class PumpCurve {
 public:
  PumpCurve() = default;
  PumpCurve(std::vector<double> flow_m3_s, std::vector<double> head_pa);
  /// Head and its derivative. Before the first and beyond the last point the curve goes on with the slope it
  /// has there.
  struct Value {
    double head_pa;
    double slope_pa_s_m3;
  };
  [[nodiscard]] Value at(double flow_m3_s) const;
  /// At no flow: the curve's own point, or what its first slope leads to.
  [[nodiscard]] double shut_off_pa() const { return at(0.0).head_pa; }
  [[nodiscard]] double last_flow_m3_s() const { return flow_m3_s_.back(); }

 private:
  std::vector<double> flow_m3_s_, head_pa_, slope_;
};

struct NetworkProblem {
  enum class LinkKind { pipe, resistance, pump, limited, given };
  struct LinkData {
    int from, to, circuit;
    LinkKind kind;
    double length_m = 0, bore_m = 0, roughness_m = 0, minor_loss = 0;
    double coefficient_pa_s2_m6 = 0;  ///< drop = coefficient q |q|
    double rated_flow_m3_s = 0;
    double limit_m3_s = 0;  ///< limited: most; given: the flow
    PumpCurve curve;
    double gain_w = 0;
  };
  struct CircuitData {
    Fluid fluid;
    int reference;
    double reference_pressure_pa;
    double start_k;
  };
  struct ExchangerData {
    int hot, cold;
    double setpoint_k;
    double hot_flow_m3_s, cold_flow_m3_s;
    double conductance_w_k;  ///< at the rating
    double hot_share, hot_exponent, cold_exponent;
  };
  struct RejectorData {
    int link;
    Rejector::Kind kind;
    double setpoint_k;
    double conductance_w_k;        ///< air_cooled
    double air_capacity_rate_w_k;  ///< air_cooled
  };

  std::vector<CircuitData> circuits;
  std::vector<int> circuit_of_node;
  std::vector<double> elevation_m;
  std::vector<LinkData> links;
  std::vector<ExchangerData> exchangers;
  std::vector<RejectorData> rejectors;
  double atmosphere_pa = 101325.0;
  std::unordered_map<NodeId, int> node_index;
  std::unordered_map<LinkId, int> link_index;
  [[nodiscard]] int node_count() const { return static_cast<int>(circuit_of_node.size()); }
  /// What the description calls them, for sentences.
  [[nodiscard]] std::string node_name(int node) const;
  [[nodiscard]] std::string link_name(int link) const;
};

/// Precondition: check_network finds no fault.
[[nodiscard]] NetworkProblem to_problem(const Network& network);

}  // namespace shellfit::thermal
