#pragma once
// The attributes of power-grid-model's components: name, field, whether required, what they may be.

#include "exchange/power_grid_model_case.hpp"

#include <limits>
#include <string_view>
#include <variant>

namespace shellfit::exchange::power_grid_model {

struct Limits {
  double lowest = -std::numeric_limits<double>::infinity();
  double highest = std::numeric_limits<double>::infinity();
  bool is_lowest_allowed = true;
  /// JSON writes them as "inf" and "-inf".
  bool may_be_infinite = false;
};

template <class T>
struct Attribute {
  std::string_view name;
  std::variant<int T::*, bool T::*, double T::*, std::optional<int> T::*, std::optional<double> T::*> field;
  Limits limits;
  /// A field that is no optional one has no value that stands for a missing one.
  [[nodiscard]] bool is_required() const { return field.index() < 3; }
};

template <class T>
[[nodiscard]] const std::vector<Attribute<T>>& attributes();

template <>
const std::vector<Attribute<Node>>& attributes();
template <>
const std::vector<Attribute<Line>>& attributes();
template <>
const std::vector<Attribute<Link>>& attributes();
template <>
const std::vector<Attribute<GenericBranch>>& attributes();
template <>
const std::vector<Attribute<Transformer>>& attributes();
template <>
const std::vector<Attribute<ThreeWindingTransformer>>& attributes();
template <>
const std::vector<Attribute<Source>>& attributes();
/// Without the powers, which are single numbers or three by phase.
template <>
const std::vector<Attribute<LoadOrGenerator>>& attributes();
template <>
const std::vector<Attribute<Shunt>>& attributes();
template <>
const std::vector<Attribute<TapRegulator>>& attributes();
template <>
const std::vector<Attribute<VoltageRegulator>>& attributes();

}  // namespace shellfit::exchange::power_grid_model
