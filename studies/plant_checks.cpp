#include "studies/cooling_checks.hpp"
#include "studies/cooling_ratings.hpp"
#include "studies/evidence.hpp"
#include "studies/machines.hpp"
#include "studies/plant_loops.hpp"
#include "studies/rule_use.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

namespace shellfit::studies {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

/// Loops that take the heat of plates and water chillers, and the water that plant gives to the air.
class PlantChecker {
 public:
  explicit PlantChecker(const SolvedCooling& solved) : s_(solved) {}

  std::vector<Check> check() {
    if (s_.state.weather < 0) return {};  // told as unknown weather
    for (std::size_t p = 0; p < s_.cooling.plant_loops.size(); ++p)
      check_supply(s_.cooling.plant_loops[p], s_.thermal.plants[p]);
    check_make_up();
    return std::move(checks_);
  }

 private:
  /// What one user of a plant loop has and may have, in degC.
  struct Supply {
    double has_c = 0, most_c = 0;
    std::size_t device = 0;
  };

  void check_supply(const LoopPlan& loop, const ThermalAssembly::LoopPlaces& places) {
    if (loop.piping.offered && !flange_capacity(flange_in(loop, s_.state))) {
      auto check = unknown_check(
          CheckKind::plant_supply, loop.id,
          fmt::format("what flow, temperature and heat does the landlord give at the flange of {}?",
                      loop.id));
      check.state = s_.state.id;
      checks_.push_back(std::move(check));
      return;
    }
    std::optional<Supply> worst;
    for (const int at : places.users) {
      const auto d = ix(at);
      const int inlet = s_.inlet_node(d);
      if (!s_.runs(d) || heat_w(d) <= 0.0) continue;
      if (runs_backwards(d)) {
        checks_.push_back(
            failed_check(CheckKind::plant_supply, loop.id, s_.state.id, std::nullopt, std::nullopt,
                         fmt::format("water runs backwards through {}", s_.problem.devices[d].id)));
        return;
      }
      if (!s_.has_temperature(inlet)) {
        checks_.push_back(failed_check(CheckKind::plant_supply, loop.id, s_.state.id, std::nullopt,
                                       std::nullopt,
                                       "the water has no steady temperature: nothing takes its heat"));
        return;
      }
      const double has_c = s_.temperature(inlet).in(units::degC);
      const bool is_plates = s_.problem.devices[d].kind == DeviceKind::plate_exchanger;
      // What users of a further loop between need is judged of that loop.
      if (is_plates && s_.problem.devices[d].serves == site::LoopServes::plant) continue;
      const double most_c = (is_plates ? most_at_plates(d) : most_at_condenser(d)).in(units::degC);
      if (!is_plates && has_c > most_c) return ask(loop, d, has_c, most_c);
      if (!worst || most_c - has_c < worst->most_c - worst->has_c) worst = Supply{has_c, most_c, d};
    }
    if (!worst) return;
    checks_.push_back(make_check(CheckKind::plant_supply, loop.id, s_.state.id, worst->has_c, worst->most_c,
                                 {}, weak_of(worst->device)));
  }
  bool runs_backwards(std::size_t d) const {
    return s_.link(s_.thermal.device_links[d]).mass_flow.in_si() < 0.0 ||
           s_.link(s_.thermal.device_cold_links[d]).mass_flow.in_si() < 0.0;
  }
  double heat_w(std::size_t d) const {
    const int exchanger = s_.thermal.device_exchangers[d];
    return exchanger < 0 ? 0.0 : s_.answer->solution.exchangers[ix(exchanger)].heat.in_si();
  }
  double rate_w_k(int link) const {
    const auto mean = Temperature::from_si(s_.answer->solution.link_temperature_k[ix(link)]);
    const auto water = thermal::properties_of(facility_fluid, mean, s_.pressure);
    return std::fabs(s_.link(link).mass_flow.in_si()) * water.heat.in_si();
  }

