#include "thermal/pump_curve.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace shellfit::thermal {

PumpCurve PumpCurve::smooth(std::vector<double> flow_m3_s, std::vector<double> head_pa) {
  PumpCurve curve;
  curve.form_ = MonotoneCubic(std::move(flow_m3_s), std::move(head_pa));
  return curve;
}

PumpCurve PumpCurve::segments(std::vector<double> flow_m3_s, std::vector<double> head_pa) {
  PumpCurve curve;
  curve.form_ = StraightLines(std::move(flow_m3_s), std::move(head_pa));
  return curve;
}

PumpCurve PumpCurve::power(double shut_off_pa, double coefficient, double exponent) {
  PumpCurve curve;
  curve.form_ = Power{shut_off_pa, coefficient, exponent};
  return curve;
}

PumpCurve PumpCurve::constant_power(double hydraulic_w) {
  PumpCurve curve;
  curve.form_ = Hyperbola{hydraulic_w};
  return curve;
}

PumpCurve::Value PumpCurve::at(double flow_m3_s, double speed) const {
  if (speed == 1.0) return at_full_speed(flow_m3_s);
  const auto value = at_full_speed(flow_m3_s / speed);
  return {value.head_pa * speed * speed, value.slope_pa_s_m3 * speed};
}

PumpCurve::Value PumpCurve::at_full_speed(double flow_m3_s) const {
  return std::visit([&](const auto& form) { return on(form, flow_m3_s); }, form_);
}

PumpCurve::Value PumpCurve::on(const MonotoneCubic& curve, double flow_m3_s) {
  const auto value = curve.at(flow_m3_s);
  return {value.y, value.slope};
}

PumpCurve::Value PumpCurve::on(const StraightLines& lines, double flow_m3_s) {
  const auto value = lines.at(flow_m3_s);
  return {value.y, value.slope};
}

PumpCurve::Value PumpCurve::on(const Power& power, double flow_m3_s) {
  // Odd about no flow, so that it falls there too.
  const double a = std::fabs(flow_m3_s);
  if (a == 0.0) return {power.shut_off_pa, power.exponent > 1.0 ? 0.0 : -power.coefficient};
  const double lost = power.coefficient * std::pow(a, power.exponent);
  return {power.shut_off_pa - std::copysign(lost, flow_m3_s), -power.exponent * lost / a};
}

PumpCurve::Value PumpCurve::on(const Hyperbola& hyperbola, double flow_m3_s) {
  const double head = hyperbola.hydraulic_w / flow_m3_s;
  return {head, -head / flow_m3_s};
}

double PumpCurve::shut_off_pa(double speed) const {
  if (is_constant_power()) return std::numeric_limits<double>::infinity();
  return at(0.0, speed).head_pa;
}

double PumpCurve::middle_flow_m3_s() const {
  if (const auto* cubic = std::get_if<MonotoneCubic>(&form_))
    return 0.5 * (cubic->x().front() + cubic->x().back());
  if (const auto* lines = std::get_if<StraightLines>(&form_))
    return 0.5 * (lines->x().front() + lines->x().back());
  // Three quarters of the head at no flow, where the usual one-point curve has its point.
  if (const auto* power = std::get_if<Power>(&form_))
    return std::pow(0.25 * power->shut_off_pa / power->coefficient, 1.0 / power->exponent);
  // Against 300 kPa.
  return std::get<Hyperbola>(form_).hydraulic_w / 3e5;
}

double PumpCurve::last_flow_m3_s() const {
  if (const auto* cubic = std::get_if<MonotoneCubic>(&form_)) return cubic->x().back();
  const auto* lines = std::get_if<StraightLines>(&form_);
  return lines != nullptr ? lines->x().back() : std::numeric_limits<double>::infinity();
}

}  // namespace shellfit::thermal
