#include "studies/verdict.hpp"

#include "studies/prefix_search.hpp"
#include "studies/scenarios.hpp"
#include "studies/study_key.hpp"
#include "studies/unknown_racks.hpp"
#include "studies/verdict_notes.hpp"

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
    verdict_.has_batteries = whole.has_batteries;
    verdict_.hostable_upper = upper_bound(with);
    if (verdict_.with_fit_out.hostable_racks > 0)
      verdict_.it_w_by_space = with.at(verdict_.with_fit_out.hostable_racks).it_w_by_space;
    verdict_.runs = whole.runs;
    verdict_.ride_through = whole.ride_through;
    write_notes(study_, whole, verdict_);
    try_rivals();
    verdict_.reason = reason();
    return std::move(verdict_);
  }

 private:
  Answer answer(Prefixes& prefixes) const {
    Answer result;
    result.checks = prefixes.at(prefixes.size()).checks;
    const auto hosted = find_hosted(prefixes);
    result.at_best = total_tdp(prefixes.first(hosted.at_best));
    const auto certain = prefixes.first(hosted.for_certain);
    if (hosted.is_known) result.hostable = total_tdp(certain);
    result.hostable_racks = hosted.for_certain;
    result.hostable_units = whole_units(study_, certain);
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

  /// The least of what is proven: floor for racks, and what the feeds may deliver, each and together.
  RealPower upper_bound(Prefixes& prefixes) const {
    const int bound = std::min(prefixes.size(), prefixes.at(prefixes.size()).layout.upper_bound_racks);
    auto upper = total_tdp(prefixes.first(bound));
    if (study_.shell.power.is == site::SystemState::offered) return upper;
    // No less apparent power flows than the racks take in real power.
    const auto at_most = [&](const std::optional<ApparentPower>& limit) {
      if (limit) upper = std::min(upper, RealPower::from_si(limit->in_si()));
    };
    std::optional<ApparentPower> feeds = 0.0 * units::MVA;
    for (const auto& feed : study_.shell.feeds) {
      const auto rating = feed.rating.at(Corner::high);
      feeds = feeds && rating ? std::optional(*feeds + *rating) : std::nullopt;
    }
    at_most(feeds);
    if (const auto& agreed = study_.shell.site.interconnection) at_most(agreed->at(Corner::high));
    return upper;
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

/// What is not known to host one rack is less than anything known.
bool is_less(const Answer& a, const Answer& b) {
  if (a.hostable.is_missing() || b.hostable.is_missing())
    return a.hostable.is_missing() && !b.hostable.is_missing();
  return a.hostable < b.hostable;
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
    if (is_less(other.with_fit_out, worst.with_fit_out)) {
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
