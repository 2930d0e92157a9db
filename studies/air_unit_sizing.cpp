#include "studies/air_unit_sizing.hpp"

#include "studies/closed_forms.hpp"
#include "studies/fleet.hpp"
#include "studies/missing_figures.hpp"
#include "studies/weather.hpp"

#include <algorithm>
#include <iterator>

namespace shellfit::studies {

namespace {

class AirUnitPlanner {
 public:
  AirUnitPlanner(const site::Study& study, const Growth& growth, UnitNames& names, Plan& plan)
      : study_(study),
        growth_(growth),
        names_(names),
        plan_(plan),
        piping_(plan.cooling.air_loop->piping),
        pressure_(site_pressure(study)) {}

  void plan(bool is_adding) {
    std::vector<site::AirUnit> units;
    for (const auto& space : study_.shell.spaces) {
      if (space.use != site::Space::Use::white) continue;
      const auto first = units.size();
      std::copy_if(piping_.air_units.begin(), piping_.air_units.end(), std::back_inserter(units),
                   [&](const site::AirUnit& unit) { return unit.space == space.id; });
      if (is_adding) complete_space(space, first, units);
    }
    piping_.air_units = std::move(units);
  }

 private:
  template <class T>
  bool lacks(const T& type) {
    return note_missing(type, false, plan_.missing);
  }

  /// Adds to the units of a space, those from `first` on, what its racks still need.
  void complete_space(const site::Space& space, std::size_t first, std::vector<site::AirUnit>& units) {
    auto demand = air_demand(study_, plan_, space.id);
    const bool has_wall =
        std::any_of(plan_.cooling.evaporative_walls.begin(), plan_.cooling.evaporative_walls.end(),
                    [&](const site::EvaporativeWalls& walls) { return walls.space == space.id; });
    if (has_wall || demand.heat.in_si() <= 0.0) return;
    Fleet fleet;
    for (auto i = first; i < units.size(); ++i) count_unit(fleet, units[i]);
    if (fleet.there > 0) demand = left_over(fleet, demand, space);
    const auto ends = user_ends(piping_);
    if (demand.heat.in_si() <= 0.0 || !ends) return;
    const auto* scope = fitting(space);
    if (scope == nullptr) return;
    const auto listed = std::count_if(
        units.begin() + static_cast<std::ptrdiff_t>(first), units.end(), [&](const site::AirUnit& unit) {
          return unit.type == scope->type && unit.is == site::Presence::to_be_built;
        });
    const int most = scope->most - static_cast<int>(listed);
    const int needed = air_units_needed(study_.catalog.get(scope->type), demand, scope->most) +
                       scope->standby + extra_units(space);
    const int added = std::min(needed, most);
    const auto stem = names_.unused_stem(space.id.text() + ".air");
    for (int i = 0; i < added; ++i) {
      site::AirUnit one;
      one.id = site::ElementId(names_.next(stem));
      one.type = scope->type;
      one.space = space.id;
      one.from = ends->from;
      one.to = ends->to;
      one.is_standby = i >= added - scope->standby;
      one.is = site::Presence::to_be_built;
      units.push_back(std::move(one));
    }
  }

  /// What units that are there leave to be cooled, one unit more for each round of growth.
  AirDemand left_over(const Fleet& fleet, AirDemand demand, const site::Space& space) {
    const auto& type = study_.catalog.get(Id<catalogs::AirUnitType>(fleet.type));
    if (lacks(type)) return {0.0 * units::W_heat, 0.0 * units::m3_per_s};
    constexpr int most = 1000;
    const int needed = air_units_needed(type, demand, most) + extra_units(space);
    const double share = std::max(0.0, 1.0 - static_cast<double>(fleet.there - fleet.standby) / needed);
    return {demand.heat * share, demand.airflow * share};
  }

  int extra_units(const site::Space& space) const {
    const auto grown = growth_.air_units.find(space.id.text());
    return grown == growth_.air_units.end() ? 0 : grown->second;
  }

  /// The first type of the scope that the space is high enough for. When there is none, what stands in the
  /// way of each is part of the answer.
  const site::Addition<catalogs::AirUnitType>* fitting(const site::Space& space) {
    std::vector<Refusal> refused;
    for (const auto& scope : study_.basis.scope.air_units) {
      const auto& unit = study_.catalog.get(scope.type);
      if (lacks(unit)) continue;
      const auto overhead = study_.basis.space.equipment_overhead;
      const auto clear = space.clear_height ? space.clear_height->at(Corner::middle) : std::nullopt;
      if (!clear || !unit.body.height.is_known() || unit.body.height.value() + overhead <= *clear)
        return &scope;
      refused.push_back({scope.type.text(), space.id});
    }
    plan_.refusals.insert(plan_.refusals.end(), refused.begin(), refused.end());
    return nullptr;
  }

  int air_units_needed(const catalogs::AirUnitType& unit, const AirDemand& demand, int most) const {
    const auto exchanger = thermal::exchanger_constants(rating_of(unit));
    const auto water = rated_water_flow(unit);
    const auto airflow = demand.airflow * (1.0 + study_.basis.air.leakage.in_si());
    const auto supply = study_.basis.air.supply;
    return fewest(most, [&](int n) {
      const auto each = airflow / n;
      if (each > unit.airflow.value()) return false;
      const auto heat = demand.heat / n + heat_of(unit.fan_power.value());
      const auto warm = thermal::warmed_by({thermal::Fluid::air, each, supply}, heat, pressure_);
      return thermal::exchanger_capacity(exchanger, {thermal::Fluid::air, each, warm},
                                         {facility_fluid, water, study_.basis.air.water_supply},
                                         pressure_) >= heat;
    });
  }

  const site::Study& study_;
  const Growth& growth_;
  UnitNames& names_;
  Plan& plan_;
  site::Piping& piping_;
  AbsolutePressure pressure_;
};

}  // namespace

void plan_air_units(const site::Study& study, bool is_adding, const Growth& growth, UnitNames& names,
                    Plan& plan) {
  AirUnitPlanner(study, growth, names, plan).plan(is_adding);
}

}  // namespace shellfit::studies
