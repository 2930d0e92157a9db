#pragma once
// Power plant element by element, as a nameplate list gives it: what each thing is, and what it is fed from.
// Boards are the buses; everything else stands between boards.

#include "base/ids.hpp"
#include "base/uncertain.hpp"
#include "base/units.hpp"
#include "catalogs/catalog.hpp"

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace shellfit::site {

struct FeedTag;
struct BoardTag;
struct PlantTag;
struct OutletTag;
using FeedId = Id<FeedTag>;
using BoardId = Id<BoardTag>;
/// Transformers, generators, UPS, breakers, cables and transfer switches.
using PlantId = Id<PlantTag>;
using OutletId = Id<OutletTag>;

/// What a block or an outlet feeds.
enum class Serves { racks, mechanical, both };

/// A switchboard, panel or plain bus. Without a type nothing of it is judged.
struct Board {
  BoardId id;
  std::optional<Id<catalogs::BoardType>> type;
  bool is_medium_voltage = false;
  std::optional<FeedId> feed;   ///< the utility feed that ends on it, through a breaker
  std::optional<BoardId> from;  ///< the board that feeds it, through a breaker
  std::optional<BoardId> tie;   ///< normally open; closes when this board is dead
  bool is_installed = true;
  Location where;
  static constexpr auto members() {
    return std::tuple{&Board::id,   &Board::type, &Board::is_medium_voltage, &Board::feed,
                      &Board::from, &Board::tie,  &Board::is_installed};
  }
};

/// Where a transformer that is there stands.
enum class Stands { indoors, outdoors };

struct TransformerUnit {
  PlantId id;
  Id<catalogs::TransformerType> type;
  std::optional<BoardId> from;  ///< empty: not connected
  BoardId to;
  std::optional<Stands> stands;  ///< empty: not said; what is to be built stands in the yard
  bool is_installed = true;
  Location where;
  static constexpr auto members() {
    return std::tuple{&TransformerUnit::id, &TransformerUnit::type,   &TransformerUnit::from,
                      &TransformerUnit::to, &TransformerUnit::stands, &TransformerUnit::is_installed};
  }
};

/// Starts when its board is dead; the board's incomers then open.
struct GeneratorUnit {
  PlantId id;
  Id<catalogs::GeneratorType> type;
  BoardId on;
  bool is_installed = true;
  Location where;
  static constexpr auto members() {
    return std::tuple{&GeneratorUnit::id, &GeneratorUnit::type, &GeneratorUnit::on,
                      &GeneratorUnit::is_installed};
  }
};

/// Those with one output board share its load equally.
struct UpsUnit {
  PlantId id;
  Id<catalogs::UpsType> type;
  std::optional<Id<catalogs::BatteryType>> battery;
  Duration autonomy;            ///< what the battery must carry the UPS for
  std::optional<int> cabinets;  ///< empty: as many as the autonomy asks for at the UPS's rating
  BoardId from, to;
  bool is_reserve = false;  ///< carries nothing in the normal state, and has nothing to recharge
  bool is_installed = true;
  Location where;
  static constexpr auto members() {
    return std::tuple{&UpsUnit::id,       &UpsUnit::type,       &UpsUnit::battery,
                      &UpsUnit::autonomy, &UpsUnit::cabinets,   &UpsUnit::from,
                      &UpsUnit::to,       &UpsUnit::is_reserve, &UpsUnit::is_installed};
  }
};

/// Normally closed, between two boards.
struct Breaker {
  PlantId id;
  BoardId from, to;
  Location where;
  static constexpr auto members() { return std::tuple{&Breaker::id, &Breaker::from, &Breaker::to}; }
};

/// A feeder between two boards: a breaker at its head, a cable, and a breaker at its end where the board
/// there has a type.
struct Cable {
  PlantId id;
  Id<catalogs::PowerCableType> type;
  BoardId from, to;
  Length length;
  int sets = 1;                        ///< in parallel, three conductors each
  std::optional<int> grouped;          ///< sets that lie together, other feeders' included; empty: its own
  std::optional<Temperature> ambient;  ///< about it; empty: by the basis
  bool is_installed = true;
  Location where;
  static constexpr auto members() {
    return std::tuple{&Cable::id,   &Cable::type,    &Cable::from,    &Cable::to,          &Cable::length,
                      &Cable::sets, &Cable::grouped, &Cable::ambient, &Cable::is_installed};
  }
  [[nodiscard]] int sets_together() const { return grouped.value_or(sets); }
};

/// Joins `to` to the first board of `from`, and when that is dead, to the next that is not.
struct TransferSwitch {
  enum class Kind { static_switch, automatic };
  PlantId id;
  Kind kind = Kind::static_switch;
  std::vector<BoardId> from;
  BoardId to;
  Location where;
  static constexpr auto members() {
    return std::tuple{&TransferSwitch::id, &TransferSwitch::kind, &TransferSwitch::from, &TransferSwitch::to};
  }
};

/// Where loads may hang: racks by busways from board a (and b: two feeds), mechanical equipment on a (with b:
/// behind a transfer switch of its own).
struct Outlet {
  OutletId id;
  BoardId a;
  std::optional<BoardId> b;
  Serves serves = Serves::racks;
  std::optional<Ratio> share;      ///< of what stands behind it; the rest is kept for when something is out
  std::optional<RealPower> limit;  ///< most TDP of racks that may hang here
  Location where;
  static constexpr auto members() {
    return std::tuple{&Outlet::id, &Outlet::a, &Outlet::b, &Outlet::serves, &Outlet::share, &Outlet::limit};
  }
};

struct OneLine {
  std::vector<Board> boards;
  std::vector<TransformerUnit> transformers;
  std::vector<GeneratorUnit> generators;
  std::vector<UpsUnit> upses;
  std::vector<Breaker> breakers;
  std::vector<Cable> cables;
  std::vector<TransferSwitch> switches;
  std::vector<Outlet> outlets;
  static constexpr auto members() {
    return std::tuple{&OneLine::boards,   &OneLine::transformers, &OneLine::generators, &OneLine::upses,
                      &OneLine::breakers, &OneLine::cables,       &OneLine::switches,   &OneLine::outlets};
  }
  [[nodiscard]] bool empty() const { return boards.empty() && outlets.empty() && transformers.empty(); }
  void append(OneLine more);
};

/// What stands there already: without what is to be built, and without what would hang on it.
[[nodiscard]] OneLine installed_part(OneLine one_line);

using BoardIndex = std::map<BoardId, int>;
[[nodiscard]] BoardIndex index_of(const std::vector<Board>& boards);

/// Two boards that an element or a breaker of their own joins.
struct Link {
  enum class Kind {
    feeds,       ///< at one voltage, from `from`
    transforms,  ///< from `from`, to another voltage
    ties         ///< at one voltage, either way
  };
  Kind kind;
  std::string what;  ///< "breaker q1", for messages
  BoardId from, to;
  Location where;
};
[[nodiscard]] std::vector<Link> links_of(const OneLine& one_line);

/// Voltage of each board, as feeds and transformers bring it; nothing where none reaches or is known. A
/// medium-voltage board to which nothing brings one stands at that of the feeds. `feed_voltage`: of the
/// utility feeds. Precondition: all ids resolve.
[[nodiscard]] std::vector<std::optional<LineVoltage>> voltages_of(const OneLine& one_line,
                                                                  LineVoltage feed_voltage,
                                                                  const catalogs::Catalog& catalog);

}  // namespace shellfit::site
