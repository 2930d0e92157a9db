#include "studies/machines.hpp"

#include "studies/cooling_ratings.hpp"
#include "thermal/plant_hour.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace shellfit::studies {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

/// Head that a group of pumps could be slowed by: what its valves still throttle at the worst one.
double spare_head_pa(const StateProblem& problem, const ThermalAnswer& answer,
                     const std::vector<int>& throttled) {
  double spare = std::numeric_limits<double>::infinity();
  for (const int link : throttled) {
    const auto& result = answer.solution.links[ix(link)];
    if (answer.input.link_closed[ix(link)] != 0 || answer.input.limit_m3_s[ix(link)] <= 0.0) continue;
    if (result.status != thermal::LinkStatus::limiting) return 0.0;
    const auto& data = problem.thermal->problem.links[ix(link)];
    const double open = data.loss.quadratic_pa_s2_m6 * result.flow.in_si() * result.flow.in_si();
    spare = std::min(spare, result.drop.in_si() - open);
  }
  return std::isfinite(spare) ? std::max(0.0, spare) : 0.0;
}

/// Water that enters a link; nothing where none flows.
struct EnteringWater {
  double k, w_k, kg_s;
};
std::optional<EnteringWater> entering(const StateProblem& problem, const thermal::Solution& solution,
                                      int link) {
  const auto& data = problem.thermal->problem.links[ix(link)];
  const auto& stream = solution.links[ix(link)];
  const double kg_s = stream.mass_flow.in_si();
  const auto& from = solution.nodes[ix(kg_s < 0.0 ? data.to : data.from)];
  if (!from.has_temperature || kg_s == 0.0) return std::nullopt;
  const auto mean = Temperature::from_si(solution.link_temperature_k[ix(link)]);
  const auto water = thermal::properties_of(facility_fluid, mean, site_pressure(problem.study));
  return EnteringWater{from.temperature.in_si(), std::fabs(kg_s) * water.heat.in_si(), std::fabs(kg_s)};
}

/// A solved state as its machines see it.
class Machines {
 public:
  Machines(const StateProblem& problem, const Boundary& boundary, const ThermalAnswer& answer)
      : p_(problem),
        thermal_(*problem.thermal),
        pressure_(site_pressure(problem.study)),
        boundary_(boundary),
        answer_(answer) {
    for (const auto& group : p_.plan.cooling.cdu_groups) {
      std::vector<int> links;
      for (const int rack : group.racks) {
        if (thermal_.rack_links[ix(rack)] >= 0) links.push_back(thermal_.rack_links[ix(rack)]);
      }
      spare_of_group_pa_.push_back(spare_head_pa(p_, answer_, links));
    }
    spare_of_pump_pa_.assign(p_.devices.size(), 0.0);
    find_spare(thermal_.liquid);
    find_spare(thermal_.air);
    for (const auto& loop : thermal_.plants) find_spare(loop);
  }

  double power_w(std::size_t d) const {
    if (boundary_.device_on[d] == 0) return 0.0;
    switch (p_.devices[d].kind) {
      case DeviceKind::cdu:
        return cdu_w(d);
      case DeviceKind::liquid_pump:
      case DeviceKind::air_pump:
      case DeviceKind::plant_pump:
        return pump_w(d);
      case DeviceKind::cooler:
        return cooler_w(d);
      case DeviceKind::liquid_chiller:
      case DeviceKind::chiller:
        return chiller_w(d);
      case DeviceKind::air_unit:
      case DeviceKind::evaporative_wall:
        return air_mover_w(d);
      case DeviceKind::tower:
        return tower_w(d);
      case DeviceKind::water_chiller:
        return water_chiller_w(d);
      case DeviceKind::plate_exchanger:
        return 0.0;
    }
    return 0.0;
  }

