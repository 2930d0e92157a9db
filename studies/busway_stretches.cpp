#include "studies/busway_stretches.hpp"

#include "base/units.hpp"
#include "studies/hosting.hpp"
#include "studies/site_ratings.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace shellfit::studies {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

/// What a busway must carry: with two feeds, all of each rack while the other feed is out.
RealPower worst_on_one_feed(const Plan& plan, int rack) {
  const auto& one = plan.racks[ix(rack)];
  return one.cap && has_two_feeds(plan, rack) ? std::min(*one.cap, one.tdp) : one.tdp;
}

/// Current of racks on one feed at 95 % of nominal voltage: power supplies draw constant power.
Current current_of(const site::Study& study, const Plan& plan, const std::vector<int>& racks,
                   LineVoltage voltage) {
  ApparentPower sum = 0.0 * units::VA;
  for (const int rack : racks)
    sum +=
        apparent_power(worst_on_one_feed(plan, rack), ratio(rack_power_factor(study, plan.racks[ix(rack)])));
  constexpr double lowest_share = 0.95;
  return three_phase_current(sum, voltage * lowest_share);
}

/// Busways of the scope whose figures are known, by rating.
std::vector<const catalogs::BuswayType*> busways_of(const site::Study& study) {
  std::vector<const catalogs::BuswayType*> types;
  for (const auto& id : study.basis.scope.busways) {
    const auto& type = study.catalog.get(id);
    if (type.rating.is_known() && type.resistance.is_known() && type.reactance.is_known())
      types.push_back(&type);
  }
  std::sort(types.begin(), types.end(),
            [](const auto* a, const auto* b) { return a->rating.value() < b->rating.value(); });
  return types;
}

struct RowKey {
  int outlet;
  std::string space;
  int row;
  auto operator<=>(const RowKey&) const = default;
};

/// Racks by outlet and row, in order along it; racks without a place are together.
std::map<RowKey, std::vector<int>> rows_of(const Plan& plan, const Spots& spots) {
  std::map<RowKey, std::vector<int>> rows;
  for (std::size_t i = 0; i < plan.racks.size(); ++i) {
    if (plan.power.rack_outlet[i] < 0) continue;
    const auto* placed = spots.item(plan.racks[i].id.text());
    const RowKey key{plan.power.rack_outlet[i], placed != nullptr ? placed->space.text() : "",
                     placed != nullptr ? placed->row : -1};
    rows[key].push_back(static_cast<int>(i));
  }
  for (auto& [key, racks] : rows) {
    if (key.row < 0) continue;
    std::sort(racks.begin(), racks.end(), [&](int a, int b) {
      const auto& box_a = spots.item(plan.racks[ix(a)].id.text())->box;
      const auto& box_b = spots.item(plan.racks[ix(b)].id.text())->box;
      return std::pair(box_a.left, box_a.bottom) < std::pair(box_b.left, box_b.bottom);
    });
  }
  return rows;
}

}  // namespace

bool has_two_feeds(const Plan& plan, int rack) {
  const int outlet = plan.power.rack_outlet[ix(rack)];
  return outlet >= 0 && plan.power.one_line.outlets[ix(outlet)].b.has_value();
}

std::vector<Stretch> plan_stretches(const site::Study& study, const Plan& plan, const Spots& spots,
                                    const std::vector<std::optional<LineVoltage>>& voltages) {
  const auto types = busways_of(study);
  const auto boards = site::index_of(plan.power.one_line.boards);
  std::vector<Stretch> stretches;
  for (const auto& [key, racks] : rows_of(plan, spots)) {
    const auto voltage = *voltages[ix(boards.at(plan.power.one_line.outlets[ix(key.outlet)].a))];
    const auto current = [&](const std::vector<int>& some) { return current_of(study, plan, some, voltage); };
    const auto first = stretches.size();
    stretches.push_back({key.outlet, {}, nullptr});
    for (const int rack : racks) {
      auto longer = stretches.back().racks;
      longer.push_back(rack);
      if (longer.size() > 1 && !types.empty() && current(longer) > busway_limit(study, *types.back()))
        stretches.push_back({key.outlet, {}, nullptr});
      stretches.back().racks.push_back(rack);
    }
    if (types.empty()) continue;
    for (auto i = first; i < stretches.size(); ++i) {
      const auto needed = current(stretches[i].racks);
      const auto smallest = std::find_if(
          types.begin(), types.end(), [&](const auto* type) { return busway_limit(study, *type) >= needed; });
      stretches[i].busway = smallest == types.end() ? types.back() : *smallest;
    }
  }
  return stretches;
}

}  // namespace shellfit::studies
