#pragma once
// Figures of an EPANET file as quantities: first in feet and cubic feet per second by EPANET's own factors,
// then exactly.

#include "base/units.hpp"
#include "exchange/epanet_case.hpp"

namespace shellfit::exchange {

inline constexpr double epanet_gravity_ft_s2 = 32.2;
inline constexpr double epanet_gravity_m_s2 = epanet_gravity_ft_s2 * epanet::metres_in_foot;
/// v^2 / 2g = this K q^2 / d^4, in feet and cubic feet per second; 8 / (pi^2 32.2), rounded.
inline constexpr double epanet_loss_factor = 0.02517;

class EpanetQuantities {
 public:
  explicit EpanetQuantities(const epanet::Options& options)
      : cfs_(epanet::in_cubic_foot_per_second(options.flow_unit)),
        foot_of_head_(epanet::in_foot_of_head(options.pressure_unit, options.specific_gravity)),
        is_metric_(epanet::is_metric(options.flow_unit)),
        specific_gravity_(options.specific_gravity) {}

  /// Of lengths, elevations, heads and levels.
  [[nodiscard]] double feet(double length) const {
    return is_metric_ ? length / epanet::metres_in_foot : length;
  }
  [[nodiscard]] double feet_of_diameter(double diameter) const {
    return is_metric_ ? diameter / (1000.0 * epanet::metres_in_foot) : diameter / 12.0;
  }
  [[nodiscard]] double cubic_feet_per_second(double flow) const { return flow / cfs_; }
  [[nodiscard]] double feet_of_pressure(double pressure) const { return pressure / foot_of_head_; }
  [[nodiscard]] double pressure_of_feet(double head_ft) const { return head_ft * foot_of_head_; }
  [[nodiscard]] double horsepower(double power) const {
    return is_metric_ ? power / epanet::kilowatts_in_horsepower : power;
  }
  /// A foot of head is the pressure of 1 in the coefficients of emitters: 1 psi or 1 m.
  [[nodiscard]] double emitter_feet() const {
    return is_metric_ ? 1.0 / epanet::metres_in_foot
                      : 1.0 / (epanet::psi_in_foot_of_water * specific_gravity_);
  }
  [[nodiscard]] double viscosity_ft2_s(double viscosity) const {
    constexpr double least_multiple = 1e-3;
    if (viscosity > least_multiple) return viscosity * epanet::water_viscosity_ft2_s;
    return is_metric_ ? viscosity / (epanet::metres_in_foot * epanet::metres_in_foot) : viscosity;
  }

  [[nodiscard]] double density_kg_m3() const {
    constexpr double pascal_in_psi = 6894.757293168;
    return epanet::psi_in_foot_of_water * specific_gravity_ * pascal_in_psi /
           (epanet::metres_in_foot * epanet_gravity_m_s2);
  }
  [[nodiscard]] static Length length(double feet) { return feet * epanet::metres_in_foot * units::m; }
  [[nodiscard]] static VolumeFlow flow(double cubic_feet_per_second) {
    return cubic_feet_per_second * cubic_foot_m3 * units::m3_per_s;
  }
  [[nodiscard]] PressureDifference drop(double feet) const { return feet * foot_pa() * units::Pa; }
  [[nodiscard]] GaugePressure pressure(double feet) const { return GaugePressure::from_si(feet * foot_pa()); }
  /// Of a pump that lifts `feet` at `cubic_feet_per_second`.
  [[nodiscard]] RealPower power(double feet, double cubic_feet_per_second) const {
    return feet * foot_pa() * cubic_feet_per_second * cubic_foot_m3 * units::W;
  }

 private:
  static constexpr double cubic_foot_m3 =
      epanet::metres_in_foot * epanet::metres_in_foot * epanet::metres_in_foot;
  [[nodiscard]] double foot_pa() const {
    return density_kg_m3() * epanet_gravity_m_s2 * epanet::metres_in_foot;
  }

  double cfs_, foot_of_head_;
  bool is_metric_;
  double specific_gravity_;
};

}  // namespace shellfit::exchange
