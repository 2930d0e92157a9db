#pragma once
// Plant that gives heat away by way of water: towers, water chillers, plate exchangers, and the tanks and
// vessels of loops.

#include "site/piping.hpp"

#include <optional>
#include <tuple>
#include <vector>

namespace shellfit::site {

/// A chiller that cools the water of its loop and gives the heat to a loop that serves plant.
struct WaterChiller {
  ElementId id;
  Id<catalogs::WaterChillerType> type;
  HeaderId from, to;
  HeaderId plant_from, plant_to;  ///< of its condenser
  bool is_standby = false;
  Presence is = Presence::installed;
  Location where;
  static constexpr auto members() {
    return std::tuple{&WaterChiller::id,         &WaterChiller::type,       &WaterChiller::from,
                      &WaterChiller::to,         &WaterChiller::plant_from, &WaterChiller::plant_to,
                      &WaterChiller::is_standby, &WaterChiller::is};
  }
};

/// Plates by which the water of its loop gives its heat to a loop that serves plant.
struct PlateExchanger {
  ElementId id;
  Id<catalogs::PlateExchangerType> type;
  HeaderId from, to;
  HeaderId plant_from, plant_to;  ///< of its cold side
  bool is_standby = false;
  Presence is = Presence::installed;
  Location where;
  static constexpr auto members() {
    return std::tuple{&PlateExchanger::id,         &PlateExchanger::type,       &PlateExchanger::from,
                      &PlateExchanger::to,         &PlateExchanger::plant_from, &PlateExchanger::plant_to,
                      &PlateExchanger::is_standby, &PlateExchanger::is};
  }
};

/// How a plate exchanger saves the chillers of its loop work.
struct Economizer {
  /// What the chillers do while it takes heat.
  enum class Chillers {
    help,  ///< they cool what it has left warm (integrated)
    stop   ///< they run when it alone cannot hold the supply, and then without it
  };
  ElementId exchanger;
  Chillers chillers = Chillers::help;
  TemperatureDifference least;  ///< water returning above the plant's, from which on it is used
  Location where;
  static constexpr auto members() {
    return std::tuple{&Economizer::exchanger, &Economizer::chillers, &Economizer::least};
  }
};

/// Where a loop takes up what its water swells by, and where its pressure is held.
struct ExpansionVessel {
  ElementId id;
  std::optional<HeaderId> at;                      ///< empty: where the first pump sucks
  Uncertain<Volume> volume;                        ///< of the whole vessel
  Uncertain<GaugePressure> pressure_highest;       ///< that it may come to
  std::optional<Uncertain<GaugePressure>> charge;  ///< of its gas without water; empty: the fill pressure
  Presence is = Presence::installed;
  Location where;
  static constexpr auto members() {
    return std::tuple{&ExpansionVessel::id,     &ExpansionVessel::at,
                      &ExpansionVessel::volume, &ExpansionVessel::pressure_highest,
                      &ExpansionVessel::charge, &ExpansionVessel::is};
  }
};

struct WaterPlant {
  std::vector<Machine<catalogs::TowerType>> towers;
  std::vector<WaterChiller> water_chillers;
  std::vector<PlateExchanger> plate_exchangers;
  std::vector<Machine<catalogs::TankType>> tanks;
  std::vector<Economizer> economizers;
  std::vector<ExpansionVessel> expansion_vessels;
  static constexpr auto members() {
    return std::tuple{&WaterPlant::towers, &WaterPlant::water_chillers, &WaterPlant::plate_exchangers,
                      &WaterPlant::tanks,  &WaterPlant::economizers,    &WaterPlant::expansion_vessels};
  }
  /// True when nothing in it makes its loop one that is written element by element: a vessel hangs on a
  /// template too.
  [[nodiscard]] bool empty() const;
};

/// Calls f(element, role) for everything of it that stands between two headers of its loop.
template <class AnyPlant, class F>
void for_each_water_element(AnyPlant& plant, F f) {
  for (auto& one : plant.towers) f(one, Role::rejects);
  for (auto& one : plant.water_chillers) f(one, Role::rejects);
  for (auto& one : plant.plate_exchangers) f(one, Role::rejects);
  for (auto& one : plant.tanks) f(one, Role::joins);
}
/// Calls f(element) for everything of it whose other side stands in a loop that serves plant.
template <class AnyPlant, class F>
void for_each_two_sided(AnyPlant& plant, F f) {
  for (auto& one : plant.water_chillers) f(one);
  for (auto& one : plant.plate_exchangers) f(one);
}
/// Calls f(id, "what it is called in files", where) for all of it but the vessels; an economizer goes by its
/// exchanger's id.
template <class F>
void for_each_element_named(const WaterPlant& plant, F f) {
  for (const auto& one : plant.towers) f(one.id.text(), "tower", one.where);
  for (const auto& one : plant.water_chillers) f(one.id.text(), "water-chiller", one.where);
  for (const auto& one : plant.plate_exchangers) f(one.id.text(), "plate-exchanger", one.where);
  for (const auto& one : plant.tanks) f(one.id.text(), "tank", one.where);
  for (const auto& one : plant.economizers) f(one.exchanger.text(), "economizer", one.where);
}
/// The same for all of it, the vessels too.
template <class F>
void for_each_named(const WaterPlant& plant, F f) {
  for_each_element_named(plant, f);
  for (const auto& one : plant.expansion_vessels) f(one.id.text(), "expansion-vessel", one.where);
}

/// What of it stands there already.
[[nodiscard]] WaterPlant installed_part(WaterPlant water);

/// The water that evaporation and blowdown take, and what is kept of it.
struct MakeUpWater {
  Uncertain<VolumeFlow> flow;  ///< that the supply gives
  Uncertain<Volume> storage;   ///< kept on the site
  Ratio cycles;                ///< of concentration: salts of the circulation over those of the supply
  Location where;
  static constexpr auto members() {
    return std::tuple{&MakeUpWater::flow, &MakeUpWater::storage, &MakeUpWater::cycles};
  }
};

}  // namespace shellfit::site
