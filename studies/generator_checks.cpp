// ISO 8528-1 says what a rating may be used for: standby (ESP) at most some hours in a year and, as prime
// (PRP), at a share of the rating on the mean of 24 h; continuous (COP) and data-center (DCP) ratings without
// end. The load of GPU racks does not vary over a day, so the output of a state is its mean.
//
// ISO 8528-5 says how far frequency and voltage may move while a set takes a block of load (class G3: 7 % and
// 15 %). What a set takes within that is the maker's figure: no curve of mean effective pressure stands in
// for it. UPS ramp their load (walk-in) and are no block; all else that hangs on the set's boards is.
//
// An alternator gives reactive power up to that of its rating at its rated power factor (heat of the field),
// and takes in little: under-excited it loses its hold, and how much it takes the maker says.

#include "studies/generator_checks.hpp"

#include "power/switching.hpp"
#include "studies/evidence.hpp"
#include "studies/rule_use.hpp"
#include "studies/site_ratings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace shellfit::studies {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

constexpr double least_output_kw = 1e-3;

class GeneratorChecker {
 public:
  GeneratorChecker(const StateProblem& problem, const State& state, const StateAnswer& answer)
      : p_(problem),
        state_(state),
        answer_(answer),
        power_(*problem.power),
        line_(problem.plan.power.one_line),
        basis_(problem.study.basis.generators) {}

  std::vector<Check> check() {
    const auto elevation = p_.study.shell.site.elevation.at(Corner::middle);
    if (!elevation) return {};  // asked for as an input
    for (std::size_t i = 0; i < line_.generators.size(); ++i) {
      if (!runs(i)) continue;
      const auto& one = line_.generators[i];
      const auto& type = p_.study.catalog.get(one.type);
      const auto left = rating_of(type, *elevation);
      const auto& supply = flow().sources[ix(power_.generator_sources[i])];
      if (!left) {
        ask(CheckKind::generator_load, one,
            fmt::format("how much does {} give in air of {}? Nobody has published what it loses above {}",
                        one.type.text(), to_text(outdoors()), to_text(rated_air(type))));
        continue;
      }
      check_load(one, type, supply, *left);
      check_reactive(one, type, supply, *left);
      if (state_.load != LoadLevel::full) continue;
      if (basis_.run) check_run(one, type, supply, *left);
      if (basis_.transient) check_block(i, type, *left);
    }
    return std::move(checks_);
  }

 private:
  const power::LoadFlowResult& flow() const { return answer_.power->flow; }
  bool runs(std::size_t i) const {
    const int source = power_.generator_sources[i];
    if (source < 0) return false;
    const auto& supply = flow().sources[ix(source)];
    return !supply.real.is_missing() && supply.real.in(units::kW) >= least_output_kw;
  }
  Temperature outdoors() const {
    return state_.weather < 0 ? usual_generator_air : p_.weather[ix(state_.weather)].dry_bulb;
  }
  static Temperature rated_air(const catalogs::GeneratorType& type) {
    return type.derating_above.value_if_known().value_or(usual_generator_air);
  }
  /// Without weather, which is asked for, the rating at the elevation.
  std::optional<RealPower> rating_of(const catalogs::GeneratorType& type, Length elevation) const {
    return state_.weather < 0 ? derated(type, elevation) : derated(type, elevation, outdoors());
  }

  void ask(CheckKind kind, const site::GeneratorUnit& one, std::string question) {
    auto check = unknown_check(kind, one.id.text(), std::move(question));
    check.state = state_.id;
    checks_.push_back(std::move(check));
  }
  void add(CheckKind kind, const site::GeneratorUnit& one, double demand, double capacity, std::string clause,
           std::vector<std::string> weak) {
    checks_.push_back(
        make_check(kind, one.id.text(), state_.id, demand, capacity, std::move(clause), std::move(weak)));
  }
  /// Those behind the rating at the site.
  WeakFigures rating_figures(const std::string& name, const catalogs::GeneratorType& type) const {
    WeakFigures weak;
    weak.with(name, "rating", type.rating)
        .with(name, "derating-altitude", type.derating_altitude)
        .with(name, "derating-from", type.derating_from);
    if (state_.weather >= 0 && outdoors() > rated_air(type)) {
      weak.with(name, "derating-ambient", type.derating_ambient);
      if (type.derating_above.is_known())
        weak.with(name, "derating-above", type.derating_above);
      else
        weak.and_all({fmt::format("{} derating-above {} (assumed)", name, to_text(usual_generator_air))});
    }
    return weak;
  }

