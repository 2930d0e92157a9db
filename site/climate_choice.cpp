#include "site/climate_choice.hpp"

#include "base/nearest.hpp"
#include "site/epw.hpp"
#include "site/rule_choice.hpp"
#include "site/stations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace shellfit::site {

namespace {

using documents::Attribute;
using documents::Element;
using documents::Reading;

std::string text_of_point(Temperature t) { return number_text(t.in(units::degC), 6) + " degC"; }

class ClimateChoice {
 public:
  ClimateChoice(const Element& site, const Element& climate, const std::string& path, Reading& reading)
      : site_(site), climate_(climate), path_(path + "/climate"), reading_(reading) {}

  ClimateSource choose() {
    const auto* station = climate_.find("station");
    const auto* file = climate_.find("epw");
    if (station != nullptr && file != nullptr) {
      reading_.fault("E-SITE-017", "the climate names a station and a weather file", file->value_at,
                     file->value, "one of them");
    }
    const auto* extremes = climate_.find("extremes");
    if (extremes != nullptr && station == nullptr) {
      reading_.fault("E-SITE-017", "the climate says which figures of a station count, and names no station",
                     extremes->value_at, extremes->value, "extremes beside a station");
    }
    if (station != nullptr)
      take_station(*station, extremes != nullptr && extremes->value == "annual");
    else if (file != nullptr)
      take_file(*file);
    return std::move(source_);
  }

 private:
  bool states(std::string_view field) const { return climate_.find(field) != nullptr; }
  void give(const std::string& field, const std::string& value, const Attribute& named, bool is_told = true) {
    reading_.give_default(path_, field, {value, origin_, named.value_at, is_told});
  }
  /// So that what is missing for want of a source is one fault and not five.
  void give_nothing(const Attribute& named) {
    for (const char* field : {"dry-bulb", "wet-bulb", "dew-point", "cold"})
      give(field, "unknown", named, false);
    give("source", "none", named, false);
  }

  void take_station(const Attribute& named, bool is_annual) {
    const auto found = stations().find(named.value);
    if (found == stations().end()) {
      std::vector<std::string> ids;
      for (const auto& [id, known] : stations()) ids.push_back(id);
      reading_.fault("E-ID-003", fmt::format("there is no station \"{}\"", shortened(named.value)),
                     named.value_at, named.value, "a station that `shellfit climate list` prints",
                     did_you_mean(named.value, ids));
      give_nothing(named);
      return;
    }
    const auto& station = found->second;
    origin_ = fmt::format("station {}, {}", station.id, is_annual ? "0.4 % of the hours" : "twenty years");
    give("source", fmt::format("{}: {}", station.name, station.source), named, false);
    is_annual ? give_annual(station, named) : give_twenty_years(station, named);
    compare_elevation(fmt::format("station {}", station.id), station.elevation);
  }

  void give_annual(const Station& station, const Attribute& named) {
    const auto& annual = station.annual;
    give("dry-bulb", text_of_point(annual.dry_bulb), named);
    give("wet-bulb", text_of_point(annual.wet_bulb), named);
    give("dew-point", text_of_point(annual.dew_point), named);
    give("cold", text_of_point(annual.cold), named);
    if (!states("dry-bulb")) give("coincident-wet-bulb", text_of_point(annual.coincident_wet_bulb), named);
    if (!states("wet-bulb")) give("coincident-dry-bulb", text_of_point(annual.coincident_dry_bulb), named);
    source_.notes.emplace_back(
        "values that are exceeded in 0.4 % of the hours, 35 a year, as the study accepts: a Tier design "
        "needs "
        "those of twenty years");
  }

