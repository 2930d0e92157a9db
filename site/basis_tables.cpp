#include "catalogs/type_table.hpp"
#include "site/tables.hpp"

namespace shellfit::site {

namespace {

using documents::ElementTable;

/// Who gives the default of a figure that clauses ask for.
constexpr std::string_view rules = "the rules of the basis";

const ElementTable<SpaceBasis>& space_basis_table() {
  static const auto table = [] {
    ElementTable<SpaceBasis> t(
        "space", "Clearances. Widths of aisles and working spaces, and height above equipment.");
    const auto add = [&](std::string_view name, Length SpaceBasis::*member, std::string_view meaning) {
      t.value(name, member, {.meaning = meaning, .lowest = "0 m", .highest = "500 m", .default_from = rules});
    };
    add("cold-aisle", &SpaceBasis::cold_aisle, "In front of racks, as laid out.");
    add("hot-aisle", &SpaceBasis::hot_aisle, "Behind racks, as laid out.");
    add("least-cold-aisle", &SpaceBasis::least_cold_aisle, "That the rule asks for in front of racks.");
    add("least-hot-aisle", &SpaceBasis::least_hot_aisle, "That the rule asks for behind racks.");
    add("wall-aisle", &SpaceBasis::wall_aisle, "Between the end of a row and the wall.");
    add("cross-aisle", &SpaceBasis::cross_aisle, "Between rows that stand end to end.");
    add("longest-row", &SpaceBasis::longest_row, "Without a cross aisle.");
    add("cdu-front", &SpaceBasis::cdu_front, "Service space in front of CDUs.");
    add("cdu-rear", &SpaceBasis::cdu_rear, "Service space behind CDUs.");
    add("air-unit-front", &SpaceBasis::air_unit_front, "In front of fan walls and air handlers.");
    add("board-front", &SpaceBasis::board_front, "Working space in front of boards, UPS and batteries.");
    add("board-rear", &SpaceBasis::board_rear, "Working space behind them.");
    add("yard-spacing", &SpaceBasis::yard_spacing, "Around outdoor equipment.");
    add("overhead-liquid", &SpaceBasis::overhead_liquid,
        "Above liquid-cooled racks for pipes, busway and tray.");
    add("overhead-air", &SpaceBasis::overhead_air, "Above air-cooled racks for busway and tray.");
    add("equipment-overhead", &SpaceBasis::equipment_overhead, "Above other equipment.");
    return t;
  }();
  return table;
}

const ElementTable<StructureBasis>& structure_table() {
  static const auto table = [] {
    ElementTable<StructureBasis> t("structure", "Loads on floor and roof.");
    t.value("tray", &StructureBasis::tray,
            {.meaning = "Cable tray with its cables, per row of racks (assumed).",
             .fallback = "12 kg/m",
             .lowest = "0 kg/m"});
    t.value("feet-on-floor", &StructureBasis::feet_on_floor,
            {.meaning = "Feet or casters that carry a rack while it is rolled in.",
             .lowest = "1",
             .highest = "12",
             .default_from = rules});
    return t;
  }();
  return table;
}

const ElementTable<Survive>& survive_table() {
  static const auto table = [] {
    ElementTable<Survive> t("survive",
                            "Outages in which racks must keep running. In an outage that only some lines or "
                            "classes are to survive, the others are taken as shut down.");
    t.choices("loss-of", &Survive::parts, part_words(),
              {.meaning = "Any one of these; utility means all feeds at once.", .is_required = true});
    t.value("by-fault", &Survive::by_fault,
            {.meaning = "A fault takes out all up to the nearest breakers.", .fallback = "yes"});
    t.value("by-maintenance", &Survive::by_maintenance,
            {.meaning = "Maintenance takes out all up to the isolation points.", .fallback = "no"});
    auto maintained = part_words();
    std::erase_if(maintained, [](const auto& word) { return word.second == Part::utility; });
    t.choices("during-maintenance-of", &Survive::during, std::move(maintained),
              {.meaning = "A fault of each part of loss-of also while any one of these is in maintenance; "
                          "without it, no fault meets maintenance."});
    t.references("lines", "line", &Survive::lines,
                 {.meaning = "Only the racks of these lines, with their support; without it, all."});
    t.choice("cooling", &Survive::cooling,
             {{"any", CoolingClass::any}, {"liquid", CoolingClass::liquid}, {"air", CoolingClass::air}},
             {.meaning = "Only racks with heat in liquid, or only those with all of it in air.",
              .fallback = "any"});
    return t;
  }();
  return table;
}

const ElementTable<Choice>& choice_table() {
  static const auto table = [] {
    ElementTable<Choice> t("choose", "A claim that this basis prefers where sources disagree.");
    t.reference("rack", "rack", &Choice::rack, {.meaning = "The rack type.", .is_required = true});
    t.choice("figure", &Choice::figure,
             {{"tdp", "tdp"},
              {"peak", "peak"},
              {"liquid-share", "liquid-share"},
              {"mass", "mass"},
              {"depth", "depth"},
              {"airflow-per-power", "airflow-per-power"},
              {"airflow", "airflow"},
              {"coolant", "coolant"}},
             {.meaning = "Which figure.", .is_required = true});
    t.value("source", &Choice::source,
            {.meaning = "The id of the source whose claim counts.", .is_required = true});
    return t;
  }();
  return table;
}

template <class Type>
const ElementTable<Addition<Type>>& addition_table(const char* name, const char* category,
                                                   const char* meaning) {
  static const auto table = [&] {
    ElementTable<Addition<Type>> t(name, meaning);
    t.reference("type", category, &Addition<Type>::type,
                {.meaning = "Type that may be added.", .is_required = true});
    t.value(
        "standby", &Addition<Type>::standby,
        {.meaning = "Units beyond what the load needs.", .fallback = "0", .lowest = "0", .highest = "100"});
    t.value("most", &Addition<Type>::most,
            {.meaning = "How many may be added at most.",
             .is_required = true,
             .lowest = "0",
             .highest = "10000"});
    return t;
  }();
  return table;
}

const ElementTable<PumpAddition>& pump_addition_table() {
  static const auto table = [] {
    ElementTable<PumpAddition> t("pump", "Facility loop pumps that may be added.");
    t.choice("loop", &PumpAddition::loop, {{"liquid", LoopServes::liquid}, {"air", LoopServes::air}},
             {.meaning = "The loop they serve.", .is_required = true});
    t.choice("circuit", &PumpAddition::circuit,
             {{"primary", PumpCircuit::primary}, {"secondary", PumpCircuit::secondary}},
             {.meaning = "Secondary pumps stand behind a decoupler and drive the users; a loop that is to be "
                         "built gets one when they may be added.",
              .fallback = "primary"});
    t.reference("type", "pump", &PumpAddition::type,
                {.meaning = "Type that may be added.", .is_required = true});
    t.value(
        "standby", &PumpAddition::standby,
        {.meaning = "Units beyond what the load needs.", .fallback = "0", .lowest = "0", .highest = "100"});
    t.value("most", &PumpAddition::most,
            {.meaning = "How many may be added at most.",
             .is_required = true,
             .lowest = "0",
             .highest = "10000"});
    return t;
  }();
  return table;
}

const ElementTable<VesselAddition>& vessel_addition_table() {
  static const auto table = [] {
    ElementTable<VesselAddition> t("expansion-vessel",
                                   "The expansion vessel that a closed facility loop gets which has none.");
    t.choice("loop", &VesselAddition::loop, {{"liquid", LoopServes::liquid}, {"air", LoopServes::air}},
             {.meaning = "The loop it hangs on, where the first pump sucks.", .is_required = true});
    t.value("volume", &VesselAddition::volume,
            {.meaning = "Of the whole vessel.", .is_required = true, .is_positive = true});
    t.value("pressure-highest", &VesselAddition::pressure_highest,
            {.meaning = "Pressure that it may come to.",
             .is_required = true,
             .lowest = "0.1 bar",
             .highest = "40 bar"});
    t.value("pre-charge", &VesselAddition::charge,
            {.meaning = "Pressure of its gas while it holds no water; without it, the fill pressure.",
             .lowest = "0 bar",
             .highest = "40 bar"});
    return t;
  }();
  return table;
}

const ElementTable<CduAddition>& cdu_addition_table() {
  static const auto table = [] {
    ElementTable<CduAddition> t("cdu", "CDUs that may be added.");
    t.reference("type", "cdu", &CduAddition::type,
                {.meaning = "Type that may be added.", .is_required = true});
    add_arrangement(t);
    t.value("standby", &CduAddition::standby,
            {.meaning = "Units in each group beyond what its racks need.",
             .fallback = "0",
             .lowest = "0",
             .highest = "100"});
    t.value("most", &CduAddition::most,
            {.meaning = "How many may be added at most, in all groups.",
             .is_required = true,
             .lowest = "0",
             .highest = "10000"});
    t.value("racks-per-group", &CduAddition::racks_per_group,
            {.meaning = "Racks on one group's header.",
             .is_required = true,
             .highest = "10000",
             .is_positive = true});
    return t;
  }();
  return table;
}

/// A catalog type that may be added, with nothing more to say.
struct TypeOnly {
  std::string type;
};
const ElementTable<TypeOnly>& busway_addition_table() {
  static const auto table = [] {
    ElementTable<TypeOnly> t(
        "busway", "Busways that may be added, as many as needed; the smallest that carries a run is taken.");
    t.reference("type", "busway", &TypeOnly::type,
                {.meaning = "Type that may be added.", .is_required = true});
    return t;
  }();
  return table;
}
const ElementTable<TypeOnly>& mv_board_addition_table() {
  static const auto table = [] {
    ElementTable<TypeOnly> t("mv-board",
                             "Medium-voltage boards that may be added: one per feed, tied in pairs.");
    t.reference("type", "board", &TypeOnly::type,
                {.meaning = "Type that may be added.", .is_required = true});
    return t;
  }();
  return table;
}
struct Nothing {};
const ElementTable<Nothing>& mixing_table() {
  static const ElementTable<Nothing> table(
      "mixing",
      "A mixing station may be added, which raises facility water that is colder than the basis asks for.");
  return table;
}

const ElementTable<Scope>& scope_table() {
  static const auto table = [] {
    ElementTable<Scope> t(
        "fit-out", "What may be added, by class, with the most of each. What is not listed is not added.");
    const auto& mv = mv_board_addition_table();
    t.custom_children(mv.info(), false, false,
                      [&mv](const documents::Element& element, const std::string& path, Scope& scope,
                            documents::Reading& reading) {
                        scope.mv_board = Id<catalogs::BoardType>(mv.read(element, path, reading).type);
                      });
    t.children(&Scope::blocks, block_table());
    const auto& busway = busway_addition_table();
    t.custom_children(busway.info(), false, true,
                      [&busway](const documents::Element& element, const std::string& path, Scope& scope,
                                documents::Reading& reading) {
                        scope.busways.emplace_back(busway.read(element, path, reading).type);
                      });
    t.children(&Scope::cdus, cdu_addition_table());
    t.children(&Scope::pumps, pump_addition_table());
    t.children(&Scope::coolers, addition_table<catalogs::CoolerType>(
                                    "cooler", "cooler", "Coolers that may be added to the liquid loop."));
    t.children(&Scope::chillers, addition_table<catalogs::ChillerType>(
                                     "chiller", "chiller", "Chillers that may be added to the air loop."));
    t.children(&Scope::air_units, addition_table<catalogs::AirUnitType>(
                                      "air-unit", "air-unit",
                                      "Air units that may be added, in each white space at most so many."));
    t.children(&Scope::expansion_vessels, vessel_addition_table());
    const auto& mixing = mixing_table();
    t.custom_children(mixing.info(), false, false,
                      [&mixing](const documents::Element& element, const std::string& path, Scope& scope,
                                documents::Reading& reading) {
                        (void)mixing.read(element, path, reading);
                        scope.has_mixing = true;
                      });
    return t;
  }();
  return table;
}

}  // namespace

const ElementTable<Basis>& basis_table() {
  static const auto table = [] {
    ElementTable<Basis> t(
        "basis",
        "The basis of design: setpoints, clearances, limits, the states to survive, and what may be added.");
    t.versioned();
    t.value("id", &Basis::id, {.meaning = "For lists of bases."});
    t.value("name", &Basis::name, {.meaning = "What people call it."});
    t.reference("rules", "rules", documents::at(&Basis::rules, &AppliedRules::set),
                {.meaning = "The rule set behind it; without it, by the site's country: us-2023 where the "
                            "electrical code is the NEC or follows it, as in the US, Canada and Mexico, and "
                            "where no country is named or known; iec-2023 elsewhere."});
    add_rule_changes(t);
    t.child_or_defaults(&Basis::electrical, electrical_basis_table());
    t.child_or_defaults(&Basis::derating, derating_basis_table());
    t.child_or_defaults(&Basis::batteries, battery_basis_table());
    t.child_or_defaults(&Basis::generators, generator_basis_table());
    t.child_or_defaults(&Basis::liquid, liquid_basis_table());
    t.child_or_defaults(&Basis::air, air_basis_table());
    t.child_or_defaults(&Basis::weather, weather_basis_table());
    t.optional_child(&Basis::staging, staging_basis_table());
    t.optional_child(&Basis::ride_through, ride_through_basis_table());
    t.child_or_defaults(&Basis::space, space_basis_table());
    t.child_or_defaults(&Basis::structure, structure_table());
    t.children(&Basis::survive, survive_table());
    t.children(&Basis::choices, choice_table());
    t.optional_child(&Basis::scope, scope_table());
    return t;
  }();
  return table;
}

}  // namespace shellfit::site
