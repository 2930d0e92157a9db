#include "studies/cooling_checks.hpp"
#include "studies/cooling_ratings.hpp"
#include "studies/evidence.hpp"
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
  Rejection rejection(bool is_liquid, double heat_w) const {
    std::vector<std::string> weak;
    const auto setpoint =
        is_liquid ? s_.problem.study.basis.liquid.facility_supply : s_.problem.study.basis.air.water_supply;
    double capacity_w = 0;
    VolumeFlow cooled = 0.0 * units::m3_per_s;
    bool is_outdoors = false;
    std::vector<std::size_t> coolers;
    const auto& places = is_liquid ? s_.thermal.liquid : s_.thermal.air;
    for (const int at : places.rejection) {
      const auto d = ix(at);
      const auto& device = s_.problem.devices[d];
      const bool is_chiller = device.kind != DeviceKind::cooler;
      const int rejector = s_.thermal.device_rejectors[d];
      if (rejector < 0 || !s_.runs(d)) continue;
      is_outdoors = true;
      if (is_chiller) {
        capacity_w += s_.answer->input.capacity_w[ix(rejector)];
        const auto& type = s_.problem.study.catalog.get(Id<catalogs::ChillerType>(device.type));
        if (weak.empty())
          weak = WeakFigures()
                     .with(device.type, "hot-duty", type.hot_duty)
                     .with(device.type, "ambient", type.ambient)
                     .with(device.type, "water-flow", type.water_flow)
                     .take();
        continue;
      }
      coolers.push_back(d);
      cooled = cooled + s_.link(s_.thermal.device_links[d]).flow;
    }
    for (const auto d : coolers) {
      const auto& type = s_.problem.study.catalog.get(Id<catalogs::CoolerType>(s_.problem.devices[d].type));
      if (weak.empty()) {
        const auto& id = s_.problem.devices[d].type;
        weak = WeakFigures()
                   .with(id, "duty", type.duty)
                   .with(id, "water-in", type.water_in)
                   .with(id, "water-out", type.water_out)
                   .with(id, "air-in", type.air_in)
                   .with(id, "pad-effectiveness", type.pad_effectiveness)
                   .take();
      }
      const double own_rate = thermal::capacity_rate_w_k(
          {facility_fluid, s_.link(s_.thermal.device_links[d]).flow, setpoint}, s_.pressure);
      if (own_rate <= 0.0) continue;
      const auto returning =
          thermal::warmed_by({facility_fluid, cooled, setpoint}, HeatFlow::from_si(heat_w), s_.pressure);
      // The sink is the air behind the pads.
      const auto rejector = ix(s_.thermal.device_rejectors[d]);
      const double air_k = s_.answer->input.sink_k[rejector];
      capacity_w += thermal::cooler_most(s_.thermal.problem.rejectors[rejector].cooler, own_rate,
                                         returning.in_si(), {air_k, air_k, s_.pressure.in_si()}, false)
                        .most_w;
    }
    if (places.offered_rejector >= 0) capacity_w += flange_w(is_liquid, places.offered_rejector);
    if (is_outdoors) {
      for (auto& name : weak_rule(s_.problem.study, "weather/recirculation")) weak.push_back(std::move(name));
    }
    const bool is_offer = places.offered_rejector >= 0 && !is_outdoors;
    return {capacity_w,
            is_offer ? "landlord's offer: flow, supply and highest return at the flange" : std::string{},
            std::move(weak)};
  }

  /// Without a mixing station only the water that is drawn goes back, no warmer than the landlord takes it;
  /// with one, cold bypass blends the return down as far as the offered flow goes.
  double flange_w(bool is_liquid, int rejector) const {
    const double offered = s_.answer->input.capacity_w[ix(rejector)];
    const auto& loop = is_liquid ? s_.cooling.liquid_loop : s_.cooling.air_loop;
    const auto flow = flange_in(loop, serves_of(is_liquid), s_.state).flow.at(Corner::middle);
    if (loop->piping.mixing || !flow || flow->in_si() <= 0.0) return offered;
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
    if (has_unknown_flange(s_.cooling.liquid_loop, true)) return;
    add_rejection("liquid", heat, rejection(true, heat));
  }

  void add_rejection(const std::string& element, double heat_w, const Rejection& has) {
    add(make_check(CheckKind::heat_rejection, element, s_.state.id, heat_w / 1e3, has.capacity_w / 1e3,
                   has.clause, has.weak));
  }

  static site::LoopServes serves_of(bool is_liquid) {
    return is_liquid ? site::LoopServes::liquid : site::LoopServes::air;
  }

  bool has_unknown_flange(const std::optional<LoopPlan>& loop, bool is_liquid) {
    if (!loop->piping.offered || flange_capacity(flange_in(loop, serves_of(is_liquid), s_.state)))
      return false;
    const bool says_more = flange_state(loop, serves_of(is_liquid), s_.state) != nullptr;
    auto check = unknown_check(
        CheckKind::heat_rejection, is_liquid ? "liquid" : "air",
        fmt::format("what flow, temperature and heat does the landlord give at the flange of {}{}?", loop->id,
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
    if (has_unknown_flange(s_.cooling.air_loop, false)) return;
    add_rejection("air", heat, rejection(false, heat));
  }

  const SolvedCooling& s_;
  std::vector<Check> checks_;
};

}  // namespace

std::vector<Check> rejection_checks(const SolvedCooling& solved) { return RejectionChecker(solved).check(); }

}  // namespace shellfit::studies
