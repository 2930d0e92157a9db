#include "thermal/chiller.hpp"

#include "base/find_zero.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace shellfit::thermal {

namespace {

constexpr double under_supply_k = 3.0, over_air_k = 15.0, over_water_k = 2.0, least_lift_k = 15.0;
constexpr double least_standing = -0.2, most_standing = 0.6;
constexpr double zero_c_k = 273.15;

/// COP of Carnot between evaporating and condensing.
double carnot(double evaporating_k, double condensing_k) {
  return evaporating_k / std::max(least_lift_k, condensing_k - evaporating_k);
}

double share_of_carnot(const CompressorConstants& compressor, double inlet_k) {
  if (!(compressor.hot_k > compressor.mild_k)) return compressor.mild_share;
  const double way =
      std::clamp((inlet_k - compressor.mild_k) / (compressor.hot_k - compressor.mild_k), 0.0, 1.0);
  return compressor.mild_share + way * (compressor.hot_share - compressor.mild_share);
}

/// Input by that at full load, at a share of load.
double input_share(double standing_share, double load_share) {
  constexpr double lowest_stage = 0.25;
  const double running = std::clamp(load_share, lowest_stage, 1.0);
  return (standing_share + (1.0 - standing_share) * running) * std::min(1.0, load_share / running);
}

/// A rating point of AHRI 550/590: weight, share of load, temperature of air and of condenser water.
struct RatingPoint {
  double weight, load, air_c, water_c;
};
constexpr std::array<RatingPoint, 4> rating_points{{{0.01, 1.00, 35.0, 29.4444444444},
                                                    {0.42, 0.75, 26.6666666667, 23.8888888889},
                                                    {0.45, 0.50, 18.3333333333, 18.3333333333},
                                                    {0.12, 0.25, 12.7777777778, 18.3333333333}}};
constexpr double rating_supply_k = zero_c_k + 6.66666666667;
/// 3 gpm a ton: 0.18927 kg/s of 4.18 kJ/kgK for each 3.51685 kW.
constexpr double rating_condenser_per_k = 0.225;

/// The standing share that gives a published part-load value.
template <class Constants>
std::optional<Constants> fit_part_load(Constants chiller, const std::optional<double>& published) {
  const auto value_at = [&](double standing_share) {
    chiller.compressor.standing_share = standing_share;
    return part_load_value(chiller);
  };
  if (!published) {
    chiller.compressor.standing_share = 0.0;
    return chiller;
  }
  if (value_at(least_standing) < *published || value_at(most_standing) > *published) return std::nullopt;
  constexpr double tolerance = 1e-12;
  const double fitted = find_zero(least_standing, most_standing, tolerance,
                                  [&](double share) { return *published - value_at(share); });
  chiller.compressor.standing_share = fitted;
  return chiller;
}

}  // namespace

namespace {

/// A capacity at an inlet temperature of its condenser.
struct RatedCapacity {
  double w, inlet_k;
};
/// Straight through two ratings, no more than the mild one gives, not below 0.
double capacity_between(const RatedCapacity& mild, const RatedCapacity& hot, double inlet_k) {
  const double apart_k = hot.inlet_k - mild.inlet_k;
  if (!(apart_k > 0.0)) return std::min(mild.w, hot.w);
  const double share = (inlet_k - mild.inlet_k) / apart_k;
  return std::max(0.0, std::min(mild.w * (1.0 - share) + hot.w * share, mild.w));
}

}  // namespace

double chiller_capacity_w(const ChillerConstants& chiller, double air_k) {
  return capacity_between({chiller.duty_w, chiller.ambient_k}, {chiller.hot_duty_w, chiller.hot_ambient_k},
                          air_k);
}

