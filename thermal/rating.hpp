#pragma once
// What a rated exchanger or cooler can do at other flows and temperatures than its rating, fluids being taken
// at their inlets.

#include "thermal/cooler.hpp"
#include "thermal/exchanger.hpp"

namespace shellfit::thermal {

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

/// A cooler in thinner air: fans move the same volume, so the air's mass flow falls with the pressure.
[[nodiscard]] CoolerConstants at_pressure(const CoolerConstants& constants, AbsolutePressure pressure);

/// Capacity rate ρ c q of a stream, W/K.
[[nodiscard]] double capacity_rate_w_k(Fluid fluid, VolumeFlow flow, Temperature temperature,
                                       AbsolutePressure pressure);

}  // namespace shellfit::thermal
