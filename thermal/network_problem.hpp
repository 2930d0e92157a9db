#pragma once
// The network as numbers: indices in place of names, SI in place of quantities.

#include "base/straight_lines.hpp"
#include "thermal/cooler.hpp"
#include "thermal/network.hpp"
#include "thermal/pump_curve.hpp"

#include <limits>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace shellfit::thermal {

struct NetworkProblem {
  static constexpr double none = std::numeric_limits<double>::quiet_NaN();

  enum class LinkKind {
    pipe,
    resistance,  ///< linear and quadratic, of valves too when they are open
    power_law,
    table,
    pump,
    limited,
    given,
    reducer,
    sustainer,
    breaker
  };
  /// drop = linear q + quadratic q |q|; the quadratic part is made linear through zero below `linear_below`.
  struct LossData {
    double linear_pa_s_m3 = 0, quadratic_pa_s2_m6 = 0, linear_below_m3_s = 0;
  };
  struct LinkData {
    int from, to, circuit;
    LinkKind kind;
    bool is_one_way = false, is_open = true;
    double length_m = 0, bore_m = 0, roughness_m = 0, minor_loss = 0;  ///< pipe
    double loss_w_m2k = 0, around_k = none;                            ///< pipe
    LossData loss;                                                     ///< of everything but pipes and pumps
    double coefficient = 0, exponent = 2;                              ///< power law: Pa / (m3/s)^exponent
    StraightLines table;                                               ///< Pa over m3/s
    double rated_flow_m3_s = 0;                                        ///< where iterations start
    double limit_m3_s = 0;                                             ///< limited: most; given: the flow
    bool is_mass = false;                                              ///< given, and in kg/s
    double set_pa = 0;                                                 ///< reducer, sustainer, breaker
    PumpCurve curve;
    double speed = 1;
    double gain_w = 0;
  };
  struct CircuitData {
    Fluid fluid;
    FrictionLaw friction;
    double gravity_m_s2;
    int reference;  ///< -1: open
    double reference_pressure_pa;
    double start_k;
    std::string name;
  };
  struct ExchangerData {
    int hot, cold;
    double setpoint_k;
    std::optional<ExchangerConstants> constants;  ///< nothing: refrigerated
  };
  struct RejectorData {
    int link;
    Rejector::Kind kind;
    double setpoint_k;
    CoolerConstants cooler;               ///< air_cooled
    std::optional<TowerConstants> tower;  ///< evaporative
  };
  struct ReservoirData {
    int node;
    double pressure_pa, temperature_k;  ///< NaN: not held
    bool may_give, may_take;
  };
  struct DemandData {
    int node;
    double flow_m3_s;  ///< or kg/s
    bool is_mass;
    double least_pa, full_pa, exponent;  ///< NaN: whatever the pressure
    double inflow_k;                     ///< NaN: not told
  };
  struct EmitterData {
    int node;
    double coefficient_m3_s;  ///< at 1 Pa
    double exponent;
    bool flows_back;
  };

  std::vector<CircuitData> circuits;
  std::vector<int> circuit_of_node;
  std::vector<double> elevation_m;
  std::vector<LinkData> links;
  std::vector<ExchangerData> exchangers;
  std::vector<RejectorData> rejectors;
  std::vector<ReservoirData> reservoirs;
  std::vector<DemandData> demands;
  std::vector<EmitterData> emitters;
  double atmosphere_pa = 101325.0;
  std::unordered_map<NodeId, int> node_index;
  std::unordered_map<LinkId, int> link_index;
  std::vector<std::string> node_names, link_names;  ///< what the description calls them, for sentences
  [[nodiscard]] int node_count() const { return static_cast<int>(circuit_of_node.size()); }
  [[nodiscard]] const std::string& node_name(int node) const {
    return node_names[static_cast<std::size_t>(node)];
  }
  [[nodiscard]] const std::string& link_name(int link) const {
    return link_names[static_cast<std::size_t>(link)];
  }
};

/// Precondition: check_network finds no fault.
[[nodiscard]] NetworkProblem to_problem(const Network& network);

}  // namespace shellfit::thermal
