#include "studies/cooling_checks.hpp"

#include "studies/cooling_sizing.hpp"
#include "studies/evidence.hpp"
#include "thermal/moist_air.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace shellfit::studies {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

class CoolingChecker {
 public:
  CoolingChecker(const StateProblem& problem, const State& state, const StateAnswer& answer)
      : p_(problem),
        state_(state),
        boundary_(answer.boundary),
        answer_(answer.thermal.get()),
        thermal_(*problem.thermal),
        cooling_(problem.plan.cooling),
        pressure_(site_pressure(problem.study)) {}

  std::vector<Check> check() {
    if (answer_ != nullptr && (!answer_->solution.has_converged || !answer_->has_settled)) {
      auto check = unknown_check(CheckKind::thermal_solution, "loops",
                                 answer_->solution.has_converged
                                     ? "power and temperatures of the machines do not settle"
                                     : answer_->solution.reason);
      check.state = state_.id;
      add(std::move(check));
      return std::move(checks_);
    }
    check_liquid_rejection();
    check_air_rejection();
    if (answer_ == nullptr) return std::move(checks_);
    for (std::size_t d = 0; d < p_.devices.size(); ++d) {
      if (p_.devices[d].kind == DeviceKind::cdu && boundary_.device_on[d] != 0) check_cdu(d);
    }
    for (std::size_t g = 0; g < cooling_.cdu_groups.size(); ++g) {
      const auto& racks = cooling_.cdu_groups[g].racks;
      const bool is_on =
          std::any_of(racks.begin(), racks.end(), [&](int rack) { return boundary_.rack_on[ix(rack)] != 0; });
      if (is_on) check_group(static_cast<int>(g));
    }
    check_racks();
    check_pumps(true);
    check_pumps(false);
    for (const auto& zone : thermal_.zones) check_zone(zone);
    return std::move(checks_);
  }

 private:
  void add(Check check) { checks_.push_back(std::move(check)); }
  const thermal::LinkResult& link(int i) const { return answer_->solution.links[ix(i)]; }
  bool has_temperature(int node) const {
    return node >= 0 && answer_->solution.nodes[ix(node)].has_temperature;
  }
  Temperature temperature(int node) const { return answer_->solution.nodes[ix(node)].temperature; }
  bool runs(std::size_t d) const { return boundary_.device_on[d] != 0; }

  /// Heat of the liquid-cooled racks, their CDUs' pumps and the loop's own pumps.
  double liquid_heat_w() const {
    double heat = 0;
    for (std::size_t i = 0; i < p_.plan.racks.size(); ++i)
      heat += boundary_.rack_w[i] * (p_.plan.racks[i].liquid / heat_of(p_.plan.racks[i].tdp));
    for (std::size_t d = 0; d < p_.devices.size(); ++d) {
      const auto kind = p_.devices[d].kind;
      if ((kind == DeviceKind::cdu || kind == DeviceKind::liquid_pump) && runs(d))
        heat += boundary_.device_w[d];
    }
    return heat;
  }

