#pragma once
// From the initial current to the others: peak, breaking, steady and thermal. Clauses of IEC 60909-0:2016.

namespace shellfit::power {

/// 8.1.1 (57): κ = 1.02 + 0.98 e^(-3 R/X).
[[nodiscard]] double peak_factor(double r_over_x);

/// 8.1.2, method b: 1.15 κ in meshed networks, at most 1.8 to 1 kV and 2.0 above.
[[nodiscard]] double meshed_peak_factor(double r_over_x, double nominal_v);

/// 9.1.1 (67): what is left after t_min of a synchronous machine's current; `ratio`: I"kG / I_rG. 1 up to 2.
/// Between the delays of 0.02, 0.05, 0.10 and 0.25 s it is interpolated, and beyond 0.25 s it is kept.
[[nodiscard]] double generator_decay(double ratio, double delay_s);

/// 9.1.2 (70): what more is lost of an asynchronous motor's, by rated MW per pair of poles; at most 1.
[[nodiscard]] double motor_decay(double megawatts_per_pole_pair, double delay_s);

/// 13 (102): m, the heat of the direct current.
[[nodiscard]] double direct_heat(double kappa, double frequency_hz, double duration_s);

/// 13 (103): n, the heat of the alternating current, from I"k / Ik; 1 below 1.25.
[[nodiscard]] double alternating_heat(double initial_over_steady, double duration_s);

/// What a symmetrical current counts as against a rating tested at a lower X/R: IEEE C37.13, annex on
/// multiplying factors. 1 when the circuit's X/R is not above the tested one.
[[nodiscard]] double interrupting_multiplier(double circuit_x_over_r, double tested_x_over_r);

/// What a symmetrical current counts as against a short-time rating whose own peak, n times itself, the
/// fault's peak exceeds: n of IEC 61439-1:2020, table 7, to 1 kV; 2.5 at 50 Hz, 2.6 at 60 Hz (IEC 62271-1)
/// above.
[[nodiscard]] double peak_multiplier(double peak_over_initial, double nominal_v, double rated_a,
                                     double frequency_hz);

}  // namespace shellfit::power
