#pragma once
// Closed-form sizing of the cooling plant, and the ratings that sizing and engines share.

#include "studies/fit_out.hpp"
#include "thermal/rating.hpp"

namespace shellfit::studies {

/// Fills plan.cooling for the plan's racks.
void plan_cooling(const site::Study& study, Mode mode, const Growth& growth, Plan& plan);

/// The coolant of the racks and the water of the facility.
inline constexpr auto rack_fluid = thermal::Fluid::pg25;
inline constexpr auto facility_fluid = thermal::Fluid::water;
[[nodiscard]] thermal::Fluid fluid_of_rating(const std::string& name);

[[nodiscard]] thermal::ExchangerRating rating_of(const catalogs::CduType& cdu);
[[nodiscard]] thermal::ExchangerRating rating_of(const catalogs::AirUnitType& unit);
[[nodiscard]] thermal::CoolerRating rating_of(const catalogs::CoolerType& cooler);
/// Water that an air unit draws at its rating.
[[nodiscard]] VolumeFlow rated_water_flow(const catalogs::AirUnitType& unit);

/// Water of a cooler's rating.
[[nodiscard]] VolumeFlow rated_water_flow(const catalogs::CoolerType& cooler);

/// Pipes of the catalog by bore.
[[nodiscard]] std::vector<const catalogs::PipeType*> pipe_sizes(const site::Study& study);
/// The smallest that carries a flow at no more than a velocity; the largest when none does.
[[nodiscard]] const catalogs::PipeType& pipe_for(const std::vector<const catalogs::PipeType*>& sizes,
                                                 VolumeFlow flow, Velocity most);

/// Cooling of a chiller at an outdoor temperature and elevation: a line through its two points, not above the
/// first, less what it loses per 300 m.
[[nodiscard]] HeatFlow chiller_capacity(const catalogs::ChillerType& chiller, Temperature air,
                                        Length elevation);
/// Heat that a flange takes back between its supply and its highest return.
[[nodiscard]] std::optional<HeatFlow> flange_capacity(const site::Flange& flange);

/// Heat of all liquid-cooled racks of a group, and the coolant they need at the basis's supply temperature.
struct GroupDemand {
  HeatFlow heat;
  VolumeFlow flow;
  PressureDifference drop;  ///< of the rack that drops most, hoses included
};
[[nodiscard]] GroupDemand group_demand(const site::Study& study, const Plan& plan, const CduGroup& group);

/// Pressure that mains and branches are taken to drop before their lengths are known.
inline constexpr PressureDifference estimated_pipe_drop = 40.0 * units::kPa;

}  // namespace shellfit::studies
