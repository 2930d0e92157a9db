#include "studies/cooling_ratings.hpp"

#include "base/assertion.hpp"

#include <algorithm>
#include <numbers>

namespace shellfit::studies {

thermal::Fluid fluid_of_rating(const std::string& name) {
  return name == "water" ? thermal::Fluid::water : thermal::Fluid::pg25;
}

thermal::ExchangerRating rating_of(const catalogs::CduType& cdu) {
  const auto fluid = fluid_of_rating(cdu.rated_coolant);
  const auto supply = cdu.rated_supply.value();
  const double rate =
      thermal::capacity_rate_w_k(fluid, cdu.secondary_flow.value(), supply, thermal::rating_pressure);
  const auto hot_in = supply + TemperatureDifference::from_si(cdu.duty.value().in_si() / rate);
  return {fluid,
          facility_fluid,
          cdu.secondary_flow.value(),
          cdu.primary_flow.value(),
          cdu.duty.value(),
          hot_in,
          supply - cdu.approach.value(),
          0.5,
          0.7,
          0.7};
}

VolumeFlow rated_water_flow(const catalogs::AirUnitType& unit) {
  const auto range = unit.water_out.value() - unit.water_in.value();
  const auto water = thermal::properties_of(facility_fluid, unit.water_in.value(), thermal::rating_pressure);
  return VolumeFlow::from_si(unit.duty.value().in_si() /
                             (water.density.in_si() * water.heat.in_si() * range.in_si()));
}

VolumeFlow rated_water_flow(const catalogs::CoolerType& cooler) {
  const auto water =
      thermal::properties_of(facility_fluid, cooler.water_out.value(), thermal::rating_pressure);
  return VolumeFlow::from_si(cooler.duty.value().in_si() /
                             (water.density.in_si() * water.heat.in_si() *
                              (cooler.water_in.value() - cooler.water_out.value()).in_si()));
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
  // The air side carries most of the resistance to heat (assumed).
  constexpr double air_share = 0.8;
  constexpr double air_exponent = 0.5;
  constexpr double water_exponent = 0.8;
  return {thermal::Fluid::air, facility_fluid,          unit.airflow.value(),  rated_water_flow(unit),
          unit.duty.value(),   unit.return_air.value(), unit.water_in.value(), air_share,
          air_exponent,        water_exponent};
}

thermal::CoolerRating rating_of(const catalogs::CoolerType& cooler) {
  return {cooler.duty.value(), cooler.water_in.value(), cooler.water_out.value(), cooler.air_in.value()};
}

HeatFlow chiller_capacity(const catalogs::ChillerType& chiller, Temperature air, Length elevation) {
  const double share =
      (air - chiller.ambient.value()) / (chiller.hot_ambient.value() - chiller.ambient.value());
  const auto line = chiller.duty.value() * (1.0 - share) + chiller.hot_duty.value() * share;
  constexpr double step_m = 300.0;
  const double lost = chiller.derating_altitude.value().in_si() * std::max(0.0, elevation.in_si()) / step_m;
  return std::max(0.0 * units::W_heat, std::min(line, chiller.duty.value()) * (1.0 - lost));
}

std::optional<HeatFlow> flange_capacity(const site::Flange& flange) {
  const auto supply = flange.supply.at(Corner::middle);
  const auto flow = flange.flow.at(Corner::middle);
  if (!supply || !flow) return std::nullopt;
  const auto water = thermal::properties_of(facility_fluid, *supply, thermal::rating_pressure);
  const auto carried = HeatFlow::from_si(water.density.in_si() * water.heat.in_si() * flow->in_si() *
                                         (flange.highest_return - *supply).in_si());
  if (!flange.heat) return carried;
  const auto taken = flange.heat->at(Corner::middle);
  if (!taken) return std::nullopt;
  return std::min(carried, *taken);
}

}  // namespace shellfit::studies
