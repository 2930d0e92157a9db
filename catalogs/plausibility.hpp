#pragma once
// Figures that each could be, and together cannot: what physics and the trade's materials rule out. Each rule
// states the reason for its bound where it stands; a bound is set so wide that only slips and hearsay pass
// it.

#include "catalogs/equipment.hpp"
#include "documents/reading.hpp"

namespace shellfit::catalogs {

void check_plausible(const RackType& rack, documents::Reading& reading);
void check_plausible(const SwitchType& type, documents::Reading& reading);
void check_plausible(const CableType& cable, documents::Reading& reading);
void check_plausible(const ColdPlateType& plate, documents::Reading& reading);
void check_plausible(const CduType& cdu, documents::Reading& reading);
void check_plausible(const LiquidToAirType& unit, documents::Reading& reading);
void check_plausible(const AirUnitType& unit, documents::Reading& reading);
void check_plausible(const RearDoorType& door, documents::Reading& reading);
void check_plausible(const EvaporativeWallType& wall, documents::Reading& reading);
void check_plausible(const CoolerType& cooler, documents::Reading& reading);
void check_plausible(const TowerType& tower, documents::Reading& reading);
void check_plausible(const ChillerType& chiller, documents::Reading& reading);
void check_plausible(const WaterChillerType& chiller, documents::Reading& reading);
void check_plausible(const PlateExchangerType& exchanger, documents::Reading& reading);
void check_plausible(const TankType& tank, documents::Reading& reading);
void check_plausible(const PumpType& pump, documents::Reading& reading);
void check_plausible(const TransformerType& transformer, documents::Reading& reading);
void check_plausible(const BoardType& board, documents::Reading& reading);
void check_plausible(const BuswayType& busway, documents::Reading& reading);
void check_plausible(const PowerCableType& cable, documents::Reading& reading);
void check_plausible(const RectifierType& rectifier, documents::Reading& reading);
void check_plausible(const UpsType& ups, documents::Reading& reading);
void check_plausible(const BatteryType& battery, documents::Reading& reading);
void check_plausible(const StorageType& storage, documents::Reading& reading);
void check_plausible(const GeneratorType& generator, documents::Reading& reading);
void check_plausible(const ReliabilityType& record, documents::Reading& reading);
/// Kinds whose limits of single figures say all there is to say.
inline void check_plausible(const PipeType& /*pipe*/, documents::Reading& /*reading*/) {}
inline void check_plausible(const TransferSwitchType& /*type*/, documents::Reading& /*reading*/) {}
inline void check_plausible(const LeadTimeType& /*record*/, documents::Reading& /*reading*/) {}

/// The mass of a body over the box it fills must lie between these, kg/m3.
void check_density(const Body& body, const std::string& id, double least_kg_m3, double most_kg_m3,
                   std::string_view reason, documents::Reading& reading);

}  // namespace shellfit::catalogs
