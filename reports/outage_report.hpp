#pragma once
// What each outage does to the one-line, for people and for programs.

#include "studies/switching_account.hpp"

#include <string>
#include <vector>

namespace shellfit::reports {

/// One line an outage: what transferred and what is dark; `state` empty. Else the whole sequence of the
/// outages of that name ("out:it.3.ups", with or without "@dry-bulb/full"); empty where there is none.
[[nodiscard]] std::string outages_text(const std::vector<studies::SwitchingAccount>& accounts,
                                       const std::string& state);

/// {"outages": [{"id", "steps": [{"kind", "what", "maintenance", "opens", "closes", "takes_out", "reason"}],
/// "dark_boards", "dark_racks", "racks_on_one_feed", "states"}]}.
[[nodiscard]] std::string outages_json(const site::Study& study,
                                       const std::vector<studies::SwitchingAccount>& accounts);

}  // namespace shellfit::reports
