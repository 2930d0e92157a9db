#include "site/tables.hpp"

namespace shellfit::site {

namespace {

using documents::ElementTable;

/// Whether an element stands there already.
template <class T>
void add_presence(ElementTable<T>& t) {
  t.choice(
      "is", &T::is_installed, {{"installed", true}, {"to-be-built", false}},
      {.meaning = "What the fit-out builds takes floor and does not count as is; without it, installed."});
}

const ElementTable<Board>& board_table() {
  static const auto table = [] {
    ElementTable<Board> t("board", "A low-voltage switchboard, panel or plain bus of the one-line.");
    t.id("switchboard", &Board::id);
    t.reference("type", "board", &Board::type,
                {.meaning = "Its type; without one it is a plain bus that is not judged."});
    t.reference("from", "switchboard", &Board::from,
                {.meaning = "The board that feeds it, through a breaker."});
    t.reference(
        "tie", "switchboard", &Board::tie,
        {.meaning = "A board that takes over, through a normally open breaker, when this one is dead."});
    add_presence(t);
    return t;
  }();
  return table;
}

const ElementTable<TransformerUnit>& transformer_table() {
  static const auto table = [] {
    ElementTable<TransformerUnit> t("transformer", "A transformer between two boards.");
    t.id("plant", &TransformerUnit::id);
    t.reference("type", "transformer", &TransformerUnit::type, {.meaning = "Its type.", .is_required = true});
    t.reference("from", "switchboard", &TransformerUnit::from,
                {.meaning = "The board on its primary side; without one it is not connected."});
    t.reference("to", "switchboard", &TransformerUnit::to,
                {.meaning = "The board on its secondary side.", .is_required = true});
    t.choice("stands", &TransformerUnit::stands,
             {{"indoors", Stands::indoors}, {"outdoors", Stands::outdoors}},
             {.meaning = "In whose air it stands; unsaid, the warmer counts. What is to be built stands in "
                         "the yard."});
    add_presence(t);
    return t;
  }();
  return table;
}

const ElementTable<GeneratorUnit>& generator_table() {
  static const auto table = [] {
    ElementTable<GeneratorUnit> t(
        "generator", "A generating set: it starts when its board is dead, and the board's incomers open.");
    t.id("plant", &GeneratorUnit::id);
    t.reference("type", "generator", &GeneratorUnit::type, {.meaning = "Its type.", .is_required = true});
    t.reference("on", "switchboard", &GeneratorUnit::on,
                {.meaning = "The board it feeds.", .is_required = true});
    add_presence(t);
    return t;
  }();
  return table;
}

const ElementTable<UpsUnit>& ups_table() {
  static const auto table = [] {
    ElementTable<UpsUnit> t("ups",
                            "A UPS between two boards; those with one output board share its load equally.");
    t.id("plant", &UpsUnit::id);
    t.reference("type", "ups", &UpsUnit::type, {.meaning = "Its type.", .is_required = true});
    t.reference("battery", "battery", &UpsUnit::battery, {.meaning = "Type of its battery cabinets."});
    t.value("autonomy", &UpsUnit::autonomy,
            {.meaning = "How long the battery must carry it.", .fallback = "5 min", .is_positive = true});
    t.value("cabinets", &UpsUnit::cabinets,
            {.meaning = "Battery cabinets; without it, as many as the autonomy asks for at its rating.",
             .highest = "1000",
             .is_positive = true});
    t.reference("from", "switchboard", &UpsUnit::from, {.meaning = "Its input.", .is_required = true});
    t.reference("to", "switchboard", &UpsUnit::to, {.meaning = "Its output.", .is_required = true});
    t.value("reserve", &UpsUnit::is_reserve,
            {.meaning = "It carries nothing while nothing is out.", .fallback = "no"});
    add_presence(t);
    return t;
  }();
  return table;
}

const ElementTable<Breaker>& breaker_table() {
  static const auto table = [] {
    ElementTable<Breaker> t("breaker", "A normally closed breaker between two boards.");
    t.id("plant", &Breaker::id);
    t.reference("from", "switchboard", &Breaker::from, {.meaning = "The feeding side.", .is_required = true});
    t.reference("to", "switchboard", &Breaker::to, {.meaning = "The side that is fed.", .is_required = true});
    return t;
  }();
  return table;
}

const ElementTable<Cable>& cable_table() {
  static const auto table = [] {
    ElementTable<Cable> t(
        "cable",
        "A feeder of power cable between two boards, with a breaker at its head, and one at "
        "its end where the board there has a type.");
    t.id("plant", &Cable::id);
    t.reference("type", "power-cable", &Cable::type, {.meaning = "Its type.", .is_required = true});
    t.reference("from", "switchboard", &Cable::from, {.meaning = "The feeding side.", .is_required = true});
    t.reference("to", "switchboard", &Cable::to, {.meaning = "The side that is fed.", .is_required = true});
    t.value("length", &Cable::length,
            {.meaning = "Of one conductor.", .is_required = true, .highest = "100 km", .is_positive = true});
    t.value("sets", &Cable::sets,
            {.meaning = "Sets in parallel, of one conductor for each phase.",
             .fallback = "1",
             .highest = "40",
             .is_positive = true});
    t.value("grouped", &Cable::grouped,
            {.meaning = "Sets that lie together in one raceway, on one tray or in one trench, with those of "
                        "other feeders; without it, its own sets. 1 where each has a raceway of its own.",
             .highest = "100",
             .is_positive = true});
    t.value("ambient", &Cable::ambient,
            {.meaning = "Air or ground about it; without it, by the basis.",
             .lowest = "-40 degC",
             .highest = "85 degC"});
    add_presence(t);
    return t;
  }();
  return table;
}

const ElementTable<TransferSwitch>& transfer_switch_table() {
  static const auto table = [] {
    ElementTable<TransferSwitch> t("transfer-switch",
                                   "Joins a board to the first of its sources, and to the next when that is "
                                   "dead.");
    t.id("plant", &TransferSwitch::id);
    t.choice(
        "kind", &TransferSwitch::kind,
        {{"static", TransferSwitch::Kind::static_switch}, {"automatic", TransferSwitch::Kind::automatic}},
        {.meaning = "A static switch acts within a quarter of a cycle and carries its load through; an "
                    "automatic one is behind a break.",
         .is_required = true});
    t.references("from", "switchboard", &TransferSwitch::from,
                 {.meaning = "The boards it may take from, the preferred one first.", .is_required = true});
    t.reference("to", "switchboard", &TransferSwitch::to,
                {.meaning = "The board it feeds.", .is_required = true});
    return t;
  }();
  return table;
}

const ElementTable<Outlet>& outlet_table() {
  static const auto table = [] {
    ElementTable<Outlet> t("outlet",
                           "Where racks hang by their busways, and mechanical equipment by its feeders.");
    t.id("outlet", &Outlet::id);
    t.reference("a", "switchboard", &Outlet::a, {.meaning = "The board of side A.", .is_required = true});
    t.reference("b", "switchboard", &Outlet::b,
                {.meaning = "The board of side B: racks then have two feeds, mechanical equipment a transfer "
                            "switch of its own."});
    t.choice("serves", &Outlet::serves,
             {{"racks", Serves::racks}, {"mechanical", Serves::mechanical}, {"both", Serves::both}},
             {.meaning = "What may hang here.", .fallback = "racks"});
    t.value(
        "share", &Outlet::share,
        {.meaning = "Of what stands behind it that racks may draw; the rest is kept for when something is "
                    "out. Without it, outlets behind the same plant share it equally.",
         .lowest = "1 %",
         .highest = "100 %"});
    t.value("limit", &Outlet::limit,
            {.meaning = "Most TDP of racks that may hang here.", .is_positive = true});
    return t;
  }();
  return table;
}

/// The lists of a one-line stand directly in <power>: each goes into PowerSystem::elements.
template <class C>
void add_list(ElementTable<PowerSystem>& t, std::vector<C> OneLine::*list, const ElementTable<C>& table) {
  t.custom_children(table.info(), false, true,
                    [list, &table](const documents::Element& element, const std::string& path,
                                   PowerSystem& power, documents::Reading& reading) {
                      (power.elements.*list).push_back(table.read(element, path, reading));
                    });
}

}  // namespace

void add_one_line(ElementTable<PowerSystem>& t) {
  add_list(t, &OneLine::boards, board_table());
  add_list(t, &OneLine::transformers, transformer_table());
  add_list(t, &OneLine::generators, generator_table());
  add_list(t, &OneLine::upses, ups_table());
  add_list(t, &OneLine::breakers, breaker_table());
  add_list(t, &OneLine::cables, cable_table());
  add_list(t, &OneLine::switches, transfer_switch_table());
  add_list(t, &OneLine::outlets, outlet_table());
}

}  // namespace shellfit::site
