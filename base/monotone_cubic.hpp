#pragma once
// Curves through measured points.

#include <vector>

namespace shellfit {

/// Points joined by a monotone cubic (Fritsch and Carlson, SIAM J. Numer. Anal. 17:2, 1980), which has a
/// continuous slope and stays between neighbouring points. Before the first and beyond the last point it goes
/// on straight. Precondition: two points at the least, x rises, y nowhere turns.
class MonotoneCubic {
 public:
  struct Value {
    double y, slope;
  };
  MonotoneCubic() = default;
  MonotoneCubic(std::vector<double> x, std::vector<double> y);
  [[nodiscard]] Value at(double x) const;
  [[nodiscard]] const std::vector<double>& x() const { return x_; }
  [[nodiscard]] const std::vector<double>& y() const { return y_; }

 private:
  std::vector<double> x_, y_, slope_;
};

}  // namespace shellfit
