#include "thermal/enthalpy.hpp"

#include <algorithm>
#include <cmath>

namespace shellfit::thermal {

namespace {

std::vector<double> knots_of(const Fluid& fluid) {
  std::vector<double> knots;
  if (fluid.kind == Fluid::Kind::tabulated) {
    for (const auto& row : *fluid.table) knots.push_back(row.temperature.in_si());
    return knots;
  }
  // Specific heats are so smooth that the cubics miss them by less than 1e-6 of their value at this distance.
  constexpr double apart_k = 2.0;
  const auto range = range_of(fluid);
  const double first = (range.low_c * units::degC).in_si();
  const double last = (range.high_c * units::degC).in_si();
  const int count = static_cast<int>(std::ceil((last - first) / apart_k));
  for (int i = 0; i <= count; ++i) knots.push_back(first + (last - first) * i / count);
  return knots;
}

}  // namespace

Enthalpy::Enthalpy(const Fluid& fluid, AbsolutePressure pressure) : kelvin_(knots_of(fluid)) {
  const auto heat = [&](double temperature_k) {
    return properties_of(fluid, Temperature::from_si(temperature_k), pressure).heat.in_si();
  };
  for (const double knot : kelvin_) heat_j_kgk_.push_back(heat(knot));
  j_kg_.push_back(0.0);
  for (std::size_t i = 1; i < kelvin_.size(); ++i) {
    const double middle = heat(0.5 * (kelvin_[i - 1] + kelvin_[i]));
    const double mean = (heat_j_kgk_[i - 1] + 4.0 * middle + heat_j_kgk_[i]) / 6.0;  // Simpson
    j_kg_.push_back(j_kg_.back() + mean * (kelvin_[i] - kelvin_[i - 1]));
  }
}

Enthalpy::Value Enthalpy::between(std::size_t i, double temperature_k) const {
  const double span = kelvin_[i + 1] - kelvin_[i];
  const double t = (temperature_k - kelvin_[i]) / span;
  const double rise = j_kg_[i + 1] - j_kg_[i];
  const double a = span * heat_j_kgk_[i];
  const double b = span * heat_j_kgk_[i + 1];
  const double square = 3.0 * rise - 2.0 * a - b;
  const double cube = a + b - 2.0 * rise;
  return {j_kg_[i] + t * (a + t * (square + t * cube)), (a + t * (2.0 * square + 3.0 * t * cube)) / span};
}

Enthalpy::Value Enthalpy::at(double temperature_k) const {
  if (std::isnan(temperature_k)) return {temperature_k, heat_j_kgk_.front()};
  if (temperature_k <= kelvin_.front())
    return {heat_j_kgk_.front() * (temperature_k - kelvin_.front()), heat_j_kgk_.front()};
  if (temperature_k >= kelvin_.back())
    return {j_kg_.back() + heat_j_kgk_.back() * (temperature_k - kelvin_.back()), heat_j_kgk_.back()};
  const auto above = std::upper_bound(kelvin_.begin(), kelvin_.end(), temperature_k);
  return between(static_cast<std::size_t>(above - kelvin_.begin()) - 1, temperature_k);
}

double Enthalpy::temperature_k(double j_kg) const {
  if (std::isnan(j_kg)) return j_kg;
  if (j_kg <= 0.0) return kelvin_.front() + j_kg / heat_j_kgk_.front();
  if (j_kg >= j_kg_.back()) return kelvin_.back() + (j_kg - j_kg_.back()) / heat_j_kgk_.back();
  const auto above = std::upper_bound(j_kg_.begin(), j_kg_.end(), j_kg);
  const auto i = static_cast<std::size_t>(above - j_kg_.begin()) - 1;
  // Newton from the chord; the slope hardly changes between two knots.
  const double chord = (kelvin_[i + 1] - kelvin_[i]) / (j_kg_[i + 1] - j_kg_[i]);
  double found = kelvin_[i] + (j_kg - j_kg_[i]) * chord;
  constexpr int most_steps = 4;
  for (int step = 0; step < most_steps; ++step) {
    const auto here = between(i, found);
    const double move = (j_kg - here.j_kg) / here.heat_j_kgk;
    found += move;
    if (std::fabs(move) <= 1e-6) break;  // what is left is the square of that
  }
  return found;
}

double HeatScale::from_kelvin(double temperature_k) const {
  if (enthalpy == nullptr) return temperature_k;
  return mean_k + (enthalpy->j_kg(temperature_k) - enthalpy->j_kg(mean_k)) / heat_j_kgk;
}

double HeatScale::to_kelvin(double on_scale) const {
  if (enthalpy == nullptr) return on_scale;
  return enthalpy->temperature_k(enthalpy->j_kg(mean_k) + (on_scale - mean_k) * heat_j_kgk);
}

double HeatScale::slope(double temperature_k) const {
  return enthalpy == nullptr ? 1.0 : enthalpy->heat_j_kgk(temperature_k) / heat_j_kgk;
}

}  // namespace shellfit::thermal
