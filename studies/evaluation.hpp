#pragma once
// One prefix of the deployment, planned, laid out, solved in every state, and checked.

#include "base/run_context.hpp"
#include "base/stage.hpp"
#include "layout/floor_plan.hpp"
#include "studies/check.hpp"
#include "studies/devices.hpp"
#include "studies/fit_out.hpp"
#include "studies/ride_through.hpp"

#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace shellfit::studies {

inline constexpr StageId fit_out_stage{"fit-out", 8};
/// Too large to keep beyond the process; its parts are kept.
inline constexpr StageId evaluation_stage{"evaluation", 11, false};

/// How much stands behind an answer.
struct Sizes {
  int racks = 0, buses = 0, branches = 0, nodes = 0, links = 0;
  int states = 0, thermal_solves = 0, load_flows = 0, rounds = 0;
  static constexpr auto members() {
    return std::tuple{&Sizes::racks,          &Sizes::buses,      &Sizes::branches,
                      &Sizes::nodes,          &Sizes::links,      &Sizes::states,
                      &Sizes::thermal_solves, &Sizes::load_flows, &Sizes::rounds};
  }
};

/// A pipe (flow and return side by side), a busway or a cable (all its sets), as the networks were assembled
/// with it.
struct Run {
  std::string id, kind, type;
  Length length;  ///< one way
  static constexpr auto members() { return std::tuple{&Run::id, &Run::kind, &Run::type, &Run::length}; }
};

struct Evaluation {
  Plan plan;
  std::vector<Device> devices;
  layout::LayoutProblem placement;
  layout::Layout layout;
  std::vector<Check> checks;
  RealPower it;  ///< racks of the prefix at TDP
  RealPower
      poi_real;  ///< from feeds and offers at the design hour, batteries recharging; NaN without a solution
  ApparentPower poi_apparent;
  bool has_batteries = false;                   ///< that recharge in it
  std::map<std::string, double> it_w_by_space;  ///< placed racks at TDP
  std::vector<Run> runs;
  std::vector<RideThrough> ride_through;  ///< empty when the basis does not ask for it
  Sizes sizes;
  static constexpr auto members() {
    return std::tuple{&Evaluation::plan,          &Evaluation::devices,      &Evaluation::placement,
                      &Evaluation::layout,        &Evaluation::checks,       &Evaluation::it,
                      &Evaluation::poi_real,      &Evaluation::poi_apparent, &Evaluation::has_batteries,
                      &Evaluation::it_w_by_space, &Evaluation::runs,         &Evaluation::ride_through,
                      &Evaluation::sizes};
  }

  [[nodiscard]] bool has_failed() const;
  /// No check failed, and the search found a place for everything; what is unknown may still stop it.
  [[nodiscard]] bool passes() const;
  /// Passes, and nothing is unknown.
  [[nodiscard]] bool is_certain() const;
};

/// Evaluates the first `racks` of a hosting order. Pure in its arguments.
[[nodiscard]] Evaluation evaluate(const RunContext& context, const site::Study& study,
                                  std::vector<HostedRack> racks, Mode mode);

}  // namespace shellfit::studies
