#pragma once
// The most that a shell hosts of a deployment that goes on, and what stops it there.

#include "base/run_context.hpp"
#include "studies/evaluation.hpp"

#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace shellfit::studies {

inline constexpr StageId capacity_stage{"capacity", 11};

/// The load at which a kind of check would fail.
struct Rung {
  std::string check;
  std::string element, state;
  double mw = 0;
  bool is_above = false;  ///< it holds at least up to mw; where it fails was not found
  static constexpr auto members() {
    return std::tuple{&Rung::check, &Rung::element, &Rung::state, &Rung::mw, &Rung::is_above};
  }
};

struct Capacity {
  RealPower requested;
  RealPower hostable;  ///< with nothing unknown; NaN where that is not one rack
  RealPower at_best;   ///< the most that no check stops
  int hostable_racks = 0, hostable_units = 0;
  /// Set when one rack more was evaluated: the checks that then fail, in order.
  std::vector<Check> stops;
  std::vector<Rung> ladder;
  bool is_confirmed = false;  ///< one rack fewer passes, one more does not
  std::vector<std::string> notes;
  std::vector<std::string> questions;  ///< what is unknown at the load that no check stops
  static constexpr auto members() {
    return std::tuple{&Capacity::requested,      &Capacity::hostable,       &Capacity::at_best,
                      &Capacity::hostable_racks, &Capacity::hostable_units, &Capacity::stops,
                      &Capacity::ladder,         &Capacity::is_confirmed,   &Capacity::notes,
                      &Capacity::questions};
  }
};

/// The longest prefix that passes, of the deployment with its last line going on beyond what was asked.
[[nodiscard]] Capacity find_capacity(const RunContext& context, const site::Study& study);

}  // namespace shellfit::studies
