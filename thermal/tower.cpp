#include "thermal/tower.hpp"

#include "base/find_zero.hpp"
#include "thermal/moist_air.hpp"
#include "thermal/water.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

// Air of dry mass flow m rises through water of capacity rate C, K the transfer coefficient times the
// surface:
//   dQ = K (h_sat(T) - h) = C dT = m dh,  so that
//   K = integral over the range of C dT / (h_sat(T) - h(T)),  h(T) = h_sat(T_wb) + C/m (T - T_out).
// Unknown is T_out, or m for a duty, which tells T_out. What the integral asks for falls with both, and what
// there is does not: one zero. It rises with T_in at a held T_out, so that the outlet rises with the inlet.
// The integral: cells with the logarithmic mean of h_sat - h, which a straight difference makes exact,
// however small; halved once, and the error of second order taken out.

namespace shellfit::thermal {

namespace {

constexpr double water_heat_j_kgk = 4186.0;
constexpr double tolerance = 1e-9;
constexpr double infinite = std::numeric_limits<double>::infinity();

double saturated_j_kg(double k, double pressure_pa) {
  return saturated_enthalpy_j_kg(Temperature::from_si(k), AbsolutePressure::from_si(pressure_pa));
}

double water_factor(double ratio) {
  const double w = std::clamp(ratio, 0.3, 1.0);
  return 0.1082 + 1.667 * w - 0.7713 * w * w;
}
double air_factor(double ratio) {
  const double a = std::min(ratio, 1.0);
  return 1.3 * a - 0.3 * a * a;
}
double wet_bulb_factor(double below_rating_k) {
  return 1.0 + 0.0081 * std::clamp(below_rating_k, -10.0, 25.0);
}

double density_ratio(const TowerConstants& tower, const OutdoorAir& air) {
  return air.pressure_pa / tower.pressure_pa;
}
/// Water near boiling: enthalpy of saturated air has a pole there.
double warmest_k(double pressure_pa) {
  return boiling_point(AbsolutePressure::from_si(pressure_pa)).in_si() - 1.0;
}

/// Saturated air at the water along a tower, from its outlet to its inlet.
class WaterSide {
 public:
  WaterSide(double out_k, double in_k, double water_w_k, double wet_bulb_k, double pressure_pa)
      : heat_w_(water_w_k * (in_k - out_k)), entering_j_kg_(saturated_j_kg(wet_bulb_k, pressure_pa)) {
    for (std::size_t i = 0; i < saturated_j_kg_.size(); ++i)
      saturated_j_kg_[i] = saturated_j_kg(out_k + (in_k - out_k) * along(i), pressure_pa);
  }
  /// K, kg/s, that air of a mass flow asks for; infinite where it would meet saturation on its way.
  [[nodiscard]] double transfer_needed_kg_s(double air_kg_s) const {
    std::array<double, nodes> difference_j_kg;
    for (std::size_t i = 0; i < nodes; ++i) {
      difference_j_kg[i] = saturated_j_kg_[i] - entering_j_kg_ - heat_w_ / air_kg_s * along(i);
      if (!(difference_j_kg[i] > 0.0)) return infinite;
    }
    return (4.0 * over_cells(difference_j_kg, 1) - over_cells(difference_j_kg, 2)) / 3.0;
  }

 private:
  static constexpr std::size_t nodes = 9;
  static double along(std::size_t node) { return static_cast<double>(node) / (nodes - 1); }
  [[nodiscard]] double over_cells(const std::array<double, nodes>& difference_j_kg, std::size_t width) const {
    constexpr double nearly_equal = 1e-6;
    double sum = 0.0;
    for (std::size_t i = 0; i + width < nodes; i += width) {
      const double low = difference_j_kg[i];
      const double ratio = difference_j_kg[i + width] / low - 1.0;
      sum += std::abs(ratio) < nearly_equal ? 1.0 / low : std::log1p(ratio) / (low * ratio);
    }
    return heat_w_ * sum * along(width);
  }

