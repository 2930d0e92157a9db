#include "studies/cooling_sizing.hpp"

#include "studies/air_unit_sizing.hpp"
#include "studies/cdu_sizing.hpp"
#include "studies/closed_forms.hpp"
#include "studies/cooling_templates.hpp"
#include "studies/fleet.hpp"
#include "studies/missing_figures.hpp"
#include "studies/plant_loops.hpp"
#include "studies/weather.hpp"

#include <algorithm>
#include <cmath>

namespace shellfit::studies {

namespace {

/// Adds what a fleet lacks of `wanted` units, so many of all on standby.
template <class Type>
void add_machines(std::vector<site::Machine<Type>>& machines, Fleet& fleet, int wanted, int standby,
                  const std::string& stem, const Ends& ends, UnitNames& names) {
  fleet.added = std::max(0, wanted - fleet.there);
  const int standby_added = std::max(0, standby - fleet.standby);
  fleet.standby = std::max(fleet.standby, standby);
  for (int i = 0; i < fleet.added; ++i) {
    site::Machine<Type> one;
    one.id = site::ElementId(names.next(stem));
    one.type = Id<Type>(fleet.type);
    one.from = ends.from;
    one.to = ends.to;
    one.is_standby = i >= fleet.added - standby_added;
    one.is = site::Presence::to_be_built;
    machines.push_back(std::move(one));
  }
}

class CoolingPlanner {
 public:
  CoolingPlanner(const site::Study& study, Mode mode, const Growth& growth, Plan& plan)
      : study_(study),
        mode_(mode),
        growth_(growth),
        plan_(plan),
        cooling_(plan.cooling),
        names_(study),
        pressure_(site_pressure(study)),
        elevation_(study.shell.site.elevation.at(Corner::middle).value_or(0.0 * units::m)),
        weather_(weather_points(study)) {}

  void plan() {
    cooling_.evaporative_walls = study_.shell.cooling.evaporative_walls;
    plan_liquid();
    plan_air();
    plan_plant_loops(study_, mode_, names_, plan_);
  }

 private:
  /// What the loop is asked for, and what its parts drop.
  struct Duty {
    site::LoopServes serves;
    HeatFlow heat;
    PressureDifference users_drop;
  };

  [[nodiscard]] bool may_add(site::SystemState state) const {
    return mode_ == Mode::with_fit_out && state != site::SystemState::unknown;
  }

  const site::CoolingLoop* loop_of_shell(site::LoopServes serves) const {
    for (const auto& loop : study_.shell.cooling.loops) {
      if (loop.serves == serves) return &loop;
    }
    return nullptr;
  }

  std::string unused_loop_id(std::string id) const {
    const auto is_used = [&](const site::CoolingLoop& loop) { return loop.id.text() == id; };
    const auto& loops = study_.shell.cooling.loops;
    while (std::any_of(loops.begin(), loops.end(), is_used)) id += "-b";
    return id;
  }

  template <class T>
  bool lacks(const T& type) {
    return note_missing(type, false, plan_.missing);
  }

  /// Whether some rack lacks this; it was noted before.
  bool lacks_of_racks(std::string_view figure) const {
    return std::any_of(plan_.missing.begin(), plan_.missing.end(),
                       [&](const MissingFigure& one) { return one.figure == figure; });
  }

  /// The loop as the shell has it, or the bare template of one that is to be built.
  site::Piping start_piping(const site::CoolingLoop* loop, const std::string& id, site::LoopServes serves) {
    if (loop != nullptr) {
      auto piping = expand(*loop, names_);
      return mode_ == Mode::as_is ? site::installed_part(std::move(piping)) : piping;
    }
    const auto& pumps = study_.basis.scope.pumps;
    const bool is_decoupled = std::any_of(pumps.begin(), pumps.end(), [&](const site::PumpAddition& scope) {
      return scope.loop == serves && scope.circuit == site::PumpCircuit::secondary;
    });
    auto piping = bare_piping(
        id, is_decoupled ? site::LoopTemplate::primary_secondary : site::LoopTemplate::variable_primary,
        true);
    for (auto& pipe : piping.pipes) pipe.is = site::Presence::to_be_built;
    for (auto& pipe : piping.decouplers) pipe.is = site::Presence::to_be_built;
    for (auto& valve : piping.balancing_valves) valve.is = site::Presence::to_be_built;
    return piping;
  }

  site::WaterPlant start_water(const site::CoolingLoop* loop) const {
    if (loop == nullptr) return {};
    return mode_ == Mode::as_is ? site::installed_part(loop->water) : loop->water;
  }

