#pragma once
// An AC network as an electrical engineer describes it: balanced three-phase, with what unsymmetrical faults
// need beside it.
//
// A figure that only some questions need is NaN, or an empty optional, where nobody gave it: the question
// that needs it is then answered with its name.

#include "base/ids.hpp"
#include "base/units.hpp"

#include <array>
#include <complex>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace shellfit::power {

struct BusTag;
struct ElementTag;
struct TransferTag;
using BusId = Id<BusTag>;
/// All elements but buses and transfers share one space of names.
using ElementId = Id<ElementTag>;
using TransferId = Id<TransferTag>;

struct Bus {
  BusId id;
  LineVoltage nominal;
};

/// A voltage behind an impedance: a utility feed or a generating set that carries an island.
struct Source {
  ElementId id;
  BusId bus;
  double voltage_pu = 1.0;
  std::optional<ApparentPower> fault_level;  ///< three-phase, greatest, at the bus; empty: stiff
  Ratio x_over_r;
  bool is_regulated = false;  ///< its regulator holds the bus in steady state: the impedance counts in faults
  double weight = 1.0;  ///< sources that hold one bus share what it draws in proportion, as governors do
  double angle_rad = 0.0;
  /// Beyond these it no longer holds its bus; another generator then balances the island.
  ReactivePower least_reactive = ReactivePower::from_si(-std::numeric_limits<double>::infinity());
  ReactivePower most_reactive = ReactivePower::from_si(std::numeric_limits<double>::infinity());
  std::optional<ApparentPower> least_fault_level;
  Ratio least_x_over_r;
  Ratio zero_reactance;  ///< X0 over X1
  Ratio zero_r_over_x;   ///< R0 over X0
};

/// What a rotating synchronous machine puts into a fault (IEC 60909-0:2016, 6.6).
struct SynchronousMachine {
  ApparentPower rating;
  LineVoltage voltage;
  Ratio power_factor;
  Ratio subtransient_reactance;     ///< xd", saturated
  Impedance fictitious_resistance;  ///< R_Gf; NaN: by size, as the standard says
  Ratio regulation_range{};         ///< p_G: by how much it may stay above its rated voltage; NaN: 0
  Impedance resistance;             ///< R_G of the stator; NaN: the fictitious one
  Ratio zero_reactance;             ///< x0; infinite: the star point is not earthed
  Impedance earthing_resistance = Impedance::from_si(0), earthing_reactance = Impedance::from_si(0);
};

/// A generator beside others: it gives real power and holds its bus while its reactive power allows.
struct Generator {
  ElementId id;
  BusId bus;
  RealPower real;
  std::optional<double> voltage_pu;  ///< held at the bus; empty: it gives `reactive`
  ReactivePower reactive = ReactivePower::from_si(0);
  ReactivePower least_reactive = ReactivePower::from_si(-std::numeric_limits<double>::infinity());
  ReactivePower most_reactive = ReactivePower::from_si(std::numeric_limits<double>::infinity());
  std::optional<SynchronousMachine> machine;
};

/// A cable, line or busway run, as a pi section: all figures are of the whole run.
struct Line {
  ElementId id;
  BusId from, to;
  Impedance resistance, reactance;
  Admittance charging = Admittance::from_si(0);  ///< susceptance, half of it at each end
  Admittance leakage = Admittance::from_si(0);   ///< conductance, half of it at each end
  Current ampacity;
  Impedance zero_resistance, zero_reactance;
  Admittance zero_charging;
  Temperature end_temperature;  ///< of the conductor as a fault ends, for the least fault currents
  bool is_from_closed = true, is_to_closed = true;  ///< an open end leaves the run live from the other
  /// At 20 degC, from which IEC 60909 goes, where `resistance` is that of a warm conductor. NaN: `resistance`
  /// is at 20 degC itself.
  Impedance cold_resistance;
  [[nodiscard]] Impedance resistance_at_20_degc() const {
    return cold_resistance.is_missing() ? resistance : cold_resistance;
  }
};

enum class Winding { delta, wye, earthed_wye, zigzag, earthed_zigzag };

/// Turns of a winding that are switched. n = position - neutral steps make its rated voltage U into
/// U (1 + n step e^(j direction)) e^(j n turn).
struct TapChanger {
  double step = 0;           ///< of the rated voltage
  double direction_rad = 0;  ///< 0: in phase, pi / 2: in quadrature
  double turn_rad = 0;       ///< of an ideal phase shifter
  int neutral = 0, position = 0;
  int least = 0, most = 0;
};

/// What moves a tap changer under load.
struct VoltageControl {
  BusId bus;
  double target_pu = 1.0;
  double band_pu = 0.0;  ///< full width, about the target
  /// Line drop: the target is compared with the voltage behind this impedance. Zero: at the bus.
  Impedance drop_resistance = Impedance::from_si(0), drop_reactance = Impedance::from_si(0);
};

/// Where the magnetizing admittance of a transformer stands.
enum class Magnetizing {
  pi,    ///< half at each side of the series impedance
  star,  ///< in its middle (T)
};

