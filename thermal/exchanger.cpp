#include "thermal/exchanger.hpp"

#include "base/find_zero.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace shellfit::thermal {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

double crossflow_effectiveness(double ntu, double capacity_ratio) {
  constexpr double nearly_none = 1e-9;
  if (std::isinf(ntu)) return 1.0;
  if (capacity_ratio < nearly_none) return -std::expm1(-ntu);
  return -std::expm1(std::expm1(-capacity_ratio * std::pow(ntu, 0.78)) * std::pow(ntu, 0.22) /
                     capacity_ratio);
}

}  // namespace

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

double effectiveness_of(Arrangement arrangement, double ntu, double capacity_ratio) {
  return arrangement == Arrangement::counterflow ? counterflow_effectiveness(ntu, capacity_ratio)
                                                 : crossflow_effectiveness(ntu, capacity_ratio);
}

double ntu_of(Arrangement arrangement, double effectiveness, double capacity_ratio) {
  if (!(effectiveness < 1.0)) return infinite;
  if (arrangement == Arrangement::counterflow) return counterflow_ntu(effectiveness, capacity_ratio);
  constexpr double least_log = -20.0, most_log = 13.8;  // NTU of 2e-9 and of 1e6
  if (crossflow_effectiveness(std::exp(most_log), capacity_ratio) < effectiveness) return infinite;
  constexpr double tolerance = 1e-13;
  return std::exp(find_zero(least_log, most_log, tolerance, [&](double log_ntu) {
    return crossflow_effectiveness(std::exp(log_ntu), capacity_ratio) - effectiveness;
  }));
}

ExchangerStream exchanger_stream(const FluidProperties& properties, double kg_s) {
  return {kg_s, properties.heat.in_si(), properties.viscosity.in_si(), properties.conductivity.in_si()};
}

double effectiveness_needed(double duty_w, double hot_w_k, double cold_w_k, double lift_k) {
  return duty_w / (std::min(hot_w_k, cold_w_k) * lift_k);
}

double conductance_needed(Arrangement arrangement, double duty_w, double hot_w_k, double cold_w_k,
                          double lift_k) {
  const double smaller = std::min(hot_w_k, cold_w_k);
  return ntu_of(arrangement, effectiveness_needed(duty_w, hot_w_k, cold_w_k, lift_k),
                smaller / std::max(hot_w_k, cold_w_k)) *
         smaller;
}

double exchange_w_k(Arrangement arrangement, double conductance_w_k, double hot_w_k, double cold_w_k) {
  const double smaller = std::min(hot_w_k, cold_w_k);
  if (!(smaller > 0.0)) return 0.0;
  return effectiveness_of(arrangement, conductance_w_k / smaller, smaller / std::max(hot_w_k, cold_w_k)) *
         smaller;
}

double series_conductance_w_k(double rated_w_k, double hot_share, double hot_film, double cold_film) {
  return rated_w_k / (hot_share / hot_film + (1.0 - hot_share) / cold_film);
}

double film_group(const ExchangerStream& stream, double exponent) {
  constexpr double prandtl_exponent = 1.0 / 3.0;
  return std::cbrt(stream.conductivity_w_mk * stream.conductivity_w_mk * stream.heat_j_kgk) *
         std::pow(stream.viscosity_pa_s, prandtl_exponent - exponent);
}

namespace {

/// A rated stream, its properties at the mean of inlet and outlet; `sign` is that of its change.
ExchangerStream rated_stream(const Fluid& fluid, VolumeFlow flow, Temperature in, HeatFlow duty,
                             double sign) {
  auto properties = properties_of(fluid, in, rating_pressure);
  const double kg_s = properties.density.in_si() * flow.in_si();
  // The heat capacity hardly moves: the second pass leaves nothing to a third.
  for (int pass = 0; pass < 2; ++pass) {
    const double change_k = sign * duty.in_si() / (kg_s * properties.heat.in_si());
    properties = properties_of(fluid, Temperature::from_si(in.in_si() + 0.5 * change_k), rating_pressure);
  }
  return exchanger_stream(properties, kg_s);
}

}  // namespace

ExchangerConstants exchanger_constants(const ExchangerRating& rating) {
  const auto hot = rated_stream(rating.hot_fluid, rating.hot_flow, rating.hot_in, rating.duty, -1.0);
  const auto cold = rated_stream(rating.cold_fluid, rating.cold_flow, rating.cold_in, rating.duty, 1.0);
  return {conductance_needed(rating.arrangement, rating.duty.in_si(), hot.capacity_w_k(), cold.capacity_w_k(),
                             (rating.hot_in - rating.cold_in).in_si()),
          hot.kg_s,
          cold.kg_s,
          rating.hot_share,
          rating.hot_exponent,
          rating.cold_exponent,
          film_group(hot, rating.hot_exponent),
          film_group(cold, rating.cold_exponent),
          rating.arrangement};
}

double exchange_w_k(const ExchangerConstants& exchanger, const ExchangerStream& hot,
                    const ExchangerStream& cold) {
  if (!(hot.kg_s > 0.0) || !(cold.kg_s > 0.0)) return 0.0;
  const double hot_film = std::pow(hot.kg_s / exchanger.hot_kg_s, exchanger.hot_exponent) *
                          film_group(hot, exchanger.hot_exponent) / exchanger.hot_group;
  const double cold_film = std::pow(cold.kg_s / exchanger.cold_kg_s, exchanger.cold_exponent) *
                           film_group(cold, exchanger.cold_exponent) / exchanger.cold_group;
  return exchange_w_k(
      exchanger.arrangement,
      series_conductance_w_k(exchanger.conductance_w_k, exchanger.hot_share, hot_film, cold_film),
      hot.capacity_w_k(), cold.capacity_w_k());
}

double cold_flow_for(const ExchangerConstants& exchanger, double duty_w, const ExchangerStream& hot,
                     double hot_in_k, const ExchangerStream& cold, double cold_in_k) {
  if (!(duty_w > 0.0)) return 0.0;
  const double lift_k = std::max(0.0, hot_in_k - cold_in_k);
  constexpr double share = 1e-12;
  return find_zero(0.0, cold.kg_s, share * cold.kg_s, [&](double kg_s) {
    auto some = cold;
    some.kg_s = kg_s;
    return exchange_w_k(exchanger, hot, some) * lift_k - duty_w;
  });
}

}  // namespace shellfit::thermal
