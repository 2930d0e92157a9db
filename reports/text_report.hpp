#pragma once
// Answers that a person reads in ten seconds, 80 to 110 columns wide, the verdict last.

#include "studies/capacity.hpp"
#include "studies/verdict.hpp"

#include <string>
#include <string_view>

namespace shellfit::reports {

/// "12 MW", or its bounds where what is unknown decides: "undecided, 12 MW at best".
[[nodiscard]] std::string hostable_text(RealPower hostable, RealPower at_best);
/// "+12.3 %" of the limit, "+2.3 K" of a temperature; empty where a margin says nothing.
[[nodiscard]] std::string margin_text(const studies::Check& check);
inline constexpr std::string_view margin_legend =
    "margins: what is left, in % of what explain says of each kind, of temperatures in K; negative where a "
    "limit is passed";
/// "at the POI, of what is asked, batteries recharging".
[[nodiscard]] std::string poi_label(const studies::Verdict& verdict);
/// Real and apparent power there, or why there is none.
[[nodiscard]] std::string poi_text(const studies::Verdict& verdict);
[[nodiscard]] std::string verdict_text(const site::Study& study, const studies::Verdict& verdict,
                                       bool with_color);
[[nodiscard]] std::string capacity_text(const site::Study& study, const studies::Capacity& capacity,
                                        bool with_color);

}  // namespace shellfit::reports
