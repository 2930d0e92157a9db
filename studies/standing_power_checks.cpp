#include "power/short_circuit.hpp"
#include "site/feeding.hpp"
#include "studies/evidence.hpp"
#include "studies/outlet_capacity.hpp"
#include "studies/power_checks.hpp"
#include "studies/rule_use.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace shellfit::studies {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

/// By IEEE C37.13 a rating is for the X/R of its test; by IEC 61439-1 and 62271-1 it comes with a peak.
Check fault_check(const std::string& element, const power::FaultResult& fault, double nominal_v,
                  const std::string& type_id, const catalogs::BoardType& type,
                  const power::FaultOptions& options, std::vector<std::string> weak) {
  const bool is_ansi = options.method == power::FaultMethod::ansi;
  const double factor =
      is_ansi ? power::interrupting_multiplier(fault.x_over_r, type.test_x_over_r.value().in_si())
              : power::peak_multiplier(fault.peak / fault.initial, nominal_v, type.withstand.value().in_si(),
                                       options.frequency_hz);
  auto all = WeakFigures().with(type_id, "withstand", type.withstand).take();
  all.insert(all.end(), weak.begin(), weak.end());
  const auto clause =
      cite(is_ansi ? "IEEE C37.13 multiplying factor; board data sheet" : "IEC 60909-0; board data sheet",
           type.withstand);
  auto check = make_check(CheckKind::fault_level, element, "normal", fault.initial.in(units::kA)*factor,
                          type.withstand.value().in(units::kA), clause, std::move(all));
  if (factor > 1.0 && is_ansi)
    check.reason = fmt::format("{:.1f} kA symmetrical at X/R {:.1f}, times {:.3f}",
                               fault.initial.in(units::kA), fault.x_over_r, factor);
  else if (factor > 1.0)
    check.reason = fmt::format("{:.1f} kA symmetrical, times {:.3f} for its peak of {:.1f} kA",
                               fault.initial.in(units::kA), factor, fault.peak.in(units::kA));
  return check;
}

/// Recalled and assumed impedances between a board and the other voltages that feed it.
std::vector<std::string> weak_impedances(const site::Study& study, const site::OneLine& line,
                                         const site::Feeding& feeding, int board) {
  WeakFigures weak;
  std::set<std::string> named;
  for (const int one :
       site::boards_reached({board}, [&](int at) -> const auto& { return feeding.of(at).boards; })) {
    const auto& in = feeding.of(one);
    for (const int i : in.transformers) {
      const auto& id = line.transformers[ix(i)].type;
      if (named.insert(id.text()).second) weak.with(id.text(), "impedance", study.catalog.get(id).impedance);
    }
    for (const int i : in.cables) {
      const auto& id = line.cables[ix(i)].type;
      const auto& type = study.catalog.get(id);
      if (named.insert(id.text()).second)
        weak.with(id.text(), "resistance", type.resistance).with(id.text(), "reactance", type.reactance);
    }
  }
  return weak.take();
}

/// Fault levels of boards, and of the busways that start from them.
void judge_faults(const StateProblem& problem, std::vector<Check>& checks) {
  const auto& power = *problem.power;
  const auto& plan = problem.plan;
  const auto& catalog = problem.study.catalog;
  const auto& line = plan.power.one_line;
  struct Board {
    std::string element;
    Id<catalogs::BoardType> type;
    int index;
    std::vector<std::string> weak;
  };
  std::vector<Board> boards;
  const site::Feeding feeding(line);
  for (std::size_t i = 0; i < line.boards.size(); ++i) {
    const auto& board = line.boards[i];
    if (!board.type) continue;
    boards.push_back({board.id.text(), *board.type, static_cast<int>(i),
                      weak_impedances(problem.study, line, feeding, static_cast<int>(i))});
  }
  // Each bus once, though many busways start from it.
  std::vector<int> buses;
  std::map<int, std::size_t> place_of;  // by board
  const auto add_bus = [&](int board) {
    if (place_of.try_emplace(board, buses.size()).second) buses.push_back(power.board_buses[ix(board)]);
  };
  for (const auto& board : boards) add_bus(board.index);
  for (const auto& run : power.runs) add_bus(run.board);
  const auto options = fault_options(problem.study);
  const auto faults =
      power::solve_faults(power.network, power.problem, power::normal_state(power.problem), options, buses);
  const bool has_unknown_level =
      std::any_of(problem.study.shell.feeds.begin(), problem.study.shell.feeds.end(),
                  [](const site::Feed& feed) { return feed.fault_level.is_unknown(); });
  const auto nominal_v = [&](int board) {
    return power.problem.base_voltage_v[ix(power.board_buses[ix(board)])];
  };
  for (const auto& board : boards) {
    const auto& type = catalog.get(board.type);
    const auto& fault = faults[place_of.at(board.index)];
    const bool needs_test = options.method == power::FaultMethod::ansi;
    if (!type.withstand.is_known() || (needs_test && !type.test_x_over_r.is_known())) {
      checks.push_back(
          unknown_check(CheckKind::fault_level, board.element,
                        fmt::format("the short-circuit rating of {} is unknown", board.type.text())));
    } else if (has_unknown_level) {
      checks.push_back(unknown_check(CheckKind::fault_level, board.element,
                                     "what is the short-circuit power at the point of interconnection?"));
    } else if (fault.is_solved) {
      auto weak = board.weak;
      // Up to 1 kV the peak that comes with a rating does not go by the frequency.
      constexpr double low_voltage_v = 1000.0;
      if (!needs_test && nominal_v(board.index) > low_voltage_v) {
        for (auto& name : weak_rule(problem.study, "electrical/frequency")) weak.push_back(std::move(name));
      }
      checks.push_back(fault_check(board.element, fault, nominal_v(board.index), board.type.text(), type,
                                   options, std::move(weak)));
    }
  }
  // A busway takes the fault of the board or bus it starts from, through a UPS by its static bypass.
  for (const auto& run : power.runs) {
    if (run.type.empty()) continue;
    const auto& withstand = catalog.get(Id<catalogs::BuswayType>(run.type)).withstand;
    if (!withstand.is_known()) {
      checks.push_back(unknown_check(CheckKind::fault_level, run.id,
                                     fmt::format("the short-circuit rating of {} is unknown", run.type)));
      continue;
    }
    std::optional<Current> fault;
    if (plan.power.is_offered()) {
      fault = plan.power.offers[ix(run.outlet)].fault_current.at(Corner::middle);
    } else if (!has_unknown_level) {
      const auto& there = faults[place_of.at(run.board)];
      if (there.is_solved) fault = there.initial;
    }
    if (!fault) {
      checks.push_back(unknown_check(CheckKind::fault_level, run.id,
                                     "what is the short-circuit current where busways start?"));
      continue;
    }
    checks.push_back(make_check(CheckKind::fault_level, run.id, "normal", fault->in(units::kA),
                                withstand.value().in(units::kA), cite("busway data sheet", withstand),
                                WeakFigures().with(run.type, "withstand", withstand).take()));
  }
}

