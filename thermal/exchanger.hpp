#pragma once
// Heat that passes between two streams: effectiveness and NTU, and a rated exchanger at other flows,
// temperatures and fluids than its rating.

#include "thermal/fluid.hpp"

#include <string>
#include <tuple>

namespace shellfit::thermal {

enum class Arrangement : char {
  counterflow,       ///< plates of CDUs; coils of many rows
  crossflow_unmixed  ///< coils of few rows, both streams in passages of their own
};

/// Effectiveness of a counterflow exchanger (Kays and London, Compact Heat Exchangers, eq. 2-13); one at an
/// infinite NTU. Preconditions: NTU not below 0, ratio of the smaller to the larger capacity rate 0 to 1.
[[nodiscard]] double counterflow_effectiveness(double ntu, double capacity_ratio);
/// The inverse: NTU that gives an effectiveness below its limit.
[[nodiscard]] double counterflow_ntu(double effectiveness, double capacity_ratio);

/// The same of any arrangement. Cross-flow by the approximation of Kays and London (Incropera and DeWitt,
/// Fundamentals of Heat and Mass Transfer, eq. 11.32), exact at a ratio of 0 and near 1.
[[nodiscard]] double effectiveness_of(Arrangement arrangement, double ntu, double capacity_ratio);
/// Infinite where no NTU up to 1e6 gives the effectiveness.
[[nodiscard]] double ntu_of(Arrangement arrangement, double effectiveness, double capacity_ratio);

/// A stream in SI: its flow, not below 0, and what its film depends on. Density does not count in mass flow.
struct ExchangerStream {
  double kg_s, heat_j_kgk, viscosity_pa_s, conductivity_w_mk;
  [[nodiscard]] double capacity_w_k() const { return kg_s * heat_j_kgk; }
};
[[nodiscard]] ExchangerStream exchanger_stream(const FluidProperties& properties, double kg_s);

/// An exchanger between two streams by one known point. Volume flows are those at the inlets.
struct ExchangerRating {
  Fluid hot_fluid = Fluid::water, cold_fluid = Fluid::water;
  VolumeFlow hot_flow, cold_flow;
  HeatFlow duty;
  Temperature hot_in, cold_in;
  double hot_share = 0.5;     ///< of the resistance to heat at the rating; the wall's counts with the films
  double hot_exponent = 0.7;  ///< of the film coefficient with flow
  double cold_exponent = 0.7;
  Arrangement arrangement = Arrangement::counterflow;
  static constexpr auto members() {
    return std::tuple{
        &ExchangerRating::hot_fluid,     &ExchangerRating::cold_fluid, &ExchangerRating::hot_flow,
        &ExchangerRating::cold_flow,     &ExchangerRating::duty,       &ExchangerRating::hot_in,
        &ExchangerRating::cold_in,       &ExchangerRating::hot_share,  &ExchangerRating::hot_exponent,
        &ExchangerRating::cold_exponent, &ExchangerRating::arrangement};
  }
};
/// Ratings hold at the standard atmosphere.
inline constexpr AbsolutePressure rating_pressure = 101.325 * units::kPa_absolute;

/// A rating's duty by the most that its flows and inlets allow. One or more, or not a number: the figures
/// contradict each other, and no exchanger has them.
[[nodiscard]] double rated_effectiveness(const ExchangerRating& rating);
/// Why no exchanger has a rating, in words; empty for one that can be. The catalog refuses what no fluid
/// allows; this judges by the fluids of the rating.
[[nodiscard]] std::string contradiction_in(const ExchangerRating& rating);
/// Conductance UA, W/K, that passes a duty; infinite where the effectiveness needed is 1 or more, or no
/// number.
[[nodiscard]] double conductance_needed(Arrangement arrangement, double duty_w, double hot_w_k,
                                        double cold_w_k, double lift_k);
/// Heat per kelvin between two inlets, W/K: eps C_min. Nothing where one capacity rate is.
[[nodiscard]] double exchange_w_k(Arrangement arrangement, double conductance_w_k, double hot_w_k,
                                  double cold_w_k);
/// UA of two films in series: `hot_film` and `cold_film` are their coefficients by those of the rating.
[[nodiscard]] double series_conductance_w_k(double rated_w_k, double hot_share, double hot_film,
                                            double cold_film);

/// A rating as the solvers ask it, in SI.
struct ExchangerConstants {
  double conductance_w_k;  ///< at the rating; infinite: the rating contradicts itself
  double hot_kg_s, cold_kg_s;
  double hot_share, hot_exponent, cold_exponent;
  double hot_group, cold_group;  ///< of the fluids at the rating, see film_group
  Arrangement arrangement;
};
/// The group of fluid properties that a film coefficient h = C (k/D) Re^n Pr^(1/3) goes with at a given mass
/// flow: k^(2/3) c^(1/3) mu^(1/3 - n) (Dittus-Boelter form with the exponent 1/3 of Pr; for plates n about
/// 0.7).
[[nodiscard]] double film_group(const ExchangerStream& stream, double exponent);
/// Fluids at the mean of inlet and outlet.
[[nodiscard]] ExchangerConstants exchanger_constants(const ExchangerRating& rating);
/// UA between two streams, W/K. Each film goes with its flow to its exponent and with
/// its fluid's group, so that a rating on PG20 answers for PG25 or water, and one at the sea for thin air.
/// Use fluids at mean temperatures: so the rating comes back at the rating. Precondition: both flow.
[[nodiscard]] double conductance_w_k(const ExchangerConstants& exchanger, const ExchangerStream& hot,
                                     const ExchangerStream& cold);
/// Heat per kelvin between the entering streams, W/K.
[[nodiscard]] double exchange_w_k(const ExchangerConstants& exchanger, const ExchangerStream& hot,
                                  const ExchangerStream& cold);
/// Cold flow, kg/s, at which `duty_w` passes: what a control valve is to let through. `cold` holds the most
/// that can flow; that, where even it passes too little. Nothing for no duty.
[[nodiscard]] double cold_flow_for(const ExchangerConstants& exchanger, double duty_w,
                                   const ExchangerStream& hot, double hot_in_k, const ExchangerStream& cold,
                                   double cold_in_k);

/// A stream as it enters an exchanger.
struct Entering {
  Fluid fluid;
  VolumeFlow flow;
  Temperature temperature;
};
/// Capacity rate rho c q, W/K, all at the temperature.
[[nodiscard]] double capacity_rate_w_k(const Entering& stream, AbsolutePressure pressure);
/// The stream after a heat is put into it at its capacity rate there.
[[nodiscard]] Temperature warmed_by(const Entering& stream, HeatFlow heat, AbsolutePressure pressure);
/// Heat that passes between two streams, fluids at the means of what enters and leaves, air being at
/// `pressure`. Nothing when the hot side enters no warmer, or one of them stands.
[[nodiscard]] HeatFlow exchanger_capacity(const ExchangerConstants& exchanger, const Entering& hot,
                                          const Entering& cold, AbsolutePressure pressure);

}  // namespace shellfit::thermal
