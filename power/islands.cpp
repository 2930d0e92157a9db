#include "power/islands.hpp"

#include "base/disjoint_sets.hpp"

namespace shellfit::power {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

/// Islands of nodes by the branches that join them.
void number_islands(const NetworkProblem& problem, const NetworkState& state, int nodes, Islands& islands) {
  DisjointSets joined(nodes);
  for (std::size_t i = 0; i < problem.branches.size(); ++i) {
    const auto& branch = problem.branches[i];
    const int from = islands.node[ix(branch.from)];
    const int to = islands.node[ix(branch.to)];
    if (state.branch_out[i] == 0 && branch.is_from_closed && branch.is_to_closed && from >= 0 && to >= 0)
      joined.join(from, to);
  }
  islands.island_of_node.assign(ix(nodes), -1);
  islands.local.assign(ix(nodes), -1);
  std::vector<int> number(ix(nodes), -1);
  for (int bus = 0; bus < problem.bus_count(); ++bus) {
    const int node = islands.node[ix(bus)];
    if (node < 0) continue;
    auto& island = number[ix(joined.root(node))];
    if (island < 0) {
      island = static_cast<int>(islands.list.size());
      islands.list.emplace_back();
    }
    auto& one = islands.list[ix(island)];
    one.buses.push_back(bus);
    if (islands.local[ix(node)] >= 0) continue;
    islands.local[ix(node)] = static_cast<int>(one.nodes.size());
    islands.island_of_node[ix(node)] = island;
    one.nodes.push_back(node);
  }
}

}  // namespace

Islands find_islands(const NetworkProblem& problem, const NetworkState& state) {
  Islands islands;
  int nodes = 0;
  islands.node = merge_buses(problem, state, nodes);
  number_islands(problem, state, nodes, islands);
  const auto place = [&](std::vector<int> Island::*members, int bus, std::size_t index) {
    const int island = islands.of_bus(bus);
    if (island >= 0) (islands.list[ix(island)].*members).push_back(static_cast<int>(index));
  };
  for (std::size_t i = 0; i < problem.branches.size(); ++i) {
    const auto& branch = problem.branches[i];
    if (state.branch_out[i] != 0) continue;
    if (branch.is_from_closed)
      place(&Island::branches, branch.from, i);
    else if (branch.is_to_closed)
      place(&Island::branches, branch.to, i);
  }
  for (std::size_t i = 0; i < problem.sources.size(); ++i) {
    if (state.source_out[i] == 0) place(&Island::sources, problem.sources[i].bus, i);
  }
  for (std::size_t i = 0; i < problem.generators.size(); ++i) {
    if (state.generator_out[i] == 0) place(&Island::generators, problem.generators[i].bus, i);
  }
  for (std::size_t i = 0; i < problem.loads.size(); ++i) place(&Island::loads, problem.loads[i].bus, i);
  for (std::size_t i = 0; i < problem.shunts.size(); ++i) place(&Island::shunts, problem.shunts[i].bus, i);
  // A converter makes its output live when its input is: `live` has gone through chains of them already.
  const auto live = energized_buses(problem, state);
  for (auto& island : islands.list) island.has_source = live[ix(island.buses.front())] != 0;
  for (std::size_t i = 0; i < problem.converters.size(); ++i) {
    const auto& converter = problem.converters[i];
    if (state.converter_out[i] != 0 || live[ix(converter.from)] == 0 || live[ix(converter.to)] == 0) continue;
    const int fed = islands.of_bus(converter.to);
    if (fed == islands.of_bus(converter.from) || !islands.list[ix(fed)].sources.empty()) continue;
    place(&Island::outputs, converter.to, i);
    place(&Island::inputs, converter.from, i);
  }
  return islands;
}

std::vector<int> solving_order(const NetworkProblem& problem, const Islands& islands) {
  const int count = static_cast<int>(islands.list.size());
  std::vector<int> order;
  std::vector<int> waits_for(ix(count), 0);  // outputs that must be solved before
  for (int island = 0; island < count; ++island) {
    waits_for[ix(island)] = static_cast<int>(islands.list[ix(island)].inputs.size());
    if (waits_for[ix(island)] == 0 && islands.list[ix(island)].has_source) order.push_back(island);
  }
  for (std::size_t next = 0; next < order.size(); ++next) {
    for (const int i : islands.list[ix(order[next])].outputs) {
      const int input = islands.of_bus(problem.converters[ix(i)].from);
      if (--waits_for[ix(input)] == 0) order.push_back(input);
    }
  }
  for (int island = 0; island < count; ++island) {
    if (waits_for[ix(island)] > 0) order.push_back(island);
  }
  return order;
}

}  // namespace shellfit::power
