#include "studies/cooling_checks.hpp"
#include "studies/cooling_ratings.hpp"
#include "studies/evidence.hpp"
#include "studies/plant_loops.hpp"
#include "studies/rule_use.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

namespace shellfit::studies {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

class RejectionChecker {
 public:
  explicit RejectionChecker(const SolvedCooling& solved) : s_(solved) {}

  std::vector<Check> check() {
    check_liquid_rejection();
    check_air_rejection();
    return std::move(checks_);
  }

 private:
  void add(Check check) { checks_.push_back(std::move(check)); }

  /// Heat of the liquid-cooled racks, their CDUs' pumps and the loop's own pumps.
  double liquid_heat_w() const {
    double heat = 0;
    for (std::size_t i = 0; i < s_.problem.plan.racks.size(); ++i) heat += s_.liquid_heat_w(i);
    for (std::size_t d = 0; d < s_.problem.devices.size(); ++d) {
      const auto kind = s_.problem.devices[d].kind;
      if ((kind == DeviceKind::cdu || kind == DeviceKind::liquid_pump) && s_.runs(d))
        heat += s_.boundary.device_w[d];
    }
    return heat;
  }

  /// What the running rejection of a loop takes while it holds its setpoint, and what that rests on.
  struct Rejection {
    double capacity_w = 0.0;
    std::string clause;  ///< empty: data sheets
    std::vector<std::string> weak;
  };
  Rejection rejection(const LoopPlan& loop, const ThermalAssembly::LoopPlaces& places, double heat_w) const {
    const auto setpoint = rejection_setpoint(s_.problem.study, s_.cooling, loop);
    Rejection sum;
    bool is_outdoors = false;
    VolumeFlow cooled = 0.0 * units::m3_per_s;
    for (const int at : places.rejection) {
      const auto d = ix(at);
      if (!s_.runs(d)) continue;
      is_outdoors = is_outdoors || s_.thermal.device_rejectors[d] >= 0;
      if (!is_chiller(d)) cooled = cooled + s_.link(s_.thermal.device_links[d]).flow;
    }
    const auto returning = cooled.in_si() > 0.0 ? thermal::warmed_by({facility_fluid, cooled, setpoint},
                                                                     HeatFlow::from_si(heat_w), s_.pressure)
                                                : setpoint;
    for (const int at : places.rejection) {
      const auto d = ix(at);
      if (!s_.runs(d)) continue;
      sum.capacity_w += capacity_w(d, setpoint, returning);
      for (auto& name : weak_of(d)) {
        if (std::find(sum.weak.begin(), sum.weak.end(), name) == sum.weak.end())
          sum.weak.push_back(std::move(name));
      }
    }
    if (places.offered_rejector >= 0) sum.capacity_w += flange_w(loop, places.offered_rejector);
    if (is_outdoors) {
      for (auto& name : weak_rule(s_.problem.study, "weather/recirculation"))
        sum.weak.push_back(std::move(name));
    }
    if (places.offered_rejector >= 0 && places.rejection.empty())
      sum.clause = "landlord's offer: flow, supply and highest return at the flange";
    return sum;
  }
  bool is_chiller(std::size_t d) const {
    const auto kind = s_.problem.devices[d].kind;
    return kind == DeviceKind::liquid_chiller || kind == DeviceKind::chiller ||
           kind == DeviceKind::water_chiller;
  }

