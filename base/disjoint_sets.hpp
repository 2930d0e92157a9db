#pragma once
// Sets of numbers that only grow together: what is connected with what.

#include <cstddef>
#include <numeric>
#include <vector>

namespace shellfit {

/// The numbers 0 .. count-1, each a set of its own until it is joined (Tarjan, J. ACM 22:2, 1975).
class DisjointSets {
 public:
  explicit DisjointSets(int count) : parent_(static_cast<std::size_t>(count)) {
    std::iota(parent_.begin(), parent_.end(), 0);
  }

  /// One number of the set, the same for all in it until it is joined again.
  [[nodiscard]] int root(int i) {
    while (parent(i) != i) i = parent(i) = parent(parent(i));
    return i;
  }
  /// False when they were in one set before.
  bool join(int a, int b) {
    const int from = root(a);
    const int to = root(b);
    parent(from) = to;
    return from != to;
  }

 private:
  int& parent(int i) { return parent_[static_cast<std::size_t>(i)]; }
  std::vector<int> parent_;
};

}  // namespace shellfit
