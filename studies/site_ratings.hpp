#pragma once
// What the site leaves of a rating: plant gives less in hot or thin air.

#include "site/study.hpp"
#include "studies/weather.hpp"

#include <optional>
#include <string>
#include <vector>

namespace shellfit::studies {

/// What is left of a rating, at most all of it, and what takes from it.
struct SiteShare {
  double share = 1.0;
  std::string reason;             ///< "40 degC on the day's mean: 85 %"; empty where nothing is taken off
  std::string clause;             ///< of what takes from it
  std::vector<std::string> weak;  ///< recalled or assumed figures that it hangs on
};

/// Air about a transformer, on the mean of a day whose hottest hour is `outdoors` (nothing: not known, then
/// that of electrical rooms). Of one that is there and not said to stand outdoors or indoors, the warmer
/// counts.
[[nodiscard]] Temperature air_about(const site::Study& study, const site::TransformerUnit& one,
                                    std::optional<Temperature> outdoors);
/// Self-cooled, in air of that daily mean at the site's elevation. Colder air gives no credit.
[[nodiscard]] SiteShare transformer_share(const site::Study& study, const catalogs::TransformerType& type,
                                          Temperature daily_mean);
/// In the air over racks that the basis states: its bars may grow no hotter than at their rating.
[[nodiscard]] SiteShare busway_share(const site::Study& study, const catalogs::BuswayType& type);

/// What is left of a current when only `left` may be used of the rise that it makes: heat goes with its
/// square.
[[nodiscard]] double current_share(TemperatureDifference left, TemperatureDifference rise);

/// Current that a busway may carry: what its breaker may pass for hours or, if less, what its bars may in the
/// air about them (NEC 215.2(A)(1): the one is asked of the load before derating, the other after).
[[nodiscard]] Current busway_limit(const site::Study& study, const catalogs::BuswayType& type);

/// Rating of a generator at the site's elevation.
[[nodiscard]] RealPower derated(const catalogs::GeneratorType& generator, Length elevation);
/// The same in outdoor air. Nothing where that is hotter than the set is rated for and nobody says what it
/// loses.
[[nodiscard]] std::optional<RealPower> derated(const catalogs::GeneratorType& generator, Length elevation,
                                               Temperature outdoors);
/// Air up to which sets give their full rating where their type does not say (assumed; ISO 8528-1 refers to
/// 25 degC, makers to 40 degC and more).
inline constexpr Temperature usual_generator_air = 40.0 * units::degC;

/// The site's hottest hour.
[[nodiscard]] std::optional<Temperature> hottest_outdoors(const site::Study& study);

}  // namespace shellfit::studies
