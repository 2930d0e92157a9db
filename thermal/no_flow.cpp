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

Unsolved unsolved(const CircuitInState& circuit, NoFlow why, const std::vector<int>& nodes) {
  Unsolved found;
  found.circuit = circuit.circuit();
  found.why = why;
  for (const int n : nodes) found.nodes.push_back(circuit.nodes()[ix(n)]);
  return found;
}

Unsolved why_flooded(const CircuitInState& circuit, const FlowShortage& shortage) {
  auto found = unsolved(circuit, NoFlow::contradictory_flows, shortage.flooded);
  found.reason = fmt::format("the given flows contradict each other: {:.4g} L/s reach {} and have no way on",
                             1e3 * shortage.surplus / circuit.mean_density_kg_m3(),
                             name(circuit, shortage.flooded.front()));
  return found;
}

Unsolved why_unfed(const CircuitInState& circuit, const NetworkState& state, const CircuitAnswer& answer,
                   const FlowShortage& shortage) {
  auto found = unsolved(circuit, NoFlow::unfed_demand, shortage.starved);
  std::vector<char> is_starved(circuit.nodes().size() + 1, 0);
  for (const int n : shortage.starved) is_starved[ix(n)] = 1;
  std::string gates;
  int count = 0;
  for (std::size_t k = 0; k < circuit.flow().branches.size(); ++k) {
    const auto& branch = circuit.flow().branches[k];
    if (branch.link < 0) continue;
    const bool leads_in = is_starved[ix(branch.from)] != is_starved[ix(branch.to)];
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
std::vector<Unsolved> why_left_out(const CircuitInState& circuit, const NetworkState& state,
                                   const CircuitAnswer& answer) {
  std::vector<Unsolved> all;
  std::size_t nodes = 0;
  for (const auto& shortage : answer.shortages) {
    nodes += shortage.flooded.size() + shortage.starved.size();
    if (!shortage.flooded.empty()) all.push_back(why_flooded(circuit, shortage));
    if (!shortage.starved.empty()) all.push_back(why_unfed(circuit, state, answer, shortage));
  }
  if (!all.empty() && nodes == circuit.nodes().size()) {
    all.resize(1);
    all.front().nodes.clear();
  }
  return all;
}

}  // namespace shellfit::thermal
