#include "exchange/equivalent_pi.hpp"

#include <cmath>

namespace shellfit::exchange {

EquivalentPi equivalent_pi(const power::TwoPortAdmittance& y) {
  // yft / ytf = t / t*, and yff : ytt = 1 : |t|² where the shunts behind the transformer are equal.
  const double twice_shift = std::arg(y.from_to / y.to_from);
  double tap = std::sqrt(std::abs(y.to_to) / std::abs(y.from_from));
  if (!std::isfinite(tap) || tap == 0.0) tap = 1.0;
  EquivalentPi pi;
  pi.ratio = std::polar(tap, twice_shift / 2.0);
  pi.series = -y.from_to * std::conj(pi.ratio);
  if (pi.series.real() < 0.0 && pi.series.imag() > 0.0) {
    pi.ratio = -pi.ratio;
    pi.series = -pi.series;
  }
  pi.shunt_from = y.from_from * std::norm(pi.ratio) - pi.series;
  pi.shunt_to = y.to_to - pi.series;
  return pi;
}

}  // namespace shellfit::exchange
