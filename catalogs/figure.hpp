#pragma once
// A figure of the catalog: what was claimed, by whom, and how far it is to be trusted. Rivals are kept.

#include "base/assertion.hpp"
#include "base/canonical.hpp"
#include "base/unit_text.hpp"

#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace shellfit::catalogs {

/// Where a claim comes from, the most trusted first.
enum class Evidence { primary, quoted, secondary, recalled, derived, assumed };

/// The word that files and `catalog show` use: "published (quoted)", "recalled", "assumed".
[[nodiscard]] std::string_view evidence_text(Evidence evidence);
/// A verdict that hangs on such a figure says so.
[[nodiscard]] constexpr bool is_weak(Evidence evidence) {
  return evidence == Evidence::recalled || evidence == Evidence::assumed;
}

/// Where a figure came from, without its value.
struct Provenance {
  std::string source;  ///< key of a source in the catalog
  Evidence evidence = Evidence::assumed;
  std::string note;
  static constexpr auto members() {
    return std::tuple{&Provenance::source, &Provenance::evidence, &Provenance::note};
  }
};

template <class Q>
struct Claim {
  Uncertain<Q> value;
  Provenance provenance;
  Location where;
  static constexpr auto members() { return std::tuple{&Claim::value, &Claim::provenance}; }
};

/// All claims to one figure. The chosen one counts; the others are its rivals.
template <class Q>
struct Figure {
  using quantity = Q;
  std::vector<Claim<Q>> claims;
  int chosen = 0;
  static constexpr auto members() { return std::tuple{&Figure::claims, &Figure::chosen}; }

  [[nodiscard]] bool is_given() const { return !claims.empty(); }
  /// Given, and not "unknown".
  [[nodiscard]] bool is_known() const { return is_given() && !claim().value.is_unknown(); }
  [[nodiscard]] const Claim<Q>& claim() const { return claims[static_cast<std::size_t>(chosen)]; }
  [[nodiscard]] const Provenance& provenance() const { return claim().provenance; }
  /// The chosen value; a range gives its middle. Precondition: known.
  [[nodiscard]] Q value() const {
    ensure(is_known(), "only a known figure has a value");
    return *claim().value.at(Corner::middle);
  }
  [[nodiscard]] std::optional<Q> value_if_known() const {
    return is_known() ? std::optional<Q>(value()) : std::nullopt;
  }
};

/// One line of `catalog show`.
struct FigureRow {
  std::string name;
  std::string value;
  Provenance provenance;
  bool is_rival = false;
};

}  // namespace shellfit::catalogs
