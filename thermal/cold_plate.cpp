#include "thermal/cold_plate.hpp"

#include "base/find_zero.hpp"

#include <algorithm>
#include <cmath>

namespace shellfit::thermal {

namespace {

/// Ends of a table are told to as many digits as their logarithms hold.
constexpr double tolerance = 1e-12;

MonotoneCubic through(const std::vector<FlowTable::Point>& points) {
  std::vector<double> flow, value;
  for (const auto& point : points) {
    flow.push_back(std::log(point.flow_m3_s));
    value.push_back(std::log(point.value));
  }
  return {std::move(flow), std::move(value)};
}

/// Properties of coolant in W/K for each m3/s at supply.
double capacity_j_m3k(const Fluid& coolant, double supply_k, double mean_k) {
  // Coolants do not feel the pressure.
  const auto pressure = 300.0 * units::kPa_absolute;
  return properties_of(coolant, Temperature::from_si(supply_k), pressure).density.in_si() *
         properties_of(coolant, Temperature::from_si(mean_k), pressure).heat.in_si();
}

}  // namespace

FlowTable::FlowTable(const std::vector<Point>& points) : log_value_(through(points)) {}

std::optional<double> FlowTable::at(double flow_m3_s) const {
  if (!(flow_m3_s > 0.0)) return std::nullopt;
  const double x = std::log(flow_m3_s);
  if (x < log_value_.x().front() - tolerance || x > log_value_.x().back() + tolerance) return std::nullopt;
  return std::exp(log_value_.at(x).y);
}

std::optional<double> FlowTable::flow_for(double value) const {
  if (!(value > 0.0)) return std::nullopt;
  const double y = std::log(value);
  const auto [low, high] = std::minmax(log_value_.y().front(), log_value_.y().back());
  if (y < low - tolerance || y > high + tolerance) return std::nullopt;
  const double sign = log_value_.y().back() > log_value_.y().front() ? 1.0 : -1.0;
  return std::exp(find_zero(log_value_.x().front(), log_value_.x().back(), tolerance,
                            [&](double x) { return sign * (log_value_.at(x).y - y); }));
}

double coolant_flow_m3_s(const Fluid& coolant, double heat_w, double supply_k, double return_k) {
  return heat_w / (capacity_j_m3k(coolant, supply_k, 0.5 * (supply_k + return_k)) * (return_k - supply_k));
}

double coolant_return_k(const Fluid& coolant, double heat_w, double supply_k, double flow_m3_s) {
  double return_k = supply_k;
  // The heat capacity hardly moves with temperature: each pass gains three digits.
  for (int pass = 0; pass < 6; ++pass) {
    return_k =
        supply_k + heat_w / (capacity_j_m3k(coolant, supply_k, 0.5 * (supply_k + return_k)) * flow_m3_s);
  }
  return return_k;
}

}  // namespace shellfit::thermal
