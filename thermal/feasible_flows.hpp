#pragma once
// Whether flows exist at all: what nodes have too much must reach those that lack it, over passages that
// carry so much each way. A maximal flow by shortest augmenting paths (Edmonds and Karp, J. ACM 19:2, 1972);
// where it falls short, the passages that are full cut off the nodes that lack.

#include <vector>

namespace shellfit::thermal {

/// What an open link may carry along its direction and against it.
struct Passage {
  int from, to;
  double forward, backward;
};

struct FlowShortage {
  double surplus = 0, lack = 0;  ///< what finds no way on, and what nobody brings
  std::vector<int> flooded;      ///< nodes that the surplus cannot leave, the first with the most
  std::vector<int> starved;      ///< nodes that the lack is behind: no passage into them has room left
  int lacking = -1;              ///< of the starved the one that lacks most
};

/// `excess` by node: what enters there less what leaves. The outside has as much and takes as much as there
/// is; it is in no sum and no list. Shares of 1e-9 of the throughput are rounding.
[[nodiscard]] FlowShortage flow_shortage(std::vector<double> excess, std::vector<Passage> passages,
                                         double throughput, int outside);

}  // namespace shellfit::thermal
