// Conductors lose heat by I2R and shed it in proportion to their rise over what surrounds them, so that
// I = I_rated sqrt((T_c - T) / (T_c - T_rated)): NEC 310.15(B)(1), equation 310.15(B), and the factors of
// IEC 60364-5-52, tables B.52.14 and B.52.15. NEC 215.2(A)(1) asks the one, the continuous load over the
// breaker's share, of the ampacity that terminations allow, and the other, the load itself, of the derated
// one.

#include "studies/cable_rating.hpp"

#include "studies/evidence.hpp"
#include "studies/rule_use.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace shellfit::studies {

namespace {

/// Up to so many sets, that share of the ampacity is left.
struct GroupStep {
  int sets;
  double share;
};

// 4 to 6 conductors, 7 to 9, 10 to 20, 21 to 30, 31 to 40, three to a set.
constexpr std::array nec_raceway{GroupStep{1, 1.0},  GroupStep{2, 0.80},  GroupStep{3, 0.70},
                                 GroupStep{6, 0.50}, GroupStep{10, 0.45}, GroupStep{13, 0.40}};
constexpr double nec_beyond = 0.35;

constexpr std::array iec_bunched{GroupStep{1, 1.0},   GroupStep{2, 0.80},  GroupStep{3, 0.70},
                                 GroupStep{4, 0.65},  GroupStep{5, 0.60},  GroupStep{6, 0.57},
                                 GroupStep{7, 0.54},  GroupStep{8, 0.52},  GroupStep{9, 0.50},
                                 GroupStep{12, 0.45}, GroupStep{16, 0.41}, GroupStep{20, 0.38}};
constexpr std::array iec_in_ground{GroupStep{1, 1.0},   GroupStep{2, 0.75},  GroupStep{3, 0.65},
                                   GroupStep{4, 0.60},  GroupStep{5, 0.55},  GroupStep{6, 0.50},
                                   GroupStep{7, 0.45},  GroupStep{8, 0.43},  GroupStep{9, 0.41},
                                   GroupStep{12, 0.36}, GroupStep{16, 0.32}, GroupStep{20, 0.29}};

/// Beyond a table, as many sets give off together what its last ones do: I goes with one over the root.
double beyond(std::span<const GroupStep> steps, int sets) {
  return steps.back().share * std::sqrt(static_cast<double>(steps.back().sets) / sets);
}

catalogs::LaidIn laid_in(const catalogs::PowerCableType& type) {
  return type.laid_in.value_or(catalogs::LaidIn::air);
}

/// What surrounds a cable leaves of its ampacity, and why.
struct Surroundings {
  double share = 1.0;
  std::string reason;
  std::string clause;
  std::vector<std::string> weak;
};

Surroundings surroundings_of(const site::Study& study, const site::Cable& one,
                             const catalogs::PowerCableType& type) {
  const auto& rules = study.basis.derating;
  const bool is_in_ground = laid_in(type) == catalogs::LaidIn::ground;
  const auto ambient = one.ambient.value_or(is_in_ground ? rules.ground : rules.room);
  Surroundings found;
  const auto add = [&](const std::string& reason, const std::string& clause) {
    found.reason += (found.reason.empty() ? "" : "; ") + reason;
    found.clause += (found.clause.empty() ? "" : "; ") + clause;
  };
  WeakFigures weak;
  if (ambient > type.ambient.value()) {
    const double left_k = (type.temperature.value() - ambient).in_si();
    const double rated_k = (type.temperature.value() - type.ambient.value()).in_si();
    found.share *= std::sqrt(std::max(0.0, left_k) / rated_k);
    add(fmt::format("{} about it, rated at {}", to_text(ambient), to_text(type.ambient.value())),
        cite("cable in other surroundings than rated", type.ambient));
    weak.with(one.type.text(), "ambient", type.ambient)
        .with(one.type.text(), "temperature", type.temperature);
  }
  if (one.sets_together() > 1) {
    found.share *= grouping_share(rules.cable_grouping, laid_in(type), one.sets_together());
    add(fmt::format("{} sets together", one.sets_together()), cite_rule(study, "derating/cable-grouping"));
    weak.and_all(weak_rule(study, "derating/cable-grouping"));
  }
  found.weak = weak.take();
  return found;
}

/// Share of a feeder's ampacity that its breaker lets flow for hours: of the basis, or of the listing of the
/// board that it stands on if more.
double breaker_share(const site::Study& study, const site::OneLine& line, const site::Cable& one) {
  double share = study.basis.electrical.breaker_share.in_si();
  const auto head =
      std::find_if(line.boards.begin(), line.boards.end(), [&](const auto& b) { return b.id == one.from; });
  if (head == line.boards.end() || !head->type) return share;
  const auto& listed = study.catalog.get(*head->type).continuous;
  return listed.is_known() ? std::max(share, listed.value().in_si()) : share;
}

}  // namespace

