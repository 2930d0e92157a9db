#pragma once
// Catalog figures of cooling equipment as the ratings that sizing, engines and checks share.

#include "site/study.hpp"
#include "thermal/chiller.hpp"
#include "thermal/tower.hpp"

#include <optional>
#include <string>
#include <vector>

namespace shellfit::studies {

/// The coolant of the racks and the water of the facility.
inline constexpr auto rack_fluid = thermal::Fluid::pg25;
inline constexpr auto facility_fluid = thermal::Fluid::water;
[[nodiscard]] thermal::Fluid fluid_of_rating(const std::string& name);

[[nodiscard]] thermal::ExchangerRating rating_of(const catalogs::CduType& cdu);
[[nodiscard]] thermal::ExchangerRating rating_of(const catalogs::AirUnitType& unit);
[[nodiscard]] thermal::CoolerRating rating_of(const catalogs::CoolerType& cooler);
/// A sheet that does not say its supply is taken as one at the setpoint.
[[nodiscard]] thermal::ChillerRating rating_of(const catalogs::ChillerType& chiller, Temperature setpoint);
[[nodiscard]] thermal::TowerRating rating_of(const catalogs::TowerType& tower);
[[nodiscard]] thermal::WaterChillerRating rating_of(const catalogs::WaterChillerType& chiller);
[[nodiscard]] thermal::ExchangerRating rating_of(const catalogs::PlateExchangerType& plates);
/// Water that an air unit draws at its rating: its figure, else what carries its duty.
[[nodiscard]] VolumeFlow rated_water_flow(const catalogs::AirUnitType& unit);

/// Water of a cooler's rating, and of a tower's: its figure, else what carries its duty.
[[nodiscard]] VolumeFlow rated_water_flow(const catalogs::CoolerType& cooler);
[[nodiscard]] VolumeFlow rated_water_flow(const catalogs::TowerType& tower);

/// Pipes of the catalog by bore.
[[nodiscard]] std::vector<const catalogs::PipeType*> pipe_sizes(const site::Study& study);
/// The smallest that carries a flow at no more than a velocity; the largest when none does.
[[nodiscard]] const catalogs::PipeType& pipe_for(const std::vector<const catalogs::PipeType*>& sizes,
                                                 VolumeFlow flow, Velocity most);

/// Cooling of a chiller at an outdoor temperature and elevation.
[[nodiscard]] HeatFlow chiller_capacity(const catalogs::ChillerType& chiller, Temperature air,
                                        Length elevation);
/// Heat that a flange takes back between its supply and its highest return.
[[nodiscard]] std::optional<HeatFlow> flange_capacity(const site::Flange& flange);

}  // namespace shellfit::studies
