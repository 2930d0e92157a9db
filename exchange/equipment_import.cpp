#include "exchange/equipment_import.hpp"

#include "catalogs/catalog.hpp"
#include "documents/rewrite.hpp"
#include "exchange/catalog_figures.hpp"
#include "exchange/schedule_plant.hpp"
#include "exchange/schedule_types.hpp"
#include "exchange/tags.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace shellfit::exchange {

namespace {

using documents::Element;

tl::unexpected<Diagnostics> refuse(Diagnostic fault) { return tl::unexpected(Diagnostics{std::move(fault)}); }

/// A file to be amended or begun; without a tree it is not there.
struct Target {
  std::optional<Element> root;
};

Outcome<Target> open_target(const std::filesystem::path& file, std::string_view name) {
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) return Target{};
  auto root = documents::read_document(file);
  if (!root) return tl::unexpected(std::move(root.error()));
  if (root->name != name) {
    return refuse({"E-XML-009",
                   fmt::format("{} holds <{}>, not <{}>", file.string(), shortened(root->name), name),
                   root->where,
                   shortened(root->name),
                   std::string(name),
                   "nothing was written",
                   {},
                   ""});
  }
  return Target{std::move(*root)};
}

void collect(const Element& element, ThereAlready& there) {
  if (const auto* id = element.find("id")) {
    there.ids.try_emplace(id->value, id->value_at);
    if (element.name == "feed") there.feeds.insert(id->value);
    if (element.name == "board" || element.name == "mv-board") there.boards.insert(id->value);
  }
  for (const auto& child : element.children) collect(child, there);
}

const documents::Attribute* value_of(const Element& claim) { return claim.find("value"); }

const Element* child_named(const Element& parent, std::string_view name) {
  const auto found = std::find_if(parent.children.begin(), parent.children.end(),
                                  [&](const Element& child) { return child.name == name; });
  return found == parent.children.end() ? nullptr : &*found;
}

/// True for values that are written alike, and for one quantity in two units.
bool is_same(std::string_view element, const Element& claim, const std::string& a, const std::string& b) {
  if (a == b) return true;
  const auto* field = figure_field(element, claim.name);
  if (field == nullptr || field->kind == nullptr) return false;
  const auto one = parse_si(a, *field->kind);
  const auto other = parse_si(b, *field->kind);
  if (!one || !other || !one->is_known || !other->is_known) return false;
  constexpr double of_printing = 1e-6;  // seven digits are written
  const auto agree = [](double x, double y) {
    return std::fabs(x - y) <= of_printing * std::max(std::fabs(x), std::fabs(y));
  };
  return agree(one->low, other->low) && agree(one->high, other->high);
}

/// True when a type that is there serves for one of the schedule's: each figure that the schedule gives has
/// the same value there, wherever that comes from, and what the schedule does not say may be known.
bool serves_for(const Element& known, const Element& wanted) {
  return std::all_of(wanted.children.begin(), wanted.children.end(), [&](const Element& claim) {
    const auto* value = value_of(claim);
    if (value == nullptr || value->value == "unknown") return true;
    const auto* there = child_named(known, claim.name);
    return there != nullptr && value_of(*there) != nullptr &&
           is_same(wanted.name, claim, value_of(*there)->value, value->value);
  });
}

const Element* child_with_id(const Element& parent, std::string_view name, const std::string& id) {
  for (const auto& child : parent.children) {
    const auto* own = child.find("id");
    if (child.name == name && own != nullptr && own->value == id) return &child;
  }
  return nullptr;
}

std::string indented(std::string_view xml, std::string_view indent) {
  std::string text(indent);
  for (const char c : xml) {
    text += c;
    if (c == '\n') text += indent;
  }
  return text + "\n";
}

std::string new_catalog(const TypesText& types) {
  std::string text =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- Types read from an equipment schedule. What it does "
      "not say is "
      "unknown: ask the maker, or assume and say so. -->\n<catalog schema=\"1\">\n";
  text += indented(types.source_xml, "  ");
  for (const auto& type : types.types) text += indented(type.xml, "  ");
  return text + "</catalog>\n";
}

