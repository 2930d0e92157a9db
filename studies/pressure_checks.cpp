#include "studies/pressure_checks.hpp"

#include "studies/evidence.hpp"
#include "studies/missing_figures.hpp"
#include "studies/rule_use.hpp"
#include "studies/solved_cooling.hpp"
#include "thermal/water.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

// Pressure is gauge, p_fill where the vessel hangs, which is where the pumps suck unless it is named
// elsewhere; heights z are above the floor of the pumps, g = 9.80665 m/s2.
//   highest point, standing and cold    p_fill - rho(T_fill) g z_top
//   behind a pump, every valve shut     p_fill + p(0), p(q) its curve at full speed; at a foot z: - rho g z
//   suction head of a pump (NPSH)       (p + p_atmosphere - p_vapour(T)) / (rho(T) g)
// Vapour of a glycol mixture is mostly water's and less of it: that of pure water is its upper bound.

namespace shellfit::studies {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

const catalogs::Figure<GaugePressure>& water_limit(const catalogs::CduType& type) {
  return type.primary_pressure_highest;
}
const catalogs::Figure<GaugePressure>& water_limit(const catalogs::AirUnitType& type) {
  return type.water_pressure_highest;
}

/// Some of a rack's foot, a CDU or a coil against closed valves.
struct Standing {
  double pressure_pa = std::numeric_limits<double>::quiet_NaN();  ///< NaN: nothing fixes it
  std::string type, figure;
  const catalogs::Figure<GaugePressure>* limit = nullptr;
  /// What cannot be judged is worse than what can.
  [[nodiscard]] bool is_worse_than(const Standing& other) const {
    if (other.limit == nullptr || !limit->is_known()) return true;
    if (!other.limit->is_known() || std::isnan(other.pressure_pa)) return false;
    return std::isnan(pressure_pa) ||
           pressure_pa / limit->value().in_si() > other.pressure_pa / other.limit->value().in_si();
  }
};

class PressureChecker {
 public:
  explicit PressureChecker(const CircuitStates& states)
      : s_(states), circuits_(water_circuits(states.problem)) {}

  std::vector<Check> check() {
    if (circuits_.empty()) return {};
    shut_ = with_valves_shut();
    for (const auto& circuit : circuits_) {
      if (!circuit.is_open) check_high_point(circuit);
      if (circuit.is_coolant())
        check_coolant_side(circuit);
      else if (!circuit.is_open)
        check_water_side(circuit);
      check_suction(circuit);
    }
    return std::move(checks_);
  }

 private:
  double cold_density(const WaterCircuit& circuit) const {
    return density_kg_m3(s_.problem, circuit, s_.study.basis.liquid.fill_temperature);
  }

  void check_high_point(const WaterCircuit& circuit) {
    const auto& liquid = s_.study.basis.liquid;
    const double column_pa = cold_density(circuit) * gravity_m_s2 * circuit.top.in_si();
    const bool serves_air = circuit.loop == air_loop();
    checks_.push_back(make_check(
        CheckKind::loop_high_point, circuit.id, "", (liquid.fill_pressure.in_si() - column_pa) / 1e3,
        liquid.pressure_least.in_si() / 1e3, cite_rule(s_.study, "liquid/pressure-least"),
        weak_rule(s_.study, serves_air ? "space/equipment-overhead" : "space/overhead-liquid")));
  }
  const LoopPlan* air_loop() const {
    const auto& loop = s_.problem.plan.cooling.air_loop;
    return loop ? &*loop : nullptr;
  }

  /// All pumps run at full speed, and no rack, CDU or air unit lets anything pass.
  thermal::HydraulicSolution with_valves_shut() const {
    const auto& network = s_.thermal.problem;
    auto state = thermal::normal_state(network);
    const auto shut = [&](int link) {
      if (link >= 0) state.link_closed[ix(link)] = 1;
    };
    for (const int link : s_.thermal.rack_links) shut(link);
    for (const int link : s_.thermal.device_cold_links) shut(link);
    for (std::size_t l = 0; l < network.links.size(); ++l) {
      if (network.links[l].kind == thermal::NetworkProblem::LinkKind::given) shut(static_cast<int>(l));
    }
    std::vector<thermal::LinkFluid> fluids;
    for (const auto& circuit : network.circuits) {
      const bool is_water = circuit.fluid != thermal::Fluid::air;
      const auto fluid = thermal::properties_of(
          circuit.fluid,
          is_water ? s_.study.basis.liquid.fill_temperature : Temperature::from_si(circuit.start_k),
          site_pressure(s_.study));
      fluids.push_back({fluid.density.in_si(), fluid.viscosity.in_si(), fluid.heat.in_si()});
    }
    return thermal::HydraulicModel(network).solve(state, thermal::uniform_fluids(network, fluids));
  }

