#pragma once
// Answers as JSON that other tools may rely on: keys are added, never renamed; what is missing is null.

#include "studies/capacity.hpp"
#include "studies/verdict.hpp"

#include <string>

namespace shellfit::reports {

inline constexpr int json_schema = 1;
/// The version of the program.
[[nodiscard]] std::string version();

[[nodiscard]] std::string verdict_json(const site::Study& study, const studies::Verdict& verdict);
[[nodiscard]] std::string capacity_json(const site::Study& study, const studies::Capacity& capacity);

}  // namespace shellfit::reports
