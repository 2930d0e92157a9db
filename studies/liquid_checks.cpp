#include "studies/cooling_checks.hpp"
#include "studies/cooling_ratings.hpp"
#include "studies/evidence.hpp"
#include "studies/fit_out.hpp"
#include "studies/rule_use.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace shellfit::studies {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

class LiquidChecker {
 public:
  explicit LiquidChecker(const SolvedCooling& solved) : s_(solved) {}

  std::vector<Check> check() {
    for (std::size_t d = 0; d < s_.problem.devices.size(); ++d) {
      if (s_.problem.devices[d].kind == DeviceKind::cdu && s_.runs(d)) check_cdu(d);
    }
    for (std::size_t g = 0; g < s_.cooling.cdu_groups.size(); ++g) {
      const auto& racks = s_.cooling.cdu_groups[g].racks;
      const bool is_on = std::any_of(racks.begin(), racks.end(),
                                     [&](int rack) { return s_.boundary.rack_on[ix(rack)] != 0; });
      if (!is_on) continue;
      if (has_running_cdu(static_cast<int>(g))) {
        check_group(static_cast<int>(g));
      } else {
        add(make_check(CheckKind::cdu_duty, s_.cooling.cdu_groups[g].id, s_.state.id,
                       group_heat_w(static_cast<int>(g)) / 1e3, 0.0));
      }
    }
    check_racks();
    for_each_loop(
        s_.cooling, s_.thermal,
        [&](const LoopPlan& loop, const ThermalAssembly::LoopPlaces& places) { check_pumps(loop, places); });
    return std::move(checks_);
  }

 private:
  void add(Check check) { checks_.push_back(std::move(check)); }

  /// Heat of a group's racks and CDU pumps.
  double group_heat_w(int g) const {
    double heat = 0;
    for (const int rack : s_.cooling.cdu_groups[ix(g)].racks) heat += s_.liquid_heat_w(ix(rack));
    for (std::size_t d = 0; d < s_.problem.devices.size(); ++d) {
      if (s_.problem.devices[d].kind == DeviceKind::cdu && s_.problem.devices[d].group == g && s_.runs(d))
        heat += s_.boundary.device_w[d];
    }
    return heat;
  }
  bool has_running_cdu(int g) const {
    const auto& devices = s_.problem.devices;
    for (std::size_t d = 0; d < devices.size(); ++d) {
      if (devices[d].kind == DeviceKind::cdu && devices[d].group == g && s_.runs(d)) return true;
    }
    return false;
  }
  double group_flow(int g) const {
    double flow = 0;
    for (std::size_t d = 0; d < s_.problem.devices.size(); ++d) {
      if (s_.problem.devices[d].kind == DeviceKind::cdu && s_.problem.devices[d].group == g && s_.runs(d))
        flow += s_.link(s_.thermal.device_links[d]).flow.in_si();
    }
    return flow;
  }

  void check_cdu(std::size_t d) {
    const auto& device = s_.problem.devices[d];
    const auto& type = s_.problem.study.catalog.get(Id<catalogs::CduType>(device.type));
    const auto flow = s_.link(s_.thermal.device_links[d]).flow;
    const double total = group_flow(device.group);
    if (total <= 0.0) return;
    const double demand_w = group_heat_w(device.group) * flow.in_si() / total;
    const auto setpoint = s_.problem.study.basis.liquid.supply;
    double capacity_w = 0;
    const int water = s_.thermal.device_cold_links[d];
    const int inlet = s_.inlet_node(d);
    if (water >= 0 && s_.has_temperature(inlet) && flow.in_si() > 0.0) {
      const auto back =
          thermal::warmed_by({rack_fluid, flow, setpoint}, HeatFlow::from_si(demand_w), s_.pressure);
      capacity_w = thermal::exchanger_capacity(s_.exchanger(d), {rack_fluid, flow, back},
                                               {facility_fluid, s_.link(water).flow, s_.temperature(inlet)},
                                               s_.pressure)
                       .in_si();
    }
    const auto weak = WeakFigures()
                          .with(device.type, "primary-flow", type.primary_flow)
                          .with(device.type, "duty", type.duty)
                          .with(device.type, "rated-supply", type.rated_supply)
                          .take();
    add(make_check(CheckKind::cdu_duty, device.id, s_.state.id, demand_w / 1e3, capacity_w / 1e3,
                   cite(info_of(CheckKind::cdu_duty).clause, type.duty), weak));
    add(make_check(CheckKind::cdu_flow, device.id, s_.state.id, flow.in(units::L_per_min),
                   type.secondary_flow.value().in(units::L_per_min),
                   cite("CDU data sheet", type.secondary_flow)));
  }

