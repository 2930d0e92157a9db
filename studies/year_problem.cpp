#include "base/unit_text.hpp"
#include "studies/cooling_ratings.hpp"
#include "studies/plant_loops.hpp"
#include "studies/plant_year.hpp"
#include "studies/state_solve.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace shellfit::studies {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

/// Losses of a solved state: what comes in, less what racks and machines take. NaN where not solved.
double losses_w(const StateProblem& problem, const StateAnswer& answer) {
  constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  if (problem.power == nullptr || !answer.power || !answer.power->flow.has_converged()) return unknown;
  const auto& flow = answer.power->flow;
  double in_w = 0.0;
  bool is_fed = false;
  for (const auto* sources : {&problem.power->feed_sources, &problem.power->offer_sources}) {
    for (const int source : *sources) {
      const auto real = flow.sources[ix(source)].real;
      if (real.is_missing()) continue;
      is_fed = true;
      in_w += real.in_si();
    }
  }
  if (!is_fed) return unknown;
  for (const double watts : answer.boundary.rack_w) in_w -= watts;
  for (const double watts : answer.boundary.device_w) in_w -= watts;
  return in_w;
}

double mechanical_w(const StateAnswer& answer) {
  double sum = 0.0;
  for (const double watts : answer.boundary.device_w) sum += watts;
  return sum;
}

bool is_steady(const StateAnswer& answer) {
  if (!answer.thermal || !answer.thermal->has_settled) return false;
  const auto& bounded = answer.thermal->solution.circuit_is_bounded;
  return std::all_of(bounded.begin(), bounded.end(), [](char is_bounded) { return is_bounded != 0; });
}

class YearWriter {
 public:
  YearWriter(const StudyStates& whole, const StateAnswer& answer)
      : study_(whole.study),
        devices_(whole.evaluation.devices),
        cooling_(whole.evaluation.plan.cooling),
        thermal_(*whole.thermal),
        boundary_(answer.boundary),
        found_(*answer.thermal),
        pressure_(site_pressure(whole.study)) {}

  YearProblem write() {
    const auto& weather = study_.basis.weather;
    out_.recirculation_k = weather.recirculation.in_si();
    if (study_.shell.cooling.make_up_water) out_.cycles = study_.shell.cooling.make_up_water->cycles.in_si();
    for (const double watts : boundary_.rack_w) out_.racks_w += watts;
    write_steady_machines();
    if (cooling_.liquid_loop) write_loop(*cooling_.liquid_loop, thermal_.liquid);
    if (cooling_.air_loop) write_loop(*cooling_.air_loop, thermal_.air);
    for (const auto& zone : thermal_.zones) write_zone(zone);
    note_what_is_always_over();
    for (const auto& loop : offered_)
      out_.notes.push_back(
          fmt::format("{} is offered water: what the landlord's plant draws and evaporates for "
                      "it is not known and left out",
                      loop));
    return std::move(out_);
  }
  /// A chiller type whose figures contradict each other; empty: none.
  [[nodiscard]] const std::string& contradictory() const { return contradictory_; }
  /// A loop that gives its heat to several others; empty: none.
  [[nodiscard]] const std::string& parted() const { return parted_; }

 private:
  [[nodiscard]] const thermal::LinkResult& link(int at) const { return found_.solution.links[ix(at)]; }

  /// Those whose point does not depend on the weather.
  void write_steady_machines() {
    for (std::size_t d = 0; d < devices_.size(); ++d) {
      const double watts = boundary_.device_w[d];
      switch (devices_[d].kind) {
        case DeviceKind::cdu:
          out_.cdus_w += watts;
          break;
        case DeviceKind::liquid_pump:
        case DeviceKind::air_pump:
        case DeviceKind::plant_pump:
          out_.pumps_w += watts;
          break;
        case DeviceKind::air_unit:
        case DeviceKind::evaporative_wall:
          out_.air_movers_w += watts;
          break;
        case DeviceKind::cooler:
        case DeviceKind::liquid_chiller:
        case DeviceKind::chiller:
        case DeviceKind::tower:
        case DeviceKind::water_chiller:
        case DeviceKind::plate_exchanger:
          break;
      }
    }
  }

  double capacity_w_k(int at, Temperature temperature) const {
    return link(at).mass_flow.in_si() *
           thermal::properties_of(facility_fluid, temperature, pressure_).heat.in_si();
  }

