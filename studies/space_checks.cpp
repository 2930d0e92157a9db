#include "studies/space_checks.hpp"

#include "base/assertion.hpp"
#include "studies/cooling_sizing.hpp"
#include "studies/evidence.hpp"
#include "studies/structure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numbers>
#include <set>

namespace shellfit::studies {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

class SpaceChecker {
 public:
  explicit SpaceChecker(const SpaceFacts& facts) : f_(facts), spots_(facts.layout) {
    for (const auto& space : facts.study.shell.spaces) spaces_.emplace(space.id, &space);
  }

  std::vector<Check> check() {
    check_hosting();
    check_equipment();
    check_aisles();
    for (const auto& [space, types] : racks_by_space()) {
      for (const auto* type : types) check_rack_type(*spaces_.at(space), *type);
      check_door(*spaces_.at(space), types);
    }
    check_bays();
    check_indoor_heights();
    check_hanging();
    return book_.take();
  }

 private:
  using RackTypes = std::set<const catalogs::RackType*>;

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

  void check_aisles() {
    const auto findings = layout::checker::check_layout(f_.placement.problem, f_.layout);
    if (!findings.breaches.empty()) {
      const auto& breach = findings.breaches.front();
      ensure(false, fmt::format("the layout keeps its rules; {} breaks '{}' with {}", breach.item,
                                breach.rule, breach.other));
    }
    for (const auto& aisles : findings.aisles) {
      if (aisles.narrowest_cold.is_missing()) continue;
      const auto& space = aisles.space.text();
      book_.add(make_check(CheckKind::aisle, space + ".cold", "", aisles.narrowest_cold.in_si(),
                           f_.study.basis.space.cold_aisle.in_si()));
      book_.add(make_check(CheckKind::aisle, space + ".hot", "", aisles.narrowest_hot.in_si(),
                           f_.study.basis.space.hot_aisle.in_si()));
    }
  }

  std::map<site::SpaceId, RackTypes> racks_by_space() const {
    std::map<site::SpaceId, RackTypes> types;
    for (std::size_t i = 0; i < f_.plan.racks.size(); ++i)
      types[f_.plan.rack_space[i]].insert(&f_.study.catalog.get(f_.plan.racks[i].type));
    return types;
  }

  template <class Q>
  void against(CheckKind kind, const std::string& element, Q demand, const Uncertain<Q>& has, double unit,
               std::vector<std::string> weak, const std::string& question) {
    const auto capacity = has.at(Corner::middle);
    if (!capacity) return book_.add(unknown_check(kind, element, question));
    book_.add(
        make_check(kind, element, "", demand.in_si() / unit, capacity->in_si() / unit, {}, std::move(weak)));
  }

  void check_rack_type(const site::Space& space, const catalogs::RackType& type) {
    const auto element = fmt::format("{}.{}", space.id.text(), type.id.text());
    const auto demand = floor_demand(f_.study.basis, type);
    const auto& id = type.id.text();
    against(CheckKind::clear_height, element, demand.clear_height, *space.clear_height, 1.0,
            WeakFigures().with(id, "height", type.body.height).take(),
            fmt::format("what is the clear height of {}?", space.id.text()));
    if (!demand.point) {
      book_.add(unknown_check(CheckKind::point_load, element, fmt::format("the mass of {} is unknown", id)));
      return;
    }
    const auto weak =
        WeakFigures().with(id, "mass", type.body.mass).with(id, "depth", type.body.depth).take();
    // On grade the ground spreads a row's load: there the bay and the foot decide.
    if (space.slab.kind != site::Slab::Kind::on_grade)
      against(CheckKind::area_load, element, *demand.area, space.slab.area_load, 1e3, weak,
              fmt::format("what load does the slab of {} carry over an area?", space.id.text()));
    against(CheckKind::point_load, element, *demand.point, space.slab.point_load, 1e3, weak,
            fmt::format("what load does the slab of {} carry under one foot?", space.id.text()));
  }

