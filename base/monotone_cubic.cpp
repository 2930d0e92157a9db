#include "base/monotone_cubic.hpp"

#include <algorithm>
#include <cmath>

namespace shellfit {

MonotoneCubic::MonotoneCubic(std::vector<double> x, std::vector<double> y)
    : x_(std::move(x)), y_(std::move(y)), slope_(x_.size()) {
  const auto n = x_.size();
  std::vector<double> secant(n - 1);
  for (std::size_t i = 0; i + 1 < n; ++i) secant[i] = (y_[i + 1] - y_[i]) / (x_[i + 1] - x_[i]);
  slope_.front() = secant.front();
  slope_.back() = secant.back();
  for (std::size_t i = 1; i + 1 < n; ++i) {
    // The harmonic mean keeps the cubic within its points; a flat neighbour makes it flat.
    const double product = secant[i - 1] * secant[i];
    slope_[i] = product > 0.0 ? 2.0 * product / (secant[i - 1] + secant[i]) : 0.0;
  }
}

MonotoneCubic::Value MonotoneCubic::at(double x) const {
  if (x <= x_.front()) return {y_.front() + slope_.front() * (x - x_.front()), slope_.front()};
  if (x >= x_.back()) return {y_.back() + slope_.back() * (x - x_.back()), slope_.back()};
  const auto after = std::upper_bound(x_.begin(), x_.end(), x);
  const auto i = static_cast<std::size_t>(after - x_.begin()) - 1;
  const double h = x_[i + 1] - x_[i];
  const double t = (x - x_[i]) / h;
  const double t2 = t * t;
  const double t3 = t2 * t;
  const double y = y_[i] * (2 * t3 - 3 * t2 + 1) + h * slope_[i] * (t3 - 2 * t2 + t) +
                   y_[i + 1] * (-2 * t3 + 3 * t2) + h * slope_[i + 1] * (t3 - t2);
  const double slope = (y_[i] * (6 * t2 - 6 * t) + y_[i + 1] * (-6 * t2 + 6 * t)) / h +
                       slope_[i] * (3 * t2 - 4 * t + 1) + slope_[i + 1] * (3 * t2 - 2 * t);
  return {y, slope};
}

}  // namespace shellfit
