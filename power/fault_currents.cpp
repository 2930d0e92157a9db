#include "power/fault_currents.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace shellfit::power {

namespace {

/// A curve of the standard at one delay: offset + factor e^(rate x).
struct DecayCurve {
  double delay_s, offset, factor, rate;
};

/// Between the curves of two delays, linearly; before the first and behind the last, theirs.
template <class Value>
double between(const std::array<DecayCurve, 4>& curves, double delay_s, Value value_of) {
  if (delay_s <= curves.front().delay_s) return value_of(curves.front());
  for (std::size_t i = 1; i < curves.size(); ++i) {
    if (delay_s > curves[i].delay_s) continue;
    const double share = (delay_s - curves[i - 1].delay_s) / (curves[i].delay_s - curves[i - 1].delay_s);
    return value_of(curves[i - 1]) * (1.0 - share) + value_of(curves[i]) * share;
  }
  return value_of(curves.back());
}

}  // namespace

double peak_factor(double r_over_x) { return 1.02 + 0.98 * std::exp(-3.0 * r_over_x); }

double meshed_peak_factor(double r_over_x, double nominal_v) {
  return std::min(1.15 * peak_factor(r_over_x), nominal_v <= 1000.0 ? 1.8 : 2.0);
}

double generator_decay(double ratio, double delay_s) {
  if (ratio <= 2.0) return 1.0;
  constexpr std::array<DecayCurve, 4> curves{{{0.02, 0.84, 0.26, -0.26},
                                              {0.05, 0.71, 0.51, -0.30},
                                              {0.10, 0.62, 0.72, -0.32},
                                              {0.25, 0.56, 0.94, -0.38}}};
  return between(curves, delay_s, [&](const DecayCurve& curve) {
    return std::min(1.0, curve.offset + curve.factor * std::exp(curve.rate * ratio));
  });
}

double motor_decay(double megawatts_per_pole_pair, double delay_s) {
  constexpr std::array<DecayCurve, 4> curves{
      {{0.02, 1.03, 0.12, 0.0}, {0.05, 0.79, 0.12, 0.0}, {0.10, 0.57, 0.12, 0.0}, {0.25, 0.26, 0.10, 0.0}}};
  return between(curves, delay_s, [&](const DecayCurve& curve) {
    return std::clamp(curve.offset + curve.factor * std::log(megawatts_per_pole_pair), 0.0, 1.0);
  });
}

double direct_heat(double kappa, double frequency_hz, double duration_s) {
  const double logarithm = std::log(kappa - 1.0);
  const double cycles = 2.0 * frequency_hz * duration_s;
  // The limit of no decay, which the formula gives as 0 / 0.
  if (logarithm > -1e-9) return 2.0;
  return std::expm1(2.0 * cycles * logarithm) / (cycles * logarithm);
}

double alternating_heat(double initial_over_steady, double duration_s) {
  const double a = initial_over_steady;
  if (a < 1.25) return 1.0;
  const double b = a / (0.88 + 0.17 * a);  // I'k / Ik
  const double td = 3.1 / b;               // T'd, in seconds
  const double u = duration_s / td;
  const auto decayed = [&](double rate) { return -std::expm1(-rate * u) / u; };
  const double sum = 1.0 + decayed(20.0) / 20.0 * (a - b) * (a - b) +
                     decayed(2.0) / 2.0 * (b - 1.0) * (b - 1.0) + decayed(10.0) / 5.0 * (a - b) +
                     2.0 * decayed(1.0) * (b - 1.0) + decayed(11.0) / 5.5 * (a - b) * (b - 1.0);
  return sum / (a * a);
}

double interrupting_multiplier(double circuit_x_over_r, double tested_x_over_r) {
  if (circuit_x_over_r <= tested_x_over_r) return 1.0;
  const auto first_peak = [](double x_over_r) { return 1.0 + std::exp(-std::numbers::pi / x_over_r); };
  return first_peak(circuit_x_over_r) / first_peak(tested_x_over_r);
}

double peak_multiplier(double peak_over_initial, double nominal_v, double rated_a, double frequency_hz) {
  const auto low_voltage_n = [&] {
    if (rated_a <= 5e3) return 1.5;
    if (rated_a <= 10e3) return 1.7;
    if (rated_a <= 20e3) return 2.0;
    return rated_a <= 50e3 ? 2.1 : 2.2;
  };
  const double n = nominal_v <= 1000.0 ? low_voltage_n() : frequency_hz > 55.0 ? 2.6 : 2.5;
  return std::max(1.0, peak_over_initial / n);
}

}  // namespace shellfit::power