namespace {

/// What compressors draw for a duty not over their capacity.
double compressor_input_w(const ChillerConstants& chiller, double duty_w, double capacity_w, double supply_k,
                          double air_k) {
  if (!(duty_w > 0.0)) return 0.0;
  const double cop =
      share_of_carnot(chiller.compressor, air_k) * carnot(supply_k - under_supply_k, air_k + over_air_k);
  return capacity_w / cop * input_share(chiller.compressor.standing_share, duty_w / capacity_w);
}

}  // namespace

Rejected chiller_most(const ChillerConstants& chiller, double water_w_k, double water_in_k,
                      const OutdoorAir& air) {
  Rejected most{chiller_capacity_w(chiller, air.dry_bulb_k), 0.0, 0.0};
  if (!chiller.economizer) return most;
  const auto coil = cooler_most(*chiller.economizer, water_w_k, water_in_k, air, false);
  return {most.most_w + coil.most_w, coil.slope_w_k, coil.fan_w};
}

ChillerPoint chiller_at(const ChillerConstants& chiller, double duty_w, double water_w_k, double water_in_k,
                        double supply_k, const OutdoorAir& air) {
  const double asked_w = std::max(0.0, duty_w);
  const double compressors_w = chiller_capacity_w(chiller, air.dry_bulb_k);
  const auto most = chiller_most(chiller, water_w_k, water_in_k, air);
  ChillerPoint point{most.most_w, std::min(asked_w, most.most_w - compressors_w), 0.0};
  if (chiller.economizer) {
    const auto& coil = *chiller.economizer;
    const double speed = cooler_speed(coil, point.free_w, water_w_k, water_in_k, air, false);
    point.input_w = cooler_fan_w(coil, speed, air, false);
  }
  const double rest_w = std::min(asked_w - point.free_w, compressors_w);
  point.input_w += compressor_input_w(chiller, rest_w, compressors_w, supply_k, air.dry_bulb_k);
  return point;
}

double part_load_value(const ChillerConstants& chiller) {
  const double full_w = chiller_capacity_w(chiller, zero_c_k + rating_points.front().air_c);
  double value = 0;
  for (const auto& point : rating_points) {
    const double air_k = zero_c_k + point.air_c;
    const double duty_w = point.load * full_w;
    const double input_w =
        compressor_input_w(chiller, duty_w, chiller_capacity_w(chiller, air_k), rating_supply_k, air_k);
    value += point.weight * duty_w / input_w;
  }
  return value;
}

double kept_at(Ratio loss_per_300_m, Length elevation) {
  constexpr double step_m = 300.0;
  return std::max(0.0, 1.0 - loss_per_300_m.in_si() * std::max(0.0, elevation.in_si()) / step_m);
}

std::optional<ChillerConstants> chiller_constants(const ChillerRating& rating, Length elevation) {
  const double kept = kept_at(rating.loss_per_300_m, elevation);
  const double evaporating_k = rating.supply.in_si() - under_supply_k;
  const auto share_at = [&](const std::optional<double>& cop, Temperature air) {
    return cop ? std::optional(*cop / carnot(evaporating_k, air.in_si() + over_air_k)) : std::nullopt;
  };
  const auto mild = share_at(rating.cop, rating.ambient);
  const auto hot = share_at(rating.hot_cop, rating.hot_ambient);
  if (!mild && !hot) return std::nullopt;
  const double mild_share = mild ? *mild : *hot;
  const double hot_share = hot ? *hot : *mild;
  const bool is_possible = mild_share > 0.0 && mild_share < 1.0 && hot_share > 0.0 && hot_share < 1.0;
  if (!is_possible) return std::nullopt;
  const ChillerConstants chiller{
      rating.duty.in_si() * kept,
      rating.hot_duty.in_si() * kept,
      rating.ambient.in_si(),
      rating.hot_ambient.in_si(),
      {rating.ambient.in_si(), mild_share, rating.hot_ambient.in_si(), hot_share, 0.0},
      rating.economizer};
  return fit_part_load(chiller, rating.part_load_cop);
}

