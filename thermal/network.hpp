#pragma once
// Networks of pipes, pumps and valves as an engineer describes them: the closed circuits of a cooling plant,
// water, coolant and air alike, and open ones that reservoirs feed and demands draw from.

#include "base/ids.hpp"
#include "base/units.hpp"
#include "thermal/cooler.hpp"
#include "thermal/exchanger.hpp"
#include "thermal/friction.hpp"
#include "thermal/tower.hpp"

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

/// Nodes that links may join, with one fluid. Closed: a `reference` holds its pressure and passes no flow, as
/// an expansion vessel. Open: without one, at least one reservoir has a pressure.
struct Circuit {
  CircuitId id;
  Fluid fluid = Fluid::water;
  std::optional<NodeId> reference;
  GaugePressure reference_pressure;
  Temperature start;  ///< where iterations start; answers do not depend on it
  FrictionLaw friction = FrictionLaw::swamee_jain;
  double gravity_m_s2 = shellfit::gravity_m_s2;  ///< foreign files have their own
  static constexpr auto members() {
    return std::tuple{
        &Circuit::id,    &Circuit::fluid,    &Circuit::reference,   &Circuit::reference_pressure,
        &Circuit::start, &Circuit::friction, &Circuit::gravity_m_s2};
  }
};

struct Node {
  NodeId id;
  CircuitId circuit;
  Length elevation;
  static constexpr auto members() { return std::tuple{&Node::id, &Node::circuit, &Node::elevation}; }
};

/// What a pipe loses through its wall.
struct PipeLoss {
  HeatTransfer coefficient;  ///< on the bore
  Temperature around;
  static constexpr auto members() { return std::tuple{&PipeLoss::coefficient, &PipeLoss::around}; }
};
struct Pipe {
  Length length, bore, roughness;
  double minor_loss = 0;  ///< sum of K
  std::optional<PipeLoss> loss{};
  static constexpr auto members() {
    return std::tuple{&Pipe::length, &Pipe::bore, &Pipe::roughness, &Pipe::minor_loss, &Pipe::loss};
  }
};
/// A drop that grows with the square of flow: an exchanger, a rack, a coil.
struct Resistance {
  VolumeFlow flow;
  PressureDifference drop;
  static constexpr auto members() { return std::tuple{&Resistance::flow, &Resistance::drop}; }
};
/// A drop in proportion to the flow: an open valve of no loss to speak of.
struct LinearLoss {
  VolumeFlow flow;
  PressureDifference drop;
  static constexpr auto members() { return std::tuple{&LinearLoss::flow, &LinearLoss::drop}; }
};
/// drop * (q / flow)^exponent + minor_drop * (q / flow)^2. Water files' pipes: Hazen-Williams with 1.852,
/// Chezy-Manning with 2.
struct PowerLaw {
  VolumeFlow flow;
  PressureDifference drop;
  double exponent = 2;
  PressureDifference minor_drop;
  Length bore;  ///< for the velocity; zero: none is told
  static constexpr auto members() {
    return std::tuple{&PowerLaw::flow, &PowerLaw::drop, &PowerLaw::exponent, &PowerLaw::minor_drop,
                      &PowerLaw::bore};
  }
};
struct CurvePoint {
  VolumeFlow flow;
  PressureDifference head;
  static constexpr auto members() { return std::tuple{&CurvePoint::flow, &CurvePoint::head}; }
};
/// Drop by straight segments through points, from no flow on; the last goes on. Odd in the flow.
struct TableLoss {
  std::vector<CurvePoint> points;
  static constexpr auto members() { return std::tuple{&TableLoss::points}; }
};
/// A pump with a built-in check valve, by its curve at full speed and the share of that speed it runs at: the
/// head at a flow q and a speed s is s^2 H(q / s).
struct Pump {
  using Point = CurvePoint;
  /// Points joined by a monotone cubic.
  struct Smooth {
    std::vector<Point> points;
    static constexpr auto members() { return std::tuple{&Smooth::points}; }
  };
  /// Points joined by straight lines, the first and the last of which go on.
  struct Segments {
    std::vector<Point> points;
    static constexpr auto members() { return std::tuple{&Segments::points}; }
  };
  /// shut_off - drop * (q / flow)^exponent
  struct Power {
    PressureDifference shut_off;
    VolumeFlow flow;
    PressureDifference drop;
    double exponent = 2;
    static constexpr auto members() {
      return std::tuple{&Power::shut_off, &Power::flow, &Power::drop, &Power::exponent};
    }
  };
  /// head * q = hydraulic, whatever the flow.
  struct ConstantPower {
    RealPower hydraulic;
    static constexpr auto members() { return std::tuple{&ConstantPower::hydraulic}; }
  };
  std::variant<Smooth, Segments, Power, ConstantPower> curve;
  double speed = 1;
  static constexpr auto members() { return std::tuple{&Pump::curve, &Pump::speed}; }
};
/// What a valve drops when it is fully open.
using OpenLoss = std::variant<Resistance, LinearLoss>;
/// A loss behind a pressure-independent valve that lets no more than `most` pass along its direction.
struct LimitedResistance {
  OpenLoss open;
  VolumeFlow most;
  static constexpr auto members() { return std::tuple{&LimitedResistance::open, &LimitedResistance::most}; }
};
/// A volume flow is, in mass, what it is at the circuit's mean density.
using GivenRate = std::variant<VolumeFlow, MassFlow>;
/// A flow that is given: a fan.
struct GivenFlow {
  GivenRate flow;
  static constexpr auto members() { return std::tuple{&GivenFlow::flow}; }
};
/// Lets no more than `set` reach its end: closes against higher pressure there, never lets flow back.
struct PressureReducer {
  OpenLoss open;
  GaugePressure set;
  static constexpr auto members() { return std::tuple{&PressureReducer::open, &PressureReducer::set}; }
};
/// Keeps at least `set` at its beginning, never lets flow back.
struct PressureSustainer {
  OpenLoss open;
  GaugePressure set;
  static constexpr auto members() { return std::tuple{&PressureSustainer::open, &PressureSustainer::set}; }
};
/// Drops `set` along its direction whichever way water flows, or has its open loss where that is more. No
/// machine that exists (it drives water that flows back), but what EPANET means by one.
struct PressureBreaker {
  OpenLoss open;
  PressureDifference set;
  static constexpr auto members() { return std::tuple{&PressureBreaker::open, &PressureBreaker::set}; }
};
using Hydraulics = std::variant<Pipe, Resistance, LinearLoss, PowerLaw, TableLoss, Pump, LimitedResistance,
                                GivenFlow, PressureReducer, PressureSustainer, PressureBreaker>;

