#include "studies/cooling_sizing.hpp"

#include "studies/missing_figures.hpp"
#include "studies/weather.hpp"
#include "thermal/network_problem.hpp"

#include <algorithm>
#include <cmath>

namespace shellfit::studies {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

thermal::PumpCurve curve_of(const std::vector<catalogs::HeadCurve>& curves) {
  std::vector<double> flow;
  std::vector<double> head;
  for (const auto& point : curves.front().points) {
    flow.push_back(point.flow.in_si());
    head.push_back(point.head.in_si());
  }
  return {std::move(flow), std::move(head)};
}

/// The fewest units, up to `most`, for which `suffices(n)`; `most` when none does.
template <class Suffices>
int fewest(int most, Suffices suffices) {
  for (int n = 1; n < most; ++n) {
    if (suffices(n)) return n;
  }
  return most;
}

class CoolingPlanner {
 public:
  CoolingPlanner(const site::Study& study, Mode mode, const Growth& growth, Plan& plan)
      : study_(study),
        mode_(mode),
        growth_(growth),
        plan_(plan),
        cooling_(plan.cooling),
        pressure_(site_pressure(study)),
        elevation_(study.shell.site.elevation.at(Corner::middle).value_or(0.0 * units::m)),
        weather_(weather_points(study)) {}

  void plan() {
    cooling_.evaporative_walls = study_.shell.cooling.evaporative_walls;
    plan_liquid();
    plan_air();
  }

 private:
  [[nodiscard]] bool may_add(site::SystemState state) const {
    return mode_ == Mode::with_fit_out && state != site::SystemState::unknown;
  }

