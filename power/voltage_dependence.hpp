#pragma once
// The three shares of a load by how they go with the voltage.

#include "power/network.hpp"

namespace shellfit::power {

/// The share of the power that does not go with the voltage.
[[nodiscard]] inline double constant_share(const VoltageDependence& with) {
  return 1.0 - with.current - with.impedance;
}

/// What a load draws at a voltage, over what it draws at the nominal one.
[[nodiscard]] inline double drawn_share(const VoltageDependence& with, double voltage_pu) {
  return constant_share(with) + voltage_pu * (with.current + voltage_pu * with.impedance);
}

}  // namespace shellfit::power
