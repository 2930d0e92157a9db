#include "studies/evidence.hpp"
#include "studies/space_checks.hpp"
#include "studies/structure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace shellfit::studies {

namespace {

class StructureChecker {
 public:
  explicit StructureChecker(const SpaceFacts& facts) : f_(facts), spots_(facts.layout) {
    for (const auto& space : facts.study.shell.spaces) spaces_.emplace(space.id, &space);
  }

  std::vector<Check> check() {
    for (const auto& [space, types] : racks_by_space()) {
      for (const auto* type : types) check_rack_type(*spaces_.at(space), *type);
      check_door(*spaces_.at(space), types);
    }
    check_bays();
    check_indoor_heights();
    return book_.take();
  }

 private:
  struct ById {
    bool operator()(const catalogs::RackType* a, const catalogs::RackType* b) const { return a->id < b->id; }
  };
  using RackTypes = std::set<const catalogs::RackType*, ById>;

  std::map<site::SpaceId, RackTypes> racks_by_space() const {
    std::map<site::SpaceId, RackTypes> types;
    for (std::size_t i = 0; i < f_.plan.racks.size(); ++i)
      types[f_.plan.rack_space[i]].insert(&f_.study.catalog.get(f_.plan.racks[i].type));
    return types;
  }

  void check_rack_type(const site::Space& space, const catalogs::RackType& type) {
    const auto element = fmt::format("{}.{}", space.id.text(), type.id.text());
    const auto demand = floor_demand(f_.study.basis, type);
    const auto& id = type.id.text();
    book_.add(against(CheckKind::clear_height, element, demand.clear_height, *space.clear_height, 1.0,
                      WeakFigures().with(id, "height", type.body.height).take(),
                      fmt::format("what is the clear height of {}?", space.id.text())));
    if (!demand.point) {
      book_.add(unknown_check(CheckKind::point_load, element, fmt::format("the mass of {} is unknown", id)));
      return;
    }
    const auto weak =
        WeakFigures().with(id, "mass", type.body.mass).with(id, "depth", type.body.depth).take();
    // On grade the ground spreads a row's load: there the bay and the foot decide.
    if (space.slab.kind != site::Slab::Kind::on_grade)
      book_.add(against(CheckKind::area_load, element, *demand.area, space.slab.area_load, 1e3, weak,
                        fmt::format("what load does the slab of {} carry over an area?", space.id.text())));
    book_.add(against(CheckKind::point_load, element, *demand.point, space.slab.point_load, 1e3, weak,
                      fmt::format("what load does the slab of {} carry under one foot?", space.id.text())));
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
    book_.add(against(CheckKind::door, space.id.text(), height, highest->height, 1.0,
                      WeakFigures().with(tallest->id.text(), "height", tallest->body.height).take(), ""));
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

  using Bay = std::pair<int, int>;

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

  /// The average load of the worst bay of each space; weights spread with the floor that items cover.
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
      check_bays_of(space, items);
    }
  }

  void check_bays_of(const site::Space& space,
                     const std::vector<std::pair<const layout::Item*, const layout::PlacedItem*>>& items) {
    const auto bays = bays_of(space);
    std::map<Bay, double> weight_n;
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
    const auto [worst, worst_pa] = worst_bay(site::outline_of(space), bays, weight_n);
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

  /// A sliver at a wall is carried with the largest bay beside it; that bay also stands alone.
  static std::pair<Bay, double> worst_bay(const geometry::Polygon& outline, const Bays& bays,
                                          const std::map<Bay, double>& weight_n) {
    constexpr double least_share = 0.25;
    const double whole_m2 = geometry::area(geometry::rectangle(bays.first)).in_si();
    const auto floor_m2 = [&](const Bay& bay) {
      return geometry::common_area(outline, bays.at(bay.first, bay.second)).in_si();
    };
    struct Load {
      double weight_n = 0, floor_m2 = 0;
    };
    std::map<Bay, Load> alone, slivers;
    for (const auto& [bay, weight] : weight_n) {
      const double floor = floor_m2(bay);
      if (floor >= least_share * whole_m2) {
        alone[bay] = {weight, floor};
        continue;
      }
      const auto [i, j] = bay;
      Load host;
      Bay host_bay = bay;
      for (const Bay& beside : {Bay{i - 1, j}, Bay{i + 1, j}, Bay{i, j - 1}, Bay{i, j + 1}}) {
        const double there = floor_m2(beside);
        if (there <= host.floor_m2) continue;
        const auto on_it = weight_n.find(beside);
        host = {on_it == weight_n.end() ? 0.0 : on_it->second, there};
        host_bay = beside;
      }
      auto& merged = slivers.try_emplace(host_bay, host).first->second;
      merged.weight_n += weight;
      merged.floor_m2 += floor;
    }
    std::pair<Bay, double> worst{{0, 0}, 0.0};
    for (const auto* loads : {&alone, &slivers}) {
      for (const auto& [bay, load] : *loads) {
        if (load.weight_n / load.floor_m2 > worst.second) worst = {bay, load.weight_n / load.floor_m2};
      }
    }
    return worst;
  }

  void check_indoor_heights() {
    std::set<std::string> seen;
    for (const auto& item : f_.placement.problem.plant) {
      const auto* placed = spots_.item(item.id.text());
      if (placed == nullptr) continue;
      const auto& space = *spaces_.at(placed->space);
      const auto element = fmt::format("{}.{}", space.id.text(), item.type);
      if (!space.clear_height || !seen.insert(element).second) continue;
      book_.add(against(CheckKind::clear_height, element,
                        item.height + f_.study.basis.space.equipment_overhead, *space.clear_height, 1.0, {},
                        fmt::format("what is the clear height of {}?", space.id.text())));
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

  const SpaceFacts& f_;
  Spots spots_;
  std::map<site::SpaceId, const site::Space*> spaces_;
  CheckBook book_;
};

}  // namespace

std::vector<Check> structure_checks(const SpaceFacts& facts) { return StructureChecker(facts).check(); }

}  // namespace shellfit::studies
