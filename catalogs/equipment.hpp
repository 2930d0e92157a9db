#pragma once
// The kinds of equipment. What their figures mean stands in the tables (*_table.cpp, *_tables.cpp).

#include "catalogs/cooling_types.hpp"
#include "catalogs/electrical_types.hpp"
#include "catalogs/heat_rejection_types.hpp"
#include "catalogs/rack_types.hpp"
#include "catalogs/record_types.hpp"

namespace shellfit::catalogs {

template <class... T>
struct TypeList {
  /// Some template of each type: TypeList<A, B>::in<std::tuple, std::vector> is a tuple of vectors.
  template <template <class...> class Outer, template <class> class Inner>
  using in = Outer<Inner<T>...>;
  /// Calls `visit.template operator()<T>()` for each type in order.
  template <class Visit>
  static void for_each(Visit&& visit) {
    (visit.template operator()<T>(), ...);
  }
};

/// Every kind, in the order of files and lists.
using EquipmentTypes =
    TypeList<RackType, SwitchType, CableType, ColdPlateType, CduType, LiquidToAirType, AirUnitType,
             RearDoorType, EvaporativeWallType, CoolerType, TowerType, ChillerType, WaterChillerType,
             PlateExchangerType, TankType, PumpType, PipeType, TransformerType, BoardType, BuswayType,
             PowerCableType, TransferSwitchType, RectifierType, UpsType, BatteryType, StorageType,
             GeneratorType, ReliabilityType, LeadTimeType>;

}  // namespace shellfit::catalogs
