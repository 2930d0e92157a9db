#pragma once
// Which checks use the figures that rules give, and what such a check cites.

#include "site/study.hpp"
#include "studies/check.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace shellfit::studies {

/// The kinds of check that an attribute of the basis goes into: "space/board-front" into equipment-space.
[[nodiscard]] std::vector<CheckKind> checks_using(std::string_view field);

/// What a check whose capacity is this attribute of the basis cites: the clause and edition of its rule, or
/// the basis of design when that states the figure itself.
[[nodiscard]] std::string cite_rule(const site::Study& study, std::string_view field);

/// The rule that gives this attribute of the basis, when it is only recalled or assumed: for checks that use
/// the attribute in some cases only.
[[nodiscard]] std::vector<std::string> weak_rule(const site::Study& study, std::string_view field);
/// Adds to each check the rules that all checks of its kind hang on, when they are only recalled or assumed.
void name_weak_rules(const site::Study& study, std::vector<Check>& checks);

}  // namespace shellfit::studies
