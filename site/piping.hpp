#pragma once
// The piping of a facility loop element by element, as a flow diagram shows it: what stands between which
// headers. Templates expand to this; everything behind the fit-out knows only this.

#include "base/diagnostics.hpp"
#include "base/ids.hpp"
#include "base/uncertain.hpp"
#include "base/units.hpp"
#include "catalogs/equipment.hpp"
#include "site/outage.hpp"

#include <optional>
#include <tuple>
#include <vector>

namespace shellfit::site {

struct SpaceTag;
struct HeaderTag;
struct ElementTag;
struct TcsGroupTag;
using SpaceId = Id<SpaceTag>;
using HeaderId = Id<HeaderTag>;
using ElementId = Id<ElementTag>;
using TcsGroupId = Id<TcsGroupTag>;

/// Whether an element stands there or the fit-out adds it.
enum class Presence { installed, to_be_built };

/// A junction that elements name. CDUs and air units that the fit-out adds are connected between the header
/// that supplies users and the one that takes their return.
struct Header {
  enum class Users { supply, back };
  HeaderId id;
  std::optional<Users> users;
  Location where;
  static constexpr auto members() { return std::tuple{&Header::id, &Header::users}; }
};

/// A machine of a type; its water goes from one header to the other.
template <class Type>
struct Machine {
  ElementId id;
  Id<Type> type;
  HeaderId from, to;
  bool is_standby = false;  ///< may be out without loss: sizing does not count on it
  Presence is = Presence::installed;
  Location where;
  static constexpr auto members() {
    return std::tuple{&Machine::id, &Machine::type,       &Machine::from,
                      &Machine::to, &Machine::is_standby, &Machine::is};
  }
};

/// An air unit: a machine that cools one space.
struct AirUnit {
  ElementId id;
  Id<catalogs::AirUnitType> type;
  SpaceId space;
  HeaderId from, to;
  bool is_standby = false;
  Presence is = Presence::installed;
  Location where;
  static constexpr auto members() {
    return std::tuple{&AirUnit::id, &AirUnit::type,       &AirUnit::space, &AirUnit::from,
                      &AirUnit::to, &AirUnit::is_standby, &AirUnit::is};
  }
};

/// What a landlord offers at a flange while something of the landlord's is out; what it leaves out stays as
/// ever.
struct FlangeState {
  std::vector<Part> parts;
  std::optional<Uncertain<Temperature>> supply;
  std::optional<Uncertain<VolumeFlow>> flow;  ///< zero: the flange is dead
  std::optional<Temperature> highest_return;
  std::optional<Uncertain<PressureDifference>> pressure;
  std::optional<Uncertain<HeatFlow>> heat;
  Location where;
  static constexpr auto members() {
    return std::tuple{&FlangeState::parts,          &FlangeState::supply,   &FlangeState::flow,
                      &FlangeState::highest_return, &FlangeState::pressure, &FlangeState::heat};
  }
};

/// What a landlord offers at a flange.
struct Flange {
  Uncertain<Temperature> supply;
  Uncertain<VolumeFlow> flow;
  Temperature highest_return;
  Uncertain<PressureDifference> pressure;
  std::optional<Uncertain<HeatFlow>> heat;  ///< most that may be put in; empty: what the water can carry
  std::vector<FlangeState> states;
  Location where;
  static constexpr auto members() {
    return std::tuple{&Flange::supply,   &Flange::flow, &Flange::highest_return,
                      &Flange::pressure, &Flange::heat, &Flange::states};
  }
  /// What it says of the loss of a part behind it; nullptr when it says nothing.
  [[nodiscard]] const FlangeState* without(Part part) const;
  /// The offer while the state holds.
  [[nodiscard]] Flange in(const FlangeState& state) const;
};

/// Water that a landlord delivers between two headers. Its pressure drives a loop without pumps of its own.
struct OfferedWater {
  ElementId id;
  Flange water;
  HeaderId from, to;
  Location where;
  static constexpr auto members() {
    return std::tuple{&OfferedWater::id, &OfferedWater::water, &OfferedWater::from, &OfferedWater::to};
  }
};

/// A three-way valve that blends return into the offered water, up to the supply that the basis asks for.
struct MixingValve {
  ElementId id;
  Presence is = Presence::installed;
  Location where;
  static constexpr auto members() { return std::tuple{&MixingValve::id, &MixingValve::is}; }
};

/// A valve that lets no more than a flow pass.
struct BalancingValve {
  ElementId id;
  std::optional<VolumeFlow> flow;  ///< empty: a little above what the users draw at most
  PressureDifference drop;         ///< of the open valve at that flow
  HeaderId from, to;
  Presence is = Presence::installed;
  Location where;
  static constexpr auto members() {
    return std::tuple{&BalancingValve::id,   &BalancingValve::flow, &BalancingValve::drop,
                      &BalancingValve::from, &BalancingValve::to,   &BalancingValve::is};
  }
};

/// A run of pipe; a decoupler is one that joins supply and return with next to no drop, so that the pumps on
/// its two sides do not see each other.
struct Pipe {
  ElementId id;
  std::optional<Id<catalogs::PipeType>> type;  ///< empty: the smallest that carries the loop's design flow
  std::optional<Length> length;                ///< empty: the route from the plant to what the loop serves
  HeaderId from, to;
  Presence is = Presence::installed;
  Location where;
  static constexpr auto members() {
    return std::tuple{&Pipe::id, &Pipe::type, &Pipe::length, &Pipe::from, &Pipe::to, &Pipe::is};
  }
};

/// CDUs on a common header of their own, and how many racks hang on it.
struct TcsGroup {
  TcsGroupId id;
  int racks = 0;    ///< of the liquid-cooled racks in the order of hosting, after those of the groups before
  int standby = 0;  ///< CDUs that may be out without loss
  std::vector<Machine<catalogs::CduType>> cdus;
  Location where;
  static constexpr auto members() {
    return std::tuple{&TcsGroup::id, &TcsGroup::racks, &TcsGroup::standby, &TcsGroup::cdus};
  }
};

struct Piping {
  std::vector<Header> headers;
  std::vector<Machine<catalogs::PumpType>> pumps;
  std::vector<Machine<catalogs::CoolerType>> coolers;
  std::vector<Machine<catalogs::ChillerType>> chillers;
  std::optional<OfferedWater> offered;
  std::optional<MixingValve> mixing;
  std::vector<BalancingValve> balancing_valves;
  std::vector<Pipe> decouplers, pipes;
  std::vector<TcsGroup> groups;
  std::vector<AirUnit> air_units;

