#include "thermal/cooler.hpp"

#include "base/find_zero.hpp"
#include "thermal/moist_air.hpp"

#include <algorithm>
#include <cmath>

namespace shellfit::thermal {

std::string contradiction_in(const CoolerRating& rating) {
  if (rating.water_in > rating.water_out && rating.water_out > rating.air_in) return {};
  return "it cools water below its air";
}

CoolerConstants cooler_constants(const CoolerRating& rating) {
  const double range_k = (rating.water_in - rating.water_out).in_si();
  const double rate_w_k = rating.duty.in_si() / range_k;
  return {conductance_needed(Arrangement::counterflow, rating.duty.in_si(), rate_w_k, rate_w_k,
                             (rating.water_in - rating.air_in).in_si()),
          rate_w_k, rating.air_in.in_si(), rating.fan_power.in_si(), rating.pad_effectiveness.in_si()};
}

CoolerConstants at_air_share(const CoolerConstants& constants, double share) {
  constexpr double film_exponent = 0.6;
  auto changed = constants;
  changed.conductance_w_k *= std::pow(share, film_exponent);
  changed.air_capacity_rate_w_k *= share;
  return changed;
}

double cooler_heat_w_k(const CoolerConstants& constants, double water_capacity_rate_w_k) {
  return exchange_w_k(Arrangement::counterflow, constants.conductance_w_k, water_capacity_rate_w_k,
                      constants.air_capacity_rate_w_k);
}

double behind_pads_k(double effectiveness, const OutdoorAir& air) {
  return air.dry_bulb_k - effectiveness * (air.dry_bulb_k - air.wet_bulb_k);
}

double coil_air_k(const CoolerConstants& cooler, const OutdoorAir& air, bool has_water) {
  return behind_pads_k(has_water ? cooler.pad_effectiveness : 0.0, air);
}

namespace {

double density_ratio(const CoolerConstants& cooler, double pressure_pa, double coil_k) {
  return pressure_pa / rating_pressure.in_si() * cooler.air_in_k / coil_k;
}

}  // namespace

CoolerConstants in_air(const CoolerConstants& constants, double coil_k, double pressure_pa) {
  return at_air_share(constants, density_ratio(constants, pressure_pa, coil_k));
}

double cooler_heat_w(const CoolerConstants& cooler, double speed, double water_w_k, double water_in_k,
                     const OutdoorAir& air, bool has_water) {
  const double coil_k = coil_air_k(cooler, air, has_water);
  return cooler_heat_w_k(at_air_share(cooler, speed * density_ratio(cooler, air.pressure_pa, coil_k)),
                         water_w_k) *
         std::max(0.0, water_in_k - coil_k);
}

Rejected cooler_most(const CoolerConstants& cooler, double water_w_k, double water_in_k,
                     const OutdoorAir& air, bool has_water) {
  const double coil_k = coil_air_k(cooler, air, has_water);
  const double per_kelvin = cooler_heat_w_k(in_air(cooler, coil_k, air.pressure_pa), water_w_k);
  const double lift_k = water_in_k - coil_k;
  return {per_kelvin * std::max(0.0, lift_k), lift_k >= 0.0 ? per_kelvin : 0.0,
          cooler_fan_w(cooler, 1.0, air, has_water)};
}

double cooler_speed(const CoolerConstants& cooler, double duty_w, double water_w_k, double water_in_k,
                    const OutdoorAir& air, bool has_water) {
  if (!(duty_w > 0.0)) return 0.0;
  constexpr double tolerance = 1e-12;
  return find_zero(0.0, 1.0, tolerance, [&](double speed) {
    return cooler_heat_w(cooler, speed, water_w_k, water_in_k, air, has_water) - duty_w;
  });
}

double cooler_fan_w(const CoolerConstants& cooler, double speed, const OutdoorAir& air, bool has_water) {
  return fan_power_w(cooler.fan_w, speed,
                     density_ratio(cooler, air.pressure_pa, coil_air_k(cooler, air, has_water)));
}

double cooler_evaporation_kg_s(const CoolerConstants& cooler, double speed, const OutdoorAir& air) {
  const auto pressure = AbsolutePressure::from_si(air.pressure_pa);
  const auto wet_bulb = Temperature::from_si(air.wet_bulb_k);
  const double coil_k = coil_air_k(cooler, air, true);
  const double before = humidity_ratio(Temperature::from_si(air.dry_bulb_k), wet_bulb, pressure);
  // Pads move air along its wet bulb.
  const double behind = humidity_ratio(Temperature::from_si(coil_k), wet_bulb, pressure);
  const double heat_j_kgk =
      enthalpy_j_kg(1.0 * units::degC, behind) - enthalpy_j_kg(0.0 * units::degC, behind);
  const double dry_air_kg_s =
      cooler.air_capacity_rate_w_k * speed * density_ratio(cooler, air.pressure_pa, coil_k) / heat_j_kgk;
  return dry_air_kg_s * std::max(0.0, behind - before);
}

}  // namespace shellfit::thermal