  /// What the running rejection of a loop takes while it holds its setpoint.
  double rejection_w(bool is_liquid, double heat_w, std::vector<std::string>& weak) const {
    const auto setpoint = is_liquid ? p_.study.basis.liquid.facility_supply : p_.study.basis.air.water_supply;
    double capacity_w = 0;
    double rate_w_k = 0;
    std::vector<std::size_t> coolers;
    for (std::size_t d = 0; d < p_.devices.size(); ++d) {
      const auto& device = p_.devices[d];
      const bool is_cooler = is_liquid && device.kind == DeviceKind::cooler;
      const bool is_chiller = device.kind == (is_liquid ? DeviceKind::liquid_chiller : DeviceKind::chiller);
      const int rejector = thermal_.device_rejectors[d];
      if ((!is_cooler && !is_chiller) || rejector < 0 || !runs(d)) continue;
      if (is_chiller) {
        capacity_w += answer_->input.capacity_w[ix(rejector)];
        const auto& type = p_.study.catalog.get(Id<catalogs::ChillerType>(device.type));
        if (weak.empty())
          weak = WeakFigures()
                     .with(device.type, "hot-duty", type.hot_duty)
                     .with(device.type, "ambient", type.ambient)
                     .with(device.type, "water-flow", type.water_flow)
                     .take();
        continue;
      }
      coolers.push_back(d);
      rate_w_k += thermal::capacity_rate_w_k(facility_fluid, link(thermal_.device_links[d]).flow, setpoint,
                                             pressure_);
    }
    for (const auto d : coolers) {
      const auto& type = p_.study.catalog.get(Id<catalogs::CoolerType>(p_.devices[d].type));
      if (weak.empty()) {
        const auto& id = p_.devices[d].type;
        weak = WeakFigures()
                   .with(id, "duty", type.duty)
                   .with(id, "water-in", type.water_in)
                   .with(id, "water-out", type.water_out)
                   .with(id, "air-in", type.air_in)
                   .with(id, "pad-effectiveness", type.pad_effectiveness)
                   .take();
      }
      const double own_rate = thermal::capacity_rate_w_k(facility_fluid, link(thermal_.device_links[d]).flow,
                                                         setpoint, pressure_);
      if (own_rate <= 0.0) continue;
      const double returning = setpoint.in_si() + heat_w / rate_w_k;
      const double air = answer_->input.sink_k[ix(thermal_.device_rejectors[d])];
      capacity_w += std::max(
          0.0, thermal::cooler_heat_w_k(
                   thermal::at_pressure(thermal::cooler_constants(rating_of(type)), pressure_), own_rate) *
                   (returning - air));
    }
    const int flange = is_liquid ? thermal_.flange_rejector_liquid : thermal_.flange_rejector_air;
    if (flange >= 0) capacity_w += answer_->input.capacity_w[ix(flange)];
    return capacity_w;
  }

  void check_liquid_rejection() {
    const double heat = liquid_heat_w();
    if (heat < 1.0) return;
    if (p_.study.shell.cooling.liquid == site::SystemState::unknown && !cooling_.liquid_loop)
      return;  // told as an unknown system
    if (answer_ == nullptr || !cooling_.liquid_loop) {
      auto check = make_check(CheckKind::heat_rejection, "liquid", state_.id, heat / 1e3, 0.0);
      check.reason = "no loop takes the heat of the liquid-cooled racks";
      add(std::move(check));
      return;
    }
    if (state_.weather < 0 && !cooling_.liquid_loop->flange) return;  // told as unknown weather
    if (has_unknown_flange(cooling_.liquid_loop, "liquid")) return;
    std::vector<std::string> weak;
    const double capacity = rejection_w(true, heat, weak);
    auto check =
        make_check(CheckKind::heat_rejection, "liquid", state_.id, heat / 1e3, capacity / 1e3, {}, weak);
    add(std::move(check));
  }

  bool has_unknown_flange(const std::optional<LoopPlan>& loop, const std::string& element) {
    if (!loop->flange || flange_capacity(*loop->flange)) return false;
    add(unknown_check(
        CheckKind::heat_rejection, element,
        fmt::format("what flow and temperature does the landlord give at the flange of {}?", loop->id)));
    return true;
  }

  void check_air_rejection() {
    if (answer_ == nullptr || !cooling_.air_loop) return;
    double heat = 0;
    for (const auto& zone : thermal_.zones) {
      const bool has_units = std::any_of(zone.movers.begin(), zone.movers.end(), [&](int d) {
        return p_.devices[ix(d)].kind == DeviceKind::air_unit;
      });
      if (has_units) heat += answer_->input.gain_w[ix(zone.rack_link)];
    }
    for (std::size_t d = 0; d < p_.devices.size(); ++d) {
      const auto kind = p_.devices[d].kind;
      if ((kind == DeviceKind::air_unit || kind == DeviceKind::air_pump) && runs(d))
        heat += boundary_.device_w[d];
    }
    if (heat < 1.0) return;
    if (state_.weather < 0 && !cooling_.air_loop->flange) return;
    if (has_unknown_flange(cooling_.air_loop, "air")) return;
    std::vector<std::string> weak;
    const double capacity = rejection_w(false, heat, weak);
    add(make_check(CheckKind::heat_rejection, "air", state_.id, heat / 1e3, capacity / 1e3, {}, weak));
  }

