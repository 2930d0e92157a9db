#pragma once
// What the rules of plausibility share.

#include "catalogs/figure.hpp"
#include "documents/reading.hpp"

#include <fmt/format.h>

#include <string>

namespace shellfit::catalogs {

/// Nothing built has such figures.
inline constexpr const char* beyond_building = "E-CAT-004";
/// More comes out than goes in, or heat and current have no way out.
inline constexpr const char* out_of_balance = "E-CAT-005";

template <class... Q>
[[nodiscard]] bool all_known(const Figure<Q>&... figures) {
  return (figures.is_known() && ...);
}
template <class Q>
[[nodiscard]] double si(const Figure<Q>& figure) {
  return figure.value().in_si();
}
template <class Q>
[[nodiscard]] std::string text(const Figure<Q>& figure) {
  return to_text(figure.value());
}
template <class Q>
[[nodiscard]] const Location& place(const Figure<Q>& figure) {
  return figure.claim().where;
}

/// Ends of a range; of a single value, that value. Precondition: known.
template <class Q>
[[nodiscard]] Q lowest(const Figure<Q>& figure) {
  return *figure.claim().value.at(Corner::low);
}
template <class Q>
[[nodiscard]] Q highest(const Figure<Q>& figure) {
  return *figure.claim().value.at(Corner::high);
}

/// Of two places that a fault is about, the one in the file that is being read: where `type` stands.
[[nodiscard]] inline const Location& nearer(const Location& place, const Location& other,
                                            const Location& type) {
  return place.source == type.source ? place : other;
}

/// Bounds on the heat that a volume takes up per kelvin, J/(m3 K), each on the side that calls no possible
/// rating impossible: water at 0 degC (999.8 kg/m3 x 4.22 kJ/kg/K), PG25 up to 80 degC, air at 10 degC and
/// 101.325 kPa.
inline constexpr double water_most = 4.22e6, coolant_least = 3.8e6, air_most = 1.3e3;

}  // namespace shellfit::catalogs
