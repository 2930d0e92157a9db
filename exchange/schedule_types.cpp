#include "exchange/schedule_types.hpp"

#include "base/unit_text.hpp"
#include "catalogs/catalog.hpp"
#include "exchange/catalog_figures.hpp"
#include "exchange/tags.hpp"
#include "exchange/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <optional>
#include <set>

namespace shellfit::exchange {

namespace {

std::string_view rating_figure(Kind kind) {
  return is_cooling(kind) ? "duty" : kind == Kind::battery ? "power" : "rating";
}

double si_of(Kind kind, const std::string& figure, const std::string& value) {
  const auto* field = figure_field(kind, figure);
  const auto parsed = field == nullptr ? tl::unexpected(TextFault{}) : parse_si(value, *field->kind);
  return parsed && parsed->is_known ? parsed->low : 0;
}

/// A value of an id: "2500kVA", "34.5kV", "5.75".
std::string id_part(const std::string& figure, double si) {
  const auto number = [](double value) { return number_text(value, 5); };
  if (figure == "primary" || figure == "secondary" || figure == "voltage")
    return si >= 1000 ? number(si / 1e3) + "kV" : number(si) + "V";
  if (figure == "impedance") return number(si * 100);
  if (figure == "withstand") return number(si / 1e3) + "kA";
  return {};
}

std::string short_id(const Equipment& one) {
  const auto value = [&](const std::string& figure) {
    const auto found = one.figures.find(figure);
    return found == one.figures.end() ? 0.0 : si_of(one.kind, figure, found->second.value);
  };
  std::string id = one.kind == Kind::transformer    ? "xfmr"
                   : one.kind == Kind::generator    ? "gen"
                   : one.kind == Kind::distribution ? "pdu"
                                                    : std::string(catalog_element(one.kind));
  const double rating = value(std::string(rating_figure(one.kind)));
  if (rating > 0) {
    const bool is_board = one.kind == Kind::board || one.kind == Kind::distribution;
    const std::string_view unit = one.kind == Kind::transformer ? "kVA" : is_board ? "A" : "kW";
    id += "-" + number_text(is_board ? rating : rating / 1e3, 5) + std::string(unit);
  }
  for (const auto* figure : {"primary", "secondary", "voltage", "impedance", "withstand"}) {
    if (const double si = value(figure); si > 0) id += "-" + id_part(figure, si);
  }
  return id;
}

/// A catalog type that maker and model name, the figures given not contradicting it.
class BuiltInTypes {
 public:
  BuiltInTypes() : entries_(catalogs::list_catalog(catalogs::built_in_catalog())) {}

  struct Found {
    std::string id;
    std::string contradiction;
  };
  std::optional<Found> find(const Equipment& one) const {
    const auto maker = squeezed(one.maker);
    const auto model = squeezed(one.model);
    if (maker.size() < 3 || model.size() < 3) return std::nullopt;
    std::optional<Found> found;
    for (const auto& entry : entries_) {
      const auto entry_maker = squeezed(entry.maker);
      const bool is_maker = !entry_maker.empty() && (entry_maker.find(maker) != std::string::npos ||
                                                     maker.find(entry_maker) != std::string::npos);
      const auto entry_name = squeezed(entry.name);
      const bool is_model = entry_name.find(model) != std::string::npos ||
                            squeezed(entry.id).find(model) != std::string::npos ||
                            model.find(entry_name) != std::string::npos;
      if (entry.kind != catalog_element(one.kind) || !is_maker || !is_model) continue;
      const auto why = contradiction(one, entry.id);
      if (found && found->contradiction.empty() && why.empty())
        return std::nullopt;  // two fit: neither is named clearly
      if (!found || why.empty()) found = Found{entry.id, why};
    }
    return found;
  }

 private:
  static std::string contradiction(const Equipment& one, const std::string& id) {
    const std::string figure(rating_figure(one.kind));
    const auto given = one.figures.find(figure);
    if (given == one.figures.end()) return {};
    for (const auto& sheet : catalogs::show_types(catalogs::built_in_catalog(), id)) {
      if (sheet.entry.kind != catalog_element(one.kind)) continue;
      for (const auto& row : sheet.rows) {
        if (row.name != figure || row.is_rival) continue;
        const double ours = si_of(one.kind, figure, given->second.value);
        const double theirs = si_of(one.kind, figure, row.value);
        if (theirs > 0 && std::fabs(ours / theirs - 1) > 0.01) return row.value;
      }
    }
    return {};
  }
  std::vector<catalogs::CatalogEntry> entries_;
};

class TypeWriter {
 public:
  TypeWriter(Schedule& schedule, std::string source) : schedule_(schedule), source_(std::move(source)) {
    for (const auto& entry : catalogs::list_catalog(catalogs::built_in_catalog()))
      taken_.insert(entry.kind + " " + entry.id);
  }

