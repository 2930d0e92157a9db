#include "studies/ups_checks.hpp"

#include "studies/autonomy.hpp"
#include "studies/evidence.hpp"
#include "studies/ups_efficiency.hpp"

#include <fmt/format.h>

namespace shellfit::studies {

namespace {

class UpsChecker {
 public:
  UpsChecker(const StateProblem& problem, const State& state, const StateAnswer& answer)
      : p_(problem), state_(state), answer_(answer) {}

  std::vector<Check> check() {
    for (std::size_t i = 0; i < p_.plan.power.one_line.upses.size(); ++i) check_ups(i);
    return std::move(checks_);
  }

 private:
  void add(Check check) { checks_.push_back(std::move(check)); }

  void check_ups(std::size_t i) {
    const auto& one = p_.plan.power.one_line.upses[i];
    const auto& supply = answer_.power->flow.converters[static_cast<std::size_t>(p_.power->converters[i])];
    if (supply.real.is_missing()) return;
    const auto& type = p_.study.catalog.get(one.type);
    const auto& id = one.id.text();
    const double output_kw = supply.real.in(units::kW);
    const auto rating = type.rating.value();
    const auto& name = one.type.text();
    if (state_.load == LoadLevel::peak) {
      add(make_check(
          CheckKind::ups_overload, id, state_.id, output_kw,
          rating.in(units::kW)*type.overload.value().in_si(), cite("UPS data sheet", type.overload),
          WeakFigures().with(name, "rating", type.rating).with(name, "overload", type.overload).take()));
      return;
    }
    add(make_check(CheckKind::ups_load, id, state_.id, output_kw, rating.in(units::kW),
                   cite("UPS data sheet", type.rating),
                   WeakFigures().with(name, "rating", type.rating).take()));
    if (one.battery && output_kw >= 1.0) check_battery(one, type, supply.real);
  }

  static const catalogs::Provenance& efficiency_of(const catalogs::UpsType& type) {
    return has_efficiency_curve(type) ? type.efficiency_curve.front().provenance
                                      : type.efficiency.provenance();
  }

  void check_battery(const site::UpsUnit& one, const catalogs::UpsType& type, RealPower output) {
    const auto& name = one.battery->text();
    const auto& battery = p_.study.catalog.get(*one.battery);
    const auto factor = battery_factor(p_.study, battery);
    if (!factor.value) {
      add(unknown_check(
          CheckKind::battery_autonomy, battery_id(one),
          fmt::format("what does {} give at {}?", name, to_text(p_.study.basis.batteries.temperature))));
      return;
    }
    const int cabinets = battery_cabinets(p_.study, one);
    const auto drawn = output / ups_efficiency(type, output).in_si();
    const bool has_power = battery.power.value() * cabinets >= drawn * (1.0 - 1e-9);
    const auto time =
        has_power ? discharge_time(battery, drawn * (*factor.value / cabinets)) : 0.0 * units::s;
    const bool has_curve = !battery.discharge.empty() && !battery.discharge.front().is_unknown;
    auto clause = has_curve ? fmt::format("battery data sheet, discharge ({}: {})",
                                          battery.discharge.front().provenance.source,
                                          evidence_text(battery.discharge.front().provenance.evidence))
                            : cite("battery data sheet, nominal energy at constant power", battery.energy);
    if (!factor.clause.empty()) clause += "; " + factor.clause;
    WeakFigures weak;
    if (has_curve)
      weak.with(name, "discharge", battery.discharge.front().provenance);
    else
      weak.with(name, "energy", battery.energy);
    add(make_check(
        CheckKind::battery_autonomy, battery_id(one), state_.id, time.in(units::min),
        one.autonomy.in(units::min), clause,
        weak.with(one.type.text(), "efficiency", efficiency_of(type)).and_all(factor.weak).take()));
  }

  const StateProblem& p_;
  const State& state_;
  const StateAnswer& answer_;
  std::vector<Check> checks_;
};

}  // namespace

std::vector<Check> ups_checks(const StateProblem& problem, const State& state, const StateAnswer& answer) {
  return UpsChecker(problem, state, answer).check();
}

}  // namespace shellfit::studies
