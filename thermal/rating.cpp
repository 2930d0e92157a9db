#include "thermal/rating.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace shellfit::thermal {

double counterflow_effectiveness(double ntu, double capacity_ratio) {
  constexpr double nearly_equal = 1e-9;
  if (std::isinf(ntu)) return 1.0;
  if (1.0 - capacity_ratio < nearly_equal) return ntu / (1.0 + ntu);
  const double e = std::exp(-ntu * (1.0 - capacity_ratio));
  return (1.0 - e) / (1.0 - capacity_ratio * e);
}

double counterflow_ntu(double effectiveness, double capacity_ratio) {
  constexpr double nearly_equal = 1e-9;
  if (1.0 - capacity_ratio < nearly_equal) return effectiveness / (1.0 - effectiveness);
  return std::log((1.0 - effectiveness * capacity_ratio) / (1.0 - effectiveness)) / (1.0 - capacity_ratio);
}

double capacity_rate_w_k(Fluid fluid, VolumeFlow flow, Temperature temperature, AbsolutePressure pressure) {
  const auto p = properties_of(fluid, temperature, pressure);
  return p.density.in_si() * p.heat.in_si() * flow.in_si();
}

namespace {

struct RatedRates {
  double hot_w_k, cold_w_k;
  double smaller() const { return std::min(hot_w_k, cold_w_k); }
  double ratio() const { return smaller() / std::max(hot_w_k, cold_w_k); }
};
RatedRates rates_of(const ExchangerRating& rating) {
  return {capacity_rate_w_k(rating.hot_fluid, rating.hot_flow, rating.hot_in, rating_pressure),
          capacity_rate_w_k(rating.cold_fluid, rating.cold_flow, rating.cold_in, rating_pressure)};
}

}  // namespace

double rated_effectiveness(const ExchangerRating& rating) {
  return rating.duty.in_si() / (rates_of(rating).smaller() * (rating.hot_in - rating.cold_in).in_si());
}

double rated_conductance_w_k(const ExchangerRating& rating) {
  const double effectiveness = rated_effectiveness(rating);
  if (!(effectiveness < 1.0)) return std::numeric_limits<double>::infinity();
  const auto rates = rates_of(rating);
  return counterflow_ntu(effectiveness, rates.ratio()) * rates.smaller();
}

double conductance_w_k(double rated_w_k, double hot_share, double hot_flow_ratio, double hot_exponent,
                       double cold_flow_ratio, double cold_exponent) {
  const double resistance = hot_share / std::pow(hot_flow_ratio, hot_exponent) +
                            (1.0 - hot_share) / std::pow(cold_flow_ratio, cold_exponent);
  return rated_w_k / resistance;
}

HeatFlow exchanger_capacity(const ExchangerRating& rating, VolumeFlow hot_flow, VolumeFlow cold_flow,
                            Temperature hot_in, Temperature cold_in, AbsolutePressure pressure) {
  if (!(hot_in > cold_in) || !(hot_flow.in_si() > 0.0) || !(cold_flow.in_si() > 0.0))
    return 0.0 * units::W_heat;
  const double hot = capacity_rate_w_k(rating.hot_fluid, hot_flow, hot_in, pressure);
  const double cold = capacity_rate_w_k(rating.cold_fluid, cold_flow, cold_in, pressure);
  const double smaller = std::min(hot, cold);
  const double ua =
      conductance_w_k(rated_conductance_w_k(rating), rating.hot_share, hot_flow / rating.hot_flow,
                      rating.hot_exponent, cold_flow / rating.cold_flow, rating.cold_exponent);
  const double effectiveness = counterflow_effectiveness(ua / smaller, smaller / std::max(hot, cold));
  return effectiveness * smaller * (hot_in - cold_in).in_si() * units::W_heat;
}

CoolerConstants cooler_constants(const CoolerRating& rating) {
  const double range = (rating.water_in - rating.water_out).in_si();
  const double capacity = rating.duty.in_si() / range;
  const double effectiveness = range / (rating.water_in - rating.air_in).in_si();
  return {counterflow_ntu(effectiveness, 1.0) * capacity, capacity};
}

CoolerConstants at_pressure(const CoolerConstants& constants, AbsolutePressure pressure) {
  const double density_ratio = pressure.in_si() / rating_pressure.in_si();
  constexpr double film_exponent = 0.6;
  return {constants.conductance_w_k * std::pow(density_ratio, film_exponent),
          constants.air_capacity_rate_w_k * density_ratio};
}

double cooler_heat_w_k(const CoolerConstants& constants, double water_capacity_rate_w_k) {
  const double smaller = std::min(water_capacity_rate_w_k, constants.air_capacity_rate_w_k);
  const double larger = std::max(water_capacity_rate_w_k, constants.air_capacity_rate_w_k);
  return counterflow_effectiveness(constants.conductance_w_k / smaller, smaller / larger) * smaller;
}

}  // namespace shellfit::thermal