  /// What a running machine takes of its water's way back to the setpoint.
  double capacity_w(std::size_t d, Temperature setpoint, Temperature returning) const {
    const int rejector = s_.thermal.device_rejectors[d];
    const int exchanger = s_.thermal.device_exchangers[d];
    const auto kind = s_.problem.devices[d].kind;
    if (kind == DeviceKind::water_chiller)
      return exchanger >= 0 && s_.link(s_.thermal.device_cold_links[d]).flow.in_si() > 0.0
                 ? s_.answer->input.moved_most_w[ix(exchanger)]
                 : 0.0;
    if (kind == DeviceKind::plate_exchanger) return exchanger >= 0 ? plates_w(d, returning) : 0.0;
    if (rejector < 0) return 0.0;
    if (is_chiller(d)) return s_.answer->input.capacity_w[ix(rejector)];
    const double own_rate = thermal::capacity_rate_w_k(
        {facility_fluid, s_.link(s_.thermal.device_links[d]).flow, setpoint}, s_.pressure);
    if (own_rate <= 0.0) return 0.0;
    const auto& data = s_.thermal.problem.rejectors[ix(rejector)];
    const double sink_k = s_.answer->input.sink_k[ix(rejector)];
    if (kind == DeviceKind::tower)
      return thermal::tower_most(*data.tower, own_rate, returning.in_si(),
                                 {sink_k, s_.answer->input.wet_bulb_k[ix(rejector)], s_.pressure.in_si()})
          .most_w;
    // The sink is the air behind the pads.
    return thermal::cooler_most(data.cooler, own_rate, returning.in_si(),
                                {sink_k, sink_k, s_.pressure.in_si()}, false)
        .most_w;
  }
  /// By the water that cools them in the state.
  double plates_w(std::size_t d, Temperature returning) const {
    const int inlet = s_.inlet_node(d);
    const bool flows = s_.link(s_.thermal.device_links[d]).flow.in_si() > 0.0 &&
                       s_.link(s_.thermal.device_cold_links[d]).flow.in_si() > 0.0;
    if (!flows || !s_.has_temperature(inlet)) return 0.0;
    const auto& data = s_.thermal.problem.exchangers[ix(s_.thermal.device_exchangers[d])];
    return thermal::exchanger_capacity(
               *data.constants, {facility_fluid, s_.link(s_.thermal.device_links[d]).flow, returning},
               {facility_fluid, s_.link(s_.thermal.device_cold_links[d]).flow, s_.temperature(inlet)},
               s_.pressure)
        .in_si();
  }
  std::vector<std::string> weak_of(std::size_t d) const {
    const auto& catalog = s_.problem.study.catalog;
    const auto& id = s_.problem.devices[d].type;
    switch (s_.problem.devices[d].kind) {
      case DeviceKind::cooler: {
        const auto& type = catalog.get(Id<catalogs::CoolerType>(id));
        return WeakFigures()
            .with(id, "duty", type.duty)
            .with(id, "water-in", type.water_in)
            .with(id, "water-out", type.water_out)
            .with(id, "air-in", type.air_in)
            .with(id, "pad-effectiveness", type.pad_effectiveness)
            .take();
      }
      case DeviceKind::tower: {
        const auto& type = catalog.get(Id<catalogs::TowerType>(id));
        return WeakFigures()
            .with(id, "duty", type.duty)
            .with(id, "approach", type.approach)
            .with(id, "range", type.range)
            .with(id, "wet-bulb", type.wet_bulb)
            .take();
      }
      case DeviceKind::water_chiller: {
        const auto& type = catalog.get(Id<catalogs::WaterChillerType>(id));
        return WeakFigures().with(id, "duty", type.duty).with(id, "condenser-in", type.condenser_in).take();
      }
      case DeviceKind::plate_exchanger: {
        const auto& type = catalog.get(Id<catalogs::PlateExchangerType>(id));
        return WeakFigures()
            .with(id, "duty", type.duty)
            .with(id, "hot-in", type.hot_in)
            .with(id, "cold-in", type.cold_in)
            .with(id, "hot-flow", type.hot_flow)
            .with(id, "cold-flow", type.cold_flow)
            .take();
      }
      case DeviceKind::liquid_chiller:
      case DeviceKind::chiller: {
        const auto& type = catalog.get(Id<catalogs::ChillerType>(id));
        return WeakFigures()
            .with(id, "hot-duty", type.hot_duty)
            .with(id, "ambient", type.ambient)
            .with(id, "water-flow", type.water_flow)
            .take();
      }
      default:
        return {};
    }
  }

