#include "site/tables.hpp"

namespace shellfit::site {

namespace {

using documents::ElementTable;

const ElementTable<Climate>& climate_table() {
  static const auto table = [] {
    ElementTable<Climate> t(
        "climate",
        "The extreme weather the plant must survive: twenty-year values unless the source says otherwise.");
    t.value("station", &Climate::station,
            {.meaning = "A station that `shellfit climate list` prints; attributes given here win."});
    t.value("epw", &Climate::weather_file,
            {.meaning = "A weather file (EPW), relative to this file; attributes given here win."});
    t.choice(
        "extremes", &Climate::extremes,
        {{"twenty-year", Climate::Extremes::twenty_year}, {"annual", Climate::Extremes::annual}},
        {.meaning = "Which figures of the station count: those of twenty years, or those that are exceeded "
                    "in 0.4 % of the hours.",
         .fallback = "twenty-year"});
    const auto add = [&](std::string_view name, Uncertain<Temperature> Climate::*member,
                         std::string_view meaning, std::string_view lowest, std::string_view highest) {
      t.value(name, member,
              {.meaning = meaning,
               .lowest = lowest,
               .highest = highest,
               .default_from = "a station or a weather file"});
    };
    add("dry-bulb", &Climate::dry_bulb, "Highest dry bulb.", "-20 degC", "60 degC");
    add("wet-bulb", &Climate::wet_bulb, "Highest wet bulb.", "-20 degC", "40 degC");
    add("dew-point", &Climate::dew_point, "Highest dew point.", "-40 degC", "38 degC");
    add("cold", &Climate::cold, "Lowest dry bulb.", "-60 degC", "40 degC");
    t.value(
        "coincident-wet-bulb", &Climate::coincident_wet_bulb,
        {.meaning = "Wet bulb at the time of the highest dry bulb; without it the highest wet bulb counts.",
         .lowest = "-20 degC",
         .highest = "40 degC"});
    t.value(
        "coincident-dry-bulb", &Climate::coincident_dry_bulb,
        {.meaning = "Dry bulb at the time of the highest wet bulb; without it the highest dry bulb counts.",
         .lowest = "-20 degC",
         .highest = "60 degC"});
    t.value("source", &Climate::source,
            {.meaning = "Where the figures come from.", .default_from = "a station or a weather file"});
    return t;
  }();
  return table;
}

const ElementTable<Site>& site_table() {
  static const auto table = [] {
    ElementTable<Site> t("site", "Where the shell stands.");
    t.value("elevation", &Site::elevation,
            {.meaning = "Above sea level.", .is_required = true, .lowest = "-430 m", .highest = "5500 m"});
    t.value("country", &Site::country,
            {.meaning = "Its code of two letters (ISO 3166), or its English name; chooses the rules where "
                        "the basis names "
                        "none."});
    t.value("interconnection", &Site::interconnection,
            {.meaning = "What the interconnection agreement lets all feeds draw together; without it, the "
                        "sum of their ratings.",
             .is_positive = true});
    t.value("power-factor", &Site::power_factor,
            {.meaning = "Least power factor that the interconnection agreement allows all feeds together, "
                        "lagging or leading; without it, none is judged.",
             .lowest = "0.5",
             .highest = "1"});
    t.child(&Site::climate, climate_table());
    return t;
  }();
  return table;
}

const ElementTable<Feed>& feed_table() {
  static const auto table = [] {
    ElementTable<Feed> t("feed", "A utility feed that ends at the point of interconnection.");
    t.id("feed", &Feed::id);
    t.value(
        "voltage", &Feed::voltage,
        {.meaning = "Nominal, line to line.", .is_required = true, .lowest = "1 kV", .highest = "800 kV"});
    t.value("rating", &Feed::rating,
            {.meaning = "What may be drawn from it.", .is_required = true, .is_positive = true});
    t.value("fault-level", &Feed::fault_level,
            {.meaning = "Three-phase short-circuit power at the point of interconnection.",
             .is_required = true,
             .is_positive = true});
    t.value("x-over-r", &Feed::x_over_r,
            {.meaning = "Of the utility's impedance.", .fallback = "15", .lowest = "0.1", .highest = "100"});
    t.choice("service", &Feed::service,
             {{"firm", Feed::Service::firm}, {"interruptible", Feed::Service::interruptible}},
             {.meaning = "Whether the utility may switch it off.", .fallback = "firm"});
    return t;
  }();
  return table;
}

const ElementTable<Corner>& corner_table() {
  static const auto table = [] {
    ElementTable<Corner> t("corner", "A corner of the outline, in order around it.");
    t.value("x", &Corner::x,
            {.meaning = "East.", .is_required = true, .lowest = "-10 km", .highest = "10 km"});
    t.value("y", &Corner::y,
            {.meaning = "North.", .is_required = true, .lowest = "-10 km", .highest = "10 km"});
    return t;
  }();
  return table;
}

const ElementTable<ColumnGrid>& grid_table() {
  static const auto table = [] {
    ElementTable<ColumnGrid> t("column-grid",
                               "Columns in a rectangular grid; those outside the space do not count.");
    t.value("x", &ColumnGrid::x,
            {.meaning = "Centre of the first column.",
             .is_required = true,
             .lowest = "-10 km",
             .highest = "10 km"});
    t.value("y", &ColumnGrid::y,
            {.meaning = "Centre of the first column.",
             .is_required = true,
             .lowest = "-10 km",
             .highest = "10 km"});
    t.value("pitch-x", &ColumnGrid::pitch_x,
            {.meaning = "Between centres.", .is_required = true, .lowest = "1 m", .highest = "200 m"});
    t.value("pitch-y", &ColumnGrid::pitch_y,
            {.meaning = "Between centres.", .is_required = true, .lowest = "1 m", .highest = "200 m"});
    t.value("count-x", &ColumnGrid::count_x,
            {.meaning = "Columns along x.", .is_required = true, .highest = "1000", .is_positive = true});
    t.value("count-y", &ColumnGrid::count_y,
            {.meaning = "Columns along y.", .is_required = true, .highest = "1000", .is_positive = true});
    t.value("width", &ColumnGrid::width,
            {.meaning = "Of a column along x.", .is_required = true, .lowest = "50 mm", .highest = "5 m"});
    t.value("depth", &ColumnGrid::depth,
            {.meaning = "Of a column along y.", .is_required = true, .lowest = "50 mm", .highest = "5 m"});
    return t;
  }();
  return table;
}

const ElementTable<Column>& column_table() {
  static const auto table = [] {
    ElementTable<Column> t("column", "A column.");
    t.value("x", &Column::x,
            {.meaning = "Its centre.", .is_required = true, .lowest = "-10 km", .highest = "10 km"});
    t.value("y", &Column::y,
            {.meaning = "Its centre.", .is_required = true, .lowest = "-10 km", .highest = "10 km"});
    t.value("width", &Column::width,
            {.meaning = "Along x.", .is_required = true, .lowest = "50 mm", .highest = "5 m"});
    t.value("depth", &Column::depth,
            {.meaning = "Along y.", .is_required = true, .lowest = "50 mm", .highest = "5 m"});
    return t;
  }();
  return table;
}

const ElementTable<KeepOut>& keep_out_table() {
  static const auto table = [] {
    ElementTable<KeepOut> t("keep-out", "Floor that stays free, and why.");
    t.value("reason", &KeepOut::reason, {.meaning = "Why it stays free.", .is_required = true});
    t.value("x", &KeepOut::x,
            {.meaning = "Of its lower left corner.",
             .is_required = true,
             .lowest = "-10 km",
             .highest = "10 km"});
    t.value("y", &KeepOut::y,
            {.meaning = "Of its lower left corner.",
             .is_required = true,
             .lowest = "-10 km",
             .highest = "10 km"});
    t.value("width", &KeepOut::width,
            {.meaning = "Along x.", .is_required = true, .highest = "10 km", .is_positive = true});
    t.value("depth", &KeepOut::depth,
            {.meaning = "Along y.", .is_required = true, .highest = "10 km", .is_positive = true});
    return t;
  }();
  return table;
}

const ElementTable<Door>& door_table() {
  static const auto table = [] {
    ElementTable<Door> t("door",
                         "A door or lift by which equipment comes in; the floor in front of it stays free.");
    t.value(
        "x", &Door::x,
        {.meaning = "Middle of the opening.", .is_required = true, .lowest = "-10 km", .highest = "10 km"});
    t.value(
        "y", &Door::y,
        {.meaning = "Middle of the opening.", .is_required = true, .lowest = "-10 km", .highest = "10 km"});
    t.value("width", &Door::width,
            {.meaning = "Clear width.", .is_required = true, .lowest = "400 mm", .highest = "20 m"});
    t.value("height", &Door::height,
            {.meaning = "Clear height.", .is_required = true, .lowest = "400 mm", .highest = "20 m"});
    return t;
  }();
  return table;
}

const ElementTable<Slab>& slab_table() {
  static const auto table = [] {
    ElementTable<Slab> t("slab", "The floor of the space.");
    t.choice("kind", &Slab::kind,
             {{"on-grade", Slab::Kind::on_grade},
              {"suspended", Slab::Kind::suspended},
              {"raised", Slab::Kind::raised}},
             {.meaning = "What carries it.", .is_required = true});
    t.value("area-load", &Slab::area_load,
            {.meaning = "Load that it carries over an area.", .is_required = true, .is_positive = true});
    t.value("point-load", &Slab::point_load,
            {.meaning = "Load that it carries under one foot.", .is_required = true, .is_positive = true});
    t.value("bay-x", &Slab::bay_x,
            {.meaning = "Structural bay along x, over which the load is averaged; without it the pitch of "
                        "the column grid, else 9 m.",
             .lowest = "1 m",
             .highest = "100 m"});
    t.value("bay-y", &Slab::bay_y,
            {.meaning = "Structural bay along y.", .lowest = "1 m", .highest = "100 m"});
    return t;
  }();
  return table;
}

const ElementTable<Space>& space_table() {
  static const auto table = [] {
    ElementTable<Space> t("space",
                          "A hall, a room of grey space or a yard: one piece of floor with one purpose.");
    t.id("space", &Space::id);
    t.value("name", &Space::name, {.meaning = "What people call it."});
    t.choice("use", &Space::use,
             {{"white", Space::Use::white}, {"grey", Space::Use::grey}, {"yard", Space::Use::yard}},
             {.meaning = "Racks, indoor plant or outdoor plant.", .is_required = true});
    t.value("level", &Space::level,
            {.meaning = "Storey, 0 at the ground.", .fallback = "0", .lowest = "-10", .highest = "200"});
    t.value(
        "clear-height", &Space::clear_height,
        {.meaning = "Under the lowest obstruction; required indoors.", .lowest = "1.5 m", .highest = "50 m"});
    t.value("hanging-load", &Space::hanging_load,
            {.meaning = "What may hang from the structure above; required in white space.",
             .lowest = "0 kPa",
             .highest = "50 kPa"});
    t.value("x", &Space::x,
            {.meaning = "Lower left corner, when the space is a rectangle.",
             .lowest = "-10 km",
             .highest = "10 km"});
    t.value("y", &Space::y,
            {.meaning = "Lower left corner, when the space is a rectangle.",
             .lowest = "-10 km",
             .highest = "10 km"});
    t.value("width", &Space::width,
            {.meaning = "Along x, when the space is a rectangle.", .highest = "10 km", .is_positive = true});
    t.value("depth", &Space::depth,
            {.meaning = "Along y, when the space is a rectangle.", .highest = "10 km", .is_positive = true});
    t.children(&Space::corners, corner_table());
    t.children(&Space::grids, grid_table());
    t.children(&Space::columns, column_table());
    t.children(&Space::keep_outs, keep_out_table());
    t.children(&Space::doors, door_table());
    t.child(&Space::slab, slab_table());
    return t;
  }();
  return table;
}

}  // namespace

const ElementTable<Shell>& shell_table() {
  static const auto table = [] {
    ElementTable<Shell> t("shell",
                          "The energized building with its site, spaces, feeds and installed plant.");
    t.versioned();
    t.value("id", &Shell::id, {.meaning = "For lists of shells."});
    t.value("name", &Shell::name, {.meaning = "What people call it."});
    t.child(&Shell::site, site_table());
    t.children(&Shell::feeds, feed_table(), true);
    t.children(&Shell::spaces, space_table(), true);
    t.optional_child(&Shell::power, power_table());
    t.optional_child(&Shell::cooling, cooling_table());
    return t;
  }();
  return table;
}

}  // namespace shellfit::site
