#include "site/tables.hpp"

namespace shellfit::site {

namespace {

using documents::ElementTable;

const ElementTable<SupportRival>& rival_table() {
  static const auto table = [] {
    ElementTable<SupportRival> t("rival", "Another published figure for the support racks of a unit.");
    t.value("per-unit", &SupportRival::per_unit,
            {.meaning = "Racks per unit.", .is_required = true, .lowest = "0", .highest = "1000"});
    t.value("tdp", &SupportRival::tdp,
            {.meaning = "Of one rack.", .is_required = true, .highest = "1.5 MW", .is_positive = true});
    t.value("source", &SupportRival::source, {.meaning = "Who says so.", .is_required = true});
    return t;
  }();
  return table;
}

const ElementTable<Support>& support_table() {
  static const auto table = [] {
    ElementTable<Support> t("support", "Racks that come with each unit: network, management.");
    t.id("line", &Support::id);
    t.reference("rack", "rack", &Support::rack, {.meaning = "Type of the racks.", .is_required = true});
    t.value("per-unit", &Support::per_unit,
            {.meaning = "Racks per unit.", .is_required = true, .lowest = "0", .highest = "1000"});
    t.value("tdp", &Support::tdp,
            {.meaning = "Of one rack, in place of the catalog's figure.",
             .highest = "1.5 MW",
             .is_positive = true});
    t.value("source", &Support::source, {.meaning = "Where that figure comes from."});
    t.children(&Support::rivals, rival_table());
    return t;
  }();
  return table;
}

const ElementTable<RearDoor>& rear_door_table() {
  static const auto table = [] {
    ElementTable<RearDoor> t("rear-door", "A door with a coil on the back of each of the line's racks.");
    t.reference("type", "rear-door", &RearDoor::type, {.meaning = "Its type.", .is_required = true});
    t.choice("loop", &RearDoor::loop, {{"liquid", LoopServes::liquid}, {"air", LoopServes::air}},
             {.meaning = "The facility loop whose water it takes.", .fallback = "air"});
    return t;
  }();
  return table;
}

const ElementTable<LiquidToAir>& liquid_to_air_table() {
  static const auto table = [] {
    ElementTable<LiquidToAir> t(
        "liquid-to-air", "Cabinets that give the liquid heat of the line's racks to the air of the hall.");
    t.reference("type", "liquid-to-air", &LiquidToAir::type, {.meaning = "Their type.", .is_required = true});
    t.value("racks", &LiquidToAir::racks,
            {.meaning = "Racks on one group of cabinets.",
             .fallback = "1",
             .highest = "1000",
             .is_positive = true});
    t.value("count", &LiquidToAir::count,
            {.meaning = "Cabinets of a group, standby included.",
             .fallback = "1",
             .highest = "100",
             .is_positive = true});
    t.value("standby", &LiquidToAir::standby,
            {.meaning = "How many of a group may be out without loss.",
             .fallback = "0",
             .lowest = "0",
             .highest = "100"});
    return t;
  }();
  return table;
}

const ElementTable<Line>& line_table() {
  static const auto table = [] {
    ElementTable<Line> t("line", "Racks of one type, asked for by racks, by scalable units or by power.");
    t.id("line", &Line::id);
    t.value("name", &Line::name, {.meaning = "What people call it."});
    t.reference("rack", "rack", &Line::rack, {.meaning = "Type of the racks.", .is_required = true});
    t.value("racks", &Line::racks, {.meaning = "How many racks.", .highest = "100000", .is_positive = true});
    t.value("units", &Line::units,
            {.meaning = "How many scalable units.", .highest = "100000", .is_positive = true});
    t.value("power", &Line::power,
            {.meaning = "As many whole racks as this power at TDP holds; support racks come on top.",
             .highest = "10000 MW",
             .is_positive = true});
    t.value("racks-per-unit", &Line::racks_per_unit,
            {.meaning = "Racks of a scalable unit, support not counted.",
             .fallback = "1",
             .highest = "10000",
             .is_positive = true});
    t.value("cap-on-feed-loss", &Line::cap_on_feed_loss,
            {.meaning = "What a rack may be capped to when one of its feeds is lost; without it, full power.",
             .highest = "1.5 MW",
             .is_positive = true});
    t.choice("backing", &Line::backing, backing_words(),
             {.meaning = "What keeps the racks running when the utility is lost: nothing, a generator within "
                         "seconds, or a UPS without a break. Without it, what the basis wants survived."});
    t.references("spaces", "space", &Line::spaces,
                 {.meaning = "Only these spaces; without it, any white space."});
    t.children(&Line::support, support_table());
    t.optional_child(&Line::rear_door, rear_door_table());
    t.optional_child(&Line::liquid_to_air, liquid_to_air_table());
    return t;
  }();
  return table;
}

}  // namespace

const ElementTable<Deployment>& deployment_table() {
  static const auto table = [] {
    ElementTable<Deployment> t(
        "deployment", "What is to be hosted: lines of racks, in the order in which they are hosted.");
    t.versioned();
    t.value("id", &Deployment::id, {.meaning = "For lists of deployments."});
    t.value("name", &Deployment::name, {.meaning = "What people call it."});
    t.choice("order", &Deployment::order,
             {{"sequential", Deployment::Order::sequential}, {"interleaved", Deployment::Order::interleaved}},
             {.meaning = "One line after the other, or their units in turn.", .fallback = "sequential"});
    t.children(&Deployment::lines, line_table(), true);
    return t;
  }();
  return table;
}

}  // namespace shellfit::site
