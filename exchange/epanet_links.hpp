#pragma once
// Pipes, pumps and valves of an EPANET file.

#include "exchange/epanet_draft.hpp"

namespace shellfit::exchange {

/// Preconditions: nodes, patterns and curves are read. Faults: E-INP-003 to E-INP-007, E-INP-012.
void read_epanet_links(EpanetDraft& draft);
/// Precondition: the links are read, without a fault. Valves that cannot stand where they do, and pumps
/// without a curve that can be used. Faults: E-INP-008, E-INP-009.
void check_epanet_links(EpanetDraft& draft);

}  // namespace shellfit::exchange
