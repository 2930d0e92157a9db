#include "studies/cooling_checks.hpp"
#include "studies/cooling_ratings.hpp"
#include "studies/evidence.hpp"
#include "studies/rule_use.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace shellfit::studies {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

class AirChecker {
 public:
  explicit AirChecker(const SolvedCooling& solved) : s_(solved) {}

  std::vector<Check> check() {
    for (const auto& zone : s_.thermal.zones) check_zone(zone);
    return std::move(checks_);
  }

 private:
  void add(Check check) { checks_.push_back(std::move(check)); }

  static void add_once(std::vector<std::string>& names, const std::vector<std::string>& more) {
    for (const auto& name : more) {
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
  }

  void check_zone(const ThermalAssembly::AirZone& zone) {
    if (s_.problem.study.shell.cooling.air == site::SystemState::unknown && zone.movers.empty()) return;
    const auto& space = zone.space.text();
    const double needed =
        s_.answer->input.limit_m3_s[ix(zone.rack_link)] + s_.answer->input.limit_m3_s[ix(zone.leak_link)];
    if (needed <= 0.0) return;  // no rack of this space is on
    double available = 0;
    VolumeFlow cooled = 0.0 * units::m3_per_s;
    double heat = s_.answer->input.gain_w[ix(zone.rack_link)];
    bool has_units = false;
    std::vector<std::string> weak;
    for (const int d : zone.movers) {
      if (!s_.runs(ix(d))) continue;
      const auto& device = s_.problem.devices[ix(d)];
      if (device.kind == DeviceKind::evaporative_wall) {
        const auto& type = s_.problem.study.catalog.get(Id<catalogs::EvaporativeWallType>(device.type));
        available += type.airflow.value().in_si();
        add_once(weak, WeakFigures().with(device.type, "airflow", type.airflow).take());
        continue;
      }
      const auto& type = s_.problem.study.catalog.get(Id<catalogs::AirUnitType>(device.type));
      available += type.airflow.value().in_si();
      add_once(weak, WeakFigures().with(device.type, "airflow", type.airflow).take());
      cooled = cooled + s_.link(s_.thermal.device_links[ix(d)]).flow;
      heat += s_.boundary.device_w[ix(d)];
      has_units = true;
    }
    add(make_check(CheckKind::air_flow, space, s_.state.id, needed, available, {}, weak));
    if (has_units) check_air_heat(zone, heat, cooled);
    check_inlet(zone);
  }

  void check_air_heat(const ThermalAssembly::AirZone& zone, double heat_w, VolumeFlow cooled) {
    double capacity_w = 0;
    const auto supply = s_.problem.study.basis.air.supply;
    const auto returning = cooled.in_si() > 0.0 ? thermal::warmed_by({thermal::Fluid::air, cooled, supply},
                                                                     HeatFlow::from_si(heat_w), s_.pressure)
                                                : supply;
    std::vector<std::string> weak;
    for (const int d : zone.movers) {
      const auto& device = s_.problem.devices[ix(d)];
      const int water = s_.thermal.device_cold_links[ix(d)];
      if (!s_.runs(ix(d)) || device.kind != DeviceKind::air_unit || water < 0 ||
          !s_.has_temperature(s_.inlet_node(ix(d))))
        continue;
      const auto& type = s_.problem.study.catalog.get(Id<catalogs::AirUnitType>(device.type));
      capacity_w +=
          thermal::exchanger_capacity(
              s_.exchanger(ix(d)),
              {thermal::Fluid::air, s_.link(s_.thermal.device_links[ix(d)]).flow, returning},
              {facility_fluid, s_.link(water).flow, s_.temperature(s_.inlet_node(ix(d)))}, s_.pressure)
              .in_si();
      add_once(weak, WeakFigures().with(device.type, "duty", type.duty).take());
    }
    add(make_check(CheckKind::air_heat, zone.space.text(), s_.state.id, heat_w / 1e3, capacity_w / 1e3, {},
                   weak));
  }

  void check_inlet(const ThermalAssembly::AirZone& zone) {
    auto limit = s_.problem.study.basis.air.inlet_highest;
    auto clause = cite_rule(s_.problem.study, "air/inlet-highest");
    auto weak = weak_rule(s_.problem.study, "air/inlet-highest");
    for (std::size_t i = 0; i < s_.problem.plan.racks.size(); ++i) {
      const auto& type = s_.problem.study.catalog.get(s_.problem.plan.racks[i].type);
      const bool is_here =
          s_.problem.plan.rack_space[i] == zone.space && s_.problem.plan.racks[i].air.in_si() > 0.0;
      if (!is_here || !type.inlet_highest.is_known() || type.inlet_highest.value() >= limit) continue;
      limit = type.inlet_highest.value();
      clause = cite("rack data sheet", type.inlet_highest);
      weak.clear();
    }
    const auto& space = zone.space.text();
    if (s_.has_temperature(zone.cold_node)) {
      add(make_check(CheckKind::air_inlet, space, s_.state.id, s_.temperature(zone.cold_node).in(units::degC),
                     limit.in(units::degC), clause, weak));
    } else {
      add(failed_check(CheckKind::air_inlet, space, s_.state.id, std::nullopt, limit.in(units::degC),
                       "the air has no steady temperature: nothing takes its heat"));
    }
  }

  const SolvedCooling& s_;
  std::vector<Check> checks_;
};

}  // namespace

std::vector<Check> air_checks(const SolvedCooling& solved) { return AirChecker(solved).check(); }

}  // namespace shellfit::studies
