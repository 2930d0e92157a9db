#pragma once
// One component of a power-grid-model file, and its attributes read from it.

#include "exchange/power_grid_model_attributes.hpp"
#include "exchange/power_grid_model_faults.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace shellfit::exchange::power_grid_model {

/// One component of a list: an object, or the values in the order of the file's `attributes`.
struct Record {
  const JsonValue* value;
  const std::vector<std::string>* order;  ///< null for an object
  std::string pointer;                    ///< RFC 6901

  [[nodiscard]] const JsonValue* find(std::string_view name) const;
  /// The names that it has a value for.
  [[nodiscard]] std::vector<std::string> names() const;
};

/// Null, and the lowest integer of a kind, stand for no value.
[[nodiscard]] bool is_absent(const JsonValue* value, bool is_double, const Limits& limits);

/// A number within its limits; nothing, and a fault, where the value is none.
[[nodiscard]] std::optional<double> number_of(const Record& record, std::string_view name,
                                              const JsonValue& value, const Limits& limits, bool is_integer,
                                              CaseFaults& faults);

/// Reads an attribute into its field; a required one that is missing is a fault.
template <class T>
void read_attribute(const Record& record, const Attribute<T>& attribute, T& into, CaseFaults& faults) {
  const auto* value = record.find(attribute.name);
  const bool is_double = std::holds_alternative<double T::*>(attribute.field) ||
                         std::holds_alternative<std::optional<double> T::*>(attribute.field);
  if (is_absent(value, is_double, attribute.limits)) {
    if (attribute.is_required())
      faults.complain("E-PGM-003", std::string(attribute.name) + " of " + record.pointer + " is missing",
                      *record.value, std::string(attribute.name));
    return;
  }
  const auto number = number_of(record, attribute.name, *value, attribute.limits, !is_double, faults);
  if (!number) return;
  std::visit(
      [&](auto field) {
        using Field = std::remove_reference_t<decltype(into.*field)>;
        if constexpr (std::is_same_v<Field, bool>) {
          into.*field = *number != 0.0;
        } else if constexpr (std::is_same_v<Field, int> || std::is_same_v<Field, std::optional<int>>) {
          into.*field = static_cast<int>(*number);
        } else {
          into.*field = *number;
        }
      },
      attribute.field);
}

/// Reads p_specified and q_specified: one number each, or of an asymmetric component three, of which the sum
/// counts.
void read_powers(const Record& record, bool is_asymmetric, Phases phases, LoadOrGenerator& into,
                 CaseFaults& faults);

}  // namespace shellfit::exchange::power_grid_model