  void write_loop(const LoopPlan& plan, const ThermalAssembly::LoopPlaces& places) {
    if (places.users.empty()) return;
    YearProblem::Loop loop;
    loop.id = plan.id;
    loop.plant = plant_of(plan, places);
    loop.delivered_k = loop.plant.setpoint_k;
    if (places.offered_rejector >= 0) {
      const auto delivered = plan.piping.offered->water.supply.at(Corner::middle);
      if (delivered) loop.delivered_k = std::max(loop.delivered_k, delivered->in_si());
    }
    if (loop.plant.water_w_k > 0.0) out_.loops.push_back(std::move(loop));
  }

  thermal::PlantLoop plant_of(const LoopPlan& plan, const ThermalAssembly::LoopPlaces& places) {
    thermal::PlantLoop plant;
    const auto setpoint = rejection_setpoint(study_, cooling_, plan);
    plant.setpoint_k = setpoint.in_si();
    for (const int d : places.rejection) {
      plant.duty_w += rejected_w(d);
      plant.water_w_k += capacity_w_k(thermal_.device_links[ix(d)], setpoint);
    }
    if (places.offered_rejector >= 0) {
      plant.duty_w += found_.solution.rejectors[ix(places.offered_rejector)].heat.in_si();
      plant.water_w_k += capacity_w_k(places.offered_link, setpoint);
      plant.offered_w = found_.input.capacity_w[ix(places.offered_rejector)];
      if (std::find(offered_.begin(), offered_.end(), plan.id) == offered_.end()) offered_.push_back(plan.id);
    }
    write_banks(plan, plant, setpoint);
    write_condensing(plan, plant);
    return plant;
  }
  double rejected_w(int d) const {
    const int rejector = thermal_.device_rejectors[ix(d)];
    if (rejector >= 0) return found_.solution.rejectors[ix(rejector)].heat.in_si();
    const int exchanger = thermal_.device_exchangers[ix(d)];
    return exchanger >= 0 ? found_.solution.exchangers[ix(exchanger)].heat.in_si() : 0.0;
  }

  /// Machines of a loop by type, in their order, without what stands by.
  void write_banks(const LoopPlan& plan, thermal::PlantLoop& plant, Temperature setpoint) {
    const auto add = [&](const auto& machines, const auto& constants_of) {
      for (const auto& [type, count] : running_by_type(machines)) {
        if (const auto unit = constants_of(type)) plant.banks.push_back({*unit, count});
      }
    };
    add(plan.piping.coolers, [&](const std::string& type) { return cooler(type); });
    add(plan.water.towers, [&](const std::string& type) { return tower(type); });
    add(plan.piping.chillers, [&](const std::string& type) { return chiller(type, setpoint); });
  }
  template <class Machines>
  static std::vector<std::pair<std::string, int>> running_by_type(const Machines& machines) {
    std::vector<std::pair<std::string, int>> types;
    for (const auto& one : machines) {
      auto known = std::find_if(types.begin(), types.end(),
                                [&](const auto& type) { return type.first == one.type.text(); });
      if (known == types.end()) known = types.insert(types.end(), {one.type.text(), 0});
      if (!one.is_standby) ++known->second;
    }
    return types;
  }

