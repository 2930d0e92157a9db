#pragma once
// The sections [OPTIONS] and [TIMES] of an EPANET file.

#include "exchange/epanet_draft.hpp"

namespace shellfit::exchange {

/// Precondition: the patterns are read. Faults: E-INP-003, E-INP-004, E-INP-011.
void read_epanet_options(EpanetDraft& draft);
/// Faults: E-INP-003, E-INP-004.
void read_epanet_times(EpanetDraft& draft);

/// Hours that a time says, such as 5, 13:50, "1:50" with "pm" or "90" with "min"; nothing when it is no time.
[[nodiscard]] std::optional<double> epanet_hours(std::string_view time, std::string_view unit);

}  // namespace shellfit::exchange
