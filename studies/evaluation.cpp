#include "studies/evaluation.hpp"

#include "layout/search.hpp"
#include "studies/cooling_checks.hpp"
#include "studies/growth.hpp"
#include "studies/missing_figures.hpp"
#include "studies/placement.hpp"
#include "studies/power_checks.hpp"
#include "studies/pressure_checks.hpp"
#include "studies/ride_through_checks.hpp"
#include "studies/rule_use.hpp"
#include "studies/space_checks.hpp"
#include "studies/state_solve.hpp"
#include "studies/study_key.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>

namespace shellfit::studies {

namespace {

struct PlanKey {
  std::string study;
  std::vector<HostedRack> racks;
  std::vector<site::SpaceId> rack_space;
  Mode mode;
  Growth growth;
  static constexpr auto members() {
    return std::tuple{&PlanKey::study, &PlanKey::racks, &PlanKey::rack_space, &PlanKey::mode,
                      &PlanKey::growth};
  }
};

/// Whether anything in it gives its heat to outdoor air.
bool meets_weather(const CoolingPlan& cooling) {
  const auto is_outdoors = [](const std::optional<LoopPlan>& loop) { return loop && !loop->piping.offered; };
  return is_outdoors(cooling.liquid_loop) || is_outdoors(cooling.air_loop) ||
         !cooling.evaporative_walls.empty();
}

class Evaluator {
 public:
  Evaluator(const RunContext& context, const site::Study& study, const std::string& study_bytes,
            std::vector<HostedRack> racks, Mode mode)
      : context_(context),
        study_(study),
        study_bytes_(study_bytes),
        racks_(std::move(racks)),
        mode_(mode),
        weather_(weather_points(study)) {}

  Evaluation evaluate() {
    Growth growth;
    auto result = run(growth);
    // Where the engines find the closed form short, one unit more, then two, then four: until it holds or the
    // scope has no more to give, so that a failure that is left is not one that the fit-out could cure.
    constexpr int most_rounds = 6;
    for (int round = 1; round <= most_rounds && mode_ == Mode::with_fit_out; ++round) {
      const auto next = grown(growth, result, 1 << (round - 1));
      if (next == growth) break;
      auto larger = run(next);
      if (to_bytes(larger.plan) == to_bytes(result.plan)) break;
      growth = next;
      result = std::move(larger);
      result.sizes.rounds = round;
    }
    return result;
  }

 private:
  /// Plans and lays out until the racks stand where the plan meant them to.
  Evaluation run(const Growth& growth) {
    Evaluation result;
    auto spaces = preliminary_spaces();
    Placement placement;
    constexpr int most_turns = 4;
    for (int turn = 0; turn < most_turns; ++turn) {
      const PlanKey key{study_bytes_, racks_, spaces, mode_, growth};
      result.plan = run_stage<Plan>(context_, fit_out_stage, key, [&](const PlanKey&) {
        return make_plan(study_, racks_, spaces, mode_, growth);
      });
      result.devices = list_devices(study_, result.plan);
      placement = assemble_placement(study_, result.plan, result.devices);
      result.layout = run_stage<layout::Layout>(
          context_, layout::layout_stage, placement.problem,
          [](const layout::LayoutProblem& problem) { return layout::find_layout(problem); });
      const auto found = spaces_in(result.layout, spaces);
      if (found == spaces) break;
      spaces = found;
    }
    result.placement = placement.problem;
    solve_and_check(placement, result);
    return result;
  }

  std::vector<site::SpaceId> preliminary_spaces() const {
    const auto problem = assemble_racks(study_, racks_);
    const auto layout =
        run_stage<layout::Layout>(context_, layout::layout_stage, problem,
                                  [](const layout::LayoutProblem& p) { return layout::find_layout(p); });
    std::vector<site::SpaceId> spaces;
    for (const auto& item : problem.racks)
      spaces.push_back(item.candidates.empty() ? site::SpaceId{} : item.candidates.front());
    return spaces_in(layout, std::move(spaces));
  }

  std::vector<site::SpaceId> spaces_in(const layout::Layout& layout,
                                       std::vector<site::SpaceId> otherwise) const {
    const Spots spots(layout);
    for (std::size_t i = 0; i < racks_.size(); ++i) {
      if (const auto* placed = spots.item(racks_[i].id.text())) otherwise[i] = placed->space;
    }
    return otherwise;
  }

