// Transformers: rating x (1 - a (mean - 30 degC)) x (1 - b (elevation - 1,000 m)), a and b by the loading
// guide of the rule set (IEEE C57.91 and C57.96; IEC 60076-2 and -11) or the type. The guides speak of the
// mean of a day, as tanks and cores take hours to warm; the site knows its hottest hour, from which the mean
// is taken as the basis's daily swing less. Valid from 0 to 50 degC on the mean.
//
// Busways: bars lose heat by I2R and shed it in proportion to their rise, so that
// I = I_rated sqrt((T_ref + rise - T) / rise). This gives makers' tables (40 degC 1.00, 45 0.95, 50 0.90,
// 55 0.85, 60 0.80) with the 55 K of UL 857.

#include "studies/site_ratings.hpp"

#include "studies/evidence.hpp"
#include "studies/rule_use.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace shellfit::studies {

namespace {

constexpr Temperature rated_mean = 30.0 * units::degC;
constexpr Length rated_elevation = 1000.0 * units::m;

/// A loss of rating by the type, or else by the rules.
struct Loss {
  double share;
  std::string clause;
  std::vector<std::string> weak;
};

Loss loss_of(const site::Study& study, const std::string& type, std::string_view name,
             const catalogs::Figure<Ratio>& figure, std::string_view field, Ratio by_rule) {
  if (figure.is_known())
    return {figure.value().in_si(), cite("transformer data sheet", figure),
            WeakFigures().with(type, name, figure).take()};
  return {by_rule.in_si(), cite_rule(study, field), weak_rule(study, field)};
}

SiteShare share_when(const site::Study& study, const catalogs::TransformerType& type, bool is_liquid,
                     Temperature mean) {
  const auto& rules = study.basis.derating;
  const auto heat = loss_of(study, type.id.text(), "derating-ambient", type.derating_ambient,
                            is_liquid ? "derating/liquid-ambient" : "derating/dry-ambient",
                            is_liquid ? rules.liquid_ambient : rules.dry_ambient);
  const auto height = loss_of(study, type.id.text(), "derating-altitude", type.derating_altitude,
                              is_liquid ? "derating/liquid-altitude" : "derating/dry-altitude",
                              is_liquid ? rules.liquid_altitude : rules.dry_altitude);
  const auto elevation = study.shell.site.elevation.at(Corner::middle).value_or(0.0 * units::m);
  const double by_heat = heat.share * std::max(0.0, (mean - rated_mean).in_si()) / 10.0;
  const double by_height = height.share * std::max(0.0, (elevation - rated_elevation).in_si()) / 100.0;
  SiteShare result;
  result.share = std::max(0.0, 1.0 - by_heat) * std::max(0.0, 1.0 - by_height);
  const auto add = [&](double taken, const std::string& why, const Loss& loss) {
    if (taken <= 0.0) return;
    result.reason += (result.reason.empty() ? "" : ", ") + why;
    result.clause += (result.clause.empty() ? "" : "; ") + loss.clause;
    result.weak.insert(result.weak.end(), loss.weak.begin(), loss.weak.end());
  };
  add(by_heat, to_text(mean) + " on the mean of the day", heat);
  add(by_height, "at " + to_text(elevation), height);
  return result;
}

}  // namespace

Temperature air_about(const site::Study& study, const site::TransformerUnit& one,
                      std::optional<Temperature> outdoors) {
  const auto room = study.basis.derating.room;
  if (!outdoors) return room;  // the weather is asked for
  const auto mean = *outdoors - study.basis.derating.daily_swing;
  if (!one.is_installed || one.stands == site::Stands::outdoors) return mean;
  return one.stands == site::Stands::indoors ? room : std::max(mean, room);
}

SiteShare transformer_share(const site::Study& study, const catalogs::TransformerType& type,
                            Temperature daily_mean) {
  if (type.cooling) return share_when(study, type, *type.cooling == catalogs::Cooling::liquid, daily_mean);
  auto liquid = share_when(study, type, true, daily_mean);
  auto dry = share_when(study, type, false, daily_mean);
  return liquid.share <= dry.share ? liquid : dry;
}

SiteShare busway_share(const site::Study& study, const catalogs::BuswayType& type) {
  const auto& rules = study.basis.derating;
  const auto rated_at = type.ambient.value_if_known().value_or(rules.busway_ambient);
  const auto rise = type.rise.value_if_known().value_or(rules.busway_rise);
  SiteShare result;
  if (rules.overhead <= rated_at) return result;
  result.share = current_share(rated_at + rise - rules.overhead, rise);
  result.reason = fmt::format("{} about it, rated at {}", to_text(rules.overhead), to_text(rated_at));
  result.clause = type.ambient.is_known() ? cite("busway data sheet", type.ambient)
                                          : cite_rule(study, "derating/busway-ambient");
  WeakFigures weak;
  weak.with(type.id.text(), "ambient", type.ambient).with(type.id.text(), "rise", type.rise);
  if (!type.ambient.is_known()) weak.and_all(weak_rule(study, "derating/busway-ambient"));
  if (!type.rise.is_known()) weak.and_all(weak_rule(study, "derating/busway-rise"));
  result.weak = weak.take();
  return result;
}

double current_share(TemperatureDifference left, TemperatureDifference rise) {
  return std::sqrt(std::max(0.0, left.in_si()) / rise.in_si());
}

Current busway_limit(const site::Study& study, const catalogs::BuswayType& type) {
  return type.rating.value() *
         std::min(study.basis.electrical.breaker_share.in_si(), busway_share(study, type).share);
}

RealPower derated(const catalogs::GeneratorType& generator, Length elevation) {
  const auto above = std::max(0.0, (elevation - generator.derating_from.value()).in_si());
  constexpr double step_m = 300.0;
  return generator.rating.value() *
         std::max(0.0, 1.0 - generator.derating_altitude.value().in_si() * above / step_m);
}

std::optional<RealPower> derated(const catalogs::GeneratorType& generator, Length elevation,
                                 Temperature outdoors) {
  const auto rated_to = generator.derating_above.value_if_known().value_or(usual_generator_air);
  const auto left = derated(generator, elevation);
  if (outdoors <= rated_to) return left;
  if (!generator.derating_ambient.is_known()) return std::nullopt;
  constexpr double step_k = 10.0;
  return left * std::max(0.0, 1.0 - generator.derating_ambient.value().in_si() *
                                        (outdoors - rated_to).in_si() / step_k);
}

std::optional<Temperature> hottest_outdoors(const site::Study& study) {
  return study.shell.site.climate.dry_bulb.at(Corner::middle);
}

}  // namespace shellfit::studies