  void check_group(int g) {
    const auto& group = s_.cooling.cdu_groups[ix(g)];
    const int supply = s_.thermal.group_supply_nodes[ix(g)];
    if (supply < 0) return;
    std::vector<int> racks;
    for (const int rack : group.racks) racks.push_back(s_.thermal.rack_links[ix(rack)]);
    const double lack = s_.lack_pa(racks);
    double head = 0;
    const catalogs::CduType* type = nullptr;
    for (std::size_t d = 0; d < s_.problem.devices.size(); ++d) {
      const auto& device = s_.problem.devices[d];
      if (device.kind != DeviceKind::cdu || device.group != g || !s_.runs(d)) continue;
      if (type == nullptr) type = &s_.problem.study.catalog.get(Id<catalogs::CduType>(device.type));
      head = std::max(head, s_.head_pa(d));
    }
    const auto& curve = type->curve.front().provenance;
    const auto weak = WeakFigures().with(type->id.text(), "pump-curve", curve).take();
    const auto clause = fmt::format("CDU data sheet, pump curve ({}: {})", curve.source,
                                    catalogs::evidence_text(curve.evidence));
    add(make_check(CheckKind::cdu_pressure, group.id, s_.state.id, (head + lack) / 1e3, head / 1e3, clause,
                   weak));
    if (s_.has_temperature(supply))
      add_dew_point_check(s_, group.id, s_.temperature(supply), space_of(group), checks_);
    check_group_pressure(g, std::max(0.0, -lack));
  }

  const site::SpaceId& space_of(const CduGroup& group) const {
    return s_.problem.plan.rack_space[ix(group.racks.front())];
  }

  /// Racks stand at the pressure that the CDUs hold when they are slowed by what the valves can spare.
  void check_group_pressure(int g, double spare_pa) {
    for (const int rack : s_.cooling.cdu_groups[ix(g)].racks) {
      const auto& type = s_.problem.study.catalog.get(s_.problem.plan.racks[ix(rack)].type);
      const int from = s_.thermal.problem.links[ix(s_.thermal.rack_links[ix(rack)])].from;
      const auto& node = s_.answer->solution.nodes[ix(from)];
      if (!type.pressure_highest.is_known() || !node.has_pressure) continue;
      // The node lies above the rack; at its foot the column of coolant comes on top.
      const double density =
          thermal::properties_of(rack_fluid, s_.problem.study.basis.liquid.supply, s_.pressure)
              .density.in_si();
      const double column_pa = density * gravity_m_s2 * type.body.height.value().in_si();
      const double pressure = node.pressure.in_si() + column_pa - spare_pa;
      worst_pressure_[s_.problem.plan.racks[ix(rack)].line] =
          std::max(worst_pressure_[s_.problem.plan.racks[ix(rack)].line], pressure);
      pressure_limit_[s_.problem.plan.racks[ix(rack)].line] = &type;
    }
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
    for (std::size_t i = 0; i < s_.problem.plan.racks.size(); ++i) {
      const int l = s_.thermal.rack_links[i];
      if (l < 0 || s_.boundary.rack_on[i] == 0) continue;
      const auto& rack = s_.problem.plan.racks[i];
      auto& worst = lines[rack.line];
      worst.type = &s_.problem.study.catalog.get(rack.type);
      const int from = s_.thermal.problem.links[ix(l)].from;
      auto supply = s_.problem.study.basis.liquid.supply;
      if (s_.has_temperature(from)) {
        supply = s_.temperature(from);
        worst.hottest = std::max(worst.hottest, supply.in(units::degC));
      } else {
        worst.is_unbounded = true;
      }
      const double needed = coolant_need(*worst.type, supply).flow.in(units::L_per_min);
      // A standing branch may be left with a rounding error of either sign.
      const double has = std::max(0.0, s_.link(l).flow.in(units::L_per_min));
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
      add(make_check(CheckKind::rack_flow, line, s_.state.id, worst.needed, worst.has, clause,
                     WeakFigures().with(worst.type->id.text(), "coolant", curve.provenance).take()));
      if (!worst.type->supply_highest.is_known()) {
        add(unknown_check(
            CheckKind::rack_supply, line,
            fmt::format("the highest supply temperature of {} is unknown", worst.type->id.text())));
      } else if (worst.is_unbounded) {
        add(failed_check(CheckKind::rack_supply, line, s_.state.id, std::nullopt,
                         worst.type->supply_highest.value().in(units::degC),
                         "the coolant has no steady temperature: its heat has no way out"));
      } else {
        add(make_check(CheckKind::rack_supply, line, s_.state.id, worst.hottest,
                       worst.type->supply_highest.value().in(units::degC),
                       cite("rack data sheet", worst.type->supply_highest)));
      }
    }
    for (const auto& [line, pressure] : worst_pressure_) {
      const auto* type = pressure_limit_.at(line);
      add(make_check(CheckKind::rack_pressure, line, s_.state.id, pressure / 1e3,
                     type->pressure_highest.value().in(units::kPa_gauge),
                     cite("rack data sheet", type->pressure_highest)));
    }
  }

