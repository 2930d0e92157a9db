#pragma once
// Patterns, curves, junctions, reservoirs, tanks, demands and emitters of an EPANET file.

#include "exchange/epanet_draft.hpp"

namespace shellfit::exchange {

/// Faults: E-INP-004, E-INP-009, E-INP-012.
void read_epanet_patterns(EpanetDraft& draft);
void read_epanet_curves(EpanetDraft& draft);
/// Preconditions: patterns and curves are read. Faults: E-INP-003 to E-INP-006, E-INP-009, E-INP-010,
/// E-INP-012.
void read_epanet_nodes(EpanetDraft& draft);
/// Preconditions: the nodes are read. Faults: E-INP-004, E-INP-006.
void read_epanet_demands(EpanetDraft& draft);
void read_epanet_emitters(EpanetDraft& draft);

}  // namespace shellfit::exchange
