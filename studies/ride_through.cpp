#include "studies/ride_through.hpp"

#include "studies/evidence.hpp"
#include "studies/loop_volumes.hpp"
#include "studies/plant_loops.hpp"
#include "studies/solved_cooling.hpp"
#include "studies/state_solve.hpp"
#include "studies/switched_state.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <set>

namespace shellfit::studies {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }
constexpr double never = std::numeric_limits<double>::infinity();
/// Times of coast-down after which a flow is taken to stand: of one that falls as 1 / (1 + t) a tenth is
/// left.
constexpr double coast_times = 9.0;
constexpr double output_s = 1.0;
constexpr double least_followed_s = 120.0;
constexpr double most_curve_points = 120.0;

bool is_chiller(DeviceKind kind) {
  return kind == DeviceKind::liquid_chiller || kind == DeviceKind::chiller ||
         kind == DeviceKind::water_chiller;
}
bool is_mover(DeviceKind kind) {
  return !is_chiller(kind) && kind != DeviceKind::cooler && kind != DeviceKind::tower &&
         kind != DeviceKind::plate_exchanger;
}
bool is_pump(DeviceKind kind) {
  return kind == DeviceKind::liquid_pump || kind == DeviceKind::air_pump || kind == DeviceKind::plant_pump;
}

/// One loss: when each device is back, by device; 0 where it is not lost, infinite where nothing brings it.
struct Loss {
  std::string id;
  bool is_utility = false;
  std::vector<double> back_s;
  std::vector<double> waiting_s;  ///< the same, while what is waited for never comes
  bool brings_back = true;        ///< false: only a repair does
};

/// What brings cooling back to the racks on one of the two loops.
struct Return {
  std::optional<double> s;
  std::string by, question;
  double no_sooner_s = 0;  ///< where nobody can say when
};

class Rider {
 public:
  explicit Rider(const SolvedCooling& normal)
      : s_(normal),
        asked_(*normal.problem.study.basis.ride_through),
        devices_(normal.problem.devices),
        volumes_(loop_volumes(normal)),
        serves_(sides_served(normal.cooling, normal.problem.devices)) {
    for (const bool is_liquid : {true, false}) find_restart(is_liquid);
  }

  std::vector<RideThrough> ride() {
    std::vector<RideThrough> found;
    for (const auto& loss : losses()) follow(loss, found);
    return found;
  }

 private:
  // Which losses there are.

  std::vector<Loss> losses() const {
    std::vector<Loss> all{utility()};
    for (const bool is_liquid : {true, false}) {
      const auto& loop = is_liquid ? s_.cooling.liquid_loop : s_.cooling.air_loop;
      if (!loop) continue;
      add_loss("pumps." + loop->id, is_liquid, is_pump, never, all);
      if (has_chillers(is_liquid))
        add_loss("chillers." + loop->id, is_liquid, is_chiller, restart_s(is_liquid), all);
    }
    return all;
  }
  template <class Is>
  void add_loss(const std::string& id, bool is_liquid, Is is, double back_s, std::vector<Loss>& all) const {
    Loss loss{id, false, std::vector(devices_.size(), 0.0), {}, is(DeviceKind::chiller)};
    loss.waiting_s = loss.back_s;
    bool is_any = false;
    for (std::size_t d = 0; d < devices_.size(); ++d) {
      if (!is(devices_[d].kind) || serves_[is_liquid ? 0 : 1][d] == 0) continue;
      is_any = true;
      loss.back_s[d] = back_s;
      loss.waiting_s[d] = never;
    }
    if (is_any) all.push_back(std::move(loss));
  }

