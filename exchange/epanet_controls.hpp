#pragma once
// What opens, closes and sets links of an EPANET file: [STATUS] at the start, [CONTROLS] by time and level.

#include "exchange/epanet_draft.hpp"

namespace shellfit::exchange {

/// Precondition: the links are read. Faults: E-INP-003, E-INP-004, E-INP-006.
void read_epanet_statuses(EpanetDraft& draft);
/// Preconditions: links and nodes are read. Faults: E-INP-003, E-INP-004, E-INP-006.
void read_epanet_controls(EpanetDraft& draft);

}  // namespace shellfit::exchange
