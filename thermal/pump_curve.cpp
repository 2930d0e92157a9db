#include "thermal/pump_curve.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace shellfit::thermal {

namespace {

/// Slopes at the points of a cubic that falls as they do.
std::vector<double> monotone_slopes(const std::vector<double>& flow, const std::vector<double>& head) {
  const auto n = flow.size();
  std::vector<double> secant(n - 1);
  for (std::size_t i = 0; i + 1 < n; ++i) secant[i] = (head[i + 1] - head[i]) / (flow[i + 1] - flow[i]);
  std::vector<double> slope(n);
  slope.front() = secant.front();
  slope.back() = secant.back();
  for (std::size_t i = 1; i + 1 < n; ++i) {
    // The harmonic mean keeps the cubic within its points; a flat neighbour makes it flat.
    const double product = secant[i - 1] * secant[i];
    slope[i] = product > 0.0 ? 2.0 * product / (secant[i - 1] + secant[i]) : 0.0;
  }
  return slope;
}

}  // namespace

PumpCurve PumpCurve::smooth(std::vector<double> flow_m3_s, std::vector<double> head_pa) {
  PumpCurve curve;
  auto slope = monotone_slopes(flow_m3_s, head_pa);
  curve.form_ = Points{std::move(flow_m3_s), std::move(head_pa), std::move(slope)};
  return curve;
}

PumpCurve PumpCurve::segments(std::vector<double> flow_m3_s, std::vector<double> head_pa) {
  PumpCurve curve;
  curve.form_ = Points{std::move(flow_m3_s), std::move(head_pa), {}};
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

PumpCurve::Value PumpCurve::on(const Points& points, double flow_m3_s) {
  const auto& flow = points.flow_m3_s;
  const auto& head = points.head_pa;
  const auto after = std::upper_bound(flow.begin() + 1, flow.end() - 1, flow_m3_s);
  const auto i = static_cast<std::size_t>(after - flow.begin()) - 1;
  const double h = flow[i + 1] - flow[i];
  if (points.slope.empty()) {
    const double slope = (head[i + 1] - head[i]) / h;
    return {head[i] + slope * (flow_m3_s - flow[i]), slope};
  }
  const auto& slope = points.slope;
  if (flow_m3_s <= flow.front())
    return {head.front() + slope.front() * (flow_m3_s - flow.front()), slope.front()};
  if (flow_m3_s >= flow.back()) return {head.back() + slope.back() * (flow_m3_s - flow.back()), slope.back()};
  const double t = (flow_m3_s - flow[i]) / h;
  const double t2 = t * t;
  const double t3 = t2 * t;
  const double value = head[i] * (2 * t3 - 3 * t2 + 1) + h * slope[i] * (t3 - 2 * t2 + t) +
                       head[i + 1] * (-2 * t3 + 3 * t2) + h * slope[i + 1] * (t3 - t2);
  const double derivative = (head[i] * (6 * t2 - 6 * t) + head[i + 1] * (-6 * t2 + 6 * t)) / h +
                            slope[i] * (3 * t2 - 4 * t + 1) + slope[i + 1] * (3 * t2 - 2 * t);
  return {value, derivative};
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
  if (const auto* points = std::get_if<Points>(&form_))
    return 0.5 * (points->flow_m3_s.front() + points->flow_m3_s.back());
  // Three quarters of the head at no flow, where the usual one-point curve has its point.
  if (const auto* power = std::get_if<Power>(&form_))
    return std::pow(0.25 * power->shut_off_pa / power->coefficient, 1.0 / power->exponent);
  // Against 300 kPa.
  return std::get<Hyperbola>(form_).hydraulic_w / 3e5;
}

double PumpCurve::last_flow_m3_s() const {
  const auto* points = std::get_if<Points>(&form_);
  return points != nullptr ? points->flow_m3_s.back() : std::numeric_limits<double>::infinity();
}

}  // namespace shellfit::thermal
