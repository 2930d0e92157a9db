#include "site/stations.hpp"

#include "catalogs/type_table.hpp"
#include "documents/element_table.hpp"
#include "site/built_in_stations.hpp"

namespace shellfit::site {

namespace {

using documents::ElementTable;

constexpr const char* coldest = "-90 degC";
constexpr const char* hottest = "60 degC";

const ElementTable<Station::Annual>& annual_table() {
  static const auto table = [] {
    using Annual = Station::Annual;
    ElementTable<Annual> t("annual", "Exceeded in 0.4 % of the hours; the cold one undercut in 0.4 %.");
    const auto add = [&](std::string_view name, Temperature Annual::*member) {
      t.value(name, member, {.is_required = true, .lowest = coldest, .highest = hottest});
    };
    add("dry-bulb", &Annual::dry_bulb);
    add("coincident-wet-bulb", &Annual::coincident_wet_bulb);
    add("wet-bulb", &Annual::wet_bulb);
    add("coincident-dry-bulb", &Annual::coincident_dry_bulb);
    add("dew-point", &Annual::dew_point);
    add("cold", &Annual::cold);
    return t;
  }();
  return table;
}

const ElementTable<Station::TwentyYear>& twenty_year_table() {
  static const auto table = [] {
    using TwentyYear = Station::TwentyYear;
    ElementTable<TwentyYear> t("twenty-year", "That return once in twenty years.");
    t.value("dry-bulb", &TwentyYear::dry_bulb, {.is_required = true, .lowest = coldest, .highest = hottest});
    t.value("cold", &TwentyYear::cold, {.is_required = true, .lowest = coldest, .highest = hottest});
    return t;
  }();
  return table;
}

const ElementTable<Station::Record>& record_table() {
  static const auto table = [] {
    ElementTable<Station::Record> t("record", "The highest of the record.");
    t.value("wet-bulb", &Station::Record::wet_bulb,
            {.is_required = true, .lowest = coldest, .highest = hottest});
    return t;
  }();
  return table;
}

const ElementTable<Station>& station_table() {
  static const auto table = [] {
    ElementTable<Station> t("station", "One station.");
    t.id("station", &Station::id);
    t.value("name", &Station::name, {.is_required = true});
    t.value("country", &Station::country, {.is_required = true});
    t.value("latitude", &Station::latitude, {.is_required = true, .lowest = "-90", .highest = "90"});
    t.value("longitude", &Station::longitude, {.is_required = true, .lowest = "-180", .highest = "180"});
    t.value("elevation", &Station::elevation, {.is_required = true, .lowest = "-430 m", .highest = "5500 m"});
    t.choice("kind", &Station::evidence, catalogs::evidence_choices(), {.is_required = true});
    t.value("source", &Station::source, {.is_required = true});
    t.child(&Station::annual, annual_table());
    t.optional_child(&Station::twenty_year, twenty_year_table());
    t.optional_child(&Station::record, record_table());
    return t;
  }();
  return table;
}

struct StationFile {
  std::vector<Station> stations;
};

std::map<std::string, Station> read_built_in() {
  static const auto table = [] {
    ElementTable<StationFile> t("stations", "Weather stations.");
    t.versioned();
    t.children(&StationFile::stations, station_table(), true);
    return t;
  }();
  std::map<std::string, Station> all;
  documents::Reading reading;
  for (const auto& file : built_in_stations()) {
    const auto root = documents::parse_document(std::string(file.name), std::string(file.text));
    ensure(root.has_value(), "the built-in stations are well-formed");
    for (auto& station : table.read(*root, "", reading).stations) all[station.id] = std::move(station);
  }
  const auto faults = reading.take_faults();
  if (!faults.empty())
    ensure(false,
           "the built-in stations are free of faults; the first is:\n" + render(faults.front(), false));
  return all;
}

}  // namespace

const std::map<std::string, Station>& stations() {
  static const auto all = read_built_in();
  return all;
}

}  // namespace shellfit::site
