#include "studies/fit_out.hpp"

#include "studies/cooling_sizing.hpp"
#include "studies/missing_figures.hpp"
#include "studies/structure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace shellfit::studies {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

class PowerPlanner {
 public:
  PowerPlanner(const site::Study& study, Mode mode, const Growth& growth, Plan& plan)
      : study_(study), mode_(mode), growth_(growth), plan_(plan), power_(plan.power) {}

  void plan() {
    power_.rack_unit.assign(plan_.racks.size(), -1);
    power_.rack_unit_b.assign(plan_.racks.size(), -1);
    switch (study_.shell.power.is) {
      case site::SystemState::unknown:
        return;
      case site::SystemState::offered:
        power_.is_offered = true;
        power_.offers = study_.shell.power.offers;
        assign_to_offers();
        return;
      case site::SystemState::described:
        take_installed();
        break;
      case site::SystemState::to_be_built:
        if (mode_ == Mode::as_is) return;
        build_mv_boards();
        break;
    }
    plan_rack_units();
    plan_mechanical_units();
  }

 private:
  bool may_add() const { return mode_ == Mode::with_fit_out; }

  void take_installed() {
    for (const auto& board : study_.shell.power.boards) power_.mv_boards.push_back({board, true});
    for (const auto& block : study_.shell.power.blocks) add_block(block, block.count, true);
  }

  void build_mv_boards() {
    if (!study_.basis.scope.mv_board) return;
    const auto& feeds = study_.shell.feeds;
    for (std::size_t i = 0; i < feeds.size(); ++i) {
      site::MvBoard board;
      board.id = site::MvBoardId("mv." + feeds[i].id.text());
      board.type = *study_.basis.scope.mv_board;
      board.feed = feeds[i].id;
      // Neighbours are tied in pairs; the last of an odd number is tied to the one before it.
      const std::size_t partner = i % 2 == 1 ? i - 1 : i + 1 < feeds.size() ? i + 1 : i - 1;
      if (feeds.size() > 1) board.tie = site::MvBoardId("mv." + feeds[partner].id.text());
      power_.mv_boards.push_back({board, false});
    }
  }

  /// Adds units of a block, spread over its medium-voltage boards in turn.
  void add_block(site::PowerBlock block, int count, bool is_installed) {
    const int index = static_cast<int>(power_.blocks.size());
    if (!is_installed && block.on.empty()) {
      for (const auto& board : power_.mv_boards) block.on.push_back(board.board.id);
    }
    for (int i = 0; i < count; ++i) {
      PowerUnit unit;
      unit.id = fmt::format("{}.{}", block.id.text(), i + 1);
      unit.block = index;
      unit.is_installed = is_installed;
      unit.is_reserve = block.topology == site::Topology::block_redundant && i >= count - block.reserve;
      unit.side = block.topology == site::Topology::dual ? i % 2 : 0;
      if (!block.on.empty()) unit.mv_board = block.on[ix(i) % block.on.size()].text();
      power_.units.push_back(std::move(unit));
    }
    block.count = count;
    power_.blocks.push_back(std::move(block));
  }

  static bool serves_racks(const site::PowerBlock& block) {
    return block.serves != site::BlockServes::mechanical;
  }

  /// Scalable units as stretches of the hosting order: [first, last).
  std::vector<std::pair<int, int>> unit_stretches() const {
    std::vector<std::pair<int, int>> stretches;
    const auto& racks = plan_.racks;
    for (std::size_t i = 0; i < racks.size(); ++i) {
      const bool goes_on =
          i > 0 && racks[i].line_index == racks[i - 1].line_index && racks[i].unit == racks[i - 1].unit;
      if (goes_on) {
        ++stretches.back().second;
      } else {
        stretches.emplace_back(static_cast<int>(i), static_cast<int>(i) + 1);
      }
    }
    return stretches;
  }

  /// One place that racks can be given to: a unit, a pair of units, or an offer.
  struct Bin {
    int unit = -1, unit_b = -1;
    UnitCapacity capacity;
    RealPower tdp = 0.0 * units::W, peak = 0.0 * units::W;
    [[nodiscard]] bool has_room(RealPower more_tdp, RealPower more_peak) const {
      constexpr double hair = 1.0 + 1e-9;
      return tdp + more_tdp <= capacity.tdp * hair && peak + more_peak <= capacity.peak * hair;
    }
  };

