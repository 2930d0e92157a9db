#pragma once
// How figures and words stand in JSON: what is missing is null, and no zero has a sign.

#include "base/units.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace shellfit::reports {

using Json = nlohmann::ordered_json;

[[nodiscard]] inline Json number(double value) {
  if (!std::isfinite(value)) return nullptr;
  return value == 0.0 ? 0.0 : value;
}
[[nodiscard]] inline Json number(const std::optional<double>& value) {
  return value ? number(*value) : Json(nullptr);
}
template <class Kind>
[[nodiscard]] Json figure(Quantity<Kind> quantity, Unit<Kind> unit) {
  return number(quantity.in(unit));
}
[[nodiscard]] inline Json words(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

/// A row of JSON for each of `list`: `fill(i, row)` puts its keys.
template <class Element, class Fill>
[[nodiscard]] Json rows(const std::vector<Element>& list, Fill fill) {
  Json all = Json::array();
  for (std::size_t i = 0; i < list.size(); ++i) {
    Json row;
    fill(i, row);
    all.push_back(std::move(row));
  }
  return all;
}

}  // namespace shellfit::reports