  /// Heat of a group's racks and CDU pumps.
  double group_heat_w(int g) const {
    double heat = 0;
    for (const int rack : cooling_.cdu_groups[ix(g)].racks)
      heat += boundary_.rack_w[ix(rack)] *
              (p_.plan.racks[ix(rack)].liquid / heat_of(p_.plan.racks[ix(rack)].tdp));
    for (std::size_t d = 0; d < p_.devices.size(); ++d) {
      if (p_.devices[d].kind == DeviceKind::cdu && p_.devices[d].group == g && runs(d))
        heat += boundary_.device_w[d];
    }
    return heat;
  }
  double group_flow(int g) const {
    double flow = 0;
    for (std::size_t d = 0; d < p_.devices.size(); ++d) {
      if (p_.devices[d].kind == DeviceKind::cdu && p_.devices[d].group == g && runs(d))
        flow += link(thermal_.device_links[d]).flow.in_si();
    }
    return flow;
  }

  void check_cdu(std::size_t d) {
    const auto& device = p_.devices[d];
    const auto& type = p_.study.catalog.get(Id<catalogs::CduType>(device.type));
    const auto flow = link(thermal_.device_links[d]).flow;
    const double total = group_flow(device.group);
    if (total <= 0.0) return;
    const double demand_w = group_heat_w(device.group) * flow.in_si() / total;
    const auto setpoint = p_.study.basis.liquid.supply;
    double capacity_w = 0;
    const int water = thermal_.device_cold_links[d];
    if (water >= 0 && has_temperature(thermal_.liquid_supply_node) && flow.in_si() > 0.0) {
      const double rate = thermal::capacity_rate_w_k(rack_fluid, flow, setpoint, pressure_);
      const auto hot_in = setpoint + TemperatureDifference::from_si(demand_w / rate);
      capacity_w = thermal::exchanger_capacity(rating_of(type), flow, link(water).flow, hot_in,
                                               temperature(thermal_.liquid_supply_node), pressure_)
                       .in_si();
    }
    const auto weak = WeakFigures()
                          .with(device.type, "primary-flow", type.primary_flow)
                          .with(device.type, "duty", type.duty)
                          .with(device.type, "rated-supply", type.rated_supply)
                          .take();
    add(make_check(CheckKind::cdu_duty, device.id, state_.id, demand_w / 1e3, capacity_w / 1e3,
                   cite(info_of(CheckKind::cdu_duty).clause, type.duty), weak));
    add(make_check(CheckKind::cdu_flow, device.id, state_.id, flow.in(units::L_per_min),
                   type.secondary_flow.value().in(units::L_per_min),
                   cite("CDU data sheet", type.secondary_flow)));
  }

  /// Pressure that the worst of some throttled links still lacks (positive) or can spare (negative).
  double lack_pa(const std::vector<int>& throttled) const {
    double lack = -std::numeric_limits<double>::infinity();
    for (const int i : throttled) {
      if (answer_->input.link_closed[ix(i)] != 0 || answer_->input.limit_m3_s[ix(i)] <= 0.0 ||
          link(i).drop.is_missing())
        continue;
      const double limit = answer_->input.limit_m3_s[ix(i)];
      const double open = thermal_.problem.links[ix(i)].coefficient_pa_s2_m6 * limit * limit;
      lack = std::max(lack, open - link(i).drop.in_si());
    }
    return std::isfinite(lack) ? lack : 0.0;
  }

  void check_group(int g) {
    const auto& group = cooling_.cdu_groups[ix(g)];
    const int supply = thermal_.group_supply_nodes[ix(g)];
    if (supply < 0) return;
    std::vector<int> racks;
    for (const int rack : group.racks) racks.push_back(thermal_.rack_links[ix(rack)]);
    const double lack = lack_pa(racks);
    double head = 0;
    for (std::size_t d = 0; d < p_.devices.size(); ++d) {
      if (p_.devices[d].kind == DeviceKind::cdu && p_.devices[d].group == g && runs(d) &&
          !link(thermal_.device_links[d]).drop.is_missing())
        head = std::max(head, -link(thermal_.device_links[d]).drop.in_si());
    }
    const auto& type = p_.study.catalog.get(Id<catalogs::CduType>(cooling_.cdu_type));
    const auto weak =
        WeakFigures().with(cooling_.cdu_type, "pump-curve", type.curve.front().provenance).take();
    const auto clause =
        fmt::format("CDU data sheet, pump curve ({}: {})", type.curve.front().provenance.source,
                    catalogs::evidence_text(type.curve.front().provenance.evidence));
    add(make_check(CheckKind::cdu_pressure, group.id, state_.id, (head + lack) / 1e3, head / 1e3, clause,
                   weak));
    if (has_temperature(supply)) check_dew_point(group.id, temperature(supply), space_of(group));
    check_group_pressure(g, std::max(0.0, -lack));
  }

