#pragma once
// Where everything of a facility loop is drawn. Water enters the plant at the left, from the header that
// takes the return of its users, and passes from header to header to the right. What would run back runs
// below.

#include "studies/plan.hpp"

#include <string>
#include <vector>

namespace shellfit::reports {

/// Equal units between the same headers.
struct Rung {
  std::string kind;  ///< "pump", "cooler", ...
  std::string type;  ///< of the catalog; empty for pipes and valves
  std::vector<std::string> ids;
  site::HeaderId from, to;
  site::Role role = site::Role::joins;
  bool is_installed = true;
  int standby = 0;
  int group = -1;     ///< CDUs: index of their group
  std::string space;  ///< air units: what they cool
  std::string cools;  ///< water chillers and plates seen from the loop that takes their heat: the other one
  double y = 0;
  bool is_below = false;  ///< runs back, along a lane under the ladder
};

/// A header; that of the users' return stands twice, at the plant and at the users.
struct HeaderBar {
  site::HeaderId id;
  double x = 0, top = 0, bottom = 0;
};

struct LoopLadder {
  std::vector<HeaderBar> bars;
  std::vector<Rung> rungs;
  /// Beside the users: the return of their water, and its lane back to the bar of that header.
  struct Return {
    HeaderBar bar;
    double lane = 0;
  };
  std::vector<Return> returns;
  double users_x = 0;  ///< middle of the users' symbols
  double width = 0, height = 0;

  [[nodiscard]] const HeaderBar& bar(const site::HeaderId& id) const;
};

/// A loop of a plan. Precondition: the headers of all elements differ at their two ends.
[[nodiscard]] LoopLadder arrange(const studies::CoolingPlan& cooling, const studies::LoopPlan& loop);

}  // namespace shellfit::reports
