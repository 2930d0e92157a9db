#pragma once
// One facility loop of a plan as part of the thermal network.

#include "studies/thermal_assembly.hpp"

#include <optional>
#include <string>
#include <vector>

namespace shellfit::studies {

/// Names of nodes and links that no file gives carry a colon, which no id of a file can.
int add_node(thermal::Network& network, const std::string& id, const thermal::CircuitId& circuit,
             Length elevation = 0.0 * units::m);
int add_link(thermal::Network& network, const std::string& id, const std::string& from, const std::string& to,
             thermal::Hydraulics hydraulics, HeatFlow gain = 0.0 * units::W_heat);

/// Fittings of a run of mains: bends, tees and valves, as a share of its straight length (assumed).
inline constexpr double fittings_share = 0.5;
[[nodiscard]] thermal::Pipe run_of(const catalogs::PipeType& pipe, Length length, double minor_loss = 0.0);
[[nodiscard]] thermal::Pump pump_of(const std::vector<catalogs::HeadCurve>& curves);
/// Middle of the devices that have a place; nothing when none has.
[[nodiscard]] std::optional<Spot> middle_of(const Spots& spots, const std::vector<Device>& devices,
                                            const std::vector<int>& which);

/// Adds each loop of the plan that has users, a drive and something that takes heat.
void assemble_loops(const site::Study& study, const CoolingPlan& cooling, const std::vector<Device>& devices,
                    const Spots& spots, ThermalAssembly& out);

/// Puts other terms in the place of those that the loop's offered water was assembled with.
void set_offered_water(const site::Study& study, const CoolingPlan& cooling, const LoopPlan& loop,
                       const site::Flange& water, thermal::Network& network);

}  // namespace shellfit::studies
