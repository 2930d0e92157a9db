#include "catalogs/equipment_tables.hpp"
#include "catalogs/table_parts.hpp"

namespace shellfit::catalogs {

template <>
const TypeTable<TransformerType>& table_of<TransformerType>() {
  static const auto table = [] {
    TypeTable<TransformerType> t(
        "transformer", "A transformer: from the grid to medium voltage, or from that to the boards.");
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
              .highest = "100",
              .shown_in = plain_number});
    t.figure("no-load-loss", &TransformerType::no_load_loss,
             {.meaning = "Loss when energized without load.",
              .is_required = true,
              .lowest = "0 W",
              .highest = "1 MW"});
    t.figure(
        "load-loss", &TransformerType::load_loss,
        {.meaning = "Loss at its rating, beside that without load.", .lowest = "1 W", .highest = "5 MW"});
    t.figure("forced-rating", &TransformerType::forced_rating,
             {.meaning = "Rating with all stages of its fans and pumps.",
              .lowest = "10 kVA",
              .highest = "1500 MVA"});
    t.figure("tap-range", &TransformerType::tap_range,
             {.meaning = "Of its taps, to either side.", .lowest = "0 %", .highest = "30 %"});
    t.figure("test-load", &TransformerType::test_load,
             {.meaning = "Share of the rating at which test-efficiency is measured.",
              .lowest = "5 %",
              .highest = "100 %"});
    t.figure("test-efficiency", &TransformerType::test_efficiency,
             {.meaning = "Least output over input at test-load: what a law or a listing demands.",
              .lowest = "50 %",
              .highest = "100 %"});
    t.figure("peak-efficiency", &TransformerType::peak_efficiency,
             {.meaning = "Output over input at the best load (PEI).", .lowest = "50 %", .highest = "100 %"});
    t.figure("derating-ambient", &TransformerType::derating_ambient,
             {.meaning = "Loss of rating per 10 K of the day's mean above 30 degC; without it, by the rules.",
              .lowest = "0 %",
              .highest = "30 %"});
    t.figure("derating-altitude", &TransformerType::derating_altitude,
             {.meaning = "Loss of rating per 100 m above 1,000 m; without it, by the rules.",
              .lowest = "0 %",
              .highest = "5 %"});
    t.plain([](auto& e) {
      e.choice("cooling", &TransformerType::cooling, {{"liquid", Cooling::liquid}, {"dry", Cooling::dry}},
               {.meaning = "What carries its heat away; without it, what is derated the more."});
    });
    t.overlay_with([](TransformerType& type, const TransformerType& patch) {
      if (patch.cooling) type.cooling = patch.cooling;
    });
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
              .highest = "100",
              .shown_in = plain_number});
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
    t.figure("voltage", &BuswayType::voltage,
             {.meaning = "Highest voltage.", .lowest = "12 V", .highest = "72 kV"});
    t.figure("ambient", &BuswayType::ambient,
             {.meaning = "Air at its rating; without it, by the rules.",
              .lowest = "20 degC",
              .highest = "60 degC"});
    t.figure("rise", &BuswayType::rise,
             {.meaning = "Of its bars over that air at its rating; without it, by the rules.",
              .lowest = "10 K",
              .highest = "100 K"});
    return t;
  }();
  return table;
}

template <>
const TypeTable<PowerCableType>& table_of<PowerCableType>() {
  static const auto table = [] {
    TypeTable<PowerCableType> t(
        "power-cable", "A power cable as it is installed; a set is three conductors, one of each phase.");
    t.figure("resistance", &PowerCableType::resistance,
             {.meaning = "Per phase of one set, alternating, at its temperature.", .is_required = true});
    t.figure("reactance", &PowerCableType::reactance,
             {.meaning = "Per phase of one set.", .is_required = true});
    t.figure("ampacity", &PowerCableType::ampacity,
             {.meaning = "Continuous current of one set that nothing else heats, in its ambient.",
              .is_required = true,
              .is_engine_input = false,
              .lowest = "10 A",
              .highest = "5 kA"});
    t.figure("ambient", &PowerCableType::ambient,
             {.meaning = "Air or ground about it at its ampacity.",
              .is_required = true,
              .is_engine_input = false,
              .lowest = "5 degC",
              .highest = "60 degC"});
    t.figure("temperature", &PowerCableType::temperature,
             {.meaning = "Of its conductor at its ampacity.",
              .is_required = true,
              .lowest = "50 degC",
              .highest = "250 degC"});
    t.figure("terminal-ampacity", &PowerCableType::terminal_ampacity,
             {.meaning = "Current at which its conductor stands at 75 degC, as NEC 310.16 prints it.",
              .lowest = "10 A",
              .highest = "5 kA"});
    t.figure("voltage", &PowerCableType::voltage,
             {.meaning = "Highest voltage.", .lowest = "100 V", .highest = "72 kV"});
    t.plain([](auto& e) {
      e.choice("conductor", &PowerCableType::conductor,
               {{"copper", Conductor::copper}, {"aluminium", Conductor::aluminium}},
               {.meaning = "Its material; without it, copper."});
      e.choice(
          "laid-in", &PowerCableType::laid_in,
          {{"air", LaidIn::air}, {"tray", LaidIn::tray}, {"ground", LaidIn::ground}},
          {.meaning = "What carries its heat away: air about a raceway or a bunch, a tray on which it lies "
                      "in one layer, the ground; without it, air."});
    });
    t.overlay_with([](PowerCableType& type, const PowerCableType& patch) {
      if (patch.conductor) type.conductor = patch.conductor;
      if (patch.laid_in) type.laid_in = patch.laid_in;
    });
    return t;
  }();
  return table;
}

