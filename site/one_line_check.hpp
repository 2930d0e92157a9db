#pragma once
// What a one-line must be before a network can be made of it.

#include "documents/reading.hpp"
#include "site/plant.hpp"
#include "site/shell.hpp"

namespace shellfit::site {

/// Faults of a described system that need no catalog: ids that templates and elements or feeds both use,
/// elements joined to themselves, boards that feed each other in a ring. True when a network can be made of
/// it.
[[nodiscard]] bool check_one_line(const PowerSystem& power, const std::vector<Feed>& feeds,
                                  documents::Reading& reading);

/// Elements joined at different voltages, and boards that no voltage reaches. Precondition: check_one_line
/// found nothing, all ids resolve.
void check_voltages(const OneLine& one_line, LineVoltage feed_voltage, const catalogs::Catalog& catalog,
                    documents::Reading& reading);

}  // namespace shellfit::site