  // Racks and the coolant side of CDUs.

  /// What the relief valves of a group's CDUs hold its supply header to; nothing where one is not known.
  std::optional<double> relief_pa(const WaterCircuit& group) const {
    double relief = 0;
    for (const auto d : group.pumps) {
      const auto& figure = s_.cdu(d).relief_pressure;
      if (!figure.is_known()) return std::nullopt;
      relief = std::max(relief, figure.value().in_si());
    }
    return relief;
  }

  void check_coolant_side(const WaterCircuit& group) {
    const double header_pa = shut_.pressure_pa[ix(s_.thermal.group_supply_nodes[ix(group.group)])];
    const auto relief = relief_pa(group);
    // NaN where nothing fixes the header's pressure: nobody knows then what the relief valves let off.
    const double relieved_pa = relief ? header_pa - std::min(header_pa, *relief) : 0.0;
    std::map<std::string, Standing> lines;
    for (const int rack : s_.problem.plan.cooling.cdu_groups[ix(group.group)].racks) {
      const auto& hosted = s_.problem.plan.racks[ix(rack)];
      const auto& type = s_.study.catalog.get(hosted.type);
      const double at_top_pa =
          shut_.pressure_pa[ix(s_.thermal.problem.links[ix(s_.thermal.rack_links[ix(rack)])].from)];
      const Standing foot{
          at_top_pa + cold_density(group) * gravity_m_s2 * type.body.height.value().in_si() - relieved_pa,
          type.id.text(), "pressure-highest", &type.pressure_highest};
      auto& worst = lines[hosted.line];
      if (foot.is_worse_than(worst)) worst = foot;
    }
    for (const auto& [line, worst] : lines)
      add_standing(CheckKind::rack_pressure, line, "rack data sheet", worst, group, relief);
    Standing worst;
    for (const auto d : group.pumps) {
      const Standing one{header_pa - relieved_pa, s_.problem.devices[d].type, "pressure-highest",
                         &s_.cdu(d).pressure_highest};
      if (one.is_worse_than(worst)) worst = one;
    }
    add_standing(CheckKind::equipment_pressure, group.id, "CDU data sheet", worst, group, relief);
  }

  std::string why_no_pressure(const WaterCircuit& circuit) const {
    for (const auto& one : shut_.unsolved) {
      if (one.circuit == circuit.circuit) return one.reason;
    }
    return "nothing that is open joins it to where the pressure is held";
  }

  /// A breach that a relief valve could end is a question while nobody has given its pressure.
  void add_standing(CheckKind kind, const std::string& element, std::string_view sheet, const Standing& worst,
                    const WaterCircuit& circuit, std::optional<double> relief) {
    if (worst.limit == nullptr) return;
    if (!worst.limit->is_known()) {
      checks_.push_back(unknown_check(kind, element, question_of({worst.type, worst.figure, false, {}})));
      return;
    }
    if (std::isnan(worst.pressure_pa)) {
      checks_.push_back(
          unknown_check(kind, element,
                        fmt::format("the pressure on {} while every valve of {} is shut was not found: {}",
                                    worst.type, circuit.id, why_no_pressure(circuit))));
      return;
    }
    const auto& pump = s_.problem.devices[circuit.pumps.front()].type;
    const auto limit = worst.limit->value();
    if (circuit.is_coolant() && !relief && worst.pressure_pa > limit.in_si()) {
      checks_.push_back(unknown_check(
          kind, element,
          fmt::format("at what pressure does the relief valve of {} open? Against closed valves its pumps "
                      "put {:.0f} kPa on {}, which takes {}",
                      pump, worst.pressure_pa / 1e3, worst.type, to_text(limit))));
      return;
    }
    WeakFigures weak;
    weak.with(worst.type, worst.figure, *worst.limit);
    with_type(s_.problem, circuit.pumps.front(), [&](const auto& type, const Device&) {
      if constexpr (requires { type.curve; }) weak.with(pump, "pump-curve", type.curve.front().provenance);
    });
    if (relief) weak.with(pump, "relief-pressure", s_.cdu(circuit.pumps.front()).relief_pressure);
    auto check = make_check(kind, element, "", worst.pressure_pa / 1e3, limit.in_si() / 1e3,
                            cite(sheet, *worst.limit), weak.take());
    check.reason = relief ? "every valve shut and the pumps at full speed, up to the relief valves"
                          : "every valve shut and the pumps at full speed";
    checks_.push_back(std::move(check));
  }