  void solve_and_check(const Placement& placement, Evaluation& result) {
    const Spots spots(result.layout);
    const auto& missing = result.plan.missing;
    const bool lacks_power = std::any_of(missing.begin(), missing.end(),
                                         [](const MissingFigure& one) { return one.is_electrical; });
    const bool lacks_cooling = std::any_of(missing.begin(), missing.end(),
                                           [](const MissingFigure& one) { return !one.is_electrical; });
    const bool has_power = !lacks_power && study_.shell.power.is != site::SystemState::unknown;
    std::optional<PowerAssembly> power;
    std::optional<ThermalAssembly> thermal;
    if (has_power) power = assemble_power(study_, result.plan, result.devices, spots);
    // Sized for the weather that is known, the plant says nothing about the weather that is not.
    const bool lacks_weather = meets_weather(result.plan.cooling) && !unknown_weather_points(study_).empty();
    if (!lacks_cooling && !lacks_weather)
      thermal = assemble_thermal(study_, result.plan, result.devices, spots);

    CheckBook book;
    const auto runs = power ? power->runs : std::vector<BuswayRun>{};
    const auto pipes = thermal ? thermal->pipes : std::vector<PipeRun>{};
    for (const auto& run : runs) result.runs.push_back({run.id, "busway", run.type, run.feeder + run.along});
    for (const auto& cable : result.plan.power.one_line.cables)
      result.runs.push_back(
          {cable.id.text(), "cable", cable.type.text(), cable.length * static_cast<double>(cable.sets)});
    for (const auto& pipe : pipes) result.runs.push_back({pipe.id, "pipe", pipe.type, pipe.length});
    const SpaceFacts facts{study_, result.plan, placement, result.layout, runs, pipes};
    book.add(space_checks(facts));
    book.add(structure_checks(facts));
    book.add(hanging_checks(facts));
    book.add(input_checks(result.plan));
    book.add(setpoint_checks(study_, result.plan.cooling));
    const StateProblem problem{study_,
                               result.plan,
                               result.devices,
                               weather_,
                               power ? &*power : nullptr,
                               thermal ? &*thermal : nullptr};
    const auto states =
        list_states(study_, power ? power->parts : std::vector<PowerPart>{}, result.devices, weather_);
    SolveCounts counts;
    const auto answers = solve_states(context_, problem, states, counts);
    std::vector<std::vector<Check>> found(states.size());
    for_each_index(context_, states.size(), [&](std::size_t i) {
      if (power) found[i] = power_checks(problem, states[i], answers[i]);
      if (thermal) {
        for (auto& check : cooling_checks(problem, states[i], answers[i]))
          found[i].push_back(std::move(check));
      }
    });
    for (auto& checks : found) book.add(std::move(checks));
    if (power) book.add(standing_power_checks(problem));
    if (thermal) {
      book.add(pressure_checks(problem, states, answers));
      book.add(expansion_checks(problem, states, answers));
    }
    if (study_.basis.ride_through) ride(problem, states, answers, result, book);
    result.checks = book.take();
    name_weak_rules(study_, result.checks);
    set_totals(problem, states, answers, result);
    result.sizes.racks = static_cast<int>(racks_.size());
    result.sizes.states = static_cast<int>(counts.states);
    result.sizes.thermal_solves = static_cast<int>(counts.thermal_solves);
    result.sizes.load_flows = static_cast<int>(counts.load_flows);
    if (power) {
      result.sizes.buses = static_cast<int>(power->network.buses.size());
      result.sizes.branches = static_cast<int>(power->problem.branches.size());
    }
    if (thermal) {
      result.sizes.nodes = static_cast<int>(thermal->network.nodes.size());
      result.sizes.links = static_cast<int>(thermal->network.links.size());
    }
  }

  /// From the hottest normal state on. Without one, what keeps the loops from it is a check of its own.
  void ride(const StateProblem& problem, const std::vector<State>& states,
            const std::vector<StateAnswer>& answers, Evaluation& result, CheckBook& book) const {
    if (problem.thermal == nullptr) return;
    const auto dry_bulb = [&](const State& state) {
      return state.weather < 0 ? Temperature{} : weather_[static_cast<std::size_t>(state.weather)].dry_bulb;
    };
    std::optional<std::size_t> hottest;
    for (std::size_t i = 0; i < states.size(); ++i) {
      const bool is_normal = states[i].out.is_nothing() && states[i].load == LoadLevel::full;
      if (is_normal && (!hottest || dry_bulb(states[*hottest]) < dry_bulb(states[i]))) hottest = i;
    }
    if (!hottest || !answers[*hottest].thermal || !answers[*hottest].thermal->solution.has_converged) return;
    const SolvedCooling normal(problem, states[*hottest], answers[*hottest]);
    result.ride_through = ride_through(normal);
    book.add(ride_through_checks(result.ride_through, study_.basis.ride_through->margin));
  }

