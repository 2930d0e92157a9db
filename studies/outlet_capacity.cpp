#include "studies/outlet_capacity.hpp"

#include "site/feeding.hpp"
#include "site/power_templates.hpp"
#include "studies/cable_rating.hpp"
#include "studies/missing_figures.hpp"
#include "studies/site_ratings.hpp"
#include "studies/ups_efficiency.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

namespace shellfit::studies {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

constexpr double no_limit = std::numeric_limits<double>::infinity();

/// What a board can pass on for hours, and at the racks' peak.
struct Strength {
  double apparent_va = no_limit;
  double real_w = no_limit;
  double peak_w = no_limit;
  Strength& at_most(const Strength& other) {
    apparent_va = std::min(apparent_va, other.apparent_va);
    real_w = std::min(real_w, other.real_w);
    peak_w = std::min(peak_w, other.peak_w);
    return *this;
  }
  Strength& plus(const Strength& other) {
    apparent_va += other.apparent_va;
    real_w += other.real_w;
    peak_w += other.peak_w;
    return *this;
  }
};

class CapacityFinder {
 public:
  CapacityFinder(const site::Study& study, const PowerPlan& power)
      : study_(study),
        line_(power.one_line),
        feeding_(power.one_line),
        voltages_(board_voltages(study, power)),
        hottest_(hottest_outdoors(study)),
        known_(power.one_line.boards.size()),
        board_users_(power.one_line.boards.size(), 0),
        transformer_users_(power.one_line.transformers.size(), 0),
        cable_users_(power.one_line.cables.size(), 0),
        ups_users_(power.one_line.upses.size(), 0) {
    for (const auto& outlet : line_.outlets) {
      if (outlet.serves != site::Serves::mechanical && !outlet.share) count_users(outlet);
    }
  }

  OutletCapacity capacity(const site::Outlet& outlet) {
    auto strength = of_board(at(outlet.a));
    if (outlet.b) strength.at_most(of_board(at(*outlet.b)));
    const double share = outlet.share ? outlet.share->in_si() : 1.0;
    double tdp_w = share * strength.real_w;
    if (outlet.limit) tdp_w = std::min(tdp_w, outlet.limit->in_si());
    return {RealPower::from_si(tdp_w), ApparentPower::from_si(share * strength.apparent_va),
            RealPower::from_si(share * strength.peak_w)};
  }

 private:
  int at(const site::BoardId& board) const { return feeding_.board(board); }

  void count_users(const site::Outlet& outlet) {
    for (const int board : feeding_.boards_behind(outlet)) {
      ++board_users_[ix(board)];
      for (const int i : feeding_.of(board).transformers) ++transformer_users_[ix(i)];
      for (const int i : feeding_.of(board).cables) ++cable_users_[ix(i)];
      for (const int i : feeding_.of(board).upses) ++ups_users_[ix(i)];
    }
  }

  static double part(const std::vector<int>& users, int i) { return 1.0 / std::max(1, users[ix(i)]); }

  const Strength& of_board(int board) {
    auto& known = known_[ix(board)];
    if (known) return *known;
    const auto& in = feeding_.of(board);
    Strength sum{0, 0, 0};
    if (is_source(board)) sum = Strength{};
    // What stands in parallel behind one board carries no more than that board does.
    std::map<int, std::vector<int>> transformers;
    for (const int i : in.transformers) {
      const auto& from = line_.transformers[ix(i)].from;
      transformers[from ? at(*from) : -1].push_back(i);
    }
    for (const auto& [from, units] : transformers) sum.plus(of_transformers(from, units));
    if (!in.upses.empty()) sum.plus(of_upses(in.upses));
    for (const int from : std::set<int>(in.boards.begin(), in.boards.end())) sum.plus(of_feeders(from, in));
    sum.at_most(of_bars(board));
    return known.emplace(sum);
  }

  /// A feed is not what limits here; nor is a tie, or what a board of medium voltage waits for, while nothing
  /// else feeds it.
  bool is_source(int board) const {
    const auto& in = feeding_.of(board);
    return in.feed ||
           (line_.boards[ix(board)].is_medium_voltage && in.transformers.empty() && in.behind.empty());
  }

