#pragma once
// The files of site/rules, carried in the program. The source of this header's functions is generated.

#include <span>
#include <string_view>

namespace shellfit::site {

struct BuiltInRules {
  std::string_view name;
  std::string_view text;
};
[[nodiscard]] std::span<const BuiltInRules> built_in_rules();

}  // namespace shellfit::site
