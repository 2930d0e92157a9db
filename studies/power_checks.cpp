#include "studies/power_checks.hpp"

#include "studies/cable_rating.hpp"
#include "studies/dead_rack.hpp"
#include "studies/evidence.hpp"
#include "studies/generator_checks.hpp"
#include "studies/outlet_capacity.hpp"
#include "studies/rack_feeds.hpp"
#include "studies/rule_use.hpp"
#include "studies/site_ratings.hpp"
#include "studies/ups_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>

namespace shellfit::studies {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

class PowerChecker {
 public:
  PowerChecker(const StateProblem& problem, const State& state, const StateAnswer& answer)
      : p_(problem),
        state_(state),
        answer_(answer),
        power_(*problem.power),
        flow_(answer.power->flow),
        line_(problem.plan.power.one_line) {}

  std::vector<Check> check() {
    check_continuity();
    check_convergence();
    check_sources();
    if (!p_.plan.power.is_offered()) check_plant();
    for (const auto& run : power_.runs) check_run(run);
    check_racks();
    return std::move(checks_);
  }

 private:
  void add(Check check) { checks_.push_back(std::move(check)); }
  /// Share of a device's rating that may flow, and what says so.
  struct Share {
    double value = 1.0;
    std::string clause;
    std::vector<std::string> weak;
  };
  /// For hours what the basis says.
  Share share_of_basis() const {
    constexpr const char* field = "electrical/breaker-share";
    return {p_.study.basis.electrical.breaker_share.in_si(), cite_rule(p_.study, field),
            weak_rule(p_.study, field)};
  }
  Share breaker_share() const {
    if (state_.load == LoadLevel::peak) return {1.0, "whole rating: a peak passes in seconds", {}};
    return share_of_basis();
  }
  /// The same of a board's main breaker, which may be listed for more.
  Share board_share(const catalogs::BoardType& type, const std::string& name) const {
    if (state_.load == LoadLevel::peak) return breaker_share();
    if (state_.load == LoadLevel::recharge) return {1.0, "whole rating: batteries recharge within hours", {}};
    auto share = share_of_basis();
    const double listed = type.continuous.value().in_si();
    if (listed <= share.value) return share;
    return {listed, "listed for continuous load",
            WeakFigures().with(name, "continuous", type.continuous).take()};
  }
  /// "out:it.3.ups" of "out:it.3.ups@dry-bulb/full".
  std::string outage() const { return state_.id.substr(0, state_.id.find('@')); }
  double volts(int bus) const {
    return flow_.buses[ix(bus)].voltage_pu * power_.problem.base_voltage_v[ix(bus)];
  }

  void check_continuity() {
    double asked = 0;
    double carried = 0;
    std::string reason;
    for (std::size_t i = 0; i < p_.plan.racks.size(); ++i) {
      if (!must_run(state_, p_.plan.racks[i])) continue;
      const bool is_on = answer_.boundary.rack_on[i] != 0;
      asked += is_on ? answer_.boundary.rack_w[i] : p_.plan.racks[i].tdp.in_si();
      const bool counts = is_on && !is_on_generator(i);
      carried += counts ? answer_.boundary.rack_w[i] : 0.0;
      if (!counts && reason.empty())
        reason = is_on
                     ? fmt::format("{} runs on a generator although nothing is out: no live feed reaches it",
                                   p_.plan.racks[i].id.text())
                     : why_dead(p_, answer_, i);
    }
    if (asked <= 0.0) return;  // nothing that is hosted must survive the state
    auto check = make_check(CheckKind::continuity, outage(), state_.id, asked / 1e6, carried / 1e6);
    check.reason = reason;
    add(std::move(check));
  }

  /// Generators are a reserve: what needs one while nothing is out has no supply.
  bool is_on_generator(std::size_t rack) const {
    const int outlet = p_.plan.power.rack_outlet[rack];
    if (!state_.out.is_nothing() || outlet < 0) return false;
    const auto& generators = power_.outlet_generators[ix(outlet)];
    return std::any_of(generators.begin(), generators.end(), [&](int generator) {
      const auto& supply = flow_.sources[ix(power_.generator_sources[ix(generator)])];
      return !supply.real.is_missing() && supply.real.in_si() > 0.0;
    });
  }