  /// What one gives to the air. Pads bring air to what is wanted and no further.
  WaterToAir water_to_air(std::size_t d, const WeatherPoint& weather) const {
    const auto kind = p_.devices[d].kind;
    const int rejector = thermal_.device_rejectors[d];
    if (boundary_.device_on[d] == 0 || rejector < 0) return {};
    const auto air = air_around(weather, p_.study.basis.weather.recirculation, pressure_);
    if (kind == DeviceKind::evaporative_wall) return {wall_kg_s(d, weather), 0.0};
    const auto water = entering(p_, answer_.solution, thermal_.problem.rejectors[ix(rejector)].link);
    if (!water) return {};
    if (kind == DeviceKind::tower) {
      const auto& tower = *thermal_.problem.rejectors[ix(rejector)].tower;
      const double heat_w = rejected_w(rejector);
      const double speed = thermal::tower_speed(tower, heat_w, water->w_k, water->k, air);
      constexpr double any_cycles = 2.0;  // its blowdown is not asked for here
      const auto used = thermal::tower_water(tower, heat_w, speed, water->kg_s, air, any_cycles);
      return {used.evaporated_kg_s, used.drift_kg_s};
    }
    if (kind != DeviceKind::cooler) return {};
    const auto& cooler = thermal_.problem.rejectors[ix(rejector)].cooler;
    const double dry = thermal::cooler_most(cooler, water->w_k, water->k, air, false).most_w;
    if (!(cooler.pad_effectiveness > 0.0) || dry >= rejected_w(rejector)) return {};
    const double speed = thermal::cooler_speed(cooler, rejected_w(rejector), water->w_k, water->k, air, true);
    return {thermal::cooler_evaporation_kg_s(cooler, speed, air), 0.0};
  }

 private:
  void find_spare(const ThermalAssembly::LoopPlaces& loop) {
    std::vector<int> users;
    for (const int d : loop.users) users.push_back(thermal_.device_cold_links[ix(d)]);
    // Pumps of the users follow them; those behind a decoupler run as their valve is set.
    const double spare = spare_head_pa(p_, answer_, users);
    for (const int d : loop.user_pumps) spare_of_pump_pa_[ix(d)] = spare;
  }
  double flow_m3_s(std::size_t d) const {
    const int link = thermal_.device_links[d];
    return link >= 0 ? answer_.solution.links[ix(link)].flow.in_si() : 0.0;
  }
  double head_pa(std::size_t d) const {
    const int link = thermal_.device_links[d];
    if (link < 0 || answer_.solution.links[ix(link)].drop.is_missing()) return 0.0;
    return -answer_.solution.links[ix(link)].drop.in_si();
  }

  /// Hydraulic power at the speed that just serves the farthest rack, by the rated point's efficiency.
  double cdu_w(std::size_t d) const {
    const auto& device = p_.devices[d];
    const auto& type = p_.study.catalog.get(Id<catalogs::CduType>(device.type));
    const double rated_w = type.secondary_flow.value().in_si() * type.head.value().in_si();
    const double used_w = flow_m3_s(d) * std::max(0.0, head_pa(d) - spare_of_group_pa_[ix(device.group)]);
    return type.power.value().in_si() * used_w / rated_w;
  }

  double pump_w(std::size_t d) const {
    const auto& type = p_.study.catalog.get(Id<catalogs::PumpType>(p_.devices[d].type));
    return flow_m3_s(d) * std::max(0.0, head_pa(d) - spare_of_pump_pa_[d]) / type.efficiency.value().in_si();
  }

  /// Fans run as fast as the heat needs.
  double cooler_w(std::size_t d) const {
    const int rejector = thermal_.device_rejectors[d];
    if (rejector < 0) return 0.0;  // of a loop that could not run
    const auto water = entering(p_, answer_.solution, thermal_.problem.rejectors[ix(rejector)].link);
    if (!water) return 0.0;
    // The sink is the air behind the pads.
    const double air_k = answer_.input.sink_k[ix(rejector)];
    const thermal::OutdoorAir air{air_k, air_k, pressure_.in_si()};
    const auto& cooler = thermal_.problem.rejectors[ix(rejector)].cooler;
    const double speed =
        thermal::cooler_speed(cooler, rejected_w(rejector), water->w_k, water->k, air, false);
    return thermal::cooler_fan_w(cooler, speed, air, false);
  }
  double wall_kg_s(std::size_t d, const WeatherPoint& weather) const {
    const auto& type = p_.study.catalog.get(Id<catalogs::EvaporativeWallType>(p_.devices[d].type));
    thermal::WallZone zone;
    zone.dry_air_kg_s = std::fabs(answer_.solution.links[ix(thermal_.device_links[d])].mass_flow.in_si());
    zone.effectiveness = type.effectiveness.value().in_si();
    zone.wanted_k = p_.study.basis.air.supply.in_si();
    zone.highest_k = p_.study.basis.air.inlet_highest.in_si();
    return thermal::zone_hour(zone, air_around(weather, 0.0 * units::K, pressure_)).evaporated_kg_s;
  }
  double rejected_w(int rejector) const { return answer_.solution.rejectors[ix(rejector)].heat.in_si(); }