  /// Plates and water chillers at the flows of the solved state, and the loop that takes their heat.
  void write_condensing(const LoopPlan& plan, thermal::PlantLoop& plant) {
    const auto p = plant_under(plan);
    if (!p || thermal_.plants[*p].users.empty()) return;
    const auto* other = &cooling_.plant_loops[*p];
    thermal::Condensing by;
    by.plant = plant_of(*other, thermal_.plants[*p]);
    by.others_w = heat_of_others_w(plan, thermal_.plants[*p]);
    if (by.others_w > 0.0)
      out_.notes.push_back(
          fmt::format("{} gives its heat to {}, and so do others: what they put into it is taken as in the "
                      "coldest weather",
                      plan.id, other->id));
    for (const auto* pumps : {&thermal_.plants[*p].user_pumps, &thermal_.plants[*p].plant_pumps}) {
      for (const int d : *pumps) by.pumps_w += boundary_.device_w[ix(d)];
    }
    for (const auto& one : plan.water.plate_exchangers) by.plates_w_k += plates_w_k(one.id.text());
    for (const auto& [type, count] : running_by_type(plan.water.water_chillers)) {
      const auto& chiller = study_.catalog.get(Id<catalogs::WaterChillerType>(type));
      by.chillers.push_back(
          {*thermal::water_chiller_constants(rating_of(chiller)), count, condenser_w_k(type)});
    }
    plant.condensing.push_back(std::move(by));
  }
  /// The one loop that takes the heat of a loop's plates and water chillers.
  std::optional<std::size_t> plant_under(const LoopPlan& plan) {
    std::optional<std::size_t> found;
    for (std::size_t p = 0; p < cooling_.plant_loops.size(); ++p) {
      bool takes_its = false;
      for_each_plant_user(cooling_, cooling_.plant_loops[p], [&](const auto& user) {
        takes_its = takes_its || owner_of(cooling_, user.id) == &plan;
      });
      if (!takes_its) continue;
      if (found) parted_ = plan.id;
      found = p;
    }
    return found;
  }
  /// What further loops put into it in the solved state.
  double heat_of_others_w(const LoopPlan& plan, const ThermalAssembly::LoopPlaces& plant) const {
    double sum_w = 0.0;
    for (const int d : plant.users) {
      const int exchanger = thermal_.device_exchangers[ix(d)];
      if (exchanger < 0 || owner_of(cooling_, site::ElementId(devices_[ix(d)].id)) == &plan) continue;
      sum_w += found_.solution.exchangers[ix(exchanger)].heat.in_si() + boundary_.device_w[ix(d)];
    }
    return sum_w;
  }
  /// Capacity rate of the water through one condenser of a type.
  double condenser_w_k(const std::string& type) const {
    for (std::size_t d = 0; d < devices_.size(); ++d) {
      if (devices_[d].kind != DeviceKind::water_chiller || devices_[d].type != type) continue;
      const int condenser = thermal_.device_cold_links[d];
      if (condenser >= 0)
        return capacity_w_k(condenser,
                            Temperature::from_si(found_.solution.link_temperature_k[ix(condenser)]));
    }
    return 0.0;
  }
  /// Heat by the difference between what enters the two sides.
  double plates_w_k(const std::string& id) const {
    for (std::size_t d = 0; d < devices_.size(); ++d) {
      const int exchanger = thermal_.device_exchangers[d];
      if (devices_[d].id != id || exchanger < 0 || boundary_.device_on[d] == 0) continue;
      const auto& data = thermal_.problem.exchangers[ix(exchanger)];
      const auto entering = [&](int at) {
        return found_.solution.nodes[ix(thermal_.problem.links[ix(at)].from)].temperature;
      };
      const auto hot = entering(data.hot);
      const auto cold = entering(data.cold);
      if (!(hot > cold)) return 0.0;
      return thermal::exchanger_capacity(*data.constants, {facility_fluid, link(data.hot).flow, hot},
                                         {facility_fluid, link(data.cold).flow, cold}, pressure_)
                 .in_si() /
             (hot - cold).in_si();
    }
    return 0.0;
  }

  std::optional<thermal::TowerConstants> tower(const std::string& id) const {
    return thermal::tower_constants(rating_of(study_.catalog.get(Id<catalogs::TowerType>(id))));
  }
  std::optional<thermal::CoolerConstants> cooler(const std::string& id) const {
    return thermal::cooler_constants(rating_of(study_.catalog.get(Id<catalogs::CoolerType>(id))));
  }
  std::optional<thermal::ChillerConstants> chiller(const std::string& id, Temperature setpoint) {
    const auto& type = study_.catalog.get(Id<catalogs::ChillerType>(id));
    const auto elevation = study_.shell.site.elevation.at(Corner::middle).value_or(0.0 * units::m);
    const auto constants = thermal::chiller_constants(rating_of(type, setpoint), elevation);
    if (!constants) contradictory_ = id;
    return constants;
  }

  void write_zone(const ThermalAssembly::AirZone& zone) {
    YearProblem::Zone written{zone.space.text(), {}};
    auto& air = written.air;
    double walls_kg_s = 0.0;
    double moved_kg_s = 0.0;
    for (const int d : zone.movers) {
      const double kg_s = std::fabs(link(thermal_.device_links[ix(d)]).mass_flow.in_si());
      moved_kg_s += kg_s;
      if (devices_[ix(d)].kind != DeviceKind::evaporative_wall) continue;
      walls_kg_s += kg_s;
      const auto& type = study_.catalog.get(Id<catalogs::EvaporativeWallType>(devices_[ix(d)].type));
      air.effectiveness = type.effectiveness.value().in_si();
    }
    if (!(walls_kg_s > 0.0)) return;
    air.dry_air_kg_s = walls_kg_s;
    air.wanted_k = study_.basis.air.supply.in_si();
    air.highest_k = study_.basis.air.inlet_highest.in_si();
    air.wall_share = walls_kg_s / moved_kg_s;
    const double round_kg_s = std::fabs(link(zone.recirculation_link).mass_flow.in_si());
    const auto& nodes = found_.solution.nodes;
    const double rise_k =
        (nodes[ix(zone.hot_node)].temperature - nodes[ix(zone.cold_node)].temperature).in_si();
    // Cold aisle: of what is moved and of what comes round, which is warmer by the racks' rise.
    air.recirculation_rise_k = round_kg_s / moved_kg_s * rise_k;
    out_.zones.push_back(std::move(written));
  }