struct Link {
  LinkId id;
  NodeId from, to;
  Hydraulics hydraulics;
  HeatFlow gain;            ///< heat put into the stream: a rack, a pump, a fan
  bool is_one_way = false;  ///< a check valve keeps flow from coming back
  bool is_open = true;      ///< in the state that the description is of
  static constexpr auto members() {
    return std::tuple{&Link::id,   &Link::from,       &Link::to,     &Link::hydraulics,
                      &Link::gain, &Link::is_one_way, &Link::is_open};
  }
};

/// Water that does not run out: it holds the pressure of its node, or what flows in there has its
/// temperature, or both. A full tank may not take, an empty one may not give.
struct Reservoir {
  NodeId node;
  std::optional<GaugePressure> pressure;
  std::optional<Temperature> temperature;
  bool may_give = true, may_take = true;
  static constexpr auto members() {
    return std::tuple{&Reservoir::node, &Reservoir::pressure, &Reservoir::temperature, &Reservoir::may_give,
                      &Reservoir::may_take};
  }
};

/// A demand that is met in full above one pressure and not at all below another; between them it grows with
/// the power `exponent` of the pressure.
struct PressureDependence {
  GaugePressure least, full;
  double exponent = 0.5;
  static constexpr auto members() {
    return std::tuple{&PressureDependence::least, &PressureDependence::full, &PressureDependence::exponent};
  }
};
/// What leaves the network at a node; below zero: what enters, with the temperature `inflow`.
struct Demand {
  NodeId node;
  GivenRate flow;
  std::optional<PressureDependence> with_pressure;
  std::optional<Temperature> inflow;
  static constexpr auto members() {
    return std::tuple{&Demand::node, &Demand::flow, &Demand::with_pressure, &Demand::inflow};
  }
};
/// An orifice to the open at the height of its node: q = flow * (pressure / at)^exponent.
struct Emitter {
  NodeId node;
  VolumeFlow flow;
  PressureDifference at;
  double exponent = 0.5;
  bool flows_back = true;  ///< below no pressure it draws in
  static constexpr auto members() {
    return std::tuple{&Emitter::node, &Emitter::flow, &Emitter::at, &Emitter::exponent, &Emitter::flows_back};
  }
};

/// Heat passes from the stream of one link to that of another. The outlet of the hot stream is held at the
/// setpoint as long as the exchanger can: a CDU holding its supply, an air unit holding its air, a chiller
/// that gives its heat to condenser water. What a chiller draws is the gain of its cold link.
struct Exchanger {
  LinkId hot, cold;
  Temperature setpoint;
  /// Its fluids may be others than those that flow. Empty: refrigerated, by its capacity in a state.
  std::optional<ExchangerRating> rating;
  static constexpr auto members() {
    return std::tuple{&Exchanger::hot, &Exchanger::cold, &Exchanger::setpoint, &Exchanger::rating};
  }
};

/// Heat leaves the stream of a link for the outdoors. The outlet is held at the setpoint while it can be.
struct Rejector {
  enum class Kind {
    air_cooled,    ///< by its conductance to air: a dry or adiabatic cooler
    refrigerated,  ///< by its capacity, whatever the temperature: a chiller, a landlord's flange
    evaporative,   ///< by its fill and the wet bulb: a tower
    open_air       ///< the outlet takes the sink's temperature: air drawn in from outdoors
  };
  LinkId link;
  Kind kind = Kind::air_cooled;
  Temperature setpoint;
  std::optional<CoolerRating> cooler{};  ///< of an air-cooled one, and only of one
  std::optional<TowerRating> tower{};    ///< of an evaporative one, and only of one
  static constexpr auto members() {
    return std::tuple{&Rejector::link, &Rejector::kind, &Rejector::setpoint, &Rejector::cooler,
                      &Rejector::tower};
  }
};

struct Network {
  std::vector<Circuit> circuits;
  std::vector<Node> nodes;
  std::vector<Link> links;
  std::vector<Exchanger> exchangers;
  std::vector<Rejector> rejectors;
  std::vector<Reservoir> reservoirs;
  std::vector<Demand> demands;
  std::vector<Emitter> emitters;
  AbsolutePressure atmosphere;
  static constexpr auto members() {
    return std::tuple{&Network::circuits,   &Network::nodes,     &Network::links,
                      &Network::exchangers, &Network::rejectors, &Network::reservoirs,
                      &Network::demands,    &Network::emitters,  &Network::atmosphere};
  }
};

}  // namespace shellfit::thermal