  void check_convergence() {
    for (const auto& island : flow_.islands) {
      if (island.has_converged) continue;
      const bool is_named = island.worst_bus >= 0 && island.worst_bus < p_.power->problem.described_buses;
      const auto where =
          is_named ? p_.power->network.buses[ix(island.worst_bus)].id.text() : std::string("one-line");
      if (island.loadability < 1.0) {
        auto check =
            make_check(CheckKind::load_flow, "one-line", state_.id, 100.0, 100.0 * island.loadability);
        check.reason = fmt::format("{}; weakest at {}", island.reason, where);
        add(std::move(check));
      } else {
        auto check = unknown_check(CheckKind::load_flow, "one-line",
                                   fmt::format("{}; worst at {}", island.reason, where));
        check.state = state_.id;
        add(std::move(check));
      }
    }
    if (flow_.has_converged()) add(make_check(CheckKind::load_flow, "one-line", state_.id, 100.0, 100.0));
  }

  void check_sources() {
    const auto apparent = [](const power::SupplyResult& supply) {
      return std::hypot(supply.real.in_si(), supply.reactive.in_si());
    };
    if (p_.plan.power.is_offered()) {
      for (std::size_t i = 0; i < p_.plan.power.offers.size(); ++i) {
        const auto& offer = p_.plan.power.offers[i];
        const auto& supply = flow_.sources[ix(power_.offer_sources[i])];
        if (supply.real.is_missing()) continue;
        const auto* left = offer_state(offer, static_cast<int>(i), state_);
        const auto power = (left != nullptr ? left->power : offer.power).at(Corner::middle);
        const auto power_factor =
            left != nullptr && left->power_factor ? *left->power_factor : offer.power_factor;
        if (power) {
          // Offered are kW at a power factor, and so the kVA behind them.
          const double kilowatts =
              std::max(supply.real.in_si(), apparent(supply) * power_factor.in_si()) / 1e3;
          add(make_check(CheckKind::offer_load, offer.id.text(), state_.id, kilowatts, power->in(units::kW)));
        } else {
          auto check = unknown_check(CheckKind::offer_load, offer.id.text(),
                                     fmt::format("how much power is offered at {}{}?", offer.id.text(),
                                                 left != nullptr ? without_words(state_) : ""));
          if (left != nullptr) check.state = state_.id;
          add(std::move(check));
        }
      }
      return;
    }
    double real = 0;
    double reactive = 0;
    bool is_live = false;
    for (std::size_t i = 0; i < p_.study.shell.feeds.size(); ++i) {
      const auto& feed = p_.study.shell.feeds[i];
      const auto& supply = flow_.sources[ix(power_.feed_sources[i])];
      const auto rating = feed.rating.at(Corner::middle);
      if (supply.real.is_missing()) continue;
      is_live = true;
      real += supply.real.in_si();
      reactive += supply.reactive.in_si();
      if (rating) {
        add(make_check(CheckKind::feed_load, feed.id.text(), state_.id, apparent(supply) / 1e6,
                       rating->in(units::MVA)));
      } else {
        add(unknown_check(CheckKind::feed_load, feed.id.text(),
                          fmt::format("what may be drawn from feed {}?", feed.id.text())));
      }
    }
    if (!is_live) return;
    if (const auto agreed = agreed_power()) {
      add(make_check(CheckKind::poi_load, "poi", state_.id, std::hypot(real, reactive) / 1e6,
                     agreed->in(units::MVA)));
    } else {
      add(unknown_check(CheckKind::poi_load, "poi", "what may be drawn at the point of interconnection?"));
    }
    check_power_factor(real, reactive);
  }

  /// Of all feeds together; not judged where the agreement has no band.
  void check_power_factor(double real_w, double reactive_var) {
    const auto& agreed = p_.study.shell.site.power_factor;
    if (!agreed || std::fabs(real_w) <= 0.0) return;
    const auto least = agreed->at(Corner::middle);
    if (!least) {
      add(unknown_check(CheckKind::poi_power_factor, "poi",
                        "what power factor does the interconnection agreement ask for?"));
      return;
    }
    auto check = make_check(CheckKind::poi_power_factor, "poi", state_.id,
                            std::fabs(real_w) / std::hypot(real_w, reactive_var), least->in_si());
    check.reason = reactive_var < 0.0 ? "leading" : "lagging";
    add(std::move(check));
  }

  /// What all feeds may draw together.
  std::optional<ApparentPower> agreed_power() const {
    const auto& shell = p_.study.shell;
    if (shell.site.interconnection) return shell.site.interconnection->at(Corner::middle);
    auto sum = 0.0 * units::MVA;
    for (const auto& feed : shell.feeds) {
      const auto rating = feed.rating.at(Corner::middle);
      if (!rating) return std::nullopt;
      sum = sum + *rating;
    }
    return sum;
  }

