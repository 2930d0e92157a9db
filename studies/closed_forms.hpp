#pragma once
// What the closed forms of the fit-out share.

#include "catalogs/equipment.hpp"
#include "studies/cooling_ratings.hpp"
#include "thermal/network_problem.hpp"

#include <vector>

namespace shellfit::studies {

/// Pressure that mains and branches are taken to drop before their lengths are known.
inline constexpr PressureDifference estimated_pipe_drop = 40.0 * units::kPa;

inline thermal::PumpCurve curve_of(const std::vector<catalogs::HeadCurve>& curves) {
  std::vector<double> flow;
  std::vector<double> head;
  for (const auto& point : curves.front().points) {
    flow.push_back(point.flow.in_si());
    head.push_back(point.head.in_si());
  }
  return thermal::PumpCurve::smooth(std::move(flow), std::move(head));
}

/// The fewest units, up to `most`, for which `suffices(n)`; `most` when none does.
template <class Suffices>
int fewest(int most, Suffices suffices) {
  for (int n = 1; n < most; ++n) {
    if (suffices(n)) return n;
  }
  return most;
}

}  // namespace shellfit::studies
