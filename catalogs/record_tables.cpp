#include "catalogs/equipment_tables.hpp"
#include "catalogs/table_parts.hpp"

namespace shellfit::catalogs {

template <>
const TypeTable<ReliabilityType>& table_of<ReliabilityType>() {
  static const auto table = [] {
    TypeTable<ReliabilityType> t("reliability",
                                 "How often a component fails, and how long its repair takes.");
    t.figure("failures", &ReliabilityType::failures,
             {.meaning = "Failures of one in service.",
              .is_required = true,
              .is_engine_input = false,
              .lowest = "0 Hz",
              .highest = "1 Hz",
              .shown_in = "1/year"});
    t.figure("repair", &ReliabilityType::repair,
             {.meaning = "Mean time to repair.",
              .is_required = true,
              .is_engine_input = false,
              .lowest = "1 s",
              .highest = "10000 h",
              .shown_in = "h"});
    t.figure("start-failures", &ReliabilityType::start_failures,
             {.meaning = "Of its starts.", .lowest = "0 %", .highest = "100 %"});
    return t;
  }();
  return table;
}

template <>
const TypeTable<LeadTimeType>& table_of<LeadTimeType>() {
  static const auto table = [] {
    TypeTable<LeadTimeType> t("lead-time", "How long a class of equipment takes from order to delivery.");
    t.figure("time", &LeadTimeType::time,
             {.meaning = "From order to delivery.",
              .is_required = true,
              .is_engine_input = false,
              .lowest = "1 h",
              .highest = "1000 week",
              .shown_in = "week"});
    return t;
  }();
  return table;
}

}  // namespace shellfit::catalogs
