#pragma once
// The field table of each kind of equipment.

#include "catalogs/equipment.hpp"
#include "catalogs/type_table.hpp"

namespace shellfit::catalogs {

template <class T>
[[nodiscard]] const TypeTable<T>& table_of();

template <>
const TypeTable<RackType>& table_of<RackType>();
template <>
const TypeTable<SwitchType>& table_of<SwitchType>();
template <>
const TypeTable<CableType>& table_of<CableType>();
template <>
const TypeTable<ColdPlateType>& table_of<ColdPlateType>();
template <>
const TypeTable<CduType>& table_of<CduType>();
template <>
const TypeTable<LiquidToAirType>& table_of<LiquidToAirType>();
template <>
const TypeTable<AirUnitType>& table_of<AirUnitType>();
template <>
const TypeTable<RearDoorType>& table_of<RearDoorType>();
template <>
const TypeTable<EvaporativeWallType>& table_of<EvaporativeWallType>();
template <>
const TypeTable<CoolerType>& table_of<CoolerType>();
template <>
const TypeTable<TowerType>& table_of<TowerType>();
template <>
const TypeTable<ChillerType>& table_of<ChillerType>();
template <>
const TypeTable<WaterChillerType>& table_of<WaterChillerType>();
template <>
const TypeTable<PlateExchangerType>& table_of<PlateExchangerType>();
template <>
const TypeTable<TankType>& table_of<TankType>();
template <>
const TypeTable<PumpType>& table_of<PumpType>();
template <>
const TypeTable<PipeType>& table_of<PipeType>();
template <>
const TypeTable<TransformerType>& table_of<TransformerType>();
template <>
const TypeTable<BoardType>& table_of<BoardType>();
template <>
const TypeTable<BuswayType>& table_of<BuswayType>();
template <>
const TypeTable<PowerCableType>& table_of<PowerCableType>();
template <>
const TypeTable<TransferSwitchType>& table_of<TransferSwitchType>();
template <>
const TypeTable<RectifierType>& table_of<RectifierType>();
template <>
const TypeTable<UpsType>& table_of<UpsType>();
template <>
const TypeTable<BatteryType>& table_of<BatteryType>();
template <>
const TypeTable<StorageType>& table_of<StorageType>();
template <>
const TypeTable<GeneratorType>& table_of<GeneratorType>();
template <>
const TypeTable<ReliabilityType>& table_of<ReliabilityType>();
template <>
const TypeTable<LeadTimeType>& table_of<LeadTimeType>();

}  // namespace shellfit::catalogs