  std::vector<TypeText> write(const Connections& connections) {
    for (auto& one : schedule_.equipment) {
      if (catalog_element(one.kind).empty()) continue;
      if (const auto found = built_in_.find(one)) {
        auto& row = schedule_.report.rows[one.row];
        if (found->contradiction.empty()) {
          remark(row, Standing::guessed, one.tag_at, "",
                 fmt::format("catalog type {} by maker '{}' and model '{}'; its figures count", found->id,
                             shortened(one.maker), shortened(one.model)));
          give(one, found->id, true, {});
          continue;
        }
        remark(
            row, Standing::left, one.tag_at, "",
            fmt::format("maker and model name the catalog type {}, but that is rated {}: a type of its own",
                        found->id, found->contradiction));
      }
      const bool needs_curve = one.kind == Kind::cdu || one.kind == Kind::pump;
      if (!needs_curve && (!one.figures.empty() || cannot_be_without(one.kind))) write_type(one);
    }
    for (const auto& piece : connections.pieces) {
      const bool is_ups =
          piece.role == Piece::Role::scheduled && schedule_.equipment[piece.equipment].kind == Kind::ups;
      if (is_ups && batteries_of(schedule_, connections, piece).empty())
        write_unknown_battery(schedule_.equipment[piece.equipment]);
    }
    return std::move(types_);
  }

 private:
  /// A shell's elements that must name a type, be all of it unknown; a board without one is a plain bus.
  static bool cannot_be_without(Kind kind) {
    return kind == Kind::transformer || kind == Kind::generator || kind == Kind::ups || kind == Kind::battery;
  }

  void give(Equipment& one, const std::string& id, bool is_built_in,
            const std::vector<std::string>& unknown) {
    one.type_id = id;
    schedule_.report.rows[one.row].type = id;
    auto& list = schedule_.report.types;
    const auto [place, is_new] =
        reported_.try_emplace(std::string(catalog_element(one.kind)) + " " + id, list.size());
    if (is_new) list.push_back({std::string(catalog_element(one.kind)), id, is_built_in, 0, unknown});
    list[place->second].pieces += one.ids.size();
  }

  /// A UPS cannot be without a battery, and what the schedule does not say of it is asked.
  void write_unknown_battery(Equipment& ups) {
    if (!ups.battery_type.empty()) return;
    auto& reported = schedule_.report.rows[ups.row].type;
    auto own = reported;
    Equipment battery;
    battery.row = ups.row;
    battery.kind = Kind::battery;
    battery.ids = ups.ids;
    write_type(battery);
    reported = std::move(own);
    ups.battery_type = battery.type_id;
  }

  void write_type(Equipment& one) {
    if (one.kind == Kind::cooler && !says_adiabatic(one.words))
      one.figures["pad-effectiveness"] = {"0 %", "derived", "a dry cooler has no pads"};
    documents::Element element;
    element.name = catalog_element(one.kind);
    std::string body;
    const auto add = [&](const std::string& name, const FigureText& figure) {
      documents::Element claim;
      claim.name = name;
      for (const auto& [attribute, text] : {std::pair<std::string, std::string>{"value", figure.value},
                                            {"source", source_},
                                            {"kind", figure.kind},
                                            {"note", figure.note}}) {
        if (!text.empty()) claim.attributes.push_back({attribute, text, {}, {}});
      }
      body += "  <" + name;
      for (const auto& attribute : claim.attributes)
        body += fmt::format(" {}=\"{}\"", attribute.name, documents::escape_xml(attribute.value));
      body += "/>\n";
      element.children.push_back(std::move(claim));
    };
    for (const auto& [name, figure] : one.figures) add(name, figure);
    const auto unknown = missing_figures(one.kind, element);
    for (const auto& name : unknown) add(name, {"unknown", "primary", ""});
    auto attributes = fmt::format(" name=\"{}\"", documents::escape_xml(name_of(one)));
    if (!one.maker.empty())
      attributes += fmt::format(" maker=\"{}\"", documents::escape_xml(shortened(one.maker)));
    const auto key = fmt::format("{}{}\n{}", element.name, attributes, body);
    auto [known, is_new] = ids_.try_emplace(key, "");
    if (is_new) {
      const auto wanted = short_id(one).substr(0, 58);
      auto id = wanted;
      for (int k = 2; !taken_.insert(element.name + " " + id).second; ++k)
        id = fmt::format("{}.{}", wanted, k);
      known->second = id;
      types_.push_back(
          {element.name, id,
           fmt::format("<{} id=\"{}\"{}>\n{}</{}>", element.name, id, attributes, body, element.name)});
    }
    give(one, known->second, false, unknown);
  }

  static std::string name_of(const Equipment& one) {
    if (!one.model.empty()) return shortened(one.model);
    std::string name(kind_word(one.kind));
    for (const auto* figure :
         {"rating", "duty", "power", "primary", "secondary", "voltage", "impedance", "withstand"}) {
      const auto found = one.figures.find(figure);
      if (found != one.figures.end())
        name += (name.find(' ') == std::string::npos ? " " : ", ") + found->second.value;
    }
    name.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(name.front())));
    return name;
  }

  Schedule& schedule_;
  std::string source_;
  BuiltInTypes built_in_;
  std::vector<TypeText> types_;
  std::map<std::string, std::string> ids_;  ///< by what the type says
  std::map<std::string, std::size_t> reported_;
  std::set<std::string> taken_;
};

}  // namespace

TypesText write_types(Schedule& schedule, const Connections& connections, const std::string& file) {
  const auto name = std::filesystem::path(file).filename().string();
  TypesText text;
  text.source_id = ("schedule-" + id_of_tag(std::filesystem::path(file).stem().string())).substr(0, 64);
  text.source_xml = fmt::format("<source id=\"{}\" title=\"{}, equipment schedule\"/>", text.source_id,
                                documents::escape_xml(shortened(name)));
  text.types = TypeWriter(schedule, text.source_id).write(connections);
  return text;
}

}  // namespace shellfit::exchange
