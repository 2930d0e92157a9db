#pragma once
// What several kinds of equipment have: a name, a body, curves.

#include "base/ids.hpp"
#include "base/units.hpp"
#include "catalogs/figure.hpp"

#include <string>
#include <tuple>
#include <vector>

namespace shellfit::catalogs {

/// What every type has beside its figures.
struct About {
  std::string name;
  std::string maker;
  std::string generation;
  std::string note;
  static constexpr auto members() {
    return std::tuple{&About::name, &About::maker, &About::generation, &About::note};
  }
};

/// The box that a piece of equipment fills, and what it weighs in service.
struct Body {
  Figure<Length> width;  ///< along the row
  Figure<Length> depth;  ///< across the row, front to rear
  Figure<Length> height;
  Figure<Mass> mass;  ///< with its fluids
  static constexpr auto members() {
    return std::tuple{&Body::width, &Body::depth, &Body::height, &Body::mass};
  }
};

/// Points that one source gives together. Where several stand beside each other the first counts, the others
/// are rivals.
template <class P>
struct Curve {
  using Point = P;
  bool is_unknown = false;  ///< claimed as unknown: nobody has published it
  Provenance provenance;
  std::vector<Point> points;
  Location where;
  static constexpr auto members() {
    return std::tuple{&Curve::is_unknown, &Curve::provenance, &Curve::points};
  }
};

/// The coolant that a rack needs: required flow, and the pressure it then drops, against supply temperature.
struct CoolantPoint {
  Temperature supply;
  VolumeFlow flow;
  PressureDifference drop;
  static constexpr auto members() {
    return std::tuple{&CoolantPoint::supply, &CoolantPoint::flow, &CoolantPoint::drop};
  }
};
using CoolantCurve = Curve<CoolantPoint>;

/// The air that a rack moves against its inlet temperature.
struct AirflowPoint {
  Temperature inlet;
  VolumeFlow flow;
  static constexpr auto members() { return std::tuple{&AirflowPoint::inlet, &AirflowPoint::flow}; }
};
using AirflowCurve = Curve<AirflowPoint>;

/// Head against flow at full speed.
struct HeadPoint {
  VolumeFlow flow;
  PressureDifference head;
  static constexpr auto members() { return std::tuple{&HeadPoint::flow, &HeadPoint::head}; }
};
using HeadCurve = Curve<HeadPoint>;

/// How a power supply is connected to a three-phase feed.
enum class Connection { three_phase, line_to_line, line_to_neutral };

/// The power supplies (or power shelves) of a rack, spread evenly over its feeds.
struct PowerSupplies {
  int count = 0;
  int needed = 0;  ///< this many carry the rack
  RealPower each;  ///< output that one can carry
  Connection connection = Connection::three_phase;
  LineVoltage lowest_voltage, highest_voltage;  ///< between its terminals
  Ratio efficiency;
  Ratio power_factor;
  Current circuit;          ///< rating of the breaker that feeds one
  bool is_unknown = false;  ///< claimed as unknown: nobody has published it
  Provenance provenance;
  Location where;
  static constexpr auto members() {
    return std::tuple{
        &PowerSupplies::count,      &PowerSupplies::needed,         &PowerSupplies::each,
        &PowerSupplies::connection, &PowerSupplies::lowest_voltage, &PowerSupplies::highest_voltage,
        &PowerSupplies::efficiency, &PowerSupplies::power_factor,   &PowerSupplies::circuit,
        &PowerSupplies::is_unknown, &PowerSupplies::provenance};
  }
};

}  // namespace shellfit::catalogs
