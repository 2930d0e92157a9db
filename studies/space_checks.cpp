#include "studies/space_checks.hpp"

#include "base/assertion.hpp"
#include "layout/search.hpp"
#include "studies/rule_use.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>

namespace shellfit::studies {

namespace {

class SpaceChecker {
 public:
  explicit SpaceChecker(const SpaceFacts& facts) : f_(facts), spots_(facts.layout) {
    for (const auto& space : facts.study.shell.spaces) spaces_.emplace(space.id, &space);
  }

  std::vector<Check> check() {
    check_hosting();
    check_equipment();
    check_layout();
    return book_.take();
  }

 private:
  void check_hosting() {
    const auto asked = f_.plan.racks.size();
    const auto placed = static_cast<std::size_t>(
        std::count_if(f_.plan.racks.begin(), f_.plan.racks.end(),
                      [&](const HostedRack& rack) { return spots_.item(rack.id.text()) != nullptr; }));
    const int bound = f_.layout.upper_bound_racks;
    auto check = make_check(CheckKind::hosting_space, "racks", "", static_cast<double>(asked),
                            static_cast<double>(placed));
    if (check.status == Status::fail) {
      if (static_cast<int>(asked) > bound) {
        check.reason = fmt::format("no layout under these rules holds more than {}", bound);
      } else {
        check.status = Status::unknown;
        check.reason = fmt::format(
            "the search found place for {} of {}; that no layout holds more than {} is all that is proven",
            placed, asked, bound);
      }
    }
    book_.add(std::move(check));
  }

  static site::Space::Use use_of(layout::ItemKind kind) {
    using Kind = layout::ItemKind;
    switch (kind) {
      case Kind::rack:
      case Kind::cdu:
      case Kind::air_unit:
        return site::Space::Use::white;
      case Kind::transformer:
      case Kind::generator:
      case Kind::cooler:
      case Kind::chiller:
        return site::Space::Use::yard;
      default:
        return site::Space::Use::grey;
    }
  }

  void check_equipment() {
    struct Count {
      int asked = 0, placed = 0;
      layout::ItemKind kind = layout::ItemKind::rack;
      bool has_floor = false;
    };
    std::map<std::string, Count> counts;
    for (const auto& item : f_.placement.problem.plant) {
      auto& count = counts[std::string(layout::kind_word(item.kind))];
      ++count.asked;
      count.kind = item.kind;
      count.has_floor |= !item.candidates.empty();
      if (spots_.item(item.id.text()) != nullptr) ++count.placed;
    }
    for (const auto& [word, count] : counts) {
      if (count.has_floor) {
        book_.add(placed_check(word, count.asked, count.placed, count.kind));
        continue;
      }
      const char* use = use_of(count.kind) == site::Space::Use::yard ? "yard" : "grey space";
      book_.add(unknown_check(
          CheckKind::equipment_space, word,
          fmt::format("the shell names no {}: where may {} of kind {} stand?", use, count.asked, word)));
    }
    std::set<std::string> told;
    for (const auto& item : f_.placement.unsized) {
      if (!told.insert(item.type).second) continue;
      book_.add(unknown_check(
          CheckKind::equipment_space, item.type,
          fmt::format("the size of {} is unknown, so {} was not placed", item.type, item.kind)));
    }
  }

  /// Fails when the items' footprints alone exceed the floor; else a search that found too little is no
  /// proof.
  Check placed_check(const std::string& word, int asked, int placed, layout::ItemKind kind) const {
    auto check = make_check(CheckKind::equipment_space, word, "", asked, placed);
    if (check.status != Status::fail) return check;
    double needed_m2 = 0;
    std::set<site::SpaceId> floors;
    for (const auto& item : f_.placement.problem.plant) {
      if (item.kind != kind) continue;
      needed_m2 += item.width.in_si() * item.depth.in_si();
      floors.insert(item.candidates.begin(), item.candidates.end());
    }
    double there_m2 = 0;
    for (const auto& floor : floors) there_m2 += geometry::area(site::outline_of(*spaces_.at(floor))).in_si();
    if (needed_m2 > there_m2) {
      check.reason = fmt::format("their footprints alone take {:.0f} m2 of {:.0f} m2", needed_m2, there_m2);
    } else {
      check.status = Status::unknown;
      check.reason = fmt::format(
          "the search found place for {} of {}; that is no proof that no layout holds them", placed, asked);
    }
    return check;
  }

