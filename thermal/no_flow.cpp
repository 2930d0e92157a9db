#include "thermal/no_flow.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace shellfit::thermal {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

const std::string& name(const CircuitInState& circuit, int local_node) {
  return circuit.network().node_name(circuit.nodes()[ix(local_node)]);
}

std::string contradictory_regulators(const CircuitInState& circuit, const CircuitAnswer& answer) {
  std::string names;
  for (std::size_t k = 0; k < circuit.flow().branches.size(); ++k) {
    if (answer.status[k] != BranchStatus::regulates) continue;
    if (!names.empty()) names += ", ";
    names += circuit.network().link_name(circuit.flow().branches[k].link);
  }
  return "the pressures that these valves hold leave flows undetermined: " + names;
}

}  // namespace

Unsolved why_no_flows(const CircuitInState& circuit, const CircuitAnswer& answer) {
  Unsolved found;
  found.circuit = circuit.circuit();
  using End = CircuitAnswer::End;
  const auto& branch_name = [&] {
    const int k = answer.worst_branch;
    return k >= 0 && circuit.flow().branches[ix(k)].link >= 0
               ? circuit.network().link_name(circuit.flow().branches[ix(k)].link)
               : std::string("a way out");
  };
  switch (answer.end) {
    case End::contradictory_flows: {
      const auto& shortage = answer.shortage;
      found.why = NoFlow::contradictory_flows;
      found.reason = fmt::format(
          "the given flows contradict each other: {:.4g} L/s reach {} and have no way on",
          1e3 * shortage.surplus / circuit.mean_density_kg_m3(), name(circuit, shortage.flooded.front()));
      break;
    }
    case End::singular: {
      const bool has_regulators = std::any_of(circuit.flow().branches.begin(), circuit.flow().branches.end(),
                                              [](const Branch& one) { return one.regulator >= 0; });
      found.why = has_regulators ? NoFlow::contradictory_regulators : NoFlow::not_found;
      found.reason = has_regulators ? contradictory_regulators(circuit, answer)
                                    : "the equations of the circuit are singular";
      break;
    }
    case End::grows:
      found.why = NoFlow::not_found;
      found.reason = fmt::format("flows grow without bound, first at {}", branch_name());
      break;
    default:
      found.why = NoFlow::not_found;
      found.reason = fmt::format("flows still change by {:.1e} of the largest, most at {}",
                                 answer.worst_share, branch_name());
  }
  return found;
}
Unsolved why_unfed(const CircuitInState& circuit, const NetworkState& state, const CircuitAnswer& answer) {
  Unsolved found;
  found.circuit = circuit.circuit();
  found.why = NoFlow::unfed_demand;
  const auto& shortage = answer.shortage;
  for (const int n : shortage.starved) found.nodes.push_back(circuit.nodes()[ix(n)]);
  std::string gates;
  int count = 0;
  for (std::size_t k = 0; k < circuit.flow().branches.size(); ++k) {
    const auto& branch = circuit.flow().branches[k];
    if (branch.link < 0) continue;
    const bool leads_in = answer.is_starved[ix(branch.from)] != answer.is_starved[ix(branch.to)];
    if (!leads_in || ++count > 5) continue;
    if (!gates.empty()) gates += ", ";
    gates += circuit.network().link_name(branch.link);
    const double flow = std::fabs(answer.kg_s[k]);
    gates += state.link_closed[ix(branch.link)] != 0 ? " (closed)"
             : flow > 0.0 ? fmt::format(" (at most {:.4g} L/s)", 1e3 * flow / circuit.mean_density_kg_m3())
                          : " (not that way)";
  }
  if (count > 5) gates += fmt::format(" and {} more", count - 5);
  found.reason =
      fmt::format("{:.4g} L/s asked for at {} cannot get there: {}",
                  1e3 * shortage.lack / circuit.mean_density_kg_m3(), name(circuit, shortage.lacking),
                  gates.empty() ? "no link leads there from a node that gives" : "the way is by " + gates);
  return found;
}

}  // namespace shellfit::thermal
