#pragma once
// References that keep to limits of their reactive power, as MATPOWER's do.

#include "studies/network_answer.hpp"

namespace shellfit::studies {

/// Solves with limits of reactive power, those of the reference's generators included: where they would have
/// to give more than they can, they give that and the real power that was found, and the generator of the
/// next bus that is held takes what is left over (MATPOWER's runpf, pf.enforce_q_lims). Angles stay those of
/// the bus that was the reference first. `limits` are of the network's only source; networks with several
/// keep their references, and a note says so.
void solve_with_reference_limits(NetworkAnswer& answer, const NetworkRequest& request,
                                 const ReactiveRange& limits);

}  // namespace shellfit::studies
