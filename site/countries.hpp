#pragma once
// Countries as ISO 3166-1 lists them.

#include <optional>
#include <string>
#include <string_view>

namespace shellfit::site {

/// The code of two letters for a code of two or three, or for an English name, in letters of any case:
/// "us", "USA", "United States". Nothing for any other text.
[[nodiscard]] std::optional<std::string_view> country_code(std::string_view text);

}  // namespace shellfit::site
