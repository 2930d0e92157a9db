#include "studies/evidence.hpp"
#include "studies/pressure_checks.hpp"
#include "studies/solved_cooling.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numbers>
#include <optional>
#include <set>
#include <string>
#include <utility>

// A volume V filled at T_fill swells, when all of it comes to T, by V (rho(T_fill) / rho(T) - 1).
// A vessel of the volume V_v whose gas is at p_0 without water, with absolute pressures and p V constant
// (Boyle; the sizing of EN 12828 annex D), takes between p_fill and the highest it may come to, p_e,
//   V_v p_0 (1 / max(p_0, p_fill) - 1 / p_e).

namespace shellfit::studies {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

class ExpansionChecker {
 public:
  explicit ExpansionChecker(const CircuitStates& states)
      : s_(states), atmosphere_pa_(site_pressure(states.problem.study).in_si()) {}

  std::vector<Check> check() {
    for (const auto& circuit : water_circuits(s_.problem)) {
      if (circuit.is_open) continue;  // it swells into its basins
      if (const auto hottest = hottest_of(circuit)) checks_.push_back(check_circuit(circuit, *hottest));
    }
    return std::move(checks_);
  }

 private:
  struct Hottest {
    Temperature temperature;
    std::size_t state;
  };
  std::optional<Hottest> hottest_of(const WaterCircuit& circuit) const {
    std::optional<Hottest> found;
    for (std::size_t s = 0; s < s_.states.size(); ++s) {
      const auto* answer = s_.answers[s].thermal.get();
      if (answer == nullptr || !answer->solution.has_converged) continue;
      for (std::size_t n = 0; n < answer->solution.nodes.size(); ++n) {
        const auto& node = answer->solution.nodes[n];
        if (s_.thermal.problem.circuit_of_node[n] != circuit.circuit || !node.has_temperature) continue;
        // A hair of rounding is no difference between states.
        constexpr double same_k = 1e-6;
        if (!found || node.temperature.in_si() > found->temperature.in_si() + same_k)
          found = {node.temperature, s};
      }
    }
    return found;
  }

  /// What a circuit holds, and which figures of what is in it are not known.
  struct Content {
    double m3 = 0;
    std::set<std::string> unknown;
    std::vector<std::string> weak;
    void add(const std::string& type, std::string_view name, const catalogs::Figure<Volume>& figure) {
      if (!figure.is_known()) {
        unknown.insert(fmt::format("the {} of {}", name, type));
        return;
      }
      m3 += figure.value().in_si();
      for (auto& one : WeakFigures().with(type, name, figure).take()) {
        if (std::find(weak.begin(), weak.end(), one) == weak.end()) weak.push_back(std::move(one));
      }
    }
  };
  Content content_of(const WaterCircuit& circuit) const {
    Content content;
    for (const auto& link : s_.thermal.problem.links) {
      if (link.circuit == circuit.circuit && link.kind == thermal::NetworkProblem::LinkKind::pipe)
        content.m3 += std::numbers::pi / 4 * link.bore_m * link.bore_m * link.length_m;
    }
    if (circuit.is_coolant()) {
      for (const auto d : circuit.pumps) {
        const auto& type = s_.cdu(d);
        content.add(type.id.text(), "coolant-volume", type.coolant_volume);
      }
      for (const int rack : s_.problem.plan.cooling.cdu_groups[ix(circuit.group)].racks) {
        const auto& type = s_.study.catalog.get(s_.problem.plan.racks[ix(rack)].type);
        content.add(type.id.text(), "coolant-volume", type.coolant_volume);
      }
      return content;
    }
    for (const auto& tank : s_.thermal.tanks) {
      if (s_.thermal.problem.links[ix(tank.link)].circuit != circuit.circuit) continue;
      const auto& type = s_.study.catalog.get(tank.type);
      content.add(type.id.text(), "volume", type.volume);
    }
    for (const auto* devices : {&circuit.users, &circuit.plant}) {
      for (const auto d : *devices) {
        with_type(s_.problem, d, [&](const auto& type, const Device& device) {
          if constexpr (requires { type.primary_volume; })
            content.add(device.type, "primary-volume", type.primary_volume);
          else if constexpr (requires { type.water_volume; })
            content.add(device.type, "water-volume", type.water_volume);
        });
      }
    }
    return content;
  }

  double taken_m3(double vessel_m3, double charge_pa, double highest_pa) const {
    const double start = std::max(charge_pa, s_.study.basis.liquid.fill_pressure.in_si()) + atmosphere_pa_;
    return std::max(
        0.0, vessel_m3 * (charge_pa + atmosphere_pa_) * (1.0 / start - 1.0 / (highest_pa + atmosphere_pa_)));
  }

