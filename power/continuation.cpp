#include "power/continuation.hpp"

#include "power/linear_start.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

// F(x, λ) = λ s - taken(x) = 0, x the angles and magnitudes. Along the curve J dx = s dλ, J the Jacobian of
// what is taken. A step along the unit tangent (t, t_λ) predicts; corrections stay at right angles to it:
//   J δx = F + s δλ,  t·δx + t_λ δλ = 0.

namespace shellfit::power {

namespace {

using Complex = std::complex<double>;

/// Over the unknowns' mean, so that a step's length means the same in a large network as in a small one.
double dot(const std::vector<double>& a, const std::vector<double>& b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0) /
         static_cast<double>(std::max<std::size_t>(a.size(), 1));
}

class Curve {
 public:
  explicit Curve(const IslandProblem& island) : island_(island), balance_(island) {
    for (std::size_t i = 0; i < island.injected.size(); ++i)
      largest_pu_ =
          std::max(largest_pu_, std::abs(island.injected[i]) + std::abs(island.injected_current[i]) +
                                    std::abs(island.injected_square[i]));
    good_enough_pu_ = std::max(1e-8 * largest_pu_, balance_.rounding_pu());
  }

  NoseCurve follow(const NewtonLimits& limits) {
    NoseCurve curve;
    curve.last = solve_newton(balance_, island_, unloaded(), limits, 0.0);
    // Without held nodes this is the solution, however much its lines charge.
    if (!curve.last.has_converged)
      curve.last = solve_newton(balance_, island_, linear_start(island_, 0.0), limits, 0.0);
    if (!curve.last.has_converged) return curve;
    Point here{curve.last.voltage, 0.0, {}, 1.0};
    if (!find_tangent(here, nullptr)) return curve;
    double length = 0.25;
    int refinements = 6;
    for (int step = 0; step < most_steps; ++step) {
      auto next = advance(here, length);
      if (next && next->share_tangent <= 0 && refinements > 0) {
        --refinements;  // past the nose: come closer from before it
        length *= 0.4;
        curve.end = NoseCurve::End::nose;
        continue;
      }
      if (!next) {
        length *= 0.4;
        if (length < least_length) break;
        continue;
      }
      // From far beyond, Newton's method might find the lower solution.
      constexpr double near_all = 0.01;
      if (next->share > 1.0 + near_all) {
        length *= std::clamp((1.0 + 0.5 * near_all - here.share) / (next->share - here.share), 0.05, 0.9);
        continue;
      }
      if (next->share >= 1.0 - near_all && finish(*next, limits, curve)) return curve;
      if (next->share > curve.share) {
        curve.share = std::min(next->share, 1.0);
        curve.last.voltage = next->voltage;
      }
      if (next->share_tangent <= 0) {
        curve.end = NoseCurve::End::nose;
        return curve;
      }
      here = std::move(*next);
      // Before the nose is near, long steps that the corrector takes easily.
      if (refinements == 6) length = std::min(1.5 * length, most_length);
    }
    return curve;
  }

 private:
  static constexpr int most_steps = 400, most_corrections = 8;
  static constexpr double least_length = 1e-7, most_length = 0.5;

  /// The island's start, but for voltages so low that no load would be solved by none of them.
  std::vector<Complex> unloaded() const {
    auto start = island_.start;
    constexpr double low_pu = 0.5;
    for (std::size_t i = 0; i < start.size(); ++i) {
      const double v = std::abs(start[i]);
      if (island_.kind[i] == NodeKind::free && v < low_pu) start[i] = v > 0 ? start[i] / v : Complex{1.0};
    }
    return start;
  }

  struct Point {
    std::vector<Complex> voltage;
    double share;
    std::vector<double> tangent;
    double share_tangent;
  };

  /// The unit tangent, along the way that the last one went.
  bool find_tangent(Point& point, const Point* before) {
    balance_.evaluate(point.voltage, point.share);
    if (!balance_.factor()) return false;
    auto t = balance_.injections();
    balance_.solve(t);
    const double norm = std::sqrt(1.0 + dot(t, t));
    if (!std::isfinite(norm)) return false;
    double sign = 1.0;
    if (before != nullptr && dot(t, before->tangent) + before->share_tangent < 0) sign = -1.0;
    for (auto& one : t) one *= sign / norm;
    point.share_tangent = sign / norm;
    point.tangent = std::move(t);
    return true;
  }

  std::optional<Point> advance(const Point& from, double length) {
    Point next{from.voltage, from.share + length * from.share_tangent, {}, 0.0};
    auto step = from.tangent;
    for (auto& one : step) one *= length;
    balance_.advance(next.voltage, step);
    for (int round = 0; round < most_corrections; ++round) {
      balance_.evaluate(next.voltage, next.share);
      int node = -1;
      const double worst_pu = balance_.worst(node);
      if (!std::isfinite(worst_pu)) return std::nullopt;
      if (worst_pu <= good_enough_pu_) {
        if (!find_tangent(next, &from)) return std::nullopt;
        return next;
      }
      if (!balance_.factor()) return std::nullopt;
      auto a = balance_.mismatch();
      auto b = balance_.injections();
      balance_.solve(a);
      balance_.solve(b);
      const double more = -dot(from.tangent, a) / (dot(from.tangent, b) + from.share_tangent);
      for (std::size_t i = 0; i < a.size(); ++i) a[i] += more * b[i];
      balance_.advance(next.voltage, a);
      next.share += more;
    }
    return std::nullopt;
  }

  bool finish(const Point& beyond, const NewtonLimits& limits, NoseCurve& curve) {
    auto all = solve_newton(balance_, island_, beyond.voltage, limits);
    if (!all.has_converged) return false;
    curve = {NoseCurve::End::all_of_it, 1.0, std::move(all)};
    return true;
  }

  const IslandProblem& island_;
  PowerBalance balance_;
  double largest_pu_ = 0, good_enough_pu_ = 0;
};

}  // namespace

NoseCurve follow_to_nose(const IslandProblem& island, const NewtonLimits& limits) {
  return Curve(island).follow(limits);
}

}  // namespace shellfit::power
