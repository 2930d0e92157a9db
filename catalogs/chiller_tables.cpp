#include "catalogs/equipment_tables.hpp"
#include "catalogs/table_parts.hpp"

namespace shellfit::catalogs {

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
    t.figure("supply", &ChillerType::supply,
             {.meaning = "Water leaving at its ratings.", .lowest = "-20 degC", .highest = "60 degC"});
    t.figure("load-lowest", &ChillerType::load_lowest,
             {.meaning = "Load below which it starts and stops, of the duty.",
              .lowest = "1 %",
              .highest = "100 %"});
    t.figure("free-duty", &ChillerType::free_duty,
             {.meaning = "Free cooling at the point of free-ambient and free-water-in.",
              .lowest = "1 kW",
              .highest = "20 MW"});
    t.figure(
        "free-ambient", &ChillerType::free_ambient,
        {.meaning = "Outdoor temperature of the free cooling.", .lowest = "-40 degC", .highest = "50 degC"});
    t.figure("free-water-in", &ChillerType::free_water_in,
             {.meaning = "Water entering it there.", .lowest = "0 degC", .highest = "60 degC"});
    t.figure("free-power", &ChillerType::free_power,
             {.meaning = "Electric input there, of fans alone.", .lowest = "0 W", .highest = "2 MW"});
    t.figure("water-flow", &ChillerType::water_flow,
             {.meaning = "Water flow of the rating.", .is_required = true});
    t.figure("water-drop", &ChillerType::water_drop,
             {.meaning = "Water pressure drop at that flow.", .is_required = true});
    add_water_volume(t);
    return t;
  }();
  return table;
}

template <>
const TypeTable<WaterChillerType>& table_of<WaterChillerType>() {
  static const auto table = [] {
    TypeTable<WaterChillerType> t("water-chiller", "A chiller that gives its heat to condenser water.");
    add_body(t);
    t.figure(
        "duty", &WaterChillerType::duty,
        {.meaning = "Cooling at the rating.", .is_required = true, .lowest = "1 kW", .highest = "50 MW"});
    t.figure("cop", &WaterChillerType::cop,
             {.meaning = "Cooling over electric input at full load.",
              .is_required = true,
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
              .lowest = "-20 degC",
              .highest = "40 degC"});
    t.figure("condenser-in", &WaterChillerType::condenser_in,
             {.meaning = "Condenser water entering at the rating.",
              .is_required = true,
              .lowest = "1 degC",
              .highest = "60 degC"});
    t.figure("hot-duty", &WaterChillerType::hot_duty,
             {.meaning = "Cooling with condenser water as warm as hot-condenser-in.",
              .lowest = "1 kW",
              .highest = "50 MW"});
    t.figure("hot-cop", &WaterChillerType::hot_cop,
             {.meaning = "Cooling over electric input there.",
              .lowest = "0.5",
              .highest = "30",
              .shown_in = plain_number});
    t.figure("hot-condenser-in", &WaterChillerType::hot_condenser_in,
             {.meaning = "Condenser water entering at a second rating, warmer than the first.",
              .lowest = "1 degC",
              .highest = "60 degC"});
    t.figure("water-flow", &WaterChillerType::water_flow,
             {.meaning = "Chilled water flow of the rating.", .is_required = true});
    t.figure("water-drop", &WaterChillerType::water_drop,
             {.meaning = "Chilled water pressure drop at that flow.", .is_required = true});
    t.figure("condenser-flow", &WaterChillerType::condenser_flow,
             {.meaning = "Condenser water flow of the rating.", .is_required = true});
    t.figure("condenser-drop", &WaterChillerType::condenser_drop,
             {.meaning = "Condenser water pressure drop at that flow.", .is_required = true});
    t.figure(
        "condenser-lowest", &WaterChillerType::condenser_lowest,
        {.meaning = "Coldest condenser water that it runs on.", .lowest = "1 degC", .highest = "60 degC"});
    t.figure("supply-highest", &WaterChillerType::supply_highest,
             {.meaning = "Highest water temperature it delivers.", .lowest = "1 degC", .highest = "60 degC"});
    t.figure("load-lowest", &WaterChillerType::load_lowest,
             {.meaning = "Load below which it starts and stops, of the duty.",
              .lowest = "1 %",
              .highest = "100 %"});
    t.figure("nameplate", &WaterChillerType::nameplate,
             {.meaning = "Electric input: for its circuit.", .lowest = "100 W", .highest = "20 MW"});
    t.figure("restart", &WaterChillerType::restart,
             {.meaning = "From the return of power to full cooling.", .lowest = "1 s", .highest = "1 h"});
    return t;
  }();
  return table;
}

}  // namespace shellfit::catalogs
