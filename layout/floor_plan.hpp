#pragma once
// What is to be placed, where it may stand, and where it stands: shared by the search and by the checker.

#include "base/ids.hpp"
#include "base/units.hpp"
#include "geometry/free_space.hpp"
#include "geometry/polygon.hpp"
#include "site/plant.hpp"
#include "site/shell.hpp"

#include <string>
#include <tuple>
#include <vector>

namespace shellfit::layout {

struct ItemTag;
using ItemId = Id<ItemTag>;

enum class ItemKind {
  rack,
  cdu,
  air_unit,
  board,
  mv_board,
  ups,
  battery,
  transformer,
  generator,
  cooler,
  chiller,
  pump,
  tower,
  water_chiller,
  plate_exchanger
};
/// The word that files and reports use.
[[nodiscard]] std::string_view kind_word(ItemKind kind);

/// A piece of floor of one use.
struct Floor {
  site::SpaceId id;
  site::Space::Use use = site::Space::Use::white;
  int level = 0;
  geometry::Polygon outline;
  std::vector<geometry::Blocker> blockers;
  static constexpr auto members() {
    return std::tuple{&Floor::id, &Floor::use, &Floor::level, &Floor::outline, &Floor::blockers};
  }
};

/// A box to be placed, with the free space that it needs in front of and behind it.
struct Item {
  ItemId id;
  ItemKind kind = ItemKind::rack;
  std::string type;  ///< id of its catalog type
  std::string line;  ///< of the deployment; empty for plant
  int unit = 0;      ///< racks of one unit of a line stand together where they can
  std::string pod;   ///< racks of one pod belong into one space; empty: anywhere
  Length width, depth, height;
  Length front, rear;                     ///< clear, full width
  Length side;                            ///< clear, to other items in its row
  Mass mass;                              ///< in service; NaN when nobody has published it
  std::vector<site::SpaceId> candidates;  ///< where it may stand, the best first
  static constexpr auto members() {
    return std::tuple{&Item::id,   &Item::kind,  &Item::type,  &Item::line,      &Item::unit,
                      &Item::pod,  &Item::width, &Item::depth, &Item::height,    &Item::front,
                      &Item::rear, &Item::side,  &Item::mass,  &Item::candidates};
  }
};

struct Rules {
  Length wall_aisle;   ///< between the end of a row of racks and the wall
  Length cross_aisle;  ///< between rows that stand end to end
  Length longest_row;
  static constexpr auto members() {
    return std::tuple{&Rules::wall_aisle, &Rules::cross_aisle, &Rules::longest_row};
  }
};

/// The input of the search: plant first, then racks in hosting order.
struct LayoutProblem {
  std::vector<Floor> floors;
  std::vector<Item> plant;
  std::vector<Item> racks;
  Rules rules;
  static constexpr auto members() {
    return std::tuple{&LayoutProblem::floors, &LayoutProblem::plant, &LayoutProblem::racks,
                      &LayoutProblem::rules};
  }
};

/// The direction in which the front of an item looks.
enum class Facing { south, north, west, east };

struct PlacedItem {
  ItemId id;
  site::SpaceId space;
  int level = 0;
  geometry::Box box;  ///< where it stands, turned as it is
  Facing facing = Facing::south;
  int row = -1;  ///< racks: number of the row in its space
  static constexpr auto members() {
    return std::tuple{&PlacedItem::id,  &PlacedItem::space,  &PlacedItem::level,
                      &PlacedItem::box, &PlacedItem::facing, &PlacedItem::row};
  }
};

/// The output of the search: positions, and what found none. Same order as the problem's items.
struct Layout {
  std::vector<PlacedItem> placed;
  std::vector<ItemId> unplaced;
  int upper_bound_racks = 0;  ///< no layout under these rules holds more
  static constexpr auto members() {
    return std::tuple{&Layout::placed, &Layout::unplaced, &Layout::upper_bound_racks};
  }
};

}  // namespace shellfit::layout
