#include "studies/solved_cooling.hpp"

#include "studies/fit_out.hpp"
#include "studies/rule_use.hpp"
#include "studies/weather.hpp"
#include "thermal/moist_air.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace shellfit::studies {

namespace {
std::size_t ix(int i) { return static_cast<std::size_t>(i); }
}  // namespace

SolvedCooling::SolvedCooling(const StateProblem& problem_, const State& state_, const StateAnswer& answer_)
    : problem(problem_),
      state(state_),
      boundary(answer_.boundary),
      answer(answer_.thermal.get()),
      thermal(*problem_.thermal),
      cooling(problem_.plan.cooling),
      pressure(site_pressure(problem_.study)) {}

const thermal::LinkResult& SolvedCooling::link(int i) const { return answer->solution.links[ix(i)]; }
bool SolvedCooling::has_temperature(int node) const {
  return node >= 0 && answer->solution.nodes[ix(node)].has_temperature;
}
Temperature SolvedCooling::temperature(int node) const {
  return answer->solution.nodes[ix(node)].temperature;
}

int SolvedCooling::inlet_node(std::size_t device) const {
  const int l = thermal.device_cold_links[device];
  return l < 0 ? -1 : thermal.problem.links[ix(l)].from;
}

const thermal::ExchangerConstants& SolvedCooling::exchanger(std::size_t device) const {
  return *thermal.problem.exchangers[ix(thermal.device_exchangers[device])].constants;
}

double SolvedCooling::liquid_heat_w(std::size_t rack) const {
  const auto& one = problem.plan.racks[rack];
  return boundary.rack_w[rack] * (one.liquid / heat_of(one.tdp));
}

double SolvedCooling::head_pa(std::size_t device) const {
  const int l = thermal.device_links[device];
  if (!runs(device) || l < 0 || link(l).drop.is_missing()) return 0.0;
  return -link(l).drop.in_si();
}

double SolvedCooling::lack_pa(const std::vector<int>& throttled) const {
  double lack = -std::numeric_limits<double>::infinity();
  for (const int i : throttled) {
    if (answer->input.link_closed[ix(i)] != 0 || answer->input.limit_m3_s[ix(i)] <= 0.0 ||
        link(i).drop.is_missing())
      continue;
    const double limit = answer->input.limit_m3_s[ix(i)];
    const double open = thermal.problem.links[ix(i)].loss.quadratic_pa_s2_m6 * limit * limit;
    lack = std::max(lack, open - link(i).drop.in_si());
  }
  return std::isfinite(lack) ? lack : 0.0;
}

const site::EvaporativeWalls* SolvedCooling::walls_of(const site::SpaceId& space) const {
  const auto found = std::find_if(cooling.evaporative_walls.begin(), cooling.evaporative_walls.end(),
                                  [&](const site::EvaporativeWalls& one) { return one.space == space; });
  return found == cooling.evaporative_walls.end() ? nullptr : &*found;
}

std::optional<Temperature> SolvedCooling::dew_point(const site::SpaceId& space) const {
  if (const auto* walls = walls_of(space)) {
    if (state.weather < 0) return std::nullopt;
    const auto& weather = problem.weather[ix(state.weather)];
    const auto pads = problem.study.catalog.get(walls->type).effectiveness.value();
    const auto supply = coil_air(weather, 0.0 * units::K, pads, pressure);
    // Pads cool along the wet bulb: the same wet bulb at a lower dry bulb is moister air.
    const double moisture = thermal::humidity_ratio(weather.dry_bulb, weather.wet_bulb, pressure);
    const auto wet_bulb = thermal::wet_bulb(weather.dry_bulb, moisture, pressure);
    return thermal::dew_point(thermal::humidity_ratio(supply, std::min(wet_bulb, supply), pressure),
                              pressure);
  }
  return problem.study.basis.air.dew_point_highest;
}

void add_dew_point_check(const SolvedCooling& solved, const std::string& element, Temperature surface,
                         const site::SpaceId& space, std::vector<Check>& checks) {
  const auto dew = solved.dew_point(space);
  if (!dew) return;
  const auto& study = solved.problem.study;
  const auto limit = *dew + study.basis.liquid.dew_point_margin;
  checks.push_back(make_check(CheckKind::dew_point, element, solved.state.id, surface.in(units::degC),
                              limit.in(units::degC), cite_rule(study, "liquid/dew-point-margin"),
                              solved.walls_of(space) != nullptr ? std::vector<std::string>{}
                                                                : weak_rule(study, "air/dew-point-highest")));
}

}  // namespace shellfit::studies
