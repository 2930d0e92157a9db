#include "studies/cdu_sizing.hpp"

#include "studies/closed_forms.hpp"
#include "studies/missing_figures.hpp"
#include "studies/weather.hpp"

#include <algorithm>
#include <map>

namespace shellfit::studies {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

/// A group while its CDUs are counted.
struct Draft {
  CduGroup group;
  Id<catalogs::CduType> type;  ///< empty: nothing says which
  int standby = 0;
  int there = 0;      ///< listed, installed or not
  int installed = 0;  ///< of a template's CDUs
  int count = 0;
  bool is_dedicated = false;
};

class CduPlanner {
 public:
  CduPlanner(const site::Study& study, bool is_adding, const Growth& growth, UnitNames& names, Plan& plan)
      : study_(study),
        is_adding_(is_adding),
        growth_(growth),
        names_(names),
        plan_(plan),
        piping_(plan.cooling.liquid_loop->piping),
        pressure_(site_pressure(study)) {}

  void plan(const std::optional<site::CduUnits>& units, const std::vector<int>& racks) {
    if (!piping_.groups.empty()) {
      plan_listed(racks);
    } else if (units || (is_adding_ && !study_.basis.scope.cdus.empty())) {
      plan_template(units, racks);
    }
  }

 private:
  template <class T>
  bool lacks(const T& type) {
    return note_missing(type, false, plan_.missing);
  }
  const catalogs::CduType& type_of(const Draft& draft) const { return study_.catalog.get(draft.type); }

  /// Equal groups for all racks: the installed CDUs of a template go where they are needed, and what the
  /// scope has is added.
  void plan_template(const std::optional<site::CduUnits>& units, const std::vector<int>& racks) {
    site::CduUnits rule;
    if (units) {
      rule = *units;
    } else {
      const auto& scope = study_.basis.scope.cdus.front();
      rule.type = scope.type;
      rule.arrangement = scope.arrangement;
      rule.standby = scope.standby;
      rule.racks_per_group = scope.racks_per_group;
    }
    if (racks.empty() && !units) return;
    const int installed = units ? units->count : 0;
    int left = installed;
    for (const auto& scope : study_.basis.scope.cdus) {
      if (is_adding_ && scope.type == rule.type && (units || &scope == &study_.basis.scope.cdus.front()))
        left += scope.most;
    }
    auto drafts = make_drafts(racks, rule);
    if (racks.empty()) {
      // What stands there stays there, shut off.
      drafts.push_back(idle(rule, installed));
      write_new(drafts, rule.racks_per_group);
      return;
    }
    int installed_left = installed;
    const bool can_size = !lacks(study_.catalog.get(rule.type));
    for (auto& draft : drafts) {
      draft.count = std::min(can_size ? wanted(draft) : installed_left, left);
      left -= draft.count;
    }
    // Only when every group has what it needs does one grow beyond.
    for (auto& draft : drafts) {
      if (can_size) grow(draft, left);
      draft.installed = std::min(draft.count, installed_left);
      installed_left -= draft.installed;
    }
    // Installed units beyond what is needed stand in the last group; dedicated ones have no racks.
    if (rule.arrangement == site::CduArrangement::dedicated && installed_left > 0) {
      drafts.push_back(idle(rule, installed_left));
    } else {
      drafts.back().count += installed_left;
      drafts.back().installed += installed_left;
    }
    write_new(drafts, rule.racks_per_group);
  }

  Draft idle(const site::CduUnits& rule, int count) {
    return {{names_.next("tcs"), {}}, rule.type, rule.standby, 0, count, count, false};
  }

