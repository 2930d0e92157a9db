#include "thermal/exchanger.hpp"

#include "base/find_zero.hpp"

#include <fmt/format.h>

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

namespace {

double effectiveness_needed(double duty_w, double hot_w_k, double cold_w_k, double lift_k) {
  return duty_w / (std::min(hot_w_k, cold_w_k) * lift_k);
}

}  // namespace

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

/// A stream that a heat warms, its properties at the mean of inlet and outlet.
ExchangerStream stream_at_mean(const Entering& one, double heat_w, AbsolutePressure pressure) {
  auto properties = properties_of(one.fluid, one.temperature, pressure);
  const double kg_s = properties.density.in_si() * one.flow.in_si();
  // The heat capacity hardly moves: the second pass leaves nothing to a third.
  for (int pass = 0; pass < 2; ++pass) {
    const double change_k = heat_w / (kg_s * properties.heat.in_si());
    properties =
        properties_of(one.fluid, Temperature::from_si(one.temperature.in_si() + 0.5 * change_k), pressure);
  }
  return exchanger_stream(properties, kg_s);
}

struct RatedStreams {
  ExchangerStream hot, cold;
};
RatedStreams streams_of(const ExchangerRating& rating) {
  return {stream_at_mean({rating.hot_fluid, rating.hot_flow, rating.hot_in}, -rating.duty.in_si(),
                         rating_pressure),
          stream_at_mean({rating.cold_fluid, rating.cold_flow, rating.cold_in}, rating.duty.in_si(),
                         rating_pressure)};
}

}  // namespace

double rated_effectiveness(const ExchangerRating& rating) {
  const auto [hot, cold] = streams_of(rating);
  return effectiveness_needed(rating.duty.in_si(), hot.capacity_w_k(), cold.capacity_w_k(),
                              (rating.hot_in - rating.cold_in).in_si());
}

std::string contradiction_in(const ExchangerRating& rating) {
  if (!(rating.hot_in > rating.cold_in)) return "what it cools enters no warmer than what cools it";
  const double effectiveness = rated_effectiveness(rating);
  if (effectiveness < 1.0) return {};
  return fmt::format("its duty is {:.4g} times the most that its flows and inlet temperatures allow",
                     effectiveness);
}

ExchangerConstants exchanger_constants(const ExchangerRating& rating) {
  const auto [hot, cold] = streams_of(rating);
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

double conductance_w_k(const ExchangerConstants& exchanger, const ExchangerStream& hot,
                       const ExchangerStream& cold) {
  const double hot_film = std::pow(hot.kg_s / exchanger.hot_kg_s, exchanger.hot_exponent) *
                          film_group(hot, exchanger.hot_exponent) / exchanger.hot_group;
  const double cold_film = std::pow(cold.kg_s / exchanger.cold_kg_s, exchanger.cold_exponent) *
                           film_group(cold, exchanger.cold_exponent) / exchanger.cold_group;
  return series_conductance_w_k(exchanger.conductance_w_k, exchanger.hot_share, hot_film, cold_film);
}

double exchange_w_k(const ExchangerConstants& exchanger, const ExchangerStream& hot,
                    const ExchangerStream& cold) {
  if (!(hot.kg_s > 0.0) || !(cold.kg_s > 0.0)) return 0.0;
  return exchange_w_k(exchanger.arrangement, conductance_w_k(exchanger, hot, cold), hot.capacity_w_k(),
                      cold.capacity_w_k());
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

double capacity_rate_w_k(const Entering& stream, AbsolutePressure pressure) {
  const auto p = properties_of(stream.fluid, stream.temperature, pressure);
  return p.density.in_si() * p.heat.in_si() * stream.flow.in_si();
}

Temperature warmed_by(const Entering& stream, HeatFlow heat, AbsolutePressure pressure) {
  return stream.temperature +
         TemperatureDifference::from_si(heat.in_si() / capacity_rate_w_k(stream, pressure));
}

HeatFlow exchanger_capacity(const ExchangerConstants& exchanger, const Entering& hot, const Entering& cold,
                            AbsolutePressure pressure) {
  const double lift_k = (hot.temperature - cold.temperature).in_si();
  if (!(lift_k > 0.0) || !(hot.flow.in_si() > 0.0) || !(cold.flow.in_si() > 0.0)) return 0.0 * units::W_heat;
  // Means move with the heat, and the heat hardly with the means: each pass gains two digits, so that the
  // last is as much closer still than its change tells.
  constexpr int most_passes = 6;
  constexpr double settled = 1e-9;
  double heat_w = 0;
  double change_w = infinite;
  for (int pass = 0; pass < most_passes && change_w > settled * heat_w; ++pass) {
    const double before_w = heat_w;
    heat_w = exchange_w_k(exchanger, stream_at_mean(hot, -heat_w, pressure),
                          stream_at_mean(cold, heat_w, pressure)) *
             lift_k;
    change_w = std::fabs(heat_w - before_w);
  }
  return HeatFlow::from_si(heat_w);
}

}  // namespace shellfit::thermal