  /// The facility water in CDUs and air units.
  void check_water_side(const WaterCircuit& loop) {
    const double column_pa = -cold_density(loop) * gravity_m_s2 * loop.lowest_user.in_si();
    Standing worst;
    for (const auto d : loop.users) {
      const double inlet_pa =
          shut_.pressure_pa[ix(s_.thermal.problem.links[ix(s_.thermal.device_cold_links[d])].from)];
      with_type(s_.problem, d, [&](const auto& type, const Device& device) {
        if constexpr (requires { water_limit(type); }) {
          constexpr bool is_cdu = std::is_same_v<std::decay_t<decltype(type)>, catalogs::CduType>;
          const Standing one{inlet_pa + column_pa, device.type,
                             is_cdu ? "primary-pressure-highest" : "water-pressure-highest",
                             &water_limit(type)};
          if (one.is_worse_than(worst)) worst = one;
        }
      });
    }
    add_standing(CheckKind::equipment_pressure, loop.id,
                 loop.loop == air_loop() ? "air unit data sheet" : "CDU data sheet", worst, loop, {});
  }

  /// Suction head that a running pump has in a state; nothing where it moves nothing.
  std::optional<double> suction_head_m(const SolvedCooling& solved, const WaterCircuit& circuit,
                                       std::size_t pump) const {
    const int link = s_.thermal.device_links[pump];
    if (!solved.runs(pump) || link < 0 || solved.link(link).flow.in_si() <= 0.0) return std::nullopt;
    const int suction = s_.thermal.problem.links[ix(link)].from;
    const auto& node = solved.answer->solution.nodes[ix(suction)];
    if (!node.has_pressure || !node.has_temperature) return std::nullopt;
    const double absolute_pa = node.pressure.in_si() + solved.pressure.in_si();
    return (absolute_pa - thermal::vapour_pressure(node.temperature).in_si()) /
           (density_kg_m3(s_.problem, circuit, node.temperature) * gravity_m_s2);
  }

  void check_suction(const WaterCircuit& circuit) {
    struct Worst {
      double margin_m = std::numeric_limits<double>::infinity();
      double has_m = 0;
      std::size_t pump = 0, state = 0;
    };
    Worst worst;
    for (const auto d : circuit.pumps) {
      const auto* needed = suction_head_of(d);
      if (!needed->is_known()) {
        checks_.push_back(
            unknown_check(CheckKind::pump_suction, circuit.id,
                          question_of({s_.problem.devices[d].type, "suction-head", false, {}})));
        return;
      }
      for (std::size_t s = 0; s < s_.states.size(); ++s) {
        const SolvedCooling solved(s_.problem, s_.states[s], s_.answers[s]);
        if (solved.answer == nullptr || !solved.answer->solution.has_converged) continue;
        const auto has = suction_head_m(solved, circuit, d);
        // The same figure in two states is told of the first.
        if (has && *has - needed->value().in_si() < worst.margin_m - 1e-9)
          worst = {*has - needed->value().in_si(), *has, d, s};
      }
    }
    if (!std::isfinite(worst.margin_m)) return;
    const auto& type = s_.problem.devices[worst.pump].type;
    const auto& needed = *suction_head_of(worst.pump);
    checks_.push_back(make_check(CheckKind::pump_suction, circuit.id, s_.states[worst.state].id, worst.has_m,
                                 needed.value().in_si(),
                                 cite(circuit.is_coolant() ? "CDU data sheet" : "pump data sheet", needed),
                                 WeakFigures().with(type, "suction-head", needed).take()));
  }
  const catalogs::Figure<Length>* suction_head_of(std::size_t pump) const {
    const catalogs::Figure<Length>* figure = nullptr;
    with_type(s_.problem, pump, [&](const auto& type, const Device&) {
      if constexpr (requires { type.suction_head; }) figure = &type.suction_head;
    });
    return figure;
  }

  CircuitStates s_;
  std::vector<WaterCircuit> circuits_;
  thermal::HydraulicSolution shut_;
  std::vector<Check> checks_;
};

}  // namespace

std::vector<Check> pressure_checks(const StateProblem& problem, const std::vector<State>& states,
                                   const std::vector<StateAnswer>& answers) {
  return PressureChecker({problem, states, answers}).check();
}

}  // namespace shellfit::studies
