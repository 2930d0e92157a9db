#include "thermal/tower.hpp"

#include "base/find_zero.hpp"
#include "thermal/moist_air.hpp"
#include "thermal/water.hpp"

#include <algorithm>
#include <cmath>

// Unknown is the wet bulb T of the air that leaves. With m dry air and C the water's capacity rate,
//   Q = eps C_min (T_water - T_wb) = m c_e(T) (T - T_wb) = m (h_sat(T) - h_sat(T_wb)),
// where UA_e = UA c_e / c_p, so that NTU of the air side, UA / (m c_p), does not move with c_e. Rising c_e
// makes the air's rate the larger one, which lowers what it reaches: the residual T_wb + Q/(m c_e) - T falls
// with T, is not below 0 at T_wb and not above 0 at T_water, and has one zero.

namespace shellfit::thermal {

namespace {

constexpr double air_heat_j_kgk = 1006.0, water_heat_j_kgk = 4186.0;
constexpr double tolerance_k = 1e-9;
/// Air that rises less has the equivalent heat of its limit.
constexpr double least_rise_k = 1e-3;

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

/// A tower between water and air that are given.
class Conditions {
 public:
  Conditions(const TowerConstants& tower, double water_w_k, double water_in_k, const OutdoorAir& air)
      : entering_k(std::min(water_in_k, warmest_k(air.pressure_pa))),
        tower_(tower),
        air_(air),
        water_w_k_(water_w_k),
        entering_j_kg_(saturated_j_kg(air.wet_bulb_k, air.pressure_pa)),
        conductance_w_k_(tower.conductance_w_k * water_factor(water_w_k / tower.water_w_k) *
                         wet_bulb_factor(tower.wet_bulb_k - air.wet_bulb_k)) {}

  [[nodiscard]] bool rejects() const { return entering_k > air_.wet_bulb_k && water_w_k_ > 0.0; }
  [[nodiscard]] double enthalpy_rise_j_kg(double leaving_k) const {
    return saturated_j_kg(leaving_k, air_.pressure_pa) - entering_j_kg_;
  }
  [[nodiscard]] double equivalent_j_kgk(double leaving_k) const {
    const double rise_k = leaving_k - air_.wet_bulb_k;
    return rise_k > least_rise_k ? enthalpy_rise_j_kg(leaving_k) / rise_k
                                 : equivalent_heat_j_kgk(air_.wet_bulb_k, leaving_k, air_.pressure_pa);
  }
  /// What passes to dry air of a mass flow that takes `equivalent` for each kelvin of wet bulb.
  [[nodiscard]] double passes_w(double air_kg_s, double equivalent) const {
    const double conductance = conductance_w_k_ * air_factor(air_kg_s / tower_.air_kg_s);
    return exchange_w_k(Arrangement::counterflow, conductance * equivalent / air_heat_j_kgk, water_w_k_,
                        air_kg_s * equivalent) *
           (entering_k - air_.wet_bulb_k);
  }

  double entering_k;  ///< of water

