#include "thermal/feasible_flows.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace shellfit::thermal {

namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }
constexpr std::size_t none = static_cast<std::size_t>(-1);

class MaximalFlow {
 public:
  MaximalFlow(std::vector<double> excess, std::vector<Passage> passages, double throughput, int outside)
      : excess_(std::move(excess)),
        passages_(std::move(passages)),
        at_node_(excess_.size()),
        rounding_(1e-9 * throughput),
        outside_(outside) {
    excess_[at(outside)] = 0;
    for (std::size_t i = 0; i < passages_.size(); ++i) {
      at_node_[at(passages_[i].from)].push_back(i);
      at_node_[at(passages_[i].to)].push_back(i);
    }
  }

  FlowShortage run() {
    // What the outside brings opens no way on for a surplus: where that can get, nothing lacks.
    std::vector<int> givers;
    for (std::size_t n = 0; n < excess_.size(); ++n) {
      if (excess_[n] > rounding_) givers.push_back(static_cast<int>(n));
    }
    while (carry_along_one_path(givers))
      std::erase_if(givers, [&](int n) { return excess_[at(n)] <= rounding_; });
    while (carry_along_one_path({outside_})) {
    }
    FlowShortage found;
    double most = 0;
    double least = 0;
    for (std::size_t n = 0; n < excess_.size(); ++n) {
      if (static_cast<int>(n) == outside_) continue;
      if (excess_[n] > rounding_) {
        found.surplus += excess_[n];
        found.flooded.push_back(static_cast<int>(n));
        if (excess_[n] > most) {
          most = excess_[n];
          std::swap(found.flooded.front(), found.flooded.back());
        }
      } else if (excess_[n] < -rounding_) {
        found.lack -= excess_[n];
        found.starved.push_back(static_cast<int>(n));
        if (excess_[n] < least) {
          least = excess_[n];
          found.lacking = static_cast<int>(n);
        }
      }
    }
    spread(found.flooded, true);
    spread(found.starved, false);
    return found;
  }

 private:
  [[nodiscard]] double room(std::size_t i, int leaving) const {
    return passages_[i].from == leaving ? passages_[i].forward : passages_[i].backward;
  }
  [[nodiscard]] int other_end(std::size_t i, int node) const {
    return passages_[i].from == node ? passages_[i].to : passages_[i].from;
  }

  /// From any of the givers to the nearest node that lacks, or to the outside; false when there is no way
  /// left.
  bool carry_along_one_path(const std::vector<int>& givers) {
    std::vector<std::size_t> entered_by(excess_.size(), none);
    std::vector<char> is_reached(excess_.size(), 0);
    auto queue = givers;
    for (const int n : queue) is_reached[at(n)] = 1;
    for (std::size_t k = 0; k < queue.size(); ++k) {
      const int node = queue[k];
      if (entered_by[at(node)] != none && (excess_[at(node)] < -rounding_ || node == outside_)) {
        carry(entered_by, node);
        return true;
      }
      for (const auto i : at_node_[at(node)]) {
        const int other = other_end(i, node);
        if (is_reached[at(other)] != 0 || room(i, node) <= rounding_) continue;
        is_reached[at(other)] = 1;
        entered_by[at(other)] = i;
        queue.push_back(other);
      }
    }
    return false;
  }
  void carry(const std::vector<std::size_t>& entered_by, int end) {
    const auto before = [&](int node) { return other_end(entered_by[at(node)], node); };
    double flow = end == outside_ ? std::numeric_limits<double>::infinity() : -excess_[at(end)];
    int start = end;
    for (; entered_by[at(start)] != none; start = before(start))
      flow = std::min(flow, room(entered_by[at(start)], before(start)));
    if (start != outside_) flow = std::min(flow, excess_[at(start)]);
    for (int node = end; node != start; node = before(node)) {
      auto& passage = passages_[entered_by[at(node)]];
      const double signed_flow = passage.to == node ? flow : -flow;
      passage.forward -= signed_flow;
      passage.backward += signed_flow;
    }
    if (start != outside_) excess_[at(start)] -= flow;
    if (end != outside_) excess_[at(end)] += flow;
  }

  /// Adds the nodes that passages with room join to those listed, out of them or into them: a surplus there
  /// would come to these too, and whatever came to these would go on to those that lack.
  void spread(std::vector<int>& nodes, bool downstream) const {
    std::vector<char> is_listed(excess_.size(), 0);
    for (const int n : nodes) is_listed[at(n)] = 1;
    for (std::size_t k = 0; k < nodes.size(); ++k) {
      const int node = nodes[k];
      for (const auto i : at_node_[at(node)]) {
        const int other = other_end(i, node);
        if (is_listed[at(other)] != 0 || room(i, downstream ? node : other) <= rounding_) continue;
        is_listed[at(other)] = 1;
        nodes.push_back(other);
      }
    }
  }

  std::vector<double> excess_;
  std::vector<Passage> passages_;
  std::vector<std::vector<std::size_t>> at_node_;
  double rounding_;
  int outside_;
};

}  // namespace

FlowShortage flow_shortage(std::vector<double> excess, std::vector<Passage> passages, double throughput,
                           int outside) {
  return MaximalFlow(std::move(excess), std::move(passages), throughput, outside).run();
}

}  // namespace shellfit::thermal
