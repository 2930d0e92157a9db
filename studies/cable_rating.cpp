// Conductors lose heat by I2R and shed it in proportion to their rise over what surrounds them, so that
// I = I_rated sqrt((T_c - T) / (T_c - T_rated)): NEC 310.15(B)(1), equation 310.15(B), and the factors of
// IEC 60364-5-52, tables B.52.14 and B.52.15. With T_c as warm as terminations may be, it gives what they
// allow. NEC 215.2(A)(1) asks the one, the continuous load over the breaker's share, of the ampacity at the
// terminations, and the other, the load itself, of the derated one.

#include "studies/cable_rating.hpp"

#include "studies/evidence.hpp"
#include "studies/rule_use.hpp"
#include "studies/site_ratings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <limits>
#include <span>

namespace shellfit::studies {

namespace {

using catalogs::LaidIn;
using Grouping = site::DeratingBasis::CableGrouping;

/// Up to so many, that share of the ampacity is left.
struct GroupStep {
  int count;
  double share;
};

constexpr std::array nec_conductors{GroupStep{3, 1.0},
                                    GroupStep{6, 0.80},
                                    GroupStep{9, 0.70},
                                    GroupStep{20, 0.50},
                                    GroupStep{30, 0.45},
                                    GroupStep{40, 0.40},
                                    GroupStep{std::numeric_limits<int>::max(), 0.35}};
constexpr std::array iec_bunched{GroupStep{1, 1.0},   GroupStep{2, 0.80},  GroupStep{3, 0.70},
                                 GroupStep{4, 0.65},  GroupStep{5, 0.60},  GroupStep{6, 0.57},
                                 GroupStep{7, 0.54},  GroupStep{8, 0.52},  GroupStep{9, 0.50},
                                 GroupStep{12, 0.45}, GroupStep{16, 0.41}, GroupStep{20, 0.38}};
constexpr std::array iec_on_tray{
    GroupStep{1, 1.0},
    GroupStep{2, 0.88},
    GroupStep{3, 0.82},
    GroupStep{4, 0.77},
    GroupStep{5, 0.75},
    GroupStep{7, 0.73},
    GroupStep{std::numeric_limits<int>::max(), 0.72}};  // no further reduction beyond nine
constexpr std::array iec_in_ground{GroupStep{1, 1.0},   GroupStep{2, 0.75},  GroupStep{3, 0.65},
                                   GroupStep{4, 0.60},  GroupStep{5, 0.55},  GroupStep{6, 0.50},
                                   GroupStep{7, 0.45},  GroupStep{8, 0.43},  GroupStep{9, 0.41},
                                   GroupStep{12, 0.36}, GroupStep{16, 0.32}, GroupStep{20, 0.29}};

/// Beyond a table, as many sets give off together what its last ones do: I goes with one over the root.
double share_of(std::span<const GroupStep> steps, int count) {
  const auto step =
      std::find_if(steps.begin(), steps.end(), [&](const GroupStep& s) { return count <= s.count; });
  if (step != steps.end()) return step->share;
  return steps.back().share * std::sqrt(static_cast<double>(steps.back().count) / count);
}

bool is_medium_voltage(const catalogs::PowerCableType& type) {
  return type.voltage.is_known() && type.voltage.value() > 1.0 * units::kV;
}
LaidIn laid_in(const catalogs::PowerCableType& type) { return type.laid_in.value_or(LaidIn::air); }

/// Nothing where it lies outdoors and nobody knows how hot that gets.
std::optional<Temperature> about(const site::Study& study, const site::Cable& one,
                                 const catalogs::PowerCableType& type) {
  if (one.ambient) return one.ambient;
  if (laid_in(type) == LaidIn::ground) return study.basis.derating.ground;
  if (one.stands == site::Stands::outdoors) return hottest_outdoors(study);
  return study.basis.derating.room;
}

/// `current` at another temperature of the conductor or of what surrounds it.
Current brought_to(const catalogs::PowerCableType& type, Temperature conductor, Temperature surroundings) {
  const double rated_k = (type.temperature.value() - type.ambient.value()).in_si();
  const double left_k = std::max(0.0, (conductor - surroundings).in_si());
  return type.ampacity.value() * std::sqrt(left_k / rated_k);
}

/// A current, and what it rests on.
struct Grounded {
  Current current;
  std::string clause;
  std::vector<std::string> weak;
};

/// What is left of a set's ampacity in what surrounds it, and why.
struct InPlace : Grounded {
  double share = 1.0;
  std::string reason;
};

InPlace in_place(const site::Study& study, const site::Cable& one, const catalogs::PowerCableType& type,
                 Temperature surroundings) {
  InPlace found;
  found.current = type.ampacity.value();
  WeakFigures weak;
  weak.with(one.type.text(), "ampacity", type.ampacity);
  const auto add = [&](const std::string& reason, const std::string& clause) {
    found.reason += (found.reason.empty() ? "" : "; ") + reason;
    found.clause += (found.clause.empty() ? "" : "; ") + clause;
  };
  if (surroundings > type.ambient.value()) {
    found.current = brought_to(type, type.temperature.value(), surroundings);
    add(fmt::format("{} about it, rated at {}", to_text(surroundings), to_text(type.ambient.value())),
        cite("heat shed in proportion to the rise", type.ambient));
    weak.with(one.type.text(), "ambient", type.ambient)
        .with(one.type.text(), "temperature", type.temperature);
  }
  const double share =
      grouping_share(study.basis.derating.cable_grouping, laid_in(type), one.sets_together(), one.loaded);
  if (share < 1.0) {
    found.current = found.current * share;
    auto reason =
        one.sets_together() > 1 ? fmt::format("{} sets together", one.sets_together()) : std::string();
    if (one.loaded > 3) reason += (reason.empty() ? "" : ", ") + std::string("loaded neutrals");
    const bool is_in_ground = laid_in(type) == LaidIn::ground;
    add(reason, is_in_ground ? std::string("IEC 60364-5-52, table B.52.18 (recalled)")
                             : cite_rule(study, "derating/cable-grouping"));
    if (is_in_ground)
      weak.and_all({"IEC 60364-5-52, table B.52.18 (recalled)"});
    else
      weak.and_all(weak_rule(study, "derating/cable-grouping"));
  }
  found.share = found.current / type.ampacity.value();
  found.clause += (found.clause.empty() ? "" : "; ") + cite("ampacity of the cable", type.ampacity);
  found.weak = weak.take();
  return found;
}

/// What a set may carry so that its conductors are no warmer than terminations may be.
Grounded at_terminations(const site::Study& study, const site::Cable& one,
                         const catalogs::PowerCableType& type) {
  WeakFigures weak;
  const auto allowed = study.basis.derating.terminals;
  constexpr Temperature printed = 75.0 * units::degC;  // of the type's own figure, as NEC 310.16 prints it
  if (type.terminal_ampacity.is_known() && allowed == printed)
    return {type.terminal_ampacity.value(), cite("ampacity at its terminations", type.terminal_ampacity),
            weak.with(one.type.text(), "terminal-ampacity", type.terminal_ampacity).take()};
  weak.with(one.type.text(), "ampacity", type.ampacity);
  // NEC 110.40: above 1 kV terminations may be as warm as the conductor's rating.
  if (type.temperature.value() <= allowed || is_medium_voltage(type))
    return {type.ampacity.value(), cite("ampacity of the cable", type.ampacity), weak.take()};
  weak.and_all(weak_rule(study, "derating/terminals"));
  return {brought_to(type, allowed, type.ambient.value()),
          fmt::format("ampacity with terminations at {}, {}", to_text(allowed),
                      cite_rule(study, "derating/terminals")),
          weak.take()};
}

/// Of the ampacity at its terminations, what its breaker lets flow for hours.
struct BreakerShare {
  double value = 1.0;
  std::string clause;
  std::vector<std::string> weak;
};

BreakerShare breaker_share(const site::Study& study, const site::Cable& one,
                           const catalogs::PowerCableType& type) {
  if (one.is_listed) return {1.0, "its breaker is listed for continuous load", {}};
  if (is_medium_voltage(type)) return {1.0, "above 1 kV breakers carry their rating", {}};
  constexpr const char* field = "electrical/breaker-share";
  const bool is_nec = study.basis.derating.cable_grouping == Grouping::nec;
  return {study.basis.electrical.breaker_share.in_si(),
          (is_nec ? "NEC 215.2(A)(1), " : "") + cite_rule(study, field), weak_rule(study, field)};
}

}  // namespace

double grouping_share(Grouping by, LaidIn laid_in, int sets, int loaded) {
  const bool is_in_ground = laid_in == LaidIn::ground;
  if (by == Grouping::nec && !is_in_ground) return share_of(nec_conductors, sets * loaded);
  const auto steps = is_in_ground              ? std::span<const GroupStep>(iec_in_ground)
                     : laid_in == LaidIn::tray ? std::span<const GroupStep>(iec_on_tray)
                                               : std::span<const GroupStep>(iec_bunched);
  constexpr double loaded_neutral = 0.86;
  return share_of(steps, sets) * (loaded > 3 ? loaded_neutral : 1.0);
}

double warm_resistance_ratio(catalogs::Conductor conductor, Temperature temperature) {
  const double zero_c = conductor == catalogs::Conductor::copper ? 234.5 : 228.1;
  return (zero_c + temperature.in(units::degC)) / (zero_c + 20.0);
}

std::optional<CableRating> cable_rating(const site::Study& study, const site::Cable& one) {
  const auto& type = study.catalog.get(one.type);
  const auto surroundings = about(study, one, type);
  const bool is_terminal_unknown = type.terminal_ampacity.is_given() && !type.terminal_ampacity.is_known();
  if (!type.ampacity.is_known() || !type.ambient.is_known() || !type.temperature.is_known() ||
      is_terminal_unknown || !surroundings)
    return std::nullopt;
  const auto stands = in_place(study, one, type, *surroundings);
  auto ends = at_terminations(study, one, type);
  ends.current = std::min(ends.current, type.ampacity.value());
  const auto breaker = breaker_share(study, one, type);
  const double sets = one.sets;
  CableRating rating;
  rating.left = stands.share;
  rating.surroundings = stands.reason;
  rating.for_seconds = ends.current * sets;
  rating.clause_for_seconds = ends.clause;
  rating.weak_for_seconds = ends.weak;
  rating.is_derated = stands.current < ends.current * breaker.value;
  if (rating.is_derated) {
    rating.for_hours = stands.current * sets;
    rating.clause = stands.clause;
    rating.weak = stands.weak;
  } else {
    rating.for_hours = ends.current * breaker.value * sets;
    rating.clause = breaker.clause + "; " + ends.clause;
    rating.weak = WeakFigures().and_all(ends.weak).and_all(breaker.weak).take();
  }
  return rating;
}

Current parallel_rating(const site::Study& study, const std::vector<const site::Cable*>& cables) {
  constexpr Current unknown = Current::from_si(std::numeric_limits<double>::infinity());
  const auto admittance = [&](const site::Cable& one) {
    const auto& type = study.catalog.get(one.type);
    const std::complex<double> ohm_per_m{type.resistance.value().in_si(), type.reactance.value().in_si()};
    return static_cast<double>(one.sets) / (ohm_per_m * one.length.in_si());
  };
  std::complex<double> sum;
  for (const auto* one : cables) {
    const auto& type = study.catalog.get(one->type);
    if (!type.resistance.is_known() || !type.reactance.is_known()) return unknown;
    sum += admittance(*one);
  }
  auto least = unknown;
  for (const auto* one : cables) {
    const auto rating = cable_rating(study, *one);
    if (!rating) return unknown;
    least = std::min(least, rating->for_hours * (std::abs(sum) / std::abs(admittance(*one))));
  }
  return least;
}

}  // namespace shellfit::studies
