#pragma once
// Lines and transformers as two-ports in per unit.
//
// With the series admittance y, the complex ratio t on the `from` side and shunts behind it:
//   yff = (y + s_from) / |t|²   yft = -y / t*   ytf = -y / t   ytt = y + s_to.

#include "power/network.hpp"

#include <array>
#include <complex>

namespace shellfit::power {

using Complex = std::complex<double>;

/// i_from = from_from v_from + from_to v_to; i_to = to_from v_from + to_to v_to.
struct TwoPortAdmittance {
  Complex from_from, from_to, to_from, to_to;
};

/// Splits |z| by X/R, which may be infinite.
[[nodiscard]] Complex split_by_x_over_r(double magnitude, double x_over_r);

[[nodiscard]] TwoPortAdmittance pi_section(Complex series, Complex ratio, Complex shunt_from,
                                           Complex shunt_to);

/// What a tap changer makes of its winding's rated voltage.
[[nodiscard]] Complex tap_factor(const TapChanger& tap, int position);

[[nodiscard]] TwoPortAdmittance line_admittance(const Line& line, double nominal_v, double base_va);

/// A transformer in per unit of its buses' nominal voltages, without what the position of a tap changes.
struct TransformerFigures {
  double from_turns, to_turns;  ///< rated voltages over the nominal ones of their buses
  Complex impedance;            ///< on the rated secondary voltage, over the base's
  Complex magnetizing;          ///< admittance, likewise
  double shift_rad;
  Magnetizing at;
};
[[nodiscard]] TransformerFigures transformer_figures(const Transformer& transformer, double from_nominal_v,
                                                     double to_nominal_v, double base_va);
/// `from_tap` and `to_tap` are factors of the rated voltages.
[[nodiscard]] TwoPortAdmittance transformer_admittance(const TransformerFigures& figures, Complex from_tap,
                                                       Complex to_tap);

/// Impedances of a star from those between its three ends: 0 and 1, 1 and 2, 2 and 0.
[[nodiscard]] std::array<Complex, 3> star_of(const std::array<Complex, 3>& pairs);

/// The branches of a three-winding transformer, each a transformer from its bus to a star point whose nominal
/// voltage is the first side's rated one, and what stands at the star point itself.
struct StarFigures {
  std::array<TransformerFigures, 3> branches;
  Complex star_shunt;
};
[[nodiscard]] StarFigures star_figures(const ThreeWindingTransformer& transformer,
                                       const std::array<double, 3>& nominal_v, double base_va);

/// One end open: what the other end sees.
[[nodiscard]] Complex seen_from_from(const TwoPortAdmittance& y);
[[nodiscard]] Complex seen_from_to(const TwoPortAdmittance& y);

}  // namespace shellfit::power