  /// Groups as they are listed take their racks in turn; racks beyond them need groups of the scope.
  void plan_listed(const std::vector<int>& racks) {
    std::vector<Draft> listed;
    std::size_t next = 0;
    for (const auto& group : piping_.groups) {
      Draft draft;
      draft.group.id = group.id.text();
      for (int i = 0; i < group.racks && next < racks.size(); ++i) draft.group.racks.push_back(racks[next++]);
      draft.standby = group.standby;
      draft.there = draft.count = static_cast<int>(group.cdus.size());
      if (!group.cdus.empty()) draft.type = group.cdus.front().type;
      listed.push_back(std::move(draft));
    }
    const std::vector<int> others(racks.begin() + static_cast<std::ptrdiff_t>(next), racks.end());
    const auto& scopes = study_.basis.scope.cdus;
    const bool has_scope = is_adding_ && !scopes.empty();
    site::CduUnits rule;
    rule.racks_per_group = static_cast<int>(others.size());
    if (has_scope) {
      rule.type = scopes.front().type;
      rule.arrangement = scopes.front().arrangement;
      rule.standby = scopes.front().standby;
      rule.racks_per_group = scopes.front().racks_per_group;
    }
    auto fresh = make_drafts(others, rule);
    std::vector<Draft*> all;
    for (auto& draft : listed) all.push_back(&draft);
    for (auto& draft : fresh) all.push_back(&draft);
    if (has_scope) add_from_scope(all, rule);
    for (std::size_t g = 0; g < listed.size(); ++g) {
      append(piping_.groups[g], listed[g], listed[g].count - listed[g].there, 0);
      plan_.cooling.cdu_groups.push_back(std::move(listed[g].group));
    }
    write_new(fresh, rule.racks_per_group);
  }

  void add_from_scope(const std::vector<Draft*>& drafts, const site::CduUnits& rule) {
    // What a list calls to be built counts against the scope.
    std::map<Id<catalogs::CduType>, int> left;
    for (const auto& scope : study_.basis.scope.cdus) left[scope.type] += scope.most;
    for (const auto& group : piping_.groups) {
      for (const auto& cdu : group.cdus) {
        if (cdu.is == site::Presence::to_be_built) --left[cdu.type];
      }
    }
    for (auto* draft : drafts) {
      if (draft->type.empty()) draft->type = rule.type;
      draft->is_dedicated |= rule.arrangement == site::CduArrangement::dedicated;
      if (draft->group.racks.empty() || !left.contains(draft->type) || lacks(type_of(*draft))) continue;
      const int added = std::clamp(wanted(*draft) - draft->there, 0, std::max(0, left[draft->type]));
      draft->count += added;
      left[draft->type] -= added;
    }
    for (auto* draft : drafts) {
      if (!draft->group.racks.empty() && left.contains(draft->type) && !lacks(type_of(*draft)))
        grow(*draft, left[draft->type]);
    }
  }

  /// Consecutive racks of one space, at most as many together as the rule says.
  bool is_one_unit(int a, int b) const {
    const auto& one = plan_.racks[ix(a)];
    const auto& other = plan_.racks[ix(b)];
    return one.line_index == other.line_index && one.unit == other.unit &&
           plan_.rack_space[ix(a)] == plan_.rack_space[ix(b)];
  }
  /// Racks of the scalable unit that begins at `first` of a list.
  int racks_of_unit(const std::vector<int>& racks, std::size_t first) const {
    auto last = first + 1;
    while (last < racks.size() && is_one_unit(racks[last - 1], racks[last])) ++last;
    return static_cast<int>(last - first);
  }

  std::vector<Draft> make_drafts(const std::vector<int>& racks, const site::CduUnits& rule) {
    std::vector<Draft> drafts;
    for (std::size_t i = 0; i < racks.size(); ++i) {
      const int rack = racks[i];
      const int room =
          drafts.empty() ? 0 : rule.racks_per_group - static_cast<int>(drafts.back().group.racks.size());
      const bool goes_on =
          room > 0 && plan_.rack_space[ix(drafts.back().group.racks.back())] == plan_.rack_space[ix(rack)];
      // A scalable unit stays on one common header where that takes a whole one.
      const bool starts_unit = i == 0 || !is_one_unit(racks[i - 1], rack);
      const int unit = starts_unit ? racks_of_unit(racks, i) : 0;
      const bool is_common = rule.arrangement == site::CduArrangement::common_header;
      const bool would_split = is_common && unit > room && unit <= rule.racks_per_group;
      if (!goes_on || would_split) {
        Draft draft;
        draft.group.id = names_.next("tcs");
        draft.type = rule.type;
        draft.standby = rule.standby;
        draft.is_dedicated = rule.arrangement == site::CduArrangement::dedicated;
        drafts.push_back(std::move(draft));
      }
      drafts.back().group.racks.push_back(rack);
    }
    return drafts;
  }

