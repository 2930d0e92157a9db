#pragma once
// Heat in a fluid against its temperature.

#include "thermal/fluid.hpp"

#include <cstddef>
#include <vector>

namespace shellfit::thermal {

/// The integral of a fluid's specific heat over temperature, from the low end of its range. Beyond the range
/// the specific heat is that of the end.
class Enthalpy {
 public:
  Enthalpy(const Fluid& fluid, AbsolutePressure pressure);
  [[nodiscard]] double j_kg(double temperature_k) const { return at(temperature_k).j_kg; }
  [[nodiscard]] double heat_j_kgk(double temperature_k) const { return at(temperature_k).heat_j_kgk; }
  /// The other way, to 1e-9 K.
  [[nodiscard]] double temperature_k(double j_kg) const;

 private:
  struct Value {
    double j_kg, heat_j_kgk;  ///< and its slope
  };
  [[nodiscard]] Value at(double temperature_k) const;
  /// After the knot `i`.
  [[nodiscard]] Value between(std::size_t i, double temperature_k) const;

  /// At knots, between which cubics join value and slope (Hermite).
  std::vector<double> kelvin_, j_kg_, heat_j_kgk_;
};

/// A scale of temperature for a circuit on which streams of any temperature mix by mass, and heat put into
/// one raises it in proportion: T_mean + (h(T) - h(T_mean)) / c. It is the temperature itself for a fluid
/// of one specific heat, or without an enthalpy.
struct HeatScale {
  const Enthalpy* enthalpy = nullptr;
  double mean_k = 0;
  double heat_j_kgk = 1;  ///< c: the specific heat at the mean temperature

  [[nodiscard]] double from_kelvin(double temperature_k) const;
  [[nodiscard]] double to_kelvin(double on_scale) const;
  /// How much it rises with the temperature there.
  [[nodiscard]] double slope(double temperature_k) const;
};

}  // namespace shellfit::thermal
