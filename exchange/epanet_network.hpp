#pragma once
// An EPANET network in a state as the solvers take it: its figures in SI, by EPANET's own factors.
//
// Where EPANET rounds a constant, so does this: 32.2 ft/s2 for gravity, 0.02517 for a loss
// coefficient, 1.33334 for the shut-off head of a pump, and the units of epanet_units.hpp (src/types.h,
// hydcoeffs.c and input1.c of OpenWaterAnalytics/EPANET 2.3). A cubic foot of water is as heavy as 0.4333 psi
// to a foot of head make it, so that pressures are the same too.

#include "exchange/epanet_start.hpp"
#include "thermal/network.hpp"

#include <memory>
#include <string>
#include <vector>

namespace shellfit::exchange {

struct EpanetNetwork {
  thermal::Network network;  ///< one circuit; nodes and links in the order of the file, by its ids
  std::shared_ptr<const thermal::FluidTable> water;  ///< that its circuit names
  std::vector<std::string> notes;                    ///< what was taken for what EPANET takes otherwise
};

/// Reservoirs and tanks hold pressures; a tank that is full takes nothing unless it overflows, and an empty
/// one gives nothing. A link that its status closes stays, closed. Faults: E-INP-004, a setting that cannot
/// be.
[[nodiscard]] Outcome<EpanetNetwork> epanet_network(const EpanetCase& from, const EpanetStart& start);

/// Pressure at a junction in the file's unit, of a head in m. Precondition: the node is one.
[[nodiscard]] double epanet_pressure(const EpanetCase& from, std::size_t node, double head_m);

}  // namespace shellfit::exchange
