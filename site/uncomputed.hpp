#pragma once
// What files may describe and no engine computes yet. A study that holds any of it is refused: an answer
// without it would be about another plant.

#include "documents/reading.hpp"
#include "site/study.hpp"

#include <string>
#include <vector>

namespace shellfit::site {

struct Uncomputed {
  std::string what;  ///< "tower ct.1"
  Location where;
};

/// All of it in a study, in the order of its files. An engine that learns one of them takes its line out of
/// here.
[[nodiscard]] std::vector<Uncomputed> uncomputed_parts(const Study& study);
/// E-SITE-019 for each.
void refuse_uncomputed(const Study& study, documents::Reading& reading);

}  // namespace shellfit::site
