#pragma once
// Whether the given flows of a closed circuit can go round at all: a fan against a closed damper cannot. What
// each node has too much must reach the nodes that lack it over open links, pumps forward only and limiting
// valves up to their limit: a maximal flow by shortest augmenting paths (Edmonds and Karp, J. ACM 19:2,
// 1972).

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace shellfit::thermal {

/// What an open link may carry each way.
struct Passage {
  int from, to;
  double forward_m3_s, backward_m3_s;
};

class GivenFlows {
 public:
  GivenFlows(int nodes, std::vector<Passage> passages)
      : passages_(std::move(passages)),
        at_node_(static_cast<std::size_t>(nodes)),
        excess_(at_node_.size(), 0.0) {
    for (std::size_t i = 0; i < passages_.size(); ++i) {
      at_node_[at(passages_[i].from)].push_back(i);
      at_node_[at(passages_[i].to)].push_back(i);
    }
  }

  void give(int from, int to, double flow_m3_s) {
    excess_[at(from)] -= flow_m3_s;
    excess_[at(to)] += flow_m3_s;
    throughput_ += std::fabs(flow_m3_s);
  }

  struct Contradiction {
    int node = -1;         ///< -1: none
    double flow_m3_s = 0;  ///< that reaches the node and cannot leave it
  };
  /// The node that keeps most, when not all of it finds a way.
  [[nodiscard]] Contradiction contradiction() {
    while (carry_along_one_path()) {
    }
    Contradiction worst;
    for (std::size_t n = 0; n < excess_.size(); ++n) {
      if (excess_[n] > std::max(rounding(), worst.flow_m3_s)) worst = {static_cast<int>(n), excess_[n]};
    }
    return worst;
  }

 private:
  static std::size_t at(int i) { return static_cast<std::size_t>(i); }
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  [[nodiscard]] double rounding() const { return 1e-9 * throughput_; }

  /// From any node with too much to the nearest that lacks; false when there is no way left.
  bool carry_along_one_path() {
    std::vector<std::size_t> entered_by(excess_.size(), none);
    std::vector<char> is_reached(excess_.size(), 0);
    std::vector<int> queue;
    for (std::size_t n = 0; n < excess_.size(); ++n) {
      if (excess_[n] <= rounding()) continue;
      is_reached[n] = 1;
      queue.push_back(static_cast<int>(n));
    }
    for (std::size_t k = 0; k < queue.size(); ++k) {
      const int node = queue[k];
      if (excess_[at(node)] < -rounding()) {
        carry(entered_by, node);
        return true;
      }
      for (const auto i : at_node_[at(node)]) {
        const int other = passages_[i].from == node ? passages_[i].to : passages_[i].from;
        if (is_reached[at(other)] != 0 || room(i, node) <= rounding()) continue;
        is_reached[at(other)] = 1;
        entered_by[at(other)] = i;
        queue.push_back(other);
      }
    }
    return false;
  }
  [[nodiscard]] double room(std::size_t i, int leaving) const {
    return passages_[i].from == leaving ? passages_[i].forward_m3_s : passages_[i].backward_m3_s;
  }
  void carry(const std::vector<std::size_t>& entered_by, int end) {
    const auto before = [&](int node) {
      const auto& passage = passages_[entered_by[at(node)]];
      return passage.from == node ? passage.to : passage.from;
    };
    double flow = -excess_[at(end)];
    int start = end;
    for (; entered_by[at(start)] != none; start = before(start))
      flow = std::min(flow, room(entered_by[at(start)], before(start)));
    flow = std::min(flow, excess_[at(start)]);
    for (int node = end; node != start; node = before(node)) {
      auto& passage = passages_[entered_by[at(node)]];
      const double signed_flow = passage.to == node ? flow : -flow;
      passage.forward_m3_s -= signed_flow;
      passage.backward_m3_s += signed_flow;
    }
    excess_[at(start)] -= flow;
    excess_[at(end)] += flow;
  }

  std::vector<Passage> passages_;
  std::vector<std::vector<std::size_t>> at_node_;
  std::vector<double> excess_;
  double throughput_ = 0;
};

}  // namespace shellfit::thermal
