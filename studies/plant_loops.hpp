#pragma once
// Towers, water chillers, plates and tanks of a plan, and the loops that take their heat: as the shell has
// them, nothing is added.

#include "studies/cooling_templates.hpp"
#include "studies/devices.hpp"
#include "studies/fit_out.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace shellfit::studies {

/// Calls f(user) for each water chiller and plate exchanger of other loops that gives its heat to a loop.
template <class F>
void for_each_plant_user(const CoolingPlan& cooling, const LoopPlan& loop, F f) {
  const auto is_here = [&](const site::HeaderId& id) {
    const auto& headers = loop.piping.headers;
    return std::any_of(headers.begin(), headers.end(),
                       [&](const site::Header& header) { return header.id == id; });
  };
  const auto visit = [&](const LoopPlan& other) {
    if (&other == &loop) return;
    site::for_each_two_sided(other.water, [&](const auto& one) {
      if (is_here(one.plant_from) && is_here(one.plant_to)) f(one);
    });
  };
  if (cooling.liquid_loop) visit(*cooling.liquid_loop);
  if (cooling.air_loop) visit(*cooling.air_loop);
  for (const auto& other : cooling.plant_loops) visit(other);
}

/// What stands in a loop beside its piping.
[[nodiscard]] std::vector<site::Between> beside(const CoolingPlan& cooling, const LoopPlan& loop);

/// What water chillers and plates take of the loop that they give their heat to, and what that drops.
[[nodiscard]] inline VolumeFlow plant_flow(const catalogs::WaterChillerType& type) {
  return type.condenser_flow.value();
}
[[nodiscard]] inline VolumeFlow plant_flow(const catalogs::PlateExchangerType& type) {
  return type.cold_flow.value();
}
[[nodiscard]] inline PressureDifference plant_drop(const catalogs::WaterChillerType& type) {
  return type.condenser_drop.value();
}
[[nodiscard]] inline PressureDifference plant_drop(const catalogs::PlateExchangerType& type) {
  return type.cold_drop.value();
}

/// Whether anything in it takes heat out of its loop.
[[nodiscard]] bool has_rejection(const site::WaterPlant& water);
/// Notes what the types of a loop's water plant lack; true when they lack anything.
bool lacks_of_water_plant(const catalogs::Catalog& catalog, const site::WaterPlant& water,
                          std::vector<MissingFigure>& missing);
/// Drop of towers, water chillers and plates when all of a kind but those on standby share a flow, one kind
/// after the other.
[[nodiscard]] PressureDifference water_plant_drop(const catalogs::Catalog& catalog,
                                                  const site::WaterPlant& water, VolumeFlow flow);

/// Fills plan.cooling.plant_loops with those that take the heat of a loop of the plan, of which the others
/// are planned. Their design flow is what their users take; it stays empty where a figure is missing.
void plan_plant_loops(const site::Study& study, Mode mode, UnitNames& names, Plan& plan);

/// The first tower in which water of a loop meets the air; nullptr: it is closed.
[[nodiscard]] const site::Machine<catalogs::TowerType>* open_tower(const catalogs::Catalog& catalog,
                                                                   const LoopPlan& loop);

/// The loop whose water a water chiller or plate exchanger cools; nullptr: none of the plan.
[[nodiscard]] const LoopPlan* owner_of(const CoolingPlan& cooling, const site::ElementId& element);

/// Plant loops of a plan, as indices, each behind those whose heat it takes.
[[nodiscard]] std::vector<std::size_t> downstream(const CoolingPlan& cooling);

/// Which devices the coolant of racks depends on, and which their air, by device: those of a loop that serves
/// plant do for all whose heat they take.
[[nodiscard]] std::array<std::vector<char>, 2> sides_served(const CoolingPlan& cooling,
                                                            const std::vector<Device>& devices);

/// What the rejection of a loop is held at: the setpoint of the basis for loops that serve racks. One that
/// serves plant is cooled as far as helps: to the coldest that all of its chillers run on; without chillers,
/// to what its plates need for their loops' setpoints at the approach of their ratings.
[[nodiscard]] Temperature rejection_setpoint(const site::Study& study, const CoolingPlan& cooling,
                                             const LoopPlan& loop);

}  // namespace shellfit::studies
