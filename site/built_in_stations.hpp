#pragma once
// The files of site/climate, carried in the program. The source of this header's functions is generated.

#include <span>
#include <string_view>

namespace shellfit::site {

struct BuiltInStations {
  std::string_view name;
  std::string_view text;
};
[[nodiscard]] std::span<const BuiltInStations> built_in_stations();

}  // namespace shellfit::site