// With condenser water the condensing temperature depends on the input P itself:
//   P = f Q_full (T_c - T_e) / (eta T_e),  T_c = T_in + (Q + P) / C + 2 K,  f the input's share of full load,
// which is linear in P, but for the least lift.
ChillerPoint water_chiller_at(const WaterChillerConstants& chiller, double duty_w, double supply_k,
                              double condenser_in_k, double condenser_w_k) {
  const double capacity_w = water_chiller_capacity_w(chiller, condenser_in_k);
  const double given_w = std::clamp(duty_w, 0.0, capacity_w);
  if (!(condenser_w_k > 0.0) || !(capacity_w > 0.0)) return {0.0, 0.0, 0.0};
  const double evaporating_k = supply_k - under_supply_k;
  const double share = share_of_carnot(chiller.compressor, condenser_in_k);
  const auto input_at = [&](double load_w) {
    const double per_lift_w_k = capacity_w *
                                input_share(chiller.compressor.standing_share, load_w / capacity_w) /
                                (share * evaporating_k);
    const double still_k = condenser_in_k + over_water_k + load_w / condenser_w_k - evaporating_k;
    const double left = 1.0 - per_lift_w_k / condenser_w_k;
    const double least_w = per_lift_w_k * least_lift_k;
    if (!(left > 0.0)) return std::numeric_limits<double>::infinity();
    return std::max(least_w, per_lift_w_k * still_k / left);
  };
  if (!std::isfinite(input_at(capacity_w))) return {0.0, 0.0, 0.0};
  return {capacity_w, 0.0, given_w > 0.0 ? input_at(given_w) : 0.0};
}

double water_chiller_capacity_w(const WaterChillerConstants& chiller, double condenser_in_k) {
  return capacity_between({chiller.duty_w, chiller.compressor.mild_k},
                          {chiller.hot_duty_w, chiller.compressor.hot_k}, condenser_in_k);
}

double part_load_value(const WaterChillerConstants& chiller) {
  double value = 0;
  for (const auto& point : rating_points) {
    const double duty_w = point.load * chiller.duty_w;
    value += point.weight * duty_w /
             water_chiller_at(chiller, duty_w, rating_supply_k, zero_c_k + point.water_c,
                              rating_condenser_per_k * chiller.duty_w)
                 .input_w;
  }
  return value;
}

std::optional<WaterChillerConstants> water_chiller_constants(const WaterChillerRating& rating) {
  const auto share_of = [&](double cop, Temperature condenser_in) {
    const double leaving_k = condenser_in.in_si() + (1.0 + 1.0 / cop) / rating_condenser_per_k;
    return cop / carnot(rating.supply.in_si() - under_supply_k, leaving_k + over_water_k);
  };
  const double share = share_of(rating.cop, rating.condenser_in);
  const double inlet_k = rating.condenser_in.in_si();
  WaterChillerConstants chiller{
      rating.duty.in_si(), rating.duty.in_si(), {inlet_k, share, inlet_k, share, 0.0}};
  if (rating.hot) {
    chiller.hot_duty_w = rating.hot->duty.in_si();
    chiller.compressor.hot_k = rating.hot->condenser_in.in_si();
    chiller.compressor.hot_share = share_of(rating.hot->cop, rating.hot->condenser_in);
    if (!(rating.hot->condenser_in > rating.condenser_in)) return std::nullopt;
  }
  const auto is_possible = [](double of_carnot) { return of_carnot > 0.0 && of_carnot < 1.0; };
  if (!is_possible(share) || !is_possible(chiller.compressor.hot_share)) return std::nullopt;
  return fit_part_load(chiller, rating.part_load_cop);
}

std::string contradiction_in(const WaterChillerRating& rating) {
  if (water_chiller_constants(rating)) return {};
  return "its coefficients of performance are beyond Carnot's, or its part-load value fits no machine";
}

}  // namespace shellfit::thermal
