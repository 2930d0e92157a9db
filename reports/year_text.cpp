#include "reports/year_text.hpp"

#include "base/unit_text.hpp"
#include "reports/text_lines.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <string_view>

namespace shellfit::reports {

namespace {

using studies::PlantYear;

constexpr std::array<std::string_view, studies::consumer_count> names{
    "racks", "power chain", "CDUs", "pumps", "air units", "cooler fans", "chillers"};

std::string energy_text(Energy energy) {
  if (energy.is_missing()) return "unknown";
  constexpr double kwh_a_mwh = 1000.0;
  return fmt::format("{:12.1f} MWh", energy.in(units::kWh) / kwh_a_mwh);
}

std::string ratio_text(double ratio, std::string_view unit) {
  return std::isfinite(ratio) ? fmt::format("{:.3f}{}", ratio, unit) : "unknown";
}

std::string hour_text(const studies::NamedHour& named) {
  const auto& hour = named.hour;
  const auto celsius = [](double kelvin) {
    return number_text(Temperature::from_si(kelvin).in(units::degC));
  };
  auto text = fmt::format("{:02}-{:02}, hour {}: {} degC dry, {} degC wet", hour.month, hour.day, hour.hour,
                          celsius(hour.air.dry_bulb_k), celsius(hour.air.wet_bulb_k));
  if (!named.power.is_missing()) text += ", " + to_text(named.power);
  return text;
}

std::string supply_text(const studies::SupplyYear& supply) {
  if (supply.over == 0) return fmt::format("{}: held at {}", supply.id, to_text(supply.limit));
  const auto reached =
      supply.warmest.is_missing() ? std::string("without end") : "up to " + to_text(supply.warmest);
  return fmt::format("{}: over {} in {}, {}", supply.id, to_text(supply.limit),
                     count_of(supply.over, "hour", "hours"), reached);
}

}  // namespace

std::string year_text(const PlantYear& year) {
  const auto& sum = year.year;
  auto text = fmt::format("{} ({} hours)\n\n", year.name, sum.hours);
  text += text_line("weather", year.weather);
  text += text_line("PUE", ratio_text(sum.pue(), ""));
  text += text_line("WUE", ratio_text(sum.water_l_kwh(), " L/kWh"));
  text += text_line("over", sum.over == 0 ? std::string("no hour") : count_of(sum.over, "hour", "hours"));
  text += text_line("compressors", count_of(sum.compressor, "hour", "hours"));
  text += text_line("evaporation", fmt::format("{}, {:.0f} m3 of water", count_of(sum.wet, "hour", "hours"),
                                               sum.water().in_si()));
  text += text_line("hottest", hour_text(year.hottest));
  text += text_line("most cooling", hour_text(year.most_cooling));
  text += "\n";
  for (std::size_t i = 0; i < studies::consumer_count; ++i)
    text += text_line(names[i], energy_text(sum.energy[i]));
  text += text_line("all", energy_text(sum.total()));
  std::vector<std::string> supplies;
  for (const auto& supply : year.supplies) supplies.push_back(supply_text(supply));
  if (!supplies.empty()) text += "\n" + first_lines("supply", supplies, "supply", "supplies");
  return text + note_lines(year.notes);
}

}  // namespace shellfit::reports
