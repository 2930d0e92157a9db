#pragma once
// Which rules hold for a basis, and the defaults that they give it.

#include "documents/document.hpp"
#include "documents/reading.hpp"
#include "site/basis.hpp"
#include "site/rules.hpp"

#include <string>
#include <string_view>

namespace shellfit::site {

/// The first child of a name, or nothing.
[[nodiscard]] const documents::Element* child_of(const documents::Element& parent, std::string_view name);

/// The set that holds where a basis names none, and why.
struct DefaultRuleSet {
  std::string set, reason;
};
[[nodiscard]] DefaultRuleSet default_rule_set(const std::string& country);

/// The set of a <basis> element with the figures that the basis changes. A set or rule that is not there is a
/// fault, unless the sets that a study would bring are not at hand.
[[nodiscard]] RuleSet rules_of_basis(const RuleSets& sets, const documents::Element& basis,
                                     const std::string& country, bool is_alone, documents::Reading& reading);

/// Gives the attributes that the basis leaves out their defaults, and says which rules those are. `path` is
/// how a reading calls the basis: "study/basis".
[[nodiscard]] AppliedRules give_defaults(const RuleSet& rules, const documents::Element& basis,
                                         const std::string& path, documents::Reading& reading);

}  // namespace shellfit::site