  /// Pumps, CDUs and fans on a UPS go on. With chillers the wait is for them, else for the generators.
  Loss utility() const {
    Loss loss{"utility", true, {}, {}, true};
    const auto carried = carried_by_ups();
    const double start_s = asked_.generator_start.in_si();
    for (std::size_t d = 0; d < devices_.size(); ++d) {
      const auto kind = devices_[d].kind;
      // Plates need no power.
      const bool goes_on = kind == DeviceKind::plate_exchanger || (is_mover(kind) && carried[d] != 0);
      double restart = 0;
      bool has_some = false;
      for (const bool is_liquid : {true, false}) {
        if (serves_[is_liquid ? 0 : 1][d] == 0) continue;
        restart = std::max(restart, restart_s(is_liquid));
        has_some = has_some || has_chillers(is_liquid);
      }
      loss.back_s.push_back(goes_on ? 0.0 : is_chiller(kind) ? start_s + restart : start_s);
      const bool comes_first = has_some && !is_chiller(kind);
      loss.waiting_s.push_back(goes_on || comes_first ? loss.back_s.back() : never);
    }
    return loss;
  }
  /// What the basis says runs on from a UPS, and what the one-line shows behind one.
  std::vector<char> carried_by_ups() const {
    std::vector<char> carried(devices_.size(), 0);
    const auto& problem = s_.problem;
    std::vector<char> live;
    if (problem.power != nullptr && !problem.plan.power.is_offered()) {
      State dark;
      dark.out.is_utility_lost = true;
      const auto& parts = problem.power->parts;
      for (std::size_t i = 0; i < parts.size(); ++i) {
        if (parts[i].part == site::Part::generator)
          dark.out.parts.push_back(
              {site::OutageKind::fault, parts[i].part, parts[i].id, static_cast<int>(i), -1});
      }
      live = switch_state(problem.plan, *problem.power, dark).live;
    }
    for (std::size_t d = 0; d < devices_.size(); ++d) {
      const auto part = part_of(devices_[d].kind);
      const bool is_said = std::find(asked_.on_ups.begin(), asked_.on_ups.end(), part) != asked_.on_ups.end();
      const int bus = live.empty() ? -1 : problem.power->device_buses[d];
      carried[d] = is_said || (bus >= 0 && live[ix(bus)] != 0) ? 1 : 0;
    }
    return carried;
  }

  bool has_chillers(bool is_liquid) const { return restarts_[is_liquid ? 0 : 1].has_value(); }
  double restart_s(bool is_liquid) const { return restarts_[is_liquid ? 0 : 1].value_or(0.0); }

  /// The longest of the chillers of a loop; infinite where nobody gives one.
  void find_restart(bool is_liquid) {
    const auto at = is_liquid ? 0U : 1U;
    const auto note = [&](const auto& type) {
      const double s = type.restart.is_known() ? type.restart.value().in_si() : never;
      if (!type.restart.is_known()) without_restart_[at] = type.id.text();
      restarts_[at] = std::max(restarts_[at].value_or(0.0), s);
      for (auto& name : WeakFigures().with(type.id.text(), "restart", type.restart).take()) {
        auto& names = weak_restart_[at];
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
      }
    };
    const auto& catalog = s_.problem.study.catalog;
    for (std::size_t d = 0; d < devices_.size(); ++d) {
      if (!is_chiller(devices_[d].kind) || serves_[at][d] == 0) continue;
      if (devices_[d].kind == DeviceKind::water_chiller)
        note(catalog.get(Id<catalogs::WaterChillerType>(devices_[d].type)));
      else
        note(catalog.get(Id<catalogs::ChillerType>(devices_[d].type)));
    }
  }

  /// When racks of a loop have their cooling back.
  Return returns(const Loss& loss, bool is_liquid) const {
    if (!loss.brings_back) return {std::nullopt, {}, {}};
    const auto& loop = is_liquid ? s_.cooling.liquid_loop : s_.cooling.air_loop;
    if (loss.is_utility && loop && loop->piping.offered &&
        loop->piping.offered->water.without(site::Part::utility) == nullptr)
      return {std::nullopt,
              {},
              fmt::format("does the landlord hold flow and temperature at {} when the utility is lost?",
                          loop->id)};
    double s = 0;
    for (std::size_t d = 0; d < devices_.size(); ++d) {
      if (serves_[is_liquid ? 0 : 1][d] != 0) s = std::max(s, loss.back_s[d]);
    }
    const auto by = !loss.is_utility          ? "the restart of chillers"
                    : has_chillers(is_liquid) ? "generators, then the restart of chillers"
                                              : "generators";
    if (std::isinf(s))
      return {std::nullopt, by,
              fmt::format("how long does {} take from the return of power to full cooling?",
                          without_restart_[is_liquid ? 0 : 1]),
              loss.is_utility ? asked_.generator_start.in_si() : 0.0};
    return {s, by, {}};
  }

  // Following one of them.

