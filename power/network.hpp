#pragma once
// An AC network as an electrical engineer describes it: balanced three-phase, positive sequence.

#include "base/ids.hpp"
#include "base/units.hpp"

#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace shellfit::power {

struct BusTag;
struct ElementTag;
struct TransferTag;
using BusId = Id<BusTag>;
/// Sources, lines, transformers, switches, converters and loads share one space of names.
using ElementId = Id<ElementTag>;
using TransferId = Id<TransferTag>;

struct Bus {
  BusId id;
  LineVoltage nominal;
  static constexpr auto members() { return std::tuple{&Bus::id, &Bus::nominal}; }
};

/// A voltage behind an impedance: a utility feed or a generating set.
struct Source {
  ElementId id;
  BusId bus;
  double voltage_pu = 1.0;
  std::optional<ApparentPower> fault_level;  ///< three-phase, at the bus; empty: stiff
  Ratio x_over_r;
  bool is_regulated = false;  ///< its regulator holds the bus in steady state: the impedance counts in faults
  double weight = 1.0;  ///< sources that hold one bus share what it draws in proportion, as governors do
  static constexpr auto members() {
    return std::tuple{&Source::id,       &Source::bus,          &Source::voltage_pu, &Source::fault_level,
                      &Source::x_over_r, &Source::is_regulated, &Source::weight};
  }
};

/// A cable, line or busway run, by its series impedance.
struct Line {
  ElementId id;
  BusId from, to;
  Impedance resistance, reactance;
  static constexpr auto members() {
    return std::tuple{&Line::id, &Line::from, &Line::to, &Line::resistance, &Line::reactance};
  }
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
  static constexpr auto members() {
    return std::tuple{&Transformer::id,        &Transformer::from,     &Transformer::to,
                      &Transformer::rating,    &Transformer::primary,  &Transformer::secondary,
                      &Transformer::impedance, &Transformer::x_over_r, &Transformer::no_load_loss};
  }
};

/// A closed switch makes its two buses one; no impedance stands for it.
struct Switch {
  enum class Kind { breaker, isolator };
  ElementId id;
  BusId from, to;
  Kind kind = Kind::breaker;
  bool is_closed = true;
  static constexpr auto members() {
    return std::tuple{&Switch::id, &Switch::from, &Switch::to, &Switch::kind, &Switch::is_closed};
  }
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
  static constexpr auto members() {
    return std::tuple{&Converter::id,      &Converter::from,       &Converter::to,
                      &Converter::rating,  &Converter::efficiency, &Converter::input_power_factor,
                      &Converter::recharge};
  }
};

/// A load of constant power.
struct Load {
  ElementId id;
  BusId bus;
  RealPower real;
  ReactivePower reactive;
  static constexpr auto members() { return std::tuple{&Load::id, &Load::bus, &Load::real, &Load::reactive}; }
};

/// A transfer acts when `watched` has lost its supply and the far side of `closes` has one: it opens
/// `opens`, then closes `closes`.
struct Transfer {
  TransferId id;
  BusId watched;
  std::vector<ElementId> opens;
  ElementId closes;
  int group = -1;  ///< those of one group look for what is dead before the first of them acts; -1: alone
  static constexpr auto members() {
    return std::tuple{&Transfer::id, &Transfer::watched, &Transfer::opens, &Transfer::closes,
                      &Transfer::group};
  }
};

struct Network {
  std::vector<Bus> buses;
  std::vector<Source> sources;
  std::vector<Line> lines;
  std::vector<Transformer> transformers;
  std::vector<Switch> switches;
  std::vector<Converter> converters;
  std::vector<Load> loads;
  std::vector<Transfer> transfers;  ///< in the order in which they act
  static constexpr auto members() {
    return std::tuple{&Network::buses,    &Network::sources,    &Network::lines, &Network::transformers,
                      &Network::switches, &Network::converters, &Network::loads, &Network::transfers};
  }
};

}  // namespace shellfit::power
