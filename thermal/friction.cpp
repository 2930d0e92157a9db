#include "thermal/friction.hpp"

#include <cmath>
#include <numbers>

namespace shellfit::thermal {

namespace {
constexpr double laminar_end = 2000.0;
constexpr double turbulent_start = 4000.0;
}  // namespace

Friction friction_factor(double reynolds, double relative_roughness) {
  if (reynolds <= laminar_end) return {64.0 / reynolds, -64.0 / (reynolds * reynolds)};
  const auto swamee_jain = [&](double re) -> Friction {
    const double y = relative_roughness / 3.7 + 5.74 / std::pow(re, 0.9);
    const double logarithm = std::log10(y);
    const double factor = 0.25 / (logarithm * logarithm);
    // d(factor)/dRe = -2 factor / log10(y) * (dy/dRe) / (y ln 10)
    const double y_slope = -0.9 * 5.74 / std::pow(re, 1.9);
    return {factor, -2.0 * factor / logarithm * y_slope / (y * std::numbers::ln10)};
  };
  if (reynolds >= turbulent_start) return swamee_jain(reynolds);
  // Cubic in r = Re / 2000 that joins the laminar law at 2000 and Swamee-Jain at 4000, values and slopes.
  const double y2 = relative_roughness / 3.7 + 5.74 / std::pow(turbulent_start, 0.9);
  const double y3 = -0.86859 * std::log(y2);
  const double fa = 1.0 / (y3 * y3);
  const double fb = fa * (2.0 - 0.00514215 / (y2 * y3));
  const double r = reynolds / laminar_end;
  const double x1 = 7.0 * fa - fb;
  const double x2 = 0.128 - 17.0 * fa + 2.5 * fb;
  const double x3 = -0.128 + 13.0 * fa - 2.0 * fb;
  const double x4 = r * (0.032 - 3.0 * fa + 0.5 * fb);
  return {x1 + r * (x2 + r * (x3 + x4)), (x2 + r * (2.0 * x3 + 3.0 * x4)) / laminar_end};
}

Drop pipe_drop(double flow_m3_s, double length_m, double bore_m, double roughness_m, double minor_loss,
               double density_kg_m3, double viscosity_pa_s) {
  const double area = std::numbers::pi / 4.0 * bore_m * bore_m;
  const double q = std::fabs(flow_m3_s);
  const double sign = flow_m3_s < 0.0 ? -1.0 : 1.0;
  const double dynamic = 0.5 * density_kg_m3 / (area * area);  // Pa s2/m6
  const double re_per_flow = density_kg_m3 * bore_m / (area * viscosity_pa_s);
  const double reynolds = re_per_flow * q;
  const double slenderness = length_m / bore_m;
  const double minor = minor_loss * dynamic;
  if (reynolds <= laminar_end) {
    // f = 64/Re makes the friction term linear, down to no flow.
    const double linear = 64.0 * slenderness * dynamic / re_per_flow;
    return {sign * (linear * q + minor * q * q), linear + 2.0 * minor * q};
  }
  const auto f = friction_factor(reynolds, roughness_m / bore_m);
  const double drop = (f.factor * slenderness * dynamic + minor) * q * q;
  const double slope =
      slenderness * dynamic * (2.0 * f.factor * q + f.slope * re_per_flow * q * q) + 2.0 * minor * q;
  return {sign * drop, slope};
}

}  // namespace shellfit::thermal
