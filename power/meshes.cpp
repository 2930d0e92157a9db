#include "power/meshes.hpp"

#include "base/disjoint_sets.hpp"

#include <algorithm>

// From the earth, where all sources stand, a search in depth: an edge is on no ring when nothing behind it
// leads back before it (Tarjan, SIAM J. Comput. 1:2, 1972). A node is on one path when all edges to it are
// so.

namespace shellfit::power {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

struct Edge {
  int from, to;
  bool is_slim;  ///< R/X below 0.3
};

class Search {
 public:
  Search(int nodes, const std::vector<Edge>& edges)
      : edges_(edges), at_(ix(nodes)), order_(ix(nodes), -1), low_(ix(nodes), 0), via_(ix(nodes), -1) {
    for (std::size_t i = 0; i < edges.size(); ++i) {
      at_[ix(edges[i].from)].push_back(static_cast<int>(i));
      at_[ix(edges[i].to)].push_back(static_cast<int>(i));
    }
  }

  std::vector<char> on_one_path(int start) {
    std::vector<int> visited = search(start);
    std::vector<char> is_single(order_.size(), 1);
    for (const int node : visited) {
      if (node == start) continue;
      const auto& edge = edges_[ix(via_[ix(node)])];
      const int before = edge.from == node ? edge.to : edge.from;
      const bool is_bridge = low_[ix(node)] > order_[ix(before)];
      is_single[ix(node)] = is_bridge && is_single[ix(before)] != 0 ? 1 : 0;
    }
    return is_single;
  }

 private:
  /// Nodes in the order of their discovery.
  std::vector<int> search(int start) {
    std::vector<int> visited;
    std::vector<std::pair<int, std::size_t>> path{{start, 0}};
    const auto discover = [&](int node) {
      order_[ix(node)] = low_[ix(node)] = static_cast<int>(visited.size());
      visited.push_back(node);
    };
    discover(start);
    while (!path.empty()) {
      auto& [node, next] = path.back();
      if (next == at_[ix(node)].size()) {
        const int done = node;
        path.pop_back();
        if (!path.empty())
          low_[ix(path.back().first)] = std::min(low_[ix(path.back().first)], low_[ix(done)]);
        continue;
      }
      const int edge = at_[ix(node)][next++];
      if (edge == via_[ix(node)]) continue;
      const int other = edges_[ix(edge)].from == node ? edges_[ix(edge)].to : edges_[ix(edge)].from;
      if (order_[ix(other)] >= 0) {
        low_[ix(node)] = std::min(low_[ix(node)], order_[ix(other)]);
        continue;
      }
      via_[ix(other)] = edge;
      discover(other);
      path.emplace_back(other, 0);
    }
    return visited;
  }

  const std::vector<Edge>& edges_;
  std::vector<std::vector<int>> at_;
  std::vector<int> order_, low_, via_;
};

}  // namespace

std::vector<char> nodes_on_one_path(const FaultProblem& problem) {
  const int earth = problem.nodes;
  std::vector<Edge> edges;
  const auto is_slim = [](const Complex& z) { return z.real() < 0.3 * z.imag(); };
  for (const auto& branch : problem.branches) edges.push_back({branch.from, branch.to, is_slim(branch.z_pu)});
  for (const auto& feeder : problem.feeders)
    edges.push_back({feeder.node, earth, feeder.z_pu == Complex{} || is_slim(feeder.peak_z_pu)});
  auto is_single = Search(problem.nodes + 1, edges).on_one_path(earth);
  is_single.pop_back();

  // Where the whole part is slim.
  DisjointSets parts(problem.nodes);
  for (const auto& edge : edges) {
    if (edge.to != earth) parts.join(edge.from, edge.to);
  }
  std::vector<char> has_thick(ix(problem.nodes), 0);
  for (const auto& edge : edges) {
    if (!edge.is_slim) has_thick[ix(parts.root(edge.from))] = 1;
  }
  for (int i = 0; i < problem.nodes; ++i) {
    if (has_thick[ix(parts.root(i))] == 0) is_single[ix(i)] = 1;
  }
  return is_single;
}

std::vector<char> nodes_of_trees(const FaultProblem& problem) {
  DisjointSets parts(problem.nodes);
  std::vector<int> closers;  // an end of each branch that closes a ring
  for (const auto& branch : problem.branches) {
    if (!parts.join(branch.from, branch.to)) closers.push_back(branch.from);
  }
  std::vector<char> has_ring(ix(problem.nodes), 0);
  for (const int node : closers) has_ring[ix(parts.root(node))] = 1;
  std::vector<char> is_tree(ix(problem.nodes), 1);
  for (int node = 0; node < problem.nodes; ++node)
    is_tree[ix(node)] = has_ring[ix(parts.root(node))] == 0 ? 1 : 0;
  return is_tree;
}

}  // namespace shellfit::power
