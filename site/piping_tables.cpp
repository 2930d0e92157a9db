#include "site/piping_fields.hpp"

namespace shellfit::site {

namespace {

using documents::ElementTable;

const ElementTable<Header>& header_table() {
  static const auto table = [] {
    ElementTable<Header> t("header",
                           "A junction of a loop: what names it in from and to is connected to it.");
    t.id("header", &Header::id);
    t.choice(
        "users", &Header::users, {{"supply", Header::Users::supply}, {"return", Header::Users::back}},
        {.meaning = "Where CDUs and air units that the fit-out adds are connected; such a header may wait "
                    "for them as a dead end."});
    return t;
  }();
  return table;
}

/// What of the tenant's stands in the hall is not behind a flange.
bool is_behind_flange(Part part) {
  return part != Part::cdu && part != Part::air_unit && part != Part::busway;
}

const ElementTable<OfferedWater>& offered_water_table() {
  using documents::at;
  static const auto table = [] {
    ElementTable<OfferedWater> t(
        "offered-water",
        "Water that the landlord delivers between two headers of the loop. In a loop "
        "without pumps its pressure drives the water.");
    t.id("element", &OfferedWater::id);
    add_flange_fields(t, [](auto member) { return at(&OfferedWater::water, member); });
    add_ends(t);
    const auto& state = flange_state_table();
    t.custom_children(state.info(), false, true,
                      [&state](const documents::Element& element, const std::string& path,
                               OfferedWater& offered, documents::Reading& reading) {
                        offered.water.states.push_back(state.read(element, path, reading));
                      });
    return t;
  }();
  return table;
}

const ElementTable<MixingValve>& mixing_valve_table() {
  static const auto table = [] {
    ElementTable<MixingValve> t("mixing-valve",
                                "Blends return into the offered water, up to the supply of the basis.");
    t.id("element", &MixingValve::id);
    add_presence(t);
    return t;
  }();
  return table;
}

const ElementTable<BalancingValve>& balancing_valve_table() {
  static const auto table = [] {
    ElementTable<BalancingValve> t("balancing-valve", "A valve that lets no more than a flow pass.");
    t.id("element", &BalancingValve::id);
    t.value("flow", &BalancingValve::flow,
            {.meaning = "The most that passes; without it, 5 % more than all users of the loop draw.",
             .is_positive = true});
    t.value("drop", &BalancingValve::drop,
            {.meaning = "Of the open valve at that flow.", .fallback = "10 kPa", .is_positive = true});
    add_ends(t);
    add_presence(t);
    return t;
  }();
  return table;
}

ElementTable<Pipe> pipe_table(const char* name, const char* meaning, const char* length_meaning) {
  ElementTable<Pipe> t(name, meaning);
  t.id("element", &Pipe::id);
  t.reference("type", "pipe", &Pipe::type,
              {.meaning = "Its type; without it, the smallest that carries what all users draw."});
  t.value("length", &Pipe::length, {.meaning = length_meaning, .highest = "10 km", .is_positive = true});
  add_ends(t);
  add_presence(t);
  return t;
}
const ElementTable<Pipe>& run_table() {
  static const auto table = pipe_table(
      "pipe", "A run of pipe with its fittings.",
      "With its fittings as straight pipe; without it, the route between the plant and the users.");
  return table;
}
const ElementTable<Pipe>& decoupler_table() {
  static const auto table = pipe_table(
      "decoupler",
      "A short wide pipe between supply and return: it takes the difference between what the pumps "
      "on its two sides move, whichever way.",
      "With its fittings as straight pipe; without it, 2 m.");
  return table;
}

const ElementTable<TcsGroup>& group_table() {
  static const auto table = [] {
    ElementTable<TcsGroup> t("group",
                             "CDUs on a common header and the racks on it; one CDU alone is dedicated.");
    t.id("group", &TcsGroup::id);
    t.value("racks", &TcsGroup::racks,
            {.meaning = "How many liquid-cooled racks, in the order in which they are hosted, after those of "
                        "the groups before.",
             .is_required = true,
             .highest = "10000",
             .is_positive = true});
    t.value("standby", &TcsGroup::standby,
            {.meaning = "How many of its CDUs may be out without loss.",
             .fallback = "0",
             .lowest = "0",
             .highest = "100"});
    t.children(&TcsGroup::cdus,
               machine_table<catalogs::CduType>("cdu", "cdu", "A CDU; from and to are facility water."));
    return t;
  }();
  return table;
}

const ElementTable<AirUnit>& air_unit_table() {
  static const auto table = [] {
    ElementTable<AirUnit> t("air-unit", "A fan wall or room air handler.");
    t.id("element", &AirUnit::id);
    t.reference("type", "air-unit", &AirUnit::type, {.meaning = "Its type.", .is_required = true});
    t.reference("space", "space", &AirUnit::space, {.meaning = "The space it cools.", .is_required = true});
    add_ends(t);
    add_standby(t);
    add_presence(t);
    return t;
  }();
  return table;
}

}  // namespace

const ElementTable<FlangeState>& flange_state_table() {
  static const auto table = [] {
    std::vector<std::pair<std::string_view, Part>> words;
    for (const auto& [word, part] : part_words()) {
      if (is_behind_flange(part)) words.emplace_back(word, part);
    }
    ElementTable<FlangeState> t("in", "What is delivered while something of the landlord's is out.");
    t.choices("loss-of", &FlangeState::parts, std::move(words),
              {.meaning = "Any one of these; utility means all feeds at once.", .is_required = true});
    t.value(
        "supply", &FlangeState::supply,
        {.meaning = "Its temperature then; without it, as ever.", .lowest = "1 degC", .highest = "60 degC"});
    t.value("flow", &FlangeState::flow,
            {.meaning = "What may then be drawn; 0 L/min where nothing flows; without it, as ever.",
             .lowest = "0 L/min"});
    t.value("highest-return", &FlangeState::highest_return,
            {.meaning = "The warmest water that the landlord then takes back; without it, as ever.",
             .lowest = "1 degC",
             .highest = "80 degC"});
    t.value("pressure", &FlangeState::pressure,
            {.meaning = "Pressure then available; without it, as ever.", .is_positive = true});
    t.value("heat", &FlangeState::heat,
            {.meaning = "The most heat that may then be put in; without it, as ever.", .lowest = "0 W"});
    return t;
  }();
  return table;
}

void add_piping(ElementTable<CoolingLoop>& t) {
  const auto in = [](auto member) { return documents::at(&CoolingLoop::piping, member); };
  add_many(t, in(&Piping::headers), header_table());
  add_many(t, in(&Piping::pumps),
           machine_table<catalogs::PumpType>("pump", "pump", "A pump with its check valve."));
  add_many(t, in(&Piping::coolers),
           machine_table<catalogs::CoolerType>("cooler", "cooler", "A dry or adiabatic cooler."));
  add_many(t, in(&Piping::chillers),
           machine_table<catalogs::ChillerType>("chiller", "chiller", "A chiller."));
  add_at_most_one(t, in(&Piping::offered), offered_water_table());
  add_at_most_one(t, in(&Piping::mixing), mixing_valve_table());
  add_many(t, in(&Piping::balancing_valves), balancing_valve_table());
  add_many(t, in(&Piping::decouplers), decoupler_table());
  add_many(t, in(&Piping::pipes), run_table());
  add_many(t, in(&Piping::groups), group_table());
  add_many(t, in(&Piping::air_units), air_unit_table());
}

}  // namespace shellfit::site
