#include "studies/power_planning.hpp"

#include "site/power_templates.hpp"
#include "studies/missing_figures.hpp"
#include "studies/outlet_capacity.hpp"
#include "studies/states.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace shellfit::studies {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

class PowerPlanner {
 public:
  PowerPlanner(const site::Study& study, Mode mode, const Growth& growth, Plan& plan)
      : study_(study), mode_(mode), growth_(growth), plan_(plan), power_(plan.power) {}

  void plan() {
    power_.rack_outlet.assign(plan_.racks.size(), -1);
    switch (study_.shell.power.is) {
      case site::SystemState::unknown:
        return;
      case site::SystemState::offered:
        take_offers();
        landlord_states_ = landlord_states(study_);
        assign();
        return;
      case site::SystemState::described:
        power_.one_line = site::expand(study_.shell.power);
        if (mode_ == Mode::as_is) {
          note_missing_voltages();
          power_.one_line = site::installed_part(std::move(power_.one_line));
        }
        note_missing_figures(study_, power_.one_line, plan_.missing);
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

  /// Of what is still to be built, as is only the voltage counts that it is to bring.
  void note_missing_voltages() {
    for (const auto& one : power_.one_line.transformers) {
      const auto& type = study_.catalog.get(one.type);
      if (!type.secondary.is_known()) note_missing(type, true, plan_.missing);
    }
  }

  void take_offers() {
    power_.offers = study_.shell.power.offers;
    for (const auto& offer : power_.offers) {
      site::Board board;
      board.id = site::BoardId(offer.id.text());
      site::Outlet outlet;
      outlet.id = site::OutletId(offer.id.text());
      outlet.a = board.id;
      outlet.serves = site::Serves::both;
      power_.one_line.boards.push_back(std::move(board));
      power_.one_line.outlets.push_back(std::move(outlet));
    }
  }

  void build_mv_boards() {
    if (!study_.basis.scope.mv_board) return;
    const auto& feeds = study_.shell.feeds;
    for (std::size_t i = 0; i < feeds.size(); ++i) {
      site::Board board;
      board.id = site::BoardId("mv." + feeds[i].id.text());
      board.type = *study_.basis.scope.mv_board;
      board.is_medium_voltage = true;
      board.is_installed = false;
      board.feed = feeds[i].id;
      // Neighbours are tied in pairs; the last of an odd number is tied to the one before it.
      const std::size_t partner = i % 2 == 1 ? i - 1 : i + 1 < feeds.size() ? i + 1 : i - 1;
      if (feeds.size() > 1) board.tie = site::BoardId("mv." + feeds[partner].id.text());
      power_.one_line.boards.push_back(std::move(board));
    }
  }

  /// Units of a block of the scope, in turn on the medium-voltage boards that their transformers are made
  /// for.
  site::OneLine added(const site::PowerBlock& block, int count) const {
    const auto voltages = board_voltages(study_, power_);
    const auto& primary = study_.catalog.get(block.transformer).primary;
    std::vector<site::BoardId> boards;
    for (std::size_t i = 0; i < voltages.size(); ++i) {
      const auto& board = power_.one_line.boards[i];
      if (board.is_medium_voltage && (!primary.is_known() || voltages[i] == primary.value()))
        boards.push_back(board.id);
    }
    auto named = block;
    named.id = unused(block.id);
    return site::expand(named, count, boards, false);
  }

  /// The block's id, or with "-b" and so on where the shell's plant has names that begin with it.
  site::BlockId unused(const site::BlockId& id) const {
    const auto is_taken = [&](const std::string& stem) {
      const auto begins = [&](const auto& one) {
        return one.id.text() == stem || one.id.text().starts_with(stem + ".");
      };
      const auto any = [&](const auto& list) { return std::any_of(list.begin(), list.end(), begins); };
      const auto& line = power_.one_line;
      return any(line.boards) || any(line.transformers) || any(line.generators) || any(line.upses) ||
             any(line.breakers) || any(line.cables) || any(line.switches) || any(line.outlets) ||
             any(study_.shell.feeds);
    };
    auto stem = id.text();
    for (char letter = 'b'; is_taken(stem); ++letter) stem = fmt::format("{}-{}", id.text(), letter);
    return site::BlockId(stem);
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

  /// What racks draw, and what an outlet delivers.
  struct Amount {
    double tdp_w = 0, apparent_va = 0, peak_w = 0;
    void add(const Amount& other) {
      tdp_w += other.tdp_w;
      apparent_va += other.apparent_va;
      peak_w += other.peak_w;
    }
    /// The greatest share that this takes of a capacity.
    [[nodiscard]] double share_of(const OutletCapacity& capacity) const {
      const auto share = [](double some, double of) {
        return some <= 0.0 ? 0.0 : of > 0.0 ? some / of : std::numeric_limits<double>::infinity();
      };
      return std::max({share(tdp_w, capacity.tdp.in_si()), share(apparent_va, capacity.apparent.in_si()),
                       share(peak_w, capacity.peak.in_si())});
    }
  };

  /// What racks draw while nothing is out, then in each outage behind the offers.
  using Amounts = std::vector<Amount>;

  /// An outlet and what has been given to it.
  struct Bin {
    int outlet = -1;
    site::Backing backing = site::Backing::none;
    std::vector<OutletCapacity> capacities;  ///< in the order of amounts
    Amounts given;
    /// How full the outlet would be with more on it; full at 1.
    [[nodiscard]] double share_with(const Amounts& more) const {
      double share = 0;
      for (std::size_t k = 0; k < capacities.size(); ++k) {
        auto sum = given[k];
        sum.add(more[k]);
        share = std::max(share, sum.share_of(capacities[k]));
      }
      return share;
    }
    [[nodiscard]] bool has_room(const Amounts& more) const { return share_with(more) <= 1.0 + 1e-9; }
    [[nodiscard]] double load() const {
      return capacities.front().tdp.in_si() > 0.0 ? share_with(Amounts(given.size()))
                                                  : std::numeric_limits<double>::infinity();
    }
    /// The same while nothing is out.
    [[nodiscard]] double normal_load() const {
      return capacities.front().tdp.in_si() > 0.0 ? given.front().share_of(capacities.front())
                                                  : std::numeric_limits<double>::infinity();
    }
    /// Nobody says what it delivers.
    [[nodiscard]] bool is_unknown() const {
      return share_with(Amounts(given.size(), Amount{1, 1, 1})) <= 0.0;
    }
  };

  std::vector<Bin> bins() const {
    std::vector<Bin> result;
    const auto capacities = outlet_capacities(study_, power_);
    const auto backings = outlet_backings(power_);
    for (std::size_t i = 0; i < capacities.size(); ++i) {
      if (power_.one_line.outlets[i].serves == site::Serves::mechanical) continue;
      // What a landlord leaves unsaid is asked; until then it may be a UPS.
      Bin bin{static_cast<int>(i), backings[i].value_or(site::Backing::ups), {capacities[i]}, {}};
      for (const auto& state : landlord_states_) {
        const auto* left = offer_state(power_.offers[i], static_cast<int>(i), state);
        bin.capacities.push_back(left != nullptr ? offer_capacity(power_.offers[i], left) : capacities[i]);
      }
      bin.given.resize(bin.capacities.size());
      result.push_back(std::move(bin));
    }
    return result;
  }

  /// What a rack draws; nothing in outages that it need not survive.
  Amounts amounts(int rack) const {
    const auto& one = plan_.racks[ix(rack)];
    const Amount whole{one.tdp.in_si(),
                       apparent_power(one.tdp, ratio(rack_power_factor(study_, one))).in_si(),
                       one.peak.in_si()};
    Amounts result{whole};
    for (const auto& state : landlord_states_) {
      result.push_back(must_run(state, one) ? whole : Amount{});
      // Peaks are judged in the normal state and without the utility.
      if (!state.out.is_utility_lost) result.back().peak_w = 0;
    }
    return result;
  }

  site::Backing needed_by(int rack) const {
    const auto& line = study_.deployment.lines[ix(plan_.racks[ix(rack)].line_index)];
    return line.backing.value_or(site::Backing::none);
  }

  /// Whole scalable units, else racks, each to the least loaded outlet that has room and the backing asked
  /// for; what fits nowhere goes to the least loaded of all, and is a failed check. Returns false when
  /// something did not fit.
  bool assign() {
    auto outlets = bins();
    if (outlets.empty()) return plan_.racks.empty();
    bool all_fit = true;
    const auto give = [&](Bin& bin, int rack) {
      add(amounts(rack), bin.given);
      power_.rack_outlet[ix(rack)] = bin.outlet;
    };
    const auto roomiest = [&](const Amounts& more, site::Backing needed) -> Bin* {
      Bin* best = nullptr;
      Bin* unknown = nullptr;
      for (auto& bin : outlets) {
        if (bin.backing < needed || !bin.has_room(more)) continue;
        if (bin.is_unknown()) {
          if (unknown == nullptr || bin.given.front().tdp_w < unknown->given.front().tdp_w) unknown = &bin;
        } else if (best == nullptr || bin.load() < best->load() - 1e-12) {
          best = &bin;
        }
      }
      return best != nullptr ? best : unknown;
    };
    for (const auto& [first, last] : unit_stretches()) {
      auto all = amounts(first);
      for (int rack = first + 1; rack < last; ++rack) add(amounts(rack), all);
      if (auto* bin = roomiest(all, needed_by(first))) {
        for (int rack = first; rack < last; ++rack) give(*bin, rack);
        continue;
      }
      for (int rack = first; rack < last; ++rack) {
        auto* bin = roomiest(amounts(rack), needed_by(rack));
        if (bin == nullptr) {
          all_fit = false;
          bin = &*std::min_element(outlets.begin(), outlets.end(), [](const Bin& a, const Bin& b) {
            return std::pair(a.normal_load(), a.given.front().tdp_w) <
                   std::pair(b.normal_load(), b.given.front().tdp_w);
          });
        }
        give(*bin, rack);
      }
    }
    return all_fit;
  }
  static void add(const Amounts& more, Amounts& sum) {
    for (std::size_t k = 0; k < sum.size(); ++k) sum[k].add(more[k]);
  }

  bool has_outlet_for(site::Serves wanted) const {
    return std::any_of(power_.one_line.outlets.begin(), power_.one_line.outlets.end(),
                       [&](const site::Outlet& outlet) {
                         return outlet.serves == wanted || outlet.serves == site::Serves::both;
                       });
  }

  /// The fewest units that a topology is made of.
  static int least_units(const site::PowerBlock& block) {
    return block.topology == site::Topology::dual ? 2 : 1;
  }

  void plan_rack_units() {
    const auto& blocks = study_.basis.scope.blocks;
    const auto scope = std::find_if(blocks.begin(), blocks.end(), [](const site::PowerBlock& block) {
      return block.serves != site::Serves::mechanical;
    });
    if (!may_add() || scope == blocks.end()) {
      assign();
      return;
    }
    note_missing_figures(study_, added(*scope, std::max(2, scope->reserve + 1)), plan_.missing);
    if (has_missing_electrical()) return;
    // Add units until the racks fit, at most as many as the scope allows.
    const int step = least_units(*scope);
    const auto installed = power_.one_line;
    for (int working = has_outlet_for(site::Serves::racks) ? 0 : step;; working += step) {
      const int wanted = working + growth_.blocks * step;
      const int count = wanted > 0 ? std::min(wanted + scope->reserve, scope->count) : 0;
      power_.one_line = installed;
      if (count > 0) power_.one_line.append(added(*scope, count));
      if (assign() || count == scope->count) return;
    }
  }

  bool has_missing_electrical() const {
    return std::any_of(plan_.missing.begin(), plan_.missing.end(),
                       [](const MissingFigure& one) { return one.is_electrical; });
  }

  void plan_mechanical_units() {
    if (has_outlet_for(site::Serves::mechanical) || !may_add()) return;
    for (const auto& block : study_.basis.scope.blocks) {
      if (block.serves != site::Serves::mechanical) continue;
      auto units = added(block, block.count);
      note_missing_figures(study_, units, plan_.missing);
      power_.one_line.append(std::move(units));
      return;
    }
  }

  const site::Study& study_;
  Mode mode_;
  const Growth& growth_;
  Plan& plan_;
  PowerPlan& power_;
  std::vector<State> landlord_states_;  ///< outages to survive behind the offers
};

}  // namespace

void plan_power(const site::Study& study, Mode mode, const Growth& growth, Plan& plan) {
  PowerPlanner(study, mode, growth, plan).plan();
}

}  // namespace shellfit::studies
