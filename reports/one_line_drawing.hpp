#pragma once
// The one-line diagram of a plan: boards as bars, bays between them, sources above and loads below.

#include "reports/drawing.hpp"
#include "site/study.hpp"
#include "studies/evaluation.hpp"

#include <optional>

namespace shellfit::reports {

/// With what the fit-out adds. Each element says how far its checks use it in the state that governs them.
/// Nothing without a one-line.
[[nodiscard]] std::optional<Drawing> draw_one_line(const site::Study& study,
                                                   const studies::Evaluation& evaluation);

}  // namespace shellfit::reports
