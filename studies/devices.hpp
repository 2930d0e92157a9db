#pragma once
// The mechanical equipment of a plan, one entry a machine: what both engines and the outages name.

#include "site/basis.hpp"
#include "studies/plan.hpp"

#include <string>
#include <tuple>
#include <vector>

namespace shellfit::studies {

/// Which machine it is; evaporative walls count as air units in outages.
enum class DeviceKind {
  cdu,
  liquid_pump,
  cooler,
  liquid_chiller,
  air_pump,
  chiller,
  air_unit,
  evaporative_wall,
  tower,
  water_chiller,
  plate_exchanger,
  plant_pump  ///< of a loop that serves plant
};

struct Device {
  std::string id;  ///< "tcs.1.cdu.2", "fws.pump.1", "hall.air.3"
  DeviceKind kind = DeviceKind::cdu;
  std::string type;
  int group = -1;  ///< CDUs: index of their group
  site::SpaceId space;
  bool is_installed = false;
  RealPower rated_power;                               ///< electric input where iterations start
  site::LoopServes serves = site::LoopServes::liquid;  ///< of the loop that it stands in, or cools
  static constexpr auto members() {
    return std::tuple{&Device::id,    &Device::kind,         &Device::type,        &Device::group,
                      &Device::space, &Device::is_installed, &Device::rated_power, &Device::serves};
  }
};

[[nodiscard]] std::vector<Device> list_devices(const site::Study& study, const Plan& plan);
[[nodiscard]] site::Part part_of(DeviceKind kind);

}  // namespace shellfit::studies