  /// True for a loop that is not written element by element.
  [[nodiscard]] bool empty() const;
  static constexpr auto members() {
    return std::tuple{&Piping::headers, &Piping::pumps,  &Piping::coolers,          &Piping::chillers,
                      &Piping::offered, &Piping::mixing, &Piping::balancing_valves, &Piping::decouplers,
                      &Piping::pipes,   &Piping::groups, &Piping::air_units};
  }
};

/// What an element does to the water of its loop.
enum class Role { moves, rejects, offers, uses, joins, decouples };

/// Calls f(element, role) for everything that stands between two headers.
template <class AnyPiping, class F>
void for_each_element(AnyPiping& piping, F f) {
  for (auto& one : piping.pumps) f(one, Role::moves);
  for (auto& one : piping.coolers) f(one, Role::rejects);
  for (auto& one : piping.chillers) f(one, Role::rejects);
  if (piping.offered) f(*piping.offered, Role::offers);
  for (auto& one : piping.balancing_valves) f(one, Role::joins);
  for (auto& one : piping.decouplers) f(one, Role::decouples);
  for (auto& one : piping.pipes) f(one, Role::joins);
  for (auto& group : piping.groups) {
    for (auto& one : group.cdus) f(one, Role::uses);
  }
  for (auto& one : piping.air_units) f(one, Role::uses);
}

/// Every element and group with its id; mixing valves too.
template <class AnyPiping, class F>
void for_each_id(AnyPiping& piping, F f) {
  for_each_element(piping, [&](auto& element, Role) { f(element.id.text()); });
  if (piping.mixing) f(piping.mixing->id.text());
  for (auto& group : piping.groups) f(group.id.text());
}

/// Which pumps and balancing valves a decoupler keeps apart from the users.
struct CircuitSides {
  std::vector<char> pump_serves_users;   ///< by pump; all of them where nothing decouples
  std::vector<char> valve_serves_users;  ///< by balancing valve
};
/// What stands between two headers of a loop beside its piping: towers, water chillers, the other sides of
/// those of other loops.
struct Between {
  HeaderId from, to;
  Role role = Role::joins;
};
[[nodiscard]] CircuitSides sides_of(const Piping& piping, const std::vector<Between>& beside = {});

/// What of it stands there already.
[[nodiscard]] Piping installed_part(Piping piping);

}  // namespace shellfit::site
