#pragma once
// The shell: the energized building with its site, spaces, feeds and installed plant.

#include "base/ids.hpp"
#include "base/uncertain.hpp"
#include "base/units.hpp"
#include "geometry/free_space.hpp"
#include "geometry/polygon.hpp"
#include "site/plant.hpp"

#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace shellfit::site {

/// Outdoor air in one hour of a weather file.
struct OutdoorAir {
  Temperature dry_bulb, dew_point;
  static constexpr auto members() { return std::tuple{&OutdoorAir::dry_bulb, &OutdoorAir::dew_point}; }
};

/// The extreme weather the plant must survive: twenty-year values unless the file says otherwise.
struct Climate {
  /// Which figures of a station count.
  enum class Extremes { twenty_year, annual };
  std::string station;
  std::string weather_file;
  Extremes extremes = Extremes::twenty_year;
  Uncertain<Temperature> dry_bulb;
  Uncertain<Temperature> wet_bulb;
  Uncertain<Temperature> dew_point;
  Uncertain<Temperature> cold;
  std::optional<Uncertain<Temperature>> coincident_wet_bulb;  ///< with the extreme dry bulb
  std::optional<Uncertain<Temperature>> coincident_dry_bulb;  ///< with the extreme wet bulb
  std::string source;
  /// Of a weather file, the hours among which those of the highest wet bulb and dry bulb are.
  std::vector<OutdoorAir> hours;
  bool is_dry_bulb_of_hours = false;  ///< not stated: that of the hottest hour
  bool is_wet_bulb_of_hours = false;  ///< not stated: unknown above, and to be taken from the hours
  std::vector<std::string> notes;     ///< what a reader should know of the figures
  Location where;
  static constexpr auto members() {
    return std::tuple{&Climate::station,
                      &Climate::weather_file,
                      &Climate::extremes,
                      &Climate::dry_bulb,
                      &Climate::wet_bulb,
                      &Climate::dew_point,
                      &Climate::cold,
                      &Climate::coincident_wet_bulb,
                      &Climate::coincident_dry_bulb,
                      &Climate::source,
                      &Climate::hours,
                      &Climate::is_dry_bulb_of_hours,
                      &Climate::is_wet_bulb_of_hours,
                      &Climate::notes};
  }
};

struct Site {
  Uncertain<Length> elevation;
  std::string country;
  std::optional<Uncertain<ApparentPower>> interconnection;  ///< agreed over all feeds together
  std::optional<Uncertain<Ratio>> power_factor;             ///< the least agreed there, lagging or leading
  Climate climate;
  Location where;
  static constexpr auto members() {
    return std::tuple{&Site::elevation, &Site::country, &Site::interconnection, &Site::power_factor,
                      &Site::climate};
  }
};

/// A utility feed that ends at the point of interconnection.
struct Feed {
  enum class Service { firm, interruptible };
  FeedId id;
  LineVoltage voltage;
  Uncertain<ApparentPower> rating;
  Uncertain<ApparentPower> fault_level;
  Ratio x_over_r;
  Service service = Service::firm;
  Location where;
  static constexpr auto members() {
    return std::tuple{&Feed::id,          &Feed::voltage,  &Feed::rating,
                      &Feed::fault_level, &Feed::x_over_r, &Feed::service};
  }
};

struct Corner {
  Length x, y;
  static constexpr auto members() { return std::tuple{&Corner::x, &Corner::y}; }
};

/// Columns in a rectangular grid; those outside the space do not count.
struct ColumnGrid {
  Length x, y;  ///< centre of the first
  Length pitch_x, pitch_y;
  int count_x = 0, count_y = 0;
  Length width, depth;
  Location where;
  static constexpr auto members() {
    return std::tuple{&ColumnGrid::x,       &ColumnGrid::y,       &ColumnGrid::pitch_x, &ColumnGrid::pitch_y,
                      &ColumnGrid::count_x, &ColumnGrid::count_y, &ColumnGrid::width,   &ColumnGrid::depth};
  }
};

struct Column {
  Length x, y;  ///< centre
  Length width, depth;
  Location where;
  static constexpr auto members() {
    return std::tuple{&Column::x, &Column::y, &Column::width, &Column::depth};
  }
};

/// Floor that stays free, and why.
struct KeepOut {
  std::string reason;
  Length x, y;  ///< lower left corner
  Length width, depth;
  Location where;
  static constexpr auto members() {
    return std::tuple{&KeepOut::reason, &KeepOut::x, &KeepOut::y, &KeepOut::width, &KeepOut::depth};
  }
};

/// A door by which equipment comes in. The floor of its swing, inside the space, stays free.
struct Door {
  Length x, y;  ///< middle of the opening
  Length width;
  Uncertain<Length> height;
  Location where;
  static constexpr auto members() { return std::tuple{&Door::x, &Door::y, &Door::width, &Door::height}; }
};

struct Slab {
  enum class Kind { on_grade, suspended, raised };
  Kind kind = Kind::on_grade;
  Uncertain<AreaLoad> area_load;
  Uncertain<Force> point_load;
  std::optional<Length> bay_x, bay_y;  ///< over which the area load is averaged; else the column grid's pitch
  static constexpr auto members() {
    return std::tuple{&Slab::kind, &Slab::area_load, &Slab::point_load, &Slab::bay_x, &Slab::bay_y};
  }
};

/// A hall, a room of grey space, a yard or a roof: one piece of floor with one purpose.
struct Space {
  enum class Use { white, grey, yard };
  SpaceId id;
  std::string name;
  Use use = Use::white;
  int level = 0;
  std::optional<Uncertain<Length>> clear_height;
  std::optional<Uncertain<AreaLoad>> hanging_load;
  std::optional<Length> x, y, width, depth;  ///< a rectangle, when there are no corners
  std::vector<Corner> corners;
  std::vector<ColumnGrid> grids;
  std::vector<Column> columns;
  std::vector<KeepOut> keep_outs;
  std::vector<Door> doors;
  Slab slab;
  Location where;
  static constexpr auto members() {
    return std::tuple{&Space::id,           &Space::name,         &Space::use,     &Space::level,
                      &Space::clear_height, &Space::hanging_load, &Space::x,       &Space::y,
                      &Space::width,        &Space::depth,        &Space::corners, &Space::grids,
                      &Space::columns,      &Space::keep_outs,    &Space::doors,   &Space::slab};
  }
};

/// The outline of a space, whichever way the file gives it.
[[nodiscard]] geometry::Polygon outline_of(const Space& space);
/// Columns, keep-outs and door swings of a space.
[[nodiscard]] std::vector<geometry::Blocker> blockers_of(const Space& space);

struct Shell {
  std::string id;
  std::string name;
  Site site;
  std::vector<Feed> feeds;
  std::vector<Space> spaces;
  PowerSystem power;
  CoolingSystem cooling;
  Location where;
  static constexpr auto members() {
    return std::tuple{&Shell::id,     &Shell::name,  &Shell::site,   &Shell::feeds,
                      &Shell::spaces, &Shell::power, &Shell::cooling};
  }
};

}  // namespace shellfit::site
