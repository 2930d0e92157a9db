#pragma once
// The network of pipes that a request describes, solved.

#include "tests/validation/json_figures.hpp"

namespace shellfit::validation {

/// `circuits`: id, `fluid` ("water", "air", {kind, percent} of a glycol, or {rows} of K, kg/m3, Pa.s, J/kg/K
/// and W/m/K), `friction`, `gravity_m_s2`, `reference` with `reference_kpa`, `start_c`.
/// `nodes`: id, circuit, elevation_m. `reservoirs`: node with kpa, c or both. `demands`: node, kg_s, and c of
/// what enters. `links`: id, from, to, one of pipe, resistance, linear, power_law, table, pump, limited,
/// reducer, sustainer, breaker, given; one_way, gain_w. Ids of links in `closed`; shares of full speed by
/// pump in `speed`.
/// Answers nodes (kpa, head_m, c), links (kg_s, m3_s, mps, drop_kpa, outlet_c, lost_w, status), reservoirs
/// and demands (kg_s) in the order of the request, and what is `unsolved` with its reason.
[[nodiscard]] json solve_loops_of(const json& request);

}  // namespace shellfit::validation
