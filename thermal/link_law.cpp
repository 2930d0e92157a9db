#include "thermal/link_law.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace shellfit::thermal {

namespace {

using Kind = NetworkProblem::LinkKind;
using LinkData = NetworkProblem::LinkData;
constexpr double unlimited = std::numeric_limits<double>::infinity();

/// c q |q|^(n-1), below q0 the odd cubic that joins it with its slope: near rest q^n alone has none. From n =
/// 3 on that cubic has none either; then the chord.
Drop power_drop(double c, double n, double q0, double q) {
  const double a = std::fabs(q);
  if (a > q0 || q0 == 0.0) {
    const double grown = n == 2.0 ? a : std::pow(a, n - 1.0);
    return {c * q * grown, n * c * grown};
  }
  const double scale = c * (n == 2.0 ? q0 : std::pow(q0, n - 1.0));
  if (n >= 3.0) return {scale * q, scale};
  const double r2 = (q / q0) * (q / q0);
  const double first = 0.5 * (3.0 - n);
  const double third = 0.5 * (n - 1.0);
  return {scale * q * (first + third * r2), scale * (first + 3.0 * third * r2)};
}

}  // namespace

LinkLaw::LinkLaw(const LinkData& link, FrictionLaw friction, const LinkFluid& fluid, double speed,
                 double factor)
    : m3_kg_(1.0 / fluid.density_kg_m3), factor_(factor) {
  switch (link.kind) {
    case Kind::pipe:
      law_ = PipeLaw(friction, link.length_m, link.bore_m, link.roughness_m, link.minor_loss,
                     fluid.density_kg_m3, fluid.viscosity_pa_s);
      return;
    case Kind::pump: {
      constexpr double least = 5e-4;
      const double shut_off = link.curve.is_constant_power() ? 0.0 : link.curve.shut_off_pa(speed);
      law_ = Running{&link, speed, least * std::max(shut_off, 1.0) / link.curve.middle_flow_m3_s()};
      return;
    }
    case Kind::table:
      law_ = Table{&link};
      return;
    case Kind::power_law:
      law_ = PowerLoss{link.coefficient, link.exponent, link.loss};
      return;
    default:
      law_ = link.loss;
  }
}

Drop LinkLaw::of(const PipeLaw& pipe, double q) { return pipe.drop(q); }

Drop LinkLaw::of(const NetworkProblem::LossData& loss, double q) {
  Drop drop{loss.linear_pa_s_m3 * q, loss.linear_pa_s_m3};
  if (loss.quadratic_pa_s2_m6 == 0.0) return drop;
  const auto quadratic = power_drop(loss.quadratic_pa_s2_m6, 2.0, loss.linear_below_m3_s, q);
  return {drop.drop_pa + quadratic.drop_pa, drop.slope_pa_s_m3 + quadratic.slope_pa_s_m3};
}

Drop LinkLaw::of(const PowerLoss& law, double q) {
  const auto friction = power_drop(law.coefficient, law.exponent, law.minor.linear_below_m3_s, q);
  if (law.minor.quadratic_pa_s2_m6 == 0.0) return friction;
  const auto minor = of(law.minor, q);
  return {friction.drop_pa + minor.drop_pa, friction.slope_pa_s_m3 + minor.slope_pa_s_m3};
}

Drop LinkLaw::of(const Table& table, double q) {
  const auto [drop, slope] = table.link->table.at(std::fabs(q));
  return {std::copysign(drop, q), slope};
}

Drop LinkLaw::of(const Running& pump, double q) {
  const auto value = pump.link->curve.at(q, pump.speed);
  if (pump.link->curve.is_constant_power()) return {-value.head_pa, -value.slope_pa_s_m3};
  return {-value.head_pa, std::max(-value.slope_pa_s_m3, pump.least_slope_pa_s_m3)};
}

LinkDrop LinkLaw::drop(double kg_s) const {
  const double q = kg_s * m3_kg_;
  const auto drop = [&] {  // the usual kinds first: std::visit cannot be inlined
    if (const auto* const pipe = std::get_if<PipeLaw>(&law_)) return of(*pipe, q);
    if (const auto* const power = std::get_if<PowerLoss>(&law_)) return of(*power, q);
    return std::visit([&](const auto& law) { return of(law, q); }, law_);
  }();
  return {factor_ * drop.drop_pa, factor_ * m3_kg_ * drop.slope_pa_s_m3};
}

FlowBounds flow_bounds(const NetworkProblem& problem, const NetworkState& state, int link,
                       const LinkFluid& fluid, double given_density_kg_m3) {
  const auto i = static_cast<std::size_t>(link);
  const auto& data = problem.links[i];
  if (state.link_closed[i] != 0) return {0, 0};
  if (data.kind == Kind::given) {
    const double flow = state.limit_m3_s[i] * (data.is_mass ? 1.0 : given_density_kg_m3);
    return {flow, flow};
  }
  if (data.kind == Kind::pump && !(state.speed[i] > 0.0)) return {0, 0};
  const double least = data.is_one_way ? 0.0 : -unlimited;
  if (data.kind != Kind::limited) return {least, unlimited};
  const double most = state.limit_m3_s[i] * fluid.density_kg_m3;
  return most > 0.0 ? FlowBounds{least, most} : FlowBounds{0, 0};
}

}  // namespace shellfit::thermal
