#pragma once
// Words of messages: the nearest valid name, and the article of a noun.

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

/// "did you mean air-unit?", by the nearest candidate, else by up to three that hold the word or that it
/// holds; `otherwise` when there are none.
[[nodiscard]] std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates,
                                       std::string_view otherwise = {});

/// "a pump", "an air-unit", "a UPS".
[[nodiscard]] std::string with_article(std::string_view noun);

}  // namespace shellfit