 private:
  const TowerConstants& tower_;
  const OutdoorAir& air_;
  double water_w_k_, entering_j_kg_, conductance_w_k_;
};

}  // namespace

double equivalent_heat_j_kgk(double in_k, double out_k, double pressure_pa) {
  const double apart_k = std::max(out_k - in_k, least_rise_k);
  return (saturated_j_kg(in_k + apart_k, pressure_pa) - saturated_j_kg(in_k, pressure_pa)) / apart_k;
}

std::optional<TowerConstants> tower_constants(const TowerRating& rating) {
  const double wet_bulb_k = rating.wet_bulb.in_si();
  const double pressure_pa = rating.pressure.in_si();
  const double duty_w = rating.duty.in_si();
  const double lift_k = (rating.approach.in_si() + rating.range.in_si());
  const double water_w_k = duty_w / rating.range.in_si();
  const auto mean = Temperature::from_si(wet_bulb_k + rating.approach.in_si() + 0.5 * rating.range.in_si());
  const double water_j_kgk = properties_of(Fluid::water, mean, rating.pressure).heat.in_si();
  const double air_kg_s = water_w_k / water_j_kgk / rating.water_to_air;
  const double water_in_k = wet_bulb_k + lift_k;
  const bool is_possible = rating.approach.in_si() > 0.0 && rating.range.in_si() > 0.0 && duty_w > 0.0 &&
                           air_kg_s > 0.0 && water_in_k < warmest_k(pressure_pa);
  if (!is_possible) return std::nullopt;
  const double leaving_j_kg = saturated_j_kg(wet_bulb_k, pressure_pa) + duty_w / air_kg_s;
  if (saturated_j_kg(water_in_k, pressure_pa) <= leaving_j_kg) return std::nullopt;
  const double leaving_k = find_zero(wet_bulb_k, water_in_k, tolerance_k,
                                     [&](double k) { return saturated_j_kg(k, pressure_pa) - leaving_j_kg; });
  const double equivalent = equivalent_heat_j_kgk(wet_bulb_k, leaving_k, pressure_pa);
  const double equivalent_w_k =
      conductance_needed(Arrangement::counterflow, duty_w, water_w_k, air_kg_s * equivalent, lift_k);
  if (!std::isfinite(equivalent_w_k)) return std::nullopt;
  // The factor of water is not one at its rated flow: taken out, so that the rating comes back.
  return TowerConstants{equivalent_w_k * air_heat_j_kgk / equivalent / water_factor(1.0),
                        air_kg_s,
                        water_w_k,
                        wet_bulb_k,
                        pressure_pa,
                        rating.still_air.in_si(),
                        rating.fan_power.in_si(),
                        rating.drift.in_si()};
}

double tower_heat_w(const TowerConstants& tower, double speed, double water_w_k, double water_in_k,
                    const OutdoorAir& air) {
  const Conditions at(tower, water_w_k, water_in_k, air);
  if (!at.rejects()) return 0.0;
  const double air_kg_s = tower.air_kg_s * std::max(tower.still_air, speed) * density_ratio(tower, air);
  const double leaving_k = find_zero(air.wet_bulb_k, at.entering_k, tolerance_k, [&](double k) {
    const double equivalent = at.equivalent_j_kgk(k);
    return k - air.wet_bulb_k - at.passes_w(air_kg_s, equivalent) / (air_kg_s * equivalent);
  });
  return air_kg_s * at.enthalpy_rise_j_kg(leaving_k);
}

Rejected tower_most(const TowerConstants& tower, double water_w_k, double water_in_k, const OutdoorAir& air) {
  constexpr double step_k = 0.01;
  const double most_w = tower_heat_w(tower, 1.0, water_w_k, water_in_k, air);
  const double warmer_w = tower_heat_w(tower, 1.0, water_w_k, water_in_k + step_k, air);
  return {most_w, (warmer_w - most_w) / step_k, tower_fan_w(tower, 1.0, air)};
}

// With the duty known the air's mass follows from where it leaves, so that one search does: more air leaves
// cooler, and passes more.
double tower_speed(const TowerConstants& tower, double duty_w, double water_w_k, double water_in_k,
                   const OutdoorAir& air) {
  const Conditions at(tower, water_w_k, water_in_k, air);
  if (!(duty_w > 0.0)) return 0.0;
  if (!at.rejects()) return 1.0;
  const auto residual_w = [&](double leaving_k) {
    const double rise_j_kg = at.enthalpy_rise_j_kg(leaving_k);
    return duty_w - at.passes_w(duty_w / rise_j_kg, rise_j_kg / (leaving_k - air.wet_bulb_k));
  };
  const double leaving_k = find_zero(air.wet_bulb_k + least_rise_k, at.entering_k, tolerance_k, residual_w);
  const double air_kg_s = duty_w / at.enthalpy_rise_j_kg(leaving_k);
  const double speed = air_kg_s / (tower.air_kg_s * density_ratio(tower, air));
  return speed > tower.still_air ? std::min(speed, 1.0) : 0.0;
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
  const double air_kg_s = tower.air_kg_s * std::max(tower.still_air, speed) * density_ratio(tower, air);
  const double before = humidity_ratio(dry_bulb, Temperature::from_si(air.wet_bulb_k), pressure);
  const double entering_j_kg = enthalpy_j_kg(dry_bulb, before);
  const double liquid_j_kg = water_heat_j_kgk * (air.wet_bulb_k - 273.15);
  const auto saturated_at = [&](double k) {
    return humidity_ratio_at_dew_point(Temperature::from_si(k), pressure);
  };
  const double leaving_k = find_zero(air.wet_bulb_k, warmest_k(air.pressure_pa), tolerance_k, [&](double k) {
    const double taken_up = saturated_at(k) - before;
    return saturated_j_kg(k, air.pressure_pa) - entering_j_kg - taken_up * liquid_j_kg - heat_w / air_kg_s;
  });
  return water_use(air_kg_s * std::max(0.0, saturated_at(leaving_k) - before), drift_kg_s, cycles);
}

}  // namespace shellfit::thermal
