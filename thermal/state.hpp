#pragma once
// What differs from state to state of one network.

#include "thermal/network_problem.hpp"

#include <vector>

namespace shellfit::thermal {

struct NetworkState {
  std::vector<char> link_closed;
  std::vector<double> gain_w;        ///< by link
  std::vector<double> limit_m3_s;    ///< by link: the highest flow; the given one, which may be in kg/s
  std::vector<double> speed;         ///< by link: share of full speed of a pump
  std::vector<double> drop_factor;   ///< by link but pumps: what it drops, of what it is described to
  std::vector<double> sink_k;        ///< by rejector: air entering it; NaN: not given
  std::vector<double> wet_bulb_k;    ///< by evaporative rejector: of that air; NaN: not given
  std::vector<double> capacity_w;    ///< by refrigerated rejector; NaN: not given; 0 of a tower that is off
  std::vector<double> moved_most_w;  ///< by refrigerated exchanger: its capacity; NaN: not given
  std::vector<double> demand_m3_s;   ///< by demand, or in kg/s
  std::vector<double> reservoir_pa;  ///< by reservoir, gauge; NaN: it holds no pressure
};

/// As the description has it.
[[nodiscard]] NetworkState normal_state(const NetworkProblem& problem);

}  // namespace shellfit::thermal
