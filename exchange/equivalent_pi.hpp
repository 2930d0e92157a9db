#pragma once
// A two-port as formats of load flows write branches: a pi section behind an ideal transformer.

#include "power/branch_admittance.hpp"

namespace shellfit::exchange {

/// The inverse of power::pi_section: `ratio` stands at the from side, the rest behind it, per unit.
struct EquivalentPi {
  power::Complex ratio, series, shunt_from, shunt_to;
};

/// Of the two ratios of opposite sign that fit, the one that does not make both resistance and reactance
/// negative. Precondition: both transfer admittances are of one size; where they are zero the answer is not
/// finite.
[[nodiscard]] EquivalentPi equivalent_pi(const power::TwoPortAdmittance& y);

}  // namespace shellfit::exchange
