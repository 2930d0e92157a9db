#include "catalogs/equipment_tables.hpp"
#include "catalogs/table_parts.hpp"

namespace shellfit::catalogs {

template <>
const TypeTable<SwitchType>& table_of<SwitchType>() {
  static const auto table = [] {
    TypeTable<SwitchType> t("switch", "A switch of the network between racks.");
    t.figure("height", &SwitchType::height,
             {.meaning = "In the rack.",
              .is_required = true,
              .is_engine_input = false,
              .lowest = "20 mm",
              .highest = "3 m",
              .shown_in = "mm"});
    t.figure("power", &SwitchType::power,
             {.meaning = "Most it draws, without optics.",
              .is_required = true,
              .is_engine_input = false,
              .lowest = "1 W",
              .highest = "100 kW"});
    t.figure("typical-power", &SwitchType::typical_power,
             {.meaning = "What it usually draws.", .lowest = "1 W", .highest = "100 kW"});
    return t;
  }();
  return table;
}

template <>
const TypeTable<CableType>& table_of<CableType>() {
  static const auto table = [] {
    TypeTable<CableType> t("cable",
                           "A cable between ports, or the pair of transceivers at the ends of a fibre.");
    t.plain([](auto& e) {
      e.choice("medium", &CableType::medium,
               {{"passive-copper", Medium::passive_copper},
                {"active-copper", Medium::active_copper},
                {"active-optical", Medium::active_optical},
                {"multimode", Medium::multimode},
                {"single-mode", Medium::single_mode}},
               {.meaning = "What carries the signal.", .fallback = "passive-copper"});
    });
    t.figure("reach", &CableType::reach,
             {.meaning = "Longest link.",
              .is_required = true,
              .is_engine_input = false,
              .lowest = "10 mm",
              .highest = "100 km",
              .shown_in = "m"});
    t.figure("power", &CableType::power,
             {.meaning = "Of one end.",
              .is_required = true,
              .is_engine_input = false,
              .lowest = "0 W",
              .highest = "200 W"});
    return t;
  }();
  return table;
}

}  // namespace shellfit::catalogs
