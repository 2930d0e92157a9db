#include "thermal/friction.hpp"

#include <cmath>
#include <numbers>

namespace shellfit::thermal {

namespace {

constexpr double laminar_end = 2000.0;
constexpr double turbulent_start = 4000.0;

Friction swamee_jain(double re, double relative_roughness) {
  const double viscous = 5.74 * std::pow(re, -0.9);
  const double y = relative_roughness / 3.7 + viscous;
  const double logarithm = std::log(y);
  constexpr double quarter = 0.25 * std::numbers::ln10 * std::numbers::ln10;
  const double factor = quarter / (logarithm * logarithm);
  // d(factor)/dRe = -2 factor / ln(y) * (dy/dRe) / y
  return {factor, 1.8 * factor * viscous / (logarithm * y * re)};
}

/// 1/sqrt(f) = x solves x + 2 lg(2.51 x / Re + k / 3.71) = 0: Newton from Swamee and Jain's x, three steps to
/// the last digits; their formula leaves sense at small Re, where the start is that of a smooth pipe.
Friction colebrook(double re, double relative_roughness) {
  const double rough = relative_roughness / 3.71;
  const double smooth = 2.51 / re;
  double x = re > 1000.0 ? 1.0 / std::sqrt(swamee_jain(re, relative_roughness).factor) : 3.0;
  const double two_over_ln10 = 2.0 / std::numbers::ln10;
  for (int step = 0; step < 50; ++step) {
    const double inside = smooth * x + rough;
    const double miss = x + two_over_ln10 * std::log(inside);
    const double slope = 1.0 + two_over_ln10 * smooth / inside;
    const double next = std::fmax(x - miss / slope, 1e-3 * x);
    const bool is_there = std::fabs(next - x) <= 1e-15 * x;
    x = next;
    if (is_there) break;
  }
  // x'(Re) of the implicit equation, and f = x^-2.
  const double inside = smooth * x + rough;
  const double by_re = -two_over_ln10 * smooth * x / (re * inside);
  const double x_slope = -by_re / (1.0 + two_over_ln10 * smooth / inside);
  return {1.0 / (x * x), -2.0 * x_slope / (x * x * x)};
}

Friction nikuradse_and_laminar(double re, double relative_roughness) {
  const double x = 2.0 * std::log10(3.71 / relative_roughness);
  return {64.0 / re + 1.0 / (x * x), -64.0 / (re * re)};
}

Friction laminar(double re) { return {64.0 / re, -64.0 / (re * re)}; }

/// Dunlop's cubic in r = Re / 2000 (EPANET 2.2 user manual, 12.1). Its slope at Re 4000 is that of a constant
/// of four figures, so it meets Swamee-Jain's to those.
Friction between_laminar_and_swamee_jain(double re, double relative_roughness) {
  static const double viscous = 5.74 * std::pow(turbulent_start, -0.9);
  const double y2 = relative_roughness / 3.7 + viscous;
  const double y3 = -0.86859 * std::log(y2);
  const double fa = 1.0 / (y3 * y3);
  const double fb = fa * (2.0 - 0.00514215 / (y2 * y3));
  const double r = re / laminar_end;
  const double x1 = 7.0 * fa - fb;
  const double x2 = 0.128 - 17.0 * fa + 2.5 * fb;
  const double x3 = -0.128 + 13.0 * fa - 2.0 * fb;
  const double x4 = r * (0.032 - 3.0 * fa + 0.5 * fb);
  return {x1 + r * (x2 + r * (x3 + x4)), (x2 + r * (2.0 * x3 + 3.0 * x4)) / laminar_end};
}

/// The cubic that has the values and slopes of both laws at their ends (Hermite).
Friction between_laminar_and(const Friction& turbulent, double re) {
  const auto low = laminar(laminar_end);
  const double span = turbulent_start - laminar_end;
  const double t = (re - laminar_end) / span;
  const double t2 = t * t;
  const double t3 = t2 * t;
  const double factor = low.factor * (2 * t3 - 3 * t2 + 1) + span * low.slope * (t3 - 2 * t2 + t) +
                        turbulent.factor * (3 * t2 - 2 * t3) + span * turbulent.slope * (t3 - t2);
  const double slope = (low.factor - turbulent.factor) * (6 * t2 - 6 * t) / span +
                       low.slope * (3 * t2 - 4 * t + 1) + turbulent.slope * (3 * t2 - 2 * t);
  return {factor, slope};
}

}  // namespace

Friction friction_factor(FrictionLaw law, double reynolds, double relative_roughness) {
  switch (law) {
    case FrictionLaw::colebrook_throughout:
      return colebrook(reynolds, relative_roughness);
    case FrictionLaw::nikuradse_and_laminar:
      return nikuradse_and_laminar(reynolds, relative_roughness);
    case FrictionLaw::colebrook:
      if (reynolds <= laminar_end) return laminar(reynolds);
      if (reynolds >= turbulent_start) return colebrook(reynolds, relative_roughness);
      return between_laminar_and(colebrook(turbulent_start, relative_roughness), reynolds);
    case FrictionLaw::swamee_jain:
      break;
  }
  if (reynolds <= laminar_end) return laminar(reynolds);
  if (reynolds >= turbulent_start) return swamee_jain(reynolds, relative_roughness);
  return between_laminar_and_swamee_jain(reynolds, relative_roughness);
}

PipeLaw::PipeLaw(FrictionLaw law, double length_m, double bore_m, double roughness_m, double minor_loss,
                 double density_kg_m3, double viscosity_pa_s)
    : law_(law), relative_roughness_(roughness_m / bore_m) {
  const double area = std::numbers::pi / 4.0 * bore_m * bore_m;
  const double dynamic = 0.5 * density_kg_m3 / (area * area);  // Pa s2/m6
  friction_pa_s2_m6_ = length_m / bore_m * dynamic;
  minor_pa_s2_m6_ = minor_loss * dynamic;
  re_per_flow_ = density_kg_m3 * bore_m / (area * viscosity_pa_s);
  // Where a law is laminar f = 64/Re makes the friction term linear, down to no flow; the others are made
  // linear where nothing moves to speak of.
  constexpr double still = 1e-3;
  const bool is_laminar_law = law == FrictionLaw::swamee_jain || law == FrictionLaw::colebrook;
  linear_below_re_ = is_laminar_law ? laminar_end : still;
}

Drop PipeLaw::drop(double flow_m3_s) const {
  const double q = std::fabs(flow_m3_s);
  const double reynolds = re_per_flow_ * q;
  if (reynolds <= linear_below_re_) {
    const double f_re =
        linear_below_re_ == laminar_end
            ? 64.0
            : friction_factor(law_, linear_below_re_, relative_roughness_).factor * linear_below_re_;
    const double linear = f_re * friction_pa_s2_m6_ / re_per_flow_;
    return {std::copysign(linear * q + minor_pa_s2_m6_ * q * q, flow_m3_s),
            linear + 2.0 * minor_pa_s2_m6_ * q};
  }
  const auto f = friction_factor(law_, reynolds, relative_roughness_);
  const double drop = (f.factor * friction_pa_s2_m6_ + minor_pa_s2_m6_) * q * q;
  const double slope =
      friction_pa_s2_m6_ * q * (2.0 * f.factor + f.slope * reynolds) + 2.0 * minor_pa_s2_m6_ * q;
  return {std::copysign(drop, flow_m3_s), slope};
}

}  // namespace shellfit::thermal
