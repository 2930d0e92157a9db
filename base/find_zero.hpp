#pragma once
// Zeros of functions of one number.

#include <algorithm>
#include <cmath>

namespace shellfit {

/// Zero of a rising function between two ends, to `tolerance` in its argument: inverse quadratic steps where
/// they can be trusted, halvings elsewhere (T. R. Chandrupatla, Advances in Engineering Software 28, 1997).
/// An end where the function has no zero inside.
template <class Function>
double find_zero(double low, double high, double tolerance, Function function) {
  constexpr int most_steps = 100;
  double a = low, b = high;
  double of_a = function(a), of_b = function(b);
  if (of_a >= 0.0) return low;
  if (of_b <= 0.0) return high;
  double share = 0.5;
  for (int step = 0; step < most_steps; ++step) {
    const double x = a + share * (b - a);
    const double of_x = function(x);
    const bool is_on_a = (of_x < 0.0) == (of_a < 0.0);
    const double c = is_on_a ? a : b;
    const double of_c = is_on_a ? of_a : of_b;
    if (!is_on_a) {
      b = a;
      of_b = of_a;
    }
    a = x;
    of_a = of_x;
    const double least_share = tolerance / std::abs(b - a);
    if (of_a == 0.0 || least_share > 0.5) break;
    const double xi = (a - b) / (c - b);
    const double phi = (of_a - of_b) / (of_c - of_b);
    const bool is_trusted = phi * phi < xi && (1.0 - phi) * (1.0 - phi) < 1.0 - xi;
    share = is_trusted ? of_a / (of_b - of_a) * of_c / (of_b - of_c) +
                             (c - a) / (b - a) * of_a / (of_c - of_a) * of_b / (of_c - of_b)
                       : 0.5;
    share = std::clamp(share, least_share, 1.0 - least_share);
  }
  return std::abs(of_a) < std::abs(of_b) ? a : b;
}

}  // namespace shellfit
