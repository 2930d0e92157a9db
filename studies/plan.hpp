#pragma once
// The plant of a study: what is installed and what the fit-out adds, unit by unit.

#include "site/study.hpp"
#include "studies/hosting.hpp"

#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace shellfit::studies {

struct PowerPlan {
  site::OneLine one_line;                ///< with offers: a board and an outlet for each
  std::vector<site::PowerOffer> offers;  ///< in the order of boards and outlets
  std::vector<int> rack_outlet;  ///< by rack: index of the outlet that feeds it; -1 when none is there
  [[nodiscard]] bool is_offered() const { return !offers.empty(); }
  static constexpr auto members() {
    return std::tuple{&PowerPlan::one_line, &PowerPlan::offers, &PowerPlan::rack_outlet};
  }
};

/// The racks of a TCS group.
struct CduGroup {
  std::string id;
  std::vector<int> racks;  ///< indices of liquid-cooled racks; none: its CDUs are shut off
  static constexpr auto members() { return std::tuple{&CduGroup::id, &CduGroup::racks}; }
};

/// A facility loop as its elements, those that the fit-out adds among them.
struct LoopPlan {
  std::string id;
  site::LoopServes serves = site::LoopServes::liquid;
  site::Piping piping;
  site::WaterPlant water;
  VolumeFlow design_flow;  ///< of all users together
  static constexpr auto members() {
    return std::tuple{&LoopPlan::id, &LoopPlan::serves, &LoopPlan::piping, &LoopPlan::water,
                      &LoopPlan::design_flow};
  }
};

struct CoolingPlan {
  std::optional<LoopPlan> liquid_loop, air_loop;
  std::vector<LoopPlan> plant_loops;  ///< that serve plant of those, or of each other
  std::vector<CduGroup> cdu_groups;   ///< one for each group of the liquid loop
  std::vector<site::EvaporativeWalls> evaporative_walls;
  static constexpr auto members() {
    return std::tuple{&CoolingPlan::liquid_loop, &CoolingPlan::air_loop, &CoolingPlan::plant_loops,
                      &CoolingPlan::cdu_groups, &CoolingPlan::evaporative_walls};
  }
};

/// A figure that an engine needs and nobody has published, or a rating that cannot be.
struct MissingFigure {
  std::string type;
  std::string figure;
  bool is_electrical = false;
  std::string contradiction;  ///< what is wrong with a rating; empty: nobody has published the figure
  static constexpr auto members() {
    return std::tuple{&MissingFigure::type, &MissingFigure::figure, &MissingFigure::is_electrical,
                      &MissingFigure::contradiction};
  }
};

/// An air unit that the fit-out would add but that is too high for the space.
struct Refusal {
  std::string type;
  site::SpaceId space;
  static constexpr auto members() { return std::tuple{&Refusal::type, &Refusal::space}; }
};

struct Plan {
  std::vector<HostedRack> racks;
  std::vector<site::SpaceId> rack_space;  ///< where the fit-out means each rack to stand
  PowerPlan power;
  CoolingPlan cooling;
  std::vector<MissingFigure> missing;
  std::vector<Refusal> refusals;
  static constexpr auto members() {
    return std::tuple{&Plan::racks,   &Plan::rack_space, &Plan::power,
                      &Plan::cooling, &Plan::missing,    &Plan::refusals};
  }
};

}  // namespace shellfit::studies