  double tower_w(std::size_t d) const {
    const int rejector = thermal_.device_rejectors[d];
    if (rejector < 0) return 0.0;
    const auto& data = thermal_.problem.rejectors[ix(rejector)];
    const auto water = entering(p_, answer_.solution, data.link);
    if (!water) return 0.0;
    const thermal::OutdoorAir air{answer_.input.sink_k[ix(rejector)], answer_.input.wet_bulb_k[ix(rejector)],
                                  pressure_.in_si()};
    const double speed = thermal::tower_speed(*data.tower, rejected_w(rejector), water->w_k, water->k, air);
    return thermal::tower_fan_w(*data.tower, speed, air);
  }

  double water_chiller_w(std::size_t d) const {
    const int exchanger = thermal_.device_exchangers[d];
    if (exchanger < 0) return 0.0;
    const auto& data = thermal_.problem.exchangers[ix(exchanger)];
    const auto water = entering(p_, answer_.solution, data.cold);
    if (!water) return 0.0;
    const auto& type = p_.study.catalog.get(Id<catalogs::WaterChillerType>(p_.devices[d].type));
    const auto& result = answer_.solution.exchangers[ix(exchanger)];
    return thermal::water_chiller_at(*thermal::water_chiller_constants(rating_of(type)), result.heat.in_si(),
                                     data.setpoint_k, water->k, water->w_k)
        .input_w;
  }

  double chiller_w(std::size_t d) const {
    const int rejector = thermal_.device_rejectors[d];
    if (rejector < 0) return 0.0;
    const auto& type = p_.study.catalog.get(Id<catalogs::ChillerType>(p_.devices[d].type));
    return answer_.solution.rejectors[ix(rejector)].heat.in_si() / type.hot_cop.value().in_si();
  }

  double air_mover_w(std::size_t d) const {
    return thermal::fan_power_w(p_.devices[d].rated_power.in_si(), flow_m3_s(d) / most_air_m3_s(p_, d), 1.0);
  }

  const StateProblem& p_;
  const ThermalAssembly& thermal_;
  AbsolutePressure pressure_;
  const Boundary& boundary_;
  const ThermalAnswer& answer_;
  std::vector<double> spare_of_group_pa_, spare_of_pump_pa_;
};

}  // namespace

std::vector<double> machine_power_w(const StateProblem& problem, const Boundary& boundary,
                                    const ThermalAnswer& answer) {
  const Machines machines(problem, boundary, answer);
  std::vector<double> watts;
  for (std::size_t d = 0; d < problem.devices.size(); ++d) watts.push_back(machines.power_w(d));
  return watts;
}

WaterToAir water_to_air(const StateProblem& problem, const Boundary& boundary, const ThermalAnswer& answer,
                        const WeatherPoint& weather) {
  const Machines machines(problem, boundary, answer);
  WaterToAir sum;
  for (std::size_t d = 0; d < problem.devices.size(); ++d) {
    const auto one = machines.water_to_air(d, weather);
    sum.evaporated_kg_s += one.evaporated_kg_s;
    sum.drift_kg_s += one.drift_kg_s;
  }
  return sum;
}

double water_chiller_most_w(const StateProblem& problem, std::size_t device,
                            const thermal::Solution* solution) {
  const auto& type = problem.study.catalog.get(Id<catalogs::WaterChillerType>(problem.devices[device].type));
  const int condenser = problem.thermal->device_cold_links[device];
  const auto water = solution != nullptr ? entering(problem, *solution, condenser) : std::nullopt;
  const double condenser_k = water ? water->k : type.condenser_in.value().in_si();
  return thermal::water_chiller_capacity_w(*thermal::water_chiller_constants(rating_of(type)), condenser_k);
}

double most_air_m3_s(const StateProblem& problem, std::size_t device) {
  const auto& d = problem.devices[device];
  const auto& catalog = problem.study.catalog;
  return d.kind == DeviceKind::evaporative_wall
             ? catalog.get(Id<catalogs::EvaporativeWallType>(d.type)).airflow.value().in_si()
             : catalog.get(Id<catalogs::AirUnitType>(d.type)).airflow.value().in_si();
}

}  // namespace shellfit::studies
