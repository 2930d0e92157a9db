#pragma once
// Styles and script of reports and drawings: reports/assets, carried in the program. The list is generated.

#include "base/assertion.hpp"

#include <span>
#include <string_view>

namespace shellfit::reports {

struct Asset {
  std::string_view name;
  std::string_view text;
};
[[nodiscard]] std::span<const Asset> report_assets();

/// The text of an asset that is known to be there.
[[nodiscard]] inline std::string_view asset(std::string_view name) {
  for (const auto& one : report_assets()) {
    if (one.name == name) return one.text;
  }
  ensure(false, "the program carries its styles and script");
  return {};
}

}  // namespace shellfit::reports
