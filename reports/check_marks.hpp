#pragma once
// What the checks of an element say, for the drawings: how far it is used, and whether it fails.

#include "studies/check.hpp"

#include <map>
#include <span>
#include <string>
#include <vector>

namespace shellfit::reports {

class CheckMarks {
 public:
  /// Holds on to the checks.
  explicit CheckMarks(std::span<const studies::Check> checks);

  /// Class of its drawing: "fail", "unknown" or nothing.
  [[nodiscard]] std::string_view status(const std::string& element) const;
  /// "fails cdu-duty, cdu-flow"; empty when no check of it fails.
  [[nodiscard]] std::string failing(const std::string& element) const;
  /// "93 %": what the check that uses it the furthest asks for, of what may be. Empty without a figure.
  [[nodiscard]] std::string use(const std::string& element, std::span<const studies::CheckKind> kinds) const;
  [[nodiscard]] std::string use(const std::string& element, studies::CheckKind kind) const {
    return use(element, {&kind, 1});
  }
  /// One sentence a check: "transformer-load 2801 of 3000 kVA in out:it.6.ups@dry-bulb/full".
  [[nodiscard]] std::string sentences(const std::string& element) const;

 private:
  [[nodiscard]] const std::vector<const studies::Check*>& of(const std::string& element) const;
  std::map<std::string, std::vector<const studies::Check*>> by_element_;
};

}  // namespace shellfit::reports
