#pragma once
// What a check's figures rest on: the data sheet behind a capacity, and the recalled or assumed ones among
// them.

#include "catalogs/figure.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

namespace shellfit::studies {

/// "UPS data sheet (schneider-vxl: derived)"
template <class Q>
[[nodiscard]] std::string cite(std::string_view clause, const catalogs::Figure<Q>& figure) {
  if (!figure.is_given()) return std::string(clause);
  return fmt::format("{} ({}: {})", clause, figure.provenance().source,
                     catalogs::evidence_text(figure.provenance().evidence));
}

/// Collects the figures of a check that are only recalled or assumed.
class WeakFigures {
 public:
  template <class Q>
  WeakFigures& with(const std::string& type, std::string_view name, const catalogs::Figure<Q>& figure) {
    if (figure.is_given()) add(type, name, figure.provenance());
    return *this;
  }
  WeakFigures& with(const std::string& type, std::string_view name, const catalogs::Provenance& provenance) {
    add(type, name, provenance);
    return *this;
  }
  [[nodiscard]] std::vector<std::string> take() { return std::move(names_); }

 private:
  void add(const std::string& type, std::string_view name, const catalogs::Provenance& provenance) {
    if (catalogs::is_weak(provenance.evidence))
      names_.push_back(fmt::format("{} {} ({})", type, name, catalogs::evidence_text(provenance.evidence)));
  }
  std::vector<std::string> names_;
};

}  // namespace shellfit::studies
