#include "catalogs/equipment_tables.hpp"
#include "catalogs/table_parts.hpp"

#include <fmt/format.h>

namespace shellfit::catalogs {

namespace {

/// What holds the energy, of batteries and storage plants.
template <class T>
void add_store(TypeTable<T>& t) {
  t.plain([](auto& e) {
    e.choice("store", &T::store,
             {{"cells", EnergyStore::cells},
              {"flywheel", EnergyStore::flywheel},
              {"capacitor", EnergyStore::capacitor}},
             {.meaning = "What holds its energy; without it, cells."});
  });
  t.overlay_with([](T& type, const T& patch) {
    if (patch.store) type.store = patch.store;
  });
}

const documents::ElementTable<DischargeCurve>& discharge_table() {
  static const auto point = [] {
    documents::ElementTable<DischargePoint> t("point", "What it gives for so long.");
    t.value("time", &DischargePoint::time,
            {.meaning = "From full to its end voltage.",
             .is_required = true,
             .lowest = "10 ms",
             .highest = "100 h"});
    t.value("power", &DischargePoint::power,
            {.meaning = "Constant power of one cabinet.", .is_required = true, .is_positive = true});
    return t;
  }();
  static const auto table = curve_table<DischargeCurve>(
      "discharge",
      "Constant-power discharge of one cabinet, new and at 25 degC; the first curve counts, others are "
      "rivals.",
      point);
  return table;
}

const documents::ElementTable<EfficiencyCurve>& efficiency_table() {
  static const auto point = [] {
    documents::ElementTable<EfficiencyPoint> t("point", "The efficiency at one load.");
    t.value("load", &EfficiencyPoint::load,
            {.meaning = "Output, of its rating.", .is_required = true, .lowest = "1 %", .highest = "150 %"});
    t.value(
        "efficiency", &EfficiencyPoint::efficiency,
        {.meaning = "Output over input there.", .is_required = true, .lowest = "10 %", .highest = "100 %"});
    return t;
  }();
  static const auto table = curve_table<EfficiencyCurve>(
      "efficiency-curve",
      "Efficiency in double conversion against load; without it, one figure at all loads. The first curve "
      "counts, others are rivals.",
      point);
  return table;
}

std::string show_efficiency(const EfficiencyCurve& curve) {
  if (curve.is_unknown) return "unknown";
  std::string text;
  for (const auto& point : curve.points)
    text +=
        fmt::format("{}{} at {}", text.empty() ? "" : "; ", to_text(point.efficiency), to_text(point.load));
  return text;
}

std::string show_discharge(const DischargeCurve& curve) {
  if (curve.is_unknown) return "unknown";
  std::string text;
  for (const auto& point : curve.points)
    text += fmt::format("{}{} for {}", text.empty() ? "" : "; ", to_text(point.power), to_text(point.time));
  return text;
}

}  // namespace

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
             {.meaning = "What charging its battery adds to its input, of its rating; no losses.",
              .is_required = true,
              .lowest = "0 %",
              .highest = "50 %"});
    t.figure("input-power-factor", &UpsType::input_power_factor,
             {.meaning = "At its input.",
              .is_required = true,
              .lowest = "0.5",
              .highest = "1",
              .shown_in = plain_number});
    t.figure("overload-minute", &UpsType::overload_minute,
             {.meaning = "Output it can give for one minute, of its rating.",
              .lowest = "100 %",
              .highest = "400 %"});
    t.figure("eco-efficiency", &UpsType::eco_efficiency,
             {.meaning = "Output over input on filtered mains.", .lowest = "50 %", .highest = "100 %"});
    t.figure("input-current", &UpsType::input_current,
             {.meaning = "At its rating while its battery charges.", .lowest = "1 A", .highest = "50 kA"});
    t.figure("withstand", &UpsType::withstand,
             {.meaning = "Short-circuit current it withstands.", .lowest = "1 kA", .highest = "300 kA"});
    t.figure("walk-in", &UpsType::walk_in,
             {.meaning = "Longest ramp onto a supply that came back.", .lowest = "1 s", .highest = "1 h"});
    t.curves<EfficiencyCurve>(&UpsType::efficiency_curve, efficiency_table(), show_efficiency);
    return t;
  }();
  return table;
}

template <>
const TypeTable<BatteryType>& table_of<BatteryType>() {
  static const auto table = [] {
    TypeTable<BatteryType> t("battery", "One cabinet of a UPS battery, or what stands in its place.");
    add_store(t);
    add_body(t);
    t.figure("energy", &BatteryType::energy, {.meaning = "Nominal energy.", .is_required = true});
    t.figure("power", &BatteryType::power, {.meaning = "Most it can give.", .is_required = true});
    t.figure("voltage", &BatteryType::voltage,
             {.meaning = "Direct, nominal.", .lowest = "1 V", .highest = "1500 V"});
    t.figure("runtime", &BatteryType::runtime,
             {.meaning = "At that power.", .lowest = "10 ms", .highest = "100 h"});
    t.curves<DischargeCurve>(&BatteryType::discharge, discharge_table(), show_discharge);
    t.figure("end-of-life", &BatteryType::end_of_life,
             {.meaning = "Share of what it held as new at which it is replaced; without it, by the rules.",
              .lowest = "50 %",
              .highest = "100 %"});
    t.figure("derating-cold", &BatteryType::derating_cold,
             {.meaning = "Loss of what it gives per 10 K below 25 degC; without it, lead-acid by IEEE 485.",
              .lowest = "0 %",
              .highest = "60 %"});
    t.plain([](auto& e) {
      e.choice("chemistry", &BatteryType::chemistry,
               {{"lead-acid", Chemistry::lead_acid},
                {"nickel-cadmium", Chemistry::nickel_cadmium},
                {"lithium-ion", Chemistry::lithium_ion}},
               {.meaning = "What its cells are made of."});
    });
    t.overlay_with([](BatteryType& type, const BatteryType& patch) {
      if (patch.chemistry) type.chemistry = patch.chemistry;
    });
    return t;
  }();
  return table;
}

template <>
const TypeTable<StorageType>& table_of<StorageType>() {
  static const auto table = [] {
    TypeTable<StorageType> t("storage",
                             "A battery plant of its own: against swings of the load, or for the grid.");
    add_store(t);
    add_body(t);
    t.figure("energy", &StorageType::energy,
             {.meaning = "Nominal energy.",
              .is_required = true,
              .is_engine_input = false,
              .lowest = "1000 J",
              .highest = "10000 MWh"});
    t.figure("power", &StorageType::power,
             {.meaning = "Most it can give.",
              .is_required = true,
              .is_engine_input = false,
              .lowest = "1 kW",
              .highest = "10000 MW"});
    return t;
  }();
  return table;
}

}  // namespace shellfit::catalogs
