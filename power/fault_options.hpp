#pragma once
// What is asked of a short circuit.

#include "base/units.hpp"

namespace shellfit::power {

/// How much the method adds to the bare impedances.
enum class FaultMethod {
  ansi,  ///< prefault voltage 1.0 and bare impedances (IEEE C37.13 practice for low voltage)
  iec    ///< voltage factor c and the corrections K_T, K_G, K_S and K_SO (IEC 60909-0:2016, 5.3 and 6)
};

enum class FaultKind { three_phase, two_phase, two_phase_to_earth, one_phase_to_earth };

/// Greatest currents try the equipment; least currents try the protection (IEC 60909-0:2016, 7.1.2, 7.1.3).
enum class FaultExtreme { greatest, least };

/// Of the least currents the edition of 2016 takes all corrections as 1, and c_min 0.90 where low voltage may
/// rise by 10 %; that of 2001 takes the corrections of the greatest, and 0.95.
enum class FaultEdition { of_2001, of_2016 };

/// By how much the voltage of a low-voltage system may rise above nominal (IEC 60909-0:2016, table 1).
enum class LowVoltageTolerance { percent_6, percent_10 };

/// Where the ratio R/X of κ comes from in meshed networks (IEC 60909-0:2016, 8.1.2).
enum class PeakMethod {
  smallest_ratio,        ///< a: the smallest R/X of a branch that takes part
  at_fault,              ///< b: that of the impedance at the fault, times 1.15 where paths are in parallel
  equivalent_frequency,  ///< c: that of the impedance at 0.4 of the frequency, scaled back
};

struct FaultOptions {
  FaultMethod method = FaultMethod::iec;
  FaultKind kind = FaultKind::three_phase;
  FaultExtreme extreme = FaultExtreme::greatest;
  FaultEdition edition = FaultEdition::of_2016;
  LowVoltageTolerance low_voltage_tolerance = LowVoltageTolerance::percent_6;
  PeakMethod peak = PeakMethod::equivalent_frequency;
  double frequency_hz = 50.0;
  Duration clearing = 1.0 * units::s;       ///< T_k, for which the thermal current stands
  Duration minimum_delay = 0.1 * units::s;  ///< t_min, until contacts part
  /// In the fault: from each phase; between the two phases; of faults to earth, from their joint to earth.
  /// The standard has bolted faults only; all currents see it, but the peak of two phases to earth, which is
  /// then not told.
  Impedance fault_resistance = Impedance::from_si(0), fault_reactance = Impedance::from_si(0);
  bool with_contributions = false;  ///< lists what each source, generator and motor gives
};

}  // namespace shellfit::power