  const site::SpaceId& space_of(const CduGroup& group) const {
    return p_.plan.rack_space[ix(group.racks.front())];
  }

  /// Racks stand at the pressure that the CDUs hold when they are slowed by what the valves can spare.
  void check_group_pressure(int g, double spare_pa) {
    for (const int rack : cooling_.cdu_groups[ix(g)].racks) {
      const auto& type = p_.study.catalog.get(p_.plan.racks[ix(rack)].type);
      const int from = thermal_.problem.links[ix(thermal_.rack_links[ix(rack)])].from;
      const auto& node = answer_->solution.nodes[ix(from)];
      if (!type.pressure_highest.is_known() || !node.has_pressure) continue;
      const double pressure = node.pressure.in_si() - spare_pa;
      worst_pressure_[p_.plan.racks[ix(rack)].line] =
          std::max(worst_pressure_[p_.plan.racks[ix(rack)].line], pressure);
      pressure_limit_[p_.plan.racks[ix(rack)].line] = &type;
    }
  }

  void check_dew_point(const std::string& element, Temperature surface, const site::SpaceId& space) {
    const auto dew = hall_dew_point(space);
    if (!dew) return;
    const auto limit = *dew + p_.study.basis.liquid.dew_point_margin;
    add(make_check(CheckKind::dew_point, element, state_.id, surface.in(units::degC), limit.in(units::degC)));
  }

  /// What the basis holds the hall to; where outdoor air comes in through wet pads, what they make of it.
  std::optional<Temperature> hall_dew_point(const site::SpaceId& space) const {
    for (const auto& walls : cooling_.evaporative_walls) {
      if (walls.space != space) continue;
      if (state_.weather < 0) return std::nullopt;
      const auto& weather = p_.weather[ix(state_.weather)];
      const double pads = p_.study.catalog.get(walls.type).effectiveness.value().in_si();
      const auto supply = coil_air(weather, 0.0 * units::K, pads, pressure_);
      // Pads cool along the wet bulb: the same wet bulb at a lower dry bulb is moister air.
      const double moisture = thermal::humidity_ratio(weather.dry_bulb, weather.wet_bulb, pressure_);
      const auto wet_bulb = thermal::wet_bulb(weather.dry_bulb, moisture, pressure_);
      return thermal::dew_point(thermal::humidity_ratio(supply, std::min(wet_bulb, supply), pressure_),
                                pressure_);
    }
    return p_.study.basis.air.dew_point_highest;
  }

