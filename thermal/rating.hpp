#pragma once
// What a rated exchanger or cooler can do at other flows and temperatures than its rating.

#include "base/units.hpp"
#include "thermal/fluid.hpp"

namespace shellfit::thermal {

/// Effectiveness of a counterflow exchanger (Kays and London, Compact Heat Exchangers, eq. 2-13); one at an
/// infinite NTU.
[[nodiscard]] double counterflow_effectiveness(double ntu, double capacity_ratio);
/// The inverse: NTU that gives an effectiveness below its limit.
[[nodiscard]] double counterflow_ntu(double effectiveness, double capacity_ratio);

/// An exchanger between two streams by one known point.
struct ExchangerRating {
  Fluid hot_fluid = Fluid::water, cold_fluid = Fluid::water;
  VolumeFlow hot_flow, cold_flow;
  HeatFlow duty;
  Temperature hot_in, cold_in;
  double hot_share = 0.5;     ///< of the resistance to heat at the rating
  double hot_exponent = 0.7;  ///< of the film coefficient with flow
  double cold_exponent = 0.7;
};
/// Ratings hold at the standard atmosphere.
inline constexpr AbsolutePressure rating_pressure = 101.325 * units::kPa_absolute;
/// The rating's duty by the most that its flows and inlets allow. One or more, or not a number: the figures
/// contradict each other, and no exchanger has them.
[[nodiscard]] double rated_effectiveness(const ExchangerRating& rating);
/// Overall conductance UA at the rating, W/K; infinite when the rating contradicts itself.
[[nodiscard]] double rated_conductance_w_k(const ExchangerRating& rating);
/// UA at other flows: 1/UA = share/(hA_hot) + (1 - share)/(hA_cold), each film growing with its flow to its
/// exponent.
[[nodiscard]] double conductance_w_k(double rated_w_k, double hot_share, double hot_flow_ratio,
                                     double hot_exponent, double cold_flow_ratio, double cold_exponent);
/// Heat that passes at these flows and inlet temperatures, air being at `pressure`. Zero when the hot side
/// enters no warmer.
[[nodiscard]] HeatFlow exchanger_capacity(const ExchangerRating& rating, VolumeFlow hot_flow,
                                          VolumeFlow cold_flow, Temperature hot_in, Temperature cold_in,
                                          AbsolutePressure pressure);

/// A dry or adiabatic cooler by one known point, fans at full speed. The air's capacity rate is taken equal
/// to the water's at that point.
struct CoolerRating {
  HeatFlow duty;
  Temperature water_in, water_out, air_in;
};
struct CoolerConstants {
  double conductance_w_k;
  double air_capacity_rate_w_k;
};
[[nodiscard]] CoolerConstants cooler_constants(const CoolerRating& rating);
/// The same in thinner air: fans move the same volume, so the air's capacity rate falls with the pressure,
/// and the conductance, which the air side governs, with its power 0.6 (turbulent flow across tube banks,
/// Zukauskas 1972).
[[nodiscard]] CoolerConstants at_pressure(const CoolerConstants& constants, AbsolutePressure pressure);
/// Heat per kelvin between entering water and entering air, at a water capacity rate.
[[nodiscard]] double cooler_heat_w_k(const CoolerConstants& constants, double water_capacity_rate_w_k);

/// Capacity rate ρ c q of a stream, W/K.
[[nodiscard]] double capacity_rate_w_k(Fluid fluid, VolumeFlow flow, Temperature temperature,
                                       AbsolutePressure pressure);

}  // namespace shellfit::thermal
