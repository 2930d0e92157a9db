#pragma once
// What each link does by itself: how much it may let through in a state, and what it drops at a flow.

#include "thermal/friction.hpp"
#include "thermal/state.hpp"

#include <variant>

namespace shellfit::thermal {

/// A fluid where it is, in SI.
struct LinkFluid {
  double density_kg_m3, viscosity_pa_s, heat_j_kgk;
  friend bool operator==(const LinkFluid&, const LinkFluid&) = default;
};

/// Pressure from a link's beginning to its end, elevation apart, and its derivative with the mass flow, above
/// 0.
struct LinkDrop {
  double drop_pa;
  double slope_pa_s_kg;
};
/// Rises with the flow; a pump's is minus its head. Not for a given flow, nor a regulator in its action (its
/// open loss is told). Made once for a fluid and a speed, then asked often; `link` must outlive it.
class LinkLaw {
 public:
  LinkLaw() = default;
  /// `factor`: what a link other than a pump drops, of what it is described to.
  LinkLaw(const NetworkProblem::LinkData& link, FrictionLaw friction, const LinkFluid& fluid, double speed,
          double factor);
  [[nodiscard]] LinkDrop drop(double kg_s) const;

 private:
  struct PowerLoss {
    double coefficient, exponent;
    NetworkProblem::LossData minor;
  };
  struct Table {
    const NetworkProblem::LinkData* link;
  };
  struct Running {
    const NetworkProblem::LinkData* link;
    double speed;
    double least_slope_pa_s_m3;  ///< a flat curve would leave the flow undetermined between parallel pumps
  };
  [[nodiscard]] static Drop of(const PipeLaw& pipe, double m3_s);
  [[nodiscard]] static Drop of(const NetworkProblem::LossData& loss, double m3_s);
  [[nodiscard]] static Drop of(const PowerLoss& law, double m3_s);
  [[nodiscard]] static Drop of(const Table& table, double m3_s);
  [[nodiscard]] static Drop of(const Running& pump, double m3_s);

  std::variant<NetworkProblem::LossData, PipeLaw, PowerLoss, Table, Running> law_;
  double m3_kg_ = 0, factor_ = 1;
};

/// What a link may carry; infinite: as much as its law says. Both zero: it is closed. Both the same: its flow
/// is given.
struct FlowBounds {
  double least_kg_s, most_kg_s;
  [[nodiscard]] bool is_given() const { return least_kg_s == most_kg_s; }
};
/// By `given_density_kg_m3` given flows become mass, by the link's own the limits of valves.
[[nodiscard]] FlowBounds flow_bounds(const NetworkProblem& problem, const NetworkState& state, int link,
                                     const LinkFluid& fluid, double given_density_kg_m3);

}  // namespace shellfit::thermal
