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

/// Of a type's ampacity, with the conductor and what surrounds it that warm.
double heat_share(const catalogs::PowerCableType& type, Temperature conductor, Temperature surroundings) {
  return current_share(conductor - surroundings, type.temperature.value() - type.ambient.value());
}

void add(std::string& text, const std::string& more) { text += (text.empty() ? "" : "; ") + more; }

/// What sets that lie together leave of their ampacity.
SiteShare share_in_group(const site::Study& study, const site::Cable& one, LaidIn laid_in) {
  SiteShare found;
  const auto by = study.basis.derating.cable_grouping;
  found.share = grouping_share(by, laid_in, one.sets_together(), one.loaded);
  if (found.share >= 1.0) return found;
  if (one.sets_together() > 1) add(found.reason, fmt::format("{} sets together", one.sets_together()));
  if (one.loaded > 3) add(found.reason, "loaded neutrals");
  const bool is_in_ground = laid_in == LaidIn::ground;
  const auto recalled = [&](const std::string& clause) {
    add(found.clause, clause + " (recalled)");
    found.weak.push_back(clause + " (recalled)");
  };
  if (is_in_ground) {
    if (one.sets_together() > 1) recalled("IEC 60364-5-52, table B.52.18");
  } else {
    add(found.clause, cite_rule(study, "derating/cable-grouping"));
    found.weak = weak_rule(study, "derating/cable-grouping");
  }
  if (one.loaded > 3 && (is_in_ground || by == Grouping::iec)) recalled("IEC 60364-5-52, annex E");
  return found;
}

/// What is left of a set's ampacity in what surrounds it.
SiteShare share_in_place(const site::Study& study, const site::Cable& one,
                         const catalogs::PowerCableType& type, Temperature surroundings) {
  auto found = share_in_group(study, one, laid_in(type));
  WeakFigures weak;
  if (surroundings > type.ambient.value()) {
    found.share *= heat_share(type, type.temperature.value(), surroundings);
    found.reason = fmt::format("{} about it, rated at {}{}{}", to_text(surroundings),
                               to_text(type.ambient.value()), found.reason.empty() ? "" : "; ", found.reason);
    add(found.clause, cite("heat shed in proportion to the rise", type.ambient));
    weak.with(one.type.text(), "ambient", type.ambient)
        .with(one.type.text(), "temperature", type.temperature);
  }
  add(found.clause, cite("ampacity of the cable", type.ampacity));
  found.weak = weak.with(one.type.text(), "ampacity", type.ampacity).and_all(found.weak).take();
  return found;
}

// Of a type's own figure at its terminations, as NEC 310.16 prints it.
constexpr Temperature printed_at = 75.0 * units::degC;

/// What a set may carry, of its ampacity, so that its conductors are no warmer than terminations may be.
SiteShare share_at_terminations(const site::Study& study, const site::Cable& one,
                                const catalogs::PowerCableType& type) {
  const auto allowed = study.basis.derating.terminals;
  // NEC 110.40: above 1 kV terminations may be as warm as the conductor's rating.
  if (type.temperature.value() <= allowed || is_medium_voltage(type))
    return {1.0, "", cite("ampacity of the cable", type.ampacity),
            WeakFigures().with(one.type.text(), "ampacity", type.ampacity).take()};
  if (type.terminal_ampacity.is_known() && allowed == printed_at)
    return {std::min(1.0, type.terminal_ampacity.value() / type.ampacity.value()), "",
            cite("ampacity at its terminations", type.terminal_ampacity),
            WeakFigures().with(one.type.text(), "terminal-ampacity", type.terminal_ampacity).take()};
  return {heat_share(type, allowed, type.ambient.value()), "",
          fmt::format("ampacity with terminations at {}, {}", to_text(allowed),
                      cite_rule(study, "derating/terminals")),
          WeakFigures()
              .with(one.type.text(), "ampacity", type.ampacity)
              .and_all(weak_rule(study, "derating/terminals"))
              .take()};
}

/// What its breaker lets flow for hours, of what it may carry at its terminations.
SiteShare share_of_breaker(const site::Study& study, const site::Cable& one,
                           const catalogs::PowerCableType& type) {
  if (one.is_listed) return {1.0, "", "its breaker is listed for continuous load", {}};
  if (is_medium_voltage(type)) return {1.0, "", "above 1 kV breakers carry their rating", {}};
  constexpr const char* field = "electrical/breaker-share";
  const bool is_nec = study.basis.derating.cable_grouping == Grouping::nec;
  return {study.basis.electrical.breaker_share.in_si(), "",
          (is_nec ? "NEC 215.2(A)(1), " : "") + cite_rule(study, field), weak_rule(study, field)};
}

/// Nobody says what the type may carry where it lies.
bool is_unknown(const site::Study& study, const catalogs::PowerCableType& type) {
  const bool asks_for_terminals = study.basis.derating.terminals == printed_at && !is_medium_voltage(type) &&
                                  type.terminal_ampacity.is_given() && !type.terminal_ampacity.is_known();
  return !type.ampacity.is_known() || !type.ambient.is_known() || !type.temperature.is_known() ||
         asks_for_terminals;
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
  if (is_unknown(study, type) || !surroundings) return std::nullopt;
  const auto in_place = share_in_place(study, one, type, *surroundings);
  const auto at_ends = share_at_terminations(study, one, type);
  const auto breaker = share_of_breaker(study, one, type);
  const auto ampacity = type.ampacity.value() * static_cast<double>(one.sets);
  const double by_breaker = at_ends.share * breaker.share;
  CableRating rating;
  rating.left = in_place.share;
  rating.surroundings = in_place.reason;
  rating.for_seconds = ampacity * at_ends.share;
  rating.clause_for_seconds = at_ends.clause;
  rating.weak_for_seconds = at_ends.weak;
  rating.is_derated = in_place.share < by_breaker;
  rating.for_hours = ampacity * std::min(in_place.share, by_breaker);
  rating.clause = rating.is_derated ? in_place.clause : breaker.clause + "; " + at_ends.clause;
  rating.weak =
      rating.is_derated ? in_place.weak : WeakFigures().and_all(at_ends.weak).and_all(breaker.weak).take();
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