  /// What cannot be judged for want of an input.
  std::vector<Check> input_checks(const Plan& plan) const {
    std::vector<Check> checks;
    if (study_.shell.power.is == site::SystemState::unknown)
      checks.push_back(unknown_check(CheckKind::system, "power",
                                     "what distributes power inside the shell: boards, transformers, UPS, "
                                     "generators, and their connections?"));
    if (mode_ == Mode::with_fit_out && study_.shell.power.is != site::SystemState::unknown &&
        study_.basis.scope.busways.empty())
      checks.push_back(unknown_check(CheckKind::system, "feeders",
                                     "what carries power from the boards to the racks: which busway may the "
                                     "fit-out use?"));
    for (const auto& id : study_.basis.scope.busways) {
      const auto& type = study_.catalog.get(id);
      const char* missing = !type.rating.is_known()       ? "rating"
                            : !type.resistance.is_known() ? "resistance"
                            : !type.reactance.is_known()  ? "reactance"
                                                          : nullptr;
      if (mode_ == Mode::with_fit_out && missing != nullptr)
        checks.push_back(unknown_check(CheckKind::figures, id.text() + "." + missing,
                                       question_of({id.text(), missing, true, {}})));
    }
    ask_landlord(plan, checks);
    const bool has_liquid = std::any_of(plan.racks.begin(), plan.racks.end(),
                                        [](const HostedRack& rack) { return rack.liquid.in_si() > 0.0; });
    const bool has_air = std::any_of(plan.racks.begin(), plan.racks.end(),
                                     [](const HostedRack& rack) { return rack.air.in_si() > 0.0; });
    if (has_liquid && study_.shell.cooling.liquid == site::SystemState::unknown)
      checks.push_back(unknown_check(CheckKind::system, "liquid-cooling",
                                     "what takes the heat of liquid-cooled racks: is there facility water, "
                                     "at what temperature, flow and pressure?"));
    if (has_air && study_.shell.cooling.air == site::SystemState::unknown)
      checks.push_back(unknown_check(CheckKind::system, "air-cooling",
                                     "what takes the heat of the air in the halls, and with how much air?"));
    for (const auto& missing : plan.missing)
      checks.push_back(
          unknown_check(CheckKind::figures, missing.type + "." + missing.figure, question_of(missing)));
    if (study_.shell.site.elevation.is_unknown())
      checks.push_back(unknown_check(
          CheckKind::weather, "elevation",
          "at what elevation is the site? Air is thinner higher up, and generators and coolers give less"));
    for (const auto& name : unknown_weather_points(study_))
      checks.push_back(unknown_check(CheckKind::weather, name,
                                     "what is the extreme " + name + " temperature of the site?"));
    return checks;
  }

  /// Outages to survive that happen behind what the landlord offers.
  void ask_landlord(const Plan& plan, std::vector<Check>& checks) const {
    const auto survives = [&](std::initializer_list<site::Part> parts) {
      return std::any_of(study_.basis.survive.begin(), study_.basis.survive.end(), [&](const auto& survive) {
        return std::any_of(parts.begin(), parts.end(), [&](site::Part part) {
          return std::find(survive.parts.begin(), survive.parts.end(), part) != survive.parts.end();
        });
      });
    };
    using enum site::Part;
    if (plan.power.is_offered()) ask_of_offers(survives, checks);
    for (const auto& loop : {plan.cooling.liquid_loop, plan.cooling.air_loop}) {
      if (!loop || !loop->piping.offered) continue;
      std::string unsaid;
      for (const auto part : {utility, cooler, chiller}) {
        if (survives({part}) && loop->piping.offered->water.without(part) == nullptr)
          unsaid += fmt::format("{}{}", unsaid.empty() ? "" : ", ", site::part_word(part));
      }
      if (!unsaid.empty())
        checks.push_back(unknown_check(
            CheckKind::system, loop->id,
            fmt::format("does the landlord hold flow and temperature at {} when this is lost behind it: {}?",
                        loop->id, unsaid)));
    }
  }