  void check_racks() {
    struct Worst {
      double flow_ratio = std::numeric_limits<double>::infinity();
      double needed = 0, has = 0;
      double hottest = -std::numeric_limits<double>::infinity();
      bool is_unbounded = false;
      const catalogs::RackType* type = nullptr;
    };
    std::map<std::string, Worst> lines;
    for (std::size_t i = 0; i < p_.plan.racks.size(); ++i) {
      const int l = thermal_.rack_links[i];
      if (l < 0 || boundary_.rack_on[i] == 0) continue;
      const auto& rack = p_.plan.racks[i];
      auto& worst = lines[rack.line];
      worst.type = &p_.study.catalog.get(rack.type);
      const int from = thermal_.problem.links[ix(l)].from;
      auto supply = p_.study.basis.liquid.supply;
      if (has_temperature(from)) {
        supply = temperature(from);
        worst.hottest = std::max(worst.hottest, supply.in(units::degC));
      } else {
        worst.is_unbounded = true;
      }
      const double needed = coolant_need(*worst.type, supply).flow.in(units::L_per_min);
      const double has = link(l).flow.in(units::L_per_min);
      if (has / needed < worst.flow_ratio) {
        worst.flow_ratio = has / needed;
        worst.needed = needed;
        worst.has = has;
      }
    }
    for (const auto& [line, worst] : lines) {
      const auto& curve = worst.type->coolant.front();
      const auto clause =
          fmt::format("rack data sheet: flow against supply temperature ({}: {})", curve.provenance.source,
                      catalogs::evidence_text(curve.provenance.evidence));
      add(make_check(CheckKind::rack_flow, line, state_.id, worst.needed, worst.has, clause,
                     WeakFigures().with(worst.type->id.text(), "coolant", curve.provenance).take()));
      if (!worst.type->supply_highest.is_known()) {
        add(unknown_check(
            CheckKind::rack_supply, line,
            fmt::format("the highest supply temperature of {} is unknown", worst.type->id.text())));
      } else if (worst.is_unbounded) {
        add(failed_check(CheckKind::rack_supply, line, state_.id, std::nullopt,
                         worst.type->supply_highest.value().in(units::degC),
                         "the coolant has no steady temperature: its heat has no way out"));
      } else {
        add(make_check(CheckKind::rack_supply, line, state_.id, worst.hottest,
                       worst.type->supply_highest.value().in(units::degC),
                       cite("rack data sheet", worst.type->supply_highest)));
      }
    }
    for (const auto& [line, pressure] : worst_pressure_) {
      const auto* type = pressure_limit_.at(line);
      add(make_check(CheckKind::rack_pressure, line, state_.id, pressure / 1e3,
                     type->pressure_highest.value().in(units::kPa_gauge),
                     cite("rack data sheet", type->pressure_highest)));
    }
  }

  void check_pumps(bool is_liquid) {
    if (std::none_of(boundary_.rack_on.begin(), boundary_.rack_on.end(), [](char on) { return on != 0; }))
      return;
    const auto& loop = is_liquid ? cooling_.liquid_loop : cooling_.air_loop;
    const int supply = is_liquid ? thermal_.liquid_supply_node : thermal_.air_supply_node;
    if (!loop || supply < 0) return;
    if (is_liquid && has_temperature(supply) && !cooling_.cdu_groups.empty())
      check_dew_point(loop->id, temperature(supply), space_of(cooling_.cdu_groups.front()));
    std::vector<int> terminals;
    double head = 0;
    for (std::size_t d = 0; d < p_.devices.size(); ++d) {
      const auto kind = p_.devices[d].kind;
      const bool is_terminal = kind == (is_liquid ? DeviceKind::cdu : DeviceKind::air_unit);
      const bool is_pump = kind == (is_liquid ? DeviceKind::liquid_pump : DeviceKind::air_pump);
      if (is_terminal && thermal_.device_cold_links[d] >= 0)
        terminals.push_back(thermal_.device_cold_links[d]);
      if (is_pump && runs(d) && thermal_.device_links[d] >= 0 &&
          !link(thermal_.device_links[d]).drop.is_missing())
        head = std::max(head, -link(thermal_.device_links[d]).drop.in_si());
    }
    const double lack = lack_pa(terminals);
    std::vector<std::string> weak;
    if (loop->pumps.count() > 0) {
      const auto& pump = p_.study.catalog.get(Id<catalogs::PumpType>(loop->pumps.type));
      weak = WeakFigures().with(loop->pumps.type, "pump-curve", pump.curve.front().provenance).take();
    } else if (const auto pressure = loop->flange->pressure.at(Corner::middle)) {
      head = pressure->in_si();
    } else {
      add(unknown_check(CheckKind::loop_pump, loop->id,
                        fmt::format("what pressure is available at the flange of {}?", loop->id)));
      return;
    }
    add(make_check(CheckKind::loop_pump, loop->id, state_.id, (head + lack) / 1e3, head / 1e3, {}, weak));
  }

