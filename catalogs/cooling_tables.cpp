#include "catalogs/equipment_tables.hpp"
#include "catalogs/table_parts.hpp"

#include <fmt/format.h>

namespace shellfit::catalogs {

namespace {

using documents::ElementTable;

const ElementTable<HeadCurve>& head_table() {
  static const auto point = [] {
    ElementTable<HeadPoint> t("point", "One point of the curve.");
    t.value(
        "flow", &HeadPoint::flow,
        {.meaning = "Flow through one unit.", .is_required = true, .lowest = "0 L/s", .highest = "10 m3/s"});
    t.value("head", &HeadPoint::head,
            {.meaning = "Pressure it adds at that flow, outside its own exchanger.",
             .is_required = true,
             .lowest = "0 kPa",
             .highest = "10 MPa"});
    return t;
  }();
  static const auto table = curve_table<HeadCurve>("pump-curve", "Head against flow at full speed.", point);
  return table;
}

std::string show_head(const HeadCurve& curve) {
  if (curve.is_unknown) return "unknown";
  std::string text;
  for (const auto& point : curve.points)
    text += fmt::format("{}{} at {}", text.empty() ? "" : "; ", to_text(point.head),
                        to_text(point.flow, units::L_per_min));
  return text;
}

/// The fluid of a rating: that a type claims one, or claims it as unknown.
template <class T>
void add_rated_coolant(TypeTable<T>& t) {
  t.plain([](auto& e) {
    e.choice("rated-coolant", &T::rated_coolant,
             {{"water", "water"}, {"pg25", "pg25"}, {"unknown", "unknown"}},
             {.meaning = "Coolant of the rating."});
  });
  t.overlay_with([](T& type, const T& patch) {
    if (!patch.rated_coolant.empty()) type.rated_coolant = patch.rated_coolant;
  });
}
template <class T>
void require_rated_coolant(TypeTable<T>& t) {
  t.require(
      "rated-coolant", [](const T& type) { return !type.rated_coolant.empty(); },
      [](const T& type) { return type.rated_coolant != "unknown"; });
}

template <class T>
void add_suction_head(TypeTable<T>& t) {
  t.figure("suction-head", &T::suction_head,
           {.meaning = "Net positive suction head that its pump needs (NPSH).", .highest = "50 m"});
}
template <class T>
void add_coolant_volume(TypeTable<T>& t) {
  t.figure("coolant-volume", &T::coolant_volume,
           {.meaning = "Coolant inside it.", .highest = "10 m3", .shown_in = "L"});
}

const ElementTable<ResistanceCurve>& resistance_table() {
  static const auto point = [] {
    ElementTable<ResistancePoint> t("point", "One point of the curve.");
    t.value(
        "flow", &ResistancePoint::flow,
        {.meaning = "Through one plate.", .is_required = true, .highest = "100 L/min", .is_positive = true});
    t.value("resistance", &ResistancePoint::resistance,
            {.meaning = "Temperature of its face above the coolant that enters, per heat.",
             .is_required = true,
             .highest = "10 K/W",
             .is_positive = true});
    return t;
  }();
  static const auto table = curve_table<ResistanceCurve>(
      "resistance-curve", "Thermal resistance against flow; the first curve counts, others are rivals.",
      point);
  return table;
}
const ElementTable<DropCurve>& drop_table() {
  static const auto point = [] {
    ElementTable<DropPoint> t("point", "One point of the curve.");
    t.value(
        "flow", &DropPoint::flow,
        {.meaning = "Through one plate.", .is_required = true, .highest = "100 L/min", .is_positive = true});
    t.value(
        "drop", &DropPoint::drop,
        {.meaning = "Pressure that it drops.", .is_required = true, .highest = "1 MPa", .is_positive = true});
    return t;
  }();
  static const auto table = curve_table<DropCurve>(
      "drop-curve", "Pressure drop against flow; the first curve counts, others are rivals.", point);
  return table;
}

std::string show_resistance(const ResistanceCurve& curve) {
  if (curve.is_unknown) return "unknown";
  std::string text;
  for (const auto& point : curve.points)
    text += fmt::format("{}{} at {}", text.empty() ? "" : "; ", to_text(point.resistance),
                        to_text(point.flow, units::L_per_min));
  return text;
}
std::string show_drop(const DropCurve& curve) {
  if (curve.is_unknown) return "unknown";
  std::string text;
  for (const auto& point : curve.points)
    text += fmt::format("{}{} at {}", text.empty() ? "" : "; ", to_text(point.drop),
                        to_text(point.flow, units::L_per_min));
  return text;
}

}  // namespace

template <>
const TypeTable<ColdPlateType>& table_of<ColdPlateType>() {
  static const auto table = [] {
    TypeTable<ColdPlateType> t("cold-plate", "What lies on an accelerator and gives its heat to coolant.");
    add_rated_coolant(t);
    t.curves<ResistanceCurve>(&ColdPlateType::resistance, resistance_table(), show_resistance);
    t.curves<DropCurve>(&ColdPlateType::drop, drop_table(), show_drop);
    t.figure(
        "heat", &ColdPlateType::heat,
        {.meaning = "Of the accelerator that it was measured on.", .lowest = "1 W", .highest = "100 kW"});
    add_coolant_volume(t);
    t.figure("metal", &ColdPlateType::metal,
             {.meaning = "Mass of one plate that warms and cools with the coolant.", .highest = "100 kg"});
    t.require(
        "resistance-curve", [](const ColdPlateType& plate) { return !plate.resistance.empty(); },
        [](const ColdPlateType& plate) { return !plate.resistance.front().is_unknown; });
    t.require(
        "drop-curve", [](const ColdPlateType& plate) { return !plate.drop.empty(); },
        [](const ColdPlateType& plate) { return !plate.drop.front().is_unknown; });
    require_rated_coolant(t);
    return t;
  }();
  return table;
}

template <>
const TypeTable<CduType>& table_of<CduType>() {
  static const auto table = [] {
    TypeTable<CduType> t("cdu",
                         "A coolant distribution unit: pumps and a heat exchanger between facility water and "
                         "the racks' coolant.");
    add_rated_coolant(t);
    add_body(t);
    t.figure("duty", &CduType::duty,
             {.meaning = "Heat it transfers at the rating.",
              .is_required = true,
              .lowest = "1 kW",
              .highest = "20 MW"});
    t.figure("approach", &CduType::approach,
             {.meaning = "Secondary supply above primary supply at the rating.",
              .is_required = true,
              .lowest = "0.5 K",
              .highest = "30 K"});
    t.figure("secondary-flow", &CduType::secondary_flow,
             {.meaning = "Coolant flow at the rating.", .is_required = true});
    t.figure("head", &CduType::head,
             {.meaning = "Pressure left for the racks at the rated flow.", .is_required = true});
    t.figure("primary-flow", &CduType::primary_flow,
             {.meaning = "Facility water flow at the rating.", .is_required = true});
    t.figure("primary-drop", &CduType::primary_drop,
             {.meaning = "Facility water pressure drop at the rated flow.", .is_required = true});
    t.figure("power", &CduType::power,
             {.meaning = "Electric input at the rated flow and head.", .is_required = true});
    t.figure("rated-supply", &CduType::rated_supply,
             {.meaning = "Coolant supply temperature of the rating.",
              .is_required = true,
              .lowest = "5 degC",
              .highest = "70 degC"});
    t.figure("power-highest", &CduType::power_highest,
             {.meaning = "Most electric input: for its circuit.", .lowest = "1 W", .highest = "2 MW"});
    t.figure("supply-lowest", &CduType::supply_lowest,
             {.meaning = "Lowest coolant supply it holds.", .lowest = "1 degC", .highest = "80 degC"});
    t.figure("supply-highest", &CduType::supply_highest,
             {.meaning = "Highest coolant supply it holds.", .lowest = "1 degC", .highest = "80 degC"});
    t.figure("pressure-highest", &CduType::pressure_highest,
             {.meaning = "Highest pressure of the coolant side.", .lowest = "0.5 bar", .highest = "40 bar"});
    t.figure(
        "primary-pressure-highest", &CduType::primary_pressure_highest,
        {.meaning = "Highest pressure of the facility water.", .lowest = "0.5 bar", .highest = "40 bar"});
    t.figure("relief-pressure", &CduType::relief_pressure,
             {.meaning = "Pressure at which the relief valve in its coolant outlet opens.",
              .lowest = "0.5 bar",
              .highest = "40 bar"});
    t.curves<HeadCurve>(&CduType::curve, head_table(), show_head);
    t.require(
        "pump-curve", [](const CduType& type) { return !type.curve.empty(); },
        [](const CduType& type) { return !type.curve.front().is_unknown; });
    require_rated_coolant(t);
    add_coolant_volume(t);
    t.figure("primary-volume", &CduType::primary_volume,
             {.meaning = "Facility water inside it.", .highest = "10 m3", .shown_in = "L"});
    t.figure("expansion-volume", &CduType::expansion_volume,
             {.meaning = "Of its own expansion vessel, whole.", .highest = "10 m3", .shown_in = "L"});
    add_suction_head(t);
    return t;
  }();
  return table;
}

template <>
const TypeTable<LiquidToAirType>& table_of<LiquidToAirType>() {
  static const auto table = [] {
    TypeTable<LiquidToAirType> t("liquid-to-air",
                                 "Pumps and a radiator in one cabinet: the coolant of the racks gives its "
                                 "heat to the air of the hall.");
    add_rated_coolant(t);
    add_body(t);
    t.figure("duty", &LiquidToAirType::duty,
             {.meaning = "Heat it moves at the rating.",
              .is_required = true,
              .lowest = "1 kW",
              .highest = "5 MW"});
    t.figure("approach", &LiquidToAirType::approach,
             {.meaning = "Coolant supply above the air entering, at the duty.",
              .is_required = true,
              .lowest = "0.5 K",
              .highest = "40 K"});
    t.figure("airflow", &LiquidToAirType::airflow,
             {.meaning = "Air it moves at the rating.", .is_required = true});
    t.figure("flow", &LiquidToAirType::flow,
             {.meaning = "Coolant flow at the rating.", .is_required = true, .shown_in = "L/min"});
    t.figure("head", &LiquidToAirType::head,
             {.meaning = "Pressure left for the racks at that flow.", .is_required = true});
    t.figure("power", &LiquidToAirType::power,
             {.meaning = "Electric input of pumps and fans.",
              .is_required = true,
              .lowest = "1 W",
              .highest = "500 kW"});
    t.figure(
        "rated-supply", &LiquidToAirType::rated_supply,
        {.meaning = "Coolant supply temperature of the rating.", .lowest = "5 degC", .highest = "70 degC"});
    add_coolant_volume(t);
    require_rated_coolant(t);
    return t;
  }();
  return table;
}

template <>
const TypeTable<AirUnitType>& table_of<AirUnitType>() {
  static const auto table = [] {
    TypeTable<AirUnitType> t("air-unit", "A fan wall or room air handler that cools hall air with water.");
    add_body(t);
    t.figure("duty", &AirUnitType::duty,
             {.meaning = "Heat it removes at the rating.",
              .is_required = true,
              .lowest = "1 kW",
              .highest = "5 MW"});
    t.figure("return-air", &AirUnitType::return_air,
             {.meaning = "Air entering it at the rating.",
              .is_required = true,
              .lowest = "10 degC",
              .highest = "60 degC"});
    t.figure("water-in", &AirUnitType::water_in,
             {.meaning = "Water entering at the rating.",
              .is_required = true,
              .lowest = "1 degC",
              .highest = "50 degC"});
    t.figure("water-out", &AirUnitType::water_out,
             {.meaning = "Water leaving at the rating.",
              .is_required = true,
              .lowest = "1 degC",
              .highest = "60 degC"});
    t.figure("airflow", &AirUnitType::airflow, {.meaning = "Most air it moves.", .is_required = true});
    t.figure("fan-power", &AirUnitType::fan_power,
             {.meaning = "Fan input at that airflow.", .is_required = true});
    t.figure("water-flow", &AirUnitType::water_flow,
             {.meaning = "Water flow at the rating.", .shown_in = "L/min"});
    t.figure("water-drop", &AirUnitType::water_drop,
             {.meaning = "Water pressure drop at the rating.", .is_required = true});
    t.figure("water-pressure-highest", &AirUnitType::water_pressure_highest,
             {.meaning = "Highest pressure of its coil.", .lowest = "0.5 bar", .highest = "40 bar"});
    add_water_volume(t);
    return t;
  }();
  return table;
}

template <>
const TypeTable<RearDoorType>& table_of<RearDoorType>() {
  static const auto table = [] {
    TypeTable<RearDoorType> t("rear-door", "A coil, with fans or without, on the back of a rack.");
    t.figure("duty", &RearDoorType::duty,
             {.meaning = "Heat it removes from one rack at the rating.",
              .is_required = true,
              .lowest = "1 kW",
              .highest = "500 kW"});
    t.figure("water-in", &RearDoorType::water_in,
             {.meaning = "Water entering at the rating.",
              .is_required = true,
              .lowest = "1 degC",
              .highest = "50 degC"});
    t.figure("air-in", &RearDoorType::air_in,
             {.meaning = "Air that leaves the rack and enters the door at the rating.",
              .is_required = true,
              .lowest = "10 degC",
              .highest = "80 degC"});
    t.figure("water-flow", &RearDoorType::water_flow,
             {.meaning = "Water flow at the rating.", .is_required = true, .shown_in = "L/min"});
    t.figure("airflow", &RearDoorType::airflow,
             {.meaning = "Air through it at the rating.", .is_required = true});
    t.figure("water-drop", &RearDoorType::water_drop,
             {.meaning = "Water pressure drop at that flow.", .is_required = true});
    t.figure("air-drop", &RearDoorType::air_drop,
             {.meaning = "Pressure that the rack's own fans work against; 0 with fans of its own.",
              .lowest = "0 Pa",
              .highest = "1 kPa"});
    t.figure("fan-power", &RearDoorType::fan_power,
             {.meaning = "Fan input at the rating; 0 for a door without fans.",
              .is_required = true,
              .lowest = "0 W",
              .highest = "10 kW"});
    t.figure("depth", &RearDoorType::depth,
             {.meaning = "What it adds behind the rack.",
              .is_required = true,
              .is_engine_input = false,
              .lowest = "20 mm",
              .highest = "1 m"});
    t.figure("mass", &RearDoorType::mass,
             {.meaning = "With its water.",
              .is_required = true,
              .is_engine_input = false,
              .lowest = "5 kg",
              .highest = "1 t"});
    return t;
  }();
  return table;
}

template <>
const TypeTable<EvaporativeWallType>& table_of<EvaporativeWallType>() {
  static const auto table = [] {
    TypeTable<EvaporativeWallType> t("evaporative-wall",
                                     "Outdoor air drawn through wet pads into the hall and blown out again.");
    t.figure("airflow", &EvaporativeWallType::airflow,
             {.meaning = "Most air it moves.", .is_required = true});
    t.figure("effectiveness", &EvaporativeWallType::effectiveness,
             {.meaning = "Share of the way from dry bulb to wet bulb that the pads cool.",
              .is_required = true,
              .lowest = "0 %",
              .highest = "100 %"});
    t.figure("fan-power", &EvaporativeWallType::fan_power,
             {.meaning = "Fan input at that airflow.", .is_required = true});
    return t;
  }();
  return table;
}

template <>
const TypeTable<PumpType>& table_of<PumpType>() {
  static const auto table = [] {
    TypeTable<PumpType> t("pump", "A pump of a facility water loop.");
    add_body(t);
    t.figure("efficiency", &PumpType::efficiency,
             {.meaning = "Hydraulic power over electric input.",
              .is_required = true,
              .lowest = "5 %",
              .highest = "100 %"});
    t.curves<HeadCurve>(&PumpType::curve, head_table(), show_head);
    t.require(
        "pump-curve", [](const PumpType& type) { return !type.curve.empty(); },
        [](const PumpType& type) { return !type.curve.front().is_unknown; });
    add_suction_head(t);
    return t;
  }();
  return table;
}

template <>
const TypeTable<PipeType>& table_of<PipeType>() {
  static const auto table = [] {
    TypeTable<PipeType> t("pipe", "A size of pipe.");
    t.figure("bore", &PipeType::bore,
             {.meaning = "Inner diameter.", .is_required = true, .lowest = "5 mm", .highest = "2 m"});
    t.figure("roughness", &PipeType::roughness,
             {.meaning = "Absolute roughness of its wall.",
              .is_required = true,
              .lowest = "0 mm",
              .highest = "5 mm"});
    t.figure("mass", &PipeType::mass, {.meaning = "Empty, per length.", .is_required = true});
    return t;
  }();
  return table;
}

}  // namespace shellfit::catalogs
