#include "studies/verdict.hpp"

#include "studies/prefix_search.hpp"
#include "studies/scenarios.hpp"
#include "studies/study_key.hpp"
#include "studies/unknown_racks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace shellfit::studies {

std::string_view outcome_word(Outcome outcome) {
  switch (outcome) {
    case Outcome::hosts:
      return "hosts";
    case Outcome::does_not_host:
      return "does-not-host";
    case Outcome::depends:
      return "depends";
  }
  return "depends";
}

namespace {

bool has_unknown(const std::vector<Check>& checks) {
  return std::any_of(checks.begin(), checks.end(),
                     [](const Check& check) { return check.status == Status::unknown; });
}
bool has_failed(const std::vector<Check>& checks) {
  return std::any_of(checks.begin(), checks.end(),
                     [](const Check& check) { return check.status == Status::fail; });
}
Outcome outcome_of(const std::vector<Check>& checks) {
  if (has_failed(checks)) return Outcome::does_not_host;
  return has_unknown(checks) ? Outcome::depends : Outcome::hosts;
}

void add_once(std::vector<std::string>& list, const std::string& text) {
  if (std::find(list.begin(), list.end(), text) == list.end()) list.push_back(text);
}

class Judge {
 public:
  Judge(const RunContext& context, const site::Study& study) : context_(context), study_(study) {}

  Verdict judge() {
    Prefixes with(context_, study_, hosting_order(study_), Mode::with_fit_out);
    Prefixes without(context_, study_, hosting_order(study_), Mode::as_is);
    verdict_.requested = total_tdp(with.racks());
    verdict_.with_fit_out = answer(with);
    verdict_.as_is = answer(without);
    const auto& whole = with.at(with.size());
    verdict_.outcome = outcome_of(whole.checks);
    verdict_.sizes = whole.sizes;
    verdict_.poi_real = whole.poi_real;
    verdict_.poi_apparent = whole.poi_apparent;
    verdict_.hostable_upper = upper_bound(with);
    if (verdict_.with_fit_out.hostable_racks > 0)
      verdict_.it_w_by_space = with.at(verdict_.with_fit_out.hostable_racks).it_w_by_space;
    verdict_.runs = whole.runs;
    list_additions(whole);
    list_assumptions(whole);
    list_questions();
    list_notes(whole);
    try_rivals();
    verdict_.reason = reason();
    return std::move(verdict_);
  }

 private:
  Answer answer(Prefixes& prefixes) const {
    Answer result;
    result.checks = prefixes.at(prefixes.size()).checks;
    result.hostable_racks =
        prefixes.longest([](const Evaluation& evaluation) { return evaluation.passes(); });
    const auto hosted = prefixes.first(result.hostable_racks);
    result.hostable = total_tdp(hosted);
    result.hostable_units = whole_units(study_, hosted);
    // Failed checks stand in the order of the load at which each kind, alone, would stop.
    std::map<CheckKind, double> stops_at;
    for (auto& check : result.checks) {
      if (check.status != Status::fail) continue;
      const auto [known, is_new] = stops_at.try_emplace(check.kind, 0.0);
      if (is_new) {
        const auto kind = check.kind;
        const int racks = prefixes.longest([kind](const Evaluation& evaluation) {
          return std::none_of(evaluation.checks.begin(), evaluation.checks.end(), [kind](const Check& one) {
            return one.kind == kind && one.status == Status::fail;
          });
        });
        known->second = total_tdp(prefixes.first(racks)).in(units::MW);
      }
      check.hostable_mw = known->second;
    }
    sort_checks(result.checks);
    return result;
  }

  /// The least of what is proven: floor for racks, and what all feeds together may deliver.
  RealPower upper_bound(Prefixes& prefixes) const {
    const int bound = std::min(prefixes.size(), prefixes.at(prefixes.size()).layout.upper_bound_racks);
    auto upper = total_tdp(prefixes.first(bound));
    double feeds_w = 0;
    for (const auto& feed : study_.shell.feeds) {
      const auto rating = feed.rating.at(Corner::high);
      if (!rating) return upper;
      feeds_w += rating->in_si();
    }
    return study_.shell.power.is == site::SystemState::offered ? upper
                                                               : std::min(upper, RealPower::from_si(feeds_w));
  }

  void list_additions(const Evaluation& whole) {
    std::map<std::pair<std::string, std::string>, int> counts;
    for (const auto& item : whole.placement.plant)
      ++counts[{std::string(layout::kind_word(item.kind)), item.type}];
    // Equipment without a published size is added as well, though nothing could be placed.
    for (const auto& device : whole.devices) {
      const bool is_counted =
          std::any_of(whole.placement.plant.begin(), whole.placement.plant.end(),
                      [&](const layout::Item& item) { return item.id.text() == device.id; });
      if (!device.is_installed && !is_counted) ++counts[{"unplaced", device.type}];
    }
    for (const auto& [key, count] : counts) verdict_.additions.push_back({key.first, key.second, count});
  }