  /// With the heat Q that comes to plates and their water held at the setpoint T_s, T_s + Q / C enters warm,
  /// and Q = X (T_s + Q / C - T_cold), X being what they pass by the difference of what enters.
  Temperature most_at_plates(std::size_t d) const {
    const auto& data = s_.thermal.problem.exchangers[ix(s_.thermal.device_exchangers[d])];
    const auto& links = s_.thermal.problem.links;
    const auto hot = s_.temperature(links[ix(data.hot)].from);
    const auto cold = s_.temperature(links[ix(data.cold)].from);
    const double most_w =
        thermal::exchanger_capacity(*data.constants, {facility_fluid, s_.link(data.hot).flow, hot},
                                    {facility_fluid, s_.link(data.cold).flow, cold}, s_.pressure)
            .in_si();
    const double by_kelvin_w_k = most_w / (hot - cold).in_si();
    const double heat = heat_w(d);
    return Temperature::from_si(data.setpoint_k + heat / rate_w_k(data.hot) - heat / by_kelvin_w_k);
  }
  /// The warmest that the sheet is for: nobody says what it gives beyond.
  Temperature most_at_condenser(std::size_t d) const {
    const auto& type =
        s_.problem.study.catalog.get(Id<catalogs::WaterChillerType>(s_.problem.devices[d].type));
    const auto rated = type.condenser_in.value();
    return std::max(rated, type.hot_condenser_in.value_if_known().value_or(rated));
  }
  void ask(const LoopPlan& loop, std::size_t d, double has_c, double most_c) {
    auto check = unknown_check(
        CheckKind::plant_supply, loop.id,
        fmt::format("what does {} give with condenser water of {:.1f} degC? Its sheet ends at {:.1f} degC",
                    s_.problem.devices[d].type, has_c, most_c));
    check.state = s_.state.id;
    checks_.push_back(std::move(check));
  }
  std::vector<std::string> weak_of(std::size_t d) const {
    const auto& id = s_.problem.devices[d].type;
    const auto& catalog = s_.problem.study.catalog;
    if (s_.problem.devices[d].kind == DeviceKind::plate_exchanger) {
      const auto& type = catalog.get(Id<catalogs::PlateExchangerType>(id));
      return WeakFigures().with(id, "duty", type.duty).with(id, "cold-in", type.cold_in).take();
    }
    const auto& type = catalog.get(Id<catalogs::WaterChillerType>(id));
    return WeakFigures().with(id, "condenser-in", type.condenser_in).take();
  }

  void check_make_up() {
    if (s_.state.out.is_make_up_lost) return;
    const auto& make_up = s_.problem.study.shell.cooling.make_up_water;
    const bool has_tower = std::any_of(s_.problem.devices.begin(), s_.problem.devices.end(),
                                       [](const Device& one) { return one.kind == DeviceKind::tower; });
    if (!make_up && !has_tower) return;
    const auto used =
        water_to_air(s_.problem, s_.boundary, *s_.answer, s_.problem.weather[ix(s_.state.weather)]);
    if (!(used.evaporated_kg_s + used.drift_kg_s > 0.0)) return;
    const auto flow = make_up ? make_up->flow.at(Corner::middle) : std::nullopt;
    if (!flow) {
      auto check =
          unknown_check(CheckKind::make_up_water, "site",
                        fmt::format("what flow of make-up water does the supply give? {:.1f} L/s evaporate",
                                    used.evaporated_kg_s));
      check.state = s_.state.id;
      checks_.push_back(std::move(check));
      return;
    }
    const auto water = thermal::water_use(used.evaporated_kg_s, used.drift_kg_s, make_up->cycles.in_si());
    constexpr double kg_a_litre = 1.0;  // metered, cold
    checks_.push_back(make_check(CheckKind::make_up_water, "site", s_.state.id,
                                 water.make_up_kg_s() / kg_a_litre, flow->in(units::L_per_s)));
  }

  const SolvedCooling& s_;
  std::vector<Check> checks_;
};

}  // namespace

std::vector<Check> plant_checks(const SolvedCooling& solved) { return PlantChecker(solved).check(); }

}  // namespace shellfit::studies
