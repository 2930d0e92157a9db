#include "catalogs/catalog.hpp"

#include "catalogs/built_in_data.hpp"
#include "catalogs/equipment_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace shellfit::catalogs {

namespace {

using documents::ElementTable;
using documents::Reading;

template <class T>
using Vector = std::vector<T>;

/// A catalog file as it stands, before it is laid over others.
struct CatalogFile {
  std::vector<Source> sources;
  EquipmentTypes::in<std::tuple, Vector> types;
};

const ElementTable<Source>& source_table() {
  static const auto table = [] {
    ElementTable<Source> t("source", "Who claims figures, and where that can be read.");
    t.id("source", &Source::id, true);
    t.value("title", &Source::title, {.meaning = "Document, edition, page.", .is_required = true});
    t.value("address", &Source::address, {.meaning = "Where it can be found."});
    return t;
  }();
  return table;
}

template <class T>
void add_kind(ElementTable<CatalogFile>& file) {
  const auto& table = table_of<T>().elements();
  file.custom_children(table.info(), false, true,
                       [&table](const documents::Element& element, const std::string& path,
                                CatalogFile& object, Reading& reading) {
                         std::get<std::vector<T>>(object.types).push_back(table.read(element, path, reading));
                       });
}

const ElementTable<CatalogFile>& file_table() {
  static const auto table = [] {
    ElementTable<CatalogFile> t("catalog",
                                "Equipment types with their figures, each figure with its source and kind.");
    t.versioned();
    t.children(&CatalogFile::sources, source_table());
    EquipmentTypes::for_each([&]<class T>() { add_kind<T>(t); });
    return t;
  }();
  return table;
}

/// TDP governs heat and continuous loading: of rival claims the highest counts unless a basis says otherwise.
void choose_highest_tdp(RackType& rack) {
  const auto& claims = rack.tdp.claims;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    const auto best = rack.tdp.claim().value.high;
    const auto rival = claims[i].value.high;
    if (rival && (!best || *rival > *best)) rack.tdp.chosen = static_cast<int>(i);
  }
}

Catalog read_built_in(Reading& reading) {
  Catalog catalog;
  for (const auto& file : built_in_files()) {
    const auto root = documents::parse_document(std::string(file.name), std::string(file.text));
    ensure(root.has_value(), "built-in catalog files are well-formed");
    overlay_catalog(catalog, *root, reading);
  }
  reading.resolve_references();
  check_catalog(catalog, reading);
  return catalog;
}

/// Values beyond their limits were read all the same: more can be said of them.
bool is_readable(const Diagnostics& faults) {
  return std::all_of(faults.begin(), faults.end(),
                     [](const Diagnostic& fault) { return fault.code == "E-VAL-008"; });
}

}  // namespace

const Catalog& built_in_catalog() {
  static const Catalog catalog = [] {
    Reading reading;
    auto read = read_built_in(reading);
    const auto faults = reading.take_faults();
    if (!faults.empty())
      ensure(false,
             "the built-in catalog is free of faults; the first is:\n" + render(faults.front(), false));
    return read;
  }();
  return catalog;
}

Diagnostics built_in_faults() {
  Reading reading;
  static_cast<void>(read_built_in(reading));
  return reading.take_faults();
}

Diagnostics catalog_file_faults(const documents::Element& root) {
  Reading reading;
  auto catalog = built_in_catalog();
  overlay_catalog(catalog, root, reading);
  make_known(built_in_catalog(), reading);
  reading.resolve_references();
  auto faults = reading.take_faults();
  if (root.name != "catalog" || !is_readable(faults)) return faults;
  check_catalog(catalog, reading);
  for (auto& fault : reading.take_faults()) faults.push_back(std::move(fault));
  sort_diagnostics(faults);
  return faults;
}

void overlay_catalog(Catalog& catalog, const documents::Element& root, Reading& reading) {
  if (!documents::check_root(root, "catalog", reading)) return;
  const auto file = file_table().read(root, "", reading);
  for (const auto& source : file.sources) catalog.sources()[source.id] = source;
  std::apply(
      [&](const auto&... kinds) {
        const auto overlay_kind = [&](const auto& types) {
          using T = typename std::remove_cvref_t<decltype(types)>::value_type;
          for (const auto& type : types) {
            const auto [place, is_new] = catalog.all<T>().try_emplace(type.id, type);
            if (is_new) continue;
            table_of<T>().overlay(place->second, type);
            place->second.where = type.where;
          }
        };
        (overlay_kind(kinds), ...);
      },
      file.types);
  for (auto& [id, rack] : catalog.all<RackType>()) choose_highest_tdp(rack);
}