  void follow(const Loss& loss, std::vector<RideThrough>& found) {
    const std::array<Return, 2> returned{returns(loss, true), returns(loss, false)};
    double end_s = 0;
    for (const auto& one : returned) end_s = std::max(end_s, one.s.value_or(0.0) + asked_.margin.in_si());
    end_s = std::max(least_followed_s, 2.0 * end_s);
    const auto waiting = history(loss, loss.waiting_s, end_s);
    std::optional<Followed> back;
    if (waiting.reason.empty() && loss.brings_back && !waiting.first.empty())
      back = history(loss, loss.back_s, end_s);
    for (const auto& one : volumes_.unwatched) {
      RideThrough ride;
      ride.state = state_id(loss);
      ride.element = one.element;
      ride.question = one.question;
      found.push_back(std::move(ride));
    }
    std::set<std::string> elements;
    for (const auto& watch : volumes_.watches) {
      if (!elements.insert(watch.element).second) continue;
      const auto& comes = returned[watch.is_air ? 1 : 0];
      // A loop of which nothing is lost stays as it is.
      if (comes.question.empty() && comes.s && *comes.s <= 0.0) continue;
      found.push_back(told(loss, watch, comes, waiting, back ? &*back : nullptr, end_s));
    }
  }
  std::string state_id(const Loss& loss) const {
    const auto at = s_.state.id.find('@');
    return "lost:" + loss.id + (at == std::string::npos ? std::string() : s_.state.id.substr(at));
  }

  struct Followed {
    thermal::HeatHistory history;
    std::map<std::string, thermal::HeatHistory::Passing> first;  ///< by element
    std::string reason;
  };

  RideThrough told(const Loss& loss, const Watch& any, const Return& comes, const Followed& waiting,
                   const Followed* back, double end_s) const {
    RideThrough ride;
    ride.state = state_id(loss);
    ride.element = any.element;
    ride.followed_s = end_s;
    ride.against_s = comes.s;
    ride.no_sooner_s = comes.no_sooner_s;
    ride.against = comes.by;
    ride.question = comes.question.empty() ? waiting.reason : comes.question;
    for (const auto& lack : volumes_.lacking) {
      if (lack.is_air == any.is_air) ride.lacking.push_back(lack.figure);
    }
    if (!any.is_air) ride.weak = volumes_.weak_liquid;
    for (const auto& name : weak_restart_[any.is_air ? 1 : 0]) ride.weak.push_back(name);
    if (!waiting.reason.empty()) return ride;
    const auto passing = waiting.first.find(any.element);
    if (passing != waiting.first.end()) ride.seconds = passing->second.s;
    const auto& watch = passing != waiting.first.end() ? volumes_.watches[ix(passing->second.limit)]
                                                       : nearest(any.element, waiting.history);
    ride.what = watch.what;
    const auto celsius = [](double kelvin) { return Temperature::from_si(kelvin).in(units::degC); };
    ride.limit_c = celsius(watch.limit_k);
    if (back != nullptr) {
      if (const auto late = back->first.find(any.element); late != back->first.end())
        ride.passed_s = late->second.s;
    }
    const auto& points = waiting.history.points;
    const auto step =
        static_cast<std::size_t>(std::ceil(static_cast<double>(points.size()) / most_curve_points));
    for (std::size_t i = 0; i < points.size(); i += step)
      ride.curve.emplace_back(points[i].s, celsius(points[i].volume_k[ix(watch.volume)]));
    return ride;
  }
  /// The temperature of an element that ends closest to its limit.
  const Watch& nearest(const std::string& element, const thermal::HeatHistory& history) const {
    const Watch* best = nullptr;
    const auto left = [&](const Watch& one) {
      return one.limit_k - history.points.back().volume_k[ix(one.volume)];
    };
    for (const auto& one : volumes_.watches) {
      if (one.element == element && (best == nullptr || left(one) < left(*best))) best = &one;
    }
    return *best;
  }