  /// Whole scalable units, else racks, each to the least loaded place that has room; what fits nowhere goes
  /// to the least loaded of all, and is a failed check. Returns false when something did not fit.
  bool assign(std::vector<Bin>& bins) {
    if (bins.empty()) return plan_.racks.empty();
    bool all_fit = true;
    const auto load = [](const Bin& bin) { return bin.tdp / bin.capacity.tdp; };
    const auto give = [&](Bin& bin, int rack) {
      bin.tdp += plan_.racks[ix(rack)].tdp;
      bin.peak += plan_.racks[ix(rack)].peak;
      power_.rack_unit[ix(rack)] = bin.unit;
      power_.rack_unit_b[ix(rack)] = bin.unit_b;
    };
    const auto roomiest = [&](RealPower tdp, RealPower peak) -> Bin* {
      Bin* best = nullptr;
      for (auto& bin : bins) {
        if (bin.has_room(tdp, peak) && (best == nullptr || load(bin) < load(*best) - 1e-12)) best = &bin;
      }
      return best;
    };
    for (const auto& [first, last] : unit_stretches()) {
      RealPower tdp = 0.0 * units::W;
      RealPower peak = 0.0 * units::W;
      for (int rack = first; rack < last; ++rack) {
        tdp += plan_.racks[ix(rack)].tdp;
        peak += plan_.racks[ix(rack)].peak;
      }
      if (auto* bin = roomiest(tdp, peak)) {
        for (int rack = first; rack < last; ++rack) give(*bin, rack);
        continue;
      }
      for (int rack = first; rack < last; ++rack) {
        const auto& one = plan_.racks[ix(rack)];
        auto* bin = roomiest(one.tdp, one.peak);
        if (bin == nullptr) {
          all_fit = false;
          bin = &*std::min_element(bins.begin(), bins.end(),
                                   [&](const Bin& a, const Bin& b) { return load(a) < load(b); });
        }
        give(*bin, rack);
      }
    }
    return all_fit;
  }

  std::vector<Bin> bins() const {
    std::vector<Bin> result;
    std::vector<MissingFigure> ignored;
    for (std::size_t i = 0; i < power_.units.size(); ++i) {
      const auto& unit = power_.units[i];
      const auto& block = power_.blocks[ix(unit.block)];
      if (!serves_racks(block) || unit.is_reserve || unit.side == 1) continue;
      Bin bin;
      bin.unit = static_cast<int>(i);
      if (block.topology == site::Topology::dual) bin.unit_b = static_cast<int>(i) + 1;
      bin.capacity = unit_capacity(study_, block, ignored);
      result.push_back(bin);
    }
    return result;
  }

  void plan_rack_units() {
    for (const auto& block : power_.blocks) {
      if (serves_racks(block)) (void)unit_capacity(study_, block, plan_.missing);
    }
    const auto scope =
        std::find_if(study_.basis.scope.blocks.begin(), study_.basis.scope.blocks.end(), serves_racks);
    const bool has_scope = may_add() && scope != study_.basis.scope.blocks.end();
    if (!has_scope) {
      auto existing = bins();
      assign(existing);
      return;
    }
    (void)unit_capacity(study_, *scope, plan_.missing);
    if (has_missing_electrical()) return;
    // Add units until the racks fit, at most as many as the scope allows.
    const int step = scope->topology == site::Topology::dual ? 2 : 1;
    const int spare = scope->reserve;
    const auto installed_blocks = power_.blocks;
    const auto installed_units = power_.units;
    for (int working = power_.units.empty() ? step : 0;; working += step) {
      const int count = std::min(working + (working > 0 ? spare : 0) + growth_.blocks * step, scope->count);
      power_.blocks = installed_blocks;
      power_.units = installed_units;
      if (count > 0) add_block(*scope, count, false);
      auto all = bins();
      if (assign(all) || count == scope->count) return;
    }
  }