  void check_door(const site::Space& space, const RackTypes& types) {
    if (space.doors.empty()) return;
    constexpr double casters_m = 0.1;
    const catalogs::RackType* tallest = *std::max_element(
        types.begin(), types.end(),
        [](const auto* a, const auto* b) { return a->body.height.value() < b->body.height.value(); });
    const auto highest = std::max_element(space.doors.begin(), space.doors.end(),
                                          [](const site::Door& a, const site::Door& b) {
                                            return a.height.at(Corner::middle).value_or(0.0 * units::m) <
                                                   b.height.at(Corner::middle).value_or(0.0 * units::m);
                                          });
    const auto height = tallest->body.height.value() + casters_m * units::m;
    const bool has_unknown = std::any_of(space.doors.begin(), space.doors.end(),
                                         [](const site::Door& door) { return door.height.is_unknown(); });
    const auto known = highest->height.at(Corner::middle);
    if (has_unknown && (!known || *known < height))
      return book_.add(unknown_check(CheckKind::door, space.id.text(),
                                     fmt::format("how high are the doors of {}?", space.id.text())));
    against(CheckKind::door, space.id.text(), height, highest->height, 1.0,
            WeakFigures().with(tallest->id.text(), "height", tallest->body.height).take(), "");
  }

  struct Bays {
    geometry::Box first;
    int count_x = 0, count_y = 0;
    [[nodiscard]] geometry::Box at(int i, int j) const {
      const auto dx = i * first.width();
      const auto dy = j * first.height();
      return {first.left + dx, first.bottom + dy, first.right + dx, first.top + dy};
    }
  };

  /// Structural bays of a space: between columns where there is a grid.
  static Bays bays_of(const site::Space& space) {
    constexpr double usual_m = 9.0;
    const bool has_grid = !space.grids.empty();
    const auto pitch_x = space.slab.bay_x ? *space.slab.bay_x
                         : has_grid       ? space.grids.front().pitch_x
                                          : usual_m * units::m;
    const auto pitch_y = space.slab.bay_y ? *space.slab.bay_y
                         : has_grid       ? space.grids.front().pitch_y
                                          : usual_m * units::m;
    const auto bounds = geometry::bounding_box(site::outline_of(space));
    const auto width = geometry::to_coordinate(pitch_x);
    const auto height = geometry::to_coordinate(pitch_y);
    // Bays start at a column line left of the space.
    const auto start = [](geometry::Coordinate line, geometry::Coordinate pitch, geometry::Coordinate low) {
      const auto behind = (line - low) % pitch;
      return behind > 0 ? low + behind - pitch : low + behind;
    };
    const auto left =
        has_grid ? start(geometry::to_coordinate(space.grids.front().x), width, bounds.left) : bounds.left;
    const auto bottom = has_grid
                            ? start(geometry::to_coordinate(space.grids.front().y), height, bounds.bottom)
                            : bounds.bottom;
    Bays bays;
    bays.first = {left, bottom, left + width, bottom + height};
    bays.count_x = static_cast<int>((bounds.right - left + width - 1) / width);
    bays.count_y = static_cast<int>((bounds.top - bottom + height - 1) / height);
    return bays;
  }

  /// The average load of the worst bay of each indoor space; weights spread with the floor that items cover.
  void check_bays() {
    std::map<site::SpaceId, std::vector<std::pair<const layout::Item*, const layout::PlacedItem*>>> by_space;
    for (const auto* items : {&f_.placement.problem.plant, &f_.placement.problem.racks}) {
      for (const auto& item : *items) {
        if (const auto* placed = spots_.item(item.id.text()))
          by_space[placed->space].emplace_back(&item, placed);
      }
    }
    for (const auto& [id, items] : by_space) {
      const auto& space = *spaces_.at(id);
      if (space.use == site::Space::Use::yard) continue;
      check_bays_of(space, items);
    }
  }