  Followed history(const Loss& loss, const std::vector<double>& back_s, double end_s) {
    std::set<double> changes{end_s};
    const double coast_s = asked_.coast_down.in_si();
    double first_s = end_s;
    for (const double s : back_s) {
      if (s > 0.0 && s < end_s) changes.insert(s);
      if (s > 0.0) first_s = std::min(first_s, s);
    }
    const double coasted_s = std::min(coast_times * coast_s, first_s);
    if (coasted_s > 0.0) changes.insert(coasted_s);
    Followed followed;
    std::vector<thermal::HeatInterval> intervals;
    double begin_s = 0;
    for (const double s : changes) {
      const auto& answer = answer_of(loss, back_s, begin_s);
      if (!answer.solution.has_converged) {
        followed.reason =
            fmt::format("flows after the loss of {} were not found: {}", loss.id, answer.solution.reason);
        return followed;
      }
      Hold hold{s, &answer, gives_heat(back_s, begin_s), compresses(back_s, begin_s), std::nullopt};
      if (begin_s < coasted_s) hold.coast_s = coast_s;
      intervals.push_back(interval_of(s_, volumes_, hold));
      begin_s = s;
    }
    auto found = thermal::follow_heat(volumes_.problem, volumes_.start_k, intervals, output_s);
    if (!found) {
      followed.reason = "the heat could not be followed: " + found.error().front();
      return followed;
    }
    followed.history = std::move(*found);
    for (const auto& passing : followed.history.passings)
      followed.first.try_emplace(volumes_.watches[ix(passing.limit)].element, passing);
    return followed;
  }

  std::vector<char> gives_heat(const std::vector<double>& back_s, double now_s) const {
    std::vector<char> gives(s_.thermal.problem.rejectors.size(), 1);
    for (std::size_t d = 0; d < devices_.size(); ++d) {
      const int rejector = s_.thermal.device_rejectors[d];
      if (rejector >= 0) gives[ix(rejector)] = s_.runs(d) && back_s[d] <= now_s ? 1 : 0;
    }
    return gives;
  }

  std::vector<char> compresses(const std::vector<double>& back_s, double now_s) const {
    std::vector<char> runs(s_.thermal.problem.exchangers.size(), 0);
    for (std::size_t d = 0; d < devices_.size(); ++d) {
      const int exchanger = s_.thermal.device_exchangers[d];
      if (devices_[d].kind == DeviceKind::water_chiller && exchanger >= 0)
        runs[ix(exchanger)] = s_.runs(d) && back_s[d] <= now_s ? 1 : 0;
    }
    return runs;
  }

  /// Flows while pumps and fans that are not back stand; water goes on through machines that stand.
  const ThermalAnswer& answer_of(const Loss& loss, const std::vector<double>& back_s, double now_s) {
    auto boundary = s_.boundary;
    std::string key = loss.is_utility ? "u" : "-";
    bool is_as_ever = true;
    for (std::size_t d = 0; d < devices_.size(); ++d) {
      if (is_mover(devices_[d].kind) && back_s[d] > now_s) boundary.device_on[d] = 0;
      is_as_ever = is_as_ever && boundary.device_on[d] == s_.boundary.device_on[d];
      key += boundary.device_on[d] != 0 ? '1' : '0';
    }
    if (is_as_ever && !(loss.is_utility && has_offer())) return *s_.answer;
    auto& known = answers_[key];
    if (!known) {
      auto state = s_.state;
      state.out.is_utility_lost = loss.is_utility;
      // Only flows are asked for: without heat they are found whatever stands.
      std::fill(boundary.rack_w.begin(), boundary.rack_w.end(), 0.0);
      known = std::make_unique<ThermalAnswer>(solve_cooling(s_.problem, state, boundary));
    }
    return *known;
  }
  bool has_offer() const {
    return (s_.cooling.liquid_loop && s_.cooling.liquid_loop->piping.offered) ||
           (s_.cooling.air_loop && s_.cooling.air_loop->piping.offered);
  }

  const SolvedCooling& s_;
  const site::RideThroughBasis& asked_;
  const std::vector<Device>& devices_;
  LoopVolumes volumes_;
  std::array<std::vector<char>, 2> serves_;        ///< liquid, air; by device
  std::array<std::optional<double>, 2> restarts_;  ///< the same; nothing: no chillers
  std::array<std::string, 2> without_restart_;
  std::array<std::vector<std::string>, 2> weak_restart_;
  std::map<std::string, std::unique_ptr<ThermalAnswer>> answers_;
};

}  // namespace

std::vector<RideThrough> ride_through(const SolvedCooling& normal) { return Rider(normal).ride(); }

}  // namespace shellfit::studies
