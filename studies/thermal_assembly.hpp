#pragma once
// The cooling loops of a plan as a network, with the places of everything the studies ask about.

#include "studies/devices.hpp"
#include "studies/plan.hpp"
#include "studies/sites_of_items.hpp"
#include "studies/weather.hpp"
#include "thermal/network.hpp"
#include "thermal/network_problem.hpp"

#include <string>
#include <vector>

namespace shellfit::studies {

/// A pipe run that was sized, for the load it hangs from the structure and for its velocity.
struct PipeRun {
  std::string id;
  std::string type;
  int group = -1;        ///< CDU group; -1 for facility mains
  int row_of_rack = -1;  ///< a rack of the row it runs along; -1 for mains
  Length length;
};

struct ThermalAssembly {
  thermal::Network network;
  thermal::NetworkProblem problem;
  std::vector<int> rack_links;         ///< coolant side, by rack; -1 for air-cooled racks
  std::vector<int> device_links;       ///< by device: the link it moves or cools (CDU: coolant side)
  std::vector<int> device_cold_links;  ///< by device: the water that CDUs, air units, water chillers and
                                       ///< plates give their heat to; -1 for others
  std::vector<int> device_rejectors;   ///< by device: coolers, chillers, towers, walls; -1 for others
  std::vector<int> device_exchangers;  ///< by device: CDUs, air units, water chillers, plates; -1 for others
  /// A facility loop; all empty when the plan has none that could run.
  struct LoopPlaces {
    std::vector<int> user_pumps, plant_pumps;   ///< devices; plant pumps are behind a decoupler
    std::vector<int> rejection, users;          ///< devices
    std::vector<int> plant_valves, decouplers;  ///< links; valves of the plant pumps' circuit
    int offered_link = -1, offered_rejector = -1;
    Length top = 0.0 * units::m;          ///< of its pipes, above the floor of its pumps
    Length lowest_user = 0.0 * units::m;  ///< floor of it, above that of the pumps; 0 or less
  };
  /// Water kept in a loop.
  struct Tank {
    int link = -1;
    Id<catalogs::TankType> type;
  };
  std::vector<Tank> tanks;
  LoopPlaces liquid, air;
  std::vector<LoopPlaces> plants;  ///< in the order of the plan's
  /// The air of one white space.
  struct AirZone {
    site::SpaceId space;
    int rack_link = -1, leak_link = -1, recirculation_link = -1;
    int cold_node = -1, hot_node = -1;
    std::vector<int> movers;  ///< devices that move its air
  };
  std::vector<AirZone> zones;
  std::vector<VolumeFlow> rack_airflow;  ///< by rack
  std::vector<int> zone_of_rack;
  std::vector<int> group_supply_nodes;  ///< by group: its supply header; -1 without CDUs
  std::vector<Length> group_tops;       ///< by group: of its pipes, above the floor of its CDUs
  std::vector<PipeRun> pipes;
  /// Pipes whose length counts `fittings_share` for bends and tees: what they hold is less.
  std::vector<int> fitted_links;
};

/// Calls f(loop, places) for each facility loop of a plan, in the order of the file that describes them.
template <class F>
void for_each_loop(const CoolingPlan& cooling, const ThermalAssembly& thermal, F f) {
  if (cooling.liquid_loop) f(*cooling.liquid_loop, thermal.liquid);
  if (cooling.air_loop) f(*cooling.air_loop, thermal.air);
  for (std::size_t p = 0; p < cooling.plant_loops.size(); ++p) f(cooling.plant_loops[p], thermal.plants[p]);
}

/// Precondition: no cooling figure of the plan is missing.
[[nodiscard]] ThermalAssembly assemble_thermal(const site::Study& study, const Plan& plan,
                                               const std::vector<Device>& devices, const Spots& spots);

}  // namespace shellfit::studies