  void check_load(const site::GeneratorUnit& one, const catalogs::GeneratorType& type,
                  const power::SupplyResult& supply, RealPower left) {
    add(CheckKind::generator_load, one, supply.real.in(units::kW), left.in(units::kW),
        cite("generator data sheet", type.rating), rating_figures(one.type.text(), type).take());
    if (state_.weather >= 0 && outdoors() > rated_air(type))
      checks_.back().reason = fmt::format("derated in air of {}", to_text(outdoors()));
  }

  void check_reactive(const site::GeneratorUnit& one, const catalogs::GeneratorType& type,
                      const power::SupplyResult& supply, RealPower left) {
    const double kvar = supply.reactive.in(units::kvar);
    const double apparent_kva = apparent_power(left, type.power_factor.value()).in(units::kVA);
    // A thousandth of the rating is rounding of shares among sets, not a leading load.
    const bool leads = kvar < -1e-3 * apparent_kva;
    const auto& name = one.type.text();
    auto weak = rating_figures(name, type);
    if (leads && !type.leading.is_known())
      return ask(CheckKind::generator_reactive, one,
                 fmt::format("how much leading reactive power may {} take in?", name));
    double most = 0;
    if (leads) {
      weak.with(name, "leading", type.leading);
      most = apparent_kva * type.leading.value().in_si();
    } else {
      weak.with(name, "power-factor", type.power_factor);
      most = left.in(units::kW)*std::tan(std::acos(std::min(1.0, type.power_factor.value().in_si())));
    }
    add(CheckKind::generator_reactive, one, leads ? -kvar : std::max(0.0, kvar), most,
        leads ? cite("leading, generator data sheet", type.leading)
              : cite("lagging at the rated power factor, generator data sheet", type.power_factor),
        weak.take());
  }

  void check_run(const site::GeneratorUnit& one, const catalogs::GeneratorType& type,
                 const power::SupplyResult& supply, RealPower left) {
    using catalogs::RatingClass;
    const auto rating_class = type.rating_class.value_or(RatingClass::standby);
    const double run_h = basis_.run->in(units::h);
    if (rating_class == RatingClass::standby) {
      constexpr const char* field = "generators/standby-hours";
      add(CheckKind::generator_hours, one, run_h, basis_.standby_hours.in(units::h),
          cite_rule(p_.study, field), weak_rule(p_.study, field));
      if (!type.rating_class) checks_.back().reason = "a rating without a class is taken as standby";
    }
    check_mean(one, type, rating_class, supply, left);
    const auto rate = fuel_rate(type, supply.real);
    if (!rate || !type.tank.is_known())
      return ask(CheckKind::fuel_hours, one,
                 !rate ? fmt::format("how much fuel does {} burn?", one.type.text())
                       : fmt::format("how much fuel stands by for {}?", one.id.text()));
    add(CheckKind::fuel_hours, one, type.tank.value().in_si() / rate->in_si() / 3600.0, run_h,
        cite("generator data sheet", type.tank),
        WeakFigures()
            .with(one.type.text(), "tank", type.tank)
            .with(one.type.text(), "fuel", type.fuel)
            .take());
  }

  void check_mean(const site::GeneratorUnit& one, const catalogs::GeneratorType& type,
                  catalogs::RatingClass rating_class, const power::SupplyResult& supply, RealPower left) {
    using catalogs::RatingClass;
    constexpr const char* field = "generators/average-load";
    const auto& name = one.type.text();
    auto weak = rating_figures(name, type);
    const bool varies = rating_class == RatingClass::standby || rating_class == RatingClass::prime;
    double share = 1.0;
    std::string clause;
    if (type.average_load.is_known()) {
      share = type.average_load.value().in_si();
      clause = cite("generator data sheet", type.average_load);
      weak.with(name, "average-load", type.average_load);
    } else if (varies) {
      share = basis_.average_load.in_si();
      clause = cite_rule(p_.study, field);
      weak.and_all(weak_rule(p_.study, field));
    } else {
      clause = "ISO 8528-1: continuous and data-center ratings";
    }
    add(CheckKind::generator_mean, one, supply.real.in(units::kW), left.in(units::kW)*share,
        std::move(clause), weak.take());
  }

