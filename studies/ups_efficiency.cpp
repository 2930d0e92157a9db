#include "studies/ups_efficiency.hpp"

#include <algorithm>

namespace shellfit::studies {

bool has_efficiency_curve(const catalogs::UpsType& type) {
  return !type.efficiency_curve.empty() && !type.efficiency_curve.front().points.empty();
}

Ratio ups_efficiency(const catalogs::UpsType& type, RealPower output) {
  if (!has_efficiency_curve(type) || output.in_si() <= 0.0) return type.efficiency.value();
  const auto& points = type.efficiency_curve.front().points;
  const double load = output / type.rating.value();
  if (load >= points.back().load.in_si()) return points.back().efficiency;
  /// Of the rating.
  const auto loss = [](const catalogs::EfficiencyPoint& point) {
    return point.load.in_si() * (1.0 / point.efficiency.in_si() - 1.0);
  };
  const auto upper = std::find_if(points.begin(), points.end(), [&](const catalogs::EfficiencyPoint& point) {
    return point.load.in_si() > load;
  });
  double lost = loss(*upper);
  if (upper != points.begin()) {
    const auto& lower = *(upper - 1);
    lost = loss(lower) +
           (lost - loss(lower)) * (load - lower.load.in_si()) / (upper->load.in_si() - lower.load.in_si());
  }
  return ratio(load / (load + lost));
}

}  // namespace shellfit::studies