  void list_assumptions(const Evaluation& whole) {
    auto& list = verdict_.assumptions;
    std::set<std::string> weak;
    for (const auto* checks : {&verdict_.with_fit_out.checks, &verdict_.as_is.checks}) {
      for (const auto& check : *checks) weak.insert(check.weak.begin(), check.weak.end());
    }
    list.assign(weak.begin(), weak.end());
    for (const auto& line : study_.deployment.lines) {
      for (const auto& support : line.support) {
        if (support.tdp)
          add_once(list, fmt::format("{}: {} a rack, in place of the catalog's {} ({})", support.id.text(),
                                     to_text(*support.tdp),
                                     to_text(study_.catalog.get(support.rack).tdp.claim().value),
                                     support.source.empty() ? "no source given" : support.source));
      }
      if (line.cap_on_feed_loss)
        add_once(list, fmt::format("{}: racks may be capped to {} when one of their feeds is lost",
                                   line.id.text(), to_text(*line.cap_on_feed_loss)));
    }
    if (!study_.shell.site.climate.source.empty())
      add_once(list, "climate: " + study_.shell.site.climate.source);
    if (study_.shell.power.is != site::SystemState::unknown)
      add_once(list,
               "as is, the feeders from boards to racks are taken as the tenant's own and are not judged");
    const bool has_two_feeds =
        std::any_of(whole.plan.power.one_line.outlets.begin(), whole.plan.power.one_line.outlets.end(),
                    [](const site::Outlet& one) { return one.serves != site::Serves::mechanical && one.b; });
    for (const auto& line : study_.deployment.lines) {
      if (line.backing == site::Backing::none)
        add_once(list, fmt::format("{}: racks may go when the utility is lost", line.id.text()));
    }
    for (const auto& survive : study_.basis.survive) {
      if (!survive.lines.empty() || survive.cooling != site::CoolingClass::any)
        add_once(
            list,
            "racks that need not survive an outage are taken as shut down in it: what trips or sheds them is "
            "not judged");
    }
    if (has_two_feeds) add_once(list, "each rack's power supplies are spread evenly over its two feeds");
    for (const auto& note : study_.shell.site.climate.notes) add_once(list, "climate: " + note);
    for (const auto& used : study_.defaults)
      add_once(list, fmt::format("{} {} = {}: {} ({})", used.element, used.field, used.value, used.meaning,
                                 used.origin.empty() ? "default" : used.origin));
  }

  void list_questions() {
    for (const auto* checks : {&verdict_.with_fit_out.checks, &verdict_.as_is.checks}) {
      for (const auto& check : *checks) {
        if (check.status == Status::unknown && !check.reason.empty())
          add_once(verdict_.questions, check.reason);
      }
    }
  }

  void list_notes(const Evaluation& whole) {
    for (const auto& feed : study_.shell.feeds) {
      if (feed.service == site::Feed::Service::interruptible)
        verdict_.notes.push_back(
            fmt::format("feed {} is interruptible: the utility may switch it off", feed.id.text()));
    }
    const bool has_liquid = std::any_of(whole.plan.racks.begin(), whole.plan.racks.end(),
                                        [](const HostedRack& rack) { return rack.liquid.in_si() > 0.0; });
    for (const auto& loop : study_.shell.cooling.loops) {
      const auto* offer = loop.offer();
      if (offer == nullptr || offer->supply.is_unknown() || loop.serves != site::LoopServes::liquid ||
          !has_liquid)
        continue;
      const auto supply = *offer->supply.high;
      const auto dew = study_.basis.air.dew_point_highest;
      if (supply < dew + study_.basis.liquid.dew_point_margin) {
        verdict_.notes.push_back(
            fmt::format("water of {} at {} lies below the hall's dew point of up to {}: insulate it, and mix "
                        "before the CDUs",
                        loop.id.text(), to_text(supply), to_text(dew)));
      }
      constexpr double wasteful_k = 10.0;
      if ((study_.basis.liquid.facility_supply - supply).in_si() > wasteful_k) {
        verdict_.notes.push_back(
            fmt::format("water of {} at {} wastes a warm-water class: the CDUs would take {}, which needs no "
                        "chiller in most hours",
                        loop.id.text(), to_text(supply), to_text(study_.basis.liquid.facility_supply)));
      }
    }
    for (const auto& change : study_.basis.rules.unused)
      verdict_.notes.push_back("the basis changes the figure of rule " + change);
    const auto& air = study_.basis.air;
    if (whole.plan.cooling.air_loop && air.water_supply < air.dew_point_highest)
      verdict_.notes.push_back(
          fmt::format("coils of air units at {} dry air whose dew point is up to {}: they need drains, their "
                      "pipes insulation",
                      to_text(air.water_supply), to_text(air.dew_point_highest)));
    note_shut_off(whole.plan);
    if (std::any_of(whole.devices.begin(), whole.devices.end(),
                    [](const Device& device) { return device.is_installed; }))
      verdict_.notes.emplace_back(
          "plant that is there takes no floor on the plan: draw keep-outs where it stands");
    if (study_.basis.survive.empty())
      verdict_.notes.emplace_back("the basis asks for no outage to be survived: none was judged");
    for (const auto& space : study_.shell.spaces) {
      if (space.use == site::Space::Use::white && space.doors.empty())
        verdict_.notes.push_back(
            fmt::format("{} names no door: the way in of racks was not judged", space.id.text()));
    }
    const auto& site = study_.shell.site;
    constexpr double thin_air_m = 1000.0;
    const bool has_cold = !site.climate.cold.is_unknown() && *site.climate.cold.low < 0.0 * units::degC;
    std::string not_judged =
        "heat of transformers, UPS and batteries in electrical rooms; what motors add to fault levels; "
        "egress, fire separation, working space "
        "around installed plant, and the way of racks beyond the doors; cable reach; harmonics and swings; "
        "the seconds after "
        "cooling stops; loss of make-up water";
    if (has_cold) not_judged += "; freezing of water outdoors";
    if (!site.elevation.is_unknown() && site.elevation.high->in_si() > thin_air_m)
      not_judged += "; derating of transformers, switchgear and UPS above 1000 m";
    verdict_.notes.push_back("not judged in this version: " + not_judged);
  }

