#pragma once
// A figure as an engineer has it: known, known to lie in a range, or not known at all.

#include "base/units.hpp"

#include <optional>

namespace shellfit {

/// Which end of every range a scenario takes. `middle` is for display and for inputs that are known.
enum class Corner { low, middle, high };

/// A quantity that may be a range or unknown. Default constructed it is unknown.
template <AnyQuantity Q>
struct Uncertain {
  std::optional<Q> low;
  std::optional<Q> high;

  Uncertain() = default;
  Uncertain(Q value)
      : low(value), high(value) {}  // NOLINT(google-explicit-constructor): a value is a known figure
  Uncertain(Q from, Q to) : low(from), high(to) {}

  [[nodiscard]] bool is_unknown() const { return !low; }
  [[nodiscard]] bool is_known() const { return low && *low == *high; }
  [[nodiscard]] bool is_range() const { return low && *low != *high; }

  /// The value at a corner; empty when unknown.
  [[nodiscard]] std::optional<Q> at(Corner corner) const {
    if (!low) return std::nullopt;
    if (corner == Corner::low) return low;
    if (corner == Corner::high) return high;
    return Q::from_si(0.5 * (low->in_si() + high->in_si()));
  }
  /// The one value there is. Precondition: known, or narrowed to a corner before.
  [[nodiscard]] Q value() const { return *low; }

  static constexpr auto members() { return std::tuple{&Uncertain::low, &Uncertain::high}; }
  friend bool operator==(const Uncertain&, const Uncertain&) = default;
};

}  // namespace shellfit