  /// What the vessels take, or the question that stands in its way.
  struct Vessels {
    double m3 = 0;
    std::string question;
    std::vector<std::string> weak;
  };
  /// CDUs bring their own, filled to the fill pressure. At their rated head the coolant at their outlet must
  /// stay below what opens the relief valve, and those that may be out are taken as shut off.
  Vessels vessels_of_group(const WaterCircuit& group) const {
    Vessels vessels;
    const auto& planned = group.loop->piping.groups[ix(group.group)];
    const auto count = group.pumps.size() - std::min(group.pumps.size(), ix(planned.standby));
    for (std::size_t i = 0; i < count; ++i) {
      const auto& type = s_.cdu(group.pumps[i]);
      const auto& limit = type.relief_pressure.is_known() ? type.relief_pressure : type.pressure_highest;
      const char* missing = !type.expansion_volume.is_known() ? "expansion-volume"
                            : !limit.is_known()               ? "relief-pressure"
                            : !type.head.is_known()           ? "head"
                                                              : nullptr;
      if (missing != nullptr) {
        vessels.question = fmt::format("nobody has published the {} of {}", missing, type.id.text());
        return vessels;
      }
      vessels.m3 +=
          taken_m3(type.expansion_volume.value().in_si(), s_.study.basis.liquid.fill_pressure.in_si(),
                   limit.value().in_si() - type.head.value().in_si());
      if (i == 0)
        vessels.weak =
            WeakFigures()
                .with(type.id.text(), "expansion-volume", type.expansion_volume)
                .with(type.id.text(),
                      type.relief_pressure.is_known() ? "relief-pressure" : "pressure-highest", limit)
                .take();
    }
    return vessels;
  }
  Vessels vessels_of_loop(const WaterCircuit& loop) const {
    Vessels vessels;
    if (loop.loop->water.expansion_vessels.empty()) vessels.question = "no expansion vessel is named";
    for (const auto& one : loop.loop->water.expansion_vessels) {
      const auto volume = one.volume.at(Corner::middle);
      const auto highest = one.pressure_highest.at(Corner::middle);
      const auto charge =
          one.charge ? one.charge->at(Corner::middle) : std::optional(s_.study.basis.liquid.fill_pressure);
      if (!volume || !highest || !charge) {
        vessels.question = fmt::format("the figures of {} are unknown", one.id.text());
        return vessels;
      }
      vessels.m3 += taken_m3(volume->in_si(), charge->in_si(), highest->in_si());
    }
    return vessels;
  }

  Check check_circuit(const WaterCircuit& circuit, const Hottest& hottest) const {
    const auto cold = s_.study.basis.liquid.fill_temperature;
    const auto content = content_of(circuit);
    const double ratio =
        density_kg_m3(s_.problem, circuit, cold) / density_kg_m3(s_.problem, circuit, hottest.temperature);
    const double swell_m3 = std::max(0.0, content.m3 * (ratio - 1.0));
    auto vessels = circuit.is_coolant() ? vessels_of_group(circuit) : vessels_of_loop(circuit);
    const auto& state = s_.states[hottest.state].id;
    const auto ask = [&](const std::string& why, const std::string& end) {
      auto check =
          unknown_check(CheckKind::expansion, circuit.id,
                        fmt::format("{}: {} swells by {}{:.0f} L from {} to {:.0f} degC{}", why, circuit.id,
                                    content.unknown.empty() ? "" : "at least ", swell_m3 * 1e3, to_text(cold),
                                    hottest.temperature.in(units::degC), end));
      check.state = state;
      return check;
    };
    if (!vessels.question.empty()) return ask(vessels.question, "; what takes it?");
    // What is known of the water may be too much already.
    if (swell_m3 <= vessels.m3 && !content.unknown.empty()) {
      std::string names;
      for (const auto& name : content.unknown) names += (names.empty() ? "" : ", ") + name;
      return ask("nobody has published " + names,
                 fmt::format(", and its vessels take {:.0f} L; what is it?", vessels.m3 * 1e3));
    }
    auto weak = content.weak;
    weak.insert(weak.end(), vessels.weak.begin(), vessels.weak.end());
    return make_check(CheckKind::expansion, circuit.id, state, swell_m3 * 1e3, vessels.m3 * 1e3, {},
                      std::move(weak));
  }

  CircuitStates s_;
  double atmosphere_pa_;
  std::vector<Check> checks_;
};

}  // namespace

std::vector<Check> expansion_checks(const StateProblem& problem, const std::vector<State>& states,
                                    const std::vector<StateAnswer>& answers) {
  return ExpansionChecker({problem, states, answers}).check();
}

}  // namespace shellfit::studies
