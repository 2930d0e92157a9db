#pragma once
// Cooling loops as an engineer describes them: closed circuits of pipes, pumps, valves and exchangers,
// water, coolant and air alike.

#include "base/ids.hpp"
#include "base/units.hpp"
#include "thermal/fluid.hpp"

#include <optional>
#include <string>
#include <tuple>
#include <variant>
#include <vector>

namespace shellfit::thermal {

struct NodeTag;
struct LinkTag;
struct CircuitTag;
using NodeId = Id<NodeTag>;
using LinkId = Id<LinkTag>;
using CircuitId = Id<CircuitTag>;

/// A closed circuit of one fluid with one pressure reference: its expansion vessel.
struct Circuit {
  CircuitId id;
  Fluid fluid = Fluid::water;
  NodeId reference;
  GaugePressure reference_pressure;
  Temperature start;  ///< where iterations start; answers do not depend on it
  static constexpr auto members() {
    return std::tuple{&Circuit::id, &Circuit::fluid, &Circuit::reference, &Circuit::reference_pressure,
                      &Circuit::start};
  }
};

struct Node {
  NodeId id;
  CircuitId circuit;
  Length elevation;
  static constexpr auto members() { return std::tuple{&Node::id, &Node::circuit, &Node::elevation}; }
};

struct Pipe {
  Length length, bore, roughness;
  double minor_loss = 0;  ///< sum of K
  static constexpr auto members() {
    return std::tuple{&Pipe::length, &Pipe::bore, &Pipe::roughness, &Pipe::minor_loss};
  }
};
/// A drop that grows with the square of flow: an exchanger, a rack, a coil.
struct Resistance {
  VolumeFlow flow;
  PressureDifference drop;
  static constexpr auto members() { return std::tuple{&Resistance::flow, &Resistance::drop}; }
};
/// A pump with a built-in check valve, by points of its curve at full speed.
struct Pump {
  struct Point {
    VolumeFlow flow;
    PressureDifference head;
    static constexpr auto members() { return std::tuple{&Point::flow, &Point::head}; }
  };
  std::vector<Point> curve;
  static constexpr auto members() { return std::tuple{&Pump::curve}; }
};
/// A resistance behind a pressure-independent valve that lets no more than `most` pass.
struct LimitedResistance {
  Resistance open;
  VolumeFlow most;
  static constexpr auto members() { return std::tuple{&LimitedResistance::open, &LimitedResistance::most}; }
};
/// A flow that is given: a fan.
struct GivenFlow {
  VolumeFlow flow;
  static constexpr auto members() { return std::tuple{&GivenFlow::flow}; }
};
using Hydraulics = std::variant<Pipe, Resistance, Pump, LimitedResistance, GivenFlow>;

struct Link {
  LinkId id;
  NodeId from, to;
  Hydraulics hydraulics;
  HeatFlow gain;  ///< heat put into the stream: a rack, a pump, a fan
  static constexpr auto members() {
    return std::tuple{&Link::id, &Link::from, &Link::to, &Link::hydraulics, &Link::gain};
  }
};

/// Heat passes from the stream of one link to that of another. The outlet of the hot stream is held at the
/// setpoint as long as the exchanger can: a CDU holding its supply, an air unit holding its air.
struct Exchanger {
  LinkId hot, cold;
  Temperature setpoint;
  /// Rating that fixes the conductance: flows of both sides, heat, and the two inlet temperatures.
  VolumeFlow hot_flow, cold_flow;
  HeatFlow duty;
  Temperature hot_in, cold_in;
  double hot_share = 0.5;     ///< of the resistance to heat at the rating
  double hot_exponent = 0.7;  ///< of the film coefficient with flow
  double cold_exponent = 0.7;
  static constexpr auto members() {
    return std::tuple{&Exchanger::hot,          &Exchanger::cold,         &Exchanger::setpoint,
                      &Exchanger::hot_flow,     &Exchanger::cold_flow,    &Exchanger::duty,
                      &Exchanger::hot_in,       &Exchanger::cold_in,      &Exchanger::hot_share,
                      &Exchanger::hot_exponent, &Exchanger::cold_exponent};
  }
};

/// Heat leaves the stream of a link for the outdoors. The outlet is held at the setpoint while it can be.
struct Rejector {
  enum class Kind {
    air_cooled,    ///< by its conductance to air: a dry or adiabatic cooler
    refrigerated,  ///< by its capacity, whatever the temperature: a chiller, a landlord's flange
    open_air       ///< the outlet takes the sink's temperature: air drawn in from outdoors
  };
  LinkId link;
  Kind kind = Kind::air_cooled;
  Temperature setpoint;
  // air_cooled: the rating that fixes its conductance; the air's capacity rate is taken equal to the water's
  // there.
  HeatFlow duty;
  Temperature water_in, water_out, air_in;
  static constexpr auto members() {
    return std::tuple{&Rejector::link,     &Rejector::kind,      &Rejector::setpoint, &Rejector::duty,
                      &Rejector::water_in, &Rejector::water_out, &Rejector::air_in};
  }
};

struct Network {
  std::vector<Circuit> circuits;
  std::vector<Node> nodes;
  std::vector<Link> links;
  std::vector<Exchanger> exchangers;
  std::vector<Rejector> rejectors;
  AbsolutePressure atmosphere;
  static constexpr auto members() {
    return std::tuple{&Network::circuits,   &Network::nodes,     &Network::links,
                      &Network::exchangers, &Network::rejectors, &Network::atmosphere};
  }
};

}  // namespace shellfit::thermal