  bool has_missing_electrical() const {
    return std::any_of(plan_.missing.begin(), plan_.missing.end(),
                       [](const MissingFigure& one) { return one.is_electrical; });
  }

  void plan_mechanical_units() {
    const bool is_served =
        std::any_of(power_.blocks.begin(), power_.blocks.end(),
                    [](const site::PowerBlock& block) { return block.serves != site::BlockServes::racks; });
    if (is_served || !may_add()) return;
    for (const auto& block : study_.basis.scope.blocks) {
      if (block.serves != site::BlockServes::mechanical) continue;
      (void)unit_capacity(study_, block, plan_.missing);
      add_block(block, block.count, false);
      return;
    }
  }

  void assign_to_offers() {
    std::vector<Bin> offers;
    for (std::size_t i = 0; i < power_.offers.size(); ++i) {
      Bin bin;
      bin.unit = static_cast<int>(i);
      const auto power = power_.offers[i].power.at(Corner::middle).value_or(1e12 * units::W);
      bin.capacity = {power, power};
      offers.push_back(bin);
    }
    assign(offers);
  }

  const site::Study& study_;
  Mode mode_;
  const Growth& growth_;
  Plan& plan_;
  PowerPlan& power_;
};

}  // namespace

RealPower derated(const catalogs::GeneratorType& generator, Length elevation) {
  const auto above = std::max(0.0, (elevation - generator.derating_from.value()).in_si());
  constexpr double step_m = 300.0;
  return generator.rating.value() *
         std::max(0.0, 1.0 - generator.derating_altitude.value().in_si() * above / step_m);
}

UnitCapacity unit_capacity(const site::Study& study, const site::PowerBlock& block,
                           std::vector<MissingFigure>& missing) {
  const auto& transformer = study.catalog.get(block.transformer);
  const auto& board = study.catalog.get(block.board);
  bool lacks = note_missing(transformer, true, missing);
  lacks |= note_missing(board, true, missing);
  if (block.ups) lacks |= note_missing(study.catalog.get(*block.ups), true, missing);
  if (block.battery) lacks |= note_missing(study.catalog.get(*block.battery), true, missing);
  if (block.generator) lacks |= note_missing(study.catalog.get(*block.generator), true, missing);
  if (lacks) return {};

  constexpr RealPower no_limit = 1e12 * units::W;
  constexpr double rack_power_factor = 0.98;  // where no UPS stands between
  double efficiency = 1.0;
  double power_factor = rack_power_factor;
  RealPower recharge = 0.0 * units::W;
  UnitCapacity capacity{no_limit, no_limit};
  if (block.ups) {
    const auto& ups = study.catalog.get(*block.ups);
    capacity.tdp = ups.rating.value();
    capacity.peak = ups.rating.value() * ups.overload.value().in_si();
    efficiency = ups.efficiency.value().in_si();
    power_factor = ups.input_power_factor.value().in_si();
    recharge = ups.rating.value() * ups.recharge.value().in_si();
  }
  const auto from_input = [&](ApparentPower input) {
    return (real_power(input, ratio(power_factor)) - recharge) * efficiency;
  };
  const auto through_board = three_phase_power(board.rating.value() * board.continuous.value().in_si(),
                                               transformer.secondary.value());
  capacity.tdp = std::min({capacity.tdp, from_input(transformer.rating.value()), from_input(through_board)});
  if (block.generator) {
    const auto elevation = study.shell.site.elevation.at(Corner::middle).value_or(0.0 * units::m);
    capacity.peak =
        std::min(capacity.peak, derated(study.catalog.get(*block.generator), elevation) * efficiency);
  }
  return capacity;
}

int battery_cabinets(const site::Study& study, const site::PowerBlock& block) {
  if (!block.battery || !block.ups) return 0;
  if (block.cabinets) return *block.cabinets;
  const auto& battery = study.catalog.get(*block.battery);
  const auto& ups = study.catalog.get(*block.ups);
  if (!battery.energy.is_known() || !battery.power.is_known() || !ups.rating.is_known() ||
      !ups.efficiency.is_known())
    return 0;
  const double load_w = ups.rating.value().in_si() / ups.efficiency.value().in_si();
  const double by_energy = load_w * block.autonomy.in_si() / battery.energy.value().in_si();
  const double by_power = load_w / battery.power.value().in_si();
  return static_cast<int>(std::ceil(std::max(by_energy, by_power) - 1e-9));
}

