#pragma once
// Plant: what is said of a system against what stands in it, templates that cannot work, and voltages.

#include "documents/reading.hpp"
#include "site/study.hpp"

namespace shellfit::site {

void check_block(const PowerBlock& block, documents::Reading& reading);
void check_power(const PowerSystem& power, const std::vector<Feed>& feeds, documents::Reading& reading);
void check_cooling(const CoolingSystem& cooling, documents::Reading& reading);
/// One loop of a shell's cooling.
void check_loop(const CoolingLoop& loop, const CoolingSystem& cooling, documents::Reading& reading);
[[nodiscard]] bool has_header(const CoolingLoop& loop, const HeaderId& id);
/// What of a loop gives its heat to other loops, and what hangs on its headers.
void check_water_plant(const CoolingLoop& loop, const CoolingSystem& cooling, documents::Reading& reading);
/// The shell's plant and what the fit-out may add, on the voltage of the feeds.
void check_voltages(const Study& study, documents::Reading& reading);

}  // namespace shellfit::site
