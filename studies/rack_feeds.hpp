#pragma once
// A rack on its feeds: what each of them carries, and what flows in the circuit of one power supply.

#include "base/units.hpp"
#include "catalogs/equipment_parts.hpp"

#include <array>

namespace shellfit::studies {

/// By feed, A then B.
using OnFeeds = std::array<bool, 2>;

/// Power supplies of a rack on each of its feeds: all on the only one, else spread evenly, an odd one on A.
[[nodiscard]] std::array<int, 2> supplies_on_feeds(int count, const OnFeeds& is_there);

/// Those on feeds that are live: none, and the rack is off.
[[nodiscard]] int live_supplies(int count, const OnFeeds& is_there, const OnFeeds& is_live);

/// Share of the rack on each feed. Supplies share the rack equally among those that are live, whatever the
/// voltage of their feed (assumed: they share the current of the rack's own bus bar). Nothing on feeds that
/// are dead; nothing at all when every feed is.
[[nodiscard]] std::array<double, 2> feed_shares(int count, const OnFeeds& is_there, const OnFeeds& is_live);

/// The voltage at a supply's terminals, of the line voltage that reaches the rack.
[[nodiscard]] double terminal_volts(const catalogs::PowerSupplies& supplies, double line_volts);

/// Current in the circuit of one supply: at constant power it goes with the inverse of the voltage.
[[nodiscard]] Current supply_current(const catalogs::PowerSupplies& supplies, RealPower each,
                                     double terminal_volts);

}  // namespace shellfit::studies