  void check_bays_of(const site::Space& space,
                     const std::vector<std::pair<const layout::Item*, const layout::PlacedItem*>>& items) {
    const auto bays = bays_of(space);
    std::map<std::pair<int, int>, double> weight_n;
    std::set<std::string> weightless;
    for (const auto& [item, placed] : items) {
      if (item->mass.is_missing()) {
        if (weightless.insert(item->type).second)
          book_.add(unknown_check(CheckKind::bay_load, space.id.text() + "." + item->type,
                                  fmt::format("the mass of {} is unknown", item->type)));
        continue;
      }
      const auto& box = placed->box;
      const double floor = static_cast<double>(box.width()) * static_cast<double>(box.height());
      const auto first_i = static_cast<int>((box.left - bays.first.left) / bays.first.width());
      const auto first_j = static_cast<int>((box.bottom - bays.first.bottom) / bays.first.height());
      for (int j = first_j; bays.at(0, j).bottom < box.top; ++j) {
        for (int i = first_i; bays.at(i, 0).left < box.right; ++i) {
          const auto bay = bays.at(i, j);
          const double common =
              static_cast<double>(std::min(box.right, bay.right) - std::max(box.left, bay.left)) *
              static_cast<double>(std::min(box.top, bay.top) - std::max(box.bottom, bay.bottom));
          weight_n[{i, j}] += weight_of(item->mass).in_si() * common / floor;
        }
      }
    }
    const auto outline = site::outline_of(space);
    const double whole_m2 = geometry::area(geometry::rectangle(bays.first)).in_si();
    double worst_pa = 0;
    std::pair<int, int> worst{0, 0};
    for (const auto& [bay, weight] : weight_n) {
      const double floor_m2 = geometry::common_area(outline, bays.at(bay.first, bay.second)).in_si();
      // A sliver at a wall is carried with the bay beside it.
      constexpr double least_share = 0.25;
      if (floor_m2 < least_share * whole_m2 || weight / floor_m2 <= worst_pa) continue;
      worst_pa = weight / floor_m2;
      worst = bay;
    }
    if (worst_pa <= 0.0) return;
    const auto capacity = space.slab.area_load.at(Corner::middle);
    if (!capacity)
      return book_.add(
          unknown_check(CheckKind::bay_load, space.id.text(),
                        fmt::format("what load does the slab of {} carry over an area?", space.id.text())));
    auto check =
        make_check(CheckKind::bay_load, space.id.text(), "", worst_pa / 1e3, capacity->in_si() / 1e3);
    const auto box = bays.at(worst.first, worst.second);
    check.reason =
        fmt::format("the bay from ({}, {}) to ({}, {}) m", number_text(geometry::to_length(box.left).in_si()),
                    number_text(geometry::to_length(box.bottom).in_si()),
                    number_text(geometry::to_length(box.right).in_si()),
                    number_text(geometry::to_length(box.top).in_si()));
    book_.add(std::move(check));
  }

  void check_indoor_heights() {
    std::set<std::string> seen;
    for (const auto& item : f_.placement.problem.plant) {
      const auto* placed = spots_.item(item.id.text());
      if (placed == nullptr) continue;
      const auto& space = *spaces_.at(placed->space);
      const auto element = fmt::format("{}.{}", space.id.text(), item.type);
      if (!space.clear_height || !seen.insert(element).second) continue;
      against(CheckKind::clear_height, element, item.height + f_.study.basis.space.equipment_overhead,
              *space.clear_height, 1.0, {}, fmt::format("what is the clear height of {}?", space.id.text()));
    }
    for (const auto& refusal : f_.plan.refusals) book_.add(refused_height(refusal));
  }

  /// Equipment that the fit-out would have added but that is too high for the space.
  Check refused_height(const Refusal& refusal) const {
    const auto& space = *spaces_.at(refusal.space);
    const auto& unit = f_.study.catalog.get(Id<catalogs::AirUnitType>(refusal.type));
    const auto needed = unit.body.height.value() + f_.study.basis.space.equipment_overhead;
    auto check = make_check(CheckKind::clear_height, fmt::format("{}.{}", refusal.space.text(), refusal.type),
                            "", needed.in_si(), space.clear_height->at(Corner::middle)->in_si());
    check.reason = "the fit-out may add it but it does not fit under the ceiling";
    return check;
  }