  /// Where a landlord's water fills the loop, it swells into what the landlord has.
  void add_vessel(LoopPlan& planned, site::LoopServes serves) {
    if (!planned.water.expansion_vessels.empty() || planned.piping.offered) return;
    for (const auto& scope : study_.basis.scope.expansion_vessels) {
      if (scope.loop != serves) continue;
      auto& vessel = planned.water.expansion_vessels.emplace_back();
      vessel.id = site::ElementId(names_.next(planned.id + ".vessel"));
      vessel.volume = scope.volume;
      vessel.pressure_highest = scope.pressure_highest;
      if (scope.charge) vessel.charge = *scope.charge;
      vessel.is = site::Presence::to_be_built;
    }
  }

  // Liquid: CDUs by group, then the facility loop that serves them.

  void plan_liquid() {
    std::vector<int> racks;
    for (std::size_t i = 0; i < plan_.racks.size(); ++i) {
      if (plan_.racks[i].liquid.in_si() > 0.0) racks.push_back(static_cast<int>(i));
    }
    const auto* loop = loop_of_shell(site::LoopServes::liquid);
    const bool is_adding = may_add(study_.shell.cooling.liquid) && !racks.empty();
    if (loop == nullptr && !is_adding) return;
    if (lacks_of_racks("coolant")) return;
    auto& planned = cooling_.liquid_loop.emplace();
    planned.id = loop != nullptr ? loop->id.text() : unused_loop_id("fws");
    planned.piping = start_piping(loop, planned.id, site::LoopServes::liquid);
    planned.water = start_water(loop);
    if (is_only_planned(planned)) return cooling_.liquid_loop.reset();
    plan_cdus(study_, is_adding, growth_, loop != nullptr ? loop->cdus : std::nullopt, racks, names_, plan_);
    Duty duty{site::LoopServes::liquid, 0.0 * units::W_heat, 0.0 * units::kPa};
    planned.design_flow = 0.0 * units::L_per_s;
    bool has_users = false;
    for (std::size_t g = 0; g < cooling_.cdu_groups.size(); ++g) {
      if (cooling_.cdu_groups[g].racks.empty()) continue;
      for (const auto& one : planned.piping.groups[g].cdus) {
        const auto& cdu = study_.catalog.get(one.type);
        if (lacks(cdu)) return;
        planned.design_flow += cdu.primary_flow.value();
        duty.heat += heat_of(cdu.power.value());
        duty.users_drop = std::max(duty.users_drop, cdu.primary_drop.value());
        has_users = true;
      }
    }
    for (const int rack : racks) duty.heat += plan_.racks[static_cast<std::size_t>(rack)].liquid;
    finish_loop(planned, duty, is_adding && has_users);
  }

  /// As is, a list of nothing but what is to be built is no loop.
  static bool is_only_planned(const LoopPlan& planned) {
    bool has_element = planned.piping.mixing.has_value() || !planned.piping.groups.empty();
    const auto note = [&](const auto&, site::Role) { has_element = true; };
    site::for_each_element(planned.piping, note);
    site::for_each_water_element(planned.water, note);
    return !has_element;
  }

  void finish_loop(LoopPlan& planned, const Duty& duty, bool is_adding) {
    auto& piping = planned.piping;
    if (is_adding) add_vessel(planned, duty.serves);
    if (lacks_any(planned) || !is_adding) return;
    const bool is_offered = piping.offered.has_value();
    if (is_offered && study_.basis.scope.has_mixing && !piping.mixing) {
      auto& mixing = piping.mixing.emplace();
      mixing.id = site::ElementId(planned.id + ".mixing");
      mixing.is = site::Presence::to_be_built;
    }
    const bool is_liquid = duty.serves == site::LoopServes::liquid;
    auto coolers = fleet_of(piping.coolers);
    auto chillers = fleet_of(piping.chillers);
    // What stands there of other kinds is not added to: towers, water chillers and plates as the shell has
    // them.
    const bool may_reject = !is_offered && !has_rejection(planned.water);
    if (may_reject && is_liquid) add_coolers(planned, duty.heat, coolers, chillers.type.empty());
    if (may_reject && !is_liquid) add_chillers(planned, duty.heat, chillers);
    if (is_offered && !piping.mixing) return;
    const bool is_decoupled = !piping.decouplers.empty();
    const auto plant_flow = planned.design_flow * (is_decoupled ? plant_surplus : 1.0);
    const auto plant_drop = rejection_drop(plant_flow, coolers, chillers) +
                            water_plant_drop(study_.catalog, planned.water, plant_flow);
    const int growth = is_liquid ? growth_.liquid_pumps : growth_.air_pumps;
    const int plant_growth = is_liquid ? growth_.liquid_plant_pumps : growth_.air_plant_pumps;
    using enum site::PumpCircuit;
    if (is_decoupled) {
      auto valves_drop = 0.0 * units::kPa;
      for (const auto& valve : piping.balancing_valves) valves_drop += valve.drop;
      add_pumps(planned, duty.serves, primary, plant_growth, plant_flow, plant_drop + valves_drop);
      add_pumps(planned, duty.serves, secondary, growth, planned.design_flow,
                duty.users_drop + estimated_pipe_drop);
    } else {
      add_pumps(planned, duty.serves, primary, growth, plant_flow,
                duty.users_drop + plant_drop + estimated_pipe_drop);
    }
  }

