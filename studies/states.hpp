#pragma once
// The conditions in which everything must hold: outages, weather points and load levels.

#include "studies/power_assembly.hpp"
#include "studies/weather.hpp"

#include <string>
#include <vector>

namespace shellfit::studies {

enum class LoadLevel { full, peak, recharge };

/// One part that is out.
struct Outage {
  site::OutageKind kind = site::OutageKind::fault;
  site::Part part = site::Part::feed;
  std::string id;
  int power_part = -1;  ///< index in PowerAssembly::parts
  int device = -1;      ///< index in the devices
};

struct State {
  std::string id;  ///< "normal@dry-bulb/full", "out:it.3.transformer@cold/full"
  std::vector<Outage> outages;
  bool is_utility_lost = false;
  int weather = -1;  ///< index of the weather point; -1 when none is known
  LoadLevel load = LoadLevel::full;
};

/// The normal state and every single outage that the basis wants survived, in every weather point; at peak
/// and while batteries recharge in the first of them.
[[nodiscard]] std::vector<State> list_states(const site::Study& study, const std::vector<PowerPart>& parts,
                                             const std::vector<Device>& devices,
                                             const std::vector<WeatherPoint>& weather);

}  // namespace shellfit::studies