/// A two-winding transformer; `from` is the side of the rated primary voltage.
struct Transformer {
  ElementId id;
  BusId from, to;
  ApparentPower rating;
  LineVoltage primary, secondary;
  Ratio impedance;  ///< short-circuit voltage on the rating
  Ratio x_over_r;
  RealPower no_load_loss;
  Ratio no_load_current =
      Ratio::from_si(0);   ///< on the rating; below no_load_loss / rating: all of it is loss
  double shift_rad = 0.0;  ///< by which the secondary lags the primary
  Magnetizing magnetizing = Magnetizing::pi;
  std::optional<TapChanger> from_tap, to_tap;
  std::optional<VoltageControl> control;  ///< moves from_tap, else to_tap
  bool is_from_closed = true, is_to_closed = true;
  // For faults to earth, and for the correction of units (IEC 60909-0:2016, 6.3 and 6.7).
  std::optional<std::array<Winding, 2>> windings;  ///< from, to
  Ratio zero_impedance, zero_x_over_r;             ///< NaN: as in the positive sequence is not assumed
  Ratio zero_magnetizing;  ///< zero-sequence magnetizing over zero_impedance; infinite: none
  Ratio zero_magnetizing_r_over_x;
  Ratio zero_primary_share;  ///< of the zero-sequence leakage, at the primary; NaN: half
  Impedance from_earthing_resistance = Impedance::from_si(0), from_earthing_reactance = Impedance::from_si(0);
  Impedance to_earthing_resistance = Impedance::from_si(0), to_earthing_reactance = Impedance::from_si(0);
  std::optional<ElementId> unit_of;  ///< the generator with which it forms a power station unit
  bool has_on_load_taps = false;     ///< of a unit: K_S, else K_SO
  Ratio tap_range;                   ///< p_T of a unit without on-load taps
};

/// A transformer of three windings, each at a bus of its own.
struct ThreeWindingTransformer {
  struct Side {
    BusId bus;
    ApparentPower rating;
    LineVoltage voltage;
    double shift_rad = 0.0;  ///< by which this winding lags the first
    std::optional<TapChanger> tap;
    bool is_closed = true;
    Winding winding = Winding::wye;
  };
  /// Between two windings with the third open, on the smaller rating of the two.
  struct Pair {
    Ratio impedance, x_over_r;
    Ratio zero_impedance, zero_x_over_r;
  };
  ElementId id;
  std::array<Side, 3> sides;
  std::array<Pair, 3> pairs;  ///< of sides 0 and 1, 1 and 2, 2 and 0
  RealPower no_load_loss;
  Ratio no_load_current = Ratio::from_si(0);  ///< on the first side's rating
  int magnetizing_at = 3;                     ///< the side; 3: the star point
  Magnetizing magnetizing = Magnetizing::pi;  ///< within the branch of that side
  std::optional<VoltageControl> control;      ///< moves the first tap that there is
};

/// Two buses joined by a given two-port, on `base` and the nominal voltages of its ends: how files of other
/// programs write lines, transformers and equivalents alike.
/// i_from = yff v_from + yft v_to, i_to = ytf v_from + ytt v_to.
struct TwoPort {
  ElementId id;
  BusId from, to;
  ApparentPower base;
  std::complex<double> from_from, from_to, to_from, to_to;
  std::optional<ApparentPower> rating;
  bool is_from_closed = true, is_to_closed = true;
};

/// A closed switch makes its two buses one; no impedance stands for it.
struct Switch {
  enum class Kind { breaker, isolator };
  ElementId id;
  BusId from, to;
  Kind kind = Kind::breaker;
  bool is_closed = true;
};

/// A double-conversion UPS: it takes real power at its input and makes a voltage of its own at its output.
/// Converters whose outputs are joined share their load equally.
struct Converter {
  ElementId id;
  BusId from, to;
  RealPower rating;
  Ratio efficiency;
  Ratio input_power_factor;
  RealPower recharge;  ///< drawn at the input on top of the load
};

/// How a load's power goes with the voltage: the rest of it is constant.
struct VoltageDependence {
  double current = 0.0;    ///< share that goes with the voltage
  double impedance = 0.0;  ///< share that goes with its square
};

/// A load; its power is that at nominal voltage.
struct Load {
  ElementId id;
  BusId bus;
  RealPower real;
  ReactivePower reactive;
  VoltageDependence real_dependence, reactive_dependence;
};

/// A capacitor, reactor or other constant admittance, by what it takes at nominal voltage.
struct Shunt {
  ElementId id;
  BusId bus;
  RealPower real;
  ReactivePower reactive;  ///< negative for capacitors
};

/// An asynchronous motor, or several alike together, in a fault (IEC 60909-0:2016, 6.10). Its load is a Load.
struct Motor {
  ElementId id;
  BusId bus;
  RealPower rating;  ///< mechanical
  LineVoltage voltage;
  Ratio efficiency, power_factor;
  Ratio locked_rotor;  ///< current at locked rotor over rated current
  Ratio r_over_x;      ///< NaN: by size and voltage, as the standard says
  int pole_pairs = 1;
};

/// A source behind a converter, which limits what it puts into a fault: UPS, BESS, rectifier.
struct LimitedSource {
  ElementId id;
  BusId bus;
  Current fault_current;  ///< most, three-phase, symmetrical
};

/// A transfer acts when `watched` has lost its supply and the far side of `closes` has one: it opens
/// `opens`, then closes `closes`. It never closes onto what is out, nor joins two live systems.
struct Transfer {
  TransferId id;
  BusId watched;
  std::vector<ElementId> opens;
  ElementId closes;
  int group = -1;  ///< those of one group look for what is dead before the first of them acts, and run
                   ///< together (sets that start and synchronize); -1: alone
  int stage = 0;   ///< those of a lower stage are done before those of a higher one look
};

struct Network {
  std::vector<Bus> buses;
  std::vector<Source> sources;
  std::vector<Generator> generators;
  std::vector<Line> lines;
  std::vector<Transformer> transformers;
  std::vector<ThreeWindingTransformer> three_windings;
  std::vector<TwoPort> two_ports;
  std::vector<Switch> switches;
  std::vector<Converter> converters;
  std::vector<Load> loads;
  std::vector<Shunt> shunts;
  std::vector<Motor> motors;
  std::vector<LimitedSource> limited_sources;
  std::vector<Transfer> transfers;  ///< within a stage, in the order in which they act
};

}  // namespace shellfit::power
