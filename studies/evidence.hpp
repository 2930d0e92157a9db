#pragma once
// What a check's figures rest on: the data sheet behind a capacity, and the recalled or assumed ones among
// them.

#include "base/uncertain.hpp"
#include "catalogs/figure.hpp"
#include "studies/check.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>
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
  /// Those of something the check hangs on beside.
  WeakFigures& and_all(const std::vector<std::string>& names) {
    names_.insert(names_.end(), names.begin(), names.end());
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

/// A demand against a figure of the shell, in units of `unit`; with a question when nobody gave it.
template <class Q>
[[nodiscard]] Check against(CheckKind kind, const std::string& element, Q demand, const Uncertain<Q>& has,
                            double unit, std::vector<std::string> weak, const std::string& question) {
  const auto capacity = has.at(Corner::middle);
  if (!capacity) return unknown_check(kind, element, question);
  return make_check(kind, element, "", demand.in_si() / unit, capacity->in_si() / unit, {}, std::move(weak));
}

}  // namespace shellfit::studies
