#pragma once
// What has to be added so that the racks can be hosted, sized in closed form from re-rated design figures.
// The engines verify it afterwards; where they find it short, it grows by one unit at a time.

#include "studies/plan.hpp"

#include <map>
#include <string>
#include <tuple>

namespace shellfit::studies {

/// Units beyond the closed form, by class.
struct Growth {
  int blocks = 0, coolers = 0, chillers = 0;
  int liquid_pumps = 0, air_pumps = 0;              ///< of the users' circuit
  int liquid_plant_pumps = 0, air_plant_pumps = 0;  ///< behind a decoupler
  std::map<std::string, int> cdus;                  ///< by group
  std::map<std::string, int> air_units;             ///< by space
  static constexpr auto members() {
    return std::tuple{&Growth::blocks,          &Growth::coolers,   &Growth::chillers,
                      &Growth::liquid_pumps,    &Growth::air_pumps, &Growth::liquid_plant_pumps,
                      &Growth::air_plant_pumps, &Growth::cdus,      &Growth::air_units};
  }
  friend bool operator==(const Growth&, const Growth&) = default;
};

enum class Mode {
  as_is,        ///< what is installed or offered, and nothing more
  with_fit_out  ///< with what the basis allows to be added
};

/// The plan for these racks standing in these spaces.
[[nodiscard]] Plan make_plan(const site::Study& study, std::vector<HostedRack> racks,
                             std::vector<site::SpaceId> rack_space, Mode mode, const Growth& growth);

/// Heat and airflow that stay in the air of a space.
struct AirDemand {
  HeatFlow heat;
  VolumeFlow airflow;  ///< of the racks, leakage not counted
};
[[nodiscard]] AirDemand air_demand(const site::Study& study, const Plan& plan, const site::SpaceId& space);

/// Air a rack moves when its inlet is at the basis's supply temperature.
[[nodiscard]] VolumeFlow rack_airflow(const site::Study& study, const HostedRack& rack);
/// Coolant that a rack needs, and the pressure it drops, at a supply temperature; scaled with its liquid heat
/// when the deployment sets another power than the catalog's.
struct CoolantNeed {
  VolumeFlow flow;
  PressureDifference drop;
};
[[nodiscard]] CoolantNeed coolant_need(const catalogs::RackType& rack, Temperature supply);

}  // namespace shellfit::studies
