#pragma once
// A MATPOWER case as a network that the load flow solves as MATPOWER does.
//
// Buses keep their numbers as ids. Branches and generators are branch.ROW and gen.ROW, rows from 1; what a
// bus row draws and its shunt are load.BUS and shunt.BUS.

#include "exchange/matpower_case.hpp"
#include "power/network.hpp"
#include "power/network_check.hpp"
#include "studies/network_answer.hpp"

#include <complex>
#include <string>
#include <vector>

namespace shellfit::exchange {

/// Before the row in a branch's id.
inline constexpr std::string_view matpower_branch_prefix = "branch.";

struct MatpowerNetwork {
  power::Network network;
  /// The file's voltages, by bus in per unit: where a load flow starts.
  std::vector<std::complex<double>> start;
  /// What the check of the network cannot say of the file, such as a branch without impedance.
  std::vector<power::NetworkFault> faults;
  std::vector<std::string> notes;  ///< what was taken for what the file leaves open
};

/// Bus types as in MATPOWER's bustypes: 3 is a stiff source at the bus's angle, 2 holds its voltage when a
/// generator is in service there, 4 is left dead. Where several generators hold one bus, the voltage of the
/// last counts. Rows out of service stay: a branch as one open at both ends, a generator not at all.
[[nodiscard]] MatpowerNetwork matpower_network(const MatpowerCase& from);

}  // namespace shellfit::exchange