void make_known(const Catalog& catalog, Reading& reading) {
  for (const auto& [id, source] : catalog.sources()) reading.know("source", id);
  catalog.for_each_kind([&](const auto& types) {
    using T = typename std::remove_cvref_t<decltype(types)>::mapped_type;
    for (const auto& [id, type] : types) reading.know(table_of<T>().kind(), id.text());
  });
}

const documents::ElementInfo& catalog_file_info() { return *file_table().info(); }

std::vector<CatalogEntry> list_catalog(const Catalog& catalog) {
  std::vector<CatalogEntry> entries;
  catalog.for_each_kind([&](const auto& types) {
    using T = typename std::remove_cvref_t<decltype(types)>::mapped_type;
    for (const auto& [id, type] : types)
      entries.push_back(
          {table_of<T>().kind(), id.text(), type.about.name, type.about.maker, type.about.generation});
  });
  return entries;
}

std::vector<std::string> catalog_kinds() {
  std::vector<std::string> kinds;
  EquipmentTypes::for_each([&]<class T>() { kinds.push_back(table_of<T>().kind()); });
  return kinds;
}

namespace {

/// What a type says beside its figures, in words.
std::string words_of(const RackType& rack) {
  const std::array roles{"compute", "network", "management"};
  std::string text = roles.at(static_cast<std::size_t>(rack.role));
  return rack.gpus > 0 ? fmt::format("{}, {} accelerators", text, rack.gpus) : text;
}
std::string words_of(const CableType& cable) {
  const std::array media{"passive copper", "active copper", "active optical", "multimode fibre",
                         "single-mode fibre"};
  return media.at(static_cast<std::size_t>(cable.medium));
}
std::string words_of(const PowerCableType& cable) {
  const std::array places{"air", "one layer on a tray", "the ground"};
  const auto laid_in = cable.laid_in.value_or(LaidIn::air);
  return fmt::format("{}; in {}", cable.conductor == Conductor::aluminium ? "aluminium" : "copper",
                     places.at(static_cast<std::size_t>(laid_in)));
}
std::string words_of(const CduType& cdu) {
  return cdu.rated_coolant.empty() ? "" : "coolant of the rating: " + cdu.rated_coolant;
}
std::string words_of(const GeneratorType& generator) {
  const std::array classes{"standby", "prime", "continuous", "data-center"};
  const std::array fuels{"diesel", "natural gas", "another fuel"};
  std::string text;
  if (generator.rating_class)
    text = std::string("rating class: ") + classes.at(static_cast<std::size_t>(*generator.rating_class));
  if (generator.burns)
    text += (text.empty() ? "" : "; ") +
            fmt::format("burns {}", fuels.at(static_cast<std::size_t>(*generator.burns)));
  return text;
}
std::string store_words(const std::optional<EnergyStore>& store) {
  const std::array stores{"cells", "a flywheel", "capacitors"};
  return store ? std::string("holds its energy in ") + stores.at(static_cast<std::size_t>(*store)) : "";
}
std::string words_of(const BatteryType& battery) { return store_words(battery.store); }
std::string words_of(const StorageType& storage) { return store_words(storage.store); }
template <class T>
std::string words_of(const T& /*type*/) {
  return "";
}

}  // namespace

std::vector<TypeSheet> show_types(const Catalog& catalog, const std::string& id) {
  std::vector<TypeSheet> sheets;
  catalog.for_each_kind([&](const auto& types) {
    using T = typename std::remove_cvref_t<decltype(types)>::mapped_type;
    const auto found = types.find(Id<T>(id));
    if (found == types.end()) return;
    const auto& type = found->second;
    auto note = words_of(type);
    if (!type.about.note.empty()) note += (note.empty() ? "" : "; ") + type.about.note;
    sheets.push_back({{table_of<T>().kind(), id, type.about.name, type.about.maker, type.about.generation},
                      std::move(note),
                      table_of<T>().rows(type)});
  });
  return sheets;
}

}  // namespace shellfit::catalogs
