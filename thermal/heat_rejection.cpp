#include "thermal/heat_rejection.hpp"

#include <algorithm>

namespace shellfit::thermal {

WaterUse water_use(double evaporated_kg_s, double drift_kg_s, double cycles) {
  return {evaporated_kg_s, drift_kg_s, std::max(0.0, evaporated_kg_s / (cycles - 1.0) - drift_kg_s)};
}

double fan_power_w(double rated_w, double speed, double density_ratio) {
  return rated_w * speed * speed * speed * density_ratio;
}

}  // namespace shellfit::thermal
