#include "cli/commands.hpp"
#include "cli/terminal.hpp"
#include "site/stations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace shellfit::cli {

namespace {

std::string celsius(Temperature t) { return number_text(t.in(units::degC)) + " degC"; }

int list_stations() {
  std::size_t id = 0;
  std::size_t name = 0;
  for (const auto& [key, station] : site::stations()) {
    id = std::max(id, key.size());
    name = std::max(name, station.name.size());
  }
  std::string text;
  for (const auto& [key, station] : site::stations()) {
    text += fmt::format("{:<{}}  {:<{}}  {}  {:>7} {:>8}  {:>7}  {}\n", key, id, station.name, name,
                        station.country, number_text(station.latitude.in_si()),
                        number_text(station.longitude.in_si(), 5), to_text(station.elevation),
                        station.twenty_year ? "twenty years" : "0.4 % only");
  }
  print(text);
  return Exit::hosts;
}

int show_station(const std::string& id) {
  const auto found = site::stations().find(id);
  if (found == site::stations().end()) {
    std::vector<std::string> ids;
    for (const auto& [key, station] : site::stations()) ids.push_back(key);
    return refuse_word("there is no station " + shortened(id), id, ids,
                       "shellfit climate list names them all");
  }
  const auto& station = found->second;
  const auto& annual = station.annual;
  auto text = fmt::format("{}: {}, {}; {} north, {} east, {}\n\n", station.id, station.name, station.country,
                          number_text(station.latitude.in_si()), number_text(station.longitude.in_si(), 5),
                          to_text(station.elevation));
  const auto row = [&](std::string_view name, const std::string& yearly, const std::string& extreme) {
    text += fmt::format("  {:<10}  {:<26}  {}\n", name, yearly, extreme);
  };
  row("", "0.4 % of the hours", "extreme");
  const auto none = std::string("unknown");
  row("dry bulb",
      fmt::format("{} (with {} wet)", celsius(annual.dry_bulb), celsius(annual.coincident_wet_bulb)),
      station.twenty_year ? celsius(station.twenty_year->dry_bulb) + ", twenty years" : none);
  row("wet bulb",
      fmt::format("{} (with {} dry)", celsius(annual.wet_bulb), celsius(annual.coincident_dry_bulb)),
      station.record ? celsius(station.record->wet_bulb) + ", highest of the record" : none);
  row("dew point", celsius(annual.dew_point),
      station.record
          ? fmt::format("unknown: up to {}, the highest wet bulb", celsius(station.record->wet_bulb))
          : none);
  row("cold", celsius(annual.cold),
      station.twenty_year ? celsius(station.twenty_year->cold) + ", twenty years" : none);
  text += fmt::format("\n  {}: {}\n", catalogs::evidence_text(station.evidence), station.source);
  print(text);
  return Exit::hosts;
}

}  // namespace

void add_climate(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand("climate", "Weather stations and their design conditions");
  command->require_subcommand(1);
  auto* list = command->add_subcommand("list", "All stations");
  list->footer("Exit status: 0 listed.\nExample: shellfit climate list");
  list->callback([&action] { action = [] { return list_stations(); }; });
  auto id = std::make_shared<std::string>();
  auto* sheet = command->add_subcommand("show", "The figures of a station, with their source");
  sheet->add_option("id", *id, "Id of the station")->required();
  sheet->callback([id, &action] { action = [id] { return show_station(*id); }; });
  sheet->footer(
      "Exit status: 0 shown, 2 no such station.\nExample: shellfit climate show phoenix-sky-harbor");
  command->footer("Example: shellfit climate show phoenix-sky-harbor");
}

}  // namespace shellfit::cli
