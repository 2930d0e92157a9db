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
const TypeTable<CduType>& table_of<CduType>();
template <>
const TypeTable<AirUnitType>& table_of<AirUnitType>();
template <>
const TypeTable<EvaporativeWallType>& table_of<EvaporativeWallType>();
template <>
const TypeTable<CoolerType>& table_of<CoolerType>();
template <>
const TypeTable<ChillerType>& table_of<ChillerType>();
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
const TypeTable<UpsType>& table_of<UpsType>();
template <>
const TypeTable<BatteryType>& table_of<BatteryType>();
template <>
const TypeTable<GeneratorType>& table_of<GeneratorType>();

}  // namespace shellfit::catalogs
