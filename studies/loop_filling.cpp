#include "studies/loop_filling.hpp"

#include "base/disjoint_sets.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numbers>

namespace shellfit::studies {

namespace {

using thermal::LinkStatus;

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

}  // namespace

LoopFilling::LoopFilling(LoopAnswer& answer) : answer_(answer) {
  answer_.nodes.resize(answer_.network.nodes.size());
  answer_.links.resize(answer_.network.links.size());
}

Length LoopFilling::column(double pascal, int circuit) const {
  return pascal / (answer_.density_kg_m3[ix(circuit)] * answer_.problem.circuits[ix(circuit)].gravity_m_s2) *
         units::m;
}

void LoopFilling::put_pressure(std::size_t node, double pascal) {
  auto& to = answer_.nodes[node];
  if (!std::isfinite(pascal)) return;
  to.no_pressure = NoPressure::none;
  to.pressure = GaugePressure::from_si(pascal);
  to.head =
      column(pascal, answer_.problem.circuit_of_node[node]) + answer_.problem.elevation_m[node] * units::m;
}

void LoopFilling::put_link(std::size_t link, LinkStatus status, VolumeFlow flow, MassFlow mass_flow,
                           PressureDifference drop) {
  auto& to = answer_.links[link];
  const auto& data = answer_.problem.links[link];
  to.status = status;
  if (!flow.is_missing()) {
    to.flow = flow;
    to.mass_flow = mass_flow;
    if (data.bore_m > 0.0)
      to.velocity = 4.0 / (std::numbers::pi * data.bore_m * data.bore_m) * flow.in_si() * units::m_per_s;
  }
  if (drop.is_missing()) return;
  to.drop = drop;
  to.head_loss = column(drop.in_si(), data.circuit);
}

void LoopFilling::explain_missing_pressures(std::string_view sources) {
  // What links join that are open or pass what is given.
  DisjointSets pieces(answer_.problem.node_count());
  for (std::size_t i = 0; i < answer_.links.size(); ++i) {
    const auto status = answer_.links[i].status;
    if (status == LinkStatus::open || status == LinkStatus::given)
      pieces.join(answer_.problem.links[i].from, answer_.problem.links[i].to);
  }
  const auto piece_of = [&](std::size_t node) { return ix(pieces.root(static_cast<int>(node))); };
  std::vector<char> has_pressure(answer_.nodes.size(), 0);
  for (std::size_t i = 0; i < answer_.nodes.size(); ++i) {
    if (answer_.nodes[i].no_pressure == NoPressure::none) has_pressure[piece_of(i)] = 1;
  }
  for (std::size_t i = 0; i < answer_.nodes.size(); ++i) {
    auto& node = answer_.nodes[i];
    if (node.no_pressure == NoPressure::none) continue;
    const bool is_joined = has_pressure[piece_of(i)] != 0;
    node.no_pressure = is_joined ? NoPressure::not_asked : NoPressure::cut_off;
    node.reason = is_joined ? "its flows are given, and no pressure is asked for"
                            : fmt::format("links that are closed or at a bound part it from {}", sources);
  }
}

}  // namespace shellfit::studies
