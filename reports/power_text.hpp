#pragma once
// A solved network in a screen: how it ended, what is lost, and where it is worst.

#include "studies/network_answer.hpp"

#include <string>

namespace shellfit::reports {

[[nodiscard]] std::string power_text(const studies::NetworkAnswer& answer);

}  // namespace shellfit::reports