  /// Operating pressure is what the check judges; what pumps could reach against closed valves is said here.
  void note_shut_off(const Plan& plan) {
    for (const auto& group :
         plan.cooling.liquid_loop ? plan.cooling.liquid_loop->piping.groups : std::vector<site::TcsGroup>{}) {
      if (group.cdus.empty()) continue;
      note_shut_off(plan, study_.catalog.get(group.cdus.front().type));
      return;
    }
  }

  void note_shut_off(const Plan& plan, const catalogs::CduType& cdu) {
    if (cdu.curve.empty() || cdu.curve.front().points.empty()) return;
    const auto shut_off =
        study_.basis.liquid.fill_pressure.in_si() + cdu.curve.front().points.front().head.in_si();
    std::set<std::string> seen;
    for (const auto& rack : plan.racks) {
      const auto& limit = study_.catalog.get(rack.type).pressure_highest;
      if (rack.liquid.in_si() <= 0.0 || !limit.is_known() || limit.value().in_si() >= shut_off ||
          !seen.insert(rack.type.text()).second)
        continue;
      verdict_.notes.push_back(
          fmt::format("against closed valves {} could put {} on {}, which takes {}: pressure control or a "
                      "relief valve must limit it",
                      cdu.id.text(), to_text(GaugePressure::from_si(shut_off)), rack.type.text(),
                      to_text(limit.value())));
    }
  }

  void try_rivals() {
    struct Rival {
      std::string figure;
      site::Study study;
    };
    std::vector<Rival> rivals;
    std::set<std::string> seen;
    for (std::size_t l = 0; l < study_.deployment.lines.size(); ++l) {
      const auto& line = study_.deployment.lines[l];
      const auto& tdp = study_.catalog.get(line.rack).tdp;
      for (std::size_t i = 0; i < tdp.claims.size(); ++i) {
        const auto& claim = tdp.claims[i];
        const bool is_rival = static_cast<int>(i) != tdp.chosen && claim.value.is_known();
        auto name = is_rival ? fmt::format("{} tdp {} ({})", line.rack.text(), to_text(claim.value.value()),
                                           claim.provenance.source)
                             : std::string{};
        if (!is_rival || !seen.insert(name).second) continue;
        rivals.push_back({std::move(name), study_});
        rivals.back().study.catalog.all<catalogs::RackType>().at(line.rack).tdp.chosen = static_cast<int>(i);
      }
      // What one source says of several support lines counts together.
      for (const auto& support : line.support) {
        for (const auto& rival : support.rivals) {
          if (!seen.insert(rival.source).second) continue;
          rivals.push_back({"support racks: " + rival.source, study_});
          for (auto& other : rivals.back().study.deployment.lines[l].support) {
            for (const auto& claim : other.rivals) {
              if (claim.source != rival.source) continue;
              other.per_unit = claim.per_unit;
              other.tdp = claim.tdp;
            }
          }
        }
      }
    }
    for (const auto& rival : rivals) {
      auto racks = hosting_order(rival.study);
      RivalAnswer answer{rival.figure, total_tdp(racks), Outcome::depends, ""};
      const auto evaluation = evaluate(context_, rival.study, std::move(racks), Mode::with_fit_out);
      answer.outcome = outcome_of(evaluation.checks);
      if (answer.outcome != Outcome::hosts) answer.first_limit = evaluation.checks.front().id();
      verdict_.rivals.push_back(std::move(answer));
    }
  }