  void check_plant() {
    for (std::size_t i = 0; i < line_.transformers.size(); ++i) check_transformer(i);
    for (std::size_t i = 0; i < line_.boards.size(); ++i) check_board(i);
    for (std::size_t i = 0; i < line_.cables.size(); ++i) check_cable(i);
    for (auto& check : generator_checks(p_, state_, answer_)) add(std::move(check));
    for (auto& check : ups_checks(p_, state_, answer_)) add(std::move(check));
  }

  void check_transformer(std::size_t i) {
    const auto& one = line_.transformers[i];
    const auto& branch = flow_.branches[ix(power_.transformer_branches[i])];
    // Peaks pass in seconds.
    if (branch.current_to.is_missing() || state_.load == LoadLevel::peak) return;
    const auto& type = p_.study.catalog.get(one.type);
    const double primary = sqrt_3 * type.primary.value().in_si() * branch.current_from.in_si();
    const double secondary = sqrt_3 * type.secondary.value().in_si() * branch.current_to.in_si();
    const auto at_site = transformer_share(p_.study, type, air_about(p_.study, one, outdoors()));
    auto check =
        make_check(CheckKind::transformer_load, one.id.text(), state_.id, std::max(primary, secondary) / 1e3,
                   type.rating.value().in(units::kVA)*at_site.share,
                   cite("IEEE C57.12.00 / IEC 60076-1 rating", type.rating) +
                       (at_site.clause.empty() ? "" : "; " + at_site.clause),
                   WeakFigures().with(one.type.text(), "rating", type.rating).and_all(at_site.weak).take());
    if (!at_site.reason.empty()) {
      for (auto& name : weak_rule(p_.study, "derating/daily-swing")) check.weak.push_back(std::move(name));
      check.reason =
          fmt::format("derated to {}: {}", to_text(type.rating.value() * at_site.share), at_site.reason);
    }
    add(std::move(check));
  }

  void check_cable(std::size_t i) {
    const auto& one = line_.cables[i];
    const auto& branch = flow_.branches[ix(power_.cable_branches[i])];
    if (branch.current_from.is_missing() || branch.current_to.is_missing()) return;
    const auto rating = cable_rating(p_.study, one);
    if (!rating) {
      add(unknown_check(CheckKind::cable_load, one.id.text(),
                        fmt::format("what may {} carry, and in which surroundings?", one.type.text())));
      return;
    }
    const bool is_peak = state_.load == LoadLevel::peak;
    auto check =
        make_check(CheckKind::cable_load, one.id.text(), state_.id,
                   std::max(branch.current_from, branch.current_to).in(units::A),
                   (is_peak ? rating->for_seconds : rating->for_hours).in(units::A),
                   is_peak ? "a peak passes in seconds; " + rating->clause_for_seconds : rating->clause,
                   is_peak ? rating->weak_for_seconds : rating->weak);
    if (!is_peak && rating->is_derated)
      check.reason = fmt::format("derated to {}: {}", to_text(ratio(rating->left)), rating->surroundings);
    add(std::move(check));
  }

  /// Outdoor air of the state's weather; nothing when that is not known.
  std::optional<Temperature> outdoors() const {
    if (state_.weather < 0) return std::nullopt;
    return p_.weather[ix(state_.weather)].dry_bulb;
  }

  /// All that is delivered into a board, whatever passes it on to a tie included.
  void check_board(std::size_t i) {
    const auto& one = line_.boards[i];
    const int bus = power_.board_buses[i];
    if (!one.type || !flow_.buses[ix(bus)].is_solved) return;
    const auto& type = p_.study.catalog.get(*one.type);
    if (!type.rating.is_known() || !type.continuous.is_known()) {
      add(unknown_check(CheckKind::board_load, one.id.text(),
                        fmt::format("the rating of {} is unknown", one.type->text())));
      return;
    }
    double real = 0;
    double reactive = 0;
    for (const auto& [at, sign] : power_.board_switches[i]) {
      const auto& flow = answer_.power->switches[ix(at)];
      if (std::isnan(flow.real_w)) {
        add(unknown_check(CheckKind::board_load, one.id.text(),
                          fmt::format("{} stands in a ring of closed breakers: how is its current shared?",
                                      one.id.text())));
        return;
      }
      if (sign * flow.real_w <= 0.0) continue;
      real += sign * flow.real_w;
      reactive += sign * flow.reactive_var;
    }
    const double amperes = std::hypot(real, reactive) / (sqrt_3 * volts(bus));
    if (amperes <= 0.0) return;
    const auto share = board_share(type, one.type->text());
    add(make_check(CheckKind::board_load, one.id.text(), state_.id, amperes,
                   board_limit(p_.study, type, state_.load == LoadLevel::full).in(units::A),
                   cite(share.clause, type.rating),
                   WeakFigures().with(one.type->text(), "rating", type.rating).and_all(share.weak).take()));
  }