  void check_zone(const ThermalAssembly::AirZone& zone) {
    if (p_.study.shell.cooling.air == site::SystemState::unknown && zone.movers.empty()) return;
    const auto& space = zone.space.text();
    const double needed =
        answer_->input.limit_m3_s[ix(zone.rack_link)] + answer_->input.limit_m3_s[ix(zone.leak_link)];
    if (needed <= 0.0) return;  // no rack of this space is on
    double available = 0;
    double rate = 0;
    double heat = answer_->input.gain_w[ix(zone.rack_link)];
    bool has_units = false;
    std::vector<std::string> weak;
    for (const int d : zone.movers) {
      if (!runs(ix(d))) continue;
      const auto& device = p_.devices[ix(d)];
      if (device.kind == DeviceKind::evaporative_wall) {
        const auto& type = p_.study.catalog.get(Id<catalogs::EvaporativeWallType>(device.type));
        available += type.airflow.value().in_si();
        if (weak.empty()) weak = WeakFigures().with(device.type, "airflow", type.airflow).take();
        continue;
      }
      available += p_.study.catalog.get(Id<catalogs::AirUnitType>(device.type)).airflow.value().in_si();
      rate += thermal::capacity_rate_w_k(thermal::Fluid::air, link(thermal_.device_links[ix(d)]).flow,
                                         p_.study.basis.air.supply, pressure_);
      heat += boundary_.device_w[ix(d)];
      has_units = true;
    }
    add(make_check(CheckKind::air_flow, space, state_.id, needed, available, {}, weak));
    if (has_units) check_air_heat(zone, heat, rate);
    check_inlet(zone);
  }

  void check_air_heat(const ThermalAssembly::AirZone& zone, double heat_w, double rate_w_k) {
    double capacity_w = 0;
    const auto returning =
        p_.study.basis.air.supply + TemperatureDifference::from_si(rate_w_k > 0.0 ? heat_w / rate_w_k : 0.0);
    std::vector<std::string> weak;
    for (const int d : zone.movers) {
      const auto& device = p_.devices[ix(d)];
      const int water = thermal_.device_cold_links[ix(d)];
      if (!runs(ix(d)) || device.kind != DeviceKind::air_unit || water < 0 ||
          !has_temperature(thermal_.air_supply_node))
        continue;
      const auto& type = p_.study.catalog.get(Id<catalogs::AirUnitType>(device.type));
      capacity_w += thermal::exchanger_capacity(rating_of(type), link(thermal_.device_links[ix(d)]).flow,
                                                link(water).flow, returning,
                                                temperature(thermal_.air_supply_node), pressure_)
                        .in_si();
      if (weak.empty()) weak = WeakFigures().with(device.type, "duty", type.duty).take();
    }
    add(make_check(CheckKind::air_heat, zone.space.text(), state_.id, heat_w / 1e3, capacity_w / 1e3, {},
                   weak));
  }

  void check_inlet(const ThermalAssembly::AirZone& zone) {
    auto limit = p_.study.basis.air.inlet_highest;
    for (std::size_t i = 0; i < p_.plan.racks.size(); ++i) {
      const auto& type = p_.study.catalog.get(p_.plan.racks[i].type);
      const bool is_here = p_.plan.rack_space[i] == zone.space && p_.plan.racks[i].air.in_si() > 0.0;
      if (is_here && type.inlet_highest.is_known()) limit = std::min(limit, type.inlet_highest.value());
    }
    const auto& space = zone.space.text();
    if (has_temperature(zone.cold_node)) {
      add(make_check(CheckKind::air_inlet, space, state_.id, temperature(zone.cold_node).in(units::degC),
                     limit.in(units::degC)));
    } else {
      add(failed_check(CheckKind::air_inlet, space, state_.id, std::nullopt, limit.in(units::degC),
                       "the air has no steady temperature: nothing takes its heat"));
    }
  }

  const StateProblem& p_;
  const State& state_;
  const Boundary& boundary_;
  const ThermalAnswer* answer_;
  const ThermalAssembly& thermal_;
  const CoolingPlan& cooling_;
  AbsolutePressure pressure_;
  std::map<std::string, double> worst_pressure_;
  std::map<std::string, const catalogs::RackType*> pressure_limit_;
  std::vector<Check> checks_;
};

}  // namespace

std::vector<Check> cooling_checks(const StateProblem& problem, const State& state,
                                  const StateAnswer& answer) {
  return CoolingChecker(problem, state, answer).check();
}

}  // namespace shellfit::studies
