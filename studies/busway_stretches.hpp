#pragma once
// Which racks share a busway: rows of one unit, cut where the largest busway could carry no more.

#include "base/units.hpp"
#include "site/study.hpp"
#include "studies/plan.hpp"
#include "studies/sites_of_items.hpp"

#include <vector>

namespace shellfit::studies {

/// Racks along one busway (two with two feeds), in order along their row.
struct Stretch {
  int unit = -1;    ///< unit or offer of side A
  int unit_b = -1;  ///< 2n: unit of side B
  std::vector<int> racks;
  const catalogs::BuswayType* busway = nullptr;  ///< null when no busway of the scope has known figures
};

/// Racks on a block-redundant or 2N unit have two feeds, on a radial unit or an offer one.
[[nodiscard]] bool has_two_feeds(const Plan& plan, int rack);

/// voltages: of the units' (or offers') outputs.
[[nodiscard]] std::vector<Stretch> plan_stretches(const site::Study& study, const Plan& plan,
                                                  const Spots& spots,
                                                  const std::vector<LineVoltage>& voltages);

}  // namespace shellfit::studies