  int wanted(const Draft& draft) const {
    return draft.is_dedicated ? 1 : cdus_needed(type_of(draft), draft.group) + draft.standby;
  }

  void grow(Draft& draft, int& left) const {
    const auto extra = growth_.cdus.find(draft.group.id);
    if (extra == growth_.cdus.end() || draft.is_dedicated) return;
    const int grown = std::min(extra->second, std::max(0, left));
    draft.count += grown;
    left -= grown;
  }

  int cdus_needed(const catalogs::CduType& cdu, const CduGroup& group) const {
    const auto demand = group_demand(study_, plan_, group);
    const auto exchanger = thermal::exchanger_constants(rating_of(cdu));
    const auto& liquid = study_.basis.liquid;
    const auto curve = curve_of(cdu.curve);
    const auto has_head = [&](int n) {
      const double flow = demand.flow.in_si() / n;
      const auto head_needed = demand.drop + estimated_pipe_drop;
      return flow <= curve.last_flow_m3_s() && curve.at(flow).head_pa >= head_needed.in_si();
    };
    const auto moves_heat = [&](int n) {
      const auto flow = demand.flow / n;
      // Heat to be moved at the setpoint, with the heat of its own pump.
      const auto heat = demand.heat / n + heat_of(cdu.power.value());
      const auto back = thermal::warmed_by({rack_fluid, flow, liquid.supply}, heat, pressure_);
      return thermal::exchanger_capacity(exchanger, {rack_fluid, flow, back},
                                         {facility_fluid, cdu.primary_flow.value(), liquid.facility_supply},
                                         pressure_) >= heat;
    };
    const int most = static_cast<int>(group.racks.size()) + 1;
    const int both = fewest(most, [&](int n) { return has_head(n) && moves_heat(n); });
    // What no number of CDUs gives, more of them do not cure: as many as the rest asks for.
    if (both < most) return both;
    return std::min(fewest(most, has_head), fewest(most, moves_heat));
  }

  void write_new(std::vector<Draft>& drafts, int racks_per_group) {
    for (auto& draft : drafts) {
      site::TcsGroup group;
      group.id = site::TcsGroupId(draft.group.id);
      group.racks = draft.group.racks.empty() ? racks_per_group : static_cast<int>(draft.group.racks.size());
      group.standby = draft.standby;
      append(group, draft, draft.count, draft.installed);
      piping_.groups.push_back(std::move(group));
      plan_.cooling.cdu_groups.push_back(std::move(draft.group));
    }
  }

  /// `count` CDUs more, the first `installed` of which are there.
  void append(site::TcsGroup& group, const Draft& draft, int count, int installed) {
    const auto ends = user_ends(piping_);
    if (!ends) return;
    for (int i = 0; i < count; ++i) {
      site::Machine<catalogs::CduType> cdu;
      cdu.id = site::ElementId(names_.next(group.id.text() + ".cdu"));
      cdu.type = draft.type;
      cdu.from = ends->from;
      cdu.to = ends->to;
      cdu.is = i < installed ? site::Presence::installed : site::Presence::to_be_built;
      group.cdus.push_back(std::move(cdu));
    }
  }

  const site::Study& study_;
  bool is_adding_;
  const Growth& growth_;
  UnitNames& names_;
  Plan& plan_;
  site::Piping& piping_;
  AbsolutePressure pressure_;
};

}  // namespace

GroupDemand group_demand(const site::Study& study, const Plan& plan, const CduGroup& group) {
  GroupDemand demand{0.0 * units::W_heat, 0.0 * units::L_per_s, 0.0 * units::kPa};
  for (const int rack : group.racks) {
    const auto& one = plan.racks[ix(rack)];
    const auto need = coolant_need(study.catalog.get(one.type), study.basis.liquid.supply);
    demand.heat += one.liquid;
    demand.flow += need.flow;
    demand.drop = std::max(demand.drop, need.drop + study.basis.liquid.hose_drop);
  }
  return demand;
}

void plan_cdus(const site::Study& study, bool is_adding, const Growth& growth,
               const std::optional<site::CduUnits>& units, const std::vector<int>& racks, UnitNames& names,
               Plan& plan) {
  CduPlanner(study, is_adding, growth, names, plan).plan(units, racks);
}

}  // namespace shellfit::studies
