#include "studies/capacity.hpp"

#include "studies/prefix_search.hpp"
#include "studies/scenarios.hpp"
#include "studies/study_key.hpp"
#include "studies/unknown_racks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace shellfit::studies {

namespace {

bool passes(const Evaluation& evaluation) { return evaluation.passes(); }

class CapacityFinder {
 public:
  CapacityFinder(const RunContext& context, const site::Study& study) : context_(context), study_(study) {}

  Capacity find() {
    const auto asked = hosting_order(study_);
    capacity_.requested = total_tdp(asked);
    // The last line goes on, twice as far each time, until something stops it or no floor is left.
    int extra = 0;
    auto prefixes = std::make_unique<Prefixes>(context_, study_, asked, Mode::with_fit_out);
    constexpr int most_racks = 200000;
    while (passes(prefixes->at(prefixes->size())) && prefixes->size() < most_racks) {
      const auto& whole = prefixes->at(prefixes->size());
      if (prefixes->size() >= whole.layout.upper_bound_racks) break;
      extra = std::max(1, 2 * extra + units_of(study_, study_.deployment.lines.back()) / 4);
      prefixes =
          std::make_unique<Prefixes>(context_, study_, hosting_order(study_, extra), Mode::with_fit_out);
    }
    const auto found = find_hosted(*prefixes);
    const int racks = found.at_best;
    const auto hosted = prefixes->first(found.for_certain);
    capacity_.at_best = total_tdp(prefixes->first(racks));
    if (found.is_known) capacity_.hostable = total_tdp(hosted);
    capacity_.hostable_racks = found.for_certain;
    capacity_.hostable_units = whole_units(study_, hosted);
    if (racks > 0 || (!found.is_known && prefixes->size() > 0))
      list_questions(prefixes->at(std::max(1, racks)));
    const bool fewer_pass = racks <= 1 || passes(prefixes->at(racks - 1));
    const bool more_fail = racks == prefixes->size() || !passes(prefixes->at(racks + 1));
    capacity_.is_confirmed = fewer_pass && more_fail && capacity_.questions.empty() && found.is_known;
    if (!fewer_pass)
      capacity_.notes.push_back(fmt::format(
          "{} racks pass although {} do not: a smaller fit-out has less to spare", racks, racks - 1));
    if (racks < prefixes->size()) write_ladder(*prefixes, racks);
    return std::move(capacity_);
  }

 private:
  void list_questions(const Evaluation& evaluation) {
    auto& list = capacity_.questions;
    for (const auto& check : evaluation.checks) {
      if (check.status != Status::unknown) continue;
      const auto text = check.reason.empty() ? check.id() : check.reason;
      if (std::find(list.begin(), list.end(), text) == list.end()) list.push_back(text);
    }
  }

  void write_ladder(Prefixes& prefixes, int racks) {
    const auto& next = prefixes.at(racks + 1);
    std::map<CheckKind, const Check*> failing;
    for (const auto* evaluation : {&next, &prefixes.at(prefixes.size())}) {
      for (const auto& check : evaluation->checks) {
        if (check.status == Status::fail || (check.status == Status::unknown && check.demand))
          failing.try_emplace(check.kind, &check);
      }
    }
    for (const auto& check : next.checks) {
      if (check.status == Status::fail || (check.status == Status::unknown && check.demand))
        capacity_.stops.push_back(check);
    }
    for (const auto& [kind, check] : failing) {
      const auto wanted = kind;
      const int holds = prefixes.longest([wanted](const Evaluation& evaluation) {
        return std::none_of(evaluation.checks.begin(), evaluation.checks.end(), [wanted](const Check& one) {
          return one.kind == wanted &&
                 (one.status == Status::fail || (one.status == Status::unknown && one.demand));
        });
      });
      capacity_.ladder.push_back({std::string(info_of(kind).id), check->element, check->state,
                                  total_tdp(prefixes.first(holds)).in(units::MW), false});
    }
    // What failed nowhere holds at least as far as was looked.
    const auto& farthest = prefixes.at(prefixes.size());
    std::map<CheckKind, const Check*> closest;
    for (const auto& check : farthest.checks) {
      if (check.status != Status::pass || !check.margin_rel || failing.contains(check.kind)) continue;
      const auto [known, is_new] = closest.try_emplace(check.kind, &check);
      if (!is_new && *check.margin_rel < *known->second->margin_rel) known->second = &check;
    }
    for (const auto& [kind, check] : closest) {
      capacity_.ladder.push_back({std::string(info_of(kind).id), check->element, check->state,
                                  total_tdp(prefixes.racks()).in(units::MW), true});
    }
    std::sort(capacity_.ladder.begin(), capacity_.ladder.end(), [](const Rung& a, const Rung& b) {
      return std::tuple(a.is_above, a.mw, a.check) < std::tuple(b.is_above, b.mw, b.check);
    });
  }

  const RunContext& context_;
  const site::Study& study_;
  Capacity capacity_;
};

/// What is not known to host one rack is less than anything known.
bool is_less(const Capacity& a, const Capacity& b) {
  if (a.hostable.is_missing() || b.hostable.is_missing())
    return a.hostable.is_missing() && !b.hostable.is_missing();
  return a.hostable < b.hostable;
}

}  // namespace

Capacity find_capacity(const RunContext& context, const site::Study& study) {
  if (auto unknown = unknown_rack_checks(study); !unknown.empty()) {
    Capacity nothing;
    for (const auto& check : unknown) nothing.questions.push_back(check.reason);
    nothing.stops = std::move(unknown);
    nothing.notes.emplace_back(
        "nothing was computed: the racks are not known well enough to be placed or fed");
    return nothing;
  }
  // With ranges, the end that hosts least counts.
  std::optional<Capacity> least;
  for (const auto& scenario : scenarios(study)) {
    auto capacity =
        run_stage<Capacity>(context, capacity_stage, StudyKey::of(scenario.study),
                            [&](const StudyKey&) { return CapacityFinder(context, scenario.study).find(); });
    if (scenario.name != "as given") capacity.notes.push_back("for " + scenario.name + ", which hosts least");
    if (!least || is_less(capacity, *least)) least = std::move(capacity);
  }
  return std::move(*least);
}

}  // namespace shellfit::studies
