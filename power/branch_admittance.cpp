#include "power/branch_admittance.hpp"

#include <algorithm>
#include <cmath>

namespace shellfit::power {

namespace {

/// Admittance of the no-load loss and current over the base: the loss is its real part, the rest magnetizes.
Complex magnetizing_pu(double loss_w, double current_share, double rating_va, double base_va) {
  const double apparent_va = std::max(current_share * rating_va, loss_w);
  return Complex{loss_w, -std::sqrt(std::max(0.0, apparent_va * apparent_va - loss_w * loss_w))} / base_va;
}

}  // namespace

Complex split_by_x_over_r(double magnitude, double x_over_r) {
  if (std::isinf(x_over_r)) return {0.0, magnitude};
  const double r = magnitude / std::hypot(1.0, x_over_r);
  return {r, r * x_over_r};
}

TwoPortAdmittance pi_section(Complex series, Complex ratio, Complex shunt_from, Complex shunt_to) {
  return {(series + shunt_from) / std::norm(ratio), -series / std::conj(ratio), -series / ratio,
          series + shunt_to};
}

Complex tap_factor(const TapChanger& tap, int position) {
  const double steps = position - tap.neutral;
  return (1.0 + steps * tap.step * std::polar(1.0, tap.direction_rad)) *
         std::polar(1.0, steps * tap.turn_rad);
}

TwoPortAdmittance line_admittance(const Line& line, double nominal_v, double base_va) {
  const double base_ohm = nominal_v * nominal_v / base_va;
  const Complex series = base_ohm / Complex{line.resistance.in_si(), line.reactance.in_si()};
  const Complex end = 0.5 * base_ohm * Complex{line.leakage.in_si(), line.charging.in_si()};
  return pi_section(series, 1.0, end, end);
}

TransformerFigures transformer_figures(const Transformer& t, double from_nominal_v, double to_nominal_v,
                                       double base_va) {
  const double to_turns = t.secondary.in_si() / to_nominal_v;
  return {t.primary.in_si() / from_nominal_v,
          to_turns,
          split_by_x_over_r(t.impedance.in_si() * base_va / t.rating.in_si(), t.x_over_r.in_si()),
          magnetizing_pu(t.no_load_loss.in_si(), t.no_load_current.in_si(), t.rating.in_si(), base_va),
          t.shift_rad,
          t.magnetizing};
}

TwoPortAdmittance transformer_admittance(const TransformerFigures& figures, Complex from_tap,
                                         Complex to_tap) {
  const Complex secondary = figures.to_turns * to_tap;
  const Complex ratio = figures.from_turns * from_tap / secondary * std::polar(1.0, figures.shift_rad);
  // Figures on the rated secondary voltage move to the nominal one with its square.
  const Complex z = figures.impedance * std::norm(secondary);
  const Complex magnetizing = figures.magnetizing / std::norm(secondary);
  if (figures.at == Magnetizing::pi || magnetizing == Complex{})
    return pi_section(1.0 / z, ratio, 0.5 * magnetizing, 0.5 * magnetizing);
  // The star of z/2, z/2 and 1/magnetizing as a pi.
  const Complex half = 0.5 * z;
  const Complex sum = half * half * magnetizing + 2.0 * half;  // (z/2 z/2 + z/2 / y + z/2 / y) y
  return pi_section(1.0 / sum, ratio, half * magnetizing / sum, half * magnetizing / sum);
}

std::array<Complex, 3> star_of(const std::array<Complex, 3>& pairs) {
  return {(pairs[0] + pairs[2] - pairs[1]) / 2.0, (pairs[0] + pairs[1] - pairs[2]) / 2.0,
          (pairs[1] + pairs[2] - pairs[0]) / 2.0};
}

StarFigures star_figures(const ThreeWindingTransformer& t, const std::array<double, 3>& nominal_v,
                         double base_va) {
  std::array<Complex, 3> pair;
  for (std::size_t k = 0; k < 3; ++k) {
    const double rating_va = std::min(t.sides[k].rating.in_si(), t.sides[(k + 1) % 3].rating.in_si());
    pair[k] =
        split_by_x_over_r(t.pairs[k].impedance.in_si() * base_va / rating_va, t.pairs[k].x_over_r.in_si());
  }
  const auto legs = star_of(pair);
  const Complex magnetizing =
      magnetizing_pu(t.no_load_loss.in_si(), t.no_load_current.in_si(), t.sides[0].rating.in_si(), base_va);
  StarFigures star{};
  for (std::size_t k = 0; k < 3; ++k) {
    const bool has_core = t.magnetizing_at == static_cast<int>(k);
    star.branches[k] = {t.sides[k].voltage.in_si() / nominal_v[k],
                        1.0,
                        legs[k],
                        has_core ? magnetizing : Complex{},
                        -t.sides[k].shift_rad,
                        t.magnetizing};
  }
  if (t.magnetizing_at == 3) star.star_shunt = magnetizing;
  return star;
}

Complex seen_from_from(const TwoPortAdmittance& y) { return y.from_from - y.from_to * y.to_from / y.to_to; }
Complex seen_from_to(const TwoPortAdmittance& y) { return y.to_to - y.to_from * y.from_to / y.from_from; }

}  // namespace shellfit::power
