#include "site/tables.hpp"

namespace shellfit::site {

namespace {

using documents::ElementTable;

const ElementTable<Board>& mv_board_table() {
  static const auto table = [] {
    ElementTable<Board> t(
        "mv-board",
        "A medium-voltage board, fed by a utility feed or through a transformer, with a normally open tie to "
        "another board.");
    t.id("switchboard", &Board::id);
    t.reference("type", "board", &Board::type, {.meaning = "Its type; without one it is a plain bus."});
    t.reference(
        "feed", "feed", &Board::feed,
        {.meaning = "The feed that it is connected to; without one a transformer feeds it, or its tie."});
    t.reference("tie", "switchboard", &Board::tie,
                {.meaning = "The board that takes over when its feed is lost."});
    t.choice(
        "is", &Board::is_installed, {{"installed", true}, {"to-be-built", false}},
        {.meaning = "What the fit-out builds takes floor and does not count as is; without it, installed."});
    return t;
  }();
  return table;
}

const ElementTable<PowerOffer>& offer_table() {
  static const auto state = [] {
    ElementTable<OfferState> t("in", "What is delivered while something of the landlord's is out.");
    t.choices("loss-of", &OfferState::parts, part_words(),
              {.meaning = "Any one of these; utility means all feeds at once.", .is_required = true});
    t.value("power", &OfferState::power,
            {.meaning = "What may then be drawn; 0 kW where the bus is dead.",
             .is_required = true,
             .lowest = "0 kW"});
    t.value("voltage", &OfferState::voltage,
            {.meaning = "Of the bus then; without it, as ever.", .lowest = "100 V", .highest = "1 kV"});
    t.value(
        "power-factor", &OfferState::power_factor,
        {.meaning = "At which that power is offered; without it, as ever.", .lowest = "0.5", .highest = "1"});
    return t;
  }();
  static const auto table = [] {
    ElementTable<PowerOffer> t("offer", "Power that the landlord delivers at a low-voltage bus.");
    t.id("block", &PowerOffer::id);
    t.value("power", &PowerOffer::power,
            {.meaning = "What may be drawn.", .is_required = true, .is_positive = true});
    t.value("voltage", &PowerOffer::voltage,
            {.meaning = "Of the bus.", .is_required = true, .lowest = "100 V", .highest = "1 kV"});
    t.value("power-factor", &PowerOffer::power_factor,
            {.meaning = "At which the power is offered: the kVA behind it are power over this.",
             .fallback = "0.95",
             .lowest = "0.5",
             .highest = "1"});
    t.value("fault-current", &PowerOffer::fault_current,
            {.meaning = "Short-circuit current at the bus.", .is_required = true, .is_positive = true});
    t.choice(
        "backing", &PowerOffer::backing, backing_words(),
        {.meaning = "What the landlord has behind the bus when the utility is lost: nothing, a generator "
                    "after a break of seconds, or a UPS. Without it, a question."});
    t.children(&PowerOffer::states, state);
    return t;
  }();
  return table;
}

template <class Type>
ElementTable<UnitGroup<Type>> group_table(const char* name, const char* category, const char* meaning) {
  ElementTable<UnitGroup<Type>> t(name, meaning);
  t.reference("type", category, &UnitGroup<Type>::type, {.meaning = "Their type.", .is_required = true});
  t.value("count", &UnitGroup<Type>::count,
          {.meaning = "How many, standby included.",
           .is_required = true,
           .highest = "10000",
           .is_positive = true});
  t.value("standby", &UnitGroup<Type>::standby,
          {.meaning = "How many of them may be out without loss.",
           .fallback = "0",
           .lowest = "0",
           .highest = "100"});
  return t;
}

const ElementTable<UnitGroup<catalogs::PumpType>>& pumps_table() {
  static const auto table =
      group_table<catalogs::PumpType>("pumps", "pump", "The loop's pumps, in parallel.");
  return table;
}
const ElementTable<UnitGroup<catalogs::PumpType>>& secondary_pumps_table() {
  static const auto table = group_table<catalogs::PumpType>(
      "secondary-pumps", "pump", "Pumps to the users behind the decoupler of a primary-secondary loop.");
  return table;
}
const ElementTable<UnitGroup<catalogs::CoolerType>>& coolers_table() {
  static const auto table =
      group_table<catalogs::CoolerType>("coolers", "cooler", "Dry or adiabatic coolers, in parallel.");
  return table;
}
const ElementTable<UnitGroup<catalogs::ChillerType>>& chillers_table() {
  static const auto table =
      group_table<catalogs::ChillerType>("chillers", "chiller", "Chillers, in parallel.");
  return table;
}

const ElementTable<Flange>& flange_table() {
  static const auto table = [] {
    ElementTable<Flange> t("flange", "Water that the landlord delivers.");
    add_flange_fields(t, [](auto member) { return member; });
    t.children(&Flange::states, flange_state_table());
    return t;
  }();
  return table;
}

const ElementTable<CduUnits>& cdus_table() {
  static const auto table = [] {
    ElementTable<CduUnits> t(
        "cdus", "Coolant distribution units in equal groups, each on a common header of its own racks.");
    t.reference("type", "cdu", &CduUnits::type, {.meaning = "Their type.", .is_required = true});
    add_arrangement(t);
    t.value("count", &CduUnits::count,
            {.meaning = "How many in all, standby included.",
             .is_required = true,
             .highest = "10000",
             .is_positive = true});
    t.value("standby", &CduUnits::standby,
            {.meaning = "How many in each group may be out without loss.",
             .fallback = "0",
             .lowest = "0",
             .highest = "100"});
    t.value("racks-per-group", &CduUnits::racks_per_group,
            {.meaning = "Racks on one group's header.",
             .is_required = true,
             .highest = "10000",
             .is_positive = true});
    return t;
  }();
  return table;
}

const ElementTable<AirUnits>& air_units_table() {
  static const auto table = [] {
    ElementTable<AirUnits> t("air-units", "Fan walls or room air handlers that cool one space.");
    t.reference("type", "air-unit", &AirUnits::type, {.meaning = "Their type.", .is_required = true});
    t.reference("space", "space", &AirUnits::space, {.meaning = "The space they cool.", .is_required = true});
    t.value("count", &AirUnits::count,
            {.meaning = "How many, standby included.",
             .is_required = true,
             .highest = "10000",
             .is_positive = true});
    t.value("standby", &AirUnits::standby,
            {.meaning = "How many of them may be out without loss.",
             .fallback = "0",
             .lowest = "0",
             .highest = "100"});
    return t;
  }();
  return table;
}

const ElementTable<EvaporativeWalls>& evaporative_walls_table() {
  static const auto table = [] {
    ElementTable<EvaporativeWalls> t(
        "evaporative-walls", "Outdoor air drawn through wet pads into one space and blown out again.");
    t.reference("type", "evaporative-wall", &EvaporativeWalls::type,
                {.meaning = "Their type.", .is_required = true});
    t.reference("space", "space", &EvaporativeWalls::space,
                {.meaning = "The space they cool.", .is_required = true});
    t.value("count", &EvaporativeWalls::count,
            {.meaning = "How many.", .is_required = true, .highest = "10000", .is_positive = true});
    return t;
  }();
  return table;
}

const ElementTable<CoolingLoop>& loop_table() {
  static const auto table = [] {
    ElementTable<CoolingLoop> t(
        "loop", "A closed facility water loop: pumps, what rejects its heat, and what it cools.");
    t.id("loop", &CoolingLoop::id);
    t.choice("serves", &CoolingLoop::serves,
             {{"liquid", LoopServes::liquid}, {"air", LoopServes::air}, {"plant", LoopServes::plant}},
             {.meaning = "CDUs (liquid), air units (air), or water chillers and plate exchangers of other "
                         "loops (plant).",
              .is_required = true});
    t.choice("template", &CoolingLoop::form,
             {{"variable-primary", LoopTemplate::variable_primary},
              {"primary-secondary", LoopTemplate::primary_secondary}},
             {.meaning = "What moves the water of a loop that is not written element by element: one set of "
                         "pumps, or primary pumps through the plant and secondary pumps to the users, with a "
                         "decoupler between.",
              .fallback = "variable-primary"});
    t.optional_child(&CoolingLoop::pumps, pumps_table());
    t.optional_child(&CoolingLoop::secondary_pumps, secondary_pumps_table());
    t.optional_child(&CoolingLoop::coolers, coolers_table());
    t.optional_child(&CoolingLoop::chillers, chillers_table());
    t.optional_child(&CoolingLoop::flange, flange_table());
    t.optional_child(&CoolingLoop::cdus, cdus_table());
    t.children(&CoolingLoop::air_units, air_units_table());
    add_piping(t);
    add_water_plant(t);
    return t;
  }();
  return table;
}

const std::vector<std::pair<std::string_view, SystemState>> system_states{
    {"unknown", SystemState::unknown},
    {"described", SystemState::described},
    {"offered", SystemState::offered},
    {"to-be-built", SystemState::to_be_built}};

}  // namespace

const ElementTable<PowerBlock>& block_table() {
  static const auto table = [] {
    ElementTable<PowerBlock> t(
        "block", "Equal power units: transformer, board, and where given UPS with battery and a generator.");
    t.id("block", &PowerBlock::id);
    t.choice(
        "topology", &PowerBlock::topology,
        {{"radial", Topology::radial},
         {"n-plus-1", Topology::parallel},
         {"2n", Topology::dual},
         {"block-redundant", Topology::block_redundant},
         {"distributed-redundant", Topology::distributed}},
        {.meaning = "How the units back each other: not at all (radial), all on one output bus (n-plus-1), "
                    "in pairs (2n), by a catcher behind static switches (block-redundant), or each load "
                    "on two of x units of which y carry all (distributed-redundant: 4 to make 3 is count "
                    "4, reserve 1).",
         .is_required = true});
    t.choice("serves", &PowerBlock::serves,
             {{"racks", Serves::racks}, {"mechanical", Serves::mechanical}, {"both", Serves::both}},
             {.meaning = "What the units feed.", .is_required = true});
    t.value("count", &PowerBlock::count,
            {.meaning = "How many units, reserve included (in a fit-out scope: at most).",
             .is_required = true,
             .highest = "1000",
             .is_positive = true});
    t.value("reserve", &PowerBlock::reserve,
            {.meaning =
                 "Units that the load can do without: n-plus-1, block-redundant and distributed-redundant.",
             .fallback = "0",
             .lowest = "0",
             .highest = "100"});
    t.reference("transformer", "transformer", &PowerBlock::transformer,
                {.meaning = "Type of each unit's transformer.", .is_required = true});
    t.reference("board", "board", &PowerBlock::board,
                {.meaning = "Type of each unit's low-voltage board.", .is_required = true});
    t.reference("ups", "ups", &PowerBlock::ups,
                {.meaning = "Type of each unit's UPS; without one its loads have none."});
    t.reference("battery", "battery", &PowerBlock::battery,
                {.meaning = "Type of the UPS's battery cabinets."});
    t.value(
        "autonomy", &PowerBlock::autonomy,
        {.meaning = "How long the battery must carry the unit.", .fallback = "5 min", .is_positive = true});
    t.value("cabinets", &PowerBlock::cabinets,
            {.meaning = "Battery cabinets of each unit; without it, as many as the autonomy asks for at the "
                        "UPS's rating.",
             .highest = "1000",
             .is_positive = true});
    t.reference("generator", "generator", &PowerBlock::generator,
                {.meaning = "Type of each unit's generator; without one its loads have none."});
    t.references(
        "on", "switchboard", &PowerBlock::on,
        {.meaning =
             "The medium-voltage boards that feed the units, in turn; without one they are not connected."});
    return t;
  }();
  return table;
}

const ElementTable<PowerSystem>& power_table() {
  static const auto table = [] {
    ElementTable<PowerSystem> t("power", "What distributes power inside the shell.");
    t.choice("is", &PowerSystem::is, system_states, {.meaning = "What is known of it.", .is_required = true});
    t.children(&PowerSystem::mv_boards, mv_board_table());
    t.children(&PowerSystem::blocks, block_table());
    add_one_line(t);
    t.children(&PowerSystem::offers, offer_table());
    return t;
  }();
  return table;
}

const ElementTable<CoolingSystem>& cooling_table() {
  static const auto table = [] {
    ElementTable<CoolingSystem> t("cooling", "What takes the heat away.");
    t.choice("liquid", &CoolingSystem::liquid, system_states,
             {.meaning = "What is known of the cooling of liquid-cooled racks.", .is_required = true});
    t.choice("air", &CoolingSystem::air, system_states,
             {.meaning = "What is known of the cooling of air.", .is_required = true});
    t.children(&CoolingSystem::loops, loop_table());
    t.children(&CoolingSystem::evaporative_walls, evaporative_walls_table());
    t.optional_child(&CoolingSystem::make_up_water, make_up_water_table());
    return t;
  }();
  return table;
}

}  // namespace shellfit::site
