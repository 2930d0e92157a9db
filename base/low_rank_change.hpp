#pragma once
// A factored matrix that changes at a few rows and columns, solved with the factors that there are.

#include "base/sparse.hpp"

#include <span>
#include <vector>

namespace shellfit {

/// A + E C E^T, where E are the columns of the identity at `places`: (A + E C E^T)^-1 r = y - Z (I + C E^T
/// Z)^-1 C E^T y with y = A^-1 r and Z = A^-1 E (Woodbury; Hager, SIAM Review 31:2, 1989).
class LowRankChange {
 public:
  /// No change.
  LowRankChange() = default;
  /// `change`: C by columns. `inverse`: Z, its columns four by four, each four of them row after row; what
  /// the last four have too many is not looked at.
  LowRankChange(std::vector<int> places, std::span<const double> change, std::vector<Four> inverse);

  /// Makes of the solution with A that with the changed matrix. No numbers come out where that is singular.
  void apply(std::span<double> solution) const;

 private:
  std::vector<int> places_;
  std::vector<Four> inverse_;
  std::vector<double> correction_;  ///< (I + C E^T Z)^-1 C by rows
};

}  // namespace shellfit