  const site::CoolingLoop* installed_loop(site::LoopServes serves) const {
    for (const auto& loop : study_.shell.cooling.loops) {
      if (loop.serves == serves) return &loop;
    }
    return nullptr;
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

  // Liquid: CDUs by group, then the facility loop that serves them.

  void plan_liquid() {
    std::vector<int> racks;
    for (std::size_t i = 0; i < plan_.racks.size(); ++i) {
      if (plan_.racks[i].liquid.in_si() > 0.0) racks.push_back(static_cast<int>(i));
    }
    const auto* loop = installed_loop(site::LoopServes::liquid);
    const bool is_adding = may_add(study_.shell.cooling.liquid) && !racks.empty();
    if (loop == nullptr && !is_adding) return;
    if (lacks_of_racks("coolant")) return;
    auto& planned = cooling_.liquid_loop.emplace();
    planned.id = loop != nullptr ? loop->id.text() : "fws";
    planned.is_installed = loop != nullptr;
    take_installed(loop, planned);
    plan_cdus(loop, is_adding, racks);
    if (cooling_.cdu_type.empty()) return;
    const auto& cdu = study_.catalog.get(Id<catalogs::CduType>(cooling_.cdu_type));
    if (lacks(cdu)) return;
    int count = 0;
    for (const auto& group : cooling_.cdu_groups) count += group.count;
    planned.design_flow = cdu.primary_flow.value() * count;
    HeatFlow heat = 0.0 * units::W_heat;
    for (const int rack : racks) heat += plan_.racks[ix(rack)].liquid;
    heat += heat_of(cdu.power.value()) * count;
    if (is_adding) {
      planned.has_mixing = planned.flange && study_.basis.scope.has_mixing;
      if (!planned.flange) add_coolers(planned, heat);
      if (!planned.flange || planned.has_mixing)
        add_pumps(planned, site::LoopServes::liquid, growth_.liquid_pumps,
                  cdu.primary_drop.value() + rejection_drop(planned));
    }
  }

  static void take_installed(const site::CoolingLoop* loop, LoopPlan& planned) {
    if (loop == nullptr) return;
    const auto take = [](const auto& group, Units& units) {
      if (group) units = {group->type.text(), group->count, 0, group->standby};
    };
    take(loop->pumps, planned.pumps);
    take(loop->coolers, planned.coolers);
    take(loop->chillers, planned.chillers);
    planned.flange = loop->flange;
  }

  void plan_cdus(const site::CoolingLoop* loop, bool is_adding, const std::vector<int>& racks) {
    const bool has_installed = loop != nullptr && loop->cdus.has_value();
    const bool has_scope = is_adding && !study_.basis.scope.cdus.empty();
    if ((!has_installed && !has_scope) || racks.empty()) return;
    int per_group = 0;
    int standby = 0;
    int most = 0;
    if (has_installed) {
      cooling_.cdu_type = loop->cdus->type.text();
      per_group = loop->cdus->racks_per_group;
      standby = loop->cdus->standby;
      most = loop->cdus->count;
      for (const auto& scope : study_.basis.scope.cdus) {
        if (is_adding && scope.type == loop->cdus->type) most += scope.most;
      }
    } else {
      const auto& scope = study_.basis.scope.cdus.front();
      cooling_.cdu_type = scope.type.text();
      per_group = scope.racks_per_group;
      standby = scope.standby;
      most = scope.most;
    }
    make_groups(racks, per_group, standby);
    int installed_left = has_installed ? loop->cdus->count : 0;
    const auto& cdu = study_.catalog.get(Id<catalogs::CduType>(cooling_.cdu_type));
    const bool can_size = !lacks(cdu);
    int left = most;
    const int groups = static_cast<int>(cooling_.cdu_groups.size());
    for (int g = 0; g < groups; ++g) {
      auto& group = cooling_.cdu_groups[ix(g)];
      group.count = std::min(can_size ? cdus_needed(cdu, group) + standby : installed_left, left);
      left -= group.count;
    }
    // Only when every group has what it needs does one grow beyond.
    for (auto& group : cooling_.cdu_groups) {
      const auto extra = growth_.cdus.find(group.id);
      if (can_size && extra != growth_.cdus.end()) {
        const int grown = std::min(extra->second, left);
        group.count += grown;
        left -= grown;
      }
      group.installed = std::min(group.count, installed_left);
      installed_left -= group.installed;
    }
    // Installed units beyond what is needed stand in the last group.
    if (!cooling_.cdu_groups.empty() && installed_left > 0) {
      cooling_.cdu_groups.back().count += installed_left;
      cooling_.cdu_groups.back().installed += installed_left;
    }
  }

  /// Consecutive racks of one space, at most `per_group` together.
  void make_groups(const std::vector<int>& racks, int per_group, int standby) {
    for (const int rack : racks) {
      auto& groups = cooling_.cdu_groups;
      const bool goes_on = !groups.empty() && static_cast<int>(groups.back().racks.size()) < per_group &&
                           plan_.rack_space[ix(groups.back().racks.back())] == plan_.rack_space[ix(rack)];
      if (!goes_on) {
        CduGroup group;
        group.id = "tcs." + std::to_string(groups.size() + 1);
        group.standby = standby;
        groups.push_back(std::move(group));
      }
      groups.back().racks.push_back(rack);
    }
  }

  int cdus_needed(const catalogs::CduType& cdu, const CduGroup& group) const {
    const auto demand = group_demand(study_, plan_, group);
    const auto rating = rating_of(cdu);
    const auto curve = curve_of(cdu.curve);
    const double pump_heat = heat_of(cdu.power.value()).in_si();
    const auto has_head = [&](int n) {
      const double flow = demand.flow.in_si() / n;
      const auto head_needed = demand.drop + estimated_pipe_drop;
      return flow <= curve.last_flow_m3_s() && curve.at(flow).head_pa >= head_needed.in_si();
    };
    const auto moves_heat = [&](int n) {
      const auto flow = demand.flow / n;
      // Heat to be moved at the setpoint, with the heat of its own pump.
      const double heat = demand.heat.in_si() / n + pump_heat;
      const double rate = thermal::capacity_rate_w_k(rack_fluid, flow, study_.basis.liquid.supply, pressure_);
      const auto hot_in = study_.basis.liquid.supply + TemperatureDifference::from_si(heat / rate);
      const auto capacity = thermal::exchanger_capacity(rating, flow, cdu.primary_flow.value(), hot_in,
                                                        facility_supply(), pressure_);
      return capacity.in_si() >= heat;
    };
    const int most = static_cast<int>(group.racks.size()) + 1;
    const int both = fewest(most, [&](int n) { return has_head(n) && moves_heat(n); });
    // What no number of CDUs gives, more of them do not cure: as many as the rest asks for.
    if (both < most) return both;
    return std::min(fewest(most, has_head), fewest(most, moves_heat));
  }

  [[nodiscard]] Temperature facility_supply() const { return study_.basis.liquid.facility_supply; }

  /// Drop of the rejection units when all but those on standby share the design flow.
  PressureDifference rejection_drop(const LoopPlan& planned) const {
    const auto share = [&](const Units& units, VolumeFlow rated, PressureDifference drop) {
      const double ratio_to_rated =
          planned.design_flow / static_cast<double>(std::max(1, units.count() - units.standby)) / rated;
      return drop * (ratio_to_rated * ratio_to_rated);
    };
    if (!planned.coolers.type.empty()) {
      const auto& cooler = study_.catalog.get(Id<catalogs::CoolerType>(planned.coolers.type));
      return share(planned.coolers, rated_water_flow(cooler), cooler.water_drop.value());
    }
    if (!planned.chillers.type.empty()) {
      const auto& chiller = study_.catalog.get(Id<catalogs::ChillerType>(planned.chillers.type));
      return share(planned.chillers, chiller.water_flow.value(), chiller.water_drop.value());
    }
    return 0.0 * units::kPa;
  }

  void add_coolers(LoopPlan& planned, HeatFlow heat) {
    const auto& scopes = study_.basis.scope.coolers;
    if (scopes.empty() || !planned.chillers.type.empty()) return;
    const auto same = std::find_if(scopes.begin(), scopes.end(), [&](const auto& scope) {
      return scope.type.text() == planned.coolers.type;
    });
    const bool has_installed = !planned.coolers.type.empty();
    if (has_installed && same == scopes.end()) return;
    const auto& scope = has_installed ? *same : scopes.front();
    const auto& cooler = study_.catalog.get(scope.type);
    planned.coolers.type = scope.type.text();
    if (lacks(cooler) || weather_.empty()) {
      if (!has_installed) planned.coolers = {};
      return;
    }
    const auto constants = thermal::at_pressure(thermal::cooler_constants(rating_of(cooler)), pressure_);
    const double rate =
        thermal::capacity_rate_w_k(facility_fluid, planned.design_flow, facility_supply(), pressure_);
    const double warm_return = facility_supply().in_si() + heat.in_si() / rate;
    const int most = planned.coolers.installed + scope.most;
    const int needed = fewest(most, [&](int n) {
      return std::all_of(weather_.begin(), weather_.end(), [&](const WeatherPoint& weather) {
        const double air = coil_air(weather, study_.basis.weather.recirculation,
                                    cooler.pad_effectiveness.value().in_si(), pressure_)
                               .in_si();
        return n * thermal::cooler_heat_w_k(constants, rate / n) * (warm_return - air) >= heat.in_si();
      });
    });
    planned.coolers.standby = std::max(planned.coolers.standby, scope.standby);
    planned.coolers.added =
        std::max(0, std::min(needed + scope.standby + growth_.coolers, most) - planned.coolers.installed);
  }

  void add_pumps(LoopPlan& planned, site::LoopServes serves, int growth, PressureDifference drop) {
    const auto& scopes = study_.basis.scope.pumps;
    const auto found = std::find_if(scopes.begin(), scopes.end(), [&](const site::PumpAddition& scope) {
      return scope.loop == serves && (planned.pumps.type.empty() || planned.pumps.type == scope.type.text());
    });
    if (found == scopes.end()) return;
    const auto& pump = study_.catalog.get(found->type);
    planned.pumps.type = found->type.text();
    if (lacks(pump)) {
      planned.pumps = {};
      return;
    }
    const auto curve = curve_of(pump.curve);
    const double head_needed = (drop + estimated_pipe_drop).in_si();
    const int most = planned.pumps.installed + found->most;
    const int needed = fewest(most, [&](int n) {
      const double flow = planned.design_flow.in_si() / n;
      return flow <= curve.last_flow_m3_s() && curve.at(flow).head_pa >= head_needed;
    });
    planned.pumps.standby = std::max(planned.pumps.standby, found->standby);
    planned.pumps.added =
        std::max(0, std::min(needed + found->standby + growth, most) - planned.pumps.installed);
  }

  // Air: units by space, then the water loop that serves them.

  void plan_air() {
    const auto* loop = installed_loop(site::LoopServes::air);
    // What they lack is noted; they are not sized.
    for (const auto& walls : cooling_.evaporative_walls)
      static_cast<void>(lacks(study_.catalog.get(walls.type)));
    const bool is_adding = may_add(study_.shell.cooling.air) && !study_.basis.scope.air_units.empty();
    if (loop == nullptr && !is_adding) return;
    if (lacks_of_racks("airflow or airflow-per-power")) return;
    for (const auto& space : study_.shell.spaces) {
      if (space.use == site::Space::Use::white) plan_air_group(space, loop, is_adding);
    }
    if (cooling_.air_groups.empty()) return;
    auto& planned = cooling_.air_loop.emplace();
    planned.id = loop != nullptr ? loop->id.text() : "chw";
    planned.is_installed = loop != nullptr;
    take_installed(loop, planned);
    HeatFlow heat = 0.0 * units::W_heat;
    planned.design_flow = 0.0 * units::L_per_s;
    PressureDifference unit_drop = 0.0 * units::kPa;
    for (const auto& group : cooling_.air_groups) {
      const auto& unit = study_.catalog.get(Id<catalogs::AirUnitType>(group.units.type));
      if (lacks(unit)) return;
      heat +=
          air_demand(study_, plan_, group.space).heat + heat_of(unit.fan_power.value()) * group.units.count();
      planned.design_flow += rated_water_flow(unit) * group.units.count();
      unit_drop = std::max(unit_drop, unit.water_drop.value());
    }
    if (!is_adding) return;
    planned.has_mixing = planned.flange && study_.basis.scope.has_mixing;
    if (!planned.flange) add_chillers(planned, heat);
    if (!planned.flange || planned.has_mixing)
      add_pumps(planned, site::LoopServes::air, growth_.air_pumps, unit_drop + rejection_drop(planned));
  }

  void plan_air_group(const site::Space& space, const site::CoolingLoop* loop, bool is_adding) {
    AirGroup installed;
    installed.space = space.id;
    if (loop != nullptr) {
      for (const auto& units : loop->air_units) {
        if (units.space == space.id) installed.units = {units.type.text(), units.count, 0, units.standby};
      }
    }
    auto demand = air_demand(study_, plan_, space.id);
    const bool has_wall =
        std::any_of(cooling_.evaporative_walls.begin(), cooling_.evaporative_walls.end(),
                    [&](const site::EvaporativeWalls& walls) { return walls.space == space.id; });
    const bool is_needed = is_adding && !has_wall && demand.heat.in_si() > 0.0;
    if (installed.units.count() > 0) {
      if (is_needed) demand = left_over(installed.units, demand, space);
      cooling_.air_groups.push_back(std::move(installed));
    }
    if (is_needed && demand.heat.in_si() > 0.0) add_air_units(space, demand);
  }

  /// What installed units leave to be cooled, one unit more for each round of growth.
  AirDemand left_over(const Units& units, AirDemand demand, const site::Space& space) {
    const auto& type = study_.catalog.get(Id<catalogs::AirUnitType>(units.type));
    if (lacks(type)) return {0.0 * units::W_heat, 0.0 * units::m3_per_s};
    constexpr int most = 1000;
    const int needed = air_units_needed(type, demand, most) + extra_units(space);
    const double share = std::max(0.0, 1.0 - static_cast<double>(units.installed - units.standby) / needed);
    return {demand.heat * share, demand.airflow * share};
  }

  int extra_units(const site::Space& space) const {
    const auto grown = growth_.air_units.find(space.id.text());
    return grown == growth_.air_units.end() ? 0 : grown->second;
  }

  void add_air_units(const site::Space& space, const AirDemand& demand) {
    std::vector<Refusal> refused;
    for (const auto& scope : study_.basis.scope.air_units) {
      const auto& unit = study_.catalog.get(scope.type);
      if (lacks(unit)) continue;
      const auto overhead = study_.basis.space.equipment_overhead;
      const auto clear = space.clear_height ? space.clear_height->at(Corner::middle) : std::nullopt;
      if (clear && unit.body.height.is_known() && unit.body.height.value() + overhead > *clear) {
        refused.push_back({scope.type.text(), space.id});
        continue;
      }
      const int needed = air_units_needed(unit, demand, scope.most) + scope.standby + extra_units(space);
      const int added = std::min(needed, scope.most);
      if (added > 0) cooling_.air_groups.push_back({space.id, {scope.type.text(), 0, added, scope.standby}});
      return;
    }
    // No type fits: what stands in the way of each is part of the answer.
    plan_.refusals.insert(plan_.refusals.end(), refused.begin(), refused.end());
  }

  int air_units_needed(const catalogs::AirUnitType& unit, const AirDemand& demand, int most) const {
    const auto rating = rating_of(unit);
    const auto water = rated_water_flow(unit);
    const auto airflow = demand.airflow * (1.0 + study_.basis.air.leakage.in_si());
    const auto supply = study_.basis.air.supply;
    return fewest(most, [&](int n) {
      const auto each = airflow / n;
      if (each > unit.airflow.value()) return false;
      const double heat = demand.heat.in_si() / n + unit.fan_power.value().in_si();
      const double rate = thermal::capacity_rate_w_k(thermal::Fluid::air, each, supply, pressure_);
      const auto warm = supply + TemperatureDifference::from_si(heat / rate);
      return thermal::exchanger_capacity(rating, each, water, warm, study_.basis.air.water_supply, pressure_)
                 .in_si() >= heat;
    });
  }

  void add_chillers(LoopPlan& planned, HeatFlow heat) {
    const auto& scopes = study_.basis.scope.chillers;
    const auto same = std::find_if(scopes.begin(), scopes.end(), [&](const auto& scope) {
      return scope.type.text() == planned.chillers.type;
    });
    const bool has_installed = !planned.chillers.type.empty();
    if (scopes.empty() || (has_installed && same == scopes.end())) return;
    const auto& scope = has_installed ? *same : scopes.front();
    const auto& chiller = study_.catalog.get(scope.type);
    planned.chillers.type = scope.type.text();
    if (lacks(chiller) || weather_.empty()) {
      if (!has_installed) planned.chillers = {};
      return;
    }
    const int most = planned.chillers.installed + scope.most;
    const int needed = fewest(most, [&](int n) {
      return std::all_of(weather_.begin(), weather_.end(), [&](const WeatherPoint& weather) {
        return n * chiller_capacity(chiller, weather.dry_bulb + study_.basis.weather.recirculation,
                                    elevation_)
                       .in_si() >=
               heat.in_si();
      });
    });
    planned.chillers.standby = std::max(planned.chillers.standby, scope.standby);
    planned.chillers.added =
        std::max(0, std::min(needed + scope.standby + growth_.chillers, most) - planned.chillers.installed);
  }

  const site::Study& study_;
  Mode mode_;
  const Growth& growth_;
  Plan& plan_;
  CoolingPlan& cooling_;
  AbsolutePressure pressure_;
  Length elevation_;
  std::vector<WeatherPoint> weather_;
};

}  // namespace

GroupDemand group_demand(const site::Study& study, const Plan& plan, const CduGroup& group) {
  GroupDemand demand{0.0 * units::W_heat, 0.0 * units::L_per_s, 0.0 * units::kPa};
  for (const int rack : group.racks) {
    const auto& one = plan.racks[ix(rack)];
    const auto need = coolant_need(study.catalog.get(one.type), study.basis.liquid.supply);
    demand.heat += one.liquid;
    demand.flow += need.flow;
    demand.drop = std::max(demand.drop, need.drop + study.basis.liquid.hose_drop);
  }
  return demand;
}

void plan_cooling(const site::Study& study, Mode mode, const Growth& growth, Plan& plan) {
  CoolingPlanner(study, mode, growth, plan).plan();
}

}  // namespace shellfit::studies
