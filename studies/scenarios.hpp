#pragma once
// Studies whose inputs are ranges: the ends that an answer has to be tried at.

#include "site/study.hpp"

#include <string>
#include <vector>

namespace shellfit::studies {

/// The study with each of its ranges narrowed to one end.
struct Scenario {
  std::string name;  ///< "as given", or which ranges stand at which end
  site::Study study;
};

/// One scenario when nothing is a range. Up to three ranges: every combination of ends. More: each range at
/// both ends with the others in the middle, and all at the low and all at the high end.
[[nodiscard]] std::vector<Scenario> scenarios(const site::Study& study);
/// How many figures of the shell and of the catalog are ranges.
[[nodiscard]] int range_count(const site::Study& study);

}  // namespace shellfit::studies
