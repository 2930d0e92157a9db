#include "studies/unknown_racks.hpp"

#include "studies/missing_figures.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shellfit::studies {

std::vector<Check> unknown_rack_checks(const site::Study& study) {
  std::vector<Check> checks;
  const auto ask = [&](const std::string& type, const char* figure) {
    auto check = unknown_check(CheckKind::figures, fmt::format("{}.{}", type, figure),
                               question_of({type, figure, false, {}}));
    const bool is_asked = std::any_of(checks.begin(), checks.end(),
                                      [&](const Check& other) { return other.element == check.element; });
    if (!is_asked) checks.push_back(std::move(check));
  };
  const auto look_at = [&](const Id<catalogs::RackType>& id, bool has_tdp) {
    const auto& rack = study.catalog.get(id);
    if (!rack.tdp.is_known() && !has_tdp) ask(id.text(), "tdp");
    if (!rack.liquid_share.is_known()) ask(id.text(), "liquid-share");
    if (!rack.body.width.is_known()) ask(id.text(), "width");
    if (!rack.body.depth.is_known()) ask(id.text(), "depth");
    if (!rack.body.height.is_known()) ask(id.text(), "height");
  };
  for (const auto& line : study.deployment.lines) {
    look_at(line.rack, false);
    for (const auto& support : line.support) look_at(support.rack, support.tdp.has_value());
  }
  return checks;
}

}  // namespace shellfit::studies