  /// Load hung over each row: its busways, tray and coolant headers, over the floor that belongs to the row.
  void check_hanging() {
    struct RowLoad {
      double kg_per_m = 0;
      Length depth;
      std::string rack;
      std::vector<std::string> weak;
      std::string unknown;
    };
    std::map<std::pair<site::SpaceId, int>, RowLoad> rows;
    for (std::size_t i = 0; i < f_.plan.racks.size(); ++i) {
      const auto* placed = spots_.item(f_.plan.racks[i].id.text());
      if (placed == nullptr) continue;
      auto [row, is_new] = rows.try_emplace({placed->space, placed->row});
      const auto depth = f_.study.catalog.get(f_.plan.racks[i].type).body.depth.value();
      if (is_new)
        row->second = {f_.study.basis.structure.tray.in_si(), depth, f_.plan.racks[i].id.text(), {}, ""};
      row->second.depth = std::max(row->second.depth, depth);
    }
    // Side A and side B of a stretch run above each other; the heaviest stretch of a row counts.
    std::map<std::pair<site::SpaceId, int>, double> busway;
    for (const auto& run : f_.runs) {
      const auto* placed = spots_.item(f_.plan.racks[ix(run.racks.front())].id.text());
      if (placed == nullptr || run.type.empty()) continue;
      const auto& type = f_.study.catalog.get(Id<catalogs::BuswayType>(run.type));
      auto& row = rows.at({placed->space, placed->row});
      if (!type.mass.is_known()) {
        row.unknown = fmt::format("the mass of {} is unknown", run.type);
        continue;
      }
      const bool is_two_sided = std::any_of(f_.runs.begin(), f_.runs.end(), [&](const BuswayRun& other) {
        return &other != &run && other.racks == run.racks;
      });
      auto& most = busway[{placed->space, placed->row}];
      most = std::max(most, type.mass.value().in_si() * (is_two_sided ? 2.0 : 1.0));
      for (auto& weak : WeakFigures().with(run.type, "mass", type.mass).take()) {
        if (std::find(row.weak.begin(), row.weak.end(), weak) == row.weak.end()) row.weak.push_back(weak);
      }
    }
    for (const auto& [key, mass] : busway) rows.at(key).kg_per_m += mass;
    for (const auto& [key, mass] : header_masses()) rows.at(key).kg_per_m += mass;
    for (const auto& [key, row] : rows) {
      const auto& space = *spaces_.at(key.first);
      const auto element = fmt::format("{}.row.{}", space.id.text(), key.second + 1);
      if (!row.unknown.empty()) {
        book_.add(unknown_check(CheckKind::hanging_load, element, row.unknown));
        continue;
      }
      const auto load =
          AreaLoad::from_si(row.kg_per_m * gravity_m_s2 / tributary_depth(f_.study.basis, row.depth).in_si());
      against(CheckKind::hanging_load, element, load, *space.hanging_load, 1e3, row.weak,
              fmt::format("what may hang from the structure above {}?", space.id.text()));
    }
  }

  using RowKey = std::pair<site::SpaceId, int>;

  /// Filled supply and return header of each row, kg/m: as the loops were assembled, or, where there are none
  /// yet, as the racks will need them, by groups of the size that the basis asks for.
  std::map<RowKey, double> header_masses() const {
    std::map<RowKey, double> masses;
    const auto row_of = [&](int rack) -> std::optional<RowKey> {
      const auto* placed = spots_.item(f_.plan.racks[ix(rack)].id.text());
      return placed != nullptr ? std::optional(RowKey{placed->space, placed->row}) : std::nullopt;
    };
    const auto add = [&](const RowKey& row, const catalogs::PipeType& pipe) {
      const double bore = pipe.bore.value().in_si();
      const double coolant =
          thermal::properties_of(rack_fluid, f_.study.basis.liquid.supply, site_pressure(f_.study))
              .density.in_si();
      // Headers of neighbouring groups follow each other along a row: the heaviest counts.
      masses[row] = std::max(
          masses[row], 2.0 * (pipe.mass.value().in_si() + coolant * std::numbers::pi / 4 * bore * bore));
    };
    bool has_headers = false;
    for (const auto& pipe : f_.pipes) {
      if (pipe.row_of_rack < 0) continue;
      has_headers = true;
      if (const auto row = row_of(pipe.row_of_rack))
        add(*row, f_.study.catalog.get(Id<catalogs::PipeType>(pipe.type)));
    }
    if (has_headers) return masses;
    const auto& scope = f_.study.basis.scope.cdus;
    const int per_group = scope.empty() ? 40 : scope.front().racks_per_group;
    std::map<std::pair<RowKey, int>, VolumeFlow> flows;  // by row and group
    int liquid_racks = 0;
    for (std::size_t i = 0; i < f_.plan.racks.size(); ++i) {
      const auto& type = f_.study.catalog.get(f_.plan.racks[i].type);
      if (f_.plan.racks[i].liquid.in_si() <= 0.0 || type.coolant.empty()) continue;
      const int group = liquid_racks++ / per_group;
      const auto row = row_of(static_cast<int>(i));
      if (row)
        flows.try_emplace({*row, group}, 0.0 * units::L_per_s).first->second +=
            coolant_need(type, f_.study.basis.liquid.supply).flow;
    }
    const auto sizes = pipe_sizes(f_.study);
    for (const auto& [key, flow] : flows)
      add(key.first, pipe_for(sizes, flow, f_.study.basis.liquid.velocity_highest));
    return masses;
  }

  const SpaceFacts& f_;
  Spots spots_;
  std::map<site::SpaceId, const site::Space*> spaces_;
  CheckBook book_;
};

}  // namespace

std::vector<Check> space_checks(const SpaceFacts& facts) { return SpaceChecker(facts).check(); }

}  // namespace shellfit::studies