  /// What CDUs, air units and fans do not hold even in this weather.
  void note_what_is_always_over() {
    constexpr double told_from_k = 0.05;
    const auto& nodes = found_.solution.nodes;
    const auto note = [&](const std::string& what, int node, Temperature limit) {
      if (node < 0 || !nodes[ix(node)].has_temperature) return;
      const auto reached = nodes[ix(node)].temperature;
      if ((reached - limit).in_si() <= told_from_k) return;
      out_.always_over.push_back(
          fmt::format("{} is at {} whatever the weather, above {}: every hour counts as over", what,
                      to_text(reached), to_text(limit)));
    };
    for (std::size_t g = 0; g < thermal_.group_supply_nodes.size(); ++g)
      note("the coolant of " + cooling_.cdu_groups[g].id, thermal_.group_supply_nodes[g],
           study_.basis.liquid.supply);
    for (const auto& zone : thermal_.zones)
      note("the air of " + zone.space.text(), zone.cold_node, study_.basis.air.inlet_highest);
  }

  const site::Study& study_;
  const std::vector<Device>& devices_;
  const CoolingPlan& cooling_;
  const ThermalAssembly& thermal_;
  const Boundary& boundary_;
  const ThermalAnswer& found_;
  AbsolutePressure pressure_;
  YearProblem out_;
  std::vector<std::string> offered_;
  std::string contradictory_, parted_;
};

tl::unexpected<NoYear> refuse(std::string reason, bool is_infeasible = false) {
  return tl::unexpected(NoYear{{}, std::move(reason), is_infeasible});
}

}  // namespace

tl::expected<YearProblem, NoYear> year_problem(const RunContext& context, const StudyStates& whole) {
  if (auto reason = why_no_loops(whole); !reason.empty()) return refuse(std::move(reason));
  std::vector<State> states;
  for (const char* name : {"normal@cold/full", "normal@dry-bulb/full"}) {
    if (const auto state = whole.find(name)) states.push_back(*state);
  }
  if (states.empty()) return refuse("the study does not say the weather");
  const auto problem = whole.problem();
  SolveCounts counts;
  const auto answers = solve_states(context, problem, states, counts);
  // In the cold the plant holds its setpoints if it ever does.
  const auto& cold = answers.front();
  if (!is_steady(cold)) {
    const auto& reason = cold.thermal ? cold.thermal->solution.reason : std::string{};
    return refuse(fmt::format("the plant has no steady state in {}: {}", states.front().id,
                              reason.empty() ? "more heat goes in than is taken away" : reason),
                  true);
  }
  YearWriter writer(whole, cold);
  auto year = writer.write();
  if (!writer.contradictory().empty())
    return refuse(fmt::format("the figures of the chiller {} contradict each other", writer.contradictory()));
  if (!writer.parted().empty())
    return refuse(
        fmt::format("loop {} gives its heat to several loops: no year is computed of that", writer.parted()));
  year.losses_w = losses_w(problem, cold);
  year.losses_at_w = mechanical_w(cold);
  const auto& hot = answers.back();
  constexpr double apart_w = 1000.0;
  const double more_w = mechanical_w(hot) - year.losses_at_w;
  const double slope = (losses_w(problem, hot) - year.losses_w) / more_w;
  if (std::fabs(more_w) > apart_w && std::isfinite(slope)) year.losses_by_w = slope;
  if (std::isnan(year.losses_w))
    year.notes.emplace_back("the power of the study is not known: neither are its losses, nor the PUE");
  return year;
}

tl::expected<PlantYear, NoYear> solve_year(const RunContext& context, const site::Study& given,
                                           const std::optional<site::WeatherYear>& year) {
  const auto whole = study_states(context, given);
  const auto& climate = whole.study.shell.site.climate;
  std::optional<WeatherHours> hours;
  if (year) {
    hours = hours_of(*year, whole.study);
  } else if (!climate.weather_file.empty()) {
    auto read = site::weather_year_of(climate);
    if (!read) return tl::unexpected(NoYear{std::move(read.error()), {}});
    hours = hours_of(*read, whole.study);
  } else {
    hours = synthetic_hours(whole.study);
  }
  if (!hours)
    return refuse("the study does not say the extremes of its dry bulb, nor does it name a weather file");
  const auto problem = year_problem(context, whole);
  if (!problem) return tl::unexpected(problem.error());
  auto answer = run_year(*problem, *hours);
  answer.name = whole.study.name.empty() ? whole.study.id : whole.study.name;
  return answer;
}

}  // namespace shellfit::studies