  void check_layout() {
    const auto findings = layout::checker::check_layout(f_.placement.problem, f_.layout);
    if (!findings.breaches.empty()) {
      const auto& breach = findings.breaches.front();
      ensure(false, fmt::format("the layout keeps its rules; {} breaks '{}' with {}", breach.item,
                                breach.rule, breach.other));
    }
    check_pods(findings.split_pods);
    check_aisles(findings);
  }

  /// Scalable units of several racks that may stand in several halls.
  void check_pods(const std::vector<layout::checker::SplitPod>& split) {
    std::map<std::string, int> sizes;
    std::map<std::string, std::string> broken;  // and how
    std::set<site::SpaceId> halls;
    for (const auto& rack : f_.placement.problem.racks) {
      ++sizes[rack.pod];
      halls.insert(rack.candidates.begin(), rack.candidates.end());
      if (spots_.item(rack.id.text()) == nullptr) broken[rack.pod] = "finds no place for all its racks";
    }
    std::erase_if(sizes, [](const auto& pod) { return pod.second < 2; });
    std::erase_if(broken, [&](const auto& pod) { return !sizes.contains(pod.first); });
    if (sizes.empty() || halls.size() < 2) return;
    for (const auto& pod : split)
      broken[pod.pod] = fmt::format("stands in {} and {}", pod.spaces[0].text(), pod.spaces[1].text());
    auto check = make_check(CheckKind::pod_hall, "racks", "", static_cast<double>(sizes.size()),
                            static_cast<double>(sizes.size() - broken.size()));
    if (check.status == Status::fail) {
      const auto& [pod, how] = *broken.begin();
      check.reason = fmt::format("{} of {} racks {}; ", pod, sizes.at(pod), how);
      if (const auto proof = why_split(sizes, halls)) {
        check.reason += *proof;
      } else {
        check.status = Status::unknown;
        check.reason += "the search found no hall with room for all of it, which is no proof";
      }
    }
    book_.add(std::move(check));
  }

  /// Why no layout keeps all units whole, by what each hall holds at most; nothing when that proves nothing.
  std::optional<std::string> why_split(const std::map<std::string, int>& sizes,
                                       const std::set<site::SpaceId>& halls) const {
    const auto& problem = f_.placement.problem;
    std::vector<int> most;  // by hall
    for (const auto& floor : problem.floors) {
      if (halls.contains(floor.id)) most.push_back(layout::rack_upper_bound({floor}, problem.racks));
    }
    std::map<int, int, std::greater<>> units_of_size;
    for (const auto& [pod, size] : sizes) ++units_of_size[size];
    int units = 0;
    for (const auto& [size, count] : units_of_size) {
      units += count;  // of this size or larger
      int whole = 0;
      for (const int racks : most) whole += racks / size;
      if (whole == 0)
        return fmt::format("no hall holds a whole unit of {} racks; the largest takes at most {}", size,
                           *std::max_element(most.begin(), most.end()));
      if (whole < units)
        return fmt::format("the halls hold at most {} whole units of {} racks, each by itself", whole, size);
    }
    return std::nullopt;
  }

  void check_aisles(const layout::checker::Findings& findings) {
    for (const auto& aisles : findings.aisles) {
      if (aisles.narrowest_cold.is_missing()) continue;
      const auto& space = aisles.space.text();
      book_.add(make_check(CheckKind::aisle, space + ".cold", "", aisles.narrowest_cold.in_si(),
                           f_.study.basis.space.least_cold_aisle.in_si(),
                           cite_rule(f_.study, "space/least-cold-aisle"),
                           weak_rule(f_.study, "space/least-cold-aisle")));
      book_.add(make_check(CheckKind::aisle, space + ".hot", "", aisles.narrowest_hot.in_si(),
                           f_.study.basis.space.least_hot_aisle.in_si(),
                           cite_rule(f_.study, "space/least-hot-aisle"),
                           weak_rule(f_.study, "space/least-hot-aisle")));
    }
  }

  const SpaceFacts& f_;
  Spots spots_;
  std::map<site::SpaceId, const site::Space*> spaces_;
  CheckBook book_;
};

}  // namespace

std::vector<Check> space_checks(const SpaceFacts& facts) { return SpaceChecker(facts).check(); }

}  // namespace shellfit::studies
