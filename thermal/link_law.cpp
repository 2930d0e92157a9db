#include "thermal/link_law.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace shellfit::thermal {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }
using Kind = NetworkProblem::LinkKind;

}  // namespace

NetworkState normal_state(const NetworkProblem& problem) {
  NetworkState state;
  state.link_closed.assign(problem.links.size(), 0);
  for (const auto& link : problem.links) {
    state.gain_w.push_back(link.gain_w);
    state.limit_m3_s.push_back(link.limit_m3_s);
  }
  state.sink_k.assign(problem.rejectors.size(), std::numeric_limits<double>::quiet_NaN());
  state.capacity_w.assign(problem.rejectors.size(), std::numeric_limits<double>::quiet_NaN());
  return state;
}

bool is_open(const NetworkProblem& problem, const NetworkState& state, int link) {
  const bool is_limited_to_nothing =
      problem.links[ix(link)].kind == Kind::limited && state.limit_m3_s[ix(link)] <= 0.0;
  return state.link_closed[ix(link)] == 0 && !is_limited_to_nothing;
}

Drop link_drop(const NetworkProblem::LinkData& link, const CircuitFluid& fluid, double flow_m3_s) {
  const double q = flow_m3_s;
  switch (link.kind) {
    case Kind::pipe:
      return pipe_drop(q, link.length_m, link.bore_m, link.roughness_m, link.minor_loss, fluid.density_kg_m3,
                       fluid.viscosity_pa_s);
    case Kind::pump: {
      const auto value = link.curve.at(q);
      // A flat curve would leave the flow undetermined between parallel pumps.
      const double least_slope = 1e-3 * std::max(link.curve.shut_off_pa(), 1.0) / link.curve.last_flow_m3_s();
      return {-value.head_pa, std::max(-value.slope_pa_s_m3, least_slope)};
    }
    default:
      break;
  }
  // Quadratic, and linear through zero below a thousandth of the rated flow.
  const double k = link.coefficient_pa_s2_m6;
  const double q0 = 1e-3 * link.rated_flow_m3_s;
  const double a = std::fabs(q);
  if (a >= q0) return {k * q * a, 2.0 * k * a};
  return {k * q * (q0 * q0 + q * q) / (2.0 * q0), k * (q0 * q0 + 3.0 * q * q) / (2.0 * q0)};
}

LinkStatus next_status(const NetworkProblem::LinkData& link, const CircuitFluid& fluid, LinkStatus now,
                       double flow_m3_s, double limit_m3_s, std::optional<double> difference_pa) {
  if (link.kind == Kind::limited && limit_m3_s > 0.0) {
    if (now == LinkStatus::flowing && flow_m3_s > limit_m3_s * (1.0 + 1e-9)) return LinkStatus::given;
    const auto opens_below = [&] { return link_drop(link, fluid, limit_m3_s).drop_pa * (1.0 - 1e-9); };
    if (now == LinkStatus::given && (!difference_pa || *difference_pa < opens_below()))
      return LinkStatus::flowing;
  } else if (link.kind == Kind::pump) {
    if (now == LinkStatus::flowing && flow_m3_s < 0.0) return LinkStatus::shut;
    const double opens_above = -link.curve.shut_off_pa() * (1.0 - 1e-9);
    if (now == LinkStatus::shut && (!difference_pa || *difference_pa > opens_above))
      return LinkStatus::flowing;
  }
  return now;
}

GivenFlows::Contradiction contradiction_of_given_flows(const NetworkProblem& problem,
                                                       const NetworkState& state,
                                                       const std::vector<int>& links,
                                                       const std::vector<int>& local, int nodes) {
  constexpr double unlimited = std::numeric_limits<double>::infinity();
  std::vector<Passage> passages;
  bool is_any_given = false;
  for (const int i : links) {
    const auto& link = problem.links[ix(i)];
    if (!is_open(problem, state, i)) continue;
    if (link.kind == Kind::given) {
      is_any_given = true;
      continue;
    }
    const double forward = link.kind == Kind::limited ? state.limit_m3_s[ix(i)] : unlimited;
    const double backward = link.kind == Kind::pump ? 0.0 : unlimited;
    passages.push_back({local[ix(link.from)], local[ix(link.to)], forward, backward});
  }
  if (!is_any_given) return {};
  GivenFlows given(nodes, std::move(passages));
  for (const int i : links) {
    const auto& link = problem.links[ix(i)];
    if (link.kind == Kind::given && is_open(problem, state, i))
      given.give(local[ix(link.from)], local[ix(link.to)], state.limit_m3_s[ix(i)]);
  }
  return given.contradiction();
}

bool do_flows_balance(const NetworkProblem& problem, const std::vector<int>& links,
                      const std::vector<int>& local, int nodes, const std::vector<double>& flow_m3_s) {
  std::vector<double> balance(ix(nodes), 0.0);
  double throughput = 0;
  for (const int i : links) {
    const auto& link = problem.links[ix(i)];
    const double q = flow_m3_s[ix(i)];
    balance[ix(local[ix(link.from)])] -= q;
    balance[ix(local[ix(link.to)])] += q;
    throughput += std::fabs(q);
  }
  return std::all_of(balance.begin(), balance.end(),
                     [&](double residue) { return std::fabs(residue) <= 1e-8 * std::max(throughput, 1e-9); });
}

}  // namespace shellfit::thermal
