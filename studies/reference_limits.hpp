#pragma once
// Limits of reactive power as MATPOWER enforces them, at the reference too.

#include "studies/network_answer.hpp"

namespace shellfit::studies {

/// Solves as MATPOWER's runpf does with pf.enforce_q_lims = 1. After each solution without limits, every bus whose
/// generators pass their limits lets go: they give what they can from then on. When the reference is among them,
/// it keeps the real power that was found, and the next bus that is held takes what is left over; angles stay
/// those of the first reference.
///
/// Nobody who has let go takes hold again, which the load flow's own limits allow: where a bus ends on the wrong
/// side of the voltage that it would hold, a note says so. `limits` are of the network's only source; networks
/// with several keep their references (MATPOWER refuses them), and a note says so.
void solve_with_reference_limits(NetworkAnswer& answer, const NetworkRequest& request,
                                 const ReactiveRange& limits);

}  // namespace shellfit::studies
