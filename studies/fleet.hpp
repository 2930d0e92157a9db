#pragma once
// Units of one class as the closed forms of the fit-out count them.

#include "site/piping.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace shellfit::studies {

/// The units of one class in a loop, as the closed forms count them: all alike.
struct Fleet {
  std::string type;
  int there = 0;  ///< installed, or listed as to be built
  int standby = 0;
  int added = 0;
  int installed = 0;
  [[nodiscard]] int count() const { return there + added; }
};
template <class Unit>
void count_unit(Fleet& fleet, const Unit& unit) {
  if (fleet.type.empty()) fleet.type = unit.type.text();
  ++fleet.there;
  if (unit.is == site::Presence::installed) ++fleet.installed;
  if (unit.is_standby) ++fleet.standby;
}
template <class Unit>
Fleet fleet_of(const std::vector<Unit>& units) {
  Fleet fleet;
  for (const auto& unit : units) count_unit(fleet, unit);
  return fleet;
}
template <class Unit>
bool has_type(const std::vector<Unit>& units, const std::string& type) {
  return std::any_of(units.begin(), units.end(), [&](const Unit& unit) { return unit.type.text() == type; });
}

}  // namespace shellfit::studies