template <>
const TypeTable<TransferSwitchType>& table_of<TransferSwitchType>() {
  static const auto table = [] {
    TypeTable<TransferSwitchType> t("transfer-switch", "A static transfer switch between two sources.");
    t.figure("rating", &TransferSwitchType::rating,
             {.meaning = "Continuous rating.",
              .is_required = true,
              .is_engine_input = false,
              .lowest = "1 A",
              .highest = "12 kA"});
    t.figure("transfer", &TransferSwitchType::transfer,
             {.meaning = "Longest time the load is without voltage.",
              .is_required = true,
              .is_engine_input = false,
              .lowest = "0.01 ms",
              .highest = "10 s",
              .shown_in = "ms"});
    return t;
  }();
  return table;
}

template <>
const TypeTable<RectifierType>& table_of<RectifierType>() {
  static const auto table = [] {
    TypeTable<RectifierType> t(
        "rectifier",
        "A converter to direct current for racks: power rack, sidecar or solid-state transformer.");
    t.figure("rating", &RectifierType::rating,
             {.meaning = "Continuous output.",
              .is_required = true,
              .is_engine_input = false,
              .lowest = "1 kW",
              .highest = "50 MW"});
    t.figure("input-voltage", &RectifierType::input_voltage,
             {.meaning = "Rated input, alternating.",
              .is_required = true,
              .is_engine_input = false,
              .lowest = "100 V",
              .highest = "100 kV"});
    t.figure("output-voltage", &RectifierType::output_voltage,
             {.meaning = "Rated output, direct, between its poles.",
              .is_required = true,
              .is_engine_input = false,
              .lowest = "10 V",
              .highest = "3 kV"});
    t.figure("efficiency", &RectifierType::efficiency,
             {.meaning = "Output over input.",
              .is_required = true,
              .is_engine_input = false,
              .lowest = "50 %",
              .highest = "100 %"});
    t.figure("battery-power", &RectifierType::battery_power,
             {.meaning = "What its batteries give.", .lowest = "1 kW", .highest = "50 MW"});
    t.figure(
        "hold-up", &RectifierType::hold_up,
        {.meaning = "At its rating without input.", .lowest = "1 ms", .highest = "1 h", .shown_in = "ms"});
    return t;
  }();
  return table;
}

template <>
const TypeTable<GeneratorType>& table_of<GeneratorType>() {
  static const auto table = [] {
    TypeTable<GeneratorType> t("generator", "A generating set.");
    add_body(t);
    t.figure("rating", &GeneratorType::rating,
             {.meaning = "Rating of its class.", .is_required = true, .lowest = "1 kW", .highest = "200 MW"});
    t.figure("power-factor", &GeneratorType::power_factor,
             {.meaning = "Of its rating.",
              .is_required = true,
              .lowest = "0.5",
              .highest = "1",
              .shown_in = plain_number});
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
    t.figure("fuel", &GeneratorType::fuel, {.meaning = "Fuel at its rating.", .shown_in = "L/h"});
    t.figure("fuel-three-quarters", &GeneratorType::fuel_three_quarters,
             {.meaning = "Fuel at 75 % of its rating.", .shown_in = "L/h"});
    t.figure("fuel-half", &GeneratorType::fuel_half,
             {.meaning = "Fuel at half its rating.", .shown_in = "L/h"});
    t.figure("fuel-quarter", &GeneratorType::fuel_quarter,
             {.meaning = "Fuel at a quarter of its rating.", .shown_in = "L/h"});
    t.figure("step-load", &GeneratorType::step_load,
             {.meaning = "Largest load it takes in one step, of its rating.",
              .lowest = "1 %",
              .highest = "100 %"});
    t.figure(
        "derating-ambient", &GeneratorType::derating_ambient,
        {.meaning = "Loss of rating per 10 K above derating-above.", .lowest = "0 %", .highest = "50 %"});
    t.figure("derating-above", &GeneratorType::derating_above,
             {.meaning = "Ambient up to which it gives its full rating.",
              .lowest = "0 degC",
              .highest = "60 degC"});
    t.figure("tank", &GeneratorType::tank,
             {.meaning = "Fuel in its base.", .lowest = "10 L", .highest = "1000 m3"});
    t.figure("regenerative", &GeneratorType::regenerative,
             {.meaning = "Power it can take back without overspeed.", .lowest = "1 W", .highest = "10 MW"});
    t.figure("displacement", &GeneratorType::displacement,
             {.meaning = "Of its engine.", .lowest = "0.1 L", .highest = "10 m3", .shown_in = "L"});
    t.figure(
        "average-load", &GeneratorType::average_load,
        {.meaning = "Share of its rating that it may give on the mean of 24 h; without it, by its class.",
         .lowest = "10 %",
         .highest = "100 %"});
    t.figure("leading", &GeneratorType::leading,
             {.meaning = "Reactive power that it can take in, of its rating in kVA.",
              .lowest = "0 %",
              .highest = "100 %"});
    t.plain([](auto& e) {
      e.choice("rating-class", &GeneratorType::rating_class,
               {{"standby", RatingClass::standby},
                {"prime", RatingClass::prime},
                {"continuous", RatingClass::continuous},
                {"data-center", RatingClass::data_center}},
               {.meaning = "What its rating may be used for (ISO 8528-1); without it, standby."});
      e.choice("burns", &GeneratorType::burns,
               {{"diesel", EngineFuel::diesel},
                {"natural-gas", EngineFuel::natural_gas},
                {"other", EngineFuel::other}},
               {.meaning = "What its fuel figures count; without it, diesel."});
    });
    t.overlay_with([](GeneratorType& type, const GeneratorType& patch) {
      if (patch.rating_class) type.rating_class = patch.rating_class;
      if (patch.burns) type.burns = patch.burns;
    });
    return t;
  }();
  return table;
}

}  // namespace shellfit::catalogs
