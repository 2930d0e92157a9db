#pragma once
// A solved network as a MATPOWER case (version 2) that solves to the same voltages.

#include "studies/network_answer.hpp"

#include <complex>
#include <string>

namespace shellfit::exchange {

/// The case, of function `name` (made of letters, digits and _).
///
/// Buses that closed switches join are one bus; buses that are named by positive whole numbers keep them.
/// What the format cannot say is said by what it can: conductances and unequal charging of branches, open
/// ends and loads that go with the square of the voltage are shunts of buses; loads that go with the voltage
/// are constant power at the solved one; taps, and sources and generators at a limit, stand where the load
/// flow left them, and a generator that balances an island in their place is its reference; a source behind
/// an impedance has a bus of its own; what a UPS takes is a load, and its output the reference of an island
/// of its own. What is out or dead is left out, or is a bus of type 4.
[[nodiscard]] std::string matpower_text(const studies::NetworkAnswer& answer, const std::string& name);

/// A two-port as the format has branches, per unit: 1 / (r + jx) between halves of b, behind a transformer of
/// ratio tap e^(j shift) at `from`; and what is left over, as shunts of its buses.
struct MatpowerBranch {
  double r = 0, x = 0, b = 0, tap = 1, shift_rad = 0;
  std::complex<double> shunt_from, shunt_to;
};
/// Precondition: both transfer admittances are other than zero.
[[nodiscard]] MatpowerBranch matpower_branch(const power::TwoPortAdmittance& y);

}  // namespace shellfit::exchange
