#pragma once
// Polynomials of one and two variables, as the formulations of fluids have them.

#include <array>
#include <cstddef>

namespace shellfit::thermal {

/// Coefficients are of rising powers.
template <std::size_t size>
[[nodiscard]] constexpr double polynomial(const std::array<double, size>& coefficients, double x) {
  double value = 0;
  for (std::size_t i = size; i-- > 0;) value = value * x + coefficients[i];
  return value;
}
/// Rows are powers of `x`, columns powers of `y`.
template <std::size_t rows, std::size_t columns>
[[nodiscard]] constexpr double polynomial(const std::array<std::array<double, columns>, rows>& coefficients,
                                          double x, double y) {
  double value = 0;
  for (std::size_t i = rows; i-- > 0;) value = value * x + polynomial(coefficients[i], y);
  return value;
}

}  // namespace shellfit::thermal
