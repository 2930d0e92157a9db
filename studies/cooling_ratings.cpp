#include "studies/cooling_ratings.hpp"

#include "base/assertion.hpp"

#include <algorithm>
#include <numbers>

namespace shellfit::studies {

thermal::Fluid fluid_of_rating(const std::string& name) {
  return name == "water" ? thermal::Fluid::water : thermal::Fluid::pg25;
}

namespace {

/// Where a stream enters that leaves at its temperature after it has given a duty: its flow is that at the
/// entry, its heat that of the mean.
Temperature cooled_by(const thermal::Entering& leaving, HeatFlow duty) {
  auto in = leaving.temperature;
  for (int pass = 0; pass < 6; ++pass) {
    const auto entering = thermal::properties_of(leaving.fluid, in, thermal::rating_pressure);
    const auto mean = thermal::properties_of(
        leaving.fluid, leaving.temperature + 0.5 * (in - leaving.temperature), thermal::rating_pressure);
    in = leaving.temperature +
         TemperatureDifference::from_si(
             duty.in_si() / (entering.density.in_si() * leaving.flow.in_si() * mean.heat.in_si()));
  }
  return in;
}

}  // namespace

thermal::ExchangerRating rating_of(const catalogs::CduType& cdu) {
  thermal::ExchangerRating rating;
  rating.hot_fluid = fluid_of_rating(cdu.rated_coolant);
  rating.cold_fluid = facility_fluid;
  rating.hot_flow = cdu.secondary_flow.value();
  rating.cold_flow = cdu.primary_flow.value();
  rating.duty = cdu.duty.value();
  rating.hot_in = cooled_by({rating.hot_fluid, rating.hot_flow, cdu.rated_supply.value()}, rating.duty);
  rating.cold_in = cdu.rated_supply.value() - cdu.approach.value();
  // Plates between two liquids: alike on both sides (assumed).
  rating.hot_share = 0.5;
  rating.hot_exponent = rating.cold_exponent = 0.7;
  return rating;
}

namespace {

/// Water that carries a duty from one temperature to another, at a third.
VolumeFlow water_for(HeatFlow duty, TemperatureDifference range, Temperature at) {
  const auto one = 1.0 * units::m3_per_s;
  const double rate = thermal::capacity_rate_w_k({facility_fluid, one, at}, thermal::rating_pressure);
  return one * (duty.in_si() / (rate * range.in_si()));
}

}  // namespace

VolumeFlow rated_water_flow(const catalogs::AirUnitType& unit) {
  if (unit.water_flow.is_known()) return unit.water_flow.value();
  return water_for(unit.duty.value(), unit.water_out.value() - unit.water_in.value(), unit.water_in.value());
}

VolumeFlow rated_water_flow(const catalogs::CoolerType& cooler) {
  return water_for(cooler.duty.value(), cooler.water_in.value() - cooler.water_out.value(),
                   cooler.water_out.value());
}

VolumeFlow rated_water_flow(const catalogs::TowerType& tower) {
  if (tower.water_flow.is_known()) return tower.water_flow.value();
  return water_for(tower.duty.value(), tower.range.value(), tower.wet_bulb.value() + tower.approach.value());
}

std::vector<const catalogs::PipeType*> pipe_sizes(const site::Study& study) {
  std::vector<const catalogs::PipeType*> pipes;
  for (const auto& [id, pipe] : study.catalog.all<catalogs::PipeType>()) {
    if (pipe.bore.is_known() && pipe.roughness.is_known() && pipe.mass.is_known()) pipes.push_back(&pipe);
  }
  std::sort(pipes.begin(), pipes.end(),
            [](const auto* a, const auto* b) { return a->bore.value() < b->bore.value(); });
  return pipes;
}

const catalogs::PipeType& pipe_for(const std::vector<const catalogs::PipeType*>& sizes, VolumeFlow flow,
                                   Velocity most) {
  ensure(!sizes.empty(), "the built-in catalog has pipes");
  for (const auto* pipe : sizes) {
    const double bore = pipe->bore.value().in_si();
    if (flow.in_si() <= most.in_si() * std::numbers::pi / 4 * bore * bore) return *pipe;
  }
  return *sizes.back();
}

thermal::ExchangerRating rating_of(const catalogs::AirUnitType& unit) {
  thermal::ExchangerRating rating;
  rating.hot_fluid = thermal::Fluid::air;
  rating.cold_fluid = facility_fluid;
  rating.hot_flow = unit.airflow.value();
  rating.cold_flow = rated_water_flow(unit);
  rating.duty = unit.duty.value();
  rating.hot_in = unit.return_air.value();
  rating.cold_in = unit.water_in.value();
  // The air side carries most of the resistance to heat (assumed).
  rating.hot_share = 0.8;
  rating.hot_exponent = 0.5;
  rating.cold_exponent = 0.8;
  return rating;
}

thermal::CoolerRating rating_of(const catalogs::CoolerType& cooler) {
  return {cooler.duty.value(),   cooler.water_in.value(),  cooler.water_out.value(),
          cooler.air_in.value(), cooler.fan_power.value(), cooler.pad_effectiveness.value()};
}

thermal::TowerRating rating_of(const catalogs::TowerType& tower) {
  thermal::TowerRating rating;
  rating.duty = tower.duty.value();
  rating.wet_bulb = tower.wet_bulb.value();
  rating.approach = tower.approach.value();
  rating.range = tower.range.value();
  rating.fan_power = tower.fan_power.is_known()
                         ? tower.fan_power.value()
                         : power_drawn_as(rating.duty * tower.specific_power.value().in_si());
  if (tower.drift.is_known()) rating.drift = tower.drift.value();
  if (tower.liquid_to_gas.is_known()) rating.water_to_air = tower.liquid_to_gas.value().in_si();
  if (tower.still_air.is_known()) rating.still_air = tower.still_air.value();
  return rating;
}

namespace {

/// A coil upstream of the evaporator, by its one point at the chiller's water flow.
std::optional<thermal::CoolerConstants> economizer_of(const catalogs::ChillerType& type) {
  const auto duty = type.free_duty.value_if_known();
  const auto air = type.free_ambient.value_if_known();
  const auto water_in = type.free_water_in.value_if_known();
  const auto fans = type.free_power.value_if_known();
  const auto flow = type.water_flow.value_if_known();
  if (!duty || !air || !water_in || !fans || !flow) return std::nullopt;
  const double rate_w_k =
      thermal::capacity_rate_w_k({facility_fluid, *flow, *water_in}, thermal::rating_pressure);
  const auto water_out = *water_in - duty->in_si() / rate_w_k * units::K;
  if (water_out <= *air) return std::nullopt;
  return thermal::cooler_constants({*duty, *water_in, water_out, *air, *fans, ratio(0.0)});
}

}  // namespace

thermal::ChillerRating rating_of(const catalogs::ChillerType& chiller, Temperature setpoint) {
  const auto number = [](const catalogs::Figure<Ratio>& figure) {
    return figure.is_known() ? std::optional(figure.value().in_si()) : std::nullopt;
  };
  thermal::ChillerRating rating;
  rating.duty = chiller.duty.value();
  rating.hot_duty = chiller.hot_duty.value();
  rating.ambient = chiller.ambient.value();
  rating.hot_ambient = chiller.hot_ambient.value();
  rating.cop = number(chiller.cop);
  rating.hot_cop = number(chiller.hot_cop);
  rating.supply = chiller.supply.value_if_known().value_or(setpoint);
  rating.part_load_cop = number(chiller.part_load_cop);
  rating.loss_per_300_m = chiller.derating_altitude.value();
  rating.economizer = economizer_of(chiller);
  return rating;
}

thermal::WaterChillerRating rating_of(const catalogs::WaterChillerType& chiller) {
  thermal::WaterChillerRating rating;
  rating.duty = chiller.duty.value();
  rating.cop = chiller.cop.value().in_si();
  rating.supply = chiller.supply.value();
  rating.condenser_in = chiller.condenser_in.value();
  if (chiller.part_load_cop.is_known()) rating.part_load_cop = chiller.part_load_cop.value().in_si();
  if (chiller.hot_duty.is_known() && chiller.hot_cop.is_known() && chiller.hot_condenser_in.is_known())
    rating.hot = {chiller.hot_duty.value(), chiller.hot_cop.value().in_si(),
                  chiller.hot_condenser_in.value()};
  return rating;
}

thermal::ExchangerRating rating_of(const catalogs::PlateExchangerType& plates) {
  thermal::ExchangerRating rating;
  rating.hot_fluid = rating.cold_fluid = facility_fluid;
  rating.hot_flow = plates.hot_flow.value();
  rating.cold_flow = plates.cold_flow.value();
  rating.duty = plates.duty.value();
  rating.hot_in = plates.hot_in.value();
  rating.cold_in = plates.cold_in.value();
  // Alike on both sides (assumed), as plates of a CDU.
  rating.hot_share = 0.5;
  rating.hot_exponent = rating.cold_exponent = 0.7;
  return rating;
}

HeatFlow chiller_capacity(const catalogs::ChillerType& chiller, Temperature air, Length elevation) {
  const double kept = thermal::kept_at(chiller.derating_altitude.value(), elevation);
  const thermal::ChillerConstants constants{chiller.duty.value().in_si() * kept,
                                            chiller.hot_duty.value().in_si() * kept,
                                            chiller.ambient.value().in_si(),
                                            chiller.hot_ambient.value().in_si(),
                                            {},
                                            {}};
  return HeatFlow::from_si(thermal::chiller_capacity_w(constants, air.in_si()));
}

std::optional<HeatFlow> flange_capacity(const site::Flange& flange) {
  const auto supply = flange.supply.at(Corner::middle);
  const auto flow = flange.flow.at(Corner::middle);
  if (!supply || !flow) return std::nullopt;
  const auto carried = HeatFlow::from_si(
      thermal::capacity_rate_w_k({facility_fluid, *flow, *supply}, thermal::rating_pressure) *
      (flange.highest_return - *supply).in_si());
  if (!flange.heat) return carried;
  const auto taken = flange.heat->at(Corner::middle);
  if (!taken) return std::nullopt;
  return std::min(carried, *taken);
}

}  // namespace shellfit::studies