  /// Of a board itself: its main breaker, and the generators on it.
  Strength of_bars(int board) const {
    Strength own;
    const auto& one = line_.boards[ix(board)];
    const double share = part(board_users_, board);
    if (one.type && !one.is_medium_voltage && voltages_[ix(board)]) {
      const auto& type = study_.catalog.get(*one.type);
      if (!type.rating.is_known() || !type.continuous.is_known()) return {0, 0, 0};
      own.apparent_va =
          three_phase_power(board_limit(study_, type, true), *voltages_[ix(board)]).in_si() * share;
    }
    double standby_w = 0;
    bool has_generator = false;
    const auto elevation = study_.shell.site.elevation.at(Corner::middle).value_or(0.0 * units::m);
    for (const int generator : feeding_.of(board).generators) {
      has_generator = true;
      const auto& type = study_.catalog.get(line_.generators[ix(generator)].type);
      if (!catalogs::table_of<catalogs::GeneratorType>().unknown_inputs(type).empty()) return {0, 0, 0};
      // What nobody says of the heat is asked where it is judged.
      const auto at_elevation = derated(type, elevation);
      standby_w +=
          (hottest_ ? derated(type, elevation, *hottest_).value_or(at_elevation) : at_elevation).in_si();
    }
    if (has_generator) own.peak_w = standby_w * share;
    return own;
  }

  /// What reaches a board from another of its voltage: all that this has, or what the cables between them
  /// carry where there is no other way.
  Strength of_feeders(int from, const site::Incomers& in) {
    auto strength = of_board(from);
    auto ways = std::count(in.boards.begin(), in.boards.end(), from);
    double cables_va = 0;
    for (const int i : in.cables) {
      const auto& one = line_.cables[ix(i)];
      if (at(one.from) != from) continue;
      --ways;
      // An ampacity that nobody knows is asked where it is judged.
      const auto rating = cable_rating(study_, line_, one);
      cables_va +=
          rating && voltages_[ix(from)]
              ? three_phase_power(rating->for_hours, *voltages_[ix(from)]).in_si() * part(cable_users_, i)
              : no_limit;
    }
    if (ways == 0) strength.at_most({cables_va, no_limit, no_limit});
    return strength;
  }

  /// Those from one board (-1: from none that is there).
  Strength of_transformers(int from, const std::vector<int>& units) {
    Strength sum{0, 0, 0};
    for (const int i : units) {
      const auto& type = study_.catalog.get(line_.transformers[ix(i)].type);
      if (!catalogs::table_of<catalogs::TransformerType>().unknown_inputs(type).empty()) continue;
      Strength own;
      const auto& one = line_.transformers[ix(i)];
      own.apparent_va = type.rating.value().in_si() * part(transformer_users_, i) *
                        transformer_share(study_, type, air_about(study_, one, hottest_)).share;
      sum.plus(own);
    }
    if (from >= 0) sum.at_most(of_board(from));
    return sum;
  }

  /// UPS on one output share its load equally, so that the least of those that run limits them all.
  Strength of_upses(const std::vector<int>& units) {
    std::map<int, int> on_input;
    for (const int i : units) ++on_input[at(line_.upses[ix(i)].from)];
    int running = 0;
    Strength least;
    for (const int i : units) {
      const int input = at(line_.upses[ix(i)].from);
      const auto own = of_ups(i, of_board(input), on_input.at(input));
      if (own.real_w <= 0.0) continue;
      ++running;
      least.at_most(own);
    }
    if (running == 0) return {0, 0, 0};
    return {no_limit, running * least.real_w, running * least.peak_w};
  }

  /// One of so many on an input board.
  Strength of_ups(int i, const Strength& input, int on_input) const {
    const auto& one = line_.upses[ix(i)];
    const auto& type = study_.catalog.get(one.type);
    if (!catalogs::table_of<catalogs::UpsType>().unknown_inputs(type).empty() || lacks_battery(one))
      return {0, 0, 0};
    const double share = part(ups_users_, i);
    const double efficiency = ups_efficiency(type, type.rating.value()).in_si();
    const double rating_w = type.rating.value().in_si() * share;
    const double recharge_w = type.rating.value().in_si() * type.recharge.value().in_si() * share;
    const double input_w =
        std::min(input.real_w, input.apparent_va * type.input_power_factor.value().in_si()) / on_input;
    return {no_limit, std::max(0.0, std::min(rating_w, (input_w - recharge_w) * efficiency)),
            std::min(rating_w * type.overload.value().in_si(), input.peak_w / on_input * efficiency)};
  }

