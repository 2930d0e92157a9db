#pragma once
// The plant of a one-line as a network: everything before the busways and loads.

#include "site/feeding.hpp"
#include "site/study.hpp"
#include "studies/network_draft.hpp"
#include "studies/plan.hpp"

#include <optional>
#include <vector>

namespace shellfit::studies {

/// Names: a board's bus has its id, as have transformers, generators and UPS; what stands for nothing in the
/// one-line has a slash in its name, which no id of a file has. `voltages`: by board.
void write_plant(const site::Study& study, const PowerPlan& power, const site::Feeding& feeding,
                 const std::vector<std::optional<LineVoltage>>& voltages, NetworkDraft& draft);

/// Standby sources by their subtransient reactance have this X/R (assumed; IEC 60909-0, 6.6.1 gives R = 0.07
/// to 0.15 X").
inline constexpr double generator_x_over_r = 12.0;

}  // namespace shellfit::studies
