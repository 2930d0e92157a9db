#include "thermal/rating.hpp"

#include <cmath>

namespace shellfit::thermal {

double capacity_rate_w_k(Fluid fluid, VolumeFlow flow, Temperature temperature, AbsolutePressure pressure) {
  const auto p = properties_of(fluid, temperature, pressure);
  return p.density.in_si() * p.heat.in_si() * flow.in_si();
}

namespace {

struct RatedRates {
  double hot_w_k, cold_w_k;
};
RatedRates rates_of(const ExchangerRating& rating) {
  return {capacity_rate_w_k(rating.hot_fluid, rating.hot_flow, rating.hot_in, rating_pressure),
          capacity_rate_w_k(rating.cold_fluid, rating.cold_flow, rating.cold_in, rating_pressure)};
}

}  // namespace

double rated_effectiveness(const ExchangerRating& rating) {
  const auto rates = rates_of(rating);
  return effectiveness_needed(rating.duty.in_si(), rates.hot_w_k, rates.cold_w_k,
                              (rating.hot_in - rating.cold_in).in_si());
}

double rated_conductance_w_k(const ExchangerRating& rating) {
  const auto rates = rates_of(rating);
  return conductance_needed(rating.arrangement, rating.duty.in_si(), rates.hot_w_k, rates.cold_w_k,
                            (rating.hot_in - rating.cold_in).in_si());
}

double conductance_w_k(double rated_w_k, double hot_share, double hot_flow_ratio, double hot_exponent,
                       double cold_flow_ratio, double cold_exponent) {
  return series_conductance_w_k(rated_w_k, hot_share, std::pow(hot_flow_ratio, hot_exponent),
                                std::pow(cold_flow_ratio, cold_exponent));
}

HeatFlow exchanger_capacity(const ExchangerRating& rating, VolumeFlow hot_flow, VolumeFlow cold_flow,
                            Temperature hot_in, Temperature cold_in, AbsolutePressure pressure) {
  if (!(hot_in > cold_in) || !(hot_flow.in_si() > 0.0) || !(cold_flow.in_si() > 0.0))
    return 0.0 * units::W_heat;
  const double ua =
      conductance_w_k(rated_conductance_w_k(rating), rating.hot_share, hot_flow / rating.hot_flow,
                      rating.hot_exponent, cold_flow / rating.cold_flow, rating.cold_exponent);
  return exchange_w_k(rating.arrangement, ua, capacity_rate_w_k(rating.hot_fluid, hot_flow, hot_in, pressure),
                      capacity_rate_w_k(rating.cold_fluid, cold_flow, cold_in, pressure)) *
         (hot_in - cold_in).in_si() * units::W_heat;
}

CoolerConstants at_pressure(const CoolerConstants& constants, AbsolutePressure pressure) {
  return at_air_share(constants, pressure.in_si() / rating_pressure.in_si());
}

}  // namespace shellfit::thermal