  /// Buses that are joined otherwise than through a UPS share a number.
  const std::vector<int>& joined() {
    if (joined_.empty()) joined_ = power::connected_buses(power_.problem, answer_.power_input);
    return joined_;
  }

  void check_block(std::size_t i, const catalogs::GeneratorType& type, RealPower left) {
    const auto& one = line_.generators[i];
    const auto& problem = power_.problem;
    const auto place = [&](int bus) { return joined()[ix(bus)]; };
    const int island = place(problem.sources[ix(power_.generator_sources[i])].bus);
    for (std::size_t u = 0; u < line_.upses.size(); ++u) {
      const auto& ups = p_.study.catalog.get(line_.upses[u].type);
      const bool is_fed = !flow().converters[ix(power_.converters[u])].real.is_missing() &&
                          place(problem.converters[ix(power_.converters[u])].from) == island;
      if (is_fed && !ups.walk_in.is_known())
        return ask(
            CheckKind::block_load, one,
            fmt::format("over what time does {} ramp onto a returned supply?", line_.upses[u].type.text()));
    }
    if (!type.step_load.is_known())
      return ask(CheckKind::block_load, one,
                 fmt::format("how large a block of load does {} take within class {} of ISO 8528-5?",
                             one.type.text(), transient_word()));
    double block_w = 0;
    for (std::size_t l = 0; l < problem.loads.size(); ++l) {
      if (place(problem.loads[l].bus) == island)
        block_w += answer_.power_input.load_real_pu[l] * power::base_power_va;
    }
    double together_w = 0;
    for (std::size_t g = 0; g < line_.generators.size(); ++g) {
      if (runs(g) && place(problem.sources[ix(power_.generator_sources[g])].bus) == island)
        together_w += p_.study.catalog.get(line_.generators[g].type).rating.value().in_si();
    }
    const double share = type.rating.value().in_si() / together_w;
    auto weak = rating_figures(one.type.text(), type);
    weak.with(one.type.text(), "step-load", type.step_load);
    add(CheckKind::block_load, one, block_w * share / basis_.blocks / 1e3,
        left.in(units::kW)*type.step_load.value().in_si(),
        cite(fmt::format("ISO 8528-5, class {}; largest block by its maker", transient_word()),
             type.step_load),
        weak.take());
  }
  const char* transient_word() const {
    constexpr std::array words{"G1", "G2", "G3"};
    return words[static_cast<std::size_t>(*basis_.transient)];
  }

  const StateProblem& p_;
  const State& state_;
  const StateAnswer& answer_;
  const PowerAssembly& power_;
  const site::OneLine& line_;
  const site::GeneratorBasis& basis_;
  std::vector<int> joined_;
  std::vector<Check> checks_;
};

}  // namespace

std::vector<Check> generator_checks(const StateProblem& problem, const State& state,
                                    const StateAnswer& answer) {
  return GeneratorChecker(problem, state, answer).check();
}

std::optional<VolumeFlow> fuel_rate(const catalogs::GeneratorType& type, RealPower output) {
  struct Point {
    double share, rate_m3_s;
  };
  std::vector<Point> points;
  const auto put = [&](double share, const catalogs::Figure<VolumeFlow>& figure) {
    if (figure.is_known()) points.push_back({share, figure.value().in_si()});
  };
  put(0.25, type.fuel_quarter);
  put(0.5, type.fuel_half);
  put(0.75, type.fuel_three_quarters);
  put(1.0, type.fuel);
  if (points.empty() || points.back().share < 1.0) return std::nullopt;
  const double share = output / type.rating.value();
  const auto upper = std::find_if(points.begin(), points.end() - 1,
                                  [&](const Point& point) { return point.share >= share; });
  if (upper == points.begin()) return VolumeFlow::from_si(upper->rate_m3_s);
  // Above its rating, which another check fails, the last stretch goes on.
  const auto lower = upper - 1;
  return VolumeFlow::from_si(lower->rate_m3_s + (upper->rate_m3_s - lower->rate_m3_s) *
                                                    (share - lower->share) / (upper->share - lower->share));
}

}  // namespace shellfit::studies
