#include "studies/machines.hpp"

#include "studies/cooling_ratings.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

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
    for (const auto* loop : {&thermal_.liquid, &thermal_.air}) {
      std::vector<int> users;
      for (const int d : loop->users) users.push_back(thermal_.device_cold_links[ix(d)]);
      // Pumps of the users follow them; those behind a decoupler run as their valve is set.
      const double spare = spare_head_pa(p_, answer_, users);
      for (const int d : loop->user_pumps) spare_of_pump_pa_[ix(d)] = spare;
    }
  }

  double power_w(std::size_t d) const {
    if (boundary_.device_on[d] == 0) return 0.0;
    switch (p_.devices[d].kind) {
      case DeviceKind::cdu:
        return cdu_w(d);
      case DeviceKind::liquid_pump:
      case DeviceKind::air_pump:
        return pump_w(d);
      case DeviceKind::cooler:
        return cooler_w(d);
      case DeviceKind::liquid_chiller:
      case DeviceKind::chiller:
        return chiller_w(d);
      case DeviceKind::air_unit:
      case DeviceKind::evaporative_wall:
        return air_mover_w(d);
    }
    return 0.0;
  }

 private:
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
    const auto link = ix(thermal_.problem.rejectors[ix(rejector)].link);
    const auto& data = thermal_.problem.links[link];
    const auto& stream = answer_.solution.links[link];
    const auto& from = answer_.solution.nodes[ix(stream.mass_flow.in_si() < 0.0 ? data.to : data.from)];
    if (!from.has_temperature) return 0.0;
    const auto water = thermal::properties_of(
        facility_fluid, Temperature::from_si(answer_.solution.link_temperature_k[link]), pressure_);
    const double water_w_k = std::fabs(stream.mass_flow.in_si()) * water.heat.in_si();
    // The sink is the air behind the pads.
    const double air_k = answer_.input.sink_k[ix(rejector)];
    const thermal::OutdoorAir air{air_k, air_k, pressure_.in_si()};
    const auto& cooler = thermal_.problem.rejectors[ix(rejector)].cooler;
    const double heat_w = answer_.solution.rejectors[ix(rejector)].heat.in_si();
    const double speed =
        thermal::cooler_speed(cooler, heat_w, water_w_k, from.temperature.in_si(), air, false);
    return thermal::cooler_fan_w(cooler, speed, air, false);
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

double most_air_m3_s(const StateProblem& problem, std::size_t device) {
  const auto& d = problem.devices[device];
  const auto& catalog = problem.study.catalog;
  return d.kind == DeviceKind::evaporative_wall
             ? catalog.get(Id<catalogs::EvaporativeWallType>(d.type)).airflow.value().in_si()
             : catalog.get(Id<catalogs::AirUnitType>(d.type)).airflow.value().in_si();
}

}  // namespace shellfit::studies