  /// Outages that an offer says nothing about.
  template <class Survives>
  void ask_of_offers(const Survives& survives, std::vector<Check>& checks) const {
    using enum site::Part;
    for (const auto& offer : study_.shell.power.offers) {
      std::string unsaid;
      for (const auto part :
           {utility, mv_board, transformer, board, ups, generator, battery, breaker, transfer_switch}) {
        // A bus behind a UPS or generator of the landlord's stays live without the utility.
        const bool is_backed = part == utility && offer.backing && *offer.backing != site::Backing::none;
        if (survives({part}) && !is_backed && !says_what_is_left(offer, part))
          unsaid += fmt::format("{}{}", unsaid.empty() ? "" : ", ", site::part_word(part));
      }
      if (!unsaid.empty())
        checks.push_back(
            unknown_check(CheckKind::system, offer.id.text(),
                          fmt::format("how much power stays at {} when this is lost behind it: {}?",
                                      offer.id.text(), unsaid)));
    }
  }

  void set_totals(const StateProblem& problem, const std::vector<State>& states,
                  const std::vector<StateAnswer>& answers, Evaluation& result) const {
    result.it = total_tdp(racks_);
    for (std::size_t i = 0; i < racks_.size(); ++i)
      result.it_w_by_space[result.plan.rack_space[i].text()] += racks_[i].tdp.in_si();
    if (problem.power == nullptr) return;
    const auto& upses = result.plan.power.one_line.upses;
    result.has_batteries = std::any_of(upses.begin(), upses.end(), [](const site::UpsUnit& one) {
      return one.battery.has_value() && !one.is_reserve;
    });
    for (std::size_t s = 0; s < states.size(); ++s) {
      if (states[s].load != LoadLevel::recharge || !states[s].out.is_nothing()) continue;
      const auto& flow = answers[s].power->flow;
      if (!flow.has_converged()) return;
      double real = 0;
      double reactive = 0;
      bool is_fed = false;
      for (const auto* sources : {&problem.power->feed_sources, &problem.power->offer_sources}) {
        for (const int source : *sources) {
          const auto& supply = flow.sources[static_cast<std::size_t>(source)];
          if (supply.real.is_missing()) continue;
          is_fed = true;
          real += supply.real.in_si();
          reactive += supply.reactive.in_si();
        }
      }
      if (!is_fed) return;
      result.poi_real = RealPower::from_si(real);
      result.poi_apparent = ApparentPower::from_si(std::hypot(real, reactive));
    }
  }

  const RunContext& context_;
  const site::Study& study_;
  const std::string& study_bytes_;
  std::vector<HostedRack> racks_;
  Mode mode_;
  std::vector<WeatherPoint> weather_;
};

struct EvaluationKey {
  std::string study;
  std::vector<HostedRack> racks;
  Mode mode;
  static constexpr auto members() {
    return std::tuple{&EvaluationKey::study, &EvaluationKey::racks, &EvaluationKey::mode};
  }
};

}  // namespace

bool Evaluation::has_failed() const {
  return std::any_of(checks.begin(), checks.end(),
                     [](const Check& check) { return check.status == Status::fail; });
}

bool Evaluation::passes() const {
  return std::none_of(checks.begin(), checks.end(), [](const Check& check) {
    const bool is_of_search = check.kind == CheckKind::hosting_space ||
                              check.kind == CheckKind::equipment_space || check.kind == CheckKind::pod_hall;
    // A search that found no place is no proof, but nothing is hosted without a place either.
    return check.status == Status::fail ||
           (is_of_search && check.status == Status::unknown && check.demand.has_value());
  });
}

bool Evaluation::is_certain() const {
  return std::all_of(checks.begin(), checks.end(), [](const Check& check) {
    return check.status != Status::fail && check.status != Status::unknown;
  });
}

Evaluation evaluate(const RunContext& context, const site::Study& study, std::vector<HostedRack> racks,
                    Mode mode) {
  EvaluationKey key{StudyKey::of(study).bytes, std::move(racks), mode};
  return run_stage<Evaluation>(context, evaluation_stage, key, [&](const EvaluationKey& k) {
    return Evaluator(context, study, k.study, k.racks, mode).evaluate();
  });
}

}  // namespace shellfit::studies
