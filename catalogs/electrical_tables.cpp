#include "catalogs/equipment_tables.hpp"
#include "catalogs/table_parts.hpp"

namespace shellfit::catalogs {

template <>
const TypeTable<TransformerType>& table_of<TransformerType>() {
  static const auto table = [] {
    TypeTable<TransformerType> t("transformer",
                                 "A transformer from the medium-voltage board to a low-voltage board.");
    add_body(t);
    t.figure(
        "rating", &TransformerType::rating,
        {.meaning = "Continuous rating.", .is_required = true, .lowest = "10 kVA", .highest = "500 MVA"});
    t.figure(
        "primary", &TransformerType::primary,
        {.meaning = "Rated primary voltage.", .is_required = true, .lowest = "200 V", .highest = "800 kV"});
    t.figure(
        "secondary", &TransformerType::secondary,
        {.meaning = "Rated secondary voltage.", .is_required = true, .lowest = "100 V", .highest = "400 kV"});
    t.figure("impedance", &TransformerType::impedance,
             {.meaning = "Short-circuit voltage on its rating.",
              .is_required = true,
              .lowest = "0.5 %",
              .highest = "30 %"});
    t.figure("x-over-r", &TransformerType::x_over_r,
             {.meaning = "Reactance over resistance of that impedance.",
              .is_required = true,
              .lowest = "0.1",
              .highest = "100"});
    t.figure("no-load-loss", &TransformerType::no_load_loss,
             {.meaning = "Loss when energized without load.",
              .is_required = true,
              .lowest = "0 W",
              .highest = "1 MW"});
    return t;
  }();
  return table;
}

template <>
const TypeTable<BoardType>& table_of<BoardType>() {
  static const auto table = [] {
    TypeTable<BoardType> t("board", "A switchboard, switchgear line-up or panel.");
    add_body(t);
    t.figure("voltage", &BoardType::voltage,
             {.meaning = "Highest rated voltage.",
              .is_required = true,
              .is_engine_input = false,
              .lowest = "100 V",
              .highest = "72 kV"});
    t.figure(
        "rating", &BoardType::rating,
        {.meaning = "Main bus and main breaker.", .is_required = true, .lowest = "10 A", .highest = "12 kA"});
    t.figure("withstand", &BoardType::withstand,
             {.meaning = "Short-circuit current it withstands and interrupts.",
              .is_required = true,
              .is_engine_input = false,
              .lowest = "1 kA",
              .highest = "300 kA"});
    t.figure(
        "continuous", &BoardType::continuous,
        {.meaning =
             "Share of the rating that may flow for three hours and more: 80 %, or 100 % when so listed.",
         .is_required = true,
         .lowest = "50 %",
         .highest = "100 %"});
    t.figure("test-x-over-r", &BoardType::test_x_over_r,
             {.meaning = "X/R at which its breakers were tested; a higher one counts against the rating.",
              .is_required = true,
              .is_engine_input = false,
              .lowest = "1",
              .highest = "100"});
    return t;
  }();
  return table;
}

template <>
const TypeTable<BuswayType>& table_of<BuswayType>() {
  static const auto table = [] {
    TypeTable<BuswayType> t("busway", "A busway over a row of racks.");
    t.figure("rating", &BuswayType::rating,
             {.meaning = "Continuous rating of the run; its breaker has the same.",
              .is_required = true,
              .lowest = "10 A",
              .highest = "12 kA"});
    t.figure("withstand", &BuswayType::withstand,
             {.meaning = "Short-circuit current it withstands.",
              .is_required = true,
              .is_engine_input = false,
              .lowest = "1 kA",
              .highest = "300 kA"});
    t.figure("resistance", &BuswayType::resistance, {.meaning = "Per phase, warm.", .is_required = true});
    t.figure("reactance", &BuswayType::reactance, {.meaning = "Per phase.", .is_required = true});
    t.figure("mass", &BuswayType::mass,
             {.meaning = "With its hangers and tap boxes.", .is_required = true, .is_engine_input = false});
    return t;
  }();
  return table;
}

template <>
const TypeTable<UpsType>& table_of<UpsType>() {
  static const auto table = [] {
    TypeTable<UpsType> t("ups", "An uninterruptible power supply, double conversion.");
    add_body(t);
    t.figure("rating", &UpsType::rating,
             {.meaning = "Continuous output.", .is_required = true, .lowest = "1 kW", .highest = "20 MW"});
    t.figure("efficiency", &UpsType::efficiency,
             {.meaning = "Output over input in double conversion.",
              .is_required = true,
              .lowest = "50 %",
              .highest = "100 %"});
    t.figure("overload", &UpsType::overload,
             {.meaning = "Output it can give for ten minutes, of its rating.",
              .is_required = true,
              .lowest = "100 %",
              .highest = "300 %"});
    t.figure("recharge", &UpsType::recharge,
             {.meaning = "Extra input while its battery recharges, of its rating.",
              .is_required = true,
              .lowest = "0 %",
              .highest = "50 %"});
    t.figure("input-power-factor", &UpsType::input_power_factor,
             {.meaning = "At its input.", .is_required = true, .lowest = "0.5", .highest = "1"});
    return t;
  }();
  return table;
}

template <>
const TypeTable<BatteryType>& table_of<BatteryType>() {
  static const auto table = [] {
    TypeTable<BatteryType> t("battery", "One cabinet of a UPS battery.");
    add_body(t);
    t.figure("energy", &BatteryType::energy, {.meaning = "Nominal energy.", .is_required = true});
    t.figure("power", &BatteryType::power, {.meaning = "Most it can give.", .is_required = true});
    return t;
  }();
  return table;
}

template <>
const TypeTable<GeneratorType>& table_of<GeneratorType>() {
  static const auto table = [] {
    TypeTable<GeneratorType> t("generator", "A standby generating set.");
    add_body(t);
    t.figure("rating", &GeneratorType::rating,
             {.meaning = "Standby rating.", .is_required = true, .lowest = "1 kW", .highest = "200 MW"});
    t.figure("power-factor", &GeneratorType::power_factor,
             {.meaning = "Of its rating.", .is_required = true, .lowest = "0.5", .highest = "1"});
    t.figure("reactance", &GeneratorType::reactance,
             {.meaning = "Subtransient reactance on its own rating.",
              .is_required = true,
              .lowest = "1 %",
              .highest = "100 %"});
    t.figure("derating-altitude", &GeneratorType::derating_altitude,
             {.meaning = "Loss of rating per 300 m above derating-from.",
              .is_required = true,
              .lowest = "0 %",
              .highest = "20 %"});
    t.figure("derating-from", &GeneratorType::derating_from,
             {.meaning = "Elevation up to which it gives its full rating.",
              .is_required = true,
              .lowest = "0 m",
              .highest = "5000 m"});
    return t;
  }();
  return table;
}

}  // namespace shellfit::catalogs