/// New types go last; one that is there with the same figures is used as it is.
Outcome<std::string> amended_catalog(const Element& root, const TypesText& types) {
  documents::Rewrite rewrite(root.where.source);
  Diagnostics faults;
  std::vector<std::string> fresh;
  for (const auto& type : types.types) {
    const auto* known = child_with_id(root, type.kind, type.id);
    if (known == nullptr) {
      fresh.push_back(type.xml);
      continue;
    }
    const auto ours = documents::parse_document("new", type.xml);
    ensure(ours.has_value(), "a type that was written is well-formed");
    if (serves_for(*known, *ours)) continue;
    faults.push_back({"E-IMPORT-006",
                      fmt::format("{} {} is there already with other figures", type.kind, type.id),
                      known->where,
                      type.id,
                      "an id that is free",
                      "write the types to a file of their own",
                      {},
                      ""});
  }
  if (!faults.empty()) return tl::unexpected(std::move(faults));
  if (!fresh.empty() && child_with_id(root, "source", types.source_id) == nullptr)
    rewrite.append_child(root, types.source_xml);
  for (const auto& type : fresh) rewrite.append_child(root, type);
  auto text = rewrite.text();
  if (!text) return text;
  return documents::bytes_in_place_of(*root.where.source, std::move(*text));
}

/// The types as a study would read them: what they say must be free of faults.
Diagnostics faults_of_types(const std::string& name, const std::string& text) {
  const auto root = documents::parse_document(name, text);
  if (!root) return root.error();
  auto catalog = catalogs::built_in_catalog();
  documents::Reading reading;
  catalogs::overlay_catalog(catalog, *root, reading);
  for (const auto& [id, source] : catalog.sources()) reading.know("source", id);
  reading.resolve_references();
  if (!reading.has_faults()) catalogs::check_catalog(catalog, reading);
  return reading.take_faults();
}

std::string new_shell(const PlantText& plant, const std::filesystem::path& file) {
  auto id = id_of_tag(file.stem().string()).substr(0, 64);
  if (id.empty()) id = "shell";
  std::string text =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<!-- Begun from an equipment schedule. To be filled in before it can be checked: at least one space "
      "with\n"
      "     use=\"white\", the others where plant stands, and every \"unknown\" that can be found out. A "
      "space:\n"
      "       <space id=\"hall\" use=\"white\" clear-height=\"unknown\" hanging-load=\"unknown\"\n"
      "              x=\"0 m\" y=\"0 m\" width=\"60 m\" depth=\"36 m\">\n"
      "         <slab kind=\"on-grade\" area-load=\"unknown\" point-load=\"unknown\"/>\n"
      "       </space>\n"
      "     The types of the equipment stand in a catalog of their own; the study must name it. -->\n";
  text += fmt::format("<shell schema=\"1\" id=\"{0}\" name=\"{0}\">\n", id);
  text +=
      "  <site elevation=\"unknown\">\n    <climate dry-bulb=\"unknown\" wet-bulb=\"unknown\" "
      "dew-point=\"unknown\" "
      "cold=\"unknown\" source=\"unknown\"/>\n  </site>\n";
  for (const auto& feed : plant.feeds) text += "  " + feed + "\n";
  if (plant.elements.empty()) {
    text += "  <power is=\"unknown\"/>\n";
  } else {
    text += "  <power is=\"described\">\n";
    for (const auto& element : plant.elements) text += "    " + element + "\n";
    text += "  </power>\n";
  }
  return text + "  <cooling liquid=\"unknown\" air=\"unknown\"/>\n</shell>\n";
}

