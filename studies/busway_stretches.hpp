#pragma once
// Which racks share a busway: rows of one outlet, cut where the largest busway could carry no more.

#include "base/units.hpp"
#include "site/study.hpp"
#include "studies/plan.hpp"
#include "studies/sites_of_items.hpp"

#include <optional>
#include <vector>

namespace shellfit::studies {

/// Racks along one busway (two with two feeds), in order along their row.
struct Stretch {
  int outlet = -1;
  std::vector<int> racks;
  const catalogs::BuswayType* busway = nullptr;  ///< null when no busway of the scope has known figures
};

/// True on an outlet with two sides.
[[nodiscard]] bool has_two_feeds(const Plan& plan, int rack);

/// voltages: by board of the one-line.
[[nodiscard]] std::vector<Stretch> plan_stretches(const site::Study& study, const Plan& plan,
                                                  const Spots& spots,
                                                  const std::vector<std::optional<LineVoltage>>& voltages);

}  // namespace shellfit::studies
