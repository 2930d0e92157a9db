#pragma once
// Answers that a person reads in ten seconds, 80 to 110 columns wide, the verdict last.

#include "studies/capacity.hpp"
#include "studies/verdict.hpp"

#include <string>

namespace shellfit::reports {

[[nodiscard]] std::string verdict_text(const site::Study& study, const studies::Verdict& verdict,
                                       bool with_color);
[[nodiscard]] std::string capacity_text(const site::Study& study, const studies::Capacity& capacity,
                                        bool with_color);

}  // namespace shellfit::reports
