#include "site/piping_fields.hpp"

namespace shellfit::site {

namespace {

using documents::ElementTable;

template <class T>
ElementTable<T> two_sided_table(const char* name, const char* meaning, const char* plant_from,
                                const char* plant_to) {
  ElementTable<T> t(name, meaning);
  t.id("element", &T::id);
  t.reference("type", name, &T::type, {.meaning = "Its type.", .is_required = true});
  add_ends(t);
  t.reference("plant-from", "header", &T::plant_from, {.meaning = plant_from, .is_required = true});
  t.reference("plant-to", "header", &T::plant_to, {.meaning = plant_to, .is_required = true});
  add_standby(t);
  add_presence(t);
  return t;
}

const ElementTable<WaterChiller>& water_chiller_table() {
  static const auto table = two_sided_table<WaterChiller>(
      "water-chiller",
      "A chiller that gives its heat to condenser water: from and to are the water that it cools.",
      "The header of a loop that serves plant from which its condenser takes water.",
      "The header of that loop to which its condenser gives it.");
  return table;
}
const ElementTable<PlateExchanger>& plate_exchanger_table() {
  static const auto table = two_sided_table<PlateExchanger>(
      "plate-exchanger", "Plates between two loops: from and to are the water that it cools.",
      "The header of a loop that serves plant from which its cold side takes water.",
      "The header of that loop to which its cold side gives it.");
  return table;
}

const ElementTable<Economizer>& economizer_table() {
  static const auto table = [] {
    ElementTable<Economizer> t("economizer",
                               "A plate exchanger that takes heat before the chillers of its loop do.");
    t.reference("exchanger", "element", &Economizer::exchanger,
                {.meaning = "The plate exchanger, of the same loop.", .is_required = true});
    t.choice(
        "chillers", &Economizer::chillers,
        {{"help", Economizer::Chillers::help}, {"stop", Economizer::Chillers::stop}},
        {.meaning = "What the chillers do while it takes heat: cool what it leaves warm (help), or stand "
                    "still, and run only without it (stop).",
         .fallback = "help"});
    t.value("least", &Economizer::least,
            {.meaning = "Water returning above the plant's water, from which on it is used (assumed).",
             .fallback = "1 K",
             .lowest = "0 K",
             .highest = "20 K"});
    return t;
  }();
  return table;
}

const ElementTable<ExpansionVessel>& expansion_vessel_table() {
  static const auto table = [] {
    ElementTable<ExpansionVessel> t(
        "expansion-vessel", "Takes up what the water of the loop swells by, and holds its pressure there.");
    t.id("element", &ExpansionVessel::id);
    t.reference("at", "header", &ExpansionVessel::at,
                {.meaning = "The header that it hangs on; without it, where the first pump sucks."});
    t.value("volume", &ExpansionVessel::volume,
            {.meaning = "Of the whole vessel.", .is_required = true, .is_positive = true});
    t.value("pressure-highest", &ExpansionVessel::pressure_highest,
            {.meaning = "Pressure that it may come to.",
             .is_required = true,
             .lowest = "0.1 bar",
             .highest = "40 bar"});
    t.value("pre-charge", &ExpansionVessel::charge,
            {.meaning = "Pressure of its gas while it holds no water; without it, the fill pressure of the "
                        "basis.",
             .lowest = "0 bar",
             .highest = "40 bar"});
    add_presence(t);
    return t;
  }();
  return table;
}

}  // namespace

const ElementTable<MakeUpWater>& make_up_water_table() {
  static const auto table = [] {
    ElementTable<MakeUpWater> t("make-up-water",
                                "The water that towers and wet pads evaporate and that blowdown takes.");
    t.value("flow", &MakeUpWater::flow,
            {.meaning = "What the supply gives at most.", .is_required = true, .lowest = "0 L/s"});
    t.value("storage", &MakeUpWater::storage,
            {.meaning = "Water kept on the site for the loss of the supply; 0 m3 where none is.",
             .is_required = true,
             .lowest = "0 m3"});
    t.value(
        "cycles", &MakeUpWater::cycles,
        {.meaning = "Cycles of concentration: salts of the circulation over those of the supply (assumed).",
         .fallback = "5",
         .lowest = "1.1",
         .highest = "50"});
    return t;
  }();
  return table;
}

void add_water_plant(ElementTable<CoolingLoop>& t) {
  const auto in = [](auto member) { return documents::at(&CoolingLoop::water, member); };
  add_many(t, in(&WaterPlant::towers),
           machine_table<catalogs::TowerType>("tower", "tower", "A cell of a cooling tower."));
  add_many(t, in(&WaterPlant::water_chillers), water_chiller_table());
  add_many(t, in(&WaterPlant::plate_exchangers), plate_exchanger_table());
  add_many(t, in(&WaterPlant::tanks),
           machine_table<catalogs::TankType>(
               "tank", "tank",
               "Water kept in the loop: all of it flows through, or what the pumps on its two "
               "sides move differently."));
  add_many(t, in(&WaterPlant::economizers), economizer_table());
  add_many(t, in(&WaterPlant::expansion_vessels), expansion_vessel_table());
}

}  // namespace shellfit::site