Outcome<std::string> amended_shell(const Element& root, const PlantText& plant) {
  documents::Rewrite rewrite(root.where.source);
  const Element *power = nullptr, *last_feed = nullptr, *cooling = nullptr;
  for (const auto& child : root.children) {
    if (child.name == "power") power = &child;
    if (child.name == "feed") last_feed = &child;
    if (child.name == "cooling") cooling = &child;
  }
  const auto* state = power == nullptr ? nullptr : power->find("is");
  if (state != nullptr && state->value == "offered" && !plant.elements.empty()) {
    return refuse({"E-IMPORT-007",
                   "the shell's power is offered at a bus, so it has no plant of its own",
                   state->value_at,
                   "offered",
                   "unknown, to-be-built or described",
                   "change it, or import into another file",
                   {},
                   ""});
  }
  std::string feeds;
  for (const auto& feed : plant.feeds) feeds += (feeds.empty() ? "" : "\n") + feed;
  if (!feeds.empty()) {
    if (last_feed != nullptr) {
      rewrite.insert_after(*last_feed, feeds);
    } else if (power != nullptr || cooling != nullptr) {
      rewrite.insert_before(power != nullptr ? *power : *cooling, feeds);
    } else {
      rewrite.append_child(root, feeds);
    }
  }
  if (!plant.elements.empty() && power != nullptr) {
    rewrite.set_attribute(*power, "is", "described");
    for (const auto& element : plant.elements) rewrite.append_child(*power, element);
  } else if (!plant.elements.empty()) {
    std::string xml = "<power is=\"described\">";
    for (const auto& element : plant.elements) xml += "\n  " + element;
    xml += "\n</power>";
    if (cooling != nullptr) {
      rewrite.insert_before(*cooling, xml);
    } else {
      rewrite.append_child(root, xml);
    }
  }
  auto text = rewrite.text();
  if (!text) return text;
  return documents::bytes_in_place_of(*root.where.source, std::move(*text));
}

Diagnostics clashes(const PlantText& plant, const ThereAlready& there) {
  Diagnostics faults;
  for (const auto& [id, where] : plant.ids) {
    const auto known = there.ids.find(id);
    if (known == there.ids.end()) continue;
    faults.push_back({"E-IMPORT-006", fmt::format("the shell has the id {} already", id), where, id,
                      "an id that is free", "nothing was written; rename one of the two", known->second,
                      "used here"});
  }
  sort_diagnostics(faults);
  return faults;
}

}  // namespace

Outcome<Import> import_equipment(const ImportRequest& request) {
  const auto table = read_table(request.schedule);
  if (!table) return tl::unexpected(table.error());
  auto shell = open_target(request.shell, "shell");
  if (!shell) return tl::unexpected(std::move(shell.error()));
  auto catalog = open_target(request.types, "catalog");
  if (!catalog) return tl::unexpected(std::move(catalog.error()));
  auto schedule = read_schedule(*table);
  if (!schedule) return tl::unexpected(std::move(schedule.error()));
  ThereAlready there;
  if (shell->root) collect(*shell->root, there);
  const auto connections = connect(*schedule, there);
  if (!connections) return tl::unexpected(connections.error());
  const auto types = write_types(*schedule, *connections, request.schedule.string());
  const auto plant = write_plant(*schedule, *connections, there);
  if (auto faults = clashes(plant, there); !faults.empty()) return tl::unexpected(std::move(faults));

  Import result;
  result.is_new_shell = !shell->root;
  result.has_types = !types.types.empty();
  if (result.has_types) {
    auto text =
        catalog->root ? amended_catalog(*catalog->root, types) : Outcome<std::string>(new_catalog(types));
    if (!text) return tl::unexpected(std::move(text.error()));
    if (auto faults = faults_of_types(request.types.string(), *text); !faults.empty())
      return tl::unexpected(std::move(faults));
    result.types = std::move(*text);
  }
  auto text = shell->root ? amended_shell(*shell->root, plant)
                          : Outcome<std::string>(new_shell(plant, request.shell));
  if (!text) return tl::unexpected(std::move(text.error()));
  result.shell = std::move(*text);
  result.report = std::move(schedule->report);
  return result;
}

}  // namespace shellfit::exchange
