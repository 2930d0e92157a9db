#include "studies/cooling_ratings.hpp"
#include "studies/evidence.hpp"
#include "studies/fit_out.hpp"
#include "studies/space_checks.hpp"
#include "studies/structure.hpp"
#include "studies/weather.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numbers>
#include <optional>
#include <string>
#include <utility>

namespace shellfit::studies {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

class HangingChecker {
 public:
  explicit HangingChecker(const SpaceFacts& facts) : f_(facts), spots_(facts.layout) {
    for (const auto& space : facts.study.shell.spaces) spaces_.emplace(space.id, &space);
  }

  std::vector<Check> check() {
    check_rows();
    return book_.take();
  }

 private:
  using RowKey = std::pair<site::SpaceId, int>;

  /// Something that hangs over a stretch of a row.
  struct Hung {
    geometry::Coordinate from, to;
    double kg_per_m = 0;
  };

  /// Where a busway hangs over rows: from the first to the last of its racks in each, whatever stands
  /// between.
  std::map<RowKey, Hung> stretches_over_rows(const BuswayRun& run) const {
    std::map<RowKey, geometry::Box> covered;
    std::map<RowKey, bool> runs_along_x;
    for (const int rack : run.racks) {
      const auto* placed = spots_.item(f_.plan.racks[ix(rack)].id.text());
      if (placed == nullptr) continue;
      const auto [place, is_new] = covered.try_emplace({placed->space, placed->row}, placed->box);
      runs_along_x[place->first] =
          placed->facing == layout::Facing::south || placed->facing == layout::Facing::north;
      auto& box = place->second;
      box = {std::min(box.left, placed->box.left), std::min(box.bottom, placed->box.bottom),
             std::max(box.right, placed->box.right), std::max(box.top, placed->box.top)};
    }
    std::map<RowKey, Hung> stretches;
    for (const auto& [key, box] : covered) {
      stretches[key] = runs_along_x.at(key) ? Hung{box.left, box.right} : Hung{box.bottom, box.top};
    }
    return stretches;
  }

  /// The most that hangs over any one place.
  static double heaviest(const std::vector<Hung>& hung) {
    double most = 0;
    for (const auto& one : hung) {
      double there = 0;
      for (const auto& other : hung)
        there += other.from <= one.from && one.from < other.to ? other.kg_per_m : 0.0;
      most = std::max(most, there);
    }
    return most;
  }

  /// Load hung over each row: its busways, tray and coolant headers, over the floor that belongs to the row.
  void check_rows() {
    struct RowLoad {
      double kg_per_m = 0;
      Length depth;
      std::string rack;
      std::vector<std::string> weak;
      std::string unknown;
    };
    std::map<RowKey, RowLoad> rows;
    for (std::size_t i = 0; i < f_.plan.racks.size(); ++i) {
      const auto* placed = spots_.item(f_.plan.racks[i].id.text());
      if (placed == nullptr) continue;
      auto [row, is_new] = rows.try_emplace({placed->space, placed->row});
      const auto depth = f_.study.catalog.get(f_.plan.racks[i].type).body.depth.value();
      if (is_new)
        row->second = {f_.study.basis.structure.tray.in_si(), depth, f_.plan.racks[i].id.text(), {}, ""};
      row->second.depth = std::max(row->second.depth, depth);
    }
    std::map<RowKey, std::vector<Hung>> busways;
    for (const auto& run : f_.runs) {
      if (run.type.empty()) continue;
      const auto& type = f_.study.catalog.get(Id<catalogs::BuswayType>(run.type));
      for (const auto& [key, hung] : stretches_over_rows(run)) {
        auto& row = rows.at(key);
        if (!type.mass.is_known()) {
          row.unknown = fmt::format("the mass of {} is unknown", run.type);
          continue;
        }
        busways[key].push_back({hung.from, hung.to, type.mass.value().in_si()});
        for (auto& weak : WeakFigures().with(run.type, "mass", type.mass).take()) {
          if (std::find(row.weak.begin(), row.weak.end(), weak) == row.weak.end()) row.weak.push_back(weak);
        }
      }
    }
    for (const auto& [key, hung] : busways) rows.at(key).kg_per_m += heaviest(hung);
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
      book_.add(against(CheckKind::hanging_load, element, load, *space.hanging_load, 1e3, row.weak,
                        fmt::format("what may hang from the structure above {}?", space.id.text())));
    }
  }

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

std::vector<Check> hanging_checks(const SpaceFacts& facts) { return HangingChecker(facts).check(); }

}  // namespace shellfit::studies
