#pragma once
// The racks of a deployment in the order in which they are hosted.

#include "base/units.hpp"
#include "site/study.hpp"

#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace shellfit::studies {

struct RackTag;
using RackId = Id<RackTag>;

/// One rack to be hosted, with the figures that the study chooses for it.
struct HostedRack {
  RackId id;         ///< "gb300.12"
  std::string line;  ///< id of its line or support line
  int line_index = 0;
  int unit = 0;  ///< number of its scalable unit within the line, from 0
  bool is_support = false;
  Id<catalogs::RackType> type;
  RealPower tdp, peak;
  HeatFlow liquid, air;
  std::optional<RealPower> cap;  ///< when one of its feeds is lost
  static constexpr auto members() {
    return std::tuple{&HostedRack::id,         &HostedRack::line, &HostedRack::line_index, &HostedRack::unit,
                      &HostedRack::is_support, &HostedRack::type, &HostedRack::tdp,        &HostedRack::peak,
                      &HostedRack::liquid,     &HostedRack::air,  &HostedRack::cap};
  }
};

/// All racks asked for: per unit its support racks, then its own; lines one after the other or in turn.
/// With `extra_units`, the last line goes on for so many units more.
[[nodiscard]] std::vector<HostedRack> hosting_order(const site::Study& study, int extra_units = 0);

/// Sum of AC input at TDP.
[[nodiscard]] RealPower total_tdp(const std::vector<HostedRack>& racks);
/// Whole units among the racks: those whose every rack is there.
[[nodiscard]] int whole_units(const site::Study& study, const std::vector<HostedRack>& racks);
/// "gb300/3", the scalable unit that a rack belongs to.
[[nodiscard]] std::string pod_of(const site::Study& study, const HostedRack& rack);
/// Racks of the line's own type in one unit.
[[nodiscard]] int units_of(const site::Study& study, const site::Line& line);
/// Power factor of a rack's supplies.
[[nodiscard]] double rack_power_factor(const site::Study& study, const HostedRack& rack);

}  // namespace shellfit::studies
