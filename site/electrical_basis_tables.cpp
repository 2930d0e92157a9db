#include "site/tables.hpp"

namespace shellfit::site {

using documents::ElementTable;

namespace {

/// Who gives the default of a figure that clauses ask for.
constexpr std::string_view rules = "the rules of the basis";

}  // namespace

const ElementTable<ElectricalBasis>& electrical_basis_table() {
  static const auto table = [] {
    ElementTable<ElectricalBasis> t("electrical", "Electrical rules.");
    t.choice(
        "fault-method", &ElectricalBasis::fault_method,
        {{"ansi", ElectricalBasis::FaultMethod::ansi}, {"iec", ElectricalBasis::FaultMethod::iec}},
        {.meaning =
             "ansi: prefault voltage 1.0 and the X/R multiplier; iec: voltage factor c and K_T of IEC 60909.",
         .default_from = rules});
    t.value("frequency", &ElectricalBasis::frequency,
            {.meaning = "Of the utility; what ratings of short circuits come with a peak and a heat of.",
             .lowest = "50 Hz",
             .highest = "60 Hz",
             .default_from = rules});
    t.value("breaker-share", &ElectricalBasis::breaker_share,
            {.meaning = "Continuous share of a breaker that is not listed for 100 %.",
             .lowest = "50 %",
             .highest = "100 %",
             .default_from = rules});
    t.value("house-load", &ElectricalBasis::house_load,
            {.meaning = "Lights, controls and offices, on the mechanical boards.",
             .fallback = "100 kW",
             .lowest = "0 kW"});
    return t;
  }();
  return table;
}

const ElementTable<DeratingBasis>& derating_basis_table() {
  static const auto table = [] {
    ElementTable<DeratingBasis> t("derating", "What heat and thin air take from the ratings of plant.");
    t.value("daily-swing", &DeratingBasis::daily_swing,
            {.meaning = "The hottest hour of a day over its mean, on which transformers outdoors are loaded.",
             .lowest = "0 K",
             .highest = "20 K",
             .default_from = rules});
    const auto loss = [&](std::string_view name, auto member, std::string_view meaning) {
      t.value(name, member, {.meaning = meaning, .lowest = "0 %", .highest = "30 %", .default_from = rules});
    };
    loss("liquid-ambient", &DeratingBasis::liquid_ambient,
         "Taken from the rating of a liquid-immersed transformer per 10 K of the day's mean above 30 degC.");
    loss("liquid-altitude", &DeratingBasis::liquid_altitude, "The same per 100 m above 1,000 m.");
    loss("dry-ambient", &DeratingBasis::dry_ambient,
         "Taken from the rating of a dry-type transformer per 10 K of the day's mean above 30 degC.");
    loss("dry-altitude", &DeratingBasis::dry_altitude, "The same per 100 m above 1,000 m.");
    t.value("busway-ambient", &DeratingBasis::busway_ambient,
            {.meaning = "Air at which busways are rated, where their type does not say.",
             .lowest = "20 degC",
             .highest = "60 degC",
             .default_from = rules});
    t.value("busway-rise", &DeratingBasis::busway_rise,
            {.meaning = "Of a busway's bars over that air at its rating, where its type does not say.",
             .lowest = "10 K",
             .highest = "100 K",
             .default_from = rules});
    t.value("room", &DeratingBasis::room,
            {.meaning = "Air of electrical rooms, on the mean of a day (assumed).",
             .fallback = "30 degC",
             .lowest = "0 degC",
             .highest = "60 degC"});
    t.value("overhead", &DeratingBasis::overhead,
            {.meaning = "Air about busways over racks, on the mean of a day (assumed).",
             .fallback = "35 degC",
             .lowest = "0 degC",
             .highest = "80 degC"});
    t.value("ground", &DeratingBasis::ground,
            {.meaning = "Ground about buried cables, at its warmest (assumed).",
             .fallback = "20 degC",
             .lowest = "-20 degC",
             .highest = "60 degC"});
    t.value("terminals", &DeratingBasis::terminals,
            {.meaning = "As warm as conductors may be where they end on breakers.",
             .lowest = "50 degC",
             .highest = "150 degC",
             .default_from = rules});
    t.choice("cable-grouping", &DeratingBasis::cable_grouping,
             {{"nec", DeratingBasis::CableGrouping::nec}, {"iec", DeratingBasis::CableGrouping::iec}},
             {.meaning = "Whose table says what sets of cables that lie together leave each other: NEC "
                         "310.15(C)(1), or IEC 60364-5-52.",
              .default_from = rules});
    return t;
  }();
  return table;
}

const ElementTable<BatteryBasis>& battery_basis_table() {
  static const auto table = [] {
    ElementTable<BatteryBasis> t("batteries", "The state in which batteries must still carry their UPS.");
    t.value("end-of-life", &BatteryBasis::end_of_life,
            {.meaning = "Share of what cells held as new at which they are replaced, where their type does "
                        "not say.",
             .lowest = "50 %",
             .highest = "100 %",
             .default_from = rules});
    t.value("temperature", &BatteryBasis::temperature,
            {.meaning = "The coldest that they stand at (assumed).",
             .fallback = "25 degC",
             .lowest = "-20 degC",
             .highest = "50 degC"});
    return t;
  }();
  return table;
}

const ElementTable<GeneratorBasis>& generator_basis_table() {
  static const auto table = [] {
    using enum GeneratorBasis::Transient;
    ElementTable<GeneratorBasis> t("generators", "What is asked of generating sets without the utility.");
    t.value("run", &GeneratorBasis::run,
            {.meaning = "How long they must carry what runs then; without it, neither their fuel nor the "
                        "hours and the mean load of their rating class are judged.",
             .lowest = "1 min",
             .highest = "8784 h"});
    t.value(
        "average-load", &GeneratorBasis::average_load,
        {.meaning = "Share of a standby or prime rating on the mean of 24 h, where the type does not say.",
         .lowest = "10 %",
         .highest = "100 %",
         .default_from = rules});
    t.value("standby-hours", &GeneratorBasis::standby_hours,
            {.meaning = "For which a standby rating may be used in a year.",
             .lowest = "1 h",
             .highest = "8784 h",
             .default_from = rules});
    t.choice("transient", &GeneratorBasis::transient, {{"g1", g1}, {"g2", g2}, {"g3", g3}},
             {.meaning = "Class of ISO 8528-5 that a set keeps while it takes load; without it, the blocks "
                         "it takes are not judged."});
    t.value("blocks", &GeneratorBasis::blocks,
            {.meaning = "Equal blocks in which controls put on what no UPS ramps.",
             .fallback = "1",
             .lowest = "1",
             .highest = "100"});
    return t;
  }();
  return table;
}

}  // namespace shellfit::site