/// Lines that say what must keep their racks running when the utility is lost.
void judge_backing(const StateProblem& problem, std::vector<Check>& checks) {
  const auto& plan = problem.plan;
  const auto& lines = problem.study.deployment.lines;
  const auto backings = outlet_backings(plan.power);
  for (std::size_t l = 0; l < lines.size(); ++l) {
    const auto needed = lines[l].backing.value_or(site::Backing::none);
    if (needed == site::Backing::none) continue;
    double asked_mw = 0;
    double backed_mw = 0;
    std::string reason;
    std::string unsaid;
    for (std::size_t i = 0; i < plan.racks.size(); ++i) {
      if (plan.racks[i].line_index != static_cast<int>(l)) continue;
      const double tdp_mw = plan.racks[i].tdp.in(units::MW);
      asked_mw += tdp_mw;
      const int outlet = plan.power.rack_outlet[i];
      if (outlet < 0) continue;
      const auto& one = plan.power.one_line.outlets[ix(outlet)];
      const auto& has = backings[ix(outlet)];
      if (!has && unsaid.empty()) unsaid = one.id.text();
      if (has.value_or(needed) >= needed) {
        backed_mw += tdp_mw;
      } else if (reason.empty()) {
        reason = fmt::format("{} hangs on {}, which has no {} behind it", plan.racks[i].id.text(),
                             one.id.text(), needed == site::Backing::ups ? "UPS" : "UPS or generator");
      }
    }
    if (asked_mw <= 0.0) continue;
    if (!unsaid.empty()) {
      checks.push_back(unknown_check(CheckKind::backing, lines[l].id.text(),
                                     fmt::format("what stands behind {} when the utility is lost: a UPS, a "
                                                 "generator, or nothing?",
                                                 unsaid)));
      continue;
    }
    auto check = make_check(CheckKind::backing, lines[l].id.text(), "", asked_mw, backed_mw);
    check.reason = reason;
    checks.push_back(std::move(check));
  }
}

/// Supplies left when a feed is lost, for lines with two.
void judge_supplies(const StateProblem& problem, std::vector<Check>& checks) {
  const auto& power = *problem.power;
  const auto& plan = problem.plan;
  std::map<std::string, bool> seen;
  for (std::size_t i = 0; i < plan.racks.size(); ++i) {
    const auto& rack = plan.racks[i];
    if (power.racks[i].bus_b < 0 || !seen.try_emplace(rack.line, true).second) continue;
    const auto& type = problem.study.catalog.get(rack.type);
    const auto& supplies = type.supplies;
    const auto asked = rack.cap ? std::min(*rack.cap, rack.tdp) : rack.tdp;
    const int surviving = supplies.count / 2;
    const double left = surviving * supplies.each.in(units::kW);
    auto check =
        make_check(CheckKind::power_supplies, rack.line, "", asked.in(units::kW), left,
                   fmt::format("rack data sheet ({}: {})", supplies.provenance.source,
                               catalogs::evidence_text(supplies.provenance.evidence)),
                   WeakFigures().with(rack.type.text(), "power-supplies", supplies.provenance).take());
    if (rack.cap && *rack.cap < rack.tdp)
      check.reason =
          fmt::format("capped to {} on loss of a feed, as the deployment states", to_text(*rack.cap));
    checks.push_back(std::move(check));
  }
}

}  // namespace

std::vector<Check> standing_power_checks(const StateProblem& problem) {
  std::vector<Check> checks;
  judge_faults(problem, checks);
  judge_backing(problem, checks);
  judge_supplies(problem, checks);
  return checks;
}

}  // namespace shellfit::studies