  void give_twenty_years(const Station& station, const Attribute& named) {
    const bool has_extremes = station.twenty_year.has_value();
    give("dry-bulb", has_extremes ? text_of_point(station.twenty_year->dry_bulb) : "unknown", named);
    give("cold", has_extremes ? text_of_point(station.twenty_year->cold) : "unknown", named);
    if (!has_extremes || !station.record) {
      source_.notes.push_back(fmt::format(
          "station {} has no values of twenty years; extremes=\"annual\" would take those of 0.4 % of "
          "the hours",
          station.id));
    }
    if (!station.record) {
      give("wet-bulb", "unknown", named);
      give("dew-point", "unknown", named);
      return;
    }
    const auto wettest = station.record->wet_bulb;
    give("wet-bulb", text_of_point(wettest), named);
    if (!states("wet-bulb"))
      source_.notes.emplace_back("the highest wet bulb is that of the station's record");
    // A dew point is never above the wet bulb of its air.
    const auto least = number_text(station.annual.dew_point.in(units::degC), 6);
    give("dew-point", fmt::format("{}..{}", least, text_of_point(wettest)), named);
    if (!states("dew-point"))
      source_.notes.emplace_back(
          "no dew point of twenty years is published: it lies between that of 0.4 % of the hours and the "
          "highest "
          "wet bulb, and both ends are tried");
  }

  void take_file(const Attribute& named) {
    const auto folder = std::filesystem::path(climate_.where.file()).parent_path();
    source_.file = (folder / named.value).string();
    const auto year = read_epw(source_.file, named.value_at);
    if (!year) {
      for (const auto& fault : year.error()) reading_.fault(fault);
      give_nothing(named);
      return;
    }
    source_.hours = extreme_hours(*year);
    source_.gives_dry_bulb = !states("dry-bulb");
    source_.gives_wet_bulb = !states("wet-bulb");
    const auto by = [&](auto member) {
      return std::minmax_element(
          year->hours.begin(), year->hours.end(),
          [member](const WeatherHour& a, const WeatherHour& b) { return a.*member < b.*member; });
    };
    const auto [coldest, hottest] = by(&WeatherHour::dry_bulb);
    const auto [driest, wettest] = by(&WeatherHour::dew_point);
    origin_ = fmt::format("weather file {}", named.value);
    give("dry-bulb", text_of_point(hottest->dry_bulb), named);
    give("cold", text_of_point(coldest->dry_bulb), named);
    give("dew-point", text_of_point(wettest->dew_point), named);
    give("wet-bulb", "unknown", named, false);  // follows from the hours
    give("source",
         fmt::format("{}, {}: {} {} ({})", year->city, year->country, year->source, year->station,
                     named.value),
         named, false);
    source_.notes.push_back(note_of_file(*year));
    compare_elevation(fmt::format("weather file {}", named.value), year->elevation);
  }

  static std::string note_of_file(const WeatherYear& year) {
    std::string note =
        "one typical year is not twenty: the extremes are those of the year in the file, which a Tier design "
        "must not rest on";
    if (!year.twenty_years) return note;
    return note + fmt::format("; its header names {} and {} as the dry bulbs that return in twenty years",
                              text_of_point(year.twenty_years->highest),
                              text_of_point(year.twenty_years->lowest));
  }

  void compare_elevation(const std::string& who, Length elevation) {
    const auto* written = site_.find("elevation");
    if (written == nullptr) return;
    const auto here = parse_uncertain<Length>(written->value);
    if (!here || here->is_unknown()) return;
    constexpr double told_from_m = 100.0;
    const double apart = std::fabs(here->at(shellfit::Corner::middle)->in_si() - elevation.in_si());
    if (apart <= told_from_m) return;
    source_.notes.push_back(
        fmt::format("{} lies at {}, the site at {}: air cools by about 0.65 K each 100 m up, which is not "
                    "taken into account",
                    who, to_text(elevation), to_text(*here)));
  }

  const Element& site_;
  const Element& climate_;
  std::string path_;
  Reading& reading_;
  std::string origin_;
  ClimateSource source_;
};

}  // namespace

ClimateSource give_climate(const Element& site, const std::string& path, Reading& reading) {
  const auto* climate = child_of(site, "climate");
  if (climate == nullptr) return {};
  return ClimateChoice(site, *climate, path, reading).choose();
}

}  // namespace shellfit::site
