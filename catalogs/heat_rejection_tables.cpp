#include "catalogs/equipment_tables.hpp"
#include "catalogs/table_parts.hpp"

namespace shellfit::catalogs {

namespace {

template <class T>
void add_fan_speed(TypeTable<T>& t) {
  t.figure("fan-speed-lowest", &T::fan_speed_lowest,
           {.meaning = "Lowest speed of its fans, of full speed.", .lowest = "1 %", .highest = "100 %"});
}

}  // namespace

template <>
const TypeTable<CoolerType>& table_of<CoolerType>() {
  static const auto table = [] {
    TypeTable<CoolerType> t("cooler", "A dry or adiabatic cooler: water against outdoor air.");
    add_body(t);
    t.figure("duty", &CoolerType::duty,
             {.meaning = "Heat it rejects at the rating.",
              .is_required = true,
              .lowest = "1 kW",
              .highest = "20 MW"});
    t.figure("water-in", &CoolerType::water_in,
             {.meaning = "Water entering at the rating.",
              .is_required = true,
              .lowest = "0 degC",
              .highest = "90 degC"});
    t.figure("water-out", &CoolerType::water_out,
             {.meaning = "Water leaving at the rating.",
              .is_required = true,
              .lowest = "0 degC",
              .highest = "90 degC"});
    t.figure("air-in", &CoolerType::air_in,
             {.meaning = "Air entering the coil at the rating, after the pads.",
              .is_required = true,
              .lowest = "-20 degC",
              .highest = "60 degC"});
    t.figure("pad-effectiveness", &CoolerType::pad_effectiveness,
             {.meaning = "Share of the way from dry bulb to wet bulb that its pads cool; 0 for a dry cooler.",
              .is_required = true,
              .lowest = "0 %",
              .highest = "100 %"});
    t.figure("fan-power", &CoolerType::fan_power,
             {.meaning = "Fan input at full speed.", .is_required = true});
    t.figure("approach", &CoolerType::approach,
             {.meaning = "Water leaving above the air entering.", .lowest = "0.5 K", .highest = "40 K"});
    t.figure("specific-power", &CoolerType::specific_power,
             {.meaning = "Fan input over heat rejected.", .lowest = "0.1 %", .highest = "50 %"});
    t.figure("water-drop", &CoolerType::water_drop,
             {.meaning = "Water pressure drop at the rating.", .is_required = true});
    add_water_volume(t);
    t.figure("airflow", &CoolerType::airflow, {.meaning = "Air through it at full speed."});
    add_fan_speed(t);
    return t;
  }();
  return table;
}

template <>
const TypeTable<TowerType>& table_of<TowerType>() {
  static const auto table = [] {
    TypeTable<TowerType> t("tower", "A cell of a cooling tower: water against the wet bulb, by evaporation.");
    t.plain([](auto& e) {
      e.choice("circuit", &TowerType::circuit,
               {{"open", TowerType::Circuit::open}, {"closed", TowerType::Circuit::closed}},
               {.meaning = "Whether air meets the water of the loop (open), or a coil that spray water wets "
                           "(closed); without it, open."});
    });
    t.overlay_with([](TowerType& type, const TowerType& patch) {
      if (patch.circuit) type.circuit = patch.circuit;
    });
    add_body(t);
    t.figure("duty", &TowerType::duty,
             {.meaning = "Heat that one cell rejects at the rating.",
              .is_required = true,
              .lowest = "1 kW",
              .highest = "50 MW"});
    t.figure("approach", &TowerType::approach,
             {.meaning = "Water leaving above the wet bulb.",
              .is_required = true,
              .lowest = "0.5 K",
              .highest = "30 K"});
    t.figure("range", &TowerType::range,
             {.meaning = "Water entering above water leaving.",
              .is_required = true,
              .lowest = "0.5 K",
              .highest = "40 K"});
    t.figure("wet-bulb", &TowerType::wet_bulb,
             {.meaning = "Of the air entering at the rating.",
              .is_required = true,
              .lowest = "-10 degC",
              .highest = "40 degC"});
    t.figure(
        "water-drop", &TowerType::water_drop,
        {.meaning = "Water pressure that it takes at the rating: of nozzles or coil, with the lift to them.",
         .is_required = true});
    t.figure("fan-power", &TowerType::fan_power, {.meaning = "Fan input at full speed."});
    t.figure("specific-power", &TowerType::specific_power,
             {.meaning = "Electric input over heat rejected.", .lowest = "0.05 %", .highest = "20 %"});
    t.require(
        "fan-power or specific-power",
        [](const TowerType& tower) { return tower.fan_power.is_given() || tower.specific_power.is_given(); },
        [](const TowerType& tower) { return tower.fan_power.is_known() || tower.specific_power.is_known(); });
    t.figure("liquid-to-gas", &TowerType::liquid_to_gas,
             {.meaning = "Mass of water over mass of dry air at the rating.",
              .lowest = "0.1",
              .highest = "10",
              .shown_in = plain_number});
    t.figure("water-flow", &TowerType::water_flow, {.meaning = "Water flow at the rating."});
    t.figure("drift", &TowerType::drift,
             {.meaning = "Droplets lost, of the circulation.", .lowest = "0 %", .highest = "2 %"});
    t.figure("evaporation", &TowerType::evaporation,
             {.meaning = "Water evaporated at the rating, of the circulation.",
              .lowest = "0.01 %",
              .highest = "10 %"});
    t.figure(
        "free-convection", &TowerType::free_convection,
        {.meaning = "Heat that it rejects without fans, of the duty.", .lowest = "0 %", .highest = "50 %"});
    t.figure("water-least", &TowerType::water_least,
             {.meaning = "Least water that wets all of its fill, of the rating.",
              .lowest = "1 %",
              .highest = "100 %"});
    add_fan_speed(t);
    t.figure("basin", &TowerType::basin, {.meaning = "Water that its basin holds.", .highest = "10000 m3"});
    return t;
  }();
  return table;
}

template <>
const TypeTable<PlateExchangerType>& table_of<PlateExchangerType>() {
  static const auto table = [] {
    TypeTable<PlateExchangerType> t("plate-exchanger", "Plates between two loops of water.");
    add_body(t);
    t.figure("duty", &PlateExchangerType::duty,
             {.meaning = "Heat it transfers at the rating.",
              .is_required = true,
              .lowest = "1 kW",
              .highest = "50 MW"});
    const auto enters = [&](const char* name, auto member, std::string_view meaning) {
      t.figure(name, member,
               {.meaning = meaning, .is_required = true, .lowest = "0 degC", .highest = "100 degC"});
    };
    enters("hot-in", &PlateExchangerType::hot_in, "Warm water entering at the rating.");
    enters("cold-in", &PlateExchangerType::cold_in, "Cold water entering at the rating.");
    t.figure("hot-flow", &PlateExchangerType::hot_flow,
             {.meaning = "Flow of the warm water at the rating.", .is_required = true});
    t.figure("cold-flow", &PlateExchangerType::cold_flow,
             {.meaning = "Flow of the cold water at the rating.", .is_required = true});
    t.figure("hot-drop", &PlateExchangerType::hot_drop,
             {.meaning = "Pressure that the warm water drops at that flow.", .is_required = true});
    t.figure("cold-drop", &PlateExchangerType::cold_drop,
             {.meaning = "Pressure that the cold water drops at that flow.", .is_required = true});
    t.figure("pressure-highest", &PlateExchangerType::pressure_highest,
             {.meaning = "Highest pressure on either side.", .lowest = "0.5 bar", .highest = "40 bar"});
    return t;
  }();
  return table;
}

template <>
const TypeTable<TankType>& table_of<TankType>() {
  static const auto table = [] {
    TypeTable<TankType> t("tank", "Water kept in a loop: mixed, or warm over cold.");
    t.plain([](auto& e) {
      e.value("layers", &TankType::layers,
              {.meaning = "Layers that mix each by itself; 1 for a mixed tank. Without it, 1.",
               .highest = "200",
               .is_positive = true});
    });
    t.overlay_with([](TankType& type, const TankType& patch) {
      if (patch.layers > 0) type.layers = patch.layers;
    });
    add_body(t);
    t.figure("volume", &TankType::volume,
             {.meaning = "Water that it holds.", .is_required = true, .highest = "100000 m3"});
    t.figure("usable", &TankType::usable,
             {.meaning = "Share of the volume that comes out before the boundary between warm and cold does.",
              .is_required = true,
              .lowest = "10 %",
              .highest = "100 %"});
    t.figure("flow", &TankType::flow, {.meaning = "Flow of that drop.", .is_required = true});
    t.figure("drop", &TankType::drop, {.meaning = "Pressure that it drops.", .is_required = true});
    return t;
  }();
  return table;
}

}  // namespace shellfit::catalogs
