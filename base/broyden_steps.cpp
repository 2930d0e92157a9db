#include "base/broyden_steps.hpp"

#include <array>

namespace shellfit {

namespace {

double dot(std::span<const double> a, std::span<const double> b) {
  std::array<double, 4> sum{};
  std::size_t i = 0;
  for (; i + 4 <= a.size(); i += 4) {
    for (std::size_t k = 0; k < 4; ++k) sum[k] += a[i + k] * b[i + k];
  }
  for (; i < a.size(); ++i) sum[0] += a[i] * b[i];
  return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

}  // namespace

void BroydenSteps::accelerate(std::span<double> step) {
  const auto k = static_cast<std::size_t>(taken_++);
  for (std::size_t j = 0; j + 1 < k; ++j) {
    const double amount = dot(steps_[j], step) / squares_[j];
    const auto& next = steps_[j + 1];
    for (std::size_t i = 0; i < step.size(); ++i) step[i] += amount * next[i];
  }
  if (k > 0) {
    const double factor = 1.0 / (1.0 - dot(steps_[k - 1], step) / squares_[k - 1]);
    for (auto& one : step) one *= factor;
  }
  if (steps_.size() <= k) {
    steps_.emplace_back();
    squares_.push_back(0.0);
  }
  steps_[k].assign(step.begin(), step.end());
  squares_[k] = dot(step, step);
}

}  // namespace shellfit
