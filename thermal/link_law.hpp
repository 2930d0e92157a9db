#pragma once
// What each link does by itself: whether it lets anything through in a state, what it drops at a flow, and
// whether flows that are given can go round.

#include "thermal/friction.hpp"
#include "thermal/given_flows.hpp"
#include "thermal/hydraulic_solver.hpp"

#include <optional>
#include <vector>

namespace shellfit::thermal {

/// False for a closed link, and for a valve that is limited to nothing.
[[nodiscard]] bool is_open(const NetworkProblem& problem, const NetworkState& state, int link);

/// Pressure from a link's beginning to its end, elevation apart, rising with the flow; a pump's is minus its
/// head. Not for a given flow.
[[nodiscard]] Drop link_drop(const NetworkProblem::LinkData& link, const CircuitFluid& fluid,
                             double flow_m3_s);

/// A link passes what its law says, or a given flow, or nothing.
enum class LinkStatus { flowing, given, shut };

/// What a valve that limits flow (above 0) or a pump's check valve turns to at a flow and a pressure
/// difference; empty where nothing joins the ends.
[[nodiscard]] LinkStatus next_status(const NetworkProblem::LinkData& link, const CircuitFluid& fluid,
                                     LinkStatus now, double flow_m3_s, double limit_m3_s,
                                     std::optional<double> difference_pa);

/// Where given flows of these links contradict each other or what is open, if anywhere. `local` numbers the
/// circuit's nodes from 0.
[[nodiscard]] GivenFlows::Contradiction contradiction_of_given_flows(const NetworkProblem& problem,
                                                                     const NetworkState& state,
                                                                     const std::vector<int>& links,
                                                                     const std::vector<int>& local,
                                                                     int nodes);

/// Flows in and out of every node agree to 1e-8 of the throughput.
[[nodiscard]] bool do_flows_balance(const NetworkProblem& problem, const std::vector<int>& links,
                                    const std::vector<int>& local, int nodes,
                                    const std::vector<double>& flow_m3_s);

}  // namespace shellfit::thermal