  void check_run(const BuswayRun& run) {
    if (run.first_line < 0) return;
    const auto& branch = flow_.branches[ix(run.first_line)];
    if (branch.current_from.is_missing()) return;
    const auto& type = p_.study.catalog.get(Id<catalogs::BuswayType>(run.type));
    const auto share = breaker_share();
    const auto in_air = busway_share(p_.study, type);
    // Bars take minutes to warm: a peak passes in seconds.
    const bool is_hot = state_.load != LoadLevel::peak && in_air.share < share.value;
    auto check = make_check(CheckKind::busway_load, run.id, state_.id, branch.current_from.in(units::A),
                            type.rating.value().in(units::A) * (is_hot ? in_air.share : share.value),
                            cite(is_hot ? in_air.clause : share.clause, type.rating),
                            WeakFigures()
                                .with(run.type, "rating", type.rating)
                                .and_all(is_hot ? in_air.weak : share.weak)
                                .take());
    if (is_hot) check.reason = fmt::format("derated to {}: {}", to_text(ratio(in_air.share)), in_air.reason);
    add(std::move(check));
  }

  /// Voltage and circuit current at each rack, the worst of each line.
  void check_racks() {
    for (std::size_t i = 0; i < p_.plan.racks.size(); ++i) {
      if (answer_.boundary.rack_on[i] == 0) continue;
      const auto& rack = p_.plan.racks[i];
      const auto& type = p_.study.catalog.get(rack.type);
      const auto& supplies = type.supplies;
      const auto& feeds = power_.racks[i];
      std::array<bool, 2> is_alive{};
      double lowest = 1e12;
      double highest = 0;
      for (const auto side : {std::size_t{0}, std::size_t{1}}) {
        const int bus = side == 0 ? feeds.bus_a : feeds.bus_b;
        if (bus < 0 || !flow_.buses[ix(bus)].is_solved) continue;
        is_alive[side] = true;
        const double terminal = terminal_volts(supplies, volts(bus));
        lowest = std::min(lowest, terminal);
        highest = std::max(highest, terminal);
      }
      const int alive = live_supplies(supplies.count, feeds.there(), is_alive);
      if (alive == 0) continue;
      const auto weak = WeakFigures().with(rack.type.text(), "power-supplies", supplies.provenance).take();
      const auto clause = fmt::format("rack data sheet ({}: {})", supplies.provenance.source,
                                      catalogs::evidence_text(supplies.provenance.evidence));
      add(make_check(CheckKind::rack_voltage_low, rack.line, state_.id, lowest,
                     supplies.lowest_voltage.in(units::V), clause, weak));
      add(make_check(CheckKind::rack_voltage_high, rack.line, state_.id, highest,
                     supplies.highest_voltage.in(units::V), clause, weak));
      // Each live supply carries its share of the rack at constant power.
      const auto each = RealPower::from_si(answer_.boundary.rack_w[i] / alive);
      const double amperes = supply_current(supplies, each, lowest).in_si();
      const auto share = breaker_share();
      add(make_check(CheckKind::branch_circuit, rack.line, state_.id, amperes,
                     supplies.circuit.in(units::A)*share.value, share.clause,
                     WeakFigures()
                         .with(rack.type.text(), "power-supplies", supplies.provenance)
                         .and_all(share.weak)
                         .take()));
    }
  }

  const StateProblem& p_;
  const State& state_;
  const StateAnswer& answer_;
  const PowerAssembly& power_;
  const power::LoadFlowResult& flow_;
  const site::OneLine& line_;
  std::vector<Check> checks_;
};

}  // namespace

std::vector<Check> power_checks(const StateProblem& problem, const State& state, const StateAnswer& answer) {
  return PowerChecker(problem, state, answer).check();
}

}  // namespace shellfit::studies
