#pragma once
// An EPANET network at time 0, before its first solution.

#include "exchange/epanet_case.hpp"

#include <optional>
#include <vector>

namespace shellfit::exchange {

/// Patterns and controls applied in EPANET's order (hydraul.c: demands, then controls). Units are the file's.
struct EpanetStart {
  struct LinkState {
    epanet::Status status = epanet::Status::open;
    double setting = 0.0;  ///< as epanet::Link
  };
  std::vector<double> demands;                     ///< by node: flow that a junction asks for, 0 of others
  std::vector<std::optional<double>> fixed_heads;  ///< by node: of reservoirs and tanks
  std::vector<LinkState> links;                    ///< by link
  std::vector<std::size_t> pressure_controls;      ///< rows of enabled controls by the pressure of a junction
};

[[nodiscard]] EpanetStart epanet_start(const EpanetCase& network);

/// Sets a link as a control says, which is how pressure controls act after a solution.
void apply_epanet_control(const epanet::Control& control, EpanetStart& start);

}  // namespace shellfit::exchange
