#pragma once
// Style and script of the report: reports/assets, carried in the program. The source is generated.

#include <span>
#include <string_view>

namespace shellfit::reports {

struct Asset {
  std::string_view name;
  std::string_view text;
};
[[nodiscard]] std::span<const Asset> report_assets();

}  // namespace shellfit::reports