  bool lacks_any(const LoopPlan& planned) {
    const auto& piping = planned.piping;
    bool result = false;
    const auto note = [&](const auto& machines) {
      for (const auto& one : machines) result |= lacks(study_.catalog.get(one.type));
    };
    note(piping.pumps);
    note(piping.coolers);
    note(piping.chillers);
    for (const auto* pipes : {&piping.pipes, &piping.decouplers}) {
      for (const auto& pipe : *pipes) result |= pipe.type && lacks(study_.catalog.get(*pipe.type));
    }
    result |= lacks_of_water_plant(study_.catalog, planned.water, plan_.missing);
    return result;
  }

  /// Drop of the rejection units when all but those on standby share a flow.
  PressureDifference rejection_drop(VolumeFlow flow, const Fleet& coolers, const Fleet& chillers) const {
    const auto share = [&](const Fleet& fleet, VolumeFlow rated, PressureDifference drop) {
      const double ratio_to_rated =
          flow / static_cast<double>(std::max(1, fleet.count() - fleet.standby)) / rated;
      return drop * (ratio_to_rated * ratio_to_rated);
    };
    if (!coolers.type.empty()) {
      const auto& cooler = study_.catalog.get(Id<catalogs::CoolerType>(coolers.type));
      return share(coolers, rated_water_flow(cooler), cooler.water_drop.value());
    }
    if (!chillers.type.empty()) {
      const auto& chiller = study_.catalog.get(Id<catalogs::ChillerType>(chillers.type));
      return share(chillers, chiller.water_flow.value(), chiller.water_drop.value());
    }
    return 0.0 * units::kPa;
  }

  void add_coolers(LoopPlan& planned, HeatFlow heat, Fleet& fleet, bool has_no_chillers) {
    const auto& scopes = study_.basis.scope.coolers;
    auto& coolers = planned.piping.coolers;
    const auto ends = rejection_ends(planned.piping, planned.id);
    if (scopes.empty() || !has_no_chillers || !ends) return;
    const auto same = std::find_if(scopes.begin(), scopes.end(),
                                   [&](const auto& scope) { return has_type(coolers, scope.type.text()); });
    if (!coolers.empty() && same == scopes.end()) return;
    const auto& scope = coolers.empty() ? scopes.front() : *same;
    const auto& cooler = study_.catalog.get(scope.type);
    if (lacks(cooler) || weather_.empty()) return;
    fleet.type = scope.type.text();
    const auto constants = thermal::cooler_constants(rating_of(cooler));
    const auto supply = study_.basis.liquid.facility_supply;
    const double rate = thermal::capacity_rate_w_k({facility_fluid, planned.design_flow, supply}, pressure_);
    const auto warm_return =
        thermal::warmed_by({facility_fluid, planned.design_flow, supply}, heat, pressure_).in_si();
    const int most = fleet.installed + scope.most;
    const int needed = fewest(most, [&](int n) {
      return std::all_of(weather_.begin(), weather_.end(), [&](const WeatherPoint& weather) {
        const auto air = air_around(weather, study_.basis.weather.recirculation, pressure_);
        return n * thermal::cooler_most(constants, rate / n, warm_return, air, true).most_w >= heat.in_si();
      });
    });
    add_machines(coolers, fleet, std::min(needed + scope.standby + growth_.coolers, most), scope.standby,
                 planned.id + ".cooler", *ends, names_);
  }

