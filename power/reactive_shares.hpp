#pragma once
// How those that hold one node together share its reactive power.

#include <vector>

namespace shellfit::power {

struct ReactiveHolder {
  double weight;             ///< among those that have one; zero: it only takes what those cannot
  double least_pu, most_pu;  ///< may be infinite
};

/// What each gives of `total_pu`; the shares add up to it. Precondition: one of them has a weight.
///
/// In proportion to their ranges where each has one. Where one has no end to it, by weight, no one beyond
/// its limits. A total beyond all limits, which only those have that do not keep them, is shared likewise.
[[nodiscard]] std::vector<double> share_reactive(const std::vector<ReactiveHolder>& holders, double total_pu);

}  // namespace shellfit::power
