#include "site/tables.hpp"

namespace shellfit::site {

namespace {

using documents::ElementTable;

/// Who gives the default of a figure that clauses ask for.
constexpr std::string_view rules = "the rules of the basis";

}  // namespace

const ElementTable<LiquidBasis>& liquid_basis_table() {
  static const auto table = [] {
    ElementTable<LiquidBasis> t(
        "liquid",
        "Setpoints and limits of the liquid loops. The racks' coolant is PG25, the facility's is water.");
    t.value("supply", &LiquidBasis::supply,
            {.meaning = "Coolant supply to the racks.",
             .fallback = "40 degC",
             .lowest = "5 degC",
             .highest = "60 degC"});
    t.value("facility-supply", &LiquidBasis::facility_supply,
            {.meaning = "Facility water supply to the CDUs.",
             .fallback = "36 degC",
             .lowest = "2 degC",
             .highest = "58 degC"});
    t.value("dew-point-margin", &LiquidBasis::dew_point_margin,
            {.meaning = "Supply above the hall's dew point.",
             .lowest = "0 K",
             .highest = "20 K",
             .default_from = rules});
    t.value("fill-pressure", &LiquidBasis::fill_pressure,
            {.meaning = "Static pressure of closed loops where their pumps suck, those of CDUs too.",
             .fallback = "1 bar",
             .lowest = "0 bar",
             .highest = "10 bar"});
    t.value("fill-temperature", &LiquidBasis::fill_temperature,
            {.meaning = "Temperature at which loops are filled (assumed).",
             .fallback = "10 degC",
             .lowest = "2 degC",
             .highest = "40 degC"});
    t.value("pressure-least", &LiquidBasis::pressure_least,
            {.meaning = "At the highest point of a closed loop.",
             .lowest = "0 bar",
             .highest = "5 bar",
             .default_from = rules});
    t.value("velocity-highest", &LiquidBasis::velocity_highest,
            {.meaning = "In mains.", .lowest = "0.1 m/s", .highest = "6 m/s", .default_from = rules});
    t.value("hose-drop", &LiquidBasis::hose_drop,
            {.meaning = "Pressure across a rack's hoses, couplings and balancing valve at the flow it needs "
                        "(assumed).",
             .fallback = "25 kPa",
             .lowest = "0 kPa",
             .highest = "500 kPa"});
    return t;
  }();
  return table;
}

const ElementTable<AirBasis>& air_basis_table() {
  static const auto table = [] {
    ElementTable<AirBasis> t("air", "Setpoints and limits of the air side.");
    t.value("supply", &AirBasis::supply,
            {.meaning = "Air to the cold aisles.",
             .fallback = "25 degC",
             .lowest = "10 degC",
             .highest = "40 degC"});
    t.value("inlet-highest", &AirBasis::inlet_highest,
            {.meaning = "At any rack; a rack's own limit counts if lower.",
             .lowest = "15 degC",
             .highest = "45 degC",
             .default_from = rules});
    t.value("leakage", &AirBasis::leakage,
            {.meaning = "Air that bypasses the racks, of their airflow.",
             .lowest = "0 %",
             .highest = "100 %",
             .default_from = rules});
    t.value("water-supply", &AirBasis::water_supply,
            {.meaning = "Water supply to the air units.",
             .fallback = "20 degC",
             .lowest = "4 degC",
             .highest = "35 degC"});
    t.value("dew-point-highest", &AirBasis::dew_point_highest,
            {.meaning = "Dew point that the hall is held to.",
             .lowest = "-20 degC",
             .highest = "30 degC",
             .default_from = rules});
    t.choice(
        "containment", &AirBasis::containment,
        {{"none", AirBasis::Containment::none},
         {"cold-aisle", AirBasis::Containment::cold_aisle},
         {"hot-aisle", AirBasis::Containment::hot_aisle}},
        {.meaning = "What keeps cold air from hot: then air is judged aisle by aisle. Without it, the air "
                    "of a space is one well-mixed zone."});
    return t;
  }();
  return table;
}

const ElementTable<WeatherBasis>& weather_basis_table() {
  static const auto table = [] {
    ElementTable<WeatherBasis> t("weather", "How outdoor air reaches the coolers.");
    t.value("recirculation", &WeatherBasis::recirculation,
            {.meaning = "Added to outdoor air entering coolers and chillers.",
             .lowest = "0 K",
             .highest = "15 K",
             .default_from = rules});
    return t;
  }();
  return table;
}

const ElementTable<StagingBasis>& staging_basis_table() {
  static const auto table = [] {
    ElementTable<StagingBasis> t("staging", "Which units of a plant run: as few as the duty lets.");
    t.value("reserve", &StagingBasis::reserve,
            {.meaning = "Of the duty, that the running units could take besides (assumed).",
             .fallback = "5 %",
             .lowest = "0 %",
             .highest = "100 %"});
    t.value("running-spare", &StagingBasis::running_spare,
            {.meaning = "Units that run beyond those, so that one may trip unnoticed (assumed).",
             .fallback = "1",
             .lowest = "0",
             .highest = "10"});
    return t;
  }();
  return table;
}

const ElementTable<RideThroughBasis>& ride_through_basis_table() {
  static const auto table = [] {
    ElementTable<RideThroughBasis> t(
        "ride-through", "The seconds after the loss of the utility: what runs on, and until when.");
    t.value("generator-start", &RideThroughBasis::generator_start,
            {.meaning = "From the loss until generators carry the mechanical load.",
             .is_required = true,
             .lowest = "1 s",
             .highest = "1 h"});
    t.choices(
        "on-ups", &RideThroughBasis::on_ups,
        {{"pump", Part::pump}, {"cdu", Part::cdu}, {"air-unit", Part::air_unit}},
        {.meaning = "What runs on from a UPS meanwhile: pumps of facility loops, those of CDUs, fans of air "
                    "units; without it, nothing."});
    t.value("coast-down", &RideThroughBasis::coast_down,
            {.meaning = "In which the flow of a pump halves that lost its power (assumed).",
             .fallback = "2 s",
             .lowest = "0 s",
             .highest = "5 min"});
    t.value("margin", &RideThroughBasis::margin,
            {.meaning = "That racks must have left when cooling is back.",
             .fallback = "0 s",
             .lowest = "0 s",
             .highest = "1 h"});
    return t;
  }();
  return table;
}

}  // namespace shellfit::site