  void add_chillers(LoopPlan& planned, HeatFlow heat, Fleet& fleet) {
    const auto& scopes = study_.basis.scope.chillers;
    auto& chillers = planned.piping.chillers;
    const auto ends = rejection_ends(planned.piping, planned.id);
    const auto same = std::find_if(scopes.begin(), scopes.end(),
                                   [&](const auto& scope) { return has_type(chillers, scope.type.text()); });
    if (scopes.empty() || (!chillers.empty() && same == scopes.end()) || !ends) return;
    const auto& scope = chillers.empty() ? scopes.front() : *same;
    const auto& chiller = study_.catalog.get(scope.type);
    if (lacks(chiller) || weather_.empty()) return;
    fleet.type = scope.type.text();
    const int most = fleet.installed + scope.most;
    const int needed = fewest(most, [&](int n) {
      return std::all_of(weather_.begin(), weather_.end(), [&](const WeatherPoint& weather) {
        return n * chiller_capacity(chiller, weather.dry_bulb + study_.basis.weather.recirculation,
                                    elevation_)
                       .in_si() >=
               heat.in_si();
      });
    });
    add_machines(chillers, fleet, std::min(needed + scope.standby + growth_.chillers, most), scope.standby,
                 planned.id + ".chiller", *ends, names_);
  }

  void add_pumps(LoopPlan& planned, site::LoopServes serves, site::PumpCircuit circuit, int growth,
                 VolumeFlow flow, PressureDifference head) {
    auto& pumps = planned.piping.pumps;
    std::vector<site::Machine<catalogs::PumpType>> own;
    for (const auto i : pumps_of(planned.piping, circuit)) own.push_back(pumps[i]);
    const auto& scopes = study_.basis.scope.pumps;
    const auto found = std::find_if(scopes.begin(), scopes.end(), [&](const site::PumpAddition& scope) {
      return scope.loop == serves && scope.circuit == circuit &&
             (own.empty() || has_type(own, scope.type.text()));
    });
    if (found == scopes.end()) return;
    const auto& pump = study_.catalog.get(found->type);
    if (lacks(pump)) return;
    auto fleet = fleet_of(own);
    fleet.type = found->type.text();
    const auto curve = curve_of(pump.curve);
    const int most = fleet.installed + found->most;
    const int needed = fewest(most, [&](int n) {
      const double each = flow.in_si() / n;
      return each <= curve.last_flow_m3_s() && curve.at(each).head_pa >= head.in_si();
    });
    const int wanted = std::min(needed + found->standby + growth, most);
    if (wanted <= fleet.there) return;
    const auto ends = connect_pumps(planned.piping, planned.id, circuit);
    if (!ends) return;
    const char* const stem = circuit == site::PumpCircuit::primary ? ".pump" : ".secondary-pump";
    add_machines(pumps, fleet, wanted, found->standby, planned.id + stem, *ends, names_);
  }

  // Air: units by space, then the water loop that serves them.

  void plan_air() {
    const auto* loop = loop_of_shell(site::LoopServes::air);
    // What they lack is noted; they are not sized.
    for (const auto& walls : cooling_.evaporative_walls)
      static_cast<void>(lacks(study_.catalog.get(walls.type)));
    const bool is_adding = may_add(study_.shell.cooling.air) && !study_.basis.scope.air_units.empty();
    if (loop == nullptr && !is_adding) return;
    if (lacks_of_racks("airflow or airflow-per-power")) return;
    auto& planned = cooling_.air_loop.emplace();
    planned.id = loop != nullptr ? loop->id.text() : unused_loop_id("chw");
    planned.piping = start_piping(loop, planned.id, site::LoopServes::air);
    planned.serves = site::LoopServes::air;
    planned.water = start_water(loop);
    plan_air_units(study_, is_adding, growth_, names_, plan_);
    const auto& all = planned.piping.air_units;
    if (all.empty()) return cooling_.air_loop.reset();
    Duty duty{site::LoopServes::air, 0.0 * units::W_heat, 0.0 * units::kPa};
    for (const auto& space : study_.shell.spaces) {
      const bool has_units = std::any_of(all.begin(), all.end(),
                                         [&](const site::AirUnit& unit) { return unit.space == space.id; });
      if (has_units) duty.heat += air_demand(study_, plan_, space.id).heat;
    }
    planned.design_flow = 0.0 * units::L_per_s;
    for (const auto& one : all) {
      const auto& unit = study_.catalog.get(one.type);
      if (lacks(unit)) return;
      duty.heat += heat_of(unit.fan_power.value());
      planned.design_flow += rated_water_flow(unit);
      duty.users_drop = std::max(duty.users_drop, unit.water_drop.value());
    }
    finish_loop(planned, duty, is_adding);
  }

  const site::Study& study_;
  Mode mode_;
  const Growth& growth_;
  Plan& plan_;
  CoolingPlan& cooling_;
  UnitNames names_;
  AbsolutePressure pressure_;
  Length elevation_;
  std::vector<WeatherPoint> weather_;
};

}  // namespace

void plan_cooling(const site::Study& study, Mode mode, const Growth& growth, Plan& plan) {
  CoolingPlanner(study, mode, growth, plan).plan();
}

}  // namespace shellfit::studies