  static std::string limit_text(const Check& check) {
    const auto& info = info_of(check.kind);
    const auto at = check.state.empty() ? std::string{} : " in " + check.state;
    if (check.demand && check.capacity) {
      const auto relation = info.sense == Sense::at_most ? "of" : "against";
      return fmt::format("{} ({}): {} {} {} {}{}", check.id(), info.title, number_text(*check.demand),
                         relation, number_text(*check.capacity), info.unit, at);
    }
    return fmt::format("{} ({}){}{}", check.id(), info.title, check.reason.empty() ? "" : ": " + check.reason,
                       at);
  }

  std::string reason() const {
    const auto& checks = verdict_.with_fit_out.checks;
    if (checks.empty()) return "nothing to check";
    const auto& first = checks.front();
    std::string text;
    switch (verdict_.outcome) {
      case Outcome::hosts:
        text = "closest limit " + limit_text(first);
        break;
      case Outcome::does_not_host:
        text = "first limit " + limit_text(first);
        break;
      case Outcome::depends:
        text = "undecided: " + (first.reason.empty() ? first.id() : first.reason);
        break;
    }
    if (!first.weak.empty()) text += "; hangs on " + fmt::format("{}", fmt::join(first.weak, ", "));
    return text;
  }

  const RunContext& context_;
  const site::Study& study_;
  Verdict verdict_;
};

/// The answer where racks lack what everything else follows from; powers stay without a figure.
Verdict undecided(std::vector<Check> checks) {
  Verdict verdict;
  verdict.reason = "undecided: " + checks.front().reason;
  for (const auto& check : checks) verdict.questions.push_back(check.reason);
  verdict.notes.emplace_back("nothing was computed: the racks are not known well enough to be placed or fed");
  verdict.with_fit_out.checks = checks;
  verdict.as_is.checks = std::move(checks);
  return verdict;
}

Verdict judge_one(const RunContext& context, const site::Study& study) {
  if (auto unknown = unknown_rack_checks(study); !unknown.empty()) return undecided(std::move(unknown));
  return run_stage<Verdict>(context, verdict_stage, StudyKey::of(study),
                            [&](const StudyKey&) { return Judge(context, study).judge(); });
}

}  // namespace

Verdict judge(const RunContext& context, const site::Study& study) {
  const auto all = scenarios(study);
  auto verdict = judge_one(context, all.front().study);
  if (all.size() == 1) return verdict;
  // The answer shown is that of the scenario that hosts least; where scenarios disagree, it depends.
  std::string decisive;
  auto worst = verdict;
  const auto first_outcome = verdict.outcome;
  std::string worst_name = all.front().name;
  bool agree = true;
  for (std::size_t i = 1; i < all.size(); ++i) {
    auto other = judge_one(context, all[i].study);
    agree &= other.outcome == first_outcome;
    if (other.with_fit_out.hostable < worst.with_fit_out.hostable) {
      worst = std::move(other);
      worst_name = all[i].name;
    }
  }
  worst.assumptions.insert(worst.assumptions.begin(), "figures below are for " + worst_name);
  if (!agree) {
    worst.questions.insert(
        worst.questions.begin(),
        fmt::format(
            "which value within its range has each of the {} figures given as ranges? They decide the answer",
            range_count(study)));
    worst.reason = fmt::format("the ranges of the inputs decide: with {}, {}", worst_name, worst.reason);
    worst.outcome = Outcome::depends;
  }
  return worst;
}

bool is_for_want_of_a_solution(const Verdict& verdict) {
  if (verdict.outcome != Outcome::depends) return false;
  const auto& checks = verdict.with_fit_out.checks;
  const auto is_open = [](const Check& check) { return check.status == Status::unknown; };
  const auto is_of_solver = [](const Check& check) {
    return check.kind == CheckKind::load_flow || check.kind == CheckKind::thermal_solution;
  };
  return std::any_of(checks.begin(), checks.end(), is_open) &&
         std::all_of(checks.begin(), checks.end(),
                     [&](const Check& check) { return !is_open(check) || is_of_solver(check); });
}

Evaluation whole_evaluation(const RunContext& context, const site::Study& study) {
  if (auto unknown = unknown_rack_checks(study); !unknown.empty()) {
    Evaluation nothing;
    nothing.checks = std::move(unknown);
    return nothing;
  }
  const auto all = scenarios(study);
  return evaluate(context, all.front().study, hosting_order(all.front().study), Mode::with_fit_out);
}

std::string study_hash(const site::Study& study) { return hash_bytes(StudyKey::of(study).bytes).hex(); }

}  // namespace shellfit::studies
