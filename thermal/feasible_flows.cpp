#include "thermal/feasible_flows.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace shellfit::thermal {

namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }
constexpr std::size_t none = static_cast<std::size_t>(-1);

class MaximalFlow {
 public:
  MaximalFlow(std::vector<double> excess, std::vector<Passage> passages, double throughput)
      : excess_(std::move(excess)),
        passages_(std::move(passages)),
        at_node_(excess_.size()),
        rounding_(1e-9 * throughput) {
    for (std::size_t i = 0; i < passages_.size(); ++i) {
      at_node_[at(passages_[i].from)].push_back(i);
      at_node_[at(passages_[i].to)].push_back(i);
    }
  }

  FlowShortage run() {
    while (carry_along_one_path()) {
    }
    FlowShortage found;
    double most = 0;
    double least = 0;
    for (std::size_t n = 0; n < excess_.size(); ++n) {
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
    spread_upstream(found.starved);
    return found;
  }

 private:
  [[nodiscard]] double room(std::size_t i, int leaving) const {
    return passages_[i].from == leaving ? passages_[i].forward : passages_[i].backward;
  }
  [[nodiscard]] int other_end(std::size_t i, int node) const {
    return passages_[i].from == node ? passages_[i].to : passages_[i].from;
  }

  /// From any node with too much to the nearest that lacks; false when there is no way left.
  bool carry_along_one_path() {
    std::vector<std::size_t> entered_by(excess_.size(), none);
    std::vector<char> is_reached(excess_.size(), 0);
    std::vector<int> queue;
    for (std::size_t n = 0; n < excess_.size(); ++n) {
      if (excess_[n] <= rounding_) continue;
      is_reached[n] = 1;
      queue.push_back(static_cast<int>(n));
    }
    for (std::size_t k = 0; k < queue.size(); ++k) {
      const int node = queue[k];
      if (excess_[at(node)] < -rounding_) {
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
    double flow = -excess_[at(end)];
    int start = end;
    for (; entered_by[at(start)] != none; start = before(start))
      flow = std::min(flow, room(entered_by[at(start)], before(start)));
    flow = std::min(flow, excess_[at(start)]);
    for (int node = end; node != start; node = before(node)) {
      auto& passage = passages_[entered_by[at(node)]];
      const double signed_flow = passage.to == node ? flow : -flow;
      passage.forward -= signed_flow;
      passage.backward += signed_flow;
    }
    excess_[at(start)] -= flow;
    excess_[at(end)] += flow;
  }

  /// Adds the nodes that still have room towards those that lack: whatever came to them would go on.
  void spread_upstream(std::vector<int>& starved) const {
    std::vector<char> is_starved(excess_.size(), 0);
    for (const int n : starved) is_starved[at(n)] = 1;
    for (std::size_t k = 0; k < starved.size(); ++k) {
      const int node = starved[k];
      for (const auto i : at_node_[at(node)]) {
        const int other = other_end(i, node);
        if (is_starved[at(other)] != 0 || room(i, other) <= rounding_) continue;
        is_starved[at(other)] = 1;
        starved.push_back(other);
      }
    }
  }

  std::vector<double> excess_;
  std::vector<Passage> passages_;
  std::vector<std::vector<std::size_t>> at_node_;
  double rounding_;
};

}  // namespace

FlowShortage flow_shortage(std::vector<double> excess, std::vector<Passage> passages, double throughput) {
  return MaximalFlow(std::move(excess), std::move(passages), throughput).run();
}

}  // namespace shellfit::thermal