  bool lacks_battery(const site::UpsUnit& one) const {
    return one.battery && !catalogs::table_of<catalogs::BatteryType>()
                               .unknown_inputs(study_.catalog.get(*one.battery))
                               .empty();
  }

  const site::Study& study_;
  const site::OneLine& line_;
  site::Feeding feeding_;
  std::vector<std::optional<LineVoltage>> voltages_;
  std::optional<Temperature> hottest_;
  std::vector<std::optional<Strength>> known_;
  std::vector<int> board_users_, transformer_users_, cable_users_, ups_users_;
};

}  // namespace

std::vector<OutletCapacity> outlet_capacities(const site::Study& study, const PowerPlan& power) {
  std::vector<OutletCapacity> capacities;
  for (const auto& offer : power.offers) capacities.push_back(offer_capacity(offer, nullptr));
  if (power.is_offered()) return capacities;
  CapacityFinder finder(study, power);
  for (const auto& outlet : power.one_line.outlets) capacities.push_back(finder.capacity(outlet));
  return capacities;
}

OutletCapacity offer_capacity(const site::PowerOffer& offer, const site::OfferState* left) {
  const auto most =
      (left != nullptr ? left->power : offer.power).at(Corner::middle).value_or(RealPower::from_si(no_limit));
  const auto power_factor = left != nullptr && left->power_factor ? *left->power_factor : offer.power_factor;
  return {most, apparent_power(most, power_factor), most};
}

Current board_limit(const site::Study& study, const catalogs::BoardType& type, bool is_for_hours) {
  const double share =
      std::max(type.continuous.value().in_si(), study.basis.electrical.breaker_share.in_si());
  return type.rating.value() * (is_for_hours ? share : 1.0);
}

void note_missing_figures(const site::Study& study, const site::OneLine& one_line,
                          std::vector<MissingFigure>& missing) {
  const auto& catalog = study.catalog;
  for (const auto& one : one_line.transformers) note_missing(catalog.get(one.type), true, missing);
  for (const auto& one : one_line.boards) {
    if (one.type && !one.is_medium_voltage) note_missing(catalog.get(*one.type), true, missing);
  }
  for (const auto& one : one_line.upses) {
    note_missing(catalog.get(one.type), true, missing);
    if (one.battery) note_missing(catalog.get(*one.battery), true, missing);
  }
  for (const auto& one : one_line.cables) note_missing(catalog.get(one.type), true, missing);
  for (const auto& one : one_line.generators) note_missing(catalog.get(one.type), true, missing);
}

std::vector<std::optional<LineVoltage>> board_voltages(const site::Study& study, const PowerPlan& power) {
  if (power.is_offered()) {
    std::vector<std::optional<LineVoltage>> voltages;
    for (const auto& offer : power.offers) voltages.emplace_back(offer.voltage);
    return voltages;
  }
  const auto feed_voltage = study.shell.feeds.front().voltage;
  auto voltages = site::voltages_of(power.one_line, feed_voltage, study.catalog);
  // As is, what brings a board its voltage may still have to be built: then it is dead, at the voltage that
  // the whole of the shell's plant gives it.
  const auto whole = site::expand(study.shell.power);
  const auto whole_voltages = site::voltages_of(whole, feed_voltage, study.catalog);
  const auto places = site::index_of(whole.boards);
  for (std::size_t i = 0; i < voltages.size(); ++i) {
    const auto place = places.find(power.one_line.boards[i].id);
    if (place != places.end()) voltages[i] = whole_voltages[ix(place->second)];
  }
  return voltages;
}

std::vector<std::optional<site::Backing>> outlet_backings(const PowerPlan& power) {
  std::vector<std::optional<site::Backing>> backings;
  for (const auto& offer : power.offers) backings.push_back(offer.backing);
  if (power.is_offered()) return backings;
  const site::Feeding feeding(power.one_line);
  for (const auto& outlet : power.one_line.outlets) backings.emplace_back(feeding.backing(outlet));
  return backings;
}

}  // namespace shellfit::studies
