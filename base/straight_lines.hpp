#pragma once
// Points joined by straight lines.

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace shellfit {

/// The first and the last line go on beyond their ends. Precondition: two points at the least, x rises.
class StraightLines {
 public:
  struct Value {
    double y, slope;
  };
  StraightLines() = default;
  StraightLines(std::vector<double> x, std::vector<double> y) : x_(std::move(x)), y_(std::move(y)) {}

  [[nodiscard]] Value at(double x) const {
    const auto after = std::upper_bound(x_.begin() + 1, x_.end() - 1, x);
    const auto i = static_cast<std::size_t>(after - x_.begin()) - 1;
    const double slope = (y_[i + 1] - y_[i]) / (x_[i + 1] - x_[i]);
    return {y_[i] + slope * (x - x_[i]), slope};
  }
  [[nodiscard]] const std::vector<double>& x() const { return x_; }

 private:
  std::vector<double> x_, y_;
};

}  // namespace shellfit
