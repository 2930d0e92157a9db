#include "cli/catalog_text.hpp"

#include "catalogs/type_table.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace shellfit::cli {

namespace {

using catalogs::CatalogEntry;
using nlohmann::ordered_json;

constexpr const char* unknown = "unknown";

std::string with_commas(std::initializer_list<std::string> parts) {
  std::string text;
  for (const auto& part : parts) text += (text.empty() || part.empty() ? "" : ", ") + part;
  return text;
}

ordered_json entry_json(const CatalogEntry& entry) {
  ordered_json json;
  json["kind"] = entry.kind;
  json["id"] = entry.id;
  json["name"] = entry.name;
  if (!entry.maker.empty()) json["maker"] = entry.maker;
  if (!entry.generation.empty()) json["generation"] = entry.generation;
  return json;
}

/// Who claims a figure, and where that can be read.
std::string source_text(const catalogs::Catalog& catalog, const std::string& id) {
  const auto found = catalog.sources().find(id);
  if (found == catalog.sources().end()) return id;
  const auto& source = found->second;
  return fmt::format("{} [{}]{}", source.title, id, source.address.empty() ? "" : "  " + source.address);
}

}  // namespace

std::string list_as_text(const std::vector<CatalogEntry>& entries) {
  std::size_t id_width = 0;
  std::size_t kind_width = 0;
  for (const auto& entry : entries) {
    id_width = std::max(id_width, entry.id.size());
    kind_width = std::max(kind_width, entry.kind.size());
  }
  std::string text;
  for (const auto& entry : entries) {
    text += fmt::format("{:<{}}  {:<{}}  {}\n", entry.kind, kind_width, entry.id, id_width,
                        with_commas({entry.name, entry.maker, entry.generation}));
  }
  return text;
}

std::string list_as_json(const std::vector<CatalogEntry>& entries) {
  auto json = ordered_json::array();
  for (const auto& entry : entries) json.push_back(entry_json(entry));
  return json.dump(2) + "\n";
}

std::string table_of_kinds(const catalogs::Catalog& catalog, const std::vector<CatalogEntry>& entries) {
  constexpr std::size_t grades = 6;
  struct Line {
    std::string kind;
    std::size_t types = 0, claims = 0, unknowns = 0;
    std::array<std::size_t, grades> by_grade{};
  };
  std::vector<Line> lines;
  Line all;
  all.kind = "all";
  for (const auto& entry : entries) {
    if (lines.empty() || lines.back().kind != entry.kind) lines.push_back({entry.kind, 0, 0, 0, {}});
    for (const auto& sheet : catalogs::show_types(catalog, entry.id)) {
      if (sheet.entry.kind != entry.kind) continue;
      for (auto* line : {&lines.back(), &all}) {
        ++line->types;
        line->claims += sheet.rows.size();
        for (const auto& row : sheet.rows) {
          if (row.value == unknown)
            ++line->unknowns;
          else
            ++line->by_grade[static_cast<std::size_t>(row.provenance.evidence)];
        }
      }
    }
  }
  lines.push_back(all);
  auto text =
      fmt::format("{:<17} {:>5} {:>7} {:>8} {:>7} {:>10} {:>9} {:>8} {:>8} {:>8}\n", "kind", "types",
                  "figures", "primary", "quoted", "secondary", "recalled", "derived", "assumed", unknown);
  for (const auto& line : lines) {
    const auto& n = line.by_grade;
    text += fmt::format("{:<17} {:>5} {:>7} {:>8} {:>7} {:>10} {:>9} {:>8} {:>8} {:>8}\n", line.kind,
                        line.types, line.claims, n[0], n[1], n[2], n[3], n[4], n[5], line.unknowns);
  }
  return text;
}

std::string sheets_as_text(const catalogs::Catalog& catalog, const std::vector<catalogs::TypeSheet>& sheets) {
  std::string text;
  for (const auto& sheet : sheets) {
    text += fmt::format("{}{} {}: {}\n", text.empty() ? "" : "\n", sheet.entry.kind, sheet.entry.id,
                        with_commas({sheet.entry.name, sheet.entry.maker, sheet.entry.generation}));
    if (!sheet.note.empty()) text += sheet.note + "\n";
    text += "\n";
    std::size_t width = 0;
    for (const auto& row : sheet.rows) width = std::max(width, row.name.size());
    for (const auto& row : sheet.rows) {
      text += fmt::format("  {:<{}}  {}{}\n", row.name, width, row.is_rival ? "rival: " : "", row.value);
      const auto known =
          row.value == unknown ? "not given by" : catalogs::evidence_text(row.provenance.evidence);
      text +=
          fmt::format("  {:<{}}    {}: {}\n", "", width, known, source_text(catalog, row.provenance.source));
      if (!row.provenance.note.empty())
        text += fmt::format("  {:<{}}    {}\n", "", width, row.provenance.note);
    }
  }
  return text;
}

std::string sheets_as_json(const catalogs::Catalog& catalog, const std::vector<catalogs::TypeSheet>& sheets) {
  auto all = ordered_json::array();
  for (const auto& sheet : sheets) {
    auto json = entry_json(sheet.entry);
    if (!sheet.note.empty()) json["note"] = sheet.note;
    json["figures"] = ordered_json::array();
    for (const auto& row : sheet.rows) {
      ordered_json figure;
      figure["name"] = row.name;
      figure["value"] = row.value;
      figure["rival"] = row.is_rival;
      figure["known"] = catalogs::evidence_words()[static_cast<std::size_t>(row.provenance.evidence)];
      figure["source"] = row.provenance.source;
      const auto source = catalog.sources().find(row.provenance.source);
      if (source != catalog.sources().end()) {
        figure["title"] = source->second.title;
        if (!source->second.address.empty()) figure["address"] = source->second.address;
      }
      if (!row.provenance.note.empty()) figure["note"] = row.provenance.note;
      json["figures"].push_back(std::move(figure));
    }
    all.push_back(std::move(json));
  }
  return all.dump(2) + "\n";
}

}  // namespace shellfit::cli
