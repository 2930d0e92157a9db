#include "catalogs/equipment_tables.hpp"
#include "catalogs/table_parts.hpp"

namespace shellfit::catalogs {

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
    return t;
  }();
  return table;
}

template <>
const TypeTable<TowerType>& table_of<TowerType>() {
  static const auto table = [] {
    TypeTable<TowerType> t("tower", "A cooling tower: water against the wet bulb, by evaporation.");
    t.figure("duty", &TowerType::duty,
             {.meaning = "Heat that one cell rejects at the rating.",
              .is_required = true,
              .is_engine_input = false,
              .lowest = "1 kW",
              .highest = "50 MW"});
    t.figure("approach", &TowerType::approach,
             {.meaning = "Water leaving above the wet bulb.",
              .is_required = true,
              .is_engine_input = false,
              .lowest = "0.5 K",
              .highest = "30 K"});
    t.figure("range", &TowerType::range,
             {.meaning = "Water entering above water leaving.",
              .is_required = true,
              .is_engine_input = false,
              .lowest = "0.5 K",
              .highest = "40 K"});
    t.figure("specific-power", &TowerType::specific_power,
             {.meaning = "Electric input over heat rejected.",
              .is_required = true,
              .is_engine_input = false,
              .lowest = "0.05 %",
              .highest = "20 %"});
    t.figure("drift", &TowerType::drift,
             {.meaning = "Droplets lost, of the circulation.",
              .lowest = "0 %",
              .highest = "1 %",
              .shown_in = plain_number});
    return t;
  }();
  return table;
}

template <>
const TypeTable<ChillerType>& table_of<ChillerType>() {
  static const auto table = [] {
    TypeTable<ChillerType> t("chiller", "An air-cooled chiller.");
    add_body(t);
    t.figure("duty", &ChillerType::duty,
             {.meaning = "Cooling at the mild ambient.",
              .is_required = true,
              .lowest = "1 kW",
              .highest = "20 MW"});
    t.figure("ambient", &ChillerType::ambient,
             {.meaning = "Outdoor temperature of that duty.",
              .is_required = true,
              .lowest = "0 degC",
              .highest = "60 degC"});
    t.figure("hot-duty", &ChillerType::hot_duty,
             {.meaning = "Cooling at the hot ambient.",
              .is_required = true,
              .lowest = "1 kW",
              .highest = "20 MW"});
    t.figure("hot-ambient", &ChillerType::hot_ambient,
             {.meaning = "Outdoor temperature of the hot duty.",
              .is_required = true,
              .lowest = "0 degC",
              .highest = "60 degC"});
    t.figure("hot-cop", &ChillerType::hot_cop,
             {.meaning = "Cooling over electric input at the hot ambient.",
              .is_required = true,
              .lowest = "0.5",
              .highest = "20",
              .shown_in = plain_number});
    t.figure("derating-altitude", &ChillerType::derating_altitude,
             {.meaning = "Loss of cooling per 300 m above the sea.",
              .is_required = true,
              .lowest = "0 %",
              .highest = "10 %"});
    t.figure("cop", &ChillerType::cop,
             {.meaning = "Cooling over electric input at the mild ambient.",
              .lowest = "0.5",
              .highest = "20",
              .shown_in = plain_number});
    t.figure("part-load-cop", &ChillerType::part_load_cop,
             {.meaning = "The same, weighed over part loads (IPLV, ESEER).",
              .lowest = "0.5",
              .highest = "40",
              .shown_in = plain_number});
    t.figure("nameplate", &ChillerType::nameplate,
             {.meaning = "Electric input: for its circuit.", .lowest = "100 W", .highest = "10 MW"});
    t.figure("supply-highest", &ChillerType::supply_highest,
             {.meaning = "Highest water temperature it delivers.", .lowest = "1 degC", .highest = "60 degC"});
    t.figure("restart", &ChillerType::restart,
             {.meaning = "From the return of power to full cooling.", .lowest = "1 s", .highest = "1 h"});
    t.figure("water-flow", &ChillerType::water_flow,
             {.meaning = "Water flow of the rating.", .is_required = true});
    t.figure("water-drop", &ChillerType::water_drop,
             {.meaning = "Water pressure drop at that flow.", .is_required = true});
    return t;
  }();
  return table;
}

template <>
const TypeTable<WaterChillerType>& table_of<WaterChillerType>() {
  static const auto table = [] {
    TypeTable<WaterChillerType> t("water-chiller", "A chiller that gives its heat to condenser water.");
    t.figure("duty", &WaterChillerType::duty,
             {.meaning = "Cooling at the rating.",
              .is_required = true,
              .is_engine_input = false,
              .lowest = "1 kW",
              .highest = "50 MW"});
    t.figure("cop", &WaterChillerType::cop,
             {.meaning = "Cooling over electric input at full load.",
              .is_required = true,
              .is_engine_input = false,
              .lowest = "0.5",
              .highest = "30",
              .shown_in = plain_number});
    t.figure("part-load-cop", &WaterChillerType::part_load_cop,
             {.meaning = "The same, weighed over part loads (IPLV).",
              .is_required = true,
              .is_engine_input = false,
              .lowest = "0.5",
              .highest = "50",
              .shown_in = plain_number});
    t.figure("supply", &WaterChillerType::supply,
             {.meaning = "Chilled water leaving at the rating.",
              .is_required = true,
              .is_engine_input = false,
              .lowest = "-20 degC",
              .highest = "40 degC"});
    t.figure("condenser-in", &WaterChillerType::condenser_in,
             {.meaning = "Condenser water entering at the rating.",
              .is_required = true,
              .is_engine_input = false,
              .lowest = "1 degC",
              .highest = "60 degC"});
    t.figure("restart", &WaterChillerType::restart,
             {.meaning = "From the return of power to full cooling.", .lowest = "1 s", .highest = "1 h"});
    return t;
  }();
  return table;
}

}  // namespace shellfit::catalogs
