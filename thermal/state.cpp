#include "thermal/state.hpp"

namespace shellfit::thermal {

NetworkState normal_state(const NetworkProblem& problem) {
  NetworkState state;
  for (const auto& link : problem.links) {
    state.link_closed.push_back(link.is_open ? 0 : 1);
    state.gain_w.push_back(link.gain_w);
    state.limit_m3_s.push_back(link.limit_m3_s);
    state.speed.push_back(link.speed);
    state.drop_factor.push_back(1.0);
  }
  state.sink_k.assign(problem.rejectors.size(), NetworkProblem::none);
  state.wet_bulb_k.assign(problem.rejectors.size(), NetworkProblem::none);
  state.capacity_w.assign(problem.rejectors.size(), NetworkProblem::none);
  state.moved_most_w.assign(problem.exchangers.size(), NetworkProblem::none);
  for (const auto& demand : problem.demands) state.demand_m3_s.push_back(demand.flow_m3_s);
  for (const auto& reservoir : problem.reservoirs) state.reservoir_pa.push_back(reservoir.pressure_pa);
  return state;
}

}  // namespace shellfit::thermal
