#pragma once
// The nearest valid name, for "did you mean".

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shellfit {

/// Number of insertions, deletions, substitutions and neighbour swaps between two words (case ignored).
[[nodiscard]] int edit_distance(std::string_view a, std::string_view b);

/// The candidate nearest to `word` if it is near enough to be meant; ties go to the first in order.
[[nodiscard]] std::optional<std::string> nearest(std::string_view word,
                                                 const std::vector<std::string>& candidates);

}  // namespace shellfit