  /// Without a mixing station only the water that is drawn goes back, no warmer than the landlord takes it;
  /// with one, cold bypass blends the return down as far as the offered flow goes.
  double flange_w(const LoopPlan& loop, int rejector) const {
    const double offered = s_.answer->input.capacity_w[ix(rejector)];
    const auto flow = flange_in(loop, s_.state).flow.at(Corner::middle);
    if (loop.piping.mixing || !flow || flow->in_si() <= 0.0) return offered;
    const auto drawn = s_.link(s_.thermal.problem.rejectors[ix(rejector)].link).flow;
    return offered * std::clamp(drawn / *flow, 0.0, 1.0);
  }

  void check_liquid_rejection() {
    const double heat = liquid_heat_w();
    if (heat < 1.0) return;
    if (s_.problem.study.shell.cooling.liquid == site::SystemState::unknown && !s_.cooling.liquid_loop)
      return;  // told as an unknown system
    if (s_.answer == nullptr || !s_.cooling.liquid_loop) {
      auto check = make_check(CheckKind::heat_rejection, "liquid", s_.state.id, heat / 1e3, 0.0);
      check.reason = "no loop takes the heat of the liquid-cooled racks";
      add(std::move(check));
      return;
    }
    if (s_.state.weather < 0 && !s_.cooling.liquid_loop->piping.offered) return;  // told as unknown weather
    if (has_unknown_flange(*s_.cooling.liquid_loop, "liquid")) return;
    add_rejection("liquid", heat, rejection(*s_.cooling.liquid_loop, s_.thermal.liquid, heat));
  }

  void add_rejection(const std::string& element, double heat_w, const Rejection& has) {
    add(make_check(CheckKind::heat_rejection, element, s_.state.id, heat_w / 1e3, has.capacity_w / 1e3,
                   has.clause, has.weak));
  }

  bool has_unknown_flange(const LoopPlan& loop, const char* element) {
    if (!loop.piping.offered || flange_capacity(flange_in(loop, s_.state))) return false;
    const bool says_more = flange_state(loop, s_.state) != nullptr;
    auto check = unknown_check(
        CheckKind::heat_rejection, element,
        fmt::format("what flow, temperature and heat does the landlord give at the flange of {}{}?", loop.id,
                    says_more ? without_words(s_.state) : ""));
    if (says_more) check.state = s_.state.id;
    add(std::move(check));
    return true;
  }

  void check_air_rejection() {
    if (s_.answer == nullptr || !s_.cooling.air_loop) return;
    double heat = 0;
    for (const auto& zone : s_.thermal.zones) {
      const bool has_units = std::any_of(zone.movers.begin(), zone.movers.end(), [&](int d) {
        return s_.problem.devices[ix(d)].kind == DeviceKind::air_unit;
      });
      if (has_units) heat += s_.answer->input.gain_w[ix(zone.rack_link)];
    }
    for (std::size_t d = 0; d < s_.problem.devices.size(); ++d) {
      const auto kind = s_.problem.devices[d].kind;
      if ((kind == DeviceKind::air_unit || kind == DeviceKind::air_pump) && s_.runs(d))
        heat += s_.boundary.device_w[d];
    }
    if (heat < 1.0) return;
    if (s_.state.weather < 0 && !s_.cooling.air_loop->piping.offered) return;
    if (has_unknown_flange(*s_.cooling.air_loop, "air")) return;
    add_rejection("air", heat, rejection(*s_.cooling.air_loop, s_.thermal.air, heat));
  }

  const SolvedCooling& s_;
  std::vector<Check> checks_;
};

}  // namespace

std::vector<Check> rejection_checks(const SolvedCooling& solved) { return RejectionChecker(solved).check(); }

}  // namespace shellfit::studies