  double heat_w_, entering_j_kg_;
  std::array<double, nodes> saturated_j_kg_{};
};

/// Rises with what there is, falls with what is needed, and stays finite: 0 where they are the same.
double surplus(double available_kg_s, double needed_kg_s) {
  return std::isinf(needed_kg_s) ? -0.5 : available_kg_s / (available_kg_s + needed_kg_s) - 0.5;
}

/// K that a tower has between water and air that are given.
double transfer_kg_s(const TowerConstants& tower, double water_w_k, double air_kg_s, double wet_bulb_k) {
  return tower.transfer_kg_s * water_factor(water_w_k / tower.water_w_k) *
         air_factor(air_kg_s / tower.air_kg_s) * wet_bulb_factor(tower.wet_bulb_k - wet_bulb_k);
}
double air_at(const TowerConstants& tower, double speed, const OutdoorAir& air) {
  return tower.air_kg_s * std::max(tower.still_air, speed) * density_ratio(tower, air);
}

}  // namespace

std::optional<TowerConstants> tower_constants(const TowerRating& rating) {
  const double wet_bulb_k = rating.wet_bulb.in_si();
  const double pressure_pa = rating.pressure.in_si();
  const double duty_w = rating.duty.in_si();
  const double range_k = rating.range.in_si();
  const double water_out_k = wet_bulb_k + rating.approach.in_si();
  const double water_in_k = water_out_k + range_k;
  const double water_w_k = duty_w / range_k;
  const auto mean = Temperature::from_si(water_out_k + 0.5 * range_k);
  const double water_j_kgk = properties_of(Fluid::water, mean, rating.pressure).heat.in_si();
  const double air_kg_s = water_w_k / water_j_kgk / rating.water_to_air;
  const bool is_possible = rating.approach.in_si() > 0.0 && range_k > 0.0 && duty_w > 0.0 && air_kg_s > 0.0 &&
                           water_in_k < warmest_k(pressure_pa);
  if (!is_possible) return std::nullopt;
  const WaterSide side(water_out_k, water_in_k, water_w_k, wet_bulb_k, pressure_pa);
  const double needed_kg_s = side.transfer_needed_kg_s(air_kg_s);
  if (!std::isfinite(needed_kg_s)) return std::nullopt;
  // The factor of water is not one at its rated flow: taken out, so that the rating comes back.
  return TowerConstants{needed_kg_s / water_factor(1.0),
                        air_kg_s,
                        water_w_k,
                        wet_bulb_k,
                        pressure_pa,
                        water_in_k - wet_bulb_k,
                        rating.still_air.in_si(),
                        rating.fan_power.in_si(),
                        rating.drift.in_si()};
}

std::string contradiction_in(const TowerRating& rating) {
  if (tower_constants(rating)) return {};
  return "its air would be saturated before it has carried the duty away";
}

double tower_heat_w(const TowerConstants& tower, double speed, double water_w_k, double water_in_k,
                    const OutdoorAir& air) {
  const double in_k = std::min(water_in_k, warmest_k(air.pressure_pa));
  if (!(in_k > air.wet_bulb_k) || !(water_w_k > 0.0)) return 0.0;
  const double air_kg_s = air_at(tower, speed, air);
  const double available = transfer_kg_s(tower, water_w_k, air_kg_s, air.wet_bulb_k);
  const double out_k = find_zero(air.wet_bulb_k, in_k, tolerance, [&](double k) {
    const WaterSide side(k, in_k, water_w_k, air.wet_bulb_k, air.pressure_pa);
    return surplus(available, side.transfer_needed_kg_s(air_kg_s));
  });
  return water_w_k * (in_k - out_k);
}

Rejected tower_most(const TowerConstants& tower, double water_w_k, double water_in_k, const OutdoorAir& air) {
  constexpr double step_k = 0.01;
  const double most_w = tower_heat_w(tower, 1.0, water_w_k, water_in_k, air);
  const double warmer_w = tower_heat_w(tower, 1.0, water_w_k, water_in_k + step_k, air);
  // Nine points along the water miss a pinch between them by so little that the outlet may seem to fall.
  return {most_w, std::min((warmer_w - most_w) / step_k, water_w_k), tower_fan_w(tower, 1.0, air)};
}

double tower_speed(const TowerConstants& tower, double duty_w, double water_w_k, double water_in_k,
                   const OutdoorAir& air) {
  if (!(duty_w > 0.0)) return 0.0;
  const double in_k = std::min(water_in_k, warmest_k(air.pressure_pa));
  const double out_k = in_k - duty_w / water_w_k;
  if (!(out_k > air.wet_bulb_k)) return 1.0;
  const WaterSide side(out_k, in_k, water_w_k, air.wet_bulb_k, air.pressure_pa);
  const double speed = find_zero(tower.still_air, 1.0, tolerance, [&](double share) {
    const double air_kg_s = air_at(tower, share, air);
    return surplus(transfer_kg_s(tower, water_w_k, air_kg_s, air.wet_bulb_k),
                   side.transfer_needed_kg_s(air_kg_s));
  });
  return speed > tower.still_air ? speed : 0.0;
}

double tower_fan_w(const TowerConstants& tower, double speed, const OutdoorAir& air) {
  return fan_power_w(tower.fan_w, speed, density_ratio(tower, air));
}

WaterUse tower_water(const TowerConstants& tower, double heat_w, double speed, double circulation_kg_s,
                     const OutdoorAir& air, double cycles) {
  const double drift_kg_s = tower.drift * circulation_kg_s;
  if (!(heat_w > 0.0)) return water_use(0.0, drift_kg_s, cycles);
  const auto pressure = AbsolutePressure::from_si(air.pressure_pa);
  const auto dry_bulb = Temperature::from_si(air.dry_bulb_k);
  const double air_kg_s = air_at(tower, speed, air);
  const double before = humidity_ratio(dry_bulb, Temperature::from_si(air.wet_bulb_k), pressure);
  const double entering_j_kg = enthalpy_j_kg(dry_bulb, before);
  const double liquid_j_kg = water_heat_j_kgk * (air.wet_bulb_k - 273.15);
  const auto saturated_at = [&](double k) {
    return humidity_ratio_at_dew_point(Temperature::from_si(k), pressure);
  };
  const double leaving_k = find_zero(air.wet_bulb_k, warmest_k(air.pressure_pa), tolerance, [&](double k) {
    const double taken_up = saturated_at(k) - before;
    return saturated_j_kg(k, air.pressure_pa) - entering_j_kg - taken_up * liquid_j_kg - heat_w / air_kg_s;
  });
  return water_use(air_kg_s * std::max(0.0, saturated_at(leaving_k) - before), drift_kg_s, cycles);
}

}  // namespace shellfit::thermal