double grouping_share(site::DeratingBasis::CableGrouping by, catalogs::LaidIn laid_in, int sets) {
  const bool is_nec = by == site::DeratingBasis::CableGrouping::nec;
  const bool is_in_ground = laid_in == catalogs::LaidIn::ground;
  const auto steps = is_nec         ? std::span<const GroupStep>(nec_raceway)
                     : is_in_ground ? std::span<const GroupStep>(iec_in_ground)
                                    : std::span<const GroupStep>(iec_bunched);
  const auto step =
      std::find_if(steps.begin(), steps.end(), [&](const GroupStep& s) { return sets <= s.sets; });
  if (step != steps.end()) return step->share;
  return is_nec ? nec_beyond : beyond(steps, sets);
}

double warm_resistance_ratio(catalogs::Conductor conductor, Temperature temperature) {
  const double zero_c = conductor == catalogs::Conductor::copper ? 234.5 : 228.1;
  return (zero_c + temperature.in(units::degC)) / (zero_c + 20.0);
}

std::optional<CableRating> cable_rating(const site::Study& study, const site::OneLine& line,
                                        const site::Cable& one) {
  const auto& type = study.catalog.get(one.type);
  if (!type.ampacity.is_known() || !type.ambient.is_known() || !type.temperature.is_known())
    return std::nullopt;
  const auto alone = type.ampacity.value();
  const bool has_terminal = type.terminal_ampacity.is_known() && type.terminal_ampacity.value() < alone;
  const auto at_terminals = has_terminal ? type.terminal_ampacity.value() : alone;
  const double share = breaker_share(study, line, one);
  auto in_place = surroundings_of(study, one, type);
  CableRating rating;
  rating.left = in_place.share;
  rating.surroundings = in_place.reason;
  rating.for_seconds = at_terminals * static_cast<double>(one.sets);
  rating.is_derated = alone * in_place.share < at_terminals * share;
  rating.for_hours =
      static_cast<double>(one.sets) * (rating.is_derated ? alone * in_place.share : at_terminals * share);
  WeakFigures weak;
  if (rating.is_derated) {
    rating.clause = in_place.clause;
    weak.with(one.type.text(), "ampacity", type.ampacity).and_all(in_place.weak);
  } else {
    const bool is_by_basis = share <= study.basis.electrical.breaker_share.in_si();
    rating.clause = is_by_basis ? cite_rule(study, "electrical/breaker-share")
                                : "its board is listed for continuous load";
    if (has_terminal)
      weak.with(one.type.text(), "terminal-ampacity", type.terminal_ampacity);
    else
      weak.with(one.type.text(), "ampacity", type.ampacity);
    if (is_by_basis) weak.and_all(weak_rule(study, "electrical/breaker-share"));
  }
  rating.clause += "; " + cite("ampacity of the cable",
                               has_terminal && !rating.is_derated ? type.terminal_ampacity : type.ampacity);
  rating.weak = weak.take();
  return rating;
}

}  // namespace shellfit::studies
