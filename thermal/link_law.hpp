#pragma once
// What each link does by itself: how much it may let through in a state, and what it drops at a flow.

#include "thermal/state.hpp"

namespace shellfit::thermal {

/// A fluid where it is, in SI.
struct LinkFluid {
  double density_kg_m3, viscosity_pa_s, heat_j_kgk;
};

/// Pressure from a link's beginning to its end, elevation apart, and its derivative with the mass flow, above
/// 0.
struct LinkDrop {
  double drop_pa;
  double slope_pa_s_kg;
};
/// Rises with the flow; a pump's is minus its head. Not for a given flow, nor a regulator in its action (its
/// open loss is told).
[[nodiscard]] LinkDrop link_drop(const NetworkProblem::LinkData& link, FrictionLaw friction,
                                 const LinkFluid& fluid, double speed, double kg_s);

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