  void check_pumps(const LoopPlan& loop, const ThermalAssembly::LoopPlaces& places) {
    if (std::none_of(s_.boundary.rack_on.begin(), s_.boundary.rack_on.end(), [](char on) { return on != 0; }))
      return;
    if (places.users.empty()) return;
    std::vector<int> users;
    for (const int d : places.users) users.push_back(s_.thermal.device_cold_links[ix(d)]);
    if (&places == &s_.thermal.liquid) check_sweat(loop, places);
    if (!loop.piping.pumps.empty()) {
      check_circuit(loop, loop.id, places.user_pumps, users);
      if (!places.plant_valves.empty())
        check_circuit(loop, loop.id + ".plant", places.plant_pumps, places.plant_valves);
      return;
    }
    const auto pressure = flange_in(loop, s_.state).pressure.at(Corner::middle);
    if (!pressure) {
      const bool says_more = flange_state(loop, s_.state) != nullptr;
      auto check = unknown_check(CheckKind::loop_pump, loop.id,
                                 fmt::format("what pressure is available at the flange of {}{}?", loop.id,
                                             says_more ? without_words(s_.state) : ""));
      if (says_more) check.state = s_.state.id;
      add(std::move(check));
      return;
    }
    const double lack = s_.lack_pa(users);
    add(make_check(CheckKind::loop_pump, loop.id, s_.state.id, (pressure->in_si() + lack) / 1e3,
                   pressure->in_si() / 1e3, "landlord's offer: pressure at the flange", weak_of_pipes(loop)));
  }

  /// Pipes that the loop leaves open are sized by the highest velocity.
  std::vector<std::string> weak_of_pipes(const LoopPlan& loop) const {
    const auto is_sized = [](const auto& pipe) { return !pipe.type; };
    const auto& piping = loop.piping;
    const bool has_sized = std::any_of(piping.pipes.begin(), piping.pipes.end(), is_sized) ||
                           std::any_of(piping.decouplers.begin(), piping.decouplers.end(), is_sized);
    return has_sized ? weak_rule(s_.problem.study, "liquid/velocity-highest") : std::vector<std::string>{};
  }

  /// What pumps lack at the worst of the valves that they drive water through.
  void check_circuit(const LoopPlan& loop, const std::string& element, const std::vector<int>& pumps,
                     const std::vector<int>& throttled) {
    double head = 0;
    std::vector<std::string> weak;
    for (const int d : pumps) {
      const auto& device = s_.problem.devices[ix(d)];
      const auto& type = s_.problem.study.catalog.get(Id<catalogs::PumpType>(device.type));
      if (weak.empty())
        weak = WeakFigures().with(device.type, "pump-curve", type.curve.front().provenance).take();
      head = std::max(head, s_.head_pa(ix(d)));
    }
    for (auto& name : weak_of_pipes(loop)) weak.push_back(std::move(name));
    const double lack = s_.lack_pa(throttled);
    add(make_check(CheckKind::loop_pump, element, s_.state.id, (head + lack) / 1e3, head / 1e3, {}, weak));
  }

  /// Facility water must not be so cold that the pipes in the hall sweat.
  void check_sweat(const LoopPlan& loop, const ThermalAssembly::LoopPlaces& places) {
    std::optional<Temperature> coldest;
    for (const int d : places.users) {
      const int inlet = s_.inlet_node(ix(d));
      if (s_.has_temperature(inlet) && (!coldest || s_.temperature(inlet) < *coldest))
        coldest = s_.temperature(inlet);
    }
    if (!coldest) return;
    std::set<site::SpaceId> spaces;
    for (const auto& group : s_.cooling.cdu_groups) {
      if (!group.racks.empty() && spaces.insert(space_of(group)).second)
        add_dew_point_check(s_, loop.id, *coldest, space_of(group), checks_);
    }
  }

  const SolvedCooling& s_;
  std::map<std::string, double> worst_pressure_;
  std::map<std::string, const catalogs::RackType*> pressure_limit_;
  std::vector<Check> checks_;
};

}  // namespace

std::vector<Check> liquid_checks(const SolvedCooling& solved) { return LiquidChecker(solved).check(); }

}  // namespace shellfit::studies
