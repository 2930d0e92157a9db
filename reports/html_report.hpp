#pragma once
// The report of a study as one HTML file that needs nothing beside it.

#include "studies/evaluation.hpp"
#include "studies/verdict.hpp"

#include <string>

namespace shellfit::reports {

/// `command` is the line that made it. Text of the input can never run as script.
[[nodiscard]] std::string verdict_html(const site::Study& study, const studies::Verdict& verdict,
                                       const studies::Evaluation& evaluation, const std::string& command);

}  // namespace shellfit::reports
