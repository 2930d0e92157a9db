#pragma once
// What racks may hang on an outlet: the least of what stands between it and its sources while nothing is out.
// This only deals racks out; the states judge.

#include "site/one_line.hpp"
#include "site/study.hpp"
#include "studies/plan.hpp"

#include <optional>
#include <vector>

namespace shellfit::studies {

struct OutletCapacity {
  RealPower tdp;           ///< sum of TDP
  ApparentPower apparent;  ///< the same in kVA
  RealPower peak;          ///< sum of peaks
};

/// By outlet. Outlets behind one element share it equally, unless they say their share. An outlet behind
/// plant whose figures nobody has published can carry nothing.
[[nodiscard]] std::vector<OutletCapacity> outlet_capacities(const site::Study& study, const PowerPlan& power);

/// What an offer delivers, in a state of its own or (null) by its own figures.
[[nodiscard]] OutletCapacity offer_capacity(const site::PowerOffer& offer, const site::OfferState* left);

/// Current that a board's main breaker may pass: for hours what the board is listed for, or the basis's share
/// of its rating if that is more; all of it while what flows passes within hours.
[[nodiscard]] Current board_limit(const site::Study& study, const catalogs::BoardType& type,
                                  bool is_for_hours);

/// Notes the figures that low-voltage plant lacks for the engines.
void note_missing_figures(const site::Study& study, const site::OneLine& one_line,
                          std::vector<MissingFigure>& missing);

/// Voltage of each board; nothing where none is known.
[[nodiscard]] std::vector<std::optional<LineVoltage>> board_voltages(const site::Study& study,
                                                                     const PowerPlan& power);

/// By outlet: what stands behind it when the utility is lost; nothing where a landlord does not say.
[[nodiscard]] std::vector<std::optional<site::Backing>> outlet_backings(const PowerPlan& power);

}  // namespace shellfit::studies
