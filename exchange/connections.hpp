#pragma once
// Who feeds whom in an equipment schedule, piece by piece.

#include "exchange/equipment_schedule.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace shellfit::exchange {

/// What a shell already holds that new equipment may be connected to.
struct ThereAlready {
  std::map<std::string, Location> ids;  ///< every id of the file
  std::set<std::string> feeds, boards;
};

/// One piece of equipment, or a thing of the shell that is there already or follows from the schedule.
struct Piece {
  enum class Role { scheduled, feed, board };  ///< the last two are not rows of the schedule
  Role role = Role::scheduled;
  std::size_t equipment = 0;  ///< of those scheduled
  std::string id;
  bool is_there_already = false;
  std::vector<std::size_t> sources, consumers;  ///< pieces
  Location source_at;                           ///< the cell that names the first source
};

struct Connections {
  std::vector<Piece> pieces;
};

/// Resolves every "fed from" and "feeds". What names no tag is told with the nearest one; pieces that feed
/// each other in a circle are a fault.
[[nodiscard]] Outcome<Connections> connect(Schedule& schedule, const ThereAlready& there);

/// The batteries of a UPS: those that it feeds and those that feed it.
[[nodiscard]] std::vector<std::size_t> batteries_of(const Schedule& schedule, const Connections& connections,
                                                    const Piece& ups);

}  // namespace shellfit::exchange
