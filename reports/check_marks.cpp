#include "reports/check_marks.hpp"

#include "base/unit_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shellfit::reports {

using studies::Check;
using studies::Status;

CheckMarks::CheckMarks(std::span<const Check> checks) {
  for (const auto& check : checks) by_element_[check.element].push_back(&check);
}

const std::vector<const Check*>& CheckMarks::of(const std::string& element) const {
  static const std::vector<const Check*> none;
  const auto found = by_element_.find(element);
  return found == by_element_.end() ? none : found->second;
}

std::string_view CheckMarks::status(const std::string& element) const {
  const auto& checks = of(element);
  const auto any = [&](Status status) {
    return std::any_of(checks.begin(), checks.end(), [&](const Check* one) { return one->status == status; });
  };
  return any(Status::fail) ? "fail" : any(Status::unknown) ? "unknown" : "";
}

std::string CheckMarks::failing(const std::string& element) const {
  std::string text;
  for (const auto* check : of(element)) {
    if (check->status != Status::fail) continue;
    text += (text.empty() ? "fails " : ", ") + std::string(studies::info_of(check->kind).id);
  }
  return text;
}

std::string CheckMarks::use(const std::string& element, std::span<const studies::CheckKind> kinds) const {
  double most = -1.0;
  for (const auto* check : of(element)) {
    if (!check->demand || !check->capacity || *check->capacity <= 0.0) continue;
    if (std::find(kinds.begin(), kinds.end(), check->kind) == kinds.end()) continue;
    most = std::max(most, *check->demand / *check->capacity);
  }
  return most < 0.0 ? std::string{} : fmt::format("{:.0f} %", 100.0 * most);
}

std::string CheckMarks::sentences(const std::string& element) const {
  std::string text;
  for (const auto* check : of(element)) {
    const auto& info = studies::info_of(check->kind);
    text += fmt::format("; {} {}", info.id, studies::status_word(check->status));
    if (check->demand && check->capacity)
      text +=
          fmt::format(", {} of {} {}", number_text(*check->demand), number_text(*check->capacity), info.unit);
    if (!check->state.empty()) text += " in " + check->state;
    if (!check->reason.empty()) text += ": " + check->reason;
  }
  return text;
}

}  // namespace shellfit::reports
