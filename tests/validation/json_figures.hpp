#pragma once
// Figures of a request, and of an answer, which is JSON too and so has no NaN.

#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>
#include <string>

namespace shellfit::validation {

using nlohmann::json;

/// Empty where the request has none of this name.
[[nodiscard]] inline const json& list(const json& request, const char* name) {
  static const json none = json::array();
  return request.contains(name) ? request.at(name) : none;
}
[[nodiscard]] inline std::string text(const json& one, const char* name) {
  return one.at(name).get<std::string>();
}
[[nodiscard]] inline double number(const json& one, const char* name) { return one.at(name).get<double>(); }
[[nodiscard]] inline double number(const json& one, const char* name, double absent) {
  const auto found = one.find(name);
  return found == one.end() || found->is_null() ? absent : found->get<double>();
}
/// NaN where the request does not give it; "none" is infinite.
[[nodiscard]] inline double maybe(const json& one, const char* name) {
  if (!one.contains(name)) return std::numeric_limits<double>::quiet_NaN();
  return one.at(name).is_string() ? std::numeric_limits<double>::infinity() : number(one, name);
}
/// Null for what is not finite.
[[nodiscard]] inline json finite_or_null(double value) { return std::isfinite(value) ? json(value) : json(); }

}  // namespace shellfit::validation
