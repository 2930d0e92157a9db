#pragma once
// Tags of equipment: as ids, as ranges, and when two writings mean one.

#include <string>
#include <string_view>
#include <vector>

namespace shellfit::exchange {

/// A tag as an id: what ids may not hold becomes a dash.
[[nodiscard]] std::string id_of_tag(std::string_view tag);
/// The tags that "T1-T12", "T1 thru T12" or "T1..T12" stand for; one for any other text. Nothing when there
/// are too many.
[[nodiscard]] std::vector<std::string> tags_in(std::string_view text);
/// The same for two writings of one tag: case, blanks, dashes and underscores do not matter.
[[nodiscard]] std::string tag_key(std::string_view tag);

}  // namespace shellfit::exchange
