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
  /// Load hung over each row: its busways, tray and coolant headers, over the floor that belongs to the row.
  void check_rows() {
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
      book_.add(against(CheckKind::hanging_load, element, load, *space.hanging_load, 1e3, row.weak,
                        fmt::format("what may hang from the structure above {}?", space.id.text())));
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

std::vector<Check> hanging_checks(const SpaceFacts& facts) { return HangingChecker(facts).check(); }

}  // namespace shellfit::studies
