#include "exchange/power_grid_model_counterparts.hpp"

#include <cmath>
#include <cstdlib>
#include <numbers>

namespace shellfit::exchange::power_grid_model {

bool has_counterpart(const power::Line& line) {
  return line.charging.in_si() != 0.0 || line.leakage.in_si() == 0.0;
}

bool has_counterpart(const power::Transformer& t) {
  const double clock = t.shift_rad * 6.0 / std::numbers::pi;
  const auto is_plain = [](const power::TapChanger& tap) {
    return tap.direction_rad == 0.0 && tap.turn_rad == 0.0 && std::abs(tap.neutral) <= 127 &&
           std::abs(tap.least) <= 127 && std::abs(tap.most) <= 127;
  };
  const bool is_magnetized = t.no_load_loss.in_si() != 0.0 || t.no_load_current.in_si() != 0.0;
  return std::abs(clock - std::round(clock)) < 1e-12 && (!t.from_tap || !t.to_tap) &&
         (!t.from_tap || is_plain(*t.from_tap)) && (!t.to_tap || is_plain(*t.to_tap)) &&
         (t.magnetizing == power::Magnetizing::pi || !is_magnetized) && t.impedance.in_si() < 1.0;
}

}  // namespace shellfit::exchange::power_grid_model