CoolantNeed coolant_need(const catalogs::RackType& rack, Temperature supply) {
  // What nobody has published is asked for (Plan::missing) and no loop is solved.
  if (rack.coolant.empty() || rack.coolant.front().is_unknown) return {0.0 * units::L_per_s, 0.0 * units::Pa};
  const auto& points = rack.coolant.front().points;
  // Below the first point the first counts: a rack does not throttle its flow under what was tested.
  if (supply <= points.front().supply) return {points.front().flow, points.front().drop};
  std::size_t i = 1;
  while (i + 1 < points.size() && supply > points[i].supply) ++i;
  const double share = (supply - points[i - 1].supply) / (points[i].supply - points[i - 1].supply);
  // The flow bends upward; its inverse is close to linear (the return stays near 55 degC). Beyond the last
  // point the line goes on.
  const double inverse = (1.0 - share) / points[i - 1].flow.in_si() + share / points[i].flow.in_si();
  const double smallest_inverse = 1e-3 / points.back().flow.in_si();
  const auto flow = VolumeFlow::from_si(1.0 / std::max(inverse, smallest_inverse));
  const double ratio_to_point = flow / points[i].flow;
  return {flow, points[i].drop * (ratio_to_point * ratio_to_point)};
}

VolumeFlow rack_airflow(const site::Study& study, const HostedRack& rack) {
  const auto& type = study.catalog.get(rack.type);
  if (rack.air.in_si() <= 0.0) return 0.0 * units::m3_per_s;
  if (!type.airflow.empty() && !type.airflow.front().is_unknown) {
    const auto& points = type.airflow.front().points;
    const double inlet = study.basis.air.supply.in_si();
    if (inlet <= points.front().inlet.in_si()) return points.front().flow;
    std::size_t i = 1;
    while (i + 1 < points.size() && inlet > points[i].inlet.in_si()) ++i;
    const double share =
        (inlet - points[i - 1].inlet.in_si()) / (points[i].inlet - points[i - 1].inlet).in_si();
    return points[i - 1].flow * (1.0 - share) + points[i].flow * share;
  }
  if (!type.airflow_per_power.is_known()) return 0.0 * units::m3_per_s;  // asked for (Plan::missing)
  return VolumeFlow::from_si(type.airflow_per_power.value().in_si() * rack.air.in_si());
}

AirDemand air_demand(const site::Study& study, const Plan& plan, const site::SpaceId& space) {
  AirDemand demand{0.0 * units::W_heat, 0.0 * units::m3_per_s};
  for (std::size_t i = 0; i < plan.racks.size(); ++i) {
    if (plan.rack_space[i] != space) continue;
    demand.heat += plan.racks[i].air;
    demand.airflow += rack_airflow(study, plan.racks[i]);
  }
  return demand;
}

namespace {

/// Racks whose coolant, air or power supplies nobody has published are placed all the same.
void note_missing_of_racks(const site::Study& study, Plan& plan) {
  for (const auto& rack : plan.racks) {
    const auto& type = study.catalog.get(rack.type);
    for (const auto& name : catalogs::table_of<catalogs::RackType>().unknown_inputs(type)) {
      const bool is_noted =
          name == "tdp" || std::any_of(plan.missing.begin(), plan.missing.end(), [&](const auto& one) {
            return one.type == rack.type.text() && one.figure == name;
          });
      if (!is_noted) plan.missing.push_back({rack.type.text(), name, name == "power-supplies"});
    }
  }
}

}  // namespace

Plan make_plan(const site::Study& study, std::vector<HostedRack> racks, std::vector<site::SpaceId> rack_space,
               Mode mode, const Growth& growth) {
  Plan plan;
  plan.racks = std::move(racks);
  plan.rack_space = std::move(rack_space);
  note_missing_of_racks(study, plan);
  PowerPlanner(study, mode, growth, plan).plan();
  plan_cooling(study, mode, growth, plan);
  return plan;
}

}  // namespace shellfit::studies
